"""What the record sets, what is learned and what grows in a year, by hand."""

from __future__ import annotations

import math

import pytest

from realpolitik.simulation.single_run import SingleRun
from tests.simulation.tiny import (
    ATTACK,
    CERTAIN,
    CONTEST,
    MARKET,
    PAIR,
    STAKES,
    A,
    B,
    threatened,
    traders,
)
from tests.simulation.worlds import made, plain

# what the record sets


def event(year, level, ladder="security", **more):
    return {
        "id": f"{ladder}-{year}",
        "kind": "tie",
        "year": year,
        "pair": "a-b",
        "ladder": ladder,
        "level": level,
        **more,
    }


def test_an_event_replaces_the_move_of_its_ladder_alone():
    """In 2001 the event sets the security ladder; the economic one goes on as in any year."""
    document = {"events": [event(2001, 3)], "pins": [], "initial": {"a-b": {"economic": 0}}}
    single = SingleRun(traders(**document), plain(**MARKET, status_quo_bias=0.04), seed=0, run=0)
    rungs = []
    while not single.is_over:
        single.weigh_options()
        single.carry_on()
        rungs.append((int(single.world.economic[A, B]), int(single.world.security[A, B])))
    assert [economic for economic, _ in rungs] == [1, 2, 2, 2]
    assert rungs[1] == (2, 3)


@pytest.mark.parametrize(("by", "blamed"), [("a", {(B, A)}), ("b", {(A, B)}), (None, set())])
def test_an_event_that_lowers_a_tie_blames_its_author(by, blamed):
    """`stepped_down[i, j]` says that j broke its word to i."""
    author = {"by": by} if by else {}
    timeline = threatened(initial={"a-b": {"security": 3}}, events=[event(2000, 1, **author)])
    single = SingleRun(timeline, plain(**CONTEST), seed=0, run=0)
    single.weigh_options()
    single.carry_on()
    assert single.world.security[A, B] == 1.0
    found = {(i, j) for i, j in ((A, B), (B, A)) if single.world.stepped_down[i, j] > 0.5}
    assert found == blamed


def test_a_pact_does_not_outlive_an_event_of_sanctions():
    """A pact needs ordinary relations; nobody is blamed for what falls with them."""
    timeline = threatened(initial={"a-b": {"security": 3}}, events=[event(2000, 0, "economic")], pins=[])
    single = SingleRun(timeline, plain(**{**CONTEST, "status_quo_bias": 5.0}), seed=0, run=0)
    single.weigh_options()
    single.carry_on()
    assert (single.world.economic[A, B], single.world.security[A, B]) == (0.0, 2.0)
    assert single.world.stepped_down[A, B] == single.world.stepped_down[B, A] == 0.0


def test_full_sanctions_on_record_end_a_pact_at_the_turn_of_the_year():
    sanctions = [0.0, 0.0, 4.0, 4.0]
    timeline = made(PAIR, figures={"sanctions.a-b": sanctions}, initial={"a-b": {"security": 3, "economic": 1}})
    single = SingleRun(timeline, plain(status_quo_bias=5.0), seed=0, run=0)
    for expected in ((1, 3), (1, 3), (0, 2), (0, 2)):
        single.weigh_options()
        assert (single.tie(A, B).economic, single.tie(A, B).security) == expected
        single.carry_on()
        assert single.world.stepped_down[:2, :2].sum() == 0.0


@pytest.mark.parametrize(("spare", "rungs"), [("on", (1, 3)), ("off", (0, 2))])
def test_partial_sanctions_spare_allies_if_the_switch_says_so(spare, rungs):
    sanctions = [0.0, 2.0, 2.0, 2.0]
    timeline = made(PAIR, figures={"sanctions.a-b": sanctions}, initial={"a-b": {"security": 3, "economic": 1}})
    single = SingleRun(timeline, plain(status_quo_bias=5.0, sanctions_spare_allies=spare), seed=0, run=0)
    for expected in ((1, 3), rungs, rungs):
        single.weigh_options()
        assert (single.tie(A, B).economic, single.tie(A, B).security) == expected
        single.carry_on()


