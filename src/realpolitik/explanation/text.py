"""An explanation as a text for a terminal: the answer in words first, the numbers after."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from realpolitik.explanation.answer import answer, heading
from realpolitik.explanation.details import Table, aftermath, conditions_table, moves_table, sights, step_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from realpolitik.explanation.result import Explanation

WIDTH = 80
NAME_WIDTH = 12


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


def _column(name: str, width: int) -> str:
    """Return as much of a name as a column of a table holds, cut between words where it can be."""
    return textwrap.shorten(name, width, placeholder="") or name[:width]


def _laid_out(table: Table | None, lay_out: Callable[[Table], list[str]]) -> str:
    """Return a table with its notes, or nothing."""
    if table is None:
        return ""
    return "\n".join([*lay_out(table), *(_filled(note, "  ") for note in table.notes)])


def _moves(table: Table) -> list[str]:
    place, *names, chance = table.columns
    first, second = (_column(name, NAME_WIDTH) for name in names)
    lines = [table.title, f"  {place:36}{first:>14}{second:>14}{chance:>12}"]
    for row, (place, one, other, share) in enumerate(table.rows):
        lines.append(f"{'* ' if row == table.marked else '  '}{place:36}{one:>14}{other:>14}{share:>12}")
    return lines


def _step(table: Table) -> list[str]:
    widths = [max(len(name), 6) + 1 for name in table.columns[1:]]
    left = WIDTH - 2 - sum(widths)

    def line(first: str, *cells: str) -> str:
        numbers = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        return f"  {_column(first, left) if first else '':{left}}{numbers}"

    return [table.title, *(line(*row) for row in (table.columns, *table.rows))]


def _conditions(table: Table) -> list[str]:
    *_, then, chance = table.columns
    rows = [f"  {words:28}{gains:18}{verdict:15}{chances}" for words, gains, verdict, chances in table.rows]
    return [f"{table.title:48}{then:15}{chance}", *rows]
