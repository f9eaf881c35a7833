"""Logits as coefficients: multinomial and ordered, told apart from how they were fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from realpolitik.theory.classes import CLASSES
from realpolitik.validation.features import FEATURES

PENALTY_STRENGTH = 1.0
"""Inverse of the ridge penalty on standardised inputs, the usual default."""

LAST_CLASS = "class_last_year"
DIGITS = 6


@dataclass(frozen=True)
class Logit:
    """A multinomial (or, with two outcomes, binary) logit on standardised inputs.

    Attributes
    ----------
    inputs : tuple of str
        Names of the inputs, of `FEATURES`.
    mean, scale : (inputs,) float64 array
        What standardises them.
    outcomes : tuple of int
        Numbers of the outcomes that the training record has.
    slope, intercept : (outcomes, inputs) and (outcomes,) float64 array
        Coefficients.
    """

    inputs: tuple[str, ...]
    mean: np.ndarray
    scale: np.ndarray
    outcomes: tuple[int, ...]
    slope: np.ndarray
    intercept: np.ndarray

    def chances(self, rows: np.ndarray, outcomes: int) -> np.ndarray:
        """Return the chance of each outcome, (rows, outcomes); one that training never showed has 0."""
        places = [FEATURES.index(name) for name in self.inputs]
        worth = ((rows[:, places] - self.mean) / self.scale) @ self.slope.T + self.intercept
        worth = np.exp(worth - worth.max(axis=1, keepdims=True))
        found = np.zeros((len(rows), outcomes))
        found[:, list(self.outcomes)] = worth / worth.sum(axis=1, keepdims=True)
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return the coefficients for a file."""
        return {
            "inputs": list(self.inputs),
            "mean": _rounded(self.mean),
            "scale": _rounded(self.scale),
            "outcomes": list(self.outcomes),
            "slope": [_rounded(row) for row in self.slope],
            "intercept": _rounded(self.intercept),
        }

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> Logit:
        """Return a logit from what `to_dict` gave."""
        outcomes = tuple(content["outcomes"])
        return cls(
            tuple(content["inputs"]),
            np.array(content["mean"], dtype=float),
            np.array(content["scale"], dtype=float),
            outcomes,
            np.array(content["slope"], dtype=float).reshape(len(outcomes), -1),
            np.array(content["intercept"], dtype=float),
        )


def fit_logit(rows: np.ndarray, outcome: np.ndarray, inputs: Sequence[str]) -> Logit:
    """Fit a logit to the rows whose outcome is known (not NaN)."""
    from realpolitik.validation.extra import learning

    known = ~np.isnan(outcome)
    places = [FEATURES.index(name) for name in inputs]
    x, y = rows[known][:, places], outcome[known].astype(int)
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    outcomes = tuple(int(one) for one in np.unique(y))
    if len(outcomes) == 1:
        return Logit(tuple(inputs), mean, scale, outcomes, np.zeros((1, len(places))), np.zeros(1))
    model = learning().linear_model.LogisticRegression(
        C=PENALTY_STRENGTH, solver="newton-cholesky", max_iter=200, tol=1e-8
    )
    model.fit((x - mean) / scale, y)
    slope, intercept = model.coef_, model.intercept_
    if len(outcomes) == 2:  # one row for the second outcome; the first has zeros
        slope, intercept = np.vstack([np.zeros_like(slope), slope]), np.r_[0.0, intercept]
    return Logit(tuple(inputs), mean, scale, outcomes, slope, intercept)


@dataclass(frozen=True)
class OrderedLogit:
    """An ordered logit of the class on the inputs and the class of the year before.

    Attributes
    ----------
    mean, scale, slope : (inputs + 1,) float64 array
        What standardises the inputs and last year's class; coefficients. The last place is last year's class.
    cuts : (4,) float64 array
        Thresholds between the five classes, increasing.
    """

    mean: np.ndarray
    scale: np.ndarray
    slope: np.ndarray
    cuts: np.ndarray

    def chances(self, rows: np.ndarray, last_class: np.ndarray) -> np.ndarray:
        """Return the chance of each class, (rows, 5); NaN where last year's class is not on record."""
        x = (np.column_stack([rows, last_class]) - self.mean) / self.scale
        below = 1.0 / (1.0 + np.exp(-(self.cuts[None, :] - (x @ self.slope)[:, None])))
        ends = np.column_stack([np.zeros(len(rows)), below, np.ones(len(rows))])
        found = np.diff(ends, axis=1)
        found[np.isnan(last_class)] = np.nan
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return the coefficients for a file."""
        names = ("mean", "scale", "slope", "cuts")
        return {"inputs": [*FEATURES, LAST_CLASS], **{name: _rounded(getattr(self, name)) for name in names}}

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> OrderedLogit:
        """Return an ordered logit from what `to_dict` gave."""
        return cls(*(np.array(content[name], dtype=float) for name in ("mean", "scale", "slope", "cuts")))


def fit_ordered(rows: np.ndarray, level: np.ndarray, last_class: np.ndarray) -> OrderedLogit:
    """Fit an ordered logit by penalised maximum likelihood (the penalty of `fit_logit`)."""
    from scipy.optimize import minimize
    from scipy.special import expit

    known = ~np.isnan(level) & ~np.isnan(last_class)
    x = np.column_stack([rows, last_class])[known]
    y = level[known].astype(int)
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    x = (x - mean) / scale
    edges = len(CLASSES) - 1

    def parts(vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        cuts = vector[0] + np.r_[0.0, np.cumsum(np.exp(vector[1:edges]))]
        return cuts, vector[edges:]

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        cuts, slope = parts(vector)
        worth = x @ slope
        upper = np.where(y < edges, expit(np.r_[cuts, 0.0][y] - worth), 1.0)
        lower = np.where(y > 0, expit(np.r_[0.0, cuts][y] - worth), 0.0)
        chance = np.maximum(upper - lower, 1e-12)
        at_upper, at_lower = upper * (1 - upper) / chance, lower * (1 - lower) / chance
        of_cut = np.zeros(edges)
        np.add.at(of_cut, y[y < edges], -at_upper[y < edges])
        np.add.at(of_cut, y[y > 0] - 1, at_lower[y > 0])
        from_cut = np.array([of_cut[place:].sum() for place in range(edges)])
        from_cut[1:] *= np.exp(vector[1:edges])
        of_slope = x.T @ (at_upper - at_lower) + slope / PENALTY_STRENGTH
        return float(-np.log(chance).sum() + 0.5 * slope @ slope / PENALTY_STRENGTH), np.r_[from_cut, of_slope]

    start = np.r_[-2.0, np.zeros(edges - 1), np.zeros(x.shape[1])]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000, "ftol": 1e-11, "gtol": 1e-5})
    cuts, slope = parts(found.x)
    return OrderedLogit(mean, scale, slope, cuts)


def _rounded(values: np.ndarray) -> list[float]:
    return [round(float(value), DIGITS) for value in values]
