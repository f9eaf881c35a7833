"""What several states together lay on another: the severity of the sanctions of a bloc."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from realpolitik.scenario.ladders import SANCTIONS_BIND

SEVERITY_DIGITS = 2
"""Decimal places of a bloc's severity in the series."""

NOT_BINDING = SANCTIONS_BIND - 10.0**-SEVERITY_DIGITS
"""The most that measures come to which leave most of the bloc's market open."""


def severity_of_bloc(severities: Sequence[float], products: Sequence[float]) -> float:
    """Return the severity of a bloc's sanctions: the mean of its members' by product, binding as most of its market is.

    Parameters
    ----------
    severities : sequence of float
        Severity of each member's measures, 0 to 4; NaN where it is not on record.
    products : sequence of float
        Real product of the same members, in any one unit; NaN where none is on record.

    Returns
    -------
    float
        0 to 4. At least `SANCTIONS_BIND` (trade or finance) if members with half of the product or more have measures
        of that severity, below it otherwise; NaN if no member has both figures.

    Notes
    -----
    Source: Drezner 1999, Martin 1992 (sanctions of one member leave the markets of the others open; how many take part
    decides what they cost).
    """
    known = [
        (severity, product)
        for severity, product in zip(severities, products, strict=True)
        if not (math.isnan(severity) or math.isnan(product))
    ]
    whole = math.fsum(product for _, product in known)
    if whole <= 0.0:
        return math.nan
    mean = math.fsum(severity * product for severity, product in known) / whole
    binding = math.fsum(product for severity, product in known if severity >= SANCTIONS_BIND)
    return max(float(SANCTIONS_BIND), mean) if 2.0 * binding >= whole else min(mean, NOT_BINDING)


def held_figures(figures: Mapping[int, float]) -> dict[int, float]:
    """Return yearly figures in which a gap takes the last figure before it, the first ones the first on record."""
    known = [figure for _, figure in sorted(figures.items()) if not math.isnan(figure)]
    last = known[0] if known else math.nan
    held = {}
    for year, figure in sorted(figures.items()):
        last = last if math.isnan(figure) else figure
        held[year] = last
    return held
