"""``realpolitik explain``: why each side of a pair chose what it chose, in one year of one run."""

from __future__ import annotations

from typing import Annotated

import typer

from realpolitik.cli.options import DEFAULT_SEED, JsonOption, ScenarioArgument, SeedOption, SetOption
from realpolitik.cli.reading import Reading, changed_scenario, seed_number, whole_number
from realpolitik.cli.screen import print_json, print_text
from realpolitik.cli.waiting import announce_compilation

LARGEST_RUN = 2**63 - 1
LARGEST_YEAR = 2500


def explain(
    scenario: ScenarioArgument,
    year: Annotated[str, typer.Option("--year", metavar="Y", help="A simulated year.")],
    pair: Annotated[str, typer.Option("--pair", metavar="A-B", help="Two deciding states, as in iran-russia.")],
    run: Annotated[str, typer.Option("--run", metavar="K", help="Number of the run; the first is 0.")] = "0",
    seed: SeedOption = DEFAULT_SEED,
    settings: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a year of a run: what each side saw and wanted, and what every joint move was worth to it."""
    reading = Reading()
    run_taken = reading.take(whole_number, "--run", run, 0, LARGEST_RUN)
    seed_taken = reading.take(seed_number, seed)
    taken = reading.take(changed_scenario, scenario, settings or ())
    years = taken.value.years if taken else range(LARGEST_YEAR + 1)
    year_taken = reading.take(whole_number, "--year", year, years[0], years[-1])
    pair_taken = reading.take(taken.value.pair if taken else str, pair)
    reading.finish()

    from realpolitik.api import explain as explain_year

    announce_compilation()
    explanation = explain_year(taken.value, run_taken.value, year_taken.value, pair_taken.value, seed_taken.value)
    if as_json:
        print_json(explanation.to_dict())
    else:
        print_text(str(explanation))
