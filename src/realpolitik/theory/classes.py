"""Tactical or alliance: the class of a pair in a year, and pacts that lasted."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import where

CLASSES = ("hostile", "distant", "transactional", "tactical", "alliance")
HOSTILE, DISTANT, TRANSACTIONAL, TACTICAL, ALLIANCE = 0, 1, 2, 3, 4
STRATEGIC_YEARS = 5


@rule
def class_of(economic_rung, security_rung):
    """Return the class of a pair-year as a number, 0 hostile to 4 alliance.

    Hostile: confrontation, or sanctions without security cooperation; distant: no more than ordinary relations;
    transactional: economic partnership alone; tactical: security cooperation without a defence pact; alliance: a
    defence pact. Source: MODEL section 4; Leeds et al. 2002.
    """
    without_pact = where(economic_rung > 1.5, 2.0, where(economic_rung > 0.5, 1.0, 0.0))
    above_confrontation = where(security_rung > 2.5, 4.0, where(security_rung > 1.5, 3.0, without_pact))
    return where(security_rung < 0.5, 0.0, above_confrontation)


@rule
def pact_age(years, security_rung, crisis_unanswered):
    """Return the years that a pact has been held without an unanswered crisis; 0 without a pact.

    A pact of `STRATEGIC_YEARS` such years is a strategic alliance, any other pact is paper. Trust is not part of
    it. Source: MODEL section 4.
    """
    return where(security_rung > 2.5, where(crisis_unanswered > 0.5, 0.0, years + 1.0), 0.0)
