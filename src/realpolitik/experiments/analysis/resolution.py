"""Whether a set of indices is resolved: what must hold before one reads an order out of it.

A set is *resolved* if

1. chance has at most half of the variance of the means (`MOST_NOISE`),
2. no index has a 95 % interval of a half width above a tenth of the scale (`WIDEST`), which is the whole variance for
   Sobol' indices, the largest mu* for elementary effects, and 1 for PAWN,
3. where every point has draws of its own, chance alone makes of no mu* more than a twentieth of the largest.

Each index is told to *matter* if its interval lies above what counts as nothing, to be *negligible* if it lies below,
and to be *open* otherwise. As nothing counts a twentieth of the scale (`NEGLIGIBLE`); for PAWN, what a dummy factor
reaches. With draws of their own at every point chance adds to elementary effects, and never takes from them: then a
factor must lie above what chance alone makes, too, to matter, and is negligible by the largest mu* without chance. All
are open where chance is not known or may be all, and in PAWN where slices have too few points. The order of the
factors can be read only of those that matter; how well it is known is told by the rank correlation of the order between
resamples (Sarrazin, Pianosi and Wagener 2016 propose such criteria).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST_NOISE = 0.5
WIDEST = 0.1
NEGLIGIBLE = 0.05

MATTERS, NEGLIGIBLE_WORD, OPEN = "matters", "negligible", "open"


@dataclass(frozen=True)
class Resolution:
    """Whether a set of indices is resolved.

    Attributes
    ----------
    resolved : bool
        Whether all that is asked holds.
    reasons : tuple of str
        What does not hold, each in a phrase.
    """

    resolved: bool
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return "resolved" if self.resolved else f"not resolved: {'; '.join(self.reasons)}"


def resolution(half_width: np.ndarray, scale: float, noise: float, others: Sequence[str] = ()) -> Resolution:
    """Return whether a set of indices is resolved.

    Parameters
    ----------
    half_width : (factors,) array
        Half widths of the 95 % intervals.
    scale : float
        What they are measured by.
    noise : float
        Share of chance in the variance of the means; NaN if it is not known.
    others : sequence of str
        What else does not hold.
    """
    reasons = []
    if not scale > 0 or np.isnan(half_width).all():
        return Resolution(False, ("the outcome does not vary",))
    if np.isnan(noise):
        reasons.append("one run a point does not tell chance from effects")
    elif noise > MOST_NOISE:
        share = _above(noise, MOST_NOISE, 0, "%")
        reasons.append(f"chance has {share} of the variance of the means, more than {MOST_NOISE:.0%}")
    widest = float(np.nanmax(half_width)) / scale
    if not widest <= WIDEST:
        width = _above(widest, WIDEST, 2, "f")
        reasons.append(f"the widest interval has a half width of {width} of the scale, more than {WIDEST:g}")
    reasons += others
    return Resolution(not reasons, tuple(reasons))


def hidden_by_chance(chance: float, scale: float) -> tuple[str, ...]:
    """Return why elementary effects are not resolved if chance alone makes of mu* more than what counts as nothing.

    Parameters
    ----------
    chance : float
        What chance makes of a mu* at the most.
    scale : float
        The largest mu* without chance.
    """
    if chance <= NEGLIGIBLE * scale:
        return ()
    if not scale > 0:
        return ("chance alone makes every mu*",)
    share = _above(chance / scale, NEGLIGIBLE, 2, "f")
    return (f"chance alone makes a mu* of up to {share} of the largest, more than {NEGLIGIBLE:g}",)


def _above(value: float, limit: float, decimals: int, kind: str) -> str:
    """Return a number with as many decimals as show that it is above a limit, some at least.

    Examples
    --------
    >>> _above(0.25, 0.1, 2, "f"), _above(0.1004, 0.1, 2, "f"), _above(0.1004, 0.1, 0, "%")
    ('0.25', '0.1004', '10.04%')
    """
    enough = (places for places in range(decimals, 16) if f"{value:.{places}{kind}}" != f"{limit:.{places}{kind}}")
    return f"{value:.{next(enough, decimals)}{kind}}"


def standing(index: np.ndarray, half_width: np.ndarray, nothing: np.ndarray | float) -> list[str]:
    """Return for each index whether it matters, is negligible, or open."""
    floor = np.broadcast_to(nothing, np.shape(index))
    words = []
    for value, half, low in zip(index, half_width, floor, strict=True):
        above, below = value - half > low, value + half <= low
        words.append(MATTERS if above else NEGLIGIBLE_WORD if below else OPEN)
    return words


def order_kept(resampled: Sequence[np.ndarray]) -> float:
    """Return the mean rank correlation of the order of indices between resamples, NaN with fewer than two."""
    from scipy.stats import rankdata

    if len(resampled) < 2 or len(resampled[0]) < 2:
        return float("nan")
    ranks = np.array([rankdata(one) for one in resampled])
    spread = ranks.std(axis=1)
    if (spread == 0).any():
        return float("nan")
    correlation = np.corrcoef(ranks)
    upper = np.triu_indices(len(ranks), 1)
    return float(correlation[upper].mean())
