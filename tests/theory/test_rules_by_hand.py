"""Rules at points worked out by hand: one broken coefficient or sign fails here."""

from __future__ import annotations

import math

import pytest

from realpolitik.theory import beliefs, choice, classes, crisis, growth, interests, power, trade
from realpolitik.theory.arithmetic import clip, exp, log, logistic, where

S2 = 0.25


@pytest.mark.parametrize(("rung", "worth"), [(0, 0.0), (1, 0.0), (2, S2), (3, 1.0)])
def test_commitment(rung, worth):
    assert power.commitment(float(rung), S2) == worth


def test_power():
    assert power.projection(2000.0, 2000.0) == pytest.approx(math.exp(-1))
    assert power.projection(0.0, 2000.0) == 1.0
    assert power.asymmetry(0.01, 0.16) == pytest.approx(0.15 / 0.17)
    assert power.asymmetry(0.16, 0.01) == 0.0
    assert power.asymmetry(0.0, 0.0) == 0.0
    assert power.asymmetry(0.01, 0.03) == pytest.approx(0.5)
    assert power.is_great(0.1, 0.3) == 1.0
    assert power.is_great(0.09, 0.3) == 0.0
    assert power.worth_as_client(0.3, 0.5, 0.8, 0.6, 0.2, 0.25, 1.0, 0.5) == pytest.approx(0.25 + 0.3 + 0.4 + 0.3)
    assert power.worth_as_client(0.3, 0.5, 0.8, 0.6, 0.01, 0.25, 1.0, 0.5) == pytest.approx(0.25 + 0.3 + 0.4 + 0.3)
    assert power.worth_as_client(0.3, 0.5, 0.8, 0.6, 0.0, 0.25, 1.0, 0.5) == 0.0


def test_autonomy():
    assert interests.dependence(0.8, 2.0, 3.0, 0.4, S2) == pytest.approx(0.8)
    assert interests.dependence(0.8, 1.0, 2.0, 0.4, S2) == pytest.approx(0.8 * (0.2 + 0.6 * S2))
    assert interests.dependence_by_trade(0.8, 0.3, 3.0, 0.4, S2) == pytest.approx(0.4 * 0.3 + 0.6 * 0.8)
    assert interests.dependence_by_trade(0.8, 0.3, 2.0, 0.4, S2) == pytest.approx(0.4 * 0.3 + 0.6 * 0.8 * S2)
    assert interests.dependence_by_trade(0.01, 0.3, 1.0, 0.4, S2) == pytest.approx(0.4 * 0.3)
    assert interests.dependence_by_trade(0.0, 0.3, 3.0, 0.4, S2) == 0.0
    assert interests.autonomy_lost_to_dependence(0.5, 0.5, 0.6) == pytest.approx(0.5)
    assert interests.autonomy_lost_to_dependence(0.5, 1.0, 0.6) == pytest.approx(0.5 * (1 - 0.6 * 0.5))
    assert interests.autonomy_lost_to_dependence(0.01, 0.02, 0.6) == pytest.approx(0.01 * (1 - 0.6 * 0.5))
    assert interests.autonomy_lost_to_dependence(0.0, 0.0, 0.6) == 0.0
    assert interests.coercion(0.9, 0.5, 0.8, 0.0, 1.0) == pytest.approx(0.36)
    assert interests.coercion(0.9, 0.5, 0.8, 1.0, 0.0) == pytest.approx(0.36)
    assert interests.coercion(0.9, 0.5, 0.8, 1.0, 1.0) == 0.0
    assert interests.coercion_of_both(0.5, 0.4) == pytest.approx(0.7)
    assert interests.coercion_of_both(0.0, 0.4) == interests.coercion_of_both(0.4, 0.0) == pytest.approx(0.4)
    assert interests.resistance(0.9, 0.5, 0.0) == pytest.approx(0.4)
    assert interests.resistance(0.9, 0.5, 1.0) == 0.0
    assert interests.resistance(0.9, 0.0, 0.0) == 0.0
    assert interests.resistance(0.4, 0.5, 0.0) == 0.0
    assert interests.influence(0.6, 0.5, 2.0, 0.25, 0.0) == pytest.approx(0.45)
    assert interests.influence(0.6, 0.5, 2.0, 0.25, 0.5) == pytest.approx(0.225)
    assert interests.influence(0.6, 0.5, 2.0, 0.25, 1.0) == 0.0
    assert interests.denial(0.6, 0.5, 0.4, 0.25, 0.0) == pytest.approx(0.09)
    assert interests.denial(0.6, 0.5, 0.4, 0.25, 1.0) == pytest.approx(0.12)


