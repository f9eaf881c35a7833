"""Chance: how much of what differs between points the factors explain, and how much only the draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realpolitik.experiments.analysis.responses import Responses

UNKNOWN = float("nan")


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
