"""Where ladders stand by the record and by the file: pins, dated events, first rungs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import InputError, Problem
from realpolitik.scenario.quantities import TOP_DISPUTE
from realpolitik.scenario.roster import Roster
from realpolitik.scenario.schema import ScenarioDocument, TieEvent
from realpolitik.scenario.timeline import NOT_GIVEN
from realpolitik.theory import choice

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import Array

LADDERS = ("security", "economic")

SANCTIONS_BIND = 2.0
"""Severity (0-4) from which sanctions hold the economic ladder at 0: on trade or finance, not arms alone."""

FORCE_USED = choice.FORCE_USED * TOP_DISPUTE
"""Hostility level (0-5) from which a dispute is confrontation."""


@dataclass(frozen=True)
class Ladders:
    """What is given about the two ladders, each array by ladder.

    Attributes
    ----------
    pins : dict of str to array [Y, M, M]
        The pinned rung, -1 where free.
    events, event_by : dict of str to array [Y, N, N]
        The rung that an event sets and the state that did it, -1 where none.
    initial : dict of str to array [M, M]
        Rungs before the first year.
    """

    pins: dict[str, Array]
    events: dict[str, Array]
    event_by: dict[str, Array]
    initial: dict[str, Array]


def derive_ladders(document: ScenarioDocument, figures: Mapping[str, Array], roster: Roster, years: range) -> Ladders:
    """Return pins, events and first rungs: those of the record first, then the file's own, which win.

    Raises
    ------
    InputError
        Record and file combine to a pact under sanctions.
    """
    size, states, actors = len(years), len(roster.states), len(roster.actors)
    ladders = Ladders(
        pins={ladder: np.full((size, actors, actors), NOT_GIVEN) for ladder in LADDERS},
        events={ladder: np.full((size, states, states), NOT_GIVEN) for ladder in LADDERS},
        event_by={ladder: np.full((size, states, states), NOT_GIVEN) for ladder in LADDERS},
        initial={ladder: np.ones((actors, actors)) for ladder in LADDERS},
    )
    sanctioned = _either_way(figures["sanctions"] >= SANCTIONS_BIND)
    confronting = (figures["rivalry"] == 1) | (figures["dispute_level"] >= FORCE_USED)
    _pin_bystanders(ladders, states)
    ladders.pins["economic"][sanctioned] = 0.0
    _follow_record(ladders, recorded_pairs(document, roster), confronting, sanctioned)
    _lift_sanctions(ladders, figures["sanctions"] >= SANCTIONS_BIND, states)
    _first_rungs(ladders, figures, sanctioned[0])
    _state_own(ladders, document, roster, years)
    _refuse_pact_under_sanctions(ladders, roster, years)
    return ladders


def _either_way(directed: np.ndarray) -> np.ndarray:
    return directed | directed.transpose(0, 2, 1)


def _pin_bystanders(ladders: Ladders, states: int) -> None:
    for pins in ladders.pins.values():
        pins[:, states:, :] = pins[:, :, states:] = 1.0


def recorded_pairs(document: ScenarioDocument, roster: Roster) -> list[tuple[int, int]]:
    """Return the rows of the pairs of states whose ladders follow the record."""
    if document.mapping.recorded_pairs is not None:
        pairs = (roster.pair(text) for text in document.mapping.recorded_pairs)
        return [rows for rows in pairs if rows is not None]
    great = [row for row, table in enumerate(document.states.values()) if table.great]
    return [(i, j) for i in great for j in great if i < j]


def _follow_record(
    ladders: Ladders, pairs: list[tuple[int, int]], confronting: np.ndarray, sanctioned: np.ndarray
) -> None:
    for i, j in pairs:
        for a, b in ((i, j), (j, i)):
            ladders.pins["security"][:, a, b] = np.where(confronting[:, i, j], 0.0, 1.0)
            ladders.pins["economic"][:, a, b] = np.where(sanctioned[:, i, j], 0.0, 1.0)


def _lift_sanctions(ladders: Ladders, binding: np.ndarray, states: int) -> None:
    """Return pairs of states to ordinary relations in the first year after sanctions; the sender did it."""
    free = ladders.pins["economic"] == NOT_GIVEN
    for i in range(states):
        for j in range(i + 1, states):
            spell = binding[:, i, j] | binding[:, j, i]
            for t in np.flatnonzero(spell[:-1] & ~spell[1:] & free[1:, i, j]) + 1:
                senders = [a for a, b in ((i, j), (j, i)) if binding[t - 1, a, b]]
                by = float(senders[0]) if len(senders) == 1 else NOT_GIVEN
                _set_event(ladders, "economic", int(t), i, j, 1.0, by)


def _set_event(ladders: Ladders, ladder: str, t: int, i: int, j: int, level: float, by: float) -> None:
    for a, b in ((i, j), (j, i)):
        ladders.events[ladder][t, a, b] = level
        ladders.event_by[ladder][t, a, b] = by


def _first_rungs(ladders: Ladders, figures: Mapping[str, Array], sanctioned: np.ndarray) -> None:
    """Set the rungs before the first year from the record of that year; its force is met in it, as in any other."""
    security = np.where(figures["rivalry"][0] == 1, 0.0, 1.0)
    security[figures["forces"][0] > 0] = 2.0
    security[figures["pact"][0] > 0] = 3.0
    security[(security == 3.0) & sanctioned] = 2.0  # a pact requires ordinary relations
    economic = np.where(sanctioned, 0.0, 1.0)
    for ladder, rungs in (("security", security), ("economic", economic)):
        np.fill_diagonal(rungs, 1.0)
        ladders.initial[ladder][:] = rungs


def _state_own(ladders: Ladders, document: ScenarioDocument, roster: Roster, years: range) -> None:
    """Let the pins, events and first rungs of the file win over those of the record."""
    states = len(roster.states)
    for pin in document.pins:
        i, j = roster.pair(pin.pair) or (0, 0)
        span = slice(max(pin.years[0] - years[0], 0), pin.years[1] - years[0] + 1)
        for a, b in ((i, j), (j, i)):
            ladders.pins[pin.ladder][span, a, b] = pin.level
            if max(i, j) < states:
                ladders.events[pin.ladder][span, a, b] = ladders.event_by[pin.ladder][span, a, b] = NOT_GIVEN
    for ladder in LADDERS:  # what is held in the first year starts there, whatever treaties lie on paper
        first = ladders.pins[ladder][0]
        ladders.initial[ladder][first >= 0] = first[first >= 0]
        np.fill_diagonal(ladders.initial[ladder], 1.0)
    for event in document.live_events:
        if isinstance(event, TieEvent):
            i, j = roster.pair(event.pair) or (0, 0)
            t = event.year - years[0]
            ladders.pins[event.ladder][t, i, j] = ladders.pins[event.ladder][t, j, i] = NOT_GIVEN
            by = NOT_GIVEN if event.by is None else float(roster.index(event.by))
            _set_event(ladders, event.ladder, t, i, j, float(event.level), by)
    for text, given in document.initial.items():
        i, j = roster.pair(text) or (0, 0)
        for ladder in LADDERS:
            level = getattr(given, ladder)
            if level is not None:
                ladders.initial[ladder][i, j] = ladders.initial[ladder][j, i] = level


def _refuse_pact_under_sanctions(ladders: Ladders, roster: Roster, years: range) -> None:
    """Refuse S = 3 with E = 0 where both are given: no move of the model could mend it."""
    states = len(roster.states)
    problems = []
    given = {}
    for ladder in LADDERS:
        rungs = ladders.pins[ladder].copy()
        events = ladders.events[ladder]
        rungs[:, :states, :states] = np.where(events >= 0, events, rungs[:, :states, :states])
        given[ladder] = rungs
    for i, j in zip(*np.triu_indices(len(roster.actors), 1), strict=True):
        pair = f"{roster.actors[i]}-{roster.actors[j]}"
        if ladders.initial["security"][i, j] == 3 and ladders.initial["economic"][i, j] == 0:
            found = "a pact (security 3) with economic 0 on record"
            problems.append(Problem(("initial", pair), found, "economic 1 or 2 beside security 3"))
        both = np.flatnonzero((given["security"][:, i, j] == 3) & (given["economic"][:, i, j] == 0))
        if both.size:
            found = f"a pact (security 3) for {pair} in {years[int(both[0])]}, when sanctions hold economic 0"
            problems.append(Problem((), found, "a pact only with economic 1 or 2; pin or adjust one of them"))
    if problems:
        raise InputError(problems)
