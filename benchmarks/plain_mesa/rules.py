"""The rules in ordinary Python. Each stands in for the rule of the same name in `realpolitik.theory`."""

import math

MOVES = [(security, economic) for security in (-1, 0, 1) for economic in (-1, 0, 1)]
STAY = (0, 0)

FORCE_USED = 0.8  # hostility of a dispute, 0 to 1


def clip(value, low, high):
    return max(low, min(high, value))


def logistic(x):
    # far below 0 the exponential overflows; the share is 0 there
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


# power


def commitment(security, cooperation_commitment):
    if security == 3:
        return 1.0
    return cooperation_commitment if security == 2 else 0.0


def projection(distance_km, scale_km):
    return math.exp(-distance_km / scale_km)


def asymmetry(own, other):
    if own + other <= 0:
        return 0.0
    return max(0.0, (other - own) / (other + own))


def is_great(capability, largest):
    return 3 * capability >= largest


def worth_as_client(value, nearness, intent_of_rival, own_nearness, weaker_by, worth_base, worth_nearness,
                    worth_glacis):  # fmt: skip
    if weaker_by <= 0:
        return 0.0
    return worth_base + value + worth_nearness * nearness * intent_of_rival + worth_glacis * own_nearness


# threat


def armed_strength(strength, asymmetry_to_supplier, security, arms_boost):
    if security < 2:
        return strength
    return strength * (1 + arms_boost * asymmetry_to_supplier)


def contest(force, defence, exponent):
    if force <= 0:
        return 0.0
    if defence <= 0:
        return 1.0
    return 1 / (1 + (defence / force) ** exponent)


def threat(hostile_intent, contest_share, ideology_of_other, penetration, subversion_weight):
    return min(1.0, hostile_intent * contest_share + subversion_weight * ideology_of_other * penetration)


def relation_factor(security, trust, confrontation_danger, embrace_relief, tethering, cooperation_commitment):
    if security == 0:
        return 1 + confrontation_danger
    relief = embrace_relief * (tethering + (1 - tethering) * trust)
    return 1 - relief * commitment(security, cooperation_commitment)


def danger(threat_from_other, factor, confrontation_danger):
    return threat_from_other * factor / (1 + confrontation_danger)


def entrapment(security, extra_threat_of_partner, cooperation_commitment, convexity):
    return commitment(security, cooperation_commitment) ** convexity * extra_threat_of_partner


def camp(economic, security):
    if security >= 2:
        return 1.0 if security == 3 else 0.5
    return 0.25 if economic == 2 else 0.0


def divided_loyalty(camp_of_one, camp_of_other, confront_each_other):
    return min(camp_of_one, camp_of_other) * confront_each_other


# interests


def security_interest(greatest_danger, mean_danger, greatest_share, burden):
    return -(greatest_share * greatest_danger + (1 - greatest_share) * mean_danger) - burden


def dependence(asymmetry, share_of_trade, security, economic_share, cooperation_commitment):
    by_trade = economic_share * share_of_trade if asymmetry > 0 else 0.0
    return by_trade + (1 - economic_share) * asymmetry * commitment(security, cooperation_commitment)


def autonomy_lost_to_dependence(dependence_on_other, dependence_in_all, relief):
    if dependence_in_all <= 0:
        return 0.0
    return dependence_on_other * (1 - relief * (1 - dependence_on_other / dependence_in_all))


def coercion(hostile_intent, projection, asymmetry, security, economic):
    return hostile_intent * projection * asymmetry if security == 0 or economic == 0 else 0.0


def coercion_of_both(coercion, coercion_by_another):
    return 1 - (1 - coercion) * (1 - coercion_by_another)


def resistance(hostile_intent, asymmetry, security):
    return asymmetry * max(0.0, 2 * hostile_intent - 1) if security == 0 else 0.0


def influence(worth, dependence_of_client, rivalry_premium, threat_from_greatest_rival, camp_of_enemy):
    return worth * dependence_of_client * (1 + rivalry_premium * threat_from_greatest_rival) * (1 - camp_of_enemy)


def denial(worth, hostile_intent_of_rival, dependence_on_rival, own_presence, camp_of_enemy):
    return worth * hostile_intent_of_rival * dependence_on_rival * (1 - own_presence * (1 - camp_of_enemy))


def market_within_reach(economy, distance_km, trade_distance_km):
    return economy * math.exp(-distance_km / trade_distance_km)


def trade_on_rung(economic, within_reach):
    return economic / 2 * within_reach


def share_of_trade(part, whole):
    return part / whole if whole > 0 else 0.0


def market_gain(economic, market_share, ordinary_trade, sanction_loss):
    return market_share * {0: -sanction_loss, 1: ordinary_trade, 2: 1.0}[economic]


