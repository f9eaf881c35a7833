"""An explanation as a text for a terminal: the answer in words first, the numbers after."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from realpolitik.explanation.answer import answer, heading
from realpolitik.explanation.details import Table, aftermath, conditions_table, moves_table, sights, step_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from realpolitik.explanation.result import Explanation

WIDTH = 80
NAME_WIDTH = 14
"""Longest name of a state in a column of a table, unless more is needed to tell two apart."""
MOVES_WIDTHS, CONDITIONS_WIDTHS = (36, 14, 14, 12), (28, 18, 15, 0)
STEP_NAME_WIDTH, NUMBER_WIDTH = 10, 7
"""Widths of columns, where no cell takes more."""


def write(explanation: Explanation) -> str:
    """Return the text: the answer, what each side saw, what the moves would have brought, what came of it."""
    title = heading(explanation)
    where = f"scenario {explanation.scenario}, seed {explanation.seed}, run {explanation.run}"
    sections = [
        f"{title}\n{'=' * len(title)}\n{where}",
        *map(_filled, answer(explanation)),
        _sights(explanation),
        _laid_out(moves_table(explanation), _moves),
        _laid_out(step_table(explanation), _step),
        _laid_out(conditions_table(explanation), _conditions),
        "\n".join(["What came of it", *(_filled(text, "  ") for text in aftermath(explanation))]),
    ]
    return "\n\n".join(section for section in sections if section)


def _filled(text: str, indent: str = "") -> str:
    further = indent + "  " if indent else ""
    kept = text.replace(" %", "\u00a0%")  # no line begins with a sign of per cent
    lines = textwrap.wrap(kept, WIDTH, initial_indent=indent, subsequent_indent=further, break_on_hyphens=False)
    return "\n".join(lines).replace("\u00a0", " ")


def _sights(explanation: Explanation) -> str:
    """Say what each side saw and wanted."""
    lines = ["What each side saw and wanted"]
    for first, *others in sights(explanation):
        lines += [_filled(first, "  "), *(_filled(f"  {text}", "  ") for text in others)]
    return "\n".join(lines)


def _labels(names: Sequence[str]) -> list[str]:
    """Return names as columns of a table show them: cut between words, unless two would then be the same."""
    short = [textwrap.shorten(name, NAME_WIDTH, placeholder="") or name[:NAME_WIDTH] for name in names]
    return short if len(set(short)) == len(short) else list(names)


def _widths(rows: Sequence[Sequence[str]], least: Sequence[int]) -> list[int]:
    """Return how wide columns are: as their longest cell, and a space."""
    columns = zip(least, zip(*rows, strict=True), strict=True)
    return [max(width, *(len(cell) + 1 for cell in cells)) for width, cells in columns]


def _laid_out(table: Table | None, lay_out: Callable[[Table], list[str]]) -> str:
    """Return a table with its notes, or nothing."""
    if table is None:
        return ""
    return "\n".join([*lay_out(table), *(_filled(note, "  ") for note in table.notes)])


def _moves(table: Table) -> list[str]:
    place, *names, chance = table.columns
    rows = [(place, *_labels(names), chance), *table.rows]
    first, *others = _widths(rows, MOVES_WIDTHS)
    marks = ["  ", *("* " if row == table.marked else "  " for row in range(len(table.rows)))]
    lines = [
        f"{mark}{place:{first}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, others, strict=True))
        for mark, (place, *cells) in zip(marks, rows, strict=True)
    ]
    return [table.title, *lines]


def _step(table: Table) -> list[str]:
    labels = _labels([name for name, *_ in table.rows])
    rows = [table.columns, *((label, *numbers) for label, (_, *numbers) in zip(labels, table.rows, strict=True))]
    widths = _widths(rows, (STEP_NAME_WIDTH, *(NUMBER_WIDTH for _ in table.columns[1:])))
    first, *others = widths
    lines = [
        f"  {name:{first}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, others, strict=True))
        for name, *cells in rows
    ]
    return [table.title, *lines]


def _conditions(table: Table) -> list[str]:
    *_, then, chance = table.columns
    words, gains, verdicts, _ = _widths([("", "", then, chance), *table.rows], CONDITIONS_WIDTHS)
    title = max(2 + words + gains, len(table.title) + 1)
    rows = [
        f"{f'  {thing:{words}}{gain}':{title}}{verdict:{verdicts}}{chances}"
        for thing, gain, verdict, chances in table.rows
    ]
    return [f"{table.title:{title}}{then:{verdicts}}{chance}", *rows]
