"""``realpolitik run``: one scenario many times; classes of relations by pair and year."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from realpolitik.cli.options import (
    DEFAULT_RUNS,
    DEFAULT_SEED,
    JsonOption,
    OutOption,
    RunsOption,
    ScenarioArgument,
    SeedOption,
    SetOption,
)
from realpolitik.cli.reading import Reading, changed_scenario, out_folder, runs_number, seed_number
from realpolitik.cli.screen import new_table, notice, print_json, print_rich
from realpolitik.cli.waiting import announce_compilation, progress_bar

if TYPE_CHECKING:
    from rich.table import Table

OUT = Path("out")
BROKEN_HEADINGS = {"transactional": "trans-\nactional"}


def run(
    scenario: ScenarioArgument,
    runs: RunsOption = DEFAULT_RUNS,
    seed: SeedOption = DEFAULT_SEED,
    settings: SetOption = None,
    out: OutOption = None,
    trajectories: Annotated[
        bool, typer.Option("--trajectories", help="Keep every year of every run (trajectories.parquet).")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Run a scenario: how often each pair of states is hostile, distant, transactional, tactical or allied.

    Tables, figures and a manifest go to the folder of --out, out/NAME by default.
    """
    from realpolitik.results_folder import check_folder

    reading = Reading()
    runs_taken = reading.take(runs_number, runs)
    seed_taken = reading.take(seed_number, seed)
    scenario_taken = reading.take(changed_scenario, scenario, settings or ())
    if out is not None or scenario_taken:
        default = OUT / (scenario_taken.value.name if scenario_taken else "")
        folder_taken = reading.take(out_folder, out, default, partial(check_folder, kind="run"))
    reading.finish()

    from realpolitik.api import simulate

    wanted, folder = scenario_taken.value, folder_taken.value
    announce_compilation()
    with progress_bar(wanted.name, runs_taken.value) as progress:
        results = simulate(wanted, runs_taken.value, seed_taken.value, trajectories=trajectories, progress=progress)
    content = results.to_dict()
    if not as_json:
        print_rich(_shares(wanted.title, content))  # first: drawing the figures takes longer than a few runs
    results.write(folder)
    if as_json:
        print_json(content | {"out": str(folder)})
    else:
        print_rich(_written(folder))
        gaps = results.timeline.gap_summary()
        if gaps:
            notice(f"filled gaps: {gaps}; all in {folder / 'manifest.json'}")


def _shares(title: str, content: dict[str, Any]) -> Table:
    """Return the table of the pairs: a row each, class shares and what came of pacts and trust."""
    from realpolitik.theory.classes import CLASSES

    # Headings on two lines and narrow gaps, so that the table fits a terminal of 80 columns.
    classes = [BROKEN_HEADINGS.get(name, name) for name in CLASSES]
    numbers = (*classes, "any\npact", "lasting\npact", "mean\ntrust")
    table = new_table(f"{title}: {content['runs']} runs, seed {content['seed']}", "pair", *numbers, numbers=numbers)
    table.padding = 0
    table.columns[0].no_wrap, table.columns[0].overflow = False, "fold"
    for pair, row in content["pairs"].items():
        shares = [f"{row['class_shares'][name]:.1%}" for name in CLASSES]
        pacts = [f"{row['p_pact']:.1%}", f"{row['p_strategic_alliance']:.1%}"]
        table.add_row(pair, *shares, *pacts, f"{row['mean_trust']:.2f}")
    table.caption = (
        "Classes: share of run-years. Any pact, lasting pact (strategic alliance): share of runs. "
        "Trust: the smaller direction, over run-years."
    )
    return table


def _written(folder: Path) -> str:
    names = ", ".join(sorted(path.name for path in folder.iterdir()))
    return f"Written to {folder}: {names}"
