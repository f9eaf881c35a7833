"""The tables of an experiment's analysis, for R, Stata and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.tables import csv_text

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.report.experiment.gathered import Gathered

FLOAT_FORMAT = "%.6g"


def analysis_tables(found: Gathered) -> dict[str, pd.DataFrame]:
    """Return the tables by the name of their file, without its ending; those that are empty are left out."""
    import pandas as pd

    rows: dict[str, list[pd.DataFrame]] = {"indices": [], "indices_second": [], "effects": [], "boxes": []}
    for several in found.indices.values():
        for case, one in several:
            rows["indices"].append(one.to_frame().assign(case=case))
            if one.pairs is not None:
                rows["indices_second"].append(one.pairs.assign(outcome=one.outcome, case=case))
    for name, levels in found.effects.items():
        rows["effects"] += [one.table.assign(outcome=name, reference=one.reference, case=case) for case, one in levels]
    rows["boxes"] += [region.to_frame().assign(case=case) for case, region in found.regions]
    return {name: pd.concat(tables, ignore_index=True) for name, tables in rows.items() if tables}


def analysis_files(found: Gathered) -> dict[str, bytes]:
    """Return the tables as CSV, by the name of the file."""
    return {f"{name}.csv": csv_text(table, FLOAT_FORMAT).encode() for name, table in analysis_tables(found).items()}
