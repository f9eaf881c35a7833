"""How a claim fares over the points of all assumptions: the share that holds, the effects, what drives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import stats

from realpolitik.findings.finding import Robustness

DRIVERS = 3
LEAST_POINTS = 4
"""With fewer points there is no correlation to speak of."""


def drivers(design: Sequence[Mapping[str, float]], effects: np.ndarray) -> tuple[tuple[str, float], ...]:
    """Return the assumptions whose rank correlation with the effect is largest in size, and the correlations."""
    defined = ~np.isnan(effects)
    if defined.sum() < LEAST_POINTS or np.ptp(effects[defined]) == 0.0:
        return ()
    names = list(design[0])
    values = np.array([[point[name] for name in names] for point in design])[defined]
    ranks, effect_ranks = stats.rankdata(values, axis=0), stats.rankdata(effects[defined])
    # Spearman's, as scipy works it out, but every column is ranked once
    found = [(name, float(np.corrcoef(ranks[:, place], effect_ranks)[1, 0])) for place, name in enumerate(names)]
    return tuple(sorted(found, key=lambda pair: -abs(pair[1]))[:DRIVERS])


def robustness(
    design: Sequence[Mapping[str, float]], held: np.ndarray, effects: np.ndarray, runs_per_point: int
) -> Robustness:
    """Return how a claim fares at the points of a design.

    Parameters
    ----------
    design : sequence of mapping
        Assumptions by name, point by point.
    held, effects : (points,) arrays
        Whether all conditions hold at each point, and the headline effect there.
    runs_per_point : int
        Runs of each arm at each point.
    """
    return Robustness(
        share=float(held.mean()),
        points=len(design),
        runs=runs_per_point,
        effects=tuple(map(float, effects)),
        drivers=drivers(design, effects),
        held=tuple(map(bool, held)),
    )


def largest_by_chance(points: int, assumptions: int, level: float = 0.05) -> float:
    """Return the size that the largest of many rank correlations with nothing exceeds with a small probability.

    Notes
    -----
    Student's approximation for a rank correlation, at Šidák's level for as many independent assumptions. 1.0 with too
    few points for any. Source: Kendall and Stuart 1973.

    Examples
    --------
    >>> round(largest_by_chance(48, 60), 2), largest_by_chance(2, 60)
    (0.48, 1.0)
    """
    freedom = points - 2
    if freedom < 1:
        return 1.0
    each = 1.0 - (1.0 - level) ** (1.0 / assumptions)
    t = float(stats.t.ppf(1.0 - each / 2.0, freedom))
    return t / (freedom + t * t) ** 0.5