@pytest.mark.parametrize(("rung", "openness"), [(0, -0.8), (1, 0.5), (2, 1.0)])
def test_market(rung, openness):
    assert trade.market_gain(float(rung), 0.75, 0.5, 0.8) == pytest.approx(openness * 0.75)
    assert trade.market_gain(float(rung), 0.0, 0.5, 0.8) == 0.0


def test_a_market_counts_by_its_share_and_less_at_a_distance():
    assert trade.market_size(0.1, 0.3, 0.0, 5000.0) == pytest.approx(0.75)
    assert trade.market_size(0.1, 0.3, 5000.0, 5000.0) == pytest.approx(0.75 * math.exp(-1))
    assert trade.market_size(0.01, 0.03, 0.0, 5000.0) == pytest.approx(0.75)
    assert trade.market_size(0.0, 0.0, 0.0, 5000.0) == 0.0


def test_a_share_of_trade():
    assert trade.market_within_reach(0.3, 5000.0, 5000.0) == pytest.approx(0.3 * math.exp(-1))
    assert trade.market_within_reach(0.3, 0.0, 5000.0) == pytest.approx(0.3)
    assert trade.share_of_trade(0.1, 0.4) == pytest.approx(0.25)
    assert trade.share_of_trade(0.0, 0.0) == 0.0
    assert [trade.trade_on_rung(rung, 0.3) for rung in (0.0, 1.0, 2.0)] == pytest.approx([0.0, 0.15, 0.3])


def test_development():
    assert [interests.arms_kept_ready(rung, 0.03) for rung in (0.0, 1.0, 3.0)] == [0.03, 0.0, 0.0]
    assert interests.technology(2.0, 0.5, 0.2) == pytest.approx(0.1)
    assert interests.technology(1.0, 0.5, 0.2) == 0.0
    assert interests.arms_sales(2.0, 0.5, 0.6, 0.2) == pytest.approx(0.06)
    assert interests.arms_sales(3.0, 0.5, 0.6, 0.2) == interests.arms_sales(2.0, 0.5, 0.6, 0.2)
    assert interests.arms_sales(1.0, 0.5, 0.6, 0.2) == 0.0
    assert interests.secondary_sanctions(0.5, 0.0, 2.0, 1.0, 0.4) == pytest.approx(0.2)
    assert interests.secondary_sanctions(0.5, 0.0, 1.0, 2.0, 0.4) == pytest.approx(0.2)
    assert interests.secondary_sanctions(0.5, 0.0, 1.0, 1.0, 0.4) == 0.0
    assert interests.secondary_sanctions(0.5, 1.0, 2.0, 3.0, 0.4) == 0.0
    assert interests.secondary_sanctions(-0.5, 0.0, 2.0, 3.0, 0.4) == 0.0
    assert interests.relative_gains(0.5, 0.6, 0.2) == pytest.approx(0.2)


def test_identity_and_aims():
    assert interests.closeness(2.0, 3.0, S2) == 1.0
    assert interests.closeness(1.0, 2.0, S2) == pytest.approx(0.5 * (0.5 + S2))
    assert interests.affinity_from_votes(0.9, 1.8) == pytest.approx(0.5)
    assert interests.affinity_from_votes(0.018, 1.8) == pytest.approx(0.99)
    assert interests.affinity_from_votes(4.0, 1.8) == -1.0
    assert interests.pull_of_identity(0.5, 0.8, -0.5, 0.5, 0.4) == pytest.approx(-0.2 * 0.8)
    assert interests.clash_of_aims(0.5, 0.4) == pytest.approx(0.2)


