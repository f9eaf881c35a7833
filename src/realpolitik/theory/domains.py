"""For which values of the assumptions the rules say anything: the domain of each unit, and weights that leave room.

The plausible range of an assumption is an argument that experiments may leave; its domain is what its unit means.
"""

from __future__ import annotations

import math

GREATEST = 1e9
"""Of every unit without a limit of its own: far beyond what anybody argues for, and far from where numbers overflow."""

DOMAINS = {
    "share": (0.0, 1.0),
    "share of a pact": (0.0, 1.0),
    "share of partnership": (0.0, 1.0),
    "probability": (0.0, 1.0),
    "1/year": (0.0, 1.0),
    "correlation": (0.0, 1.0),  # of what persists: below 0 it would turn into its opposite every year
    "km": (1.0, GREATEST),
    "ideal points": (0.01, GREATEST),
}
"""Least and greatest value by unit; of every other unit nothing is below 0."""

ROUNDING = 1e-9


class ImpossibleValue(ValueError):
    """A value of an assumption for which the rules say nothing.

    Attributes
    ----------
    found, allowed : str
        The value; what would do.
    """

    def __init__(self, name: str, found: str, allowed: str) -> None:
        super().__init__(f"assumption {name!r}: found {found}, allowed: {allowed}")
        self.found = found
        self.allowed = allowed


def domain_of(unit: str) -> tuple[float, float]:
    """Return the least and the greatest value that a unit can have."""
    return DOMAINS.get(unit, (0.0, GREATEST))


def check_value(name: str, unit: str, value: float) -> None:
    """Check that the rules say something for a value of an assumption.

    Raises
    ------
    ImpossibleValue
        It is not a finite number, or outside the domain of its unit.
    """
    try:
        value = float(value)
    except OverflowError:  # a whole number of hundreds of digits
        value = math.inf
    if not math.isfinite(value):
        raise ImpossibleValue(name, f"{value}", "a finite number")
    low, high = domain_of(unit)
    if not low <= value <= high:
        raise ImpossibleValue(name, f"{value:g}", f"a number from {low:g} to {high:.0f} ({unit})")


def check_weights(autonomy_weight: float, development_weight: float) -> None:
    """Check that the weights of autonomy and development leave security one that is not below 0.

    Raises
    ------
    ImpossibleValue
        They sum to more than 1.
    """
    if autonomy_weight + development_weight > 1.0 + ROUNDING:
        found = f"{autonomy_weight:g}, with a development_weight of {development_weight:g}"
        raise ImpossibleValue("autonomy_weight", found, "a sum of at most 1")
