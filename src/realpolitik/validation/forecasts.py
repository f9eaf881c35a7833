"""Forecasts of clients' years: what the model and every baseline have in common, so that one code scores them all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.theory.classes import ALLIANCE, TACTICAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from realpolitik.theory.assumptions import Assumptions
    from realpolitik.validation.targets import Target

RUSSIA_PAIR, WEST_PAIR = (0, 1), (0, 2)


@dataclass(frozen=True)
class Forecast:
    """Chances for the years of one client; NaN where there is no forecast.

    Attributes
    ----------
    classes : (years, 5) float64 array
        Chance of each class with Moscow.
    pact_with_russia, pact_with_west : (years,) float64 array
        Chance of a defence pact.
    tie_with_west : (years,) float64 array
        Chance of a security link with the West or more.
    """

    classes: np.ndarray
    pact_with_russia: np.ndarray
    pact_with_west: np.ndarray
    tie_with_west: np.ndarray

    @property
    def mean_level(self) -> np.ndarray:
        """Expected class with Moscow, 0 hostile to 4 alliance."""
        return self.classes @ np.arange(self.classes.shape[1], dtype=float)

    @property
    def tie_with_russia(self) -> np.ndarray:
        """Chance of security cooperation with Moscow or more."""
        return self.classes[:, TACTICAL] + self.classes[:, ALLIANCE]


Forecasts = Mapping[str, Forecast]
"""Forecasts by client."""


def forecast_of_shares(with_russia: np.ndarray, with_west: np.ndarray) -> Forecast:
    """Return the forecast that simulated shares of classes, (years, 5) for each side, amount to."""
    return Forecast(
        with_russia, with_russia[:, ALLIANCE], with_west[:, ALLIANCE], with_west[:, TACTICAL] + with_west[:, ALLIANCE]
    )


def simulated(
    targets: Sequence[Target],
    assumptions: Assumptions,
    *,
    runs: int,
    seed: int,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Forecast]:
    """Return the model's forecasts: free runs of every client from its first year.

    Parameters
    ----------
    targets : sequence of Target
        The clients.
    assumptions : Assumptions
        Global parameters and switches.
    runs, seed : int
        Runs for each client; the seed of their draws.
    progress : callable, optional
        Called with 1 after each client.
    """

    def simulate(target: Target) -> tuple[str, Forecast]:
        found = run_ensemble(target.timeline, assumptions, runs=runs, seed=seed, threads=1)
        pairs = target.timeline.pair_indices
        shares = found.class_count / runs
        if progress is not None:
            progress(1)
        return target.client, forecast_of_shares(shares[:, pairs.index(RUSSIA_PAIR)], shares[:, pairs.index(WEST_PAIR)])

    # few runs for each of many clients: the clients go side by side, not the runs
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(pool.map(simulate, targets))
