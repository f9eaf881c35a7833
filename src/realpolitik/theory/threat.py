"""Threat: the balance of threat between one state and another."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import exp, in_any_run, log, where
from realpolitik.theory.power import asymmetry, commitment


@rule
def force_against(i, k, security, intent_of_i, projection, capability, cooperation_commitment):
    """Return the force that state i expects from k: k's own, and that of k's partners who are not i's friends.

    Parameters
    ----------
    i, k : int
        The threatened and the threatening actor.
    security : (M, M) array
        Rungs of the security ladder.
    intent_of_i : (M,) array
        Hostile intent that i attributes to each actor.
    projection : (M, M) array
        Share of a row actor's strength that reaches the column actor.
    capability : (M,) array
        Capability shares as the judging state sees them.
    cooperation_commitment : float
        Assumption s2.

    Notes
    -----
    F_ki = p_ki c_k + sum over n with S_in < 2 of sg(S_kn) h_in p_ni c_n. Source: Walt 1987 (aggregate and
    offensive power, proximity), with the partners of MODEL section 2.
    """
    force = projection[k, i] * capability[k]
    for n in range(len(capability)):
        if n != i and n != k and in_any_run(security[k, n] > 1.5):
            joins = commitment(security[k, n], cooperation_commitment) * intent_of_i[n]
            force += where(security[i, n] < 1.5, joins * projection[n, i] * capability[n], 0.0)
    return force


@rule
def armed_strength(strength, asymmetry_to_supplier, security_rung, arms_boost):
    """Return a state's own strength with the arms of a supplier: more from a stronger one, the same with a pact.

    c (1 + ab a) if S >= 2. Source: Morgenthau 1948, Waltz 1979 (internal balancing), with bought arms (Krause 1992).

    Deviations
    ----------
    MODEL has arms only as a gain of development. A threatened state buys them to defend itself, trusts no promise
    for it, and needs no pact: this is why states with strong regional rivals are armed and not allied.
    """
    return where(security_rung > 1.5, strength * (1.0 + arms_boost * asymmetry_to_supplier), strength)


@rule
def defence_against(i, k, states, security, trust_of_i, projection, capability, cooperation_commitment, arms_boost):
    """Return what state i sets against k: its own strength and that of the partners it trusts to stand by it.

    Parameters
    ----------
    i, k : int
        The threatened and the threatening actor.
    states : int
        Number of deciding states (they come first among the actors).
    security, projection, capability, cooperation_commitment
        As in `force_against`.
    arms_boost : float
        Assumption ab, see `armed_strength`.
    trust_of_i : (N,) array
        Trust of i that each state keeps its word, 0 to 1.

    Notes
    -----
    D_ik = (armed) c_i + sum over j of sg(S_ij) T_ij p_ji c_j (1 - sg(S_jk)). Source: Walt 1987; Snyder 1984 (a partner
    who is also the threatener's partner counts for less).

    Deviations
    ----------
    MODEL has c_i without arms, see `armed_strength`; the best supplier other than k counts.
    """
    defence = capability[i]
    for j in range(states):
        if j != i and j != k and in_any_run(security[i, j] > 1.5):
            gap = asymmetry(capability[i], capability[j])
            defence = max(defence, armed_strength(capability[i], gap, security[i, j], arms_boost))
    for j in range(states):
        if j != i and j != k and in_any_run(security[i, j] > 1.5):
            pledge = commitment(security[i, j], cooperation_commitment)
            loyalty = 1.0 - commitment(security[j, k], cooperation_commitment)
            defence += pledge * trust_of_i[j] * projection[j, i] * capability[j] * loyalty
    return defence


@rule
def contest(force, defence, exponent):
    """Return the share F^m / (F^m + D^m) of the contest that goes to force; 0 if both are 0.

    Source: ratio contest success function, Hirshleifer 1989.
    """
    safe_force = where(force > 0.0, force, 1.0)
    safe_defence = where(defence > 0.0, defence, 1.0)
    odds = exp(exponent * log(safe_defence / safe_force))
    share = where(defence > 0.0, 1.0 / (1.0 + odds), 1.0)
    return where(force > 0.0, share, 0.0)


@rule
def threat(hostile_intent, contest_share, ideology_of_other, penetration, subversion_weight):
    """Return the threat from another: hostile intent times superior force, plus subversion; at most 1.

    theta = min(1, h F^m / (F^m + D^m) + zeta ideo penetration). Source: Walt 1987 (power, proximity, offensive
    power, intentions; ideology works through penetration).
    """
    return min(1.0, hostile_intent * contest_share + subversion_weight * ideology_of_other * penetration)


@rule
def relation_factor(security_rung, trust, confrontation_danger, embrace_relief, tethering, cooperation_commitment):
    """Return how the tie with the threatener itself changes the danger: worse in confrontation, less in embrace.

    r = 1 + r0 if S = 0; 1 if S = 1; 1 - a (ht + (1 - ht) T) sg(S) above. Source: Walt 1987 (bandwagoning), Weitsman
    2004 (tethering).

    Deviations
    ----------
    MODEL has ht = 0: without trust, embracing a threatener brings nothing. Weitsman's tethers are ties between
    states that do not trust each other; the tie itself (consultation, inspection, bases granted) takes away some
    of the reasons to attack.
    """
    relief = embrace_relief * (tethering + (1.0 - tethering) * trust)
    relief *= commitment(security_rung, cooperation_commitment)
    return where(security_rung < 0.5, 1.0 + confrontation_danger, 1.0 - relief)


@rule
def danger(threat_from_other, factor, confrontation_danger):
    """Return the danger from one threatener, 0 to 1: theta r / (1 + r0), full threat in confrontation being 1.

    Source: Walt 1987.

    Deviations
    ----------
    MODEL has min(1, theta r), which is 1 for every strong threatener in confrontation, so that nothing that lowers
    its threat would count any more.
    """
    return threat_from_other * factor / (1.0 + confrontation_danger)


@rule
def entrapment(security_rung, extra_threat_of_partner, cooperation_commitment, convexity):
    """Return the burden of a partner's quarrels: the commitment, to a power, times the partner's larger threat.

    Parameters
    ----------
    security_rung : float
        Rung with the partner.
    extra_threat_of_partner : float
        max over k of max(0, theta_jk - theta_ik): how much more somebody threatens the partner than oneself.
    cooperation_commitment, convexity : float
        Assumptions s2 and e2.

    Notes
    -----
    Source: Snyder 1984, 1997.

    Deviations
    ----------
    MODEL has the commitment itself (e2 = 1). Snyder's firm commitments entrap more than proportionally, and with
    e2 = 1 a pact with a state that has strong regional rivals is as cheap, per unit, as arming it. What threatens the
    partner is its own judgement at the start of the year, not asked anew for every move that is weighed.
    """
    pledge = commitment(security_rung, cooperation_commitment)
    is_entrapped = (pledge > 0.0) & (extra_threat_of_partner > 0.0)
    if not in_any_run(is_entrapped):  # spares the power where it would be multiplied by 0
        return 0.0
    return where(is_entrapped, exp(convexity * log(where(is_entrapped, pledge, 1.0))) * extra_threat_of_partner, 0.0)


@rule
def camp(economic_rung, security_rung):
    """Return how far ties put a state into the other's camp: a quarter by partnership, half by arms, wholly by a pact.

    cp = 1 if S = 3; 1/2 if S = 2; else 1/4 [E = 2]. Source: Snyder 1997 (alignment is wider than alliance); Gowa and
    Mansfield 1993 (trade adds to the partner's power, so it follows the camps).

    Deviations
    ----------
    Not in MODEL, which counts ties by sg(S) alone. `divided_loyalty` and `interests.influence` ask for sides taken, and
    arms or partnership take sides far beyond the help that they promise.
    """
    trading = where(economic_rung > 1.5, 0.25, 0.0)
    return where(security_rung > 2.5, 1.0, where(security_rung > 1.5, 0.5, trading))


@rule
def divided_loyalty(camp_of_one, camp_of_other, confront_each_other):
    """Return the strain of a triangle in which the two partners of a state confront each other.

    min(cp_ij, cp_ik) [S_jk = 0]: the lesser tie is the one in doubt. It is felt by all three: who stands between
    two enemies owes each the same help against the other, and who is tied to a friend of the enemy shares arms, secrets
    and plans with him. Source: Heider 1946; Maoz, Terris, Kuperman and Talmud 2007 (the enemy of my friend).

    Deviations
    ----------
    MODEL only discounts the help of a partner who is the threatener's partner too. Then little keeps a state from
    pacts with two enemies at once, from the arms of both, or an ally from partnership with its ally's enemy.
    """
    return min(camp_of_one, camp_of_other) * confront_each_other
