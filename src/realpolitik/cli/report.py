"""``realpolitik report``: the report of a finished experiment, written anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.screen import complain, print_json, print_text
from realpolitik.cli.waiting import notice

WORK_FAILED = 1


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a finished experiment.")],
    as_json: JsonOption = False,
) -> None:
    """Write the report of a finished experiment anew: figures, indices, effects, boxes and one HTML file.

    The command experiment writes it at its end.
    """
    from realpolitik.experiments.store import verified

    verified(folder)  # before anything is said of the work
    path = write_report(folder)
    if as_json:
        from realpolitik.results_folder import read_manifest

        print_json({"report": str(path), "files": (read_manifest(folder) or {}).get("files", [])})
    else:
        print_text(f"{path}: open it in a browser.")


def write_report(folder: Path) -> Path:
    """Write the report of an experiment; a folder that cannot be written ends the command with a message."""
    from realpolitik.experiments.store import StoreError
    from realpolitik.report.experiment.page import write_experiment_report

    notice("working out and drawing the report")
    try:
        return write_experiment_report(folder)
    except StoreError as error:
        complain(str(error))
        raise typer.Exit(WORK_FAILED) from None
