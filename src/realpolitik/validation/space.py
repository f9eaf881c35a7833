"""Assumptions as a search sees them: unbounded coordinates of the places in their plausible ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from realpolitik.theory.assumptions import Assumption

EDGE = 0.03
"""The ends of a range lie at this share of it, or coordinates would be infinite."""


@dataclass(frozen=True)
class Space:
    """Some assumptions and their plausible ranges.

    Attributes
    ----------
    items : tuple of Assumption
        The coordinates, in order.
    """

    items: tuple[Assumption, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the assumptions."""
        return tuple(item.name for item in self.items)

    def _bounds(self) -> tuple[np.ndarray, np.ndarray]:
        return np.array([item.low for item in self.items]), np.array([item.high for item in self.items])

    def values(self, position: np.ndarray) -> dict[str, float]:
        """Return assumptions from coordinates: the logistic of a coordinate is the place in the range."""
        low, high = self._bounds()
        found = low + (high - low) / (1.0 + np.exp(-position))
        return {name: float(value) for name, value in zip(self.names, found, strict=True)}

    def position(self, values: Mapping[str, float]) -> np.ndarray:
        """Return the coordinates of assumptions; the ends of a range lie at its inner 3 % and 97 %."""
        low, high = self._bounds()
        share = (np.array([values[name] for name in self.names]) - low) / (high - low)
        share = np.clip(share, EDGE, 1.0 - EDGE)
        return np.log(share / (1.0 - share))

    def at_shares(self, shares: Sequence[float] | np.ndarray) -> dict[str, float]:
        """Return assumptions from places in their ranges, 0 to 1."""
        low, high = self._bounds()
        return {n: float(v) for n, v in zip(self.names, low + (high - low) * np.asarray(shares), strict=True)}
