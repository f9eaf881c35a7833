"""``realpolitik reproduce``: both eras, all findings, figures and the report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from realpolitik.cli.options import DEFAULT_RUNS, DEFAULT_SEED, JsonOption, OutOption, RunsOption, SeedOption
from realpolitik.cli.reading import Reading, out_folder, runs_number, seed_number
from realpolitik.cli.screen import print_json, print_text
from realpolitik.cli.waiting import announce_compilation, stage_bar

OUT = Path("out") / "reproduce"
LEAST_RUNS = 2
"""An interval needs a spread between runs."""


def reproduce(
    runs: RunsOption = DEFAULT_RUNS,
    seed: SeedOption = DEFAULT_SEED,
    out: OutOption = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer runs and points: a first look.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Reproduce the study: both eras, all findings with their controls, figures and an HTML report.

    A finding that is not supported is a result, not a failure. All goes to the folder of --out, out/reproduce by
    default.
    """
    from realpolitik.results_folder import check_folder

    reading = Reading()
    runs_taken = reading.take(runs_number, runs, LEAST_RUNS)
    seed_taken = reading.take(seed_number, seed)
    folder_taken = reading.take(out_folder, out, OUT, partial(check_folder, kind="reproduce"))
    reading.finish()

    from realpolitik.report.reproduce import reproduce as reproduce_study

    folder = folder_taken.value
    announce_compilation()
    with stage_bar("reproducing") as progress:
        study = reproduce_study(
            runs=runs_taken.value, seed=seed_taken.value, out=folder, quick=quick, progress=progress
        )
    if as_json:
        print_json(study.to_dict())
    else:
        print_text(f"{study}\n\nWritten to {folder}: open report.html in a browser.")
