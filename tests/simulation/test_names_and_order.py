"""Names and order carry no meaning: reordered or renamed states do the same, draws follow names."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from realpolitik.scenario import load
from realpolitik.scenario.mapping import map_timeline
from realpolitik.scenario.schema import in_scenario_order
from realpolitik.simulation import ensemble
from realpolitik.simulation.bargaining import IMPOSSIBLE
from realpolitik.simulation.ensemble import PAIR_RECORD, run_ensemble
from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.assumptions import make_assumptions
from tests.simulation.worlds import made, without_crises

FORWARD = {name.removesuffix("_forward") for name in PAIR_RECORD if name.endswith("_forward")}
WITHOUT_CHANCE = {
    "choice_rule": "best_reply", "crises": "off", "intent_error_sd": 0.0, "capability_error_sd": 0.0,
}  # fmt: skip


def reordered(name, states, bystanders=None):
    """Return the timeline of a shipped scenario with its actors in another order."""
    scenario = load(name)
    document = scenario.document
    update = {"states": {state: document.states[state] for state in states}}
    if bystanders:
        update["bystanders"] = {actor: document.bystanders[actor] for actor in bystanders}
    return map_timeline(scenario.series, in_scenario_order(document.model_copy(update=update)), scenario.elites)


def without_chance(timeline):
    """Return the only run that there is without error and chance."""
    return run_ensemble(without_crises(timeline), make_assumptions(**WITHOUT_CHANCE), runs=1, seed=0, trajectories=True)


def by_names(timeline, found):
    """Return the trajectories of the pairs by the names of the two, alphabetically, and of states by name."""
    told = {}
    for p, (i, j) in enumerate(timeline.pair_indices):
        first, second = timeline.states[i], timeline.states[j]
        turned = first > second
        for column, label in enumerate(PAIR_RECORD):
            stem, _, way = label.rpartition("_")
            if stem in FORWARD and turned:
                label = f"{stem}_{'backward' if way == 'forward' else 'forward'}"
            told["-".join(sorted((first, second))), label] = found.pair_record[:, :, p, column]
    for i, state in enumerate(timeline.states):
        for k, actor in enumerate(timeline.actors):
            told[state, actor] = found.threat[:, :, i, k], found.intent[:, :, i, k]
        told[state, "interests"] = found.interests[:, :, i]
    return told


def assert_same(left, right):
    assert set(left) == set(right)
    for key, value in left.items():
        # sums over partners run in another order: the last bits may differ
        assert np.allclose(value, right[key], atol=1e-5), key


ORDERS = list(itertools.permutations(("iran", "russia", "west")))[1:]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_reordered_states_without_chance_do_the_same(order):
    timelines = [load("islamic-republic").timeline(), reordered("islamic-republic", order)]
    assert timelines[1].states == order
    assert_same(*(by_names(timeline, without_chance(timeline)) for timeline in timelines))


def test_reordered_bystanders_change_nothing():
    scenario = load("islamic-republic")
    timelines = [
        scenario.timeline(),
        reordered("islamic-republic", scenario.roster.states, tuple(reversed(scenario.roster.bystanders))),
    ]
    found = [
        by_names(timeline, run_ensemble(timeline, make_assumptions(), runs=8, seed=3, trajectories=True))
        for timeline in timelines
    ]
    assert_same(*found)


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize("name", ["islamic-republic", "all-three-removed"])  # the latter has states of equal power
def test_reordered_states_draw_the_same(name, order):
    timelines = [load(name).timeline(), reordered(name, order)]
    found = [
        by_names(timeline, run_ensemble(timeline, make_assumptions(), runs=8, seed=3, trajectories=True))
        for timeline in timelines
    ]
    assert_same(*found)


def renamed(names):
    """Return a timeline of three unlike states under these names."""
    a, b, c = names
    figures = {
        f"cinc.{a}": 0.02, f"cinc.{b}": 0.12, f"cinc.{c}": 0.3, f"gdp.{a}": 30.0, f"gdp.{b}": 200.0, f"gdp.{c}": 900.0,
        f"distance_km.{a}-{b}": 0.0, f"distance_km.{a}-{c}": 2500.0, f"distance_km.{b}-{c}": 400.0,
        f"ideal_distance.{a}-{b}": 1.0, f"ideal_distance.{a}-{c}": 2.0, f"ideal_distance.{b}-{c}": 2.5,
        f"rivalry.{b}-{c}": 1.0, f"rivalry.{a}-x": 1.0,
    }  # fmt: skip
    return made(names, ("x",), (2000, 2011), figures)


def test_renamed_states_without_chance_do_the_same():
    plain, other = (without_chance(renamed(names)) for names in (("a", "b", "c"), ("zambia", "mali", "chile")))
    assert np.array_equal(plain.pair_record, other.pair_record)
    assert np.array_equal(plain.interests, other.interests)


def test_renamed_states_draw_other_numbers_and_nothing_else_changes(monkeypatch):
    """The name enters a run through its key alone: with the keys of the old names, the new ones run the old run."""
    old, new = renamed(("a", "b", "c")), renamed(("zambia", "mali", "chile"))
    runs = [run_ensemble(timeline, make_assumptions(), runs=6, seed=1, trajectories=True) for timeline in (old, new)]
    assert not np.array_equal(runs[0].pair_record, runs[1].pair_record)
    keys = ensemble.name_keys(old.actors)
    monkeypatch.setattr(ensemble, "name_keys", lambda actors: keys)
    again = run_ensemble(new, make_assumptions(), runs=6, seed=1, trajectories=True)
    for name in ("pair_record", "threat", "intent", "interests", "summary"):
        assert np.array_equal(getattr(again, name), getattr(runs[0], name)), name


def test_scenarios_share_the_draws_of_the_states_that_they_share():
    """What a state sees in the first year has the same error with and without a fourth state in the world."""
    three, four = load("islamic-republic").timeline(), load("multipolar-with-china").timeline()
    worlds = []
    for timeline in (three, four):
        single = SingleRun(timeline, make_assumptions(), seed=12, run=5)
        single.weigh_options()
        worlds.append(single.world)
    for first, second in itertools.permutations(three.states, 2):
        errors = [
            world.intent_error[timeline.states.index(first), timeline.states.index(second)]
            for world, timeline in zip(worlds, (three, four), strict=True)
        ]
        assert errors[0] == errors[1] != 0.0


def test_the_two_sides_of_a_pair_weigh_the_same_moves():
    """A move that one side can make with the other, the other can make with it."""
    timeline = load("multipolar-with-china").timeline()
    single = SingleRun(timeline, make_assumptions(), seed=0, run=1)
    while not single.is_over:
        single.weigh_options()
        possible = single.world.gains > IMPOSSIBLE
        assert np.array_equal(possible, possible.transpose(1, 0, 2))
        single.carry_on()
        for rungs in (single.world.security, single.world.economic, single.world.move):
            square = rungs[: len(timeline.states), : len(timeline.states)]
            assert np.array_equal(square, square.T)
