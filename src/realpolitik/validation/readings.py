"""Scores as plain numbers: values, intervals, paired differences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from realpolitik.validation.forecasts import Forecast
from realpolitik.validation.scoring import Score, interval, point

HEADLINE = ("auc_pact_russia", "auc_pact_west", "class_accuracy", "rank_correlation")


def hit_rate(level: np.ndarray, classes: np.ndarray) -> float | None:
    """Return the share of coded years whose most likely class is the coded one; None without such years."""
    known = ~np.isnan(level) & ~np.isnan(classes).any(axis=1)
    return float((classes[known].argmax(axis=1) == level[known]).mean()) if known.any() else None


def points(scores: Mapping[str, Score], clients: int) -> dict[str, float | None]:
    """Return the scores as they are, None where undefined."""
    found = {name: point(score, clients) for name, score in scores.items()}
    return {name: None if np.isnan(value) else value for name, value in found.items()}


def intervals(scores: Mapping[str, Score], weights: np.ndarray) -> dict[str, list[float] | None]:
    """Return the 95 % intervals of the scores, None where undefined."""
    found = {name: interval(score.at(weights)) for name, score in scores.items()}
    return {name: None if ends is None else list(ends) for name, ends in found.items()}


def differences(
    first: Mapping[str, Score], second: Mapping[str, Score], weights: np.ndarray, clients: int
) -> dict[str, Any]:
    """Return the paired differences of the headline scores, on the same resampled clients."""
    found: dict[str, Any] = {}
    for name in HEADLINE:
        difference = point(first[name], clients) - point(second[name], clients)
        ends = interval(first[name].at(weights) - second[name].at(weights))
        known = not np.isnan(difference)
        found[name] = {"value": difference if known else None, "interval": list(ends) if known and ends else None}
    return found


def only_where_known(forecast: Forecast, other: Forecast) -> Forecast:
    """Return a forecast with NaN in the years for which another has none."""
    missing = np.isnan(other.mean_level)
    masked = {}
    for name in ("classes", "pact_with_russia", "pact_with_west", "tie_with_west"):
        masked[name] = getattr(forecast, name).copy()
        masked[name][missing] = np.nan
    return Forecast(**masked)
