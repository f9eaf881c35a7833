"""``realpolitik export``: the tables of a folder of results as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.screen import print_json, print_text


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a run or an experiment.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the CSV files; the same one by default.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the tables of a folder of results as CSV, one file a table, for R, Stata or a spreadsheet."""
    from realpolitik.experiments.exporting import export_tables

    written = export_tables(folder, out or folder)
    if as_json:
        print_json({"folder": str(folder), "files": [{"file": str(p), "rows": rows} for p, rows in written.items()]})
    else:
        print_text("\n".join(f"{path}: {rows} rows" for path, rows in written.items()))
