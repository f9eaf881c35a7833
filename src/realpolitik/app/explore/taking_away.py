"""What a visitor takes away from an exploration: a scenario file, data, a figure."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping
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


def results_of(exploration: Exploration, *, beside: bool = False) -> Results:
    """Return the results of an exploration: what `realpolitik.simulate` gives for the same scenario and seed."""
    from realpolitik.api import simulate

    return simulate(exploration.load(beside=beside), RUNS, exploration.seed)


def data_text(exploration: Exploration) -> str:
    """Return class shares and trust by pair and year as CSV; with a second scenario, its name comes first in a row."""
    if not exploration.beside:
        return results_of(exploration).by_year().to_csv(index=False)
    import pandas as pd

    tables = []
    for beside, name in zip((False, True), scenario_labels(exploration), strict=True):
        table = results_of(exploration, beside=beside).by_year()
        table.insert(0, "scenario", name)
        tables.append(table)
    return pd.concat(tables).to_csv(index=False)


def scenario_labels(exploration: Exploration) -> list[str]:
    """Return what tells both scenarios apart in a file: their names, unless they have the same."""
    first, second = (exploration.base(beside=beside).name for beside in (False, True))
    return [first, f"{second} (beside it)" if first == second else second]


def figure_bytes(exploration: Exploration, pair: str, language: Language) -> bytes:
    """Return the figure of a pair as a PNG file; that of a second scenario which has the pair stands below it."""
    from realpolitik.report.style import as_png

    both = [results_of(exploration)]
    if exploration.beside and pair in exploration.base(beside=True).roster.pairs:
        both.append(results_of(exploration, beside=True))
    return _below_each_other([as_png(draw_figure(results, pair, language)) for results in both])


def _below_each_other(pictures: list[bytes]) -> bytes:
    """Return PNG files as one; a single one as it is."""
    if len(pictures) == 1:
        return pictures[0]
    from PIL import Image

    drawn = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    whole = Image.new("RGB", (max(one.width for one in drawn), sum(one.height for one in drawn)), "white")
    top = 0
    for one in drawn:
        whole.paste(one, (0, top))
        top += one.height
    written = io.BytesIO()
    whole.save(written, format="PNG", optimize=True)
    return written.getvalue()


def file_stem(exploration: Exploration, *, of_both: bool = False) -> str:
    """Return how files that are taken away begin; those that hold both scenarios have both names."""
    names = [exploration.base().name]
    if of_both and exploration.beside:
        names.append(exploration.base(beside=True).name)
    return "-and-".join(names)


def recorded_classes(scenario: Scenario, pair: str, years: range) -> list[str | None]:
    """Return the class of the record by year, None where there is none."""
    column = column_of(scenario.series, CLASS_COLUMN, *pair.split("-"))
    if column is None:
        return [None for _ in years]
    coded = dict(zip(scenario.series.years, scenario.series.texts[column], strict=True))
    return [coded.get(year) for year in years]


def scenario_text(exploration: Exploration) -> str:
    """Return a scenario file of the exploration: one that extends a shipped scenario by what was changed.

    An uploaded scenario comes back as it was uploaded, with the changes at its end; those of a table that it already
    has come as comments, for no two tables of the same name can stand in one file.
    """
    tables = _changed_tables(exploration)
    if exploration.scenario.startswith(PREFIX):
        text = UPLOADS.text(exploration.scenario).rstrip() + "\n"
        for table in tables:
            text = _with_table(text, table)
        return text
    head = [
        "format_version = 1",
        f'extends = "{exploration.scenario}"',
        f'title = "A variant of {exploration.scenario}"',
    ]
    return "\n\n".join(["\n".join(head), *tables]) + "\n"


def _changed_tables(exploration: Exploration) -> list[str]:
    """Return what was changed as tables of a scenario file."""
    from realpolitik.theory.assumptions import SWITCH_NAMES

    switches = {name: value for name, value in exploration.changes.items() if name in SWITCH_NAMES}
    numbers = {name: value for name, value in exploration.changes.items() if name not in SWITCH_NAMES}
    named = (("[assumptions]", numbers), ("[switches]", switches))
    tables = [_table(head, values) for head, values in named if values]
    adjustments = [_table("[[adjust]]", item) for item in exploration.adjustments()]
    return [*tables, "\n\n".join(adjustments)] if adjustments else tables


def _table(head: str, values: Mapping[str, float | str]) -> str:
    lines = (
        f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value!r}" for name, value in values.items()
    )
    return "\n".join([head, *lines])


def _with_table(text: str, table: str) -> str:
    """Return a file with a table at its end, as comments if it has such a table already."""
    longer = f"{text}\n{table}\n"
    try:
        tomllib.loads(longer)
    except tomllib.TOMLDecodeError:
        return f"{text}\n" + "".join(f"# {line}".rstrip() + "\n" for line in table.splitlines())
    return longer
