"""What a move counted for a pair, how likely it was, and who held back."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from realpolitik.explanation import explain
from realpolitik.explanation.bargain import Bargain, steps_of
from realpolitik.scenario import load
from realpolitik.theory.choice import MOVES
from tests.explanation.conftest import SEED, SETTINGS_OF, STAY, stopped_before_the_moves


@pytest.mark.parametrize("rule", SETTINGS_OF["choice_rule"])
def test_probabilities_sum_to_one_and_the_drawn_move_had_one(republic, rule):
    scenario = republic.with_settings({"switches.choice_rule": rule})
    found = explain(scenario, 1, 1997, "iran-russia", SEED)
    assert sum(option.probability for option in found.options) == pytest.approx(1.0)
    assert found.option(found.drawn).probability > 0.0
    assert found.option(found.likeliest).probability == max(option.probability for option in found.options)
    assert {option.move for option in found.options} == {steps_of(move) for move in range(MOVES)}
    assert found.choice_rule == rule


def test_probabilities_of_independent_choice_are_its_frequencies(republic):
    """The chances that the explanation puts together are those with which the rule draws."""
    scenario = republic.with_settings({"switches.choice_rule": "independent", "assumptions.rationality": 20.0})
    weighed = stopped_before_the_moves(scenario, 1984)
    stated = np.array([option.probability for option in Bargain(weighed, 0, 1).options()])
    draws = 4000
    count = np.zeros(MOVES)
    for run in range(draws):
        weighed._draws = (np.uint64(SEED), np.uint64(run))
        weighed.settle(0, 1)
        count[int(weighed.world.move[0, 1])] += 1
    spread = np.sqrt(stated * (1.0 - stated) / draws)
    assert (np.abs(count / draws - stated) <= 4.5 * spread + 1e-9).all()
    assert (count > 0).sum() >= 4  # the test saw several moves


def test_what_a_move_counts_follows_from_gains_outside_option_and_aid(decades):
    seen = set()
    for found in decades:
        for option in found.options:
            if not option.possible:
                assert option.counts is None
                continue
            at_the_table = [gain.net + gain.aid for gain in option.gains.values()]
            if option.move == STAY:
                assert option.counts == found.status_quo_bias
            elif option.is_step_down:
                assert option.counts == pytest.approx(max(at_the_table) - option.price, abs=1e-15)
                seen |= {"price"} if option.price > 0.0 else set()
                seen |= {"ended aid"} if any(gain.aid > 0.0 for gain in option.gains.values()) else set()
            else:
                assert option.counts == pytest.approx(min(at_the_table), abs=1e-15)
            assert sum(gain.aid for gain in option.gains.values()) == 0.0
            if option.is_step_up and any(gain.aid > 0.0 for gain in option.gains.values()):
                seen.add("aid")
            seen |= {"outside"} if any(gain.outside > 0.0 for gain in option.gains.values()) else set()
    assert seen == {"aid", "ended aid", "outside", "price"}  # the test saw them all


def test_the_outside_option_is_the_best_of_those_that_others_grant(decades):
    with_rivals = [found for found in decades if found.alternatives]
    assert with_rivals
    for found in with_rivals:
        outside = max(gain.outside for option in found.options for gain in option.gains.values())
        assert max(found.alternatives.values()) == outside
        assert set(found.alternatives).isdisjoint({side.state for side in found.sides})


def test_who_blocks_gains_less(decades):
    blocked = [found for found in decades if found.blocker]
    assert len(blocked) >= 3
    for found in blocked:
        assert found.drawn == STAY
        option = found.option(found.focus)
        other = next(state for state in option.gains if state != found.blocker)
        less, more = option.gains[found.blocker], option.gains[other]
        assert less.net <= more.net
        reasons = less.reasons
        carried = max(reasons.values()) if less.net > 0.0 else min(reasons.values())
        assert reasons[less.foremost] == carried
        text = " ".join(str(found).split())
        if less.net <= 0.0 < more.net:
            assert f"{found.names[found.blocker]} held back" in text
            assert f"{found.names[other]} held back" not in text


@pytest.fixture
def aided(decades):
    """Return a pair that stayed: aid was offered for the step up, without which one side would have lost by it."""
    for found in decades:
        option = found.option(found.focus)
        gains = option.gains.values()
        helped = any(gain.aid > 0.001 and gain.net < 0.0 for gain in gains) and any(gain.net > 0.0 for gain in gains)
        if found.blocker and helped:
            return found
    raise AssertionError("no such year among them")


def with_gains(found, **changes):
    """Return an explanation in which the gains of the step that it is about are changed, by state."""
    option = found.option(found.focus)
    gains = {state: replace(gain, **changes.get(state, {})) for state, gain in option.gains.items()}
    counts = min(gain.net + gain.aid for gain in gains.values())
    changed = replace(option, gains=gains, counts=counts)
    return replace(found, options=tuple(changed if one is option else one for one in found.options))


def test_nobody_held_back_from_a_step_that_counted_more_than_staying(aided):
    counts = aided.option(aided.focus).counts
    by_chance = replace(aided, status_quo_bias=counts - 0.01)
    text = " ".join(str(by_chance).split())
    assert (by_chance.blocker, by_chance.chance_decided) == (None, True)
    assert "nobody held back" in text
    assert "chance decided" in text
    assert f"Without aid {aided.names[aided.blocker]} would have lost" in text
    assert " held back: it" not in text
    assert json.loads(json.dumps(by_chance.to_dict()))["blocker"] is None
    assert not aided.chance_decided
    assert "chance decided" not in str(aided)


def test_nobody_holds_back_who_draws_at_random(aided):
    assert replace(aided, choice_rule="null").blocker is None


def test_a_payer_that_would_lose_by_paying_is_told_beside_who_would_lose_without_aid(aided):
    client = aided.blocker
    patron = next(side.state for side in aided.sides if side.state != client)
    nothing = dict.fromkeys(aided.option(aided.focus).gains[client].parts, 0.0)
    lost = {"gain": -0.020, "parts": {**nothing, "autonomy": -0.020}, "outside": 0.0, "aid": 0.018}
    won = {"gain": 0.010, "parts": {**nothing, "security": 0.010}, "outside": 0.0, "aid": -0.018}
    found = with_gains(aided, **{client: lost, patron: won})
    text = " ".join(str(found).split())
    option = found.option(found.focus)
    assert (found.blocker, option.decider, option.decider_with_aid) == (client, client, patron)
    assert f"{found.names[client]} held back: without aid it would have lost (-0.020)" in text
    assert f"offered aid of 0.018; after paying it, {found.names[patron]} would have lost, too" in text
    less = with_gains(aided, **{client: {**lost, "aid": 0.025}, patron: {**won, "gain": 0.028, "aid": -0.025}})
    assert less.blocker == client
    assert f"after paying it, {found.names[patron]} would have gained the less of the two" in " ".join(
        str(less).split()
    )


def test_what_was_likeliest_is_named(decades):
    for found in decades:
        text = " ".join(str(found).split())
        chance = " had a chance of" if found.drawn != found.likeliest else " was the likeliest"
        stayed, moved = f"Staying{chance}" in text, f"That{chance}" in text or f"That move{chance}" in text
        assert (stayed, moved) == (found.drawn == STAY, found.drawn != STAY)


def test_staying_may_be_likelier_than_what_counts_for_more():
    of_chance = load("belarus").with_settings({"assumptions.rationality": 30.0})
    told = []
    for run, year in product(range(12), range(1995, 2025, 6)):
        found = explain(of_chance, run, year, "belarus-russia")
        step, stay = found.option(found.focus), found.option(STAY)
        if found.drawn == STAY and step.counts > stay.counts and step.probability < stay.probability:
            told.append(" ".join(str(found).split()))
            share = f"{stay.probability * 100:.0f} %"
            assert f"the likeliest all the same ({share}): steps off a ladder count as staying, too." in told[-1]
    assert any("Aid is left aside in the gains, not in the chances." in text for text in told)


def test_the_focus_is_the_move_made_or_the_nearest_step_up(decades):
    for found in decades:
        ups = [option for option in found.options if option.possible and option.is_step_up]
        if found.drawn != STAY:
            assert found.focus == found.drawn
            assert found.blocker is None
        elif ups:
            assert found.option(found.focus).counts == max(option.counts for option in ups)
    assert {found.drawn == STAY for found in decades} == {True, False}  # the test saw both
