"""Reliability: how often what is forecast with a chance comes true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from realpolitik.validation.forecasts import Forecasts
    from realpolitik.validation.scoring import Pool

EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
"""Ends of the bins of chances; narrow at both ends, where most forecasts lie."""


@dataclass(frozen=True)
class Reliability:
    """A reliability curve.

    Attributes
    ----------
    chance, share : tuple of float
        Mean forecast chance and recorded share of each bin that is not empty.
    client_years : tuple of int
        How many client-years each bin has.
    """

    chance: tuple[float, ...]
    share: tuple[float, ...]
    client_years: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the curve for a file."""
        return {"chance": list(self.chance), "share": list(self.share), "client_years": list(self.client_years)}


def reliability_curve(truth: np.ndarray, chance: np.ndarray) -> Reliability:
    """Return the curve for yearly truths and chances; years with a NaN are left out.

    Examples
    --------
    >>> reliability_curve(np.array([0.0, 1.0, 1.0]), np.array([0.5, 0.5, 1.0])).share
    (0.5, 1.0)
    """
    known = ~np.isnan(truth) & ~np.isnan(chance)
    bins = np.clip(np.searchsorted(EDGES, chance[known], side="right") - 1, 0, len(EDGES) - 2)
    rows = [(bins == number) for number in range(len(EDGES) - 1) if (bins == number).any()]
    return Reliability(
        tuple(float(chance[known][row].mean()) for row in rows),
        tuple(float(truth[known][row].mean()) for row in rows),
        tuple(int(row.sum()) for row in rows),
    )


def reliability(pool: Pool, forecasts: Forecasts) -> dict[str, Reliability]:
    """Return the curves of pacts with both sides."""
    return {
        side: reliability_curve(pool.recorded(f"pact_with_{side}"), pool.forecast(forecasts, f"pact_with_{side}"))
        for side in ("russia", "west")
    }
