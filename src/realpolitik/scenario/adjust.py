"""Adjustments: one quantity of one actor, pair or direction set, multiplied or copied from another.

They are made to the figures of the record after gaps are filled and before anything is derived from them, so
that lifting a sanction frees the ladder that it held, and equal capabilities make equal shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.errors import InputError, KeyPath, Problem, quoted
from realpolitik.scenario.draft import Draft
from realpolitik.scenario.naming import unknown_name, year_problems
from realpolitik.scenario.quantities import QUANTITIES, STATES_ONLY
from realpolitik.scenario.roster import Roster, split_direction, split_pair
from realpolitik.scenario.schema import Adjust

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import Array

Cell = tuple[int, ...]
"""Row of an actor, or the two rows of a pair or direction."""

NO_YEARLY_FIGURE = frozenset({"intent", "trust", "weights"})
"""What the rules or a profile set; there is nothing to multiply."""


def cells(quantity: str, text: str, roster: Roster) -> list[Cell]:
    """Return the places of a quantity that a text names; none if it names no place of this quantity.

    A pair of a quantity without direction is one place. A pair of a directed quantity is both directions in
    the order written, as far as the quantity has them: only states perceive, trust and are reached into.
    """
    shape = QUANTITIES[quantity].shape
    if shape == "actor":
        return [(roster.index(text),)] if text in _pool(quantity, roster) else []
    if shape == "pair":
        rows = roster.pair(text, deciding=quantity in STATES_ONLY)
        return [rows] if rows else []
    direction, pair = split_direction(text), split_pair(text)
    ways = [direction] if direction else [pair, (pair[1], pair[0])] if pair else []
    return [
        (roster.index(first), roster.index(second))
        for first, second in ways
        if _has_direction(quantity, first, second, roster)
    ]


def _pool(quantity: str, roster: Roster) -> tuple[str, ...]:
    return roster.states if quantity in STATES_ONLY else roster.actors


def _has_direction(quantity: str, first: str, second: str, roster: Roster) -> bool:
    from_pool = roster.states if quantity == "intent" else _pool(quantity, roster)
    to_pool = roster.states if quantity == "penetration" else _pool(quantity, roster)
    return first in from_pool and second in to_pool


def _no_cell(path: KeyPath, quantity: str, text: str, roster: Roster) -> Problem:
    pool, shape = _pool(quantity, roster), QUANTITIES[quantity].shape
    if shape == "actor":
        return unknown_name(path, text, "actor", pool)
    if shape == "directed" and "->" in text:
        ways = (f"{a}->{b}" for a in pool for b in pool if a != b and _has_direction(quantity, a, b, roster))
        return unknown_name(path, text, "direction", ways)
    return unknown_name(path, text, "pair", roster.pairs if quantity in STATES_ONLY else roster.actor_pairs)


def adjustment_problems(draft: Draft) -> Iterator[Problem]:
    """Report adjustments of what does not exist, or to what cannot be."""
    for place, adjust in draft.adjust:
        path: KeyPath = ("adjust", place)
        if adjust.years:
            yield from year_problems((*path, "years"), *adjust.years, draft.years)
        targets = cells(adjust.quantity, adjust.of, draft.roster)
        if not targets:
            yield _no_cell((*path, "of"), adjust.quantity, adjust.of, draft.roster)
        if adjust.equal_to is not None:
            sources = cells(adjust.quantity, adjust.equal_to, draft.roster)
            if not sources:
                yield _no_cell((*path, "equal_to"), adjust.quantity, adjust.equal_to, draft.roster)
            elif targets and len(sources) != len(targets):
                allowed = f"the form of {adjust.of!r}: a direction for a direction, a pair for a pair"
                yield Problem((*path, "equal_to"), repr(adjust.equal_to), allowed)
        if adjust.scale is not None and adjust.quantity in NO_YEARLY_FIGURE:
            allowed = f"value or equal_to, {adjust.quantity} has no yearly figure to multiply"
            yield Problem((*path, "scale"), f"{adjust.scale:g}", allowed)
        if adjust.value is not None and not _admitted(adjust):
            allowed = QUANTITIES[adjust.quantity].allowed
            if adjust.quantity == "weights":
                allowed = "three numbers of 0 or more that sum to 1: security, autonomy, development"
            yield Problem((*path, "value"), quoted(adjust.value), allowed)


def _admitted(adjust: Adjust) -> bool:
    if adjust.quantity == "weights":
        weights = adjust.value
        return isinstance(weights, tuple) and min(weights) >= 0 and abs(sum(weights) - 1) < 1e-6
    return isinstance(adjust.value, float | int) and QUANTITIES[adjust.quantity].admits(adjust.value)


def apply_adjustments(
    adjustments: Sequence[Adjust], figures: Mapping[str, Array], roster: Roster, years: range
) -> None:
    """Change the figures in place, in the order of the adjustments.

    Parameters
    ----------
    adjustments : sequence of Adjust
        Checked adjustments.
    figures : mapping of str to array
        The figures by quantity, years first; NaN where there is none.
    roster : Roster
        The actors.
    years : range
        The years of the rows.

    Raises
    ------
    InputError
        An adjustment copies or multiplies what is not there, or leaves the bounds of the quantity.
    """
    problems: list[Problem] = []
    for place, adjust in enumerate(adjustments):
        first, last = adjust.years or (years[0], years[-1])
        span = slice(max(first - years[0], 0), max(last - years[0] + 1, 0))
        array = figures[adjust.quantity]
        targets = cells(adjust.quantity, adjust.of, roster)
        changed = _changed(adjust, array, span, targets, roster)
        problem = _figure_problem(place, adjust, changed)
        if problem:
            problems.append(problem)
            continue
        for cell, figure in zip(targets, changed, strict=True):
            array[_at(span, cell)] = figure
            if QUANTITIES[adjust.quantity].shape == "pair":
                array[_at(span, cell[::-1])] = figure
    if problems:
        raise InputError(problems)


def _at(span: slice, cell: Cell) -> tuple[Any, ...]:
    return (span, *cell)


def _changed(adjust: Adjust, array: Array, span: slice, targets: list[Cell], roster: Roster) -> list[Array]:
    """Return the new figures of each target, before any is written: a pair may swap its directions."""
    import numpy as np

    if adjust.equal_to is not None:
        return [array[_at(span, cell)].copy() for cell in cells(adjust.quantity, adjust.equal_to, roster)]
    if adjust.scale is not None:
        return [array[_at(span, cell)] * adjust.scale for cell in targets]
    return [np.broadcast_to(np.asarray(adjust.value, float), array[_at(span, cell)].shape) for cell in targets]


def _figure_problem(place: int, adjust: Adjust, changed: list[Array]) -> Problem | None:
    import numpy as np

    quantity = QUANTITIES[adjust.quantity]
    change = "equal_to" if adjust.equal_to is not None else "scale" if adjust.scale is not None else "value"
    if any(np.isnan(figure).any() for figure in changed):
        what = f"no {quantity.name} on record or in a profile in some of the years"
        return Problem(("adjust", place, change), what, "only what every year has; or value")
    outside = [number for figure in changed for number in figure.flat if not quantity.admits(number)]
    if outside:
        what = f"{quantity.name} of {adjust.of} becoming {outside[0]:g}"
        return Problem(("adjust", place, change), what, quantity.allowed)
    return None
