"""The national interest: security, autonomy, development; and the pull of identity and of regional aims."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import clip, exp, log, where
from realpolitik.theory.power import commitment


@rule
def security_interest(greatest_danger, mean_danger, greatest_share, burden):
    """Return U_sec: minus the greatest danger and the mean of all dangers, minus the burden of entrapment.

    -(gs max + (1 - gs) mean) - burden; 0 is perfect security. Source: Walt 1987 (states balance against the
    greatest threat, and see the others); Snyder 1984.

    Deviations
    ----------
    MODEL combines dangers as independent risks, 1 - product of (1 - danger). Then the state with the most to fear
    has the least reason to seek allies: with one danger near 1 no other can matter, and with several, none.
    """
    return -(greatest_share * greatest_danger + (1.0 - greatest_share) * mean_danger) - burden


@rule
def dependence(asymmetry, economic_rung, security_rung, economic_share, cooperation_commitment):
    """Return the dependence of the weaker side on the stronger: asymmetry times the closeness of both ladders.

    With `trade_shares = off`. dep = a (ae E / 2 + as sg(S)), ae + as = 1. Source: Morrow 1991; Altfeld 1984 (security
    bought with autonomy).
    """
    ties = economic_share * 0.5 * economic_rung
    ties += (1.0 - economic_share) * commitment(security_rung, cooperation_commitment)
    return asymmetry * ties


@rule
def dependence_by_trade(asymmetry, share_of_trade, security_rung, economic_share, cooperation_commitment):
    """Return the dependence of the weaker side on the stronger: its share of all trade, and asymmetry in security.

    dep = ae f [a > 0] + as a sg(S), ae + as = 1. Source: Hirschman 1945 (a state depends on a partner by its share of
    the state's trade, so by what other markets there are); Altfeld 1984.

    Deviations
    ----------
    MODEL has `dependence`: by strength alone, whatever other markets there are.
    """
    by_trade = where(asymmetry > 0.0, economic_share * share_of_trade, 0.0)
    by_arms = (1.0 - economic_share) * asymmetry * commitment(security_rung, cooperation_commitment)
    return by_trade + by_arms


@rule
def autonomy_lost_to_dependence(dependence_on_other, dependence_in_all, relief):
    """Return the autonomy lost to one partner: dependence, eased if it is spread over several partners.

    dep (1 - d (1 - dep / sum dep)). Source: Altfeld 1984; Goh 2005 (hedging).
    """
    total = where(dependence_in_all > 0.0, dependence_in_all, 1.0)
    spread = where(dependence_in_all > 0.0, 1.0 - dependence_on_other / total, 0.0)
    return dependence_on_other * (1.0 - relief * spread)


@rule
def coercion(hostile_intent, projection, asymmetry, security_rung, economic_rung):
    """Return the coercion by a stronger hostile state: in confrontation or under its sanctions, else none.

    h p a [S = 0 or E = 0]. Source: Altfeld 1984; Schelling 1966.
    """
    exposed = where(security_rung < 0.5, 1.0, where(economic_rung < 0.5, 1.0, 0.0))
    return hostile_intent * projection * asymmetry * exposed


@rule
def coercion_of_both(coercion, coercion_by_another):
    """Return what two coercers take together: the second takes its share of the autonomy that the first has left.

    1 - (1 - x) (1 - y), over all who coerce. Source: Altfeld 1984 for autonomy as what is lost; the sum is ours.

    Deviations
    ----------
    MODEL counts the greatest coercion alone. Then a state under the sanctions of one power defies another for nothing
    and gains by it (`resistance`): the Islamic Republic confronts Moscow because the West coerces it already.
    """
    return 1.0 - (1.0 - coercion) * (1.0 - coercion_by_another)


@rule
def resistance(hostile_intent, asymmetry, security_rung):
    """Return what standing up to a stronger state that is seen as hostile keeps: concessions not made.

    a max(0, 2 h - 1) [S = 0]. Source: Jervis 1976 (deterrence and the spiral); Snyder and Diesing 1977 (resolve).

    Deviations
    ----------
    MODEL names no gain from confrontation, so that no state would ever choose it; in the record rivals do.
    """
    return where(security_rung < 0.5, asymmetry * max(0.0, 2.0 * hostile_intent - 1.0), 0.0)


@rule
def influence(worth, dependence_of_client, rivalry_premium, threat_from_greatest_rival, camp_of_enemy):
    """Return what a client's dependence is worth to its patron: more under rivalry, less in the camp of an enemy.

    g dep (1 + b max theta) (1 - cp). Source: Morrow 1991 (the stronger side buys influence); Waltz 1979; Snyder 1997
    (alignment).

    Parameters
    ----------
    worth : float
        Worth of the client to the patron, see `power.worth_as_client`.
    dependence_of_client : float
        0 to 1.
    rivalry_premium, threat_from_greatest_rival : float
        Assumption b; the greatest threat to the patron from another great power.
    camp_of_enemy : float
        How far its ties put the client into the camp of a state that the patron confronts (`threat.camp`), 0 to 1.

    Deviations
    ----------
    MODEL values the dependence of all clients alike. Then Moscow pays most for the trade of those neighbours that
    stand firmest in the other camp; a state whose word is pledged there follows nobody else, whatever it buys.
    """
    held = worth * dependence_of_client * (1.0 + rivalry_premium * threat_from_greatest_rival)
    return held * (1.0 - camp_of_enemy)


@rule
def denial(worth, hostile_intent_of_rival, dependence_on_rival, own_presence, camp_of_enemy):
    """Return how much a rival's influence over a third state hurts, less where one is present oneself.

    g h dep (1 - closeness (1 - cp)). Source: Waltz 1979; Grieco 1988.

    Deviations
    ----------
    MODEL has no presence term. Without it a rival's influence is the same whatever one does with the client, so
    denial could never move a choice. Presence takes nothing from an enemy in whose camp the client stands, see
    `influence`.
    """
    return worth * hostile_intent_of_rival * dependence_on_rival * (1.0 - own_presence * (1.0 - camp_of_enemy))


@rule
def technology(security_rung, asymmetry, technology_gain):
    """Return the arms and technology that the weaker side draws from security cooperation; the best supplier counts.

    tg a [S >= 2]. Source: Morrow 1991; MODEL section 2.

    Deviations
    ----------
    In MODEL every supplier adds its share. A second one brings the same again, in calibres that do not fit: the
    largest counts, as in `threat.armed_strength`.
    """
    return where(security_rung > 1.5, technology_gain * asymmetry, 0.0)


@rule
def arms_sales(security_rung, asymmetry_of_client, threat_to_client, arms_market):
    """Return what the stronger side earns by arming a partner whom others threaten.

    am a max theta [S >= 2]. Source: Krause 1992 (motives of suppliers).

    Deviations
    ----------
    Not in MODEL section 2. Trials missed arms and bases without a pact for states with regional rivals; the
    demand of the threatened is what moves a supplier, and a pact does not sell more arms than cooperation. The threat
    is the client's own judgement at the start of the year, as in `threat.entrapment`.
    """
    return where(security_rung > 1.5, arms_market * asymmetry_of_client * threat_to_client, 0.0)


@rule
def arms_kept_ready(security_rung, confrontation_cost):
    """Return what confrontation costs by itself: arms kept ready against the adversary.

    cc [S = 0]. Source: Powell 1999 (arms are consumption forgone); Richardson 1960 (fatigue and expense).

    Deviations
    ----------
    In MODEL confrontation slows growth (gb), which no state weighs. Then nothing leads out of a confrontation in which
    neither side fears the other: to leave it brings nothing, and staying has a bonus.
    """
    return where(security_rung < 0.5, confrontation_cost, 0.0)


@rule
def secondary_sanctions(market_of_sender, rung_sender_target, economic_rung, security_rung, loss):
    """Return the share of a sender's market lost by partnership or military ties with its target.

    ss V_ik [E_kj = 0] max([E_ij = 2], [S_ij >= 2]); who gains nothing from the sender has nothing to lose.
    Source: Felbermayr et al. 2020; the Iran and Libya Sanctions Act of 1996 is the type.
    """
    close = where(economic_rung > 1.5, 1.0, where(security_rung > 1.5, 1.0, 0.0))
    targeted = where(rung_sender_target < 0.5, 1.0, 0.0)
    return loss * max(0.0, market_of_sender) * targeted * close


@rule
def relative_gains(hostile_intent, gain_of_other, own_gain):
    """Return the worry about another's larger gain, by its hostile intent: h (V_ki - V_ik). Source: Grieco 1988."""
    return hostile_intent * (gain_of_other - own_gain)


@rule
def closeness(economic_rung, security_rung, cooperation_commitment):
    """Return how close two states stand on both ladders, 0 to 1: (E / 2 + sg(S)) / 2."""
    return 0.5 * (0.5 * economic_rung + commitment(security_rung, cooperation_commitment))


@rule
def affinity_from_votes(ideal_point_distance, scale):
    """Return affinity in [-1, 1] from the distance of voting: 1 - distance / scale.

    Source: ideal points of Bailey, Strezhnev and Voeten 2017 as a measure of shared outlook.
    """
    return clip(1.0 - ideal_point_distance / scale, -1.0, 1.0)


@rule
def pull_of_identity(closeness, intensity, affinity, yielding, greatest_threat):
    """Return the value of closeness to the kindred (cost, to the alien); ideas yield to danger.

    closeness iota_i affinity (1 - psi max theta). Source: Rose 1998; Ripsman, Taliaferro and Lobell 2016.

    Deviations
    ----------
    MODEL has the intensity of the elite alone. Here one fitted weight iota multiplies the sum over all ties, so that
    the record of the clients says how much identity counts.
    """
    return closeness * intensity * affinity * (1.0 - yielding * greatest_threat)


@rule
def clash_of_aims(closeness, clash):
    """Return the cost of closeness to a state whose regional aims clash with one's own; shared aims reward it.

    Source: the article (differing regional visions).

    Deviations
    ----------
    MODEL section 2 has aims only clash (0 to 1); below 0 they are shared, so that a scenario can ask what common aims
    would do. MODEL gives aims no weight (cl = 1), so that a full clash could outweigh any interest.
    """
    return clash * closeness


@rule
def national_interest(security, autonomy, development, identity, aims,
                      security_weight, autonomy_weight, development_weight, multiplicative):  # fmt: skip
    """Return the utility of a configuration: the weighted sum of the interests, with identity and aims.

    Parameters
    ----------
    security, autonomy, development, identity, aims : float
        The parts, 0 at the neutral point.
    security_weight, autonomy_weight, development_weight : float
        Weights of the elite; they sum to 1.
    multiplicative : float
        1 for the rival form: (1 + U) multiplied, each to the power of its weight, so that no interest can be
        bought out by the others.

    Notes
    -----
    Source: Rose 1998 and Ripsman, Taliaferro and Lobell 2016 (elite preferences filter structure).
    """
    added = security_weight * security + autonomy_weight * autonomy + development_weight * development
    if multiplicative > 0.5:  # a branch, not a choice of values: logarithms are dear and the form holds for a whole run
        logs = security_weight * log(clip(1.0 + security, 0.01, 4.0))
        logs += autonomy_weight * log(clip(1.0 + autonomy, 0.01, 4.0))
        logs += development_weight * log(clip(1.0 + development, 0.01, 4.0))
        added = exp(logs) - 1.0
    return added + identity + aims
