"""Who holds office when: elite profiles laid out over the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenario.roster import Roster
from realpolitik.scenario.schema import ScenarioDocument
from realpolitik.scenario.timeline import Gap

if TYPE_CHECKING:
    from realpolitik.scenario.profiles import Profile
    from realpolitik.scenario.timeline import Array


@dataclass(frozen=True)
class Offices:
    """What the profiles in office give, year by year; NaN where they give nothing.

    Attributes
    ----------
    weights : array [Y, N, 3]
        Weights of security, autonomy, development.
    intensity, risk : array [Y, N]
        Ideological intensity; attitude to risk (0 without a profile).
    affinity : array [Y, N, N]
        Affinity to other states.
    images : array [Y, N, M]
        Hostile intent attributed to other actors.
    changes : array [Y, N]
        1 in the year in which another profile starts.
    gaps : tuple of Gap
        Names in profiles that are no actors of the scenario.
    """

    weights: Array
    intensity: Array
    risk: Array
    affinity: Array
    images: Array
    changes: Array
    gaps: tuple[Gap, ...]


def in_office(steps: tuple[tuple[int, str], ...], year: int) -> str | None:
    """Return the profile in office in a year; None before the first."""
    names = [name for start, name in steps if start <= year]
    return names[-1] if names else None


def step_figures(value: float | tuple[tuple[int, float], ...], years: range) -> Array:
    """Return a stepped figure year by year: each step holds until the next, 0 before the first."""
    if not isinstance(value, tuple):
        return np.full(len(years), float(value))
    figures = np.zeros(len(years))
    for start, figure in value:
        figures[max(start - years[0], 0) :] = figure
    return figures


def read_offices(document: ScenarioDocument, profiles: Mapping[str, Profile], roster: Roster, years: range) -> Offices:
    """Return what the profiles in office give each year; nothing if the scenario goes by the record alone."""
    size, states, actors = len(years), len(roster.states), len(roster.actors)
    weights = np.full((size, states, 3), np.nan)
    intensity, risk = np.full((size, states), np.nan), np.zeros((size, states))
    affinity, images = np.full((size, states, states), np.nan), np.full((size, states, actors), np.nan)
    changes = np.zeros((size, states))
    strangers: dict[str, set[int]] = {}
    if document.profiles == "elite":
        for row, table in enumerate(document.states.values()):
            names = [in_office(table.profiles, year) for year in years]
            changes[1:, row] = [name != before for before, name in pairwise(names)]
            for name in {name for name in names if name is not None}:
                held = [t for t, other in enumerate(names) if other == name]
                profile = profiles[name]
                share = profile.weights
                weights[held, row] = share.security, share.autonomy, share.development
                intensity[held, row], risk[held, row] = profile.intensity, profile.risk
                for partner, number in profile.affinity.items():
                    if partner in roster.states:
                        affinity[held, row, roster.index(partner)] = number
                for other, number in profile.images.items():
                    if other in roster.actors:
                        images[held, row, roster.index(other)] = number
                for stranger in {*profile.affinity, *profile.images}.difference(roster.actors):
                    strangers.setdefault(stranger, set()).update(held)
    gaps = tuple(
        Gap(f"profiles.{stranger}", len(rows), "no part in this scenario")
        for stranger, rows in sorted(strangers.items())
    )
    return Offices(weights, intensity, risk, affinity, images, changes, gaps)
