"""Worlds of more states, and of fewer years, to see what the number of states costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenario.timeline import NOT_GIVEN
from realpolitik.simulation.world import INPUTS

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline

BY_THE_MODEL = {
    "security_pin": NOT_GIVEN, "economic_pin": NOT_GIVEN, "security_event": NOT_GIVEN, "economic_event": NOT_GIVEN,
    "initial_security": 1.0, "initial_economic": 1.0, "distance_km": 2000.0,
}  # fmt: skip
"""How two copies of one state start with each other: as strangers, free to choose."""


def with_years(timeline: ScenarioTimeline, years: int) -> ScenarioTimeline:
    """Return the first years of a timeline."""
    every_year = [name for name, letters in INPUTS.fields if getattr(timeline.arrays, name).ndim > len(letters)]
    cut = {name: getattr(timeline.arrays, name)[:years] for name in every_year}
    return replace(timeline, arrays=timeline.arrays._replace(**cut))


def with_states(timeline: ScenarioTimeline, states: int) -> ScenarioTimeline:
    """Return a timeline with so many deciding states: the first state is copied until there are enough.

    A copy has the figures, ties and events of the first state with everybody else; copies are strangers to one
    another. This is a world to measure time in, not one to draw conclusions from.
    """
    present = len(timeline.states)
    added = states - present
    if added < 0:
        raise ValueError(f"found {states} states, allowed: at least the {present} of the scenario")
    rows = {
        "N": [*range(present), *[0] * added],
        "M": [*range(present), *[0] * added, *range(present, len(timeline.actors))],
    }
    arrays = {}
    for name, letters in INPUTS.fields:
        values = getattr(timeline.arrays, name)
        first_axis = values.ndim - len(letters)  # arrays that hold for all years have no axis for them
        for axis, letter in enumerate(letters, first_axis):
            if letter in rows:
                values = np.take(values, rows[letter], axis=axis)
        if name in BY_THE_MODEL:
            values = values.copy()
            copies = [0, *range(present, states)]
            for i in copies:
                for j in copies:
                    if i != j:
                        values[..., i, j] = BY_THE_MODEL[name]
        if name == "crisis_event":  # names a row of the actors; the bystanders have moved
            values = np.where(values >= present, values + added, values)
        arrays[name] = np.ascontiguousarray(values)
    names = tuple(f"{timeline.states[0]}_{number}" for number in range(2, 2 + added))
    named = timeline.states + names
    pairs = tuple(f"{a}-{b}" for row, a in enumerate(named) for b in named[row + 1 :])
    return replace(timeline, states=named, pairs=pairs, arrays=timeline.arrays._replace(**arrays))
