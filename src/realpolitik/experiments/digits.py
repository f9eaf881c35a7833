"""Numbers as text, short and without powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence

MOST_FIGURES = 15
"""From here on numbers that differ are mostly rounding errors of each other."""

LARGEST_IN_FULL = 1e15
"""Whole numbers from here on are written as powers of ten."""


def digits(value: float, figures: int = 3) -> str:
    """Return a number with some significant figures, a whole number in full.

    Examples
    --------
    >>> digits(1991.0), digits(0.12345), digits(1234.5), digits(2.5, 1)
    ('1991', '0.123', '1234', '2')
    """
    if not math.isfinite(value):
        return f"{value:g}"
    if value == int(value) and abs(value) < LARGEST_IN_FULL:
        return f"{value:.0f}"
    size = math.floor(math.log10(abs(value)))
    if not -5 <= size < 15:
        return f"{value:.{figures}g}"
    text = f"{value:.{max(0, figures - 1 - size)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def told_apart(values: Sequence[float]) -> list[str]:
    """Return numbers with three significant figures, or with as many as tell those that differ apart.

    Examples
    --------
    >>> told_apart([0.25, 0.5]), told_apart([0.12345, 0.12349]), told_apart([1991, 1992])
    (['0.25', '0.5'], ['0.12345', '0.12349'], ['1991', '1992'])
    """
    different = len(set(values))
    for figures in range(3, MOST_FIGURES):
        texts = [digits(value, figures) for value in values]
        if len(set(texts)) == different:
            return texts
    return [exact(value) for value in values]


def exact(value: float) -> str:
    """Return a number with as many digits as tell it from every other.

    Examples
    --------
    >>> exact(300.0), exact(100.00001), exact(0.5), exact(1e-7)
    ('300', '100.00001', '0.5', '1e-07')
    """
    return f"{value:.0f}" if value == int(value) and abs(value) < LARGEST_IN_FULL else repr(float(value))
