"""Intervals of statistics over runs: the run is the unit, arms on one seed are paired run by run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
from scipy import special

from realpolitik.findings.finding import UNDEFINED, Estimate

RESAMPLES = 1000
_resamples: ContextVar[int] = ContextVar("resamples", default=RESAMPLES)


@contextmanager
def points_only() -> Iterator[None]:
    """Within this context `resampled` returns the value alone: over many assumptions only the value is judged."""
    token = _resamples.set(0)
    try:
        yield
    finally:
        _resamples.reset(token)


def proportion(hits: np.ndarray) -> Estimate:
    """Return the share of runs in which something is true, with Wilson's interval."""
    from scipy import stats  # takes as long to load as all of a comparison, which has no use for it

    hits = np.asarray(hits, dtype=bool)
    result = stats.binomtest(int(hits.sum()), hits.size)
    interval = result.proportion_ci(0.95, method="wilson")
    return Estimate(float(hits.mean()), float(interval.low), float(interval.high))


def mean(values: np.ndarray) -> Estimate:
    """Return the mean over runs with Student's interval; runs without a value (NaN) make it undefined."""
    values = np.asarray(values, dtype=np.float64)
    center = float(values.mean())
    if np.isnan(center):
        return UNDEFINED
    if values.size == 1:  # one run has no spread: nothing is known
        return Estimate(center, -np.inf, np.inf)
    half = float(special.stdtrit(max(1, values.size - 1), 0.975) * values.std(ddof=1) / np.sqrt(values.size))
    return Estimate(center, center - half, center + half)


def in_details(estimate: Estimate) -> dict[str, float]:
    """Return an estimate as an entry of the details of a measurement."""
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}


def paired_proportions(before: np.ndarray, after: np.ndarray) -> Estimate:
    """Return how much more often something is true after than before, run by run.

    Notes
    -----
    The interval is that of Bonett and Price (2012), with one run added to each kind of change: it does not shrink
    to a point where no run changed.
    """
    before, after = np.asarray(before, dtype=bool), np.asarray(after, dtype=bool)
    gained, lost, runs = int((after & ~before).sum()), int((before & ~after).sum()), before.size
    up, down = (gained + 1) / (runs + 2), (lost + 1) / (runs + 2)
    half = float(special.ndtri(0.975)) * ((up + down - (up - down) ** 2) / (runs + 2)) ** 0.5
    value = (gained - lost) / runs
    return Estimate(value, min(value, max(-1.0, up - down - half)), max(value, min(1.0, up - down + half)))


def resampled(statistic: Callable[..., float], *arms: np.ndarray, seed: int = 0) -> Estimate:
    """Return a statistic of several paired arms with a percentile bootstrap over runs.

    Parameters
    ----------
    statistic : callable
        Takes as many arrays as there are arms (first dimension: runs) and returns a number.
    *arms : arrays
        Equal first dimensions; the same runs are drawn from all arms, because they share their draws.
    seed : int
        Seed of the resampling.
    """
    value = float(statistic(*arms))
    if np.isnan(value):
        return UNDEFINED
    resamples = _resamples.get()
    if resamples == 0:
        return Estimate(value, value, value)
    generator = np.random.default_rng(seed)
    runs = len(arms[0])
    found = np.empty(resamples)
    for b in range(resamples):
        picked = generator.integers(0, runs, runs)
        found[b] = statistic(*(arm[picked] for arm in arms))
    if np.isnan(found).mean() > 0.05:
        return UNDEFINED
    low, high = np.nanquantile(found, (0.025, 0.975))
    return Estimate(value, min(float(low), value), max(float(high), value))
