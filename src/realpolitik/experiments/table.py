"""Points of one's own: a CSV file with a column per factor."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from realpolitik.errors import InputError, Problem, listed, nearest_name
from realpolitik.experiments import schema
from realpolitik.experiments.digits import exact
from realpolitik.experiments.factors import Factor
from realpolitik.scenario.text import read_text

PROBLEMS_SHOWN = 20


@dataclass(frozen=True)
class PointsFile:
    """The cells of a table of points.

    Attributes
    ----------
    label : str
        How messages call the file.
    columns : mapping of str to list of str
        The cells of each column, top to bottom.
    lines : sequence of int
        The line of the file on which each row begins.
    """

    label: str
    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int]

    def factors(self, declared: Mapping[str, schema.Factor]) -> dict[str, schema.Factor]:
        """Return a factor for every column; those that the file does not declare take their range from the cells."""
        return {**declared, **{name: self._implied(name) for name in self.columns if name not in declared}}

    def _implied(self, name: str) -> schema.Factor:
        cells = [cell for cell in dict.fromkeys(self.columns[name]) if cell]
        numbers = [_number(cell) for cell in cells]
        if not cells or name in _rules():
            return schema.Factor()
        if all(number is not None for number in numbers):
            values = tuple(dict.fromkeys(number for number in numbers if number is not None))
            return schema.Factor(values=values)
        from realpolitik.scenario.settings import read_value

        return schema.Factor.model_construct(choices=tuple(read_value(cell) for cell in cells))

    def codes(
        self, factors: Sequence[Factor], declared: Mapping[str, schema.Factor], problems: list[Problem]
    ) -> np.ndarray:
        """Return the points as codes, (points, factors), and note the cells that are wrong."""
        codes = np.full((len(self.lines), len(factors)), np.nan)
        fresh: list[Problem] = []
        for place, factor in enumerate(factors):
            if factor.name not in self.columns:
                near = nearest_name(factor.name, self.columns)
                fresh.append(
                    Problem(("factors", factor.name), f"no column in {self.label}", listed(self.columns), near)
                )
                continue
            span = _span(factor, declared)
            for row, cell in enumerate(self.columns[factor.name]):
                if not cell:
                    continue
                code = _code(factor, cell)
                if code is None or not span[0] <= code <= span[1]:
                    allowed = listed(factor.labels) if factor.labels else _range(factor, span)
                    where = (f"row {self.lines[row]}", factor.name)
                    fresh.append(Problem(where, repr(cell), allowed, nearest_name(cell, factor.labels), self.label))
                else:
                    codes[row, place] = code
        problems += fresh[:PROBLEMS_SHOWN]
        if len(fresh) > PROBLEMS_SHOWN:
            more = len(fresh) - PROBLEMS_SHOWN
            problems.append(Problem((), f"{more} more wrong cells", "see above", file=self.label))
        return codes


def _rules() -> frozenset[str]:
    from realpolitik.theory.assumptions import ASSUMPTION_NAMES, SWITCH_NAMES

    names = (*ASSUMPTION_NAMES, *SWITCH_NAMES)
    kinds = (*(["assumptions"] * len(ASSUMPTION_NAMES)), *(["switches"] * len(SWITCH_NAMES)))
    return frozenset(names) | {f"{kind}.{name}" for kind, name in zip(kinds, names, strict=True)}


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _code(factor: Factor, cell: str) -> float | None:
    if factor.kind == "choice":
        label = cell if cell in factor.labels else _as_label(cell)
        return float(factor.labels.index(label)) if label in factor.labels else None
    number = _number(cell)
    if number is None or (factor.kind == "integer" and number != int(number)):
        return None
    return number


def _as_label(cell: str) -> str:
    """Return how the value that a cell spells is called among choices: true and false have another spelling there."""
    from realpolitik.scenario.settings import read_value

    return str(read_value(cell))


def _span(factor: Factor, declared: Mapping[str, schema.Factor]) -> tuple[float, float]:
    """Return the ends that the file declares for a factor; infinite where it declares none."""
    table = declared.get(factor.name)
    if factor.kind == "choice" or table is None:
        return -math.inf, math.inf
    low = factor.low if table.values or table.low is not None else -math.inf
    return low, factor.high if table.values or table.high is not None else math.inf


def _range(factor: Factor, span: tuple[float, float]) -> str:
    kind = "a whole number" if factor.kind == "integer" else "a number"
    low, high = span
    if math.isinf(low) or math.isinf(high):
        return kind + (f" from {exact(low)}" if low > -math.inf else f" up to {exact(high)}" if high < math.inf else "")
    return f"{kind} {exact(low)} to {exact(high)}"


def read_points(path: Path, label: str) -> PointsFile:
    """Return a table of points.

    Raises
    ------
    InputError
        The file cannot be read, has no row, rows of unequal length, or a column without a name or twice.
    """
    text = read_text(path, label, "a CSV file")
    try:
        lines, rows = _rows(text)
    except csv.Error as error:
        raise InputError([Problem((), f"a syntax error: {error}", "CSV with commas", file=label)]) from None
    head = [name.strip() for name in rows[0]]
    problems = [
        Problem((f"column {place + 1}",), repr(name), "a name that no other column has", file=label)
        for place, name in enumerate(head)
        if not name or name in head[:place]
    ]
    problems += [
        Problem((f"row {line}",), f"{len(row)} cells", f"{len(head)}, as in the first row", file=label)
        for line, row in zip(lines[1:], rows[1:], strict=True)
        if len(row) != len(head)
    ]
    if len(rows) < 2:
        problems.append(Problem((), "no row below the names", "a row per point", file=label))
    if problems:
        raise InputError(problems[:PROBLEMS_SHOWN])
    columns = {name: [row[place].strip() for row in rows[1:]] for place, name in enumerate(head)}
    return PointsFile(label, columns, lines[1:])


def _rows(text: str) -> tuple[list[int], list[list[str]]]:
    """Return the rows of a CSV text, and the line on which each begins.

    Blank lines are no rows, but between the rows of a single column they are its empty cells.
    """
    reader = csv.reader(io.StringIO(text), strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    for row in reader:
        if row or found:
            found.append((line, row))
        line = reader.line_num + 1
    while not found[-1][1]:
        found.pop()
    single = len(found[0][1]) == 1
    kept = [(line, row or [""]) for line, row in found if row or single]
    return [line for line, _ in kept], [row for _, row in kept]
