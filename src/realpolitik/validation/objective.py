"""The loss of a vector of assumptions on the record of some clients, in all and client by client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from realpolitik.theory.assumptions import make_assumptions
from realpolitik.validation.fitting import PRIOR_WEIGHT, training_loss
from realpolitik.validation.scores import Prediction, log_loss, predict
from realpolitik.validation.space import Space
from realpolitik.validation.targets import Target


@dataclass(frozen=True)
class Objective:
    """The loss of a vector of assumptions on the record of some clients.

    Attributes
    ----------
    targets : tuple of Target
        The clients; each counts the same, however long its record.
    runs : int
        Runs for each client in an evaluation.
    base : mapping of str to float
        Values of the assumptions that are not varied.
    """

    targets: tuple[Target, ...]
    runs: int
    base: Mapping[str, float]

    def predictions(self, values: Mapping[str, float], *, seed: int, runs: int | None = None) -> list[Prediction]:
        """Return simulated shares for a vector, on the draws of a seed."""
        assumptions = make_assumptions(**{**self.base, **values})
        return predict(self.targets, assumptions, runs=runs or self.runs, seed=seed)

    def by_client(self, values: Mapping[str, float], *, seed: int, runs: int | None = None) -> np.ndarray:
        """Return the negative log likelihood per year of each client."""
        return np.array([log_loss(found) for found in self.predictions(values, seed=seed, runs=runs)])

    def loss(self, values: Mapping[str, float], *, seed: int, runs: int | None = None) -> float:
        """Return what a fit minimises, see `fitting.training_loss`."""
        return training_loss(self.predictions(values, seed=seed, runs=runs))

    def penalised(self, space: Space, position: np.ndarray, *, seed: int) -> float:
        """Return the loss with a weak pull to the middle of the ranges."""
        return self.loss(space.values(position), seed=seed) + PRIOR_WEIGHT * float((position**2).mean())


def without_years(targets: Sequence[Target], years: range) -> list[Target]:
    """Return the targets with nothing on record in some years."""
    return [_masked(target, np.isin(np.asarray(target.timeline.years), years)) for target in targets]


def only_years(targets: Sequence[Target], years: range) -> list[Target]:
    """Return the targets with nothing on record outside some years; clients with nothing in them are left out."""
    found = [_masked(target, ~np.isin(np.asarray(target.timeline.years), years)) for target in targets]
    return [target for target in found if not np.isnan(target.level).all()]


def _masked(target: Target, hidden: np.ndarray) -> Target:
    def seen(values: np.ndarray) -> np.ndarray:
        return np.where(hidden, np.nan, values)

    return replace(
        target,
        level=seen(target.level),
        pact_with_russia=seen(target.pact_with_russia),
        pact_with_west=seen(target.pact_with_west),
        arms_from_russia=seen(target.arms_from_russia),
        arms_from_west=seen(target.arms_from_west),
        link_with_west=seen(target.link_with_west),
    )
