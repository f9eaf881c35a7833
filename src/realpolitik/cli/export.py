"""``realpolitik export``: the tables of a folder of results for other programs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.reading import Reading, one_of, out_folder
from realpolitik.cli.screen import print_json, print_text


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a run or an experiment.")],
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="csv, or stata: .dta files with the names of the columns as labels."
        ),
    ] = "csv",
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help="Folder for the files; the same one by default.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the tables of a folder of results as CSV or for Stata, one file a table.

    CSV is for R, a spreadsheet and most other programs. Names that Stata does not take are made ones that it does;
    labels have the full names.
    """
    from realpolitik.experiments.exporting import FORMATS, checked_manifest, export_tables
    from realpolitik.results_folder import check_writable

    reading = Reading()
    reading.take(one_of, "--format", form, tuple(FORMATS))
    manifest = reading.take(checked_manifest, folder)
    check = partial(check_writable, allowed="a folder to write to")
    target = reading.take(out_folder, out, folder, check) if out is not None else None
    reading.finish()

    written = export_tables(folder, manifest.value, target.value if target else folder, form)
    if as_json:
        print_json({"folder": str(folder), "files": [{"file": str(p), "rows": rows} for p, rows in written.items()]})
    else:
        print_text("\n".join(f"{path}: {rows} rows" for path, rows in written.items()))
