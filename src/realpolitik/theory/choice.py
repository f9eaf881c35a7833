"""Choice: nine joint moves of a pair, aid that buys consent, and how one move is drawn."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import clip, exp, logistic, where

MOVES = 9
STAY = 4

FORCE_USED = 0.8
"""Hostility of a dispute, 0 to 1, from which force is used: level 4 of 5 (Palmer et al. 2022)."""


@rule
def security_step(move):
    """Return the step on the security ladder of move 0 to 8: -1, 0 or +1 (moves run over the economic steps first)."""
    return move // 3 - 1


@rule
def economic_step(move):
    """Return the step on the economic ladder of move 0 to 8: -1, 0 or +1."""
    return move % 3 - 1


@rule
def highest_beside_sanctions(embargo):
    """Return the highest security rung that stands beside sanctions on trade or finance: none of the ties of arms.

    1 where E = 0; 2 with `embargo = off`. Source: Felbermayr et al. 2020 (sanctions on trade, finance and arms come
    together); Drezner 1999.

    Deviations
    ----------
    MODEL refuses the pact alone (S = 3 requires E >= 1). Then the West goes on arming Cuba, which it has under a full
    embargo: cooperation soothes the danger from it at no price.
    """
    return where(embargo > 0.5, 1.0, 2.0)


@rule
def highest_in_confrontation(trade_follows_flag):
    """Return the highest economic rung that stands in confrontation: ordinary relations, no partnership.

    1 where S = 0; 2 with `trade_follows_flag = off`. Source: Pollins 1989 (trade follows the flag); Gowa and Mansfield
    1993 (trade with an adversary adds to its power).

    Deviations
    ----------
    MODEL lets two states that confront each other share projects, credit and energy as friends do.
    """
    return where(trade_follows_flag > 0.5, 1.0, 2.0)


@rule
def is_possible(economic_rung, security_rung, highest_beside_sanctions, highest_in_confrontation):
    """Return 1 if both rungs exist and stand together: no arms beside sanctions, no partnership in confrontation."""
    on_ladders = where(economic_rung < -0.5, 0.0, where(economic_rung > 2.5, 0.0, 1.0))
    on_ladders = where(security_rung < -0.5, 0.0, where(security_rung > 3.5, 0.0, on_ladders))
    too_close = where(economic_rung < 0.5, where(security_rung > highest_beside_sanctions + 0.5, 1.0, 0.0), 0.0)
    too_close = where(security_rung < 0.5, where(economic_rung > highest_in_confrontation + 0.5, 1.0, 0.0), too_close)
    return where(too_close > 0.5, 0.0, on_ladders)


@rule
def spares_ally(economic_pin, severity, security_rung):
    """Return 1 if recorded sanctions leave ordinary relations standing: short of a full embargo, between allies.

    [pin = 0] [0 < sev < 1] [S = 3]. Source: Drezner 1999 (sanctions between allies are limited and seek concessions).

    Deviations
    ----------
    In MODEL any sanctions mean E = 0, and a pact requires E >= 1. The record has pacts that outlived partial
    measures of one ally against the other (Turkey 1981-86, Belarus 2010).
    """
    partial = where(severity > 0.0, where(severity < 1.0, 1.0, 0.0), 0.0)
    held_at_none = where(economic_pin > -0.5, where(economic_pin < 0.5, 1.0, 0.0), 0.0)
    return where(security_rung > 2.5, partial * held_at_none, 0.0)


@rule
def parted_by_force(security_rung):
    """Return 1 if a year with force between two states is one of confrontation for them: from ties short of a pact.

    [1 <= S <= 2], where the dispute on record comes to `FORCE_USED`. Source: Palmer et al. 2022 (what a use of force
    is); Weitsman 2004 (allies may quarrel, tether each other, and stay allies).

    Deviations
    ----------
    MODEL reads the confrontation of the great powers from rivalry and force on record and leaves other pairs to choose
    peace, or to cooperate in arms, in a year in which they fight.
    """
    return where(security_rung > 0.5, where(security_rung < 2.5, 1.0, 0.0), 0.0)


@rule
def price_of_breaking(commitment_before, commitment_after, abrogation_cost):
    """Return what it costs to step down from a commitment alone: in proportion to the word that is broken.

    bw max(0, sg(S) - sg(S')). Source: Leeds 2003, Leeds and Savun 2007 (states seldom abrogate, whatever has
    changed); Morrow 2000 (why alliances are written down).

    Deviations
    ----------
    In MODEL a step down costs nothing but the partner's trust. Treaties run for terms of ten or twenty years,
    renew themselves and outlive their reasons; a word broken is seen by third parties.
    """
    return abrogation_cost * max(0.0, commitment_before - commitment_after)


@rule
def joint_worth(gain_i, gain_j, step_up, stays, status_quo_bias, price_of_breaking):
    """Return what a joint move counts: a step up needs both, a pure step down is unilateral, staying has a bonus.

    min(G_i, G_j) with any step up; max(G_i, G_j) less the price of breaking one's word for a pure step down; kappa for
    staying. Source: Jackson and Wolinsky 1996 (links need consent, are severed alone); Signorino 1999 (strategic choice
    with error).

    Deviations
    ----------
    MODEL has no price of breaking, see `price_of_breaking`.
    """
    moved = where(step_up > 0.5, min(gain_i, gain_j), max(gain_i, gain_j) - price_of_breaking)
    return where(stays > 0.5, status_quo_bias, moved)


@rule
def aid(gain_of_patron, gain_of_client, client_share, limit):
    """Return the transfer of the stronger side that splits the joint gain of a step up, within its limit.

    t = clip(pi G_patron - (1 - pi) G_client, 0, t_max). Source: Nash 1950; Bueno de Mesquita and Smith 2007
    (aid for policy); MODEL section 3.
    """
    return clip(client_share * gain_of_patron - (1.0 - client_share) * gain_of_client, 0.0, limit)


@rule
def forfeited_aid(gain_of_patron, gain_of_client, client_share, limit):
    """Return the aid that a step down would end: what the patron would pay for the step back up.

    clip((1 - pi) G_client - pi G_patron, 0, t_max): `aid` with both gains reversed. Source: Bueno de Mesquita and Smith
    2007 (aid buys policy for as long as it is paid); Nash 1950.

    Deviations
    ----------
    MODEL pays for the step up alone. Then whoever was paid to step up gains by stepping down in the next year, and
    is paid again: ties bought by aid change every year.
    """
    return aid(-gain_of_patron, -gain_of_client, client_share, limit)


@rule
def outside_option(acceptance_of_rival, gain_with_rival):
    """Return the gain that a client expects elsewhere: the rival patron's acceptance times what it would bring.

    max(0, q G). Source: Morrow 1991; Nash 1950 (disagreement point). A live alternative raises the price of consent:
    this is the bargaining chip of the article.

    Deviations
    ----------
    MODEL multiplies the utility of the tie with the rival by its chance, max(U(stay), q U). Where utilities are below
    0 a smaller chance would make the alternative better. Here the chance multiplies what the alternative would add to
    staying; and every other state is one, not the rival alone.
    """
    return max(0.0, acceptance_of_rival * gain_with_rival)


@rule
def acceptance(gain, rationality):
    """Return the probability that a state consents to a step up that brings it a gain: logistic(lambda G).

    Source: Signorino 1999.
    """
    return logistic(rationality * gain)


@rule
def logit_weight(worth, best_worth, rationality):
    """Return the weight exp(lambda (x - best)) of an option in a quantal choice.

    Source: McKelvey and Palfrey 1995.
    """
    return exp(rationality * (worth - best_worth))
