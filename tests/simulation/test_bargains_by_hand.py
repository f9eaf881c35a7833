"""Bargains by hand: what a step is worth to each side, who pays, what the pair does year by year."""

from __future__ import annotations

import pytest

from realpolitik.simulation.bargaining import proposed_move
from realpolitik.simulation.decision_rules import Isolationist, ScriptedPath
from realpolitik.simulation.single_run import SingleRun
from realpolitik.simulation.states import RealistModel
from realpolitik.theory import choice
from realpolitik.theory.choice import economic_step, security_step
from tests.simulation.tiny import (
    ALLIED,
    ALONE,
    CERTAIN,
    CONTEST,
    HELPED,
    MARKET,
    A,
    B,
    C,
    moves_of,
    run_through,
    threatened,
    traders,
)
from tests.simulation.worlds import fixed, made, plain, weights

# trade


@pytest.mark.parametrize(("bias", "moves"), [(0.04, [(1, 0)] + [(0, 0)] * 3), (0.06, [(0, 0)] * 4)])
def test_partners_are_as_willing_as_the_one_that_gains_less(bias, moves):
    assert moves_of(traders(), plain(**MARKET, status_quo_bias=bias)) == moves


def test_what_a_partnership_brings():
    single = SingleRun(traders(), plain(**MARKET), seed=0, run=0)
    single.weigh_options()
    to_partnership, to_sanctions = 5, 3
    assert single.world.gains[A, B, to_partnership] == pytest.approx(0.225)
    assert single.world.gains[B, A, to_partnership] == pytest.approx(0.05)
    # sanctions of no recorded severity count half: 0.6 (-0.8 0.5 - 0.5) 3/4
    assert single.world.gains[A, B, to_sanctions] == pytest.approx(-0.405)
    assert single.world.gains[B, A, to_sanctions] == pytest.approx(-0.09)


def test_aid_makes_the_other_willing():
    """Nash's share of 0.5: b receives 0.5 0.225 - 0.5 0.05 = 0.0875, both then gain 0.1375 and beat a bias of 0.06."""
    settings = plain(**MARKET, aid="on", client_share=0.5, aid_limit=0.3, status_quo_bias=0.06)
    timeline = traders()
    single = SingleRun(timeline, settings, seed=0, run=0)
    single.weigh_options()
    single.settle(A, B)
    assert single.world.worths[5] == pytest.approx(0.1375)
    assert single.world.aid[A, B] == pytest.approx(0.0875)  # the stronger pays
    assert single.world.aid[B, A] == 0.0
    assert moves_of(timeline, settings) == [(1, 0)] + [(0, 0)] * 3


def test_aid_ends_at_its_limit():
    settings = plain(**MARKET, aid="on", client_share=0.5, aid_limit=0.005, status_quo_bias=0.06)
    single = SingleRun(traders(), settings, seed=0, run=0)
    single.weigh_options()
    single.settle(A, B)
    assert single.world.worths[5] == pytest.approx(0.055)
    assert single.world.aid[A, B] == 0.0  # they stay
    assert single.world.offers[A, B, 5] == pytest.approx(0.005)


@pytest.mark.parametrize(("number", "move"), [(0.52, 5), (0.55, choice.STAY)])
def test_consent_of_the_paying_side_counts_what_it_pays(number, move):
    """The client proposes; the patron keeps 0.225 - 0.0875 of its gain and consents to that: 0.534 at lambda = 1."""
    settings = plain(**MARKET, aid="on", client_share=0.5, aid_limit=0.3, rationality=1.0)
    single = SingleRun(traders(), settings, seed=0, run=0)
    single.weigh_options()
    single.settle(A, B)
    assert choice.acceptance(0.1375, 1.0) == pytest.approx(0.5343, abs=1e-4)
    assert choice.acceptance(0.225, 1.0) > 0.555
    single.world.proposal[B, A] = 5.0
    assert proposed_move(A, B, single.world.possible, number, single.world, 1.0) == move


