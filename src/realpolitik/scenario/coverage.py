"""Whether a series has what a scenario needs of each of its actors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import KeyPath, Problem, listed, nearest_name
from realpolitik.scenario.roster import Roster
from realpolitik.scenario.series import Column, column_of, parse_column

if TYPE_CHECKING:
    from realpolitik.scenario.figures import YearlyFigures

NEEDED = {"cinc": "actor", "gdp": "deciding state", "distance_km": "pair of deciding states"}
"""The columns that a series must have, and of whom; all else has a documented stand-in (`record.ABSENT`)."""

SAME_NAME = 0.8
"""How alike two ids must be for the one to be taken for the other misspelt; Iran and Iraq are not."""


def coverage_problems(
    figures: YearlyFigures,
    roster: Roster,
    years: tuple[int, int] | None,
    *,
    label: str = "the series",
    path: KeyPath | None = None,
) -> Iterator[Problem]:
    """Report what a scenario needs and its series does not have.

    Every year must have a row, every actor a `cinc`, every deciding state a `gdp`, every pair of deciding
    states a `distance_km`, each with at least one figure. All else has a documented stand-in.

    Parameters
    ----------
    figures : YearlyFigures
        The series.
    roster : Roster
        The actors.
    years : tuple of int, optional
        The first and the last simulated year.
    label : str
        How messages call the series.
    path : tuple of str or int, optional
        Where messages say that a column is missing; by default where the actor is declared that needs it.
    """
    first, last = figures.years[0], figures.years[-1]
    if years and not first <= years[0] <= years[1] <= last:
        allowed = f"years of the series, {first} to {last} (a row may have empty cells)"
        yield Problem(("years",), f"years {years[0]} to {years[1]}", allowed)
    for actor in roster.actors:
        where = path or ("states" if actor in roster.states else "bystanders", actor)
        missing = []
        for quantity, of in _needed(figures, roster, actor):
            column = column_of(figures, quantity, *of)
            if column is None:
                missing.append((quantity, of))
            elif np.isnan(figures.numbers[column]).all():
                yield Problem(where, f"an empty column {column!r} in {label}", "a figure for at least one year")
        if missing:
            names = [_column_name(*one) for one in missing]
            found = f"no column{'s' * (len(names) > 1)} {listed(map(repr, names))} in {label}"
            kinds = [f"{quantity} for every {NEEDED[quantity]}" for quantity in dict.fromkeys(q for q, _ in missing)]
            allowed = f"a column {', '.join(kinds)}"
            yield Problem(where, found, allowed, _misspelt(figures, roster, actor, missing))


def _column_name(quantity: str, actors: tuple[str, ...]) -> str:
    return f"{quantity}.{'-'.join(actors)}"


def _needed(figures: YearlyFigures, roster: Roster, actor: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the columns that an actor needs; those of a pair for the one of the two that came later, or is unknown."""
    yield "cinc", (actor,)
    if actor not in roster.states:
        return
    yield "gdp", (actor,)
    for pair in roster.pairs:
        first, second = pair.split("-")
        unknown = column_of(figures, "cinc", first) is None and column_of(figures, "cinc", second) is not None
        if actor == (first if unknown else second):
            yield "distance_km", (first, second)


def _misspelt(
    figures: YearlyFigures, roster: Roster, actor: str, missing: list[tuple[str, tuple[str, ...]]]
) -> str | None:
    """Return a column of the series that may be a missing one: of an actor of nearly the same id, whom nobody knows."""
    wanted = {quantity for quantity, _ in missing}
    columns = {name: column for name in figures.columns if isinstance(column := parse_column(name), Column)}
    strange = {
        other: name
        for name, column in reversed(columns.items())
        for other in column.actors
        if column.quantity in wanted and other not in roster.actors
    }
    near = nearest_name(actor, strange, SAME_NAME)
    return strange[near] if near else None
