"""PAWN: how far the distribution of an outcome moves when a factor is held, whatever its moments do.

SALib has PAWN, too, but leaves out the last level of a factor with few values and has no intervals; tests hold this
one to it where both apply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SLICES = 10
"""Slices of the range of a factor with more values than that."""

RESAMPLES = 200

CELLS = 50_000
"""Slices times points that are worked on at once: more would not stay in a core's cache."""


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
    return _distances(outcome[order], Membership.of([slice_of]).member[:, order])


@dataclass(frozen=True)
class Membership:
    """Which points are in which slices of several factors.

    Attributes
    ----------
    member : (slices of all factors, points) bool array
        Whether a point is in a slice.
    factor, place : (slices of all factors,) int arrays
        The factor of a slice, and its place among those of the factor.
    """

    member: np.ndarray
    factor: np.ndarray
    place: np.ndarray

    @classmethod
    def of(cls, slice_of: Sequence[np.ndarray]) -> Membership:
        """Return the membership of points whose slices are known, factor by factor."""
        present = [np.unique(one) for one in slice_of]
        member = [names[:, None] == one for names, one in zip(present, slice_of, strict=True)]
        counts = [len(names) for names in present]
        place = np.concatenate([np.arange(count) for count in counts])
        return cls(np.concatenate(member), np.repeat(np.arange(len(counts)), counts), place)

    def indices(self, ordered: np.ndarray, points: np.ndarray) -> np.ndarray:
        """Return the PAWN index of every factor, from outcomes in order and the points they are dealt to.

        Notes
        -----
        A slice that none of the points is in has no distance, and the median is that of the others.
        """
        reached = np.full((self.factor[-1] + 1, self.place.max() + 1), np.inf)
        reached[self.factor, self.place] = _distances(ordered, self.member[:, points])
        reached.sort(axis=1)
        count = np.isfinite(reached).sum(axis=1)
        every = np.arange(len(reached))
        return (reached[every, (count - 1) // 2] + reached[every, count // 2]) / 2


def _distances(ordered: np.ndarray, member: np.ndarray) -> np.ndarray:
    """Return the distance of every slice where the outcome is in order already, infinite of a slice without points."""
    last = np.append(ordered[1:] != ordered[:-1], True)  # distributions are compared behind equal outcomes
    all_points = np.arange(1, len(ordered) + 1) / len(ordered)
    found = np.empty(len(member))
    rows = max(1, CELLS // len(ordered))
    for start in range(0, len(member), rows):
        counts = np.cumsum(member[start : start + rows], axis=1, dtype=np.int32)
        size = counts[:, -1]
        within = counts[:, last] / np.maximum(size, 1)[:, None]
        within -= all_points[last]
        found[start : start + rows] = np.where(size > 0, np.abs(within, out=within).max(axis=1), np.inf)
    return found


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
    every = Membership.of(slice_of)
    order = np.argsort(outcome, kind="stable")
    ordered = outcome[order]
    sizes = [tuple(np.bincount(places)) for places in slice_of]
    kinds = {size: slice_of[sizes.index(size)] for size in dict.fromkeys(sizes)}
    dummies = Membership.of(list(kinds.values()))
    drawn, reached = np.empty((resamples, len(slice_of))), np.empty((resamples, len(kinds)))
    for number in range(resamples):
        again = random.integers(len(outcome), size=len(outcome))
        again = again[np.argsort(outcome[again], kind="stable")]
        drawn[number] = every.indices(outcome[again], again)
        reached[number] = dummies.indices(ordered, random.permutation(len(outcome)))
    floor = dict(zip(kinds, np.quantile(reached, 0.95, axis=0).tolist(), strict=True))
    half_width = 1.96 * drawn.std(axis=0, ddof=1)
    return every.indices(ordered, order), half_width, np.array([floor[size] for size in sizes])