def test_equals_pay_each_other_nothing():
    """Neither is the other's client: the pair steps up if the side that gains less would by itself."""
    settings = plain(**MARKET, aid="on", client_share=0.5, aid_limit=0.3, status_quo_bias=0.06)
    single = SingleRun(traders(equals=True), settings, seed=0, run=0)
    single.weigh_options()
    single.settle(A, B)
    assert (single.world.offers == 0.0).all()
    assert single.world.worths[5] == pytest.approx(0.05)
    assert moves_of(traders(equals=True), settings) == [(0, 0)] * 4


def test_sides_that_choose_apart_pay_nothing():
    settings = plain(**MARKET, aid="on", client_share=0.5, aid_limit=0.3, choice_rule="independent")
    single = SingleRun(traders(), settings, seed=0, run=0)
    single.weigh_options()
    single.settle(A, B)
    assert (single.world.offers == 0.0).all()
    assert single.world.aid_expected[A, B] == 0.0


def test_from_sanctions_to_partnership_a_rung_a_year():
    timeline = traders(initial={"a-b": {"economic": 0}})
    assert moves_of(timeline, plain(**MARKET, status_quo_bias=0.04)) == [(1, 0), (1, 0), (0, 0), (0, 0)]


def test_a_live_alternative_raises_the_price():
    """What b could have from a third state is taken from what a step with a brings it.

    By a hair, a is the stronger: it could pay, b is the client. Sums over partners are divided by their number. With a
    b would gain 0.4 (1 - 0.5) 1/4 / 2, with c, which would surely accept, twice that.
    """
    trio = ("a", "b", "c")
    adjust = [*fixed(trio, trio, {}), *(weights(name, 0.3, 0.3, 0.4) for name in trio)]
    timeline = made(trio, figures={"cinc.a": 0.1 + 1e-10, "gdp.b": 300.0, "gdp.c": 300.0}, adjust=adjust)
    single = SingleRun(timeline, plain(**MARKET, aid="on", aid_limit=0.0, rationality=1e6), seed=0, run=0)
    single.weigh_options()
    own, elsewhere = single.world.gains[B, A, 5], single.world.gains[B, C, 5]
    assert own == pytest.approx(0.025)
    assert elsewhere == pytest.approx(0.05)
    single.settle(A, B)
    assert single.world.worths[5] == pytest.approx(own - elsewhere)
    without_step_up = 3
    losses = single.world.gains[A, B, without_step_up], single.world.gains[B, A, without_step_up]
    assert single.world.worths[without_step_up] == pytest.approx(max(losses))


# security


def test_threat_falls_with_help():
    for rung, threat in ((1, ALONE), (2, HELPED), (3, ALLIED)):
        single = SingleRun(threatened(initial={"a-b": {"security": rung}}), plain(**CONTEST), seed=0, run=0)
        single.weigh_options()
        assert single.world.threat[A, 2] == pytest.approx(threat)
        assert single.world.threat[B, 2] == 0.0


def test_nobody_helps_for_nothing():
    """The threatened gains 3/4 of the fall in threat: half of the greatest, half of a mean over two actors."""
    single = SingleRun(threatened(), plain(**CONTEST), seed=0, run=0)
    single.weigh_options()
    assert single.world.gains[A, B, 7] == pytest.approx(0.75 * (ALONE - HELPED))
    assert single.world.gains[B, A, 7] == 0.0
    assert moves_of(threatened(), plain(**CONTEST)) == [(0, 0)] * 4


def test_arms_are_sold_to_the_threatened_and_no_pact_is_signed():
    """The helper earns 0.5 0.2 1/2 1/2 = 0.025 by arming a, weaker by half; a pact would earn it no more."""
    settings = plain(**CONTEST, arms_market_motive="on")
    single = SingleRun(threatened(), settings, seed=0, run=0)
    single.weigh_options()
    assert single.world.gains[B, A, 7] == pytest.approx(0.5 * 0.2 * 0.5 * 0.5)
    assert moves_of(threatened(), settings) == [(0, 1), (0, 0), (0, 0), (0, 0)]


