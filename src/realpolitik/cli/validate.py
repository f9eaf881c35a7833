"""``realpolitik validate``: how well the present defaults do on a historical panel, with baselines beside them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from realpolitik.cli.options import DEFAULT_SEED, JsonOption, OutOption, RunsOption, SeedOption
from realpolitik.cli.reading import Reading, out_folder, runs_number, seed_number, whole_number
from realpolitik.cli.screen import new_table, print_json, print_rich
from realpolitik.cli.waiting import announce_compilation, stage_bar

if TYPE_CHECKING:
    from rich.table import Table

    from realpolitik.findings.stages import Stage

OUT = Path("out") / "validate"
LONGEST_LAG = 20
EXAMPLE = "example"

PanelOption = Annotated[
    str,
    typer.Option(
        "--panel",
        metavar="DIR",
        help="Folder with state_year.csv, dyad_year.csv and outcomes_year.csv; 'example' is a small invented one.",
    ),
]
LagOption = Annotated[
    str,
    typer.Option("--lag", metavar="YEARS", help="Delay rivalry, disputes, voting and sanctions by so many years."),
]
HEADINGS = {
    "auc_pact_russia": "pacts,\nMoscow",
    "auc_pact_west": "pacts,\nWest",
    "class_accuracy": "right\nclass",
    "rank_correlation": "rank\ncorr.",
    "within_client_auc": "within\nclients",
    "brier": "Brier",
}


def panel_folder(text: str) -> Path:
    """Return the folder that ``--panel`` names."""
    from realpolitik.validation.example_panel import EXAMPLE_FOLDER

    return EXAMPLE_FOLDER if text == EXAMPLE else Path(text)


def validate(
    panel: PanelOption,
    runs: RunsOption = "200",
    seed: SeedOption = DEFAULT_SEED,
    lag: LagOption = "0",
    clients: Annotated[
        str, typer.Option("--clients", metavar="IDS", help="Only these clients, by id or code, between commas.")
    ] = "",
    ablations: Annotated[
        bool, typer.Option("--ablations", help="Also run the model with one mechanism off at a time.")
    ] = False,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score the model's defaults on a panel, beside a logit, a random forest, persistence and other baselines.

    Nothing is fitted to the panel. Scores of the twelve clients that the defaults were fitted to are training
    scores and are labelled so. Tables, figures and a report go to the folder of --out, out/validate by default.
    """
    from realpolitik.results_folder import check_folder
    from realpolitik.scenario.panel import read_panel
    from realpolitik.validation.events import events_beside

    reading = Reading()
    runs_taken = reading.take(runs_number, runs)
    seed_taken = reading.take(seed_number, seed)
    lag_taken = reading.take(whole_number, "--lag", lag, 0, LONGEST_LAG)
    folder_taken = reading.take(out_folder, out, OUT, partial(check_folder, kind="validation"))
    read = reading.take(read_panel, panel_folder(panel), lag=lag_taken.value if lag_taken else 0)
    names = [name.strip() for name in clients.split(",") if name.strip()]
    if read:
        chosen = reading.take(read.value.chosen, names)
        reading.take(events_beside, read.value, chosen.value if chosen else ())
    reading.finish()

    from realpolitik.report.history import write_validation
    from realpolitik.validation.validate import ABLATED, STEPS
    from realpolitik.validation.validate import validate as score

    folder = folder_taken.value
    announce_compilation()
    with stage_bar("validating") as tell:
        stage = _steps(tell, STEPS + len(ABLATED) * ablations)
        found = score(
            read.value,
            clients=names,
            runs=runs_taken.value,
            seed=seed_taken.value,
            ablations=ablations,
            stage=stage,
        )
        content = found.to_dict()
        stage("writing the report")
        write_validation(found, content, folder)
    if as_json:
        print_json(content)
    else:
        print_rich(*_tables(content), f"Written to {folder}: report.html, validation.json, tables and figures")


def _steps(tell: Callable[[Stage], None], steps: int) -> Callable[[str], None]:
    """Return what counts the steps of a validation as they begin."""
    from realpolitik.findings.stages import Stage

    begun = itertools.count()

    def stage(name: str) -> None:
        done = min(next(begun), steps)
        tell(Stage(name, done, steps, done / steps))

    return stage


def _tables(content: dict[str, Any]) -> list[Table]:
    """Return the tables of the scores: all clients, and those that nothing was fitted to."""
    tables = []
    for label, group in content["groups"].items():
        size = len(group["clients"])
        kind = "the record that defaults and baselines were fitted to" if label == "training" else "never fitted to"
        table = new_table(
            f"{size} client{'s' * (size != 1)}, {kind}",
            "forecast",
            *HEADINGS.values(),
            numbers=tuple(HEADINGS.values()),
        )
        for name in ("model", *content["baselines"]):
            cells = [group[name][score] for score in HEADINGS]
            table.add_row(name, *("-" if cell is None else f"{cell:.3f}" for cell in cells))
        tables.append(table)
    tables[-1].caption = (
        "Pacts: area under the ROC curve over client-years. persistence, persistence_5, persistence_10 and "
        "lagged_ordered_logit know the record of earlier years; the others do not. -: not defined."
    )
    return tables
