"""Samples of the unit cube: Latin hypercube, the matrices of Saltelli on Sobol' points, Morris trajectories."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np


def latin_hypercube(points: int, factors: int, seed: int) -> np.ndarray:
    """Return a Latin hypercube, (points, factors): each factor has one point in each of its equal slices.

    Source: McKay, Beckman and Conover 1979; drawn by scipy.stats.qmc.
    """
    from scipy.stats import qmc

    return qmc.LatinHypercube(d=factors, seed=np.random.default_rng(seed)).random(points)


def group_rows(groups: Sequence[str]) -> np.ndarray:
    """Return which factors belong to each group, (groups, factors) bool; groups as they first occur."""
    names = list(dict.fromkeys(groups))
    return np.array([[group == name for group in groups] for name in names])


def saltelli(samples: int, groups: Sequence[str], seed: int, second_order: bool) -> np.ndarray:
    """Return the points that estimators of Sobol' indices need.

    Parameters
    ----------
    samples : int
        N, a power of two: rows of the two base matrices.
    groups : sequence of str
        The group of each factor.
    seed : int
        Seed of the scrambling.
    second_order : bool
        Whether indices of second order shall be estimated.

    Returns
    -------
    (N (G + 2), factors) array, with second order (N (2 G + 2), factors)
        For each row: A, A with each group from B, with second order B with each group from A, and B: the order that
        ``SALib.analyze.sobol`` reads.

    Notes
    -----
    The base matrices are one scrambled Sobol' sequence of twice the factors. Source: Saltelli et al. 2010; Owen 2020
    on keeping the first point.
    """
    from scipy.stats import qmc

    factors, member = len(groups), group_rows(groups)
    if 2 * factors > qmc.Sobol.MAXDIM:
        raise ValueError(f"a Sobol' sequence has at most {qmc.Sobol.MAXDIM // 2} factors")
    base = qmc.Sobol(d=2 * factors, scramble=True, seed=seed).random(samples)
    first, second = base[:, None, :factors], base[:, None, factors:]
    blocks = [first, np.where(member, second, first)]
    if second_order:
        blocks.append(np.where(member, first, second))
    blocks.append(second)
    return np.concatenate(blocks, axis=1).reshape(-1, factors)


def trajectories(count: int, groups: Sequence[str], levels: int, seed: int) -> np.ndarray:
    """Return trajectories through a grid, (count (G + 1), factors), for elementary effects.

    Source: Morris 1991, with groups Campolongo, Cariboni and Saltelli 2007; drawn by SALib.
    """
    from realpolitik.experiments.extras import needed

    morris = needed("SALib.sample.morris", "sensitivity", "a Morris design")
    names = [f"x{place}" for place in range(len(groups))]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    if len(set(groups)) < len(groups):
        problem["groups"] = list(groups)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        shares = morris.sample(problem, count, num_levels=levels, seed=np.random.SeedSequence(seed))
    return np.clip(np.asarray(shares, dtype=np.float64), 0.0, 1.0)
