"""What a visitor takes away from an exploration: a scenario file, data, a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.app.explore.figure import draw_figure
from realpolitik.app.explore.uploads import PREFIX, UPLOADS
from realpolitik.scenario.quantities import CLASS_COLUMN
from realpolitik.scenario.series import column_of

if TYPE_CHECKING:
    from realpolitik.app.explore.settings import Exploration
    from realpolitik.app.language import Language
    from realpolitik.results import Results
    from realpolitik.scenario import Scenario

RUNS = 500


def results_of(exploration: Exploration) -> Results:
    """Return the results of an exploration: what `realpolitik.simulate` gives for the same scenario and seed."""
    from realpolitik.api import simulate

    return simulate(exploration.load(), RUNS, exploration.seed)


def data_text(exploration: Exploration) -> str:
    """Return class shares and trust by pair and year as CSV."""
    return results_of(exploration).by_year().to_csv(index=False)


def figure_bytes(exploration: Exploration, pair: str, language: Language) -> bytes:
    """Return the figure of a pair as a PNG file."""
    from realpolitik.report.style import as_png

    return as_png(draw_figure(results_of(exploration), pair, language))


def file_stem(exploration: Exploration) -> str:
    """Return how files that are taken away begin."""
    return exploration.base().name


def recorded_classes(scenario: Scenario, pair: str, years: range) -> list[str | None]:
    """Return the class of the record by year, None where there is none."""
    column = column_of(scenario.series, CLASS_COLUMN, *pair.split("-"))
    if column is None:
        return [None for _ in years]
    coded = dict(zip(scenario.series.years, scenario.series.texts[column], strict=True))
    return [coded.get(year) for year in years]


def scenario_text(exploration: Exploration) -> str:
    """Return a scenario file of the exploration: one that extends a shipped scenario by what was changed.

    An uploaded scenario comes back as it was uploaded, with the changes as comments at its end: two tables of the same
    name cannot stand in one file.
    """
    from realpolitik.theory.assumptions import SWITCH_NAMES

    switches = {name: value for name, value in exploration.changes.items() if name in SWITCH_NAMES}
    numbers = {name: value for name, value in exploration.changes.items() if name not in SWITCH_NAMES}
    tables = []
    if numbers:
        tables += ["[assumptions]", *(f"{name} = {value!r}" for name, value in numbers.items()), ""]
    if switches:
        tables += ["[switches]", *(f'{name} = "{value}"' for name, value in switches.items()), ""]
    if exploration.scenario.startswith(PREFIX):
        own = UPLOADS.text(exploration.scenario).rstrip() + "\n"
        return own + "\n" + "\n".join(f"# {line}".rstrip() for line in tables) if tables else own
    head = [
        "format_version = 1",
        f'extends = "{exploration.scenario}"',
        f'title = "A variant of {exploration.scenario}"',
        "",
    ]
    return "\n".join(head + tables)
