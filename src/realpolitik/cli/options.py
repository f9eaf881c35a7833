"""The arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

DEFAULT_RUNS = "1000"
DEFAULT_SEED = "0"

# Numbers are taken as text and read by `reading`, so that all that is wrong is said at once.
ScenarioArgument = Annotated[
    str,
    typer.Argument(metavar="SCENARIO", help="Name of a shipped scenario (see list) or path of a TOML file."),
]
RunsOption = Annotated[str, typer.Option("--runs", metavar="N", help="Number of runs, 1 or more.")]
SeedOption = Annotated[str, typer.Option("--seed", metavar="S", help="Seed of all draws; 0 is a seed, too.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change one value, as often as needed: an assumption (trust_loss=0.5), a switch (identity=off) or "
        "any key of the scenario (states.iran.value=0.6).",
    ),
]
OutOption = Annotated[
    str | None,
    typer.Option("--out", metavar="DIR", help="Folder for the results: new, empty, or of an earlier run."),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON object on standard output and nothing else there.")
]
