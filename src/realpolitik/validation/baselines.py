"""What the model must beat: simpler forecasts from the same inputs, from identity alone, from the past alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.theory.classes import ALLIANCE, CLASSES
from realpolitik.validation.features import FEATURES, IDENTITY, PLACE_AND_POWER, features
from realpolitik.validation.forecasts import Forecast
from realpolitik.validation.logits import Logit, OrderedLogit, fit_logit, fit_ordered
from realpolitik.validation.targets import client_targets

if TYPE_CHECKING:
    from realpolitik.validation.targets import Target

COEFFICIENTS = Path(__file__).with_name("baselines.json")
"""The fitted coefficients, written by tools/fit_baselines.py."""

LOGITS: Mapping[str, tuple[str, ...]] = {
    "logit": FEATURES,
    "distance_capability": PLACE_AND_POWER,
    "identity": IDENTITY,
}
"""Logits by name, with their inputs."""

OUTCOMES = {"classes": len(CLASSES), "pact_with_russia": 2, "pact_with_west": 2, "tie_with_west": 2}
"""What is forecast, with the number of outcomes."""

TREES, LEAST_IN_LEAF, FOREST_SEED = 200, 5, 0


@dataclass(frozen=True)
class FittedLogits:
    """Everything of the baselines that is fitted and has coefficients.

    Attributes
    ----------
    logits : dict of str to dict of str to Logit
        By name and outcome.
    ordered : OrderedLogit
        The class, from the inputs and the class of the year before.
    shares : dict of str to array
        Shares of the outcomes in the training record.
    """

    logits: Mapping[str, Mapping[str, Logit]]
    ordered: OrderedLogit
    shares: Mapping[str, np.ndarray]

    def to_dict(self) -> dict[str, Any]:
        """Return the coefficients for a file."""
        return {
            **{name: {what: one.to_dict() for what, one in found.items()} for name, found in self.logits.items()},
            "lagged_ordered_logit": self.ordered.to_dict(),
            "majority": {what: [round(float(value), 12) for value in found] for what, found in self.shares.items()},
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> FittedLogits:
        """Return the baselines from what `to_dict` gave."""
        logits = {name: {what: Logit.from_dict(content[name][what]) for what in OUTCOMES} for name in LOGITS}
        shares = {what: np.array(content["majority"][what]) for what in OUTCOMES}
        return cls(logits, OrderedLogit.from_dict(content["lagged_ordered_logit"]), shares)


def outcomes_of(target: Target) -> dict[str, np.ndarray]:
    """Return what is forecast of a client, by name; NaN where not on record."""
    tie = np.fmax(target.pact_with_west, target.link_with_west)
    return {
        "classes": target.level,
        "pact_with_russia": target.pact_with_russia,
        "pact_with_west": target.pact_with_west,
        "tie_with_west": tie,
    }


def last_class(target: Target) -> np.ndarray:
    """Return the class of the year before; NaN where not coded."""
    return np.r_[np.nan, target.level[:-1]]


def _stacked(targets: Sequence[Target]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    rows = np.concatenate([features(target.timeline) for target in targets])
    found = [outcomes_of(target) for target in targets]
    return rows, {what: np.concatenate([one[what] for one in found]) for what in OUTCOMES}


def fit_logits(targets: Sequence[Target]) -> FittedLogits:
    """Fit the logits to the records of some clients, every client-year the same weight."""
    rows, outcomes = _stacked(targets)
    logits = {
        name: {what: fit_logit(rows, outcomes[what], inputs) for what in OUTCOMES} for name, inputs in LOGITS.items()
    }
    ordered = fit_ordered(rows, outcomes["classes"], np.concatenate([last_class(target) for target in targets]))
    shares = {
        what: np.bincount(outcomes[what][~np.isnan(outcomes[what])].astype(int), minlength=count)
        / max(1, (~np.isnan(outcomes[what])).sum())
        for what, count in OUTCOMES.items()
    }
    return FittedLogits(logits, ordered, shares)


@cache
def _shipped() -> dict[str, Any]:
    return dict(json.loads(COEFFICIENTS.read_text(encoding="utf-8")))


def shipped_logits(lag: int) -> FittedLogits:
    """Return the logits fitted to the twelve shipped clients with inputs of that lag.

    The coefficients of the lags in `COEFFICIENTS` are read; those of any other lag are fitted on the spot, to the
    same record.
    """
    content = _shipped()["lags"].get(str(lag))
    return fit_logits(client_targets(lag=lag)) if content is None else FittedLogits.from_dict(content)


def logit_forecasts(fitted: FittedLogits, targets: Sequence[Target]) -> dict[str, dict[str, Forecast]]:
    """Return the forecasts of everything that has coefficients, by baseline and client."""
    found: dict[str, dict[str, Forecast]] = {name: {} for name in (*LOGITS, "lagged_ordered_logit", "majority")}
    for target in targets:
        rows = features(target.timeline)
        for name, models in fitted.logits.items():
            found[name][target.client] = _forecast(
                {what: models[what].chances(rows, count) for what, count in OUTCOMES.items()}
            )
        classes = fitted.ordered.chances(rows, last_class(target))
        logit = found["logit"][target.client]
        found["lagged_ordered_logit"][target.client] = Forecast(
            classes, classes[:, ALLIANCE], logit.pact_with_west, logit.tie_with_west
        )
        constant = {what: np.tile(share, (len(rows), 1)) for what, share in fitted.shares.items()}
        found["majority"][target.client] = _forecast(constant)
    return found


def _forecast(chances: Mapping[str, np.ndarray]) -> Forecast:
    return Forecast(
        chances["classes"], chances["pact_with_russia"][:, 1], chances["pact_with_west"][:, 1],
        chances["tie_with_west"][:, 1],
    )  # fmt: skip


def grow_forests(targets: Sequence[Target]) -> dict[str, Any]:
    """Return random forests grown on the records of some clients, one for each outcome, from a fixed seed."""
    from realpolitik.validation.extra import learning

    rows, outcomes = _stacked(targets)
    forests = {}
    for what in OUTCOMES:
        known = ~np.isnan(outcomes[what])
        forest = learning().ensemble.RandomForestClassifier(
            TREES, min_samples_leaf=LEAST_IN_LEAF, max_features="sqrt", random_state=FOREST_SEED, n_jobs=-1
        )
        forest.fit(rows[known], outcomes[what][known].astype(int))
        forest.n_jobs = 1  # trees are summed in the order in which threads end, which shows in the last bit
        forests[what] = forest
    return forests


@cache
def shipped_forests(lag: int) -> dict[str, Any]:
    """Return the forests grown on the twelve shipped clients with inputs of that lag.

    They are grown when they are first asked for: a file of trees would be some megabytes, and the record that they
    come from is shipped anyway.
    """
    return grow_forests(client_targets(lag=lag))


def forest_forecasts(forests: Mapping[str, Any], targets: Sequence[Target]) -> dict[str, Forecast]:
    """Return what random forests say of some clients."""
    wanted = np.concatenate([features(target.timeline) for target in targets])
    ends = np.cumsum([len(target.level) for target in targets])[:-1]
    parts = {}
    for what, count in OUTCOMES.items():
        chances = np.zeros((len(wanted), count))
        chances[:, forests[what].classes_] = forests[what].predict_proba(wanted)
        parts[what] = np.split(chances, ends)
    return {
        target.client: _forecast({what: found[row] for what, found in parts.items()})
        for row, target in enumerate(targets)
    }


def persistence_forecasts(targets: Sequence[Target], years: int | None) -> dict[str, Forecast]:
    """Return the forecast that all stays as it was.

    Parameters
    ----------
    targets : sequence of Target
        The clients.
    years : int or None
        How many years back one looks; None for the first coded year, which is as much of the record as a free run
        starts from.
    """

    def before(values: np.ndarray) -> np.ndarray:
        late = np.full(len(values), np.nan)
        if years is None:
            known = np.flatnonzero(~np.isnan(values))
            if len(known):
                late[known[0] :] = values[known[0]]
        else:
            late[years:] = values[:-years]
        return late

    found = {}
    for target in targets:
        level = before(target.level)
        classes = np.eye(len(CLASSES))[np.nan_to_num(level).astype(int)]
        classes[np.isnan(level)] = np.nan
        tie = before(np.fmax(target.pact_with_west, target.link_with_west))
        found[target.client] = Forecast(classes, before(target.pact_with_russia), before(target.pact_with_west), tie)
    return found