def test_national_interest():
    parts = (-0.2, 0.1, 0.3, 0.05, -0.02)
    added = interests.national_interest(*parts, 0.5, 0.3, 0.2, 0.0)
    assert added == pytest.approx(-0.1 + 0.03 + 0.06 + 0.03)
    multiplied = interests.national_interest(*parts, 0.5, 0.3, 0.2, 1.0)
    assert multiplied == pytest.approx(0.8**0.5 * 1.1**0.3 * 1.3**0.2 - 1 + 0.03)
    for far, near in ((-1.5, -0.99), (3.5, 3.0)):  # a factor is at least 0.01 and at most 4
        for place in range(3):
            beyond, at_the_limit = [0.0] * 5, [0.0] * 5
            beyond[place], at_the_limit[place] = far, near
            cut = interests.national_interest(*beyond, 0.5, 0.3, 0.2, 1.0)
            assert cut == pytest.approx(interests.national_interest(*at_the_limit, 0.5, 0.3, 0.2, 1.0), rel=1e-12)
            assert cut == pytest.approx((1 + near) ** (0.5, 0.3, 0.2)[place] - 1)
    assert interests.security_interest(0.7, 0.3, 0.25, 0.05) == pytest.approx(-0.175 - 0.225 - 0.05)


def test_joint_moves():
    assert [choice.security_step(m) for m in range(9)] == [-1, -1, -1, 0, 0, 0, 1, 1, 1]
    assert [choice.economic_step(m) for m in range(9)] == [-1, 0, 1] * 3
    assert choice.joint_worth(0.2, -0.1, 1.0, 0.0, 0.05, 0.03) == -0.1
    assert choice.joint_worth(0.2, -0.1, 0.0, 0.0, 0.05, 0.03) == pytest.approx(0.17)
    assert choice.joint_worth(0.2, -0.1, 0.0, 1.0, 0.05, 0.03) == 0.05


def test_breaking_a_pact_costs_what_is_broken():
    assert choice.price_of_breaking(1.0, S2, 0.08) == pytest.approx(0.06)
    assert choice.price_of_breaking(S2, 0.0, 0.08) == pytest.approx(0.02)
    assert choice.price_of_breaking(S2, 1.0, 0.08) == 0.0


@pytest.mark.parametrize(
    ("pin", "severity", "security", "spared"),
    [
        (0, 0.5, 3, 1),
        (0, 0.01, 3, 1),
        (0, 0.99, 3, 1),
        (0, 0.5, 2, 0),
        (0, 1.0, 3, 0),
        (0, 0.0, 3, 0),
        (1, 0.5, 3, 0),
        (-1, 0.5, 3, 0),
    ],
)
def test_partial_sanctions_spare_allies(pin, severity, security, spared):
    assert choice.spares_ally(float(pin), severity, float(security)) == spared


@pytest.mark.parametrize(("security", "parted"), [(0, 0), (1, 1), (2, 1), (3, 0)])
def test_force_parts_all_but_allies_and_who_confront_each_other_already(security, parted):
    assert choice.parted_by_force(float(security)) == parted


@pytest.mark.parametrize(
    ("economic", "security", "possible"),
    [(0, 3, 0), (1, 3, 1), (2, 3, 1), (0, 1, 1), (1, 2, 1), (-1, 1, 0), (3, 1, 0), (1, -1, 0), (1, 4, 0), (0, 0, 1)],
)
@pytest.mark.parametrize("embargo", [0.0, 1.0])
@pytest.mark.parametrize("flag", [0.0, 1.0])
def test_ladders(economic, security, possible, embargo, flag):
    highest = choice.highest_beside_sanctions(embargo), choice.highest_in_confrontation(flag)
    assert choice.is_possible(float(economic), float(security), *highest) == possible


@pytest.mark.parametrize(("setting", "possible"), [(0.0, 1), (1.0, 0)])
def test_neither_arms_beside_an_embargo_nor_partnership_in_confrontation(setting, possible):
    highest = choice.highest_beside_sanctions(setting), choice.highest_in_confrontation(setting)
    assert choice.is_possible(0.0, 2.0, *highest) == possible
    assert choice.is_possible(2.0, 0.0, *highest) == possible