# force

FOUGHT = [0.0, 4.0, 5.0, 0.0, 0.0]


def rungs_of(timeline, settings):
    """Return the rungs of economy and security on which the two weigh their moves, year by year."""
    single, rungs = SingleRun(timeline, settings, seed=0, run=0), []
    while not single.is_over:
        single.weigh_options()
        rungs.append((single.tie(A, B).economic, single.tie(A, B).security))
        single.carry_on()
    return rungs


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ({"security": 2, "economic": 2}, [(2, 2), (2, 0), (2, 0), (2, 1), (2, 1)]),
        ({"security": 1, "economic": 1}, [(1, 1), (1, 0), (1, 0), (1, 1), (1, 1)]),
        ({"security": 3, "economic": 2}, [(2, 3)] * 5),
        ({"security": 0, "economic": 1}, [(1, 0)] * 5),
    ],
    ids=["friends", "strangers", "allies", "adversaries"],
)
def test_a_year_of_force_is_one_of_confrontation_which_those_leave_who_did_not_choose_it(first, expected):
    timeline = made(PAIR, years=(2000, 2004), figures={"dispute_level.a-b": FOUGHT}, initial={"a-b": first})
    assert rungs_of(timeline, plain(status_quo_bias=5.0, force="on")) == expected


def test_nobody_bargains_over_the_security_ladder_while_they_fight():
    timeline = made(PAIR, figures={"dispute_level.a-b": [0.0, 4.0, 0.0, 0.0]}, initial={"a-b": {"security": 2}})
    single = SingleRun(timeline, plain(force="on", status_quo_bias=5.0), seed=0, run=0)
    for fights in (0.0, 1.0, 0.0):
        single.weigh_options()
        assert single.world.security_pinned[A, B] == single.world.security_pinned[B, A] == fights
        single.carry_on()
        assert single.world.stepped_down[:2, :2].sum() == 0.0


@pytest.mark.parametrize(("force", "level"), [("off", 5.0), ("on", 3.0)])
def test_short_of_force_or_with_the_switch_off_a_dispute_moves_no_ladder(force, level):
    timeline = made(PAIR, figures={"dispute_level.a-b": level}, initial={"a-b": {"security": 2}})
    assert rungs_of(timeline, plain(status_quo_bias=5.0, force=force)) == [(1, 2)] * 4


def test_force_of_the_first_year_is_no_choice_either():
    """Only a rivalry puts two states into confrontation before the first year; from force they find back."""
    force = {"dispute_level.a-b": [4.0, 0.0, 0.0, 0.0]}
    settings = plain(status_quo_bias=5.0, force="on")
    assert rungs_of(made(PAIR, figures=force), settings) == [(1, 0), (1, 1), (1, 1), (1, 1)]
    assert rungs_of(made(PAIR, figures=force), plain(status_quo_bias=5.0, force="off")) == [(1, 1)] * 4
    rivals = made(PAIR, figures=force | {"rivalry.a-b": [1.0, 1.0, 1.0, 1.0]})
    assert rungs_of(rivals, settings) == [(1, 0)] * 4


def test_force_that_follows_a_pinned_or_a_dated_rung_is_its_own():
    """A year whose rung the file gives ends what force had begun: the confrontation after it is nobody's but theirs."""
    force = {"dispute_level.a-b": [4.0, 4.0, 0.0, 0.0]}
    pin = {"pair": "a-b", "ladder": "security", "years": [2001, 2001], "level": 0}
    pinned = made(PAIR, figures=force, pins=[pin], initial={"a-b": {"security": 1}})
    assert rungs_of(pinned, plain(status_quo_bias=5.0, force="on")) == [(1, 0)] * 4
    dated = made(PAIR, figures=force, events=[event(2001, 2)], initial={"a-b": {"security": 1}})
    assert rungs_of(dated, plain(status_quo_bias=5.0, force="on")) == [(1, 0), (1, 0), (1, 2), (1, 2)]


# beliefs


