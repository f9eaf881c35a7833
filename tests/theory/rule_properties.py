"""What is declared of every rule: ranges of its arguments, bounds of its value, the direction of each effect."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from realpolitik.theory import beliefs, choice, classes, crisis, growth, interests, power, threat, trade

MODULES: tuple[ModuleType, ...] = (beliefs, choice, classes, crisis, growth, interests, power, threat, trade)

SHARE = (0.0, 1.0)
SIGNED = (-1.0, 1.0)
GAIN = (-1.0, 1.0)
SECURITY = (0.0, 1.0, 2.0, 3.0)
ECONOMIC = (0.0, 1.0, 2.0)
S2 = (0.05, 0.6)
KM = (0.0, 20000.0)
SCALE = (200.0, 50000.0)


@dataclass(frozen=True)
class Declared:
    """Ranges of the arguments (two bounds, or the rungs of a ladder), bounds of the value, monotone arguments."""

    ranges: dict[str, tuple[float, ...]]
    bounds: tuple[float, float]
    rises: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    exempt: str = field(default="")


def _d(bounds: tuple[float, float], rises: str = "", falls: str = "", **ranges: tuple[float, ...]) -> Declared:
    return Declared(ranges, bounds, tuple(rises.split()), tuple(falls.split()))


WEIGHT = (0.1, 0.8)

DECLARED: dict[Callable[..., Any], Declared] = {
    power.commitment: _d(SHARE, "security_rung cooperation_commitment", security_rung=SECURITY,
                         cooperation_commitment=S2),
    power.projection: _d(SHARE, "scale_km", "distance_km", distance_km=KM, scale_km=SCALE),
    power.asymmetry: _d(SHARE, "other", "own", own=SHARE, other=SHARE),
    power.is_great: _d(SHARE, "capability", "largest", capability=SHARE, largest=SHARE),
    power.worth_as_client: _d((0.0, 6.0), "value nearness intent_of_rival own_nearness worth_base worth_nearness "
                              "worth_glacis", value=SHARE, nearness=SHARE, intent_of_rival=SHARE, own_nearness=SHARE,
                              weaker_by=SHARE, worth_base=SHARE, worth_nearness=(0.0, 2.0), worth_glacis=(0.0, 2.0)),
    threat.armed_strength: _d((0.0, 4.0), "strength asymmetry_to_supplier security_rung arms_boost", strength=SHARE,
                              asymmetry_to_supplier=SHARE, security_rung=SECURITY, arms_boost=(0.0, 3.0)),
    threat.contest: _d(SHARE, "force", "defence", force=(0.0, 2.0), defence=(0.0, 2.0), exponent=(0.5, 2.0)),
    threat.threat: _d(SHARE, "hostile_intent contest_share ideology_of_other penetration subversion_weight",
                      hostile_intent=SHARE, contest_share=SHARE, ideology_of_other=SHARE, penetration=SHARE,
                      subversion_weight=SHARE),
    threat.relation_factor: _d((0.0, 2.0), "confrontation_danger", "trust embrace_relief tethering",
                               security_rung=SECURITY, trust=SHARE, confrontation_danger=SHARE, embrace_relief=SHARE,
                               tethering=SHARE, cooperation_commitment=S2),
    threat.danger: _d((0.0, 2.0), "threat_from_other factor", "confrontation_danger", threat_from_other=SHARE,
                      factor=(0.0, 2.0), confrontation_danger=SHARE),
    threat.entrapment: _d(SHARE, "security_rung extra_threat_of_partner", "convexity", security_rung=SECURITY,
                          extra_threat_of_partner=SHARE, cooperation_commitment=S2, convexity=(1.0, 3.0)),
    threat.camp: _d(SHARE, "economic_rung security_rung", economic_rung=ECONOMIC, security_rung=SECURITY),
    threat.divided_loyalty: _d(SHARE, "camp_of_one camp_of_other confront_each_other", camp_of_one=SHARE,
                               camp_of_other=SHARE, confront_each_other=SHARE),
    interests.security_interest: _d((-2.0, 0.0), "", "greatest_danger mean_danger burden", greatest_danger=SHARE,
                                    mean_danger=SHARE, greatest_share=SHARE, burden=SHARE),
    interests.dependence: _d(SHARE, "asymmetry economic_rung security_rung", asymmetry=SHARE,
                             economic_rung=ECONOMIC, security_rung=SECURITY, economic_share=(0.1, 0.9),
                             cooperation_commitment=S2),
    interests.dependence_by_trade: _d(SHARE, "asymmetry share_of_trade security_rung", asymmetry=SHARE,
                                      share_of_trade=SHARE, security_rung=SECURITY, economic_share=(0.1, 0.9),
                                      cooperation_commitment=S2),
    interests.autonomy_lost_to_dependence: _d((0.0, 1.0), "", "relief", dependence_on_other=SHARE,
                                              dependence_in_all=(1.0, 3.0), relief=SHARE),
    interests.coercion: _d(SHARE, "hostile_intent projection asymmetry", "", hostile_intent=SHARE,
                           projection=SHARE, asymmetry=SHARE, security_rung=SECURITY, economic_rung=ECONOMIC),
    interests.coercion_of_both: _d(SHARE, "coercion coercion_by_another", "", coercion=SHARE,
                                   coercion_by_another=SHARE),
    interests.resistance: _d(SHARE, "hostile_intent asymmetry", "security_rung", hostile_intent=SHARE,
                             asymmetry=SHARE, security_rung=SECURITY),
    interests.influence: _d((0.0, 42.0), "worth dependence_of_client rivalry_premium threat_from_greatest_rival",
                            "camp_of_enemy", worth=(0.0, 6.0), dependence_of_client=SHARE, rivalry_premium=(0.0, 6.0),
                            threat_from_greatest_rival=SHARE, camp_of_enemy=SHARE),
    interests.denial: _d((0.0, 4.0), "worth hostile_intent_of_rival dependence_on_rival camp_of_enemy", "own_presence",
                         worth=(0.0, 4.0), hostile_intent_of_rival=SHARE, dependence_on_rival=SHARE,
                         own_presence=SHARE, camp_of_enemy=SHARE),
    trade.market_size: _d(SHARE, "other_economy trade_distance_km", "own_economy distance_km", own_economy=SHARE,
                              other_economy=SHARE, distance_km=KM, trade_distance_km=(1000.0, 20000.0)),
    trade.market_within_reach: _d(SHARE, "economy trade_distance_km", "distance_km", economy=SHARE,
                                      distance_km=KM, trade_distance_km=(1000.0, 20000.0)),
    trade.share_of_trade: _d(SHARE, "part", "whole", part=SHARE, whole=(1.0, 3.0)),
    trade.trade_on_rung: _d(SHARE, "economic_rung within_reach", economic_rung=ECONOMIC, within_reach=SHARE),
    trade.market_gain: _d((-1.5, 1.0), "economic_rung ordinary_trade", "sanction_loss", economic_rung=ECONOMIC,
                              market_share=SHARE, ordinary_trade=SHARE, sanction_loss=(0.0, 1.5)),
    interests.technology: _d(SHARE, "security_rung asymmetry technology_gain", security_rung=SECURITY,
                             asymmetry=SHARE, technology_gain=SHARE),
    interests.arms_sales: _d(SHARE, "security_rung asymmetry_of_client threat_to_client arms_market",
                             security_rung=SECURITY, asymmetry_of_client=SHARE, threat_to_client=SHARE,
                             arms_market=SHARE),
    interests.arms_kept_ready: _d((0.0, 0.1), "confrontation_cost", "security_rung", security_rung=SECURITY,
                                  confrontation_cost=(0.0, 0.1)),
    interests.secondary_sanctions: _d((0.0, 1.5), "market_of_sender economic_rung security_rung loss",
                                      "rung_sender_target", market_of_sender=SIGNED, rung_sender_target=ECONOMIC,
                                      economic_rung=ECONOMIC, security_rung=SECURITY, loss=(0.0, 1.5)),
    interests.relative_gains: _d((-2.0, 2.0), "gain_of_other", "own_gain", hostile_intent=SHARE,
                                 gain_of_other=SIGNED, own_gain=SIGNED),
    interests.closeness: _d(SHARE, "economic_rung security_rung", economic_rung=ECONOMIC, security_rung=SECURITY,
                            cooperation_commitment=S2),
    interests.affinity_from_votes: _d(SIGNED, "scale", "ideal_point_distance", ideal_point_distance=(0.0, 6.0),
                                      scale=(0.5, 3.0)),
    interests.pull_of_identity: _d((-1.5, 1.5), "affinity", "", closeness=SHARE, intensity=(0.0, 1.5),
                                   affinity=SIGNED, yielding=SHARE, greatest_threat=SHARE),
    interests.clash_of_aims: _d(SIGNED, "clash", closeness=SHARE, clash=SIGNED),
    interests.national_interest: _d((-4.0, 6.0), "security autonomy development identity aims", security=SIGNED,
                                    autonomy=SIGNED, development=SIGNED, identity=SIGNED, aims=SIGNED,
                                    security_weight=WEIGHT, autonomy_weight=WEIGHT, development_weight=WEIGHT,
                                    multiplicative=(0.0, 1.0)),
    choice.security_step: _d(SIGNED, "move", move=tuple(range(9))),
    choice.economic_step: _d(SIGNED, move=tuple(range(9))),
    choice.is_possible: _d(SHARE, economic_rung=(-1.0, 0.0, 1.0, 2.0, 3.0),
                           security_rung=(-1.0, 0.0, 1.0, 2.0, 3.0, 4.0), highest_beside_sanctions=(1.0, 2.0),
                           highest_in_confrontation=(1.0, 2.0)),
    choice.highest_in_confrontation: _d((1.0, 2.0), "", "trade_follows_flag", trade_follows_flag=(0.0, 1.0)),
    choice.highest_beside_sanctions: _d((1.0, 2.0), "", "embargo", embargo=(0.0, 1.0)),
    choice.spares_ally: _d(SHARE, "security_rung", "economic_pin", economic_pin=(0.0, 1.0, 2.0), severity=SHARE,
                           security_rung=SECURITY),
    choice.parted_by_force: _d(SHARE, security_rung=SECURITY),
    choice.price_of_breaking: _d((0.0, 0.15), "commitment_before abrogation_cost", "commitment_after",
                                 commitment_before=SHARE, commitment_after=SHARE, abrogation_cost=(0.0, 0.15)),
    choice.joint_worth: _d((-1.15, 1.0), "gain_i gain_j status_quo_bias", "price_of_breaking", gain_i=GAIN,
                           gain_j=GAIN, step_up=(0.0, 1.0), stays=(0.0, 1.0), status_quo_bias=(0.0, 0.15),
                           price_of_breaking=(0.0, 0.15)),
    choice.aid: _d(SHARE, "gain_of_patron limit", "gain_of_client", gain_of_patron=SHARE,
                   gain_of_client=GAIN, client_share=SHARE, limit=SHARE),
    choice.forfeited_aid: _d(SHARE, "gain_of_client limit", "gain_of_patron", gain_of_patron=(-1.0, 0.0),
                             gain_of_client=GAIN, client_share=SHARE, limit=SHARE),
    choice.outside_option: _d(SHARE, "gain_with_rival", acceptance_of_rival=SHARE, gain_with_rival=GAIN),
    choice.acceptance: _d(SHARE, "gain", gain=GAIN, rationality=(0.0, 400.0)),
    choice.logit_weight: _d(SHARE, "worth", "best_worth", worth=(-1.0, 0.0), best_worth=(0.0, 1.0),
                            rationality=(0.0, 400.0)),
    crisis.crisis_probability: _d((0.0, 0.5), "greatest_threat crisis_rate", greatest_threat=SHARE,
                                  crisis_rate=(0.0, 2.0)),
    crisis.worth_of_support: _d((-4.0, 4.0), "commitment threat_without reputation",
                                "threat_with force_on_supporter facing_cost market_lost", commitment=SHARE,
                                threat_without=SHARE, threat_with=SHARE, stake=SHARE, reputation=SHARE,
                                force_on_supporter=SHARE, facing_cost=(0.0, 1.5), market_lost=SIGNED),
    crisis.wedge_applies: _d(SHARE, "security_rung_with_victim", "economic_rung_with_challenger",
                             economic_rung_with_challenger=ECONOMIC, highest_with_challenger=(1.0, 2.0),
                             security_rung_with_victim=SECURITY),
    beliefs.baseline_trust: _d((0.02, 0.98), "affinity trust_baseline", "trust_identity_gap", affinity=SIGNED,
                               trust_baseline=SHARE, trust_identity_gap=SHARE),
    beliefs.learned_trust: _d(SHARE, "kept", "broken", trust=SHARE, baseline=SHARE, kept=(0.01, 1.0),
                              broken=(0.01, 1.0), trust_gain=(0.0, 0.2), trust_loss=(0.2, 0.9),
                              trust_reversion=(0.0, 0.2)),
    beliefs.intent_shown: _d(SHARE, "", "security_rung", security_rung=SECURITY),
    beliefs.suspected_intent: _d(SHARE, "peaceful_intent outlook_intent", "affinity", affinity=SIGNED,
                                 peaceful_intent=SHARE, outlook_intent=(0.01, 0.6)),
    beliefs.recorded_intent: _d(SHARE, "rivalry dispute suspected rivalry_intent dispute_intent",
                                rivalry=(0.0, 1.0), dispute=SHARE, suspected=SHARE, rivalry_intent=SHARE,
                                dispute_intent=SHARE),
    beliefs.learned_intent: _d(SHARE, "intent shown recorded", intent=SHARE, shown=SHARE, learning=(0.0, 0.3),
                               recorded=SHARE, record_pull=(0.0, 0.6)),
    beliefs.mixed_image: _d(SHARE, "intent new_image", intent=SHARE, new_image=SHARE, mixing=SHARE),
    beliefs.perceived_share: _d(SHARE, "true_value error_factor", true_value=SHARE, error_factor=(0.01, 100.0)),
    growth.growth_factor: _d((0.5, 2.0), "market error growth_rate", "sanctions burden", market=SIGNED,
                             sanctions=SHARE, burden=SHARE, error=(-0.1, 0.1), growth_rate=(0.0, 0.06),
                             trade_growth=(0.0, 0.05), sanction_drag=(0.0, 0.08), burden_drag=(0.0, 0.05)),
    classes.class_of: _d((0.0, 4.0), "economic_rung security_rung", economic_rung=ECONOMIC, security_rung=SECURITY),
    classes.pact_age: _d((0.0, 101.0), "years", "crisis_unanswered", years=(0.0, 100.0), security_rung=SECURITY,
                         crisis_unanswered=(0.0, 1.0)),
}  # fmt: skip

# Sums over actors: their properties need a configuration, see test_threat.py.
OVER_ACTORS = (threat.force_against, threat.defence_against)


def all_rules() -> list[Callable[..., Any]]:
    """Return every rule of the rule book: the public functions that its modules define."""
    return [
        function
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]