def test_aid_splits_the_joint_gain_within_its_limit():
    assert choice.aid(0.4, -0.1, 0.5, 1.0) == pytest.approx(0.25)
    assert choice.aid(0.4, -0.1, 0.5, 0.1) == 0.1
    assert choice.aid(0.1, 0.4, 0.5, 1.0) == 0.0


def test_who_steps_down_forfeits_the_aid_that_the_step_up_was_worth():
    assert choice.forfeited_aid(-0.4, 0.1, 0.5, 1.0) == choice.aid(0.4, -0.1, 0.5, 1.0) == pytest.approx(0.25)
    assert choice.forfeited_aid(-0.4, 0.1, 0.5, 0.1) == 0.1
    assert choice.forfeited_aid(0.2, 0.1, 0.5, 1.0) == 0.0


def test_quantal_choice():
    assert choice.acceptance(0.0, 40.0) == 0.5
    assert choice.acceptance(0.1, 40.0) == pytest.approx(1 / (1 + math.exp(-4)))
    assert choice.logit_weight(0.1, 0.2, 40.0) == pytest.approx(math.exp(-4))
    assert choice.outside_option(0.5, 0.2) == pytest.approx(0.1)
    assert choice.outside_option(0.5, -0.2) == 0.0


def test_crisis():
    assert crisis.crisis_probability(0.8, 0.15) == pytest.approx(0.12)
    assert crisis.crisis_probability(1.0, 0.9) == 0.5
    worth = crisis.worth_of_support(1.0, 0.8, 0.3, 0.5, 0.15, 0.4, 0.5, 0.1)
    assert worth == pytest.approx(0.25 + 0.15 - 0.2 - 0.1)
    assert crisis.worth_of_support(1.0, 0.8, 0.3, 0.5, 0.15, 0.4, 0.5, -0.1) == pytest.approx(0.2)
    assert crisis.wedge_applies(1.0, 2.0, 2.0) == 1.0
    assert crisis.wedge_applies(2.0, 2.0, 2.0) == 0.0
    assert crisis.wedge_applies(1.0, 1.0, 2.0) == 0.0
    assert crisis.wedge_applies(1.0, 2.0, 1.0) == 0.0


def test_trust():
    assert beliefs.baseline_trust(-1.0, 0.5, 0.4) == pytest.approx(0.1)
    assert beliefs.baseline_trust(1.0, 0.5, 0.4) == 0.5
    assert [beliefs.baseline_trust(a, 0.5, 1.2) for a in (-1.0, 2.0)] == [0.02, 0.98]
    assert beliefs.learned_trust(0.5, 0.3, 1.0, 0.0, 0.05, 0.4, 0.1) == pytest.approx(0.525)
    assert beliefs.learned_trust(0.5, 0.3, 0.0, 1.0, 0.05, 0.4, 0.1) == pytest.approx(0.3)
    assert beliefs.learned_trust(0.5, 0.3, 0.0, 0.0, 0.05, 0.4, 0.1) == pytest.approx(0.48)
    assert beliefs.learned_trust(0.5, 0.3, 0.01, 0.0, 0.05, 0.4, 0.1) == pytest.approx(0.5 + 0.05 * 0.5 * 0.01)
    assert beliefs.learned_trust(0.5, 0.3, 0.0, 0.01, 0.05, 0.4, 0.1) == pytest.approx(0.5 - 0.4 * 0.5 * 0.01)
    assert beliefs.learned_trust(0.01, 0.0, 0.0, 0.0, 0.05, 0.4, 0.1) == pytest.approx(0.009)
    assert beliefs.learned_trust(0.99, 0.5, 1.0, 0.0, 0.05, 0.4, 0.1) == pytest.approx(0.9905)
    assert [beliefs.learned_trust(t, t, 0.0, b, 0.05, 3.0, 0.1) for t, b in ((1.0, 1.0), (1.0, -1.0))] == [0.0, 1.0]


