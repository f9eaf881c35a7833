"""The decision trace: its numbers are those of the run."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from realpolitik.explanation import explain
from realpolitik.limits import LARGEST_SEED
from realpolitik.scenario import load
from realpolitik.simulation.ensemble import PAIR_RECORD, run_ensemble
from realpolitik.theory.assumptions import make_assumptions
from tests.explanation.conftest import SEED, SETTINGS_OF, STAY, stopped_before_the_moves


@pytest.mark.parametrize("name", ["pahlavi", "islamic-republic", "multipolar-with-china"])
def test_rungs_and_trust_are_those_of_the_ensemble(name):
    scenario = load(name)
    timeline = scenario.timeline()
    record = run_ensemble(timeline, make_assumptions(), runs=2, seed=SEED, trajectories=True, threads=1).pair_record[1]
    for p, pair in enumerate(timeline.pairs):
        t = 1 + 5 * p
        found = explain(scenario, 1, timeline.years[t], pair, SEED)
        last_year, this_year = record[t - 1, p], record[t, p]
        assert (found.ended_last_year.security, found.ended_last_year.economic) == tuple(last_year[:2])
        assert (found.ended.security, found.ended.economic) == tuple(this_year[:2])
        assert np.array_equal(np.float32([side.trust for side in found.sides]), last_year[2:4])
        assert np.array_equal(np.float32([side.trust_after for side in found.sides]), this_year[2:4])
        willing = [_best_step_up(found, side.state) for side in found.sides]
        assert np.array_equal(np.float32(willing), this_year[[PAIR_RECORD.index("willingness_forward"), -1]])


def _best_step_up(found, state):
    gains = [option.gains[state].gain for option in found.options if option.possible and max(option.move) > 0]
    return max(gains, default=0.0)


def test_a_year_begins_where_the_last_one_ended(republic):
    years = [explain(republic, 3, year, "iran-west", SEED) for year in (1981, 1982, 1983)]
    assert years[0].started.economic == 0
    for before, after in itertools.pairwise(years):
        assert after.ended_last_year == before.ended
        for left, right in zip(before.sides, after.sides, strict=True):
            assert left.trust_after == right.trust
    # the sanctions of 1979-81 end by an event of 1982
    assert [given.kind for given in years[1].given if given.ladder == "economic"] == ["event"]
    assert years[1].ended.economic == 1


def test_since_when_the_pair_is_in_its_class(republic):
    found = explain(republic, 2, 2006, "iran-russia", SEED)
    earlier = range(max(found.since - 1, republic.years[0]), found.year)
    classes = [explain(republic, 2, year, "iran-russia", SEED).ended.class_name for year in earlier]
    if found.since > republic.years[0]:
        assert classes.pop(0) != found.started.class_name
    assert set(classes) == {found.started.class_name}
    assert f"as since {found.since}" in " ".join(str(found).split())


def test_parts_of_the_national_interest_sum_to_the_gain(decades):
    for found in decades:
        for option in found.options:
            for gain in option.gains.values():
                assert sum(gain.parts.values()) == pytest.approx(gain.gain, abs=1e-12)


@pytest.mark.parametrize("form", SETTINGS_OF["utility_form"])
def test_parts_sum_to_the_gain_in_every_form_of_utility(republic, form):
    scenario = republic.with_settings({"switches.utility_form": form})
    found = explain(scenario, 0, 1994, "iran-russia", SEED)
    gains = [gain for option in found.options for gain in option.gains.values()]
    assert any(gain.gain != 0.0 for gain in gains)
    for gain in gains:
        assert sum(gain.parts.values()) == pytest.approx(gain.gain, abs=1e-12)


def test_crises_are_those_of_the_run(republic):
    dated = explain(republic, 0, 1980, "iran-russia", SEED)
    war = next(crisis for crisis in dated.crises if crisis.victim == "iran")
    assert (war.challenger, war.text) == ("iraq", "Iraq invades Iran")
    for run in range(4):
        year, states = 2003, republic.roster.states
        found = explain(republic, run, year, "iran-russia", SEED)
        single = stopped_before_the_moves(republic, year, run)
        single.carry_on()
        told = {crisis.victim: crisis for crisis in found.crises}
        for i, victim in enumerate(states):
            challenger = int(single.world.challenger[i])
            asked = {states[j]: single.world.support[i, j] for j in range(3) if single.world.support[i, j]}
            if challenger >= 0 and {victim, republic.roster.actors[challenger], *asked} & {"iran", "russia"}:
                crisis = told.pop(victim)
                assert crisis.challenger == republic.roster.actors[challenger]
                assert crisis.text == ""
                assert set(crisis.stood_by) == {state for state, answer in asked.items() if answer > 0}
                assert set(crisis.stood_aside) == {state for state, answer in asked.items() if answer < 0}
        assert not told


def test_lessons_agree_with_trust(decades):
    for found in decades:
        for side in found.sides:
            if side.lesson in ("stepped_down", "stood_aside"):
                assert side.trust_after < side.trust
            elif side.lesson in ("kept", "stood_by"):
                assert side.trust_after > side.trust
            else:
                assert side.lesson == "no_news"
                assert abs(side.trust_baseline - side.trust_after) <= abs(side.trust_baseline - side.trust)
    assert len({side.lesson for found in decades for side in found.sides}) >= 2


def test_without_error_of_perception_all_is_seen_as_it_is(republic):
    exact = {"assumptions.intent_error_sd": 0.0, "assumptions.capability_error_sd": 0.0}
    clear, blurred = (explain(republic.with_settings(s), 0, 1999, "iran-russia", SEED) for s in (exact, {}))

    def errors(found):
        pairs = [
            seen for side in found.sides for seen in (*side.threats.values(), side.intent, side.partner_capability)
        ]
        return [abs(seen.seen - seen.without_error) for seen in pairs]

    assert max(errors(clear)) < 1e-15
    assert max(errors(blurred)) > 1e-3
    assert "(without error" not in str(clear)
    assert "(without error" in str(blurred)
    for otherwise in clear.otherwise:
        if otherwise.condition == "no_misperception":
            assert otherwise.net_otherwise == pytest.approx(otherwise.net, abs=1e-15)


def test_name_path_and_scenario_and_both_orders_give_the_same(republic, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('format_version = 1\nextends = "islamic-republic"\ntitle = "Mine"\n')
    expected = explain(republic, 0, 1984, "iran-russia", SEED)
    assert explain("islamic-republic", 0, 1984, "russia-iran", SEED) == expected
    assert replace(explain(path, 0, 1984, "iran-russia", SEED), scenario=expected.scenario) == expected
    assert explain(republic, run=1, year=1984, pair="iran-russia", seed=SEED) != expected
    assert explain(republic, 0, 1984, "iran-russia") == explain(republic, 0, 1984, "iran-russia", seed=0)


def test_settings_of_the_scenario_count(republic):
    scenario = republic.with_settings({"assumptions.status_quo_bias": 0.07, "switches.aid": "off"})
    found = explain(scenario, 0, 1992, "iran-russia", SEED)
    assert found.option(STAY).counts == found.status_quo_bias == 0.07
    assert {gain.aid for option in found.options for gain in option.gains.values()} == {0.0}
    assert {gain.outside for option in found.options for gain in option.gains.values()} == {0.0}


def test_the_largest_seed_and_run_are_taken(republic):
    found = explain(republic, LARGEST_SEED, 1979, "iran-russia", LARGEST_SEED)
    assert (found.run, found.seed) == (LARGEST_SEED, LARGEST_SEED)
