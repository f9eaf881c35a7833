"""Crisis: who is challenged, who stands by the victim, who is split away."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import where

HIGHEST_CRISIS_PROBABILITY = 0.5


@rule
def crisis_probability(greatest_threat, crisis_rate):
    """Return the yearly probability that the greatest threatener opens a crisis: min(0.5, kc theta).

    Source: MODEL section 3; Snyder 1984 (crises are where commitments are tested).
    """
    return min(HIGHEST_CRISIS_PROBABILITY, crisis_rate * greatest_threat)


@rule
def worth_of_support(commitment, threat_without, threat_with, stake, reputation,
                     force_on_supporter, facing_cost, market_lost):  # fmt: skip
    """Return what standing by a victim is worth to a partner: the rescue and one's word against the cost.

    Parameters
    ----------
    commitment : float
        sg(S) of the tie, 0 to 1: a pact stakes one's whole word.
    threat_without, threat_with : float
        The victim's threat without and with this partner's help.
    stake, reputation, facing_cost : float
        Assumptions.
    force_on_supporter : float
        Share of the contest between the challenger's reach and the supporter's strength, 0 to 1.
    market_lost : float
        The challenger's market that support would cost, at least 0.

    Notes
    -----
    st (theta without - theta with) + rep sg(S) - fc force - max(0, market). Source: Snyder 1984, 1997 (abandonment
    against entrapment); Leeds 2003 (costs of breaking one's word).
    """
    rescue = stake * (threat_without - threat_with)
    return rescue + reputation * commitment - facing_cost * force_on_supporter - max(0.0, market_lost)


@rule
def wedge_applies(economic_rung_with_challenger, highest_with_challenger, security_rung_with_victim):
    """Return 1 if the challenger has something to offer (a step up in trade) and something to break (S >= 2).

    Source: Crawford 2011 (wedge strategies by accommodation).
    """
    offers = where(economic_rung_with_challenger < highest_with_challenger - 0.5, 1.0, 0.0)
    return where(security_rung_with_victim > 1.5, offers, 0.0)