def test_entrapment_outweighs_the_sale():
    """The helper would take over a's larger threat, as a last assessed it: 0.5 0.25 1/2, against 0.025 earned."""
    settings = plain(**CONTEST, arms_market_motive="on", entrapment="on")
    single = SingleRun(threatened(), settings, seed=0, run=0)
    single.weigh_options()
    assert single.world.gains[B, A, 7] == pytest.approx(0.025 - 0.5 * 0.25 * ALONE)
    assert moves_of(threatened(), settings) == [(0, 0)] * 4


def test_who_is_entrapped_leaves_alone_and_loses_trust():
    """From cooperation b steps down by itself: it saves 0.5 0.25 and forgoes 0.5 0.2 1/2 of the threat to a."""
    settings = plain(
        **CONTEST, arms_market_motive="on", entrapment="on", trust_learning="on",
        trust_loss=0.4, trust_gain=0.1, trust_reversion=0.2,
    )  # fmt: skip
    timeline = threatened(initial={"a-b": {"security": 2}})
    single = SingleRun(timeline, settings, seed=0, run=0)
    single.weigh_options()
    assert single.world.gains[B, A, 1] == pytest.approx(0.5 * HELPED * (0.25 - 0.1))
    single.carry_on()
    assert single.world.security[A, B] == 1.0
    assert single.world.stepped_down[A, B] == 1.0
    assert single.world.stepped_down[B, A] == 0.0
    assert single.world.trust[A, B] == pytest.approx(0.5 - 0.4 * 0.5)
    assert single.world.trust[B, A] == pytest.approx(0.5)  # no news from a: it stays where it began


def test_a_tie_that_lasts_earns_trust():
    settings = plain(**CONTEST, arms_market_motive="on", trust_learning="on", trust_gain=0.1)
    single = SingleRun(threatened(initial={"a-b": {"security": 2}}), settings, seed=0, run=0)
    single.weigh_options()
    single.carry_on()
    assert single.world.security[A, B] == 2.0
    for i, j in ((A, B), (B, A)):
        assert single.world.trust[i, j] == pytest.approx(0.5 + 0.1 * 0.25 * 0.5)  # by what cooperation commits


def test_a_pinned_tie_earns_nothing():
    held = {"pair": "a-b", "ladder": "security", "years": [2000, 2003], "level": 2}
    settings = plain(**CONTEST, trust_learning="on", trust_gain=0.1)
    single = SingleRun(threatened(pins=[held]), settings, seed=0, run=0)
    run_through(single)
    assert single.world.trust[A, B] == pytest.approx(0.5)


# decision rules of one's own


def scripted_moves(rules, settings, **document):
    model = RealistModel(threatened(**document), settings, rules=rules)
    moves = []
    while model.running:
        model.step()
        move = int(model.single.world.move[A, B])
        moves.append((economic_step(move), security_step(move)))
    return moves


WANTS_A_PACT = ScriptedPath({"b": {2000: (1, 3)}, "a": {2000: (1, 3)}})


def test_a_supplier_consents_to_arms_and_not_to_a_pact():
    """The helper gains by cooperation; by a pact it gains nothing and would be entrapped, if only by a little."""
    settings = plain(**{**CONTEST, "entrapment_cost": 0.1}, arms_market_motive="on", entrapment="on", **CERTAIN)
    assert scripted_moves({"a": WANTS_A_PACT}, settings) == [(0, 1), (0, 0), (0, 0), (0, 0)]


def test_two_scripts_agree_and_one_that_leaves_needs_nobody():
    settings = plain(**CONTEST, **CERTAIN)
    path = ScriptedPath({"b": {2000: (1, 3), 2002: (1, 1)}})
    assert scripted_moves({"a": path, "b": WANTS_A_PACT}, settings) == [(0, 1), (0, 1), (0, -1), (0, -1)]


def test_an_isolationist_undoes_what_it_finds():
    settings = plain(**CONTEST, **CERTAIN)
    document = {"initial": {"a-b": {"security": 3, "economic": 2}}, "pins": []}
    assert scripted_moves({"b": Isolationist()}, settings, **document) == [(-1, -1), (0, -1), (0, 0), (0, 0)]