def test_images_follow_behaviour_then_the_record():
    """From 0.2: half the way to the 0.5 that no tie shows, then a quarter of the way to a rival's 0.9."""
    settings = plain(
        intent_learning=0.5, record_pull=0.25, rivalry_intent=0.9, peaceful_intent=0.2, crisis_alarm=0.0,
        status_quo_bias=5.0,
    )  # fmt: skip
    timeline = made(PAIR, figures={"rivalry.a-b": [0.0, 1.0, 1.0, 1.0]}, initial={"a-b": {"security": 1}})
    single = SingleRun(timeline, settings, seed=0, run=0)
    single.weigh_options()
    single.carry_on()
    after_peace = 0.2 + 0.5 * (0.5 - 0.2)
    after_peace += 0.25 * (0.2 - after_peace)
    assert single.world.intent[A, B] == pytest.approx(after_peace)
    single.weigh_options()
    single.carry_on()
    moved = after_peace + 0.5 * (0.5 - after_peace)
    assert single.world.intent[A, B] == pytest.approx(moved + 0.25 * (0.9 - moved))


@pytest.mark.parametrize(("rung", "shown"), [(0, 1.0), (1, 0.5), (2, 0.25), (3, 0.0)])
def test_what_a_rung_shows(rung, shown):
    settings = plain(intent_learning=1.0, record_pull=0.0, images="behaviour", crisis_alarm=0.0, status_quo_bias=5.0)
    single = SingleRun(made(PAIR, initial={"a-b": {"security": rung}}), settings, seed=0, run=0)
    single.weigh_options()
    single.carry_on()
    assert single.world.intent[A, B] == pytest.approx(shown)


def test_a_pact_ages_and_an_unanswered_crisis_begins_it_again():
    timeline = threatened(
        initial={"a-b": {"security": 3}}, events=[{**ATTACK, "year": 2002}],
        adjust=[{"quantity": "intent", "of": "b->c", "value": 1.0}],
    )  # fmt: skip
    settings = plain(**{**CONTEST, "status_quo_bias": 5.0}, **{**STAKES, "facing_cost": 10.0}, **CERTAIN)
    single = SingleRun(timeline, settings, seed=0, run=0)
    ages = []
    while not single.is_over:
        single.weigh_options()
        single.carry_on()
        ages.append(single.world.pact_years[A, B])
    assert ages == [1.0, 2.0, 0.0, 1.0]


# growth


def growing(**settings):
    timeline = made(
        PAIR, figures={"gdp.b": 300.0, "cinc.b": 0.3}, capabilities="model",
        initial={"a-b": {"security": 0, "economic": 0}} if settings.pop("hostile", False) else {},
    )  # fmt: skip
    rates = {
        "growth_rate": 0.03,
        "trade_growth": 0.0,
        "sanction_drag": 0.04,
        "burden_drag": 0.01,
        "growth_error_sd": 0.0,
    }
    single = SingleRun(timeline, plain(**{**MARKET, **rates, "status_quo_bias": 5.0, **settings}), seed=0, run=0)
    single.weigh_options()
    single.carry_on()
    return single.world


def test_growth_by_hand():
    """Sanctions of no recorded severity count half, confrontation with the only other state wholly."""
    world = growing(hostile=True)
    grown = [share * math.exp(0.03 - 0.04 * 0.5 - 0.01) for share in (0.1, 0.3)]
    total = sum(grown) + 0.6 * math.exp(0.03)
    assert list(world.capability) == pytest.approx([share / total for share in grown])
    assert world.economy[A] == pytest.approx(0.25 * math.exp(0.0))


def test_states_grow_at_once():
    """Ordinary trade with the market that the year began with: 0.02 1/2 of 3/4 for a, of 1/4 for b."""
    world = growing(trade_growth=0.02)
    assert world.economy[A] == pytest.approx(0.25 * math.exp(0.03 + 0.02 * 0.5 * 0.75), rel=1e-12)
    assert world.economy[B] == pytest.approx(0.75 * math.exp(0.03 + 0.02 * 0.5 * 0.25), rel=1e-12)
