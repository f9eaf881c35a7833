"""``realpolitik calibrate``: fit the assumptions to a historical panel; a stopped run goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from realpolitik.cli.options import JsonOption, OutOption
from realpolitik.cli.reading import LARGEST_RUNS, Reading, out_folder, seed_number, whole_number
from realpolitik.cli.screen import new_table, print_json, print_rich
from realpolitik.cli.validate import LONGEST_LAG, LagOption, PanelOption, panel_folder
from realpolitik.cli.waiting import announce_compilation, stage_bar
from realpolitik.errors import InputError, Problem

if TYPE_CHECKING:
    from rich.table import Table

    from realpolitik.findings.stages import Stage
    from realpolitik.validation.calibration import Calibration

OUT = Path("out") / "calibrate"
MOST = 10_000


def _number(option: str, text: str) -> Any:
    return typer.Option(option, metavar="N", help=text)


def calibrate(
    panel: PanelOption,
    clients: Annotated[
        str, typer.Option("--clients", metavar="IDS", help="Only these clients, by id or code; never Iran.")
    ] = "",
    lag: LagOption = "0",
    starts: Annotated[str, _number("--starts", "Searches; the first starts at the present defaults.")] = "3",
    generations: Annotated[str, _number("--generations", "Generations of each search.")] = "80",
    searched: Annotated[
        str, _number("--searched", "Assumptions that the search moves: those that matter most.")
    ] = "14",
    trajectories: Annotated[str, _number("--trajectories", "Trajectories of the screening.")] = "6",
    profile_generations: Annotated[
        str, _number("--profile-generations", "Generations of the fits along a profile; 0 holds all others.")
    ] = "6",
    runs: Annotated[str, _number("--runs", "Runs for each client in an evaluation.")] = "16",
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Also refit without each client and each period, and score those.")
    ] = False,
    leave_out_generations: Annotated[
        str, _number("--leave-out-generations", "Generations of each of the three searches of such a refit.")
    ] = "20",
    leave_out_sets: Annotated[
        str, _number("--leave-out-sets", "How often all of it is refitted; the scores are the means.")
    ] = "5",
    seed: Annotated[str, typer.Option("--seed", metavar="S", help="Seed of the search and of all draws.")] = "1",
    fresh: Annotated[bool, typer.Option("--fresh", help="Start anew instead of going on.")] = False,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fit one vector of assumptions to all clients of a panel other than Iran, by simulated likelihood.

    A screening finds the assumptions that matter; several searches fit them; profiles say for every assumption
    which values the record allows. The result is fit.json in the folder of --out, out/calibrate by default. The
    same command goes on with a run that was stopped.
    """
    from realpolitik.results_folder import check_folder, write_manifest
    from realpolitik.scenario.panel import read_panel

    reading = Reading()
    sizes = {
        name: reading.take(whole_number, f"--{name.replace('_', '-')}", text, least, most)
        for name, text, least, most in (
            ("lag", lag, 0, LONGEST_LAG),
            ("starts", starts, 1, MOST),
            ("generations", generations, 1, MOST),
            ("searched", searched, 2, MOST),
            ("trajectories", trajectories, 1, MOST),
            ("profile_generations", profile_generations, 0, MOST),
            ("leave_out_generations", leave_out_generations, 1, MOST),
            ("leave_out_sets", leave_out_sets, 1, MOST),
            ("runs", runs, 1, LARGEST_RUNS),
        )
    }
    seed_taken = reading.take(seed_number, seed)
    folder_taken = reading.take(out_folder, out, OUT, partial(check_folder, kind="calibration"))
    read = reading.take(read_panel, panel_folder(panel), lag=sizes["lag"].value if sizes["lag"] else 0)
    names = tuple(name.strip() for name in clients.split(",") if name.strip())
    if read:
        reading.take(read.value.chosen, names)
    reading.finish()

    from realpolitik.report.calibration import write_calibration
    from realpolitik.validation.calibration import calibrate as fit
    from realpolitik.validation.calibration import fitted_clients
    from realpolitik.validation.extra import evolution
    from realpolitik.validation.plan import Plan, stage_sizes

    evolution()
    chosen = fitted_clients(read.value, names)
    if len(chosen) < 2:
        problem = Problem((), "fewer than two clients other than Iran", "at least two", file="--clients")
        raise InputError([problem])
    numbers = {name: taken.value for name, taken in sizes.items()}
    plan = Plan(chosen, **numbers, profile_runs=3 * numbers["runs"], leave_out=leave_out, seed=seed_taken.value)
    folder = folder_taken.value
    folder.mkdir(parents=True, exist_ok=True)
    write_manifest(folder, {"kind": "calibration", "finished": False})
    announce_compilation()
    with stage_bar("calibrating") as tell:
        progress = _overall(tell, stage_sizes(plan))
        found = fit(read.value, plan, folder, fresh=fresh, progress=progress)
        content = found.to_dict()
        write_calibration(found, content, folder)
    if as_json:
        print_json(content)
    else:
        print_rich(_table(found), f"Written to {folder}: fit.json, report.html, tables and figures")


def _table(found: Calibration) -> Table:
    """Return the fitted assumptions with the ranges that the record allows."""
    from realpolitik.theory.assumptions import ASSUMPTIONS

    plausible = {item.name: item for item in ASSUMPTIONS}
    columns = ("fitted", "allowed by the record", "plausible")
    table = new_table("Assumptions that the search moved", "assumption", *columns, numbers=columns)
    ranges = {one.name: one for one in found.profiles}
    for name in found.searched:
        item, one = plausible[name], ranges[name]
        allowed = f"{one.low:.3g} to {one.high:.3g}" if one.speaks else "says nothing"
        table.add_row(name, f"{found.values[name]:g}", allowed, f"{item.low:g} to {item.high:g}")
    scores = ", ".join(f"{name} {value:.3f}" for name, value in found.training_scores.items())
    speaks = sum(one.speaks for one in found.profiles)
    table.caption = (
        f"Training scores: {scores}. The record speaks to {speaks} of {len(found.profiles)} assumptions "
        "(all of them in ranges.csv)."
    )
    return table


def _overall(tell: Callable[[Stage], None], sizes: Mapping[str, float]) -> Callable[[str, int, int], None]:
    """Return what tells how far the whole work is from how far a stage is."""
    from realpolitik.findings.stages import Stage

    names = list(sizes)
    total = sum(sizes.values())

    def show(stage: str, done: int, steps: int) -> None:
        before = sum(sizes[name] for name in names[: names.index(stage)])
        tell(Stage(stage, done, steps, min(1.0, (before + sizes[stage] * done / steps) / total)))

    return show