def technology(security, asymmetry, technology_gain):
    return technology_gain * asymmetry if security >= 2 else 0.0


def arms_kept_ready(security, confrontation_cost):
    return 0.0 if security else confrontation_cost


def arms_sales(security, asymmetry_of_client, threat_to_client, arms_market):
    return arms_market * asymmetry_of_client * threat_to_client if security >= 2 else 0.0


def secondary_sanctions(market_of_sender, economic_sender_target, economic, security, loss):
    if economic_sender_target == 0 and (economic == 2 or security >= 2):
        return loss * max(0.0, market_of_sender)
    return 0.0


def relative_gains(hostile_intent, gain_of_other, own_gain):
    return hostile_intent * (gain_of_other - own_gain)


def closeness(economic, security, cooperation_commitment):
    return (economic / 2 + commitment(security, cooperation_commitment)) / 2


def affinity_from_votes(ideal_point_distance, scale):
    return clip(1 - ideal_point_distance / scale, -1, 1)


def pull_of_identity(closeness, intensity, affinity, yielding, greatest_threat):
    return closeness * intensity * affinity * (1 - yielding * greatest_threat)


def clash_of_aims(closeness, clash):
    return clash * closeness


# choice


def is_possible(economic, security):
    return (
        0 <= economic <= 2
        and 0 <= security <= 3
        and not (security >= 2 and economic == 0)
        and economic <= highest_in_trade(security)
    )


def highest_in_trade(security):
    return 2 if security else 1


def spares_ally(economic_pin, severity, security):
    return economic_pin == 0 and 0 < severity < 1 and security == 3


def parted_by_force(security):
    return 1 <= security <= 2


def price_of_breaking(commitment_before, commitment_after, abrogation_cost):
    return abrogation_cost * max(0.0, commitment_before - commitment_after)


def joint_worth(gain_i, gain_j, step_up, price_of_breaking):
    return min(gain_i, gain_j) if step_up else max(gain_i, gain_j) - price_of_breaking


def aid(gain_of_patron, gain_of_client, client_share, limit):
    return clip(client_share * gain_of_patron - (1 - client_share) * gain_of_client, 0, limit)


def forfeited_aid(gain_of_patron, gain_of_client, client_share, limit):
    return aid(-gain_of_patron, -gain_of_client, client_share, limit)


def outside_option(acceptance_of_rival, gain_with_rival):
    return max(0.0, acceptance_of_rival * gain_with_rival)


def acceptance(gain, rationality):
    return logistic(rationality * gain)


# crisis


def crisis_probability(greatest_threat, crisis_rate):
    return min(0.5, crisis_rate * greatest_threat)


def worth_of_support(commitment, threat_without, threat_with, stake, reputation,
                     force_on_supporter, facing_cost, market_lost):  # fmt: skip
    rescue = stake * (threat_without - threat_with)
    return rescue + reputation * commitment - facing_cost * force_on_supporter - max(0.0, market_lost)


def wedge_applies(economic_with_challenger, security_with_challenger, security_with_victim):
    return security_with_victim >= 2 and economic_with_challenger < highest_in_trade(security_with_challenger)


# beliefs


def baseline_trust(affinity, trust_baseline, trust_identity_gap):
    return clip(trust_baseline - trust_identity_gap * (1 - affinity) / 2, 0.02, 0.98)


def learned_trust(trust, baseline, kept, broken, trust_gain, trust_loss, trust_reversion):
    change = trust_gain * (1 - trust) * kept - trust_loss * trust * broken
    if kept <= 0 and not broken:
        change = trust_reversion * (baseline - trust)
    return clip(trust + change, 0, 1)


def intent_shown(security):
    return {0: 1.0, 1: 0.5, 2: 0.25, 3: 0.0}[security]


def suspected_intent(affinity, peaceful_intent, outlook_intent):
    return min(1, peaceful_intent + outlook_intent * (1 - affinity) / 2)


def recorded_intent(rivalry, dispute, suspected, rivalry_intent, dispute_intent):
    return max(suspected, rivalry * rivalry_intent, dispute * dispute_intent)


def learned_intent(intent, shown, learning, recorded, record_pull):
    moved = intent + learning * (shown - intent)
    return clip(moved + record_pull * (recorded - moved), 0, 1)


def mixed_image(intent, new_image, mixing):
    return intent + mixing * (new_image - intent)


def perceived_share(true_value, error_factor):
    odds_for = true_value * error_factor
    return odds_for / (odds_for + 1 - true_value)


# classes


def class_of(economic, security):
    if security == 0:
        return "hostile"
    if security >= 2:
        return "alliance" if security == 3 else "tactical"
    return ("hostile", "distant", "transactional")[int(economic)]


def pact_age(years, security, crisis_unanswered):
    return years + 1 if security == 3 and not crisis_unanswered else 0
