"""What the model is held against: recorded classes and pacts of clients with Moscow and the West, year by year."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenario import load
from realpolitik.scenario.panel_series import lagged
from realpolitik.scenario.quantities import CLASS_COLUMN
from realpolitik.scenario.series import column_of
from realpolitik.theory.classes import ALLIANCE, CLASSES, TACTICAL

if TYPE_CHECKING:
    from realpolitik.scenario.scenario import Scenario
    from realpolitik.scenario.timeline import ScenarioTimeline

CLIENTS = (
    "belarus", "mongolia", "east_germany", "cuba", "finland", "afghanistan", "egypt", "india", "turkey",
    "saudi_arabia", "china", "iraq",
)  # fmt: skip
"""The twelve clients other than Iran whose scenarios are shipped; Iran is never part of a fit."""


LINK_SHARE, LINK_VOLUME = 0.25, 100.0
"""Share of the arms and million TIV, both over five years, from which arms are a security link."""

RECORD_ONLY_IRAN = "iran-as-client"
"""The shipped scenario of Iran as any other client."""


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
    arms_from_russia, arms_from_west : (years,) float64 array
        Share of the client's arms over five years, NaN where not on record or nothing was delivered.
    link_with_west : (years,) float64 array
        1 in years of a security link with the West short of a pact: resident forces, or a quarter of the arms
        and 100 million TIV over five years, as the classes with Moscow are coded; NaN where not on record.
    """

    client: str
    timeline: ScenarioTimeline
    level: np.ndarray
    pact_with_russia: np.ndarray
    pact_with_west: np.ndarray
    arms_from_russia: np.ndarray
    arms_from_west: np.ndarray
    link_with_west: np.ndarray


def target_of(client: str) -> Target:
    """Return the record of a client whose scenario is shipped under its id."""
    return record_of(load(client), client)


def record_of(scenario: Scenario, client: str) -> Target:
    """Return what the series of a scenario records of a client and both sides, over its simulated years."""
    timeline, series = scenario.timeline(), scenario.series
    rows = [series.years.index(year) if year in series.years else None for year in timeline.years]

    def recorded(quantity: str, partner: str) -> np.ndarray:
        column = column_of(series, quantity, client, partner)
        if column is None:
            return np.full(len(rows), np.nan)
        return np.array([np.nan if row is None else series.numbers[column][row] for row in rows])

    column = column_of(series, CLASS_COLUMN, client, "russia")
    coded = [None if row is None or column is None else series.texts[column][row] for row in rows]
    level = np.array([np.nan if name is None else float(CLASSES.index(name)) for name in coded])
    with_russia = recorded("pact", "russia")
    level = np.where((level == ALLIANCE) & (with_russia != 1.0), float(TACTICAL), level)
    share, volume, forces = (recorded(name, "west") for name in ("arms_share", "arms_volume", "forces"))
    armed = (np.nan_to_num(share) >= LINK_SHARE) & (np.nan_to_num(volume) >= LINK_VOLUME)
    known = ~np.isnan(forces) | ~np.isnan(share)
    return Target(
        client,
        timeline,
        level,
        with_russia,
        recorded("pact", "west"),
        recorded("arms_share", "russia"),
        share,
        np.where(known, ((forces == 1.0) | armed).astype(float), np.nan),
    )


def client_targets(clients: Sequence[str] = CLIENTS, *, lag: int = 0) -> list[Target]:
    """Return the records of several shipped clients, with some inputs delayed (see `scenario.panel`)."""
    return [record_of(late(load(client), lag), client) for client in clients]


def iran_target(*, lag: int = 0) -> Target:
    """Return the record of Iran as any other client; it is part of no fit."""
    return record_of(late(load(RECORD_ONLY_IRAN), lag), "iran")


def late(scenario: Scenario, lag: int) -> Scenario:
    """Return a scenario with some of its inputs delayed by so many years (see `scenario.panel`)."""
    return dataclasses.replace(scenario, series=lagged(scenario.series, lag)) if lag else scenario
