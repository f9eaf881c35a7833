"""What several states together did to another: the severity of a bloc's sanctions, the hostility of its disputes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from realpolitik.scenario.ladders import FORCE_USED, SANCTIONS_BIND

BLOC_DIGITS = 2
"""Decimal places of a bloc's severity and hostility in the series."""


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
    return _level_of_bloc(severities, products, SANCTIONS_BIND)


def hostility_of_bloc(levels: Sequence[float], products: Sequence[float]) -> float:
    """Return the hostility of a bloc's disputes: the mean of its members' by product, force as most of it uses force.

    Parameters
    ----------
    levels : sequence of float
        Highest hostility level of each member's disputes, 0 to 5; NaN where it is not on record.
    products : sequence of float
        Real product of the same members, in any one unit; NaN where none is on record.

    Returns
    -------
    float
        0 to 5. At least `FORCE_USED` if members with half of the product or more used force, below it otherwise; NaN
        if no member has both figures.

    Notes
    -----
    Source: Palmer et al. 2022 for the levels, which are those of one state. That the gunboats of one member are not the
    bloc's is our reading: at Suez in 1956 the largest member forced two others to withdraw (Kunz 1991).
    """
    return _level_of_bloc(levels, products, FORCE_USED)


def _level_of_bloc(levels: Sequence[float], products: Sequence[float], binds: float) -> float:
    known = [
        (level, product)
        for level, product in zip(levels, products, strict=True)
        if not (math.isnan(level) or math.isnan(product))
    ]
    whole = math.fsum(product for _, product in known)
    if whole <= 0.0:
        return math.nan
    mean = math.fsum(level * product for level, product in known) / whole
    binding = math.fsum(product for level, product in known if level >= binds)
    return max(binds, mean) if 2.0 * binding >= whole else min(mean, just_below(binds))


def just_below(binds: float) -> float:
    """Return the most that a level comes to which most of a bloc does not share."""
    return binds - 10.0**-BLOC_DIGITS


def held_figures(figures: Mapping[int, float]) -> dict[int, float]:
    """Return yearly figures in which a gap takes the last figure before it, the first ones the first on record."""
    known = [figure for _, figure in sorted(figures.items()) if not math.isnan(figure)]
    last = known[0] if known else math.nan
    held = {}
    for year, figure in sorted(figures.items()):
        last = last if math.isnan(figure) else figure
        held[year] = last
    return held
