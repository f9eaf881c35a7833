"""The structure of the system that a timeline gives: who is a great power, and how concentrated power is among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.theory.power import is_great

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import Array, ScenarioTimeline


@dataclass(frozen=True)
class Structure:
    """The structure of the system in one year.

    Attributes
    ----------
    year : int
        The year.
    great_powers : tuple of str
        Ids of the great powers, the strongest first.
    concentration : float
        Sum of their squared shares in their common capabilities: 1 for a single one, 1/n for n equals.
    """

    year: int
    great_powers: tuple[str, ...]
    concentration: float


def great_among(capability: Array) -> Array:
    """Return 1 for each great power and 0 for each other actor, by year; capabilities have a row a year."""
    return np.array([[is_great(one, row.max()) for one in row] for row in capability])


def concentration_among(capability: Array, great: Array) -> Array:
    """Return the sum of the squared shares of the great powers in what they have together, by year."""
    powers = capability * great
    total = powers.sum(axis=1, keepdims=True)
    shares = np.divide(powers, total, out=np.zeros_like(powers), where=total > 0)  # 0 where nobody has anything
    return np.asarray((shares**2).sum(axis=1))


def structure_in(timeline: ScenarioTimeline, year: int) -> Structure:
    """Return the structure of the system in one of the years of a timeline, as its record of capabilities has it."""
    row = year - timeline.first_year
    capability = timeline.arrays.capability[row : row + 1]
    great = great_among(capability)
    order = [int(place) for place in np.argsort(-capability[0], kind="stable") if great[0, place]]
    powers = tuple(timeline.actors[place] for place in order)
    return Structure(year, powers, float(concentration_among(capability, great)[0]))
