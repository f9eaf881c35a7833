"""What the model is held against: recorded classes and pacts of clients with Moscow and the West, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenario import load
from realpolitik.scenario.quantities import CLASS_COLUMN
from realpolitik.scenario.series import column_of
from realpolitik.theory.classes import ALLIANCE, CLASSES, TACTICAL

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline

CLIENTS = (
    "belarus", "mongolia", "east_germany", "cuba", "finland", "afghanistan", "egypt", "india", "turkey",
    "saudi_arabia", "china", "iraq",
)  # fmt: skip
"""The twelve clients other than Iran whose scenarios are shipped; Iran is never part of a fit."""


@dataclass(frozen=True)
class Target:
    """One client's record.

    Attributes
    ----------
    client : str
        Id of the client.
    timeline : ScenarioTimeline
        The inputs of its scenario; the client is the first state, Moscow the second, the West the third.
    level : (years,) float64 array
        Recorded class with Moscow, 0 hostile to 4 alliance; NaN where not coded. Alliance years without a
        defence pact count as tactical, as the model's classes have it.
    pact_with_russia, pact_with_west : (years,) float64 array
        1 in years of a defence pact in force, 0 without, NaN where not on record.
    """

    client: str
    timeline: ScenarioTimeline
    level: np.ndarray
    pact_with_russia: np.ndarray
    pact_with_west: np.ndarray


def target_of(client: str) -> Target:
    """Return the record of a client whose scenario is shipped under its id."""
    scenario = load(client)
    timeline = scenario.timeline()
    series = scenario.series
    rows = [series.years.index(year) if year in series.years else None for year in timeline.years]

    def pact(partner: str) -> np.ndarray:
        column = column_of(series, "pact", client, partner)
        if column is None:
            return np.full(len(rows), np.nan)
        return np.array([np.nan if row is None else series.numbers[column][row] for row in rows])

    column = column_of(series, CLASS_COLUMN, client, "russia")
    coded = [None if row is None or column is None else series.texts[column][row] for row in rows]
    level = np.array([np.nan if name is None else float(CLASSES.index(name)) for name in coded])
    with_russia = pact("russia")
    level = np.where((level == ALLIANCE) & (with_russia != 1.0), float(TACTICAL), level)
    return Target(client, timeline, level, with_russia, pact("west"))


def client_targets(clients: Sequence[str] = CLIENTS) -> list[Target]:
    """Return the records of several clients."""
    return [target_of(client) for client in clients]
