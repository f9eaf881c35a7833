"""Conditionality: how much of a tie goes with the circumstance that it answers. One definition for all who ask it."""

from __future__ import annotations

import numpy as np

LEAST_TIE = 1.2
"""Mean security rung below which there is no tie whose condition could be asked for."""


def tie_above_none(rung: np.ndarray | float) -> np.ndarray:
    """Return what mean security rungs have above 1 (no tie), NaN where there is no tie to speak of."""
    return np.where(np.asarray(rung) >= LEAST_TIE, np.asarray(rung) - 1.0, np.nan)


def conditionality(with_it: np.ndarray | float, without: np.ndarray | float) -> np.ndarray:
    """Return the share of a tie that goes with a circumstance, (S1 - S0) / (S1 - 1); NaN without a tie.

    Parameters
    ----------
    with_it, without : array or float
        Mean security rungs S1 under the circumstance and S0 without it.

    Examples
    --------
    >>> float(conditionality(2.0, 1.25)), float(conditionality(1.1, 1.0))
    (0.75, nan)
    """
    return (np.asarray(with_it) - np.asarray(without)) / tie_above_none(with_it)