def test_images():
    assert [beliefs.intent_shown(float(rung)) for rung in range(4)] == [1.0, 0.5, 0.25, 0.0]
    assert beliefs.suspected_intent(1.0, 0.2, 0.3) == 0.2
    assert beliefs.suspected_intent(0.0, 0.2, 0.3) == pytest.approx(0.35)
    assert beliefs.suspected_intent(-1.0, 0.2, 0.3) == pytest.approx(0.5)
    assert beliefs.suspected_intent(-1.0, 0.8, 0.6) == 1.0
    assert beliefs.recorded_intent(1.0, 0.0, 0.2, 0.85, 0.7) == 0.85
    assert beliefs.recorded_intent(0.0, 1.0, 0.2, 0.85, 0.7) == 0.7
    assert beliefs.recorded_intent(0.0, 0.0, 0.2, 0.85, 0.7) == 0.2
    assert beliefs.learned_intent(0.4, 1.0, 0.5, 0.2, 0.0) == pytest.approx(0.7)
    assert beliefs.learned_intent(0.4, 1.0, 0.0, 0.2, 0.5) == pytest.approx(0.3)
    assert [beliefs.learned_intent(h, h, 0.5, h, 0.5) for h in (0.0, 0.01, 0.99, 1.0)] == [0.0, 0.01, 0.99, 1.0]
    assert [beliefs.learned_intent(0.5, h, 3.0, h, 0.0) for h in (0.0, 1.0)] == [0.0, 1.0]
    assert beliefs.mixed_image(0.4, 0.9, 0.5) == pytest.approx(0.65)
    assert beliefs.perceived_share(0.5, 3.0) == pytest.approx(0.75)
    assert beliefs.perceived_share(0.0, 3.0) == 0.0
    assert beliefs.perceived_share(1.0, 3.0) == 1.0


def test_growth():
    factor = growth.growth_factor(0.5, 0.2, 0.1, 0.01, 0.03, 0.02, 0.04, 0.05)
    assert factor == pytest.approx(math.exp(0.03 + 0.01 - 0.008 - 0.005 + 0.01))


@pytest.mark.parametrize(
    ("economic", "security", "name"),
    [
        (0, 0, "hostile"), (2, 0, "hostile"), (0, 1, "hostile"), (1, 1, "distant"), (2, 1, "transactional"),
        (0, 2, "tactical"), (1, 2, "tactical"), (2, 2, "tactical"), (1, 3, "alliance"), (2, 3, "alliance"),
    ],
)  # fmt: skip
def test_classes(economic, security, name):
    assert classes.CLASSES[int(classes.class_of(float(economic), float(security)))] == name


def test_a_strategic_alliance_takes_five_answered_years():
    years = 0.0
    for unanswered in (0, 0, 1, 0, 0, 0, 0, 0):
        years = classes.pact_age(years, 3.0, float(unanswered))
    assert years == 5.0 == classes.STRATEGIC_YEARS
    assert classes.pact_age(years, 2.0, 0.0) == 0.0


@pytest.mark.parametrize("x", [-699.0, -30.5, -1e-9, 0.0, 0.3, 1.0, 20.7, 699.0])
def test_exponential_and_logarithm(x):
    assert exp(x) == pytest.approx(math.exp(x), rel=4e-16, abs=0.0)
    assert log(math.exp(x / 10)) == pytest.approx(x / 10, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("x", [0.71, 0.85, 1.0, 1.2, 1.41, 1.42, 1.7, 2.0, 3.0, 1e-300, 1e300])
def test_logarithm_in_all_parts_of_an_octave(x):
    assert log(x) == pytest.approx(math.log(x), rel=3e-16, abs=1e-17)


def test_exponential_is_cut():
    assert exp(1e6) == exp(700.0)
    assert exp(-1e6) == exp(-700.0)


def test_selection():
    assert where(True, 1.0, 2.0) == 1.0
    assert where(False, 1.0, 2.0) == 2.0
    assert [clip(x, 0.0, 1.0) for x in (-1.0, 0.4, 2.0)] == [0.0, 0.4, 1.0]
    assert logistic(0.0) == 0.5
