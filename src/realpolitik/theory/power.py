"""Power: how far it reaches, how unequal it is, and what a tie commits."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import exp, where


@rule
def commitment(security_rung, cooperation_commitment):
    """Return what a rung of the security ladder commits: nothing below cooperation, all in a defence pact.

    Parameters
    ----------
    security_rung : float
        0 confrontation, 1 none, 2 cooperation, 3 defence pact.
    cooperation_commitment : float
        Worth of cooperation as a share of a pact (s2, below 0.6).

    Returns
    -------
    float
        0, 0, s2, 1.

    Notes
    -----
    Source: Leeds et al. 2002 (defence pacts apart from lesser obligations).
    """
    return where(security_rung > 2.5, 1.0, where(security_rung > 1.5, cooperation_commitment, 0.0))


@rule
def projection(distance_km, scale_km):
    """Return the share of its strength that a state brings to bear at a distance: exp(-distance / L).

    Source: Boulding 1962 (loss of strength gradient). Neighbours by land have distance 0 and feel all of it.
    """
    return exp(-distance_km / scale_km)


@rule
def asymmetry(own, other):
    """Return how much stronger the other is: (other - own) / (other + own), 0 for the stronger side.

    Source: Morrow 1991 (asymmetric alliances).
    """
    total = own + other
    gap = where(total > 0.0, (other - own) / where(total > 0.0, total, 1.0), 0.0)
    return max(0.0, gap)


@rule
def is_great(capability, largest):
    """Return 1 for a great power: a capability share of at least a third of the largest.

    Source: MODEL section 2; the relative threshold follows Levy 1983 in spirit, not in its list of states.
    """
    return where(3.0 * capability >= largest, 1.0, 0.0)


@rule
def worth_as_client(value, nearness, intent_of_rival, own_nearness, weaker_by, worth_base, worth_nearness,
                    worth_glacis):  # fmt: skip
    """Return what influence over a state is worth to a stronger one: more near a hostile rival and at one's borders.

    Parameters
    ----------
    value : float
        Oil, bases, territory: 0 to 1, from the scenario.
    nearness : float
        Nearness of the client to the suitor's rival, exp(-distance / Lg), 0 to 1.
    intent_of_rival : float
        Hostile intent that the suitor attributes to that rival, 0 to 1.
    own_nearness : float
        Nearness of the client to the suitor itself, on the same scale.
    weaker_by : float
        Asymmetry in favour of the suitor, 0 to 1; nobody holds influence over a stronger state.
    worth_base, worth_nearness, worth_glacis : float
        Assumptions g0, g1 and g2.

    Notes
    -----
    Source: Morrow 1991 (influence is what the stronger side buys); Spykman 1944 (position); Fazal 2007
    (buffer states), Mearsheimer 2014 (great powers and their borderlands).

    Deviations
    ----------
    MODEL has one strategic value, which grows with nearness to a great power's rival. Here it is taken apart,
    g0 + value + g1 nearness h + g2 own nearness: a scenario states oil, bases and territory, the record of the clients
    says what the rest weighs, and nearness counts only as far as the rival is seen as hostile. A neighbour in a rival's
    hands is a road to one's own capital, so great powers bid most for the states on their borders (g2). And a stronger
    state is worth nothing as a client, [a > 0], so that in `denial` nobody minds a rival's hold on what he could not
    hold himself.
    """
    position = worth_nearness * nearness * intent_of_rival + worth_glacis * own_nearness
    return where(weaker_by > 0.0, worth_base + value + position, 0.0)
