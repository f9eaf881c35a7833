"""Fitting the global assumptions: one vector for all clients, by simulated likelihood, Iran never among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from realpolitik.theory.assumptions import ASSUMPTIONS, make_assumptions
from realpolitik.validation.scores import mean_log_loss, predict
from realpolitik.validation.space import Space
from realpolitik.validation.targets import Target

SILENT = ("subversion_weight", "image_mixing", "aims_weight")
"""What the clients' record says nothing about: no client scenario has subversive reach, elite profiles or clashing
aims. These keep the values argued from the literature (a test shows that no prediction depends on them)."""

FROM_PROFILES = ("autonomy_weight", "development_weight")
"""Held at the mean of the elite profiles: the record of clients without profiles tells the weight of an interest only
times the size of its terms, and fitted apart from the profiles it would stand on another scale than theirs."""

FITTED = tuple(item for item in ASSUMPTIONS if item.group != "growth" and item.name not in SILENT + FROM_PROFILES)
"""Everything that the record can speak to; it pins capabilities, so growth is not among it."""

POPULATION = 18
PRIOR_WEIGHT = 0.002
SPREAD = 0.3


@dataclass(frozen=True)
class Fit:
    """A fitted vector.

    Attributes
    ----------
    values : dict of str to float
        The fitted assumptions.
    losses : tuple of float
        The smallest penalised loss of every generation: has it converged?
    """

    values: dict[str, float]
    losses: tuple[float, ...]


SPACE = Space(FITTED)


def to_values(position: np.ndarray) -> dict[str, float]:
    """Return assumptions from unbounded coordinates (see `Space`)."""
    return SPACE.values(position)


def to_position(values: dict[str, float]) -> np.ndarray:
    """Return the unbounded coordinates of assumptions (see `Space`)."""
    return SPACE.position(values)


def fit(
    targets: Sequence[Target],
    start: dict[str, float],
    *,
    generations: int,
    runs: int = 16,
    seed: int = 1,
    progress: Callable[[int, dict[str, float], float], None] | None = None,
) -> Fit:
    """Fit one vector to all targets with the covariance matrix adaptation evolution strategy.

    Parameters
    ----------
    targets : sequence of Target
        Records; every client counts the same.
    start : dict
        Where the search starts.
    generations, runs : int
        Generations of the search; runs for each client in an evaluation. Each generation has draws of its own,
        so that the search does not fit the noise of one set of draws.
    seed : int
        Seed of the search.
    progress : callable, optional
        Called after each generation with its number, the mean vector and the smallest loss.

    Notes
    -----
    The loss is `scores.mean_log_loss` plus a weak pull to the middle of the plausible ranges
    (`PRIOR_WEIGHT` times the mean square of the coordinates), which keeps assumptions that the record does not
    speak to inside their ranges. Source of the method: Hansen 2016 (pycma).
    """
    import cma

    strategy: Any = cma.CMAEvolutionStrategy(
        to_position(start),
        SPREAD,
        {"popsize": POPULATION, "CMA_diagonal": 15, "verbose": -9, "seed": seed, "maxiter": generations},
    )
    losses: list[float] = []
    for generation in range(generations):
        positions = strategy.ask()
        found = []
        for position in positions:
            predictions = predict(targets, make_assumptions(**to_values(position)), runs=runs, seed=generation)
            found.append(mean_log_loss(predictions) + PRIOR_WEIGHT * float((position**2).mean()))
        strategy.tell(positions, found)
        losses.append(min(found))
        if progress is not None:
            progress(generation + 1, to_values(strategy.mean), losses[-1])
    return Fit(to_values(strategy.mean), tuple(losses))
