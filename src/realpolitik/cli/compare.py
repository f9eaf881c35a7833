"""``realpolitik compare``: two scenarios on the same draws, and what differs."""

from __future__ import annotations

from typing import Annotated

import typer

from realpolitik.cli.options import DEFAULT_RUNS, DEFAULT_SEED, JsonOption, RunsOption, SeedOption, SetOption
from realpolitik.cli.reading import Reading, changed_scenario, runs_number, seed_number
from realpolitik.cli.screen import print_json, print_text
from realpolitik.cli.waiting import announce_compilation, progress_bar


def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="A scenario: shipped name or path.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The scenario to set against it.")],
    runs: RunsOption = DEFAULT_RUNS,
    seed: SeedOption = DEFAULT_SEED,
    settings: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two scenarios run on the same draws: differences B - A with their 95 % intervals.

    What --set changes, it changes in both.
    """
    reading = Reading()
    runs_taken = reading.take(runs_number, runs)
    seed_taken = reading.take(seed_number, seed)
    taken = [reading.take(changed_scenario, name, settings or ()) for name in (first, second)]
    reading.finish()

    from realpolitik.api import compare as compare_scenarios

    one, other = taken[0].value, taken[1].value
    announce_compilation()
    with progress_bar(f"{one.name} and {other.name}", 2 * runs_taken.value) as progress:
        comparison = compare_scenarios(one, other, runs_taken.value, seed_taken.value, progress=progress)
    if as_json:
        print_json(comparison.to_dict())
    else:
        print_text(str(comparison))
