"""Numbers as text, short and without powers of ten."""

from __future__ import annotations

import math


def digits(value: float, figures: int = 3) -> str:
    """Return a number with some significant figures, a whole number in full.

    Examples
    --------
    >>> digits(1991.0), digits(0.12345), digits(1234.5), digits(2.5, 1)
    ('1991', '0.123', '1234', '2')
    """
    if not math.isfinite(value):
        return f"{value:g}"
    if value == int(value):
        return f"{value:.0f}"
    size = math.floor(math.log10(abs(value)))
    if size < -5:
        return f"{value:.{figures}g}"
    text = f"{value:.{max(0, figures - 1 - size)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
