"""The yearly series beside a scenario: a wide CSV, one row a year, ``quantity.actor`` or ``quantity.a-b``."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.scenario.figures import YEAR, YearlyFigures
from realpolitik.scenario.quantities import CLASS_COLUMN, QUANTITIES, RECORDED_CLASSES, SERIES_NAMES
from realpolitik.scenario.roster import IDENTIFIER, split_pair
from realpolitik.scenario.text import read_text

TEXTS_KEPT = 32
SHOWN_PER_COLUMN = 3
"""How many wrong cells of one column are listed before the rest is counted."""


@dataclass(frozen=True)
class Column:
    """What a column of a series holds: a quantity of one actor, or of two."""

    quantity: str
    actors: tuple[str, ...]

    @property
    def slot(self) -> tuple[str, tuple[str, ...]]:
        """Identifies the figures, whichever way round an undirected pair is written."""
        directed = self.quantity in QUANTITIES and QUANTITIES[self.quantity].shape == "directed"
        return self.quantity, self.actors if directed else tuple(sorted(self.actors))


def parse_column(name: str) -> Column | Problem:
    """Return what a column holds, or why its name is wrong."""
    path = (name,)
    quantity, dot, rest = name.partition(".")
    if quantity not in SERIES_NAMES:
        near = nearest_name(quantity, SERIES_NAMES)
        allowed = f"year, or one of {listed(SERIES_NAMES)} with '.actor' or '.actor-actor'"
        return Problem(path, f"the unknown column {name!r}", allowed, f"{near}{dot}{rest}" if near else None)
    single = quantity in QUANTITIES and QUANTITIES[quantity].shape == "actor"
    pair = split_pair(rest)
    if single and re.fullmatch(IDENTIFIER, rest):
        return Column(quantity, (rest,))
    if not single and pair:
        return Column(quantity, pair)
    return Problem(path, f"the unknown column {name!r}", f"{quantity}.iran" if single else f"{quantity}.iran-russia")


def read_series(path: Path, label: str | None = None) -> YearlyFigures:
    """Read and check a series file.

    Parameters
    ----------
    path : Path
        A UTF-8 CSV file with a header line. An empty cell is "not covered".
    label : str, optional
        How messages call the file.

    Returns
    -------
    YearlyFigures
        Consecutive years; NaN where not covered; `recorded_class` columns are text. One object for all files of
        the same text, therefore not to be written to.

    Raises
    ------
    InputError
        Everything that is wrong with the file.
    """
    label = label or path.name
    return _series(read_text(path, label, "a CSV file"), label)


@lru_cache(maxsize=TEXTS_KEPT)
def _series(text: str, label: str) -> YearlyFigures:
    """Return the figures in a text: many scenarios share a series, and reading it is most of what loading one takes."""
    rows = _rows(text, label)
    header, body = [name.strip() for name in rows[0][1]], rows[1:]
    problems = [*_header_problems(header), *_shape_problems(header, body)]
    if problems:
        raise _labelled(problems, label)
    years: list[int] = []
    for line, row in body:
        year = _year(row[0])
        if year is None:
            problems.append(Problem((f"line {line}", YEAR), quoted(row[0]), "a year as a whole number"))
        else:
            years.append(year)
    problems += [] if problems else _year_problems(years)
    numbers: dict[str, np.ndarray] = {}
    texts: dict[str, tuple[str | None, ...]] = {}
    for place, name in enumerate(header[1:], start=1):
        cells = [(line, row[place].strip()) for line, row in body]
        if name.partition(".")[0] == CLASS_COLUMN:
            texts[name], wrong_cells = _read_classes(name, cells)
        else:
            numbers[name], wrong_cells = _read_numbers(name, cells)
        problems += wrong_cells
    for figures in numbers.values():
        figures.flags.writeable = False
    if problems:
        raise _labelled(problems, label)
    return YearlyFigures(tuple(years), numbers, texts)


def _labelled(problems: list[Problem], label: str) -> InputError:
    return InputError(dataclasses.replace(problem, file=label) for problem in problems)


def _rows(text: str, label: str) -> list[tuple[int, list[str]]]:
    """Return the rows with their line numbers; empty lines do not count."""
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        problem = Problem((f"line {reader.line_num}",), f"a syntax error: {error}", "comma-separated values")
        raise _labelled([problem], label) from None
    if len(rows) < 2:
        raise _labelled([Problem((), "a header without rows", "a row for each year")], label)
    return rows


def _header_problems(header: list[str]) -> Iterator[Problem]:
    if header[0] != YEAR:
        yield Problem(("line 1",), f"the first column {header[0]!r}", repr(YEAR), nearest_name(header[0], [YEAR]))
    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    for name in header[1:]:
        column = parse_column(name)
        if isinstance(column, Problem):
            yield column
        elif column.slot in seen:
            yield Problem((name,), f"the same figures as column {seen[column.slot]!r}", "each column once")
        else:
            seen[column.slot] = name


def _shape_problems(header: list[str], body: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    for line, row in body:
        if len(row) != len(header):
            yield Problem((f"line {line}",), f"{len(row)} cells", f"{len(header)} cells, as in the header")


def _year(text: str) -> int | None:
    return int(text) if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 4 else None


def _year_problems(years: list[int]) -> Iterator[Problem]:
    for earlier, later in itertools.pairwise(years):
        if later == earlier:
            yield Problem((YEAR,), f"{later} twice", "each year once")
        elif later < earlier:
            yield Problem((YEAR,), f"{later} after {earlier}", "years in increasing order")
        elif later > earlier + 1:
            yield Problem((YEAR,), f"{later} after {earlier}", "a row for every year (its cells may be empty)")


def _read_classes(name: str, cells: list[tuple[int, str]]) -> tuple[tuple[str | None, ...], list[Problem]]:
    """Return the classes of a column and its wrong cells."""
    classes = listed(RECORDED_CLASSES) + ", or an empty cell"
    wrong = [
        Problem((f"line {line}", name), quoted(text), classes, nearest_name(text, RECORDED_CLASSES))
        for line, text in cells
        if text and text not in RECORDED_CLASSES
    ]
    return tuple(text or None for _, text in cells), _shortened(wrong, name)


def _read_numbers(name: str, cells: list[tuple[int, str]]) -> tuple[np.ndarray, list[Problem]]:
    """Return the figures of a column and its wrong cells."""
    quantity = QUANTITIES[name.partition(".")[0]]
    numbers: list[float] = []
    wrong = []
    for line, text in cells:
        try:
            number = float(text) if text else math.nan
        except ValueError:
            number = math.inf
        fits = not text or (quantity.admits(number) and not (quantity.whole and number % 1))
        if not fits:
            wrong.append(Problem((f"line {line}", name), quoted(text), quantity.allowed + ", or an empty cell"))
        numbers.append(number)
    return np.array(numbers), _shortened(wrong, name)


def _shortened(problems: list[Problem], name: str) -> list[Problem]:
    """Keep the first problems of a column and count the others."""
    rest = problems[SHOWN_PER_COLUMN:]
    if not rest:
        return problems
    more = Problem((name,), f"{len(rest)} more wrong cells in this column", problems[0].allowed)
    return [*problems[:SHOWN_PER_COLUMN], more]


def column_of(figures: YearlyFigures, quantity: str, *actors: str) -> str | None:
    """Return the name of the column with a quantity of an actor or pair, or None.

    A pair may be written either way round, unless the quantity has a direction.
    """
    name = f"{quantity}.{'-'.join(actors)}"
    if name in figures:
        return name
    directed = quantity in QUANTITIES and QUANTITIES[quantity].shape == "directed"
    turned = f"{quantity}.{'-'.join(reversed(actors))}"
    return turned if not directed and turned in figures else None
