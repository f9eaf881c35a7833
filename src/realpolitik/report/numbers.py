"""Numbers as readers see them: three digits that matter, a real minus sign, "undefined" for what does not exist."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realpolitik.findings.finding import Estimate

UNDEFINED = "undefined"
MINUS = "\N{MINUS SIGN}"


def number(value: float | None) -> str:
    """Return a number with two decimals, fewer for large ones.

    Examples
    --------
    >>> number(0.5), number(-12.345), number(1234.5), number(None)
    ('0.50', '−12.3', '1234', 'undefined')
    """
    if value is None or math.isnan(value):
        return UNDEFINED
    size = abs(value)
    decimals = 2 if size < 9.995 else 1 if size < 99.95 else 0
    text = f"{value:.{decimals}f}"
    return f"{MINUS}{text[1:]}" if text.startswith("-") and float(text) else text.lstrip("-")


def with_interval(estimate: Estimate) -> str:
    """Return an estimate with its interval: "0.02 [0.01, 0.04]"."""
    if not estimate.defined:
        return UNDEFINED
    return f"{number(estimate.value)} [{number(estimate.low)}, {number(estimate.high)}]"


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
