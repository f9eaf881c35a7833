"""Crises by hand: who stands by whom, what an offer can do, what is left of trust and images."""

from __future__ import annotations

import pytest

from realpolitik.simulation.single_run import SingleRun
from tests.simulation.tiny import (
    ALONE,
    ATTACK,
    CERTAIN,
    CONTEST,
    HELPED,
    PAIR,
    STAKES,
    A,
    B,
    C,
    threatened,
)
from tests.simulation.worlds import fixed, made, plain, weights


def attacked(seen=0.0, **document):
    seen_by_b = [{"quantity": "intent", "of": "b->c", "value": seen}]
    partners = {"initial": {"a-b": {"security": 2}}, "events": [ATTACK]}
    return threatened(adjust=seen_by_b, **{**partners, **document})


def crisis_year(timeline, **settings):
    """Return the world after the year of the crisis, in which the bias of staying keeps all rungs."""
    learning = {"trust_learning": "on", "trust_gain": 0.1, "trust_loss": 0.4}
    assumed = plain(**{**CONTEST, **STAKES, **CERTAIN, **learning, "status_quo_bias": 5.0, **settings})
    single = SingleRun(timeline, assumed, seed=0, run=0)
    single.weigh_options()
    single.carry_on()
    return single.world


def test_a_partner_that_fears_nobody_stands_by():
    """The rescue is worth 0.5 - 0.4211, the word 0.1 0.25; there is nothing to fear. Trust grows as for a kept pact."""
    world = crisis_year(attacked())
    assert world.challenger[A] == 2.0
    assert world.support[A, B] == 1.0
    assert world.trust[A, B] == pytest.approx(0.5 + 0.1 * 0.5)
    assert world.trust[B, A] == pytest.approx(0.5 + 0.1 * 0.25 * 0.5)


def test_a_partner_that_fears_the_challenger_stands_aside():
    """The partner thinks c hostile and is three times as strong: c's force of 0.1 against 0.3 is a share of 1/4."""
    assert ALONE - HELPED + 0.1 * 0.25 < 1 / 4
    world = crisis_year(attacked(seen=1.0))
    assert world.support[A, B] == -1.0
    assert world.trust[A, B] == pytest.approx(0.5 - 0.4 * 0.5)
    assert world.wedged[A, B] == 0.0  # a bystander has nothing to offer


@pytest.mark.parametrize(("switch", "support"), [("on", -1.0), ("off", 1.0)])
def test_a_market_to_lose_counts_only_with_secondary_sanctions(switch, support):
    """Rescue and word outweigh facing c by 0.004; c's market, half of equals' at ordinary trade, is worth more."""
    settings = {"facing_cost": 0.4, "wedge": "off", "secondary_sanctions_loss": 0.2, "ordinary_trade": 0.5}
    world = crisis_year(besieged(), secondary_sanctions=switch, **settings)
    assert world.support[A, B] == support


def test_crises_leave_an_image():
    """Images begin at 1/2; that of the challenger goes half the way to 1, in the eyes of the victim alone."""
    settings = {"crisis_alarm": 0.5, "record_pull": 0.0, "intent_learning": 0.0, "images": "behaviour"}
    world = crisis_year(made(PAIR, ("c",), events=[ATTACK]), **settings)
    assert world.intent[A, 2] == pytest.approx(0.75)
    assert world.intent[A, B] == world.intent[B, 2] == pytest.approx(0.5)


def besieged():
    """Return a world in which the challenger decides, too, and could open its market to b, which fears it."""
    trio = ("a", "b", "c")
    adjust = [
        *fixed(trio, trio, {"a->c": 1.0, "b->c": 1.0}), *fixed(trio, trio, {"a->b": 0.5, "b->a": 0.5}, "trust"),
        *(weights(name, 1.0, 0.0, 0.0) for name in trio),
    ]  # fmt: skip
    return made(trio, figures={"cinc.b": 0.3}, adjust=adjust, initial={"a-b": {"security": 2}}, events=[ATTACK])


def test_a_wedge_moves_both_ladders():
    """Who stands aside takes the challenger's offer: a step up in trade with c, a step down with a."""
    world = crisis_year(besieged(), wedge="on")
    assert world.support[A, B] == -1.0
    assert world.wedged[A, B] == 1.0
    assert world.economic[B, C] == world.economic[C, B] == 2.0
    assert world.security[A, B] == world.security[B, A] == 1.0
    assert world.trust[A, B] == pytest.approx(0.5 - 0.4 * 0.5)


def test_without_the_wedge_the_ladders_stay():
    world = crisis_year(besieged(), wedge="off")
    assert world.support[A, B] == -1.0
    assert world.wedged[A, B] == 0.0
    assert (world.economic[B, C], world.security[A, B]) == (1.0, 2.0)


def test_an_offer_can_decide():
    """Rescue and word are worth 0.0789 + 0.025, facing c costs 0.4 1/4: the partner stands by, unless c adds 0.05."""
    assert 0.0 < ALONE - HELPED + 0.1 * 0.25 - 0.4 / 4 < 0.05
    settings = {"facing_cost": 0.4, "secondary_sanctions_loss": 0.0}
    assert crisis_year(besieged(), wedge="off", **settings).support[A, B] == 1.0
    assert crisis_year(besieged(), wedge="on", **settings).support[A, B] == -1.0


def test_a_dated_crisis_happens_without_the_switch_and_no_other():
    world = crisis_year(attacked(), crises="off")
    assert world.challenger[A] == 2.0
    assert world.challenger[B] == -1.0
