"""The figures of the record as arrays: gaps filled by one stated rule, every filling counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenario.roster import Roster
from realpolitik.scenario.series import column_of
from realpolitik.scenario.timeline import NOT_ON_RECORD, Gap

if TYPE_CHECKING:
    from realpolitik.scenario.figures import YearlyFigures
    from realpolitik.scenario.timeline import Array

NEAREST = "the nearest covered year"

OUT_OF_REACH_KM = 20_015.0
"""Half the way round the Earth: a bystander and a state between which no distance is on record."""

UNKNOWN_IDEAL_DISTANCE = 1.5
"""Ideal-point distance of a pair that never voted together: the middle of the observed range."""

ABSENT = {
    "gdp": (0.0, f"0, {NOT_ON_RECORD}"),
    "distance_km": (OUT_OF_REACH_KM, f"out of reach, {NOT_ON_RECORD}"),
    "ideal_distance": (UNKNOWN_IDEAL_DISTANCE, f"{UNKNOWN_IDEAL_DISTANCE:g}, {NOT_ON_RECORD}"),
}
NOTHING_RECORDED = (0.0, f"0, {NOT_ON_RECORD}")

SERIES_KEPT = 32


@dataclass
class Record:
    """Figures by quantity, years first, in the units of the series.

    Attributes
    ----------
    figures : dict of str to array
        Arrays [Y, M] of actors and [Y, M, M] of pairs; undirected ones are symmetric.
    gaps : list of Gap
        Every column that does not cover all years.
    """

    figures: dict[str, Array] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)


def fill_gaps(covered: Array, figures: Array, years: Array) -> Array:
    """Return the figure of the nearest covered year for each year; the earlier one of two as near.

    Examples
    --------
    >>> fill_gaps(np.array([1950.0, 1954.0]), np.array([1.0, 3.0]), np.arange(1949.0, 1956.0))
    array([1., 1., 1., 1., 3., 3., 3.])
    """
    distance = np.abs(covered[None, :] - years[:, None])
    return figures[distance.argmin(axis=1)]


def read_record(series: YearlyFigures, roster: Roster, years: range) -> Record:
    """Return the figures of the actors for the years, gaps filled.

    Parameters
    ----------
    series : YearlyFigures
        Columns ``quantity.actor`` or ``quantity.a-b``.
    roster : Roster
        The actors.
    years : range
        The simulated years.

    Returns
    -------
    Record
        Figures of all quantities that the mapping reads. What is not on record takes its stand-in: no
        relation (0), an ideal-point distance of 1.5, a bystander out of reach. Nothing is read about a pair
        of bystanders.
    """
    record = _filled(series, roster, years)
    return Record({quantity: figures.copy() for quantity, figures in record.figures.items()}, list(record.gaps))


@lru_cache(maxsize=SERIES_KEPT)
def _filled(series: YearlyFigures, roster: Roster, years: range) -> Record:
    """Return the record once for all variants of a scenario: filling gaps is most of the work of its mapping."""
    record = Record()
    actors, size = roster.actors, len(years)
    for quantity in ("cinc", "gdp"):
        array = np.zeros((size, len(actors)))
        for row, actor in enumerate(actors):
            array[:, row] = _column(record, series, years, quantity, actor)
        record.figures[quantity] = array
    for quantity in (
        "distance_km",
        "contiguity",
        "rivalry",
        "dispute_level",
        "ideal_distance",
        "pact",
        "forces",
    ):
        array = np.zeros((size, len(actors), len(actors)))
        for i, j in _pairs(roster, deciding=quantity in ("ideal_distance", "pact", "forces")):
            array[:, i, j] = array[:, j, i] = _column(record, series, years, quantity, actors[i], actors[j])
        record.figures[quantity] = array
    sanctions = np.zeros((size, len(actors), len(actors)))
    for i, j in _pairs(roster, deciding=False):
        sanctions[:, i, j] = _column(record, series, years, "sanctions", actors[i], actors[j])
        sanctions[:, j, i] = _column(record, series, years, "sanctions", actors[j], actors[i])
    record.figures["sanctions"] = sanctions
    record.figures["distance_km"][record.figures.pop("contiguity") == 1] = 0.0
    bystanders = np.arange(len(roster.states), len(actors))
    between_bystanders = np.ix_(range(size), bystanders, bystanders)
    record.figures["distance_km"][between_bystanders] = OUT_OF_REACH_KM * (1 - np.eye(len(bystanders)))
    return record


def _pairs(roster: Roster, *, deciding: bool) -> Iterator[tuple[int, int]]:
    """Yield the pairs with at least one deciding state, or of deciding states only."""
    count = len(roster.states)
    for i in range(count):
        for j in range(i + 1, count if deciding else len(roster.actors)):
            yield i, j


def _column(record: Record, series: YearlyFigures, years: range, quantity: str, *actors: str) -> Array:
    """Return a column for the years, gaps filled and noted."""
    name = column_of(series, quantity, *actors)
    known = ~np.isnan(series.numbers[name]) if name is not None else None
    if name is None or known is None or not known.any():
        stand_in, words = ABSENT.get(quantity, NOTHING_RECORDED)
        record.gaps.append(Gap(name or f"{quantity}.{'-'.join(actors)}", len(years), words))
        return np.full(len(years), stand_in)
    covered = np.array(series.years, dtype=float)[known]
    missing = len(set(years) - {int(year) for year in covered})
    if missing:
        record.gaps.append(Gap(name, missing, NEAREST))
    return fill_gaps(covered, series.numbers[name][known], np.arange(years[0], years[-1] + 1, dtype=float))
