"""PAWN: how far the distribution of an outcome moves when a factor is held, whatever its moments do.

SALib has PAWN, too, but leaves out the last level of a factor with few values and has no intervals; tests hold this
one to it where both apply.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SLICES = 10
"""Slices of the range of a factor with more values than that."""

RESAMPLES = 200


def slices(codes: np.ndarray) -> np.ndarray:
    """Return the slice of every point: its level, or one of ten equally filled slices of a range of many values."""
    values, place = np.unique(codes, return_inverse=True, equal_nan=True)
    if len(values) <= SLICES:
        return place.reshape(-1)
    rank = np.empty(len(codes), dtype=np.int64)
    rank[np.argsort(codes, kind="stable")] = np.arange(len(codes))
    return rank * SLICES // len(codes)


def distances(outcome: np.ndarray, slice_of: np.ndarray) -> np.ndarray:
    """Return the Kolmogorov-Smirnov distance of the outcome in each slice from that of all points.

    Parameters
    ----------
    outcome, slice_of : (points,) arrays
        The outcome; the slice of each point.
    """
    order = np.argsort(outcome, kind="stable")
    return _distances(outcome[order], slice_of[order])


def _distances(ordered: np.ndarray, slice_of: np.ndarray) -> np.ndarray:
    """Return the distances where the outcome is in order already."""
    last = np.append(ordered[1:] != ordered[:-1], True)  # distributions are compared behind equal outcomes
    all_points = np.arange(1, len(ordered) + 1) / len(ordered)
    member = slice_of[:, None] == np.unique(slice_of)
    within = np.cumsum(member, axis=0, dtype=np.int32) / member.sum(axis=0)
    return np.abs(within - all_points[:, None])[last].max(axis=0)


def pawn_index(outcome: np.ndarray, slice_of: np.ndarray) -> float:
    """Return the PAWN index: the median of the distances over the slices; 0 without influence, towards 1 with all.

    Source: Pianosi and Wagener 2015, 2018.
    """
    return float(np.median(distances(outcome, slice_of)))


def pawn_indices(
    outcome: np.ndarray, slice_of: Sequence[np.ndarray], seed: int, resamples: int = RESAMPLES
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the indices of several factors, the half widths of their 95 % intervals, and what a dummy would have.

    Parameters
    ----------
    outcome : (points,) array
        The outcome.
    slice_of : sequence of (points,) arrays
        The slices of each factor.
    seed : int
        Seed of resampling.
    resamples : int
        Resamples of the points for intervals, and permutations for the dummy.

    Returns
    -------
    index, half_width, floor : (factors,) arrays
        ``floor`` is the 95 % quantile of the index when the points are dealt to the slices at random: a factor without
        influence stays below it (the dummy factor of Khorashadi Zadeh et al. 2017). It depends on the sizes of the
        slices alone.
    """
    random = np.random.default_rng([seed, 17])
    index = np.array([pawn_index(outcome, places) for places in slice_of])
    sizes = [tuple(np.bincount(places)) for places in slice_of]
    kinds = {size: slice_of[sizes.index(size)] for size in dict.fromkeys(sizes)}
    drawn = np.empty((resamples, len(slice_of)))
    dummies = {size: np.empty(resamples) for size in kinds}
    ordered = np.sort(outcome)
    for number in range(resamples):
        again = random.integers(len(outcome), size=len(outcome))
        again = again[np.argsort(outcome[again], kind="stable")]
        for factor, places in enumerate(slice_of):
            drawn[number, factor] = np.median(_distances(outcome[again], places[again]))
        dealt = random.permutation(len(outcome))
        for size, places in kinds.items():
            dummies[size][number] = np.median(_distances(ordered, places[dealt]))
    floor = {size: float(np.quantile(reached, 0.95)) for size, reached in dummies.items()}
    return index, 1.96 * drawn.std(axis=0, ddof=1), np.array([floor[size] for size in sizes])
