"""Chance: how much of what differs between points the factors explain, and how much only the draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.experiments.analysis.holes import block_size

if TYPE_CHECKING:
    from realpolitik.experiments.analysis.responses import Responses
    from realpolitik.experiments.results import ExperimentResults

UNKNOWN = float("nan")

LEAST_EXPLAINED = 0.05
"""Share of the variance of the means below which what factors explain is not divided by."""

NORMAL_95 = 1.96

ROUNDING = 1e-24
"""Variance that is but rounding: of means that differ in their last digits."""


@dataclass(frozen=True)
class VarianceParts:
    """The variance of an outcome over points and runs, in parts.

    Attributes
    ----------
    explained : float
        Variance of the expected outcome over the points: what the factors explain. An unbiased estimate; below zero
        where chance hides all of it.
    common : float
        Variance of luck that is the same at every point, which only shared draws can tell; else 0.
    chance : float
        Variance of a run around these two.
    of_means : float
        Variance of the means over the points, which is what indices are shares of.
    noise : float
        Share of chance in ``of_means``: the noise floor of indices. NaN with one run a point.
    """

    explained: float
    common: float
    chance: float
    of_means: float
    noise: float

    @property
    def varies(self) -> bool:
        """Whether the outcome is not the same everywhere; true where it is not known."""
        return not self.explained + self.common + self.chance <= ROUNDING

    @property
    def share_of_a_run(self) -> float:
        """Share of the variance of single runs that the factors explain; NaN where nothing varies."""
        total = self.explained + self.common + self.chance
        return max(0.0, self.explained) / total if total > 0 else UNKNOWN


def variance_parts(found: Responses) -> VarianceParts:
    """Return the parts of an outcome's variance.

    Notes
    -----
    By the law of total variance the variance of the means over R runs is ``V(E[y|x]) + E[V(y|x)] / R``; the second
    part is estimated without bias from the variances within points and subtracted. With shared draws luck that is the
    same at all points does not make means differ; what is left to chance is then the interaction of point and run in
    the two-way table, and ``explained = (MS_points - MS_interaction) / R`` (method of moments). Where not all runs
    are at hand, the variance within points stands for it: an upper bound of chance.
    """
    of_means = float(found.mean.var(ddof=1)) if len(found.mean) > 1 else UNKNOWN
    several = found.runs > 1
    if not several.any() or not of_means >= 0:
        return VarianceParts(UNKNOWN, UNKNOWN, UNKNOWN, of_means, UNKNOWN)
    within = float(found.variance[several].mean())
    left = float((found.variance[several] / found.runs[several]).mean())
    common = 0.0
    if found.shared and found.complete and found.values is not None:
        points, runs = found.values.shape
        residual = found.values - found.mean[:, None] - found.values.mean(axis=0) + found.values.mean()
        chance = float((residual**2).sum() / ((points - 1) * (runs - 1)))
        common = max(0.0, float(found.values.mean(axis=0).var(ddof=1)) - chance / points)
        within, left = chance, chance / runs
    noise = min(1.0, left / of_means) if of_means > 0 else UNKNOWN
    return VarianceParts(of_means - left, common, within, of_means, noise)


def least_explained(points: int, runs: float) -> float:
    """Return the share of the variance of the means that factors must explain for shares of it to have a meaning.

    Parameters
    ----------
    points : int
        Points with draws of their own.
    runs : float
        Mean number of runs a point.

    Notes
    -----
    Where chance has all, the ratio of the variance within points to that of their means has a standard error of about
    ``sqrt(2 / points * (1 + 1 / (runs - 1)))``. What is left must lie above the 95 % interval of that.
    """
    if runs <= 1.0:
        return 1.0
    return max(LEAST_EXPLAINED, NORMAL_95 * float(np.sqrt(2.0 / points * (1.0 + 1.0 / (runs - 1.0)))))


def chance_of_effects(results: ExperimentResults, found: Responses) -> np.ndarray:
    """Return what chance alone makes of mu* at the most, a number per factor or group; NaN with one run a point.

    Parameters
    ----------
    results : ExperimentResults
        An experiment with a Morris design and draws of their own at every point.
    found : Responses
        The outcome at its points.

    Notes
    -----
    The two ends of a step differ by chance with the variance of both means; over the step's length that is the variance
    s^2 of an elementary effect, and the mean size of a normal number is ``s * sqrt(2 / pi)``. Of s^2 the upper end of
    the 95 % interval over trajectories is taken; that the root is drawn after the mean errs to the same side. A step
    that leaves the point as it was (the same choice twice) has the same draws at both ends, and no chance.
    """
    several = found.runs > 1
    groups = block_size(results.manifest) - 1
    if not several.any():
        return np.full(groups, UNKNOWN)
    within = np.where(several, found.variance, found.variance[several].mean())
    of_mean = (within / found.runs).reshape(-1, groups + 1)
    served = results.design["evaluation"].to_numpy()[found.places].reshape(-1, groups + 1)
    moved = served[:, 1:] != served[:, :-1]
    of_step = (of_mean[:, 1:] + of_mean[:, :-1]) * moved / _step(results) ** 2
    of_group = np.take_along_axis(of_step, _step_of_groups(results, found), axis=1)
    error = of_group.std(axis=0, ddof=1) / np.sqrt(len(of_group)) if len(of_group) > 1 else 0.0
    return np.sqrt((of_group.mean(axis=0) + NORMAL_95 * error) * 2.0 / np.pi)


def _step(results: ExperimentResults) -> float:
    """Return the length of a step of a trajectory, as a share of a factor's range."""
    levels = results.document["design"].get("levels", 4)
    return levels / (2.0 * (levels - 1.0))


def _step_of_groups(results: ExperimentResults, found: Responses) -> np.ndarray:
    """Return at which step of every trajectory each factor or group moves, (trajectories, groups)."""
    assert results.sample is not None
    group_of = {factor["group"]: factor["name"] for factor in results.factors}
    groups = list(dict.fromkeys(factor["group"] for factor in results.factors))
    one_each = [group_of[group] for group in groups]  # the factors of a group move together
    shares = results.sample[one_each].to_numpy(np.float64)[found.places].reshape(-1, len(groups) + 1, len(groups))
    return (np.diff(shares, axis=1) != 0.0).argmax(axis=1)
