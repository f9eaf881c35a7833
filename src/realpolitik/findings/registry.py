"""All claims in order, and the choice of some of them by id."""

from __future__ import annotations

from collections.abc import Iterable

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.findings import (
    f01_no_alliance,
    f02_western_alignment,
    f03_soviet_threat,
    f04_shallow_ties,
    f05_tactical_partner,
    f06_sanctions,
    f07_counterweight,
    f08_distrust,
    f09_images,
    f10_national_interest,
    f11_structure,
    f12_own_interests,
    f13_bargaining_chip,
    f14_obstacles,
    f15_asymmetry,
    f16_pragmatic_moscow,
    f17_neither_east_nor_west,
    f18_yielding_ideology,
    f19_guarded_autonomy,
    f20_from_adversary_to_partner,
)
from realpolitik.findings.claim import Claim

CLAIMS: tuple[Claim, ...] = (
    f01_no_alliance.CLAIM,
    f02_western_alignment.CLAIM,
    f03_soviet_threat.CLAIM,
    f04_shallow_ties.CLAIM,
    f05_tactical_partner.CLAIM,
    f06_sanctions.CLAIM,
    f07_counterweight.CLAIM,
    f08_distrust.CLAIM,
    f09_images.CLAIM,
    f10_national_interest.CLAIM,
    f11_structure.CLAIM,
    f12_own_interests.CLAIM,
    f13_bargaining_chip.CLAIM,
    f14_obstacles.CLAIM,
    f15_asymmetry.CLAIM,
    f16_pragmatic_moscow.CLAIM,
    f17_neither_east_nor_west.CLAIM,
    f18_yielding_ideology.CLAIM,
    f19_guarded_autonomy.CLAIM,
    f20_from_adversary_to_partner.CLAIM,
)
"""The claims of the source article, F1 first."""


def claims(ids: Iterable[str] | None = None) -> tuple[Claim, ...]:
    """Return the claims with the given ids, in the article's order; all of them by default.

    Raises
    ------
    InputError
        Ids that do not exist, with the nearest that do.
    """
    if ids is None:
        return CLAIMS
    wanted = tuple(ids)
    known = [claim.id for claim in CLAIMS]
    problems = [
        Problem(("finding",), f"the unknown finding {quoted(name)}", listed(known), nearest_name(name, known))
        for name in wanted
        if name not in known
    ]
    if problems:
        raise InputError(problems)
    return tuple(claim for claim in CLAIMS if claim.id in wanted)
