"""Dated events of Iran beside a panel: how friendly each was, and the mean over some years."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import InputError, Problem, quoted
from realpolitik.scenario.text import read_text

if TYPE_CHECKING:
    from realpolitik.scenario.panel import Panel

IRAN = "iran"
EVENTS_FILE = "events.csv"
EVENT_SIDES = {"russia": ("IRN-RUS",), "west": ("IRN-WEST", "IRN-USA", "IRN-GBR", "IRN-FRA", "IRN-DEU")}
EVENT_YEARS = 5
LARGEST_SCORE = 1e6
"""Far beyond every scale of events in use, and near enough for a mean to be a number."""

PROBLEMS_SHOWN = 10

Event = tuple[int, str, float]
"""Year, actors, score."""


def read_events(path: Path) -> list[Event] | None:
    """Return the events of a file, None if there is no such file.

    Parameters
    ----------
    path : Path
        A CSV file with the columns ``year``, ``actors`` and ``score``.

    Raises
    ------
    InputError
        The file lacks a column, or has a year or score that is none.
    """
    if not path.exists():
        return None
    try:
        rows = list(csv.DictReader(read_text(path, path.name, "a CSV file").splitlines()))
    except csv.Error as error:
        problem = Problem((), f"a syntax error: {error}", "comma-separated values", file=path.name)
        raise InputError([problem]) from None
    missing = [name for name in ("year", "actors", "score") if not rows or name not in rows[0]]
    if missing:
        allowed = "the columns year, actors, score"
        raise InputError([Problem((), f"no column {name!r}", allowed, file=path.name) for name in missing])
    problems: list[Problem] = []
    events: list[Event] = []
    for line, row in enumerate(rows, start=2):
        year, score = _year(row["year"]), _score(row["score"])
        if year is None:
            problems.append(_wrong(path, line, "year", row["year"], "a year as a whole number"))
        if score is None:
            allowed = f"a number from {-LARGEST_SCORE:,.0f} to {LARGEST_SCORE:,.0f}"
            problems.append(_wrong(path, line, "score", row["score"], allowed))
        if year is not None and score is not None:
            events.append((year, row["actors"] or "", score))
    if problems:
        raise InputError(problems[:PROBLEMS_SHOWN])
    return events


def events_beside(panel: Panel, clients: Iterable[str]) -> list[Event] | None:
    """Return the events that a panel has in its folder, None if Iran is not among the clients or it has none.

    Raises
    ------
    InputError
        As `read_events`.
    """
    return read_events(panel.folder / EVENTS_FILE) if IRAN in clients else None


def event_scores(events: Sequence[Event] | None, years: range) -> dict[str, np.ndarray]:
    """Return the mean score of events over five years, by side; nothing without events.

    Parameters
    ----------
    events : sequence of Event or None
        As `read_events` returns them.
    years : range
        The years wanted; NaN where five years have no event.
    """
    means: dict[str, np.ndarray] = {}
    if events is None:
        return means
    for side, pairs in EVENT_SIDES.items():
        scores = np.full(len(years), np.nan)
        for place, year in enumerate(years):
            near = [score for when, actors, score in events if actors in pairs and year - EVENT_YEARS < when <= year]
            if near:
                scores[place] = float(np.mean(near))
        means[side] = scores
    return means


def _wrong(path: Path, line: int, column: str, found: str | None, allowed: str) -> Problem:
    return Problem((f"line {line}", column), quoted(found), allowed, file=path.name)


def _year(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"[12][0-9]{3}", text, re.ASCII) else None


def _score(text: str | None) -> float | None:
    try:
        score = float(text or "")
    except ValueError:
        return None
    return score if abs(score) <= LARGEST_SCORE else None
