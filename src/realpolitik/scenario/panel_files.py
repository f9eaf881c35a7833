"""Reading the three files of a panel, with everything that is wrong in them."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.scenario.panel_columns import PANEL_FILES, PanelColumn, PanelFile
from realpolitik.scenario.quantities import RECORDED_CLASSES
from realpolitik.scenario.text import read_text

SHOWN_PER_COLUMN = 3
"""How many wrong cells of one column are listed before the rest is counted."""

STATE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,3}")

Key = tuple[str, ...]
Row = Mapping[str, float]


@dataclass(frozen=True)
class PanelTable:
    """One file of a panel.

    Attributes
    ----------
    numbers : dict of (str, ...) to dict of int to dict of str to float
        Figures by key (state; or client and partner), year and column; NaN where the cell is empty.
    texts : dict of (str, ...) to dict of int to dict of str to str
        The same for columns of text.
    """

    numbers: Mapping[Key, Mapping[int, Row]]
    texts: Mapping[Key, Mapping[int, Mapping[str, str]]]


def read_panel_files(folder: Path) -> dict[str, PanelTable]:
    """Return the tables of a panel by file name.

    Raises
    ------
    InputError
        Everything that is wrong with the files, each taken by itself.
    """
    if not folder.is_dir():
        allowed = f"a folder with {listed(file.name for file in PANEL_FILES)}"
        found = f"the file {str(folder)!r}" if folder.exists() else f"no folder {str(folder)!r}"
        raise InputError([Problem((), found, allowed, file="--panel")])
    tables: dict[str, PanelTable] = {}
    problems: list[Problem] = []
    for file in PANEL_FILES:
        try:
            tables[file.name] = _read(folder / file.name, file)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tables


def _read(path: Path, file: PanelFile) -> PanelTable:
    rows = _rows(path, file)
    header = [name.strip() for name in rows[0][1]]
    body = rows[1:]
    problems = list(_header_problems(file, header))
    for line, row in body:
        if len(row) != len(header):
            found, allowed = f"{len(row)} cells", f"{len(header)} cells, as in the header"
            problems.append(Problem((f"line {line}",), found, allowed, file=file.name))
    if problems:
        raise InputError(problems)
    place = {name: header.index(name) for name in (*file.required, *file.optional) if name in header}
    wrong: dict[str, list[Problem]] = {}

    def note(name: str, line: int, found: str, allowed: str, nearest: str | None = None) -> None:
        problem = Problem((f"line {line}", name), found, allowed, nearest, file=file.name)
        wrong.setdefault(name, []).append(problem)

    numbers: dict[Key, dict[int, Row]] = {}
    texts: dict[Key, dict[int, Mapping[str, str]]] = {}
    seen: Counter[tuple[Key, int]] = Counter()
    for line, row in body:
        key = tuple(row[place[name]].strip() for name in file.keys)
        for name, code in zip(file.keys, key, strict=True):
            if not STATE_CODE.fullmatch(code):
                note(name, line, quoted(code), "a code of a state in capital letters, as IRN")
        year = _year(row[place["year"]])
        if year is None:
            note("year", line, quoted(row[place["year"]]), "a year as a whole number")
        figures = {}
        for column in file.columns:
            text = row[place[column.name]].strip()
            figure = _number(column, text)
            if figure is None:
                note(column.name, line, quoted(text), column.allowed)
            else:
                figures[column.name] = figure
        words = {name: row[place[name]].strip() for name in (*file.texts, *file.optional) if name in place}
        outcome = words.get("outcome")
        if outcome and outcome not in RECORDED_CLASSES:
            allowed = listed(RECORDED_CLASSES) + ", or an empty cell"
            note("outcome", line, quoted(outcome), allowed, nearest_name(outcome, RECORDED_CLASSES))
        if year is not None:
            seen[key, year] += 1
            if seen[key, year] == 2:
                note("year", line, f"{year} of {' and '.join(key)} twice", "each year once")
            numbers.setdefault(key, {})[year] = figures
            texts.setdefault(key, {})[year] = words
    if wrong:
        raise InputError(problem for found in wrong.values() for problem in _shortened(found))
    return PanelTable(numbers, texts)


def _rows(path: Path, file: PanelFile) -> list[tuple[int, list[str]]]:
    """Return the rows with their line numbers; empty lines do not count."""
    reader = csv.reader(io.StringIO(read_text(path, file.name, "a CSV file"), newline=""), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        found = f"a syntax error: {error}"
        problem = Problem((f"line {reader.line_num}",), found, "comma-separated values", file=file.name)
        raise InputError([problem]) from None
    if len(rows) < 2:
        raise InputError([Problem((), "a header without rows", "a row for each year", file=file.name)])
    return rows


def _header_problems(file: PanelFile, header: list[str]) -> Iterator[Problem]:
    strange = [name for name in header if name not in file.required]
    for name in file.required:
        if name not in header:
            near = nearest_name(name, strange)
            found = f"no column {name!r}" + (f" (but {near!r})" if near else "")
            yield Problem(("line 1",), found, f"the columns {listed(file.required)}", file=file.name)
    for name, count in Counter(header).items():
        if count > 1 and name in (*file.required, *file.optional):
            yield Problem(("line 1",), f"the column {name!r} {count} times", "each column once", file=file.name)


def _year(text: str) -> int | None:
    text = text.strip()
    return int(text) if re.fullmatch(r"[12][0-9]{3}", text, re.ASCII) else None


def _number(column: PanelColumn, text: str) -> float | None:
    """Return the figure of a cell, NaN for an empty one, None for a wrong one."""
    if not text:
        return math.nan
    try:
        number = float(text)
    except ValueError:
        return None
    if "_" in text or not text.isascii() or not column.admits(number):
        return None
    return number


def _shortened(problems: list[Problem]) -> list[Problem]:
    """Keep the first problems of a column and count the others."""
    rest = problems[SHOWN_PER_COLUMN:]
    if not rest:
        return problems
    last = rest[0]
    found = f"{len(rest)} more wrong cells in this column"
    return [*problems[:SHOWN_PER_COLUMN], Problem(last.path[1:], found, last.allowed, file=last.file)]
