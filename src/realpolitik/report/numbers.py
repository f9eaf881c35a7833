"""Numbers as readers see them: three digits that matter, a real minus sign, "undefined" for what does not exist."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realpolitik.findings.finding import Estimate

UNDEFINED = "undefined"
MINUS = "\N{MINUS SIGN}"
LEAST_SHOWN = 0.00005
"""What is smaller is shown as 0.00, unless an interval says that it is not 0."""


def number(value: float | None, decimals: int | None = None) -> str:
    """Return a number with two decimals, more for small ones and fewer for large ones, or with those given.

    Examples
    --------
    >>> number(0.5), number(-12.345), number(1234.5), number(0.0042), number(None)
    ('0.50', '−12.3', '1234', '0.0042', 'undefined')
    """
    if value is None or math.isnan(value):
        return UNDEFINED
    text = f"{value:.{_decimals(abs(value)) if decimals is None else decimals}f}"
    return f"{MINUS}{text[1:]}" if text.startswith("-") and float(text) else text.lstrip("-")


def _decimals(size: float) -> int:
    """Return how many decimals show what matters of a number, or of the width of an interval."""
    if size >= 9.995:
        return 1 if size < 99.95 else 0
    return 2 if size >= 0.0995 or size < LEAST_SHOWN else 3 if size >= 0.00995 else 4


def common_decimals(low: float, high: float) -> int:
    """Return how many decimals tell apart numbers that stand beside each other, in four digits at most.

    Parameters
    ----------
    low, high : float
        The least and the largest of them.

    Examples
    --------
    >>> common_decimals(0.0, 2.5), common_decimals(0.00044, 0.0005), common_decimals(120.0, 1234.0)
    (2, 6, 0)
    """
    size = max(abs(low), abs(high))
    if size == 0.0:
        return 2
    least = _decimals(size) if size >= 9.995 else max(2, _first_place(size) + 1)
    apart = _first_place(high - low) + 1 if high > low else 0
    return max(least, min(apart, _first_place(size) + 3))


def _first_place(size: float) -> int:
    """Return at which decimal a number has its first digit: 1 of 0.5, 0 of 5, less than that of larger ones."""
    return -math.floor(math.log10(size))


def with_interval(estimate: Estimate) -> str:
    """Return an estimate with its interval, in decimals that its width can bear: "0.02 [0.01, 0.04]".

    An interval without 0 never reads as if it had it: it gets more decimals, or powers of ten.
    """
    if not estimate.defined:
        return UNDEFINED
    width = estimate.high - estimate.low
    shown = estimate.value, estimate.low, estimate.high
    large = max(map(abs, shown))
    nearest = min(abs(estimate.low), abs(estimate.high)) if estimate.low * estimate.high > 0.0 else math.inf
    if large < LEAST_SHOWN and nearest < math.inf:
        texts = [f"{one:.1e}".replace("-", MINUS) for one in shown]
    else:
        decimals = (
            _decimals(large) if large >= 9.995 else 4 if LEAST_SHOWN <= width < 0.002 else 3 if width < 0.02 else 2
        )
        if width < LEAST_SHOWN:
            decimals = _decimals(large)
        while float(f"{nearest:.{decimals}f}") == 0.0:
            decimals += 1
        texts = [number(one, decimals) for one in shown]
    return f"{texts[0]} [{texts[1]}, {texts[2]}]"


def threshold(value: float) -> str:
    """Return a threshold as it was set: "0.05", "−2", "0"."""
    return f"{value:.3g}".replace("-", MINUS)


def relation_sign(relation: str) -> str:
    """Return a relation as it is printed in books."""
    return {"<=": "\N{LESS-THAN OR EQUAL TO}", ">=": "\N{GREATER-THAN OR EQUAL TO}"}.get(relation, relation)


def percent(share: float | None) -> str:
    """Return a share as a whole percentage; a share that is neither none nor all never reads as 0 or 100 %."""
    if share is None or math.isnan(share):
        return UNDEFINED
    whole = round(100.0 * share)
    if whole == 0 and share > 0.0:
        return "<1%"
    if whole == 100 and share < 1.0:
        return ">99%"
    return f"{whole}%"


def duration(seconds: float) -> str:
    """Return a time as people say it: "45 s", "6 min 40 s"."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"
