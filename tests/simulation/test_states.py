"""The Mesa model is the ensemble's run, and can be stepped, looked into, copied and played."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.scenario import load
from realpolitik.simulation import draws
from realpolitik.simulation.decision_rules import Isolationist, JointMove, Opportunist, ScriptedPath
from realpolitik.simulation.ensemble import END_TRUST, SUMMARY, name_keys, run_chunk, run_ensemble
from realpolitik.simulation.states import RealistModel
from realpolitik.simulation.world import PARTS, assumed, inputs_of, new_world
from realpolitik.theory import choice
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.theory.classes import CLASSES


@pytest.fixture(scope="module")
def three_states():
    return load("islamic-republic").timeline()


@pytest.fixture(scope="module")
def four_states():
    return load("multipolar-with-china").timeline()


def world_of_ensemble(timeline, assumptions, seed, run, years):
    """Return the whole world of one run of the ensemble's kernel after so many years."""
    states, actors, pairs = len(timeline.states), len(timeline.actors), len(timeline.pairs)
    world = new_world(states, actors)
    world.keys[:] = name_keys(timeline.actors)
    no_pairs = np.zeros((0, 1, 1, 1), np.float32)
    no_beliefs = np.zeros((0, 1, 1, 1), np.float32)
    run_chunk(
        world, inputs_of(timeline), years, np.array(timeline.pair_indices), timeline.first_year,
        np.uint64(seed), np.uint64(run), assumed(assumptions), np.zeros((1, pairs, len(SUMMARY))),
        np.zeros((years, pairs, 5), np.int64), np.zeros((years, pairs), np.int64),
        no_pairs, no_beliefs, no_beliefs, no_beliefs,
    )  # fmt: skip
    return world


SETTINGS = (
    {},
    {"choice_rule": "null", "crises": "off", "aid": "off"},
    {"choice_rule": "best_reply", "images": "equal", "trust_learning": "off"},
    {
        "choice_rule": "independent",
        "images": "behaviour",
        "utility_form": "multiplicative",
        "identity": "off",
    },
    {"relative_gains": "dominant", "entrapment": "off", "crisis_rate": 0.5, "status_quo_bias": 0.0},
)


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("scenario", ["three_states", "four_states"])
def test_every_year_is_the_ensembles_bit_for_bit(scenario, settings, request):
    timeline = request.getfixturevalue(scenario)
    assumptions = make_assumptions(**settings)
    for seed, run in ((0, 0), (0, 11), (2**40, 3)):
        model = RealistModel(timeline, assumptions, seed=seed, run=run)
        for year in range(len(timeline.years)):
            model.step()
            world = world_of_ensemble(timeline, assumptions, seed, run, year + 1)
            assert model.single.world.buffer.tobytes() == world.buffer.tobytes(), (seed, run, year)


def test_growing_capabilities_are_the_ensembles(three_states):
    from dataclasses import replace

    free = replace(three_states, arrays=three_states.arrays._replace(capability_free=np.ones(1)))
    assumptions = make_assumptions()
    model = RealistModel(free, assumptions, run=4)
    while model.running:
        model.step()
    world = world_of_ensemble(free, assumptions, 0, 4, len(free.years))
    assert model.single.world.buffer.tobytes() == world.buffer.tobytes()


def test_equals_the_public_trajectories(four_states):
    assumptions = make_assumptions()
    runs = 3
    kept = run_ensemble(four_states, assumptions, runs=runs, seed=5, trajectories=True, threads=2)
    for run in range(runs):
        model = RealistModel(four_states, assumptions, seed=5, run=run)
        for year in range(len(four_states.years)):
            model.step()
            for p, (i, j) in enumerate(four_states.pair_indices):
                tie = model.tie(four_states.pairs[p])
                first, second = four_states.states[i], four_states.states[j]
                trust = model.states[first].trust[second], model.states[second].trust[first]
                expected = np.array([tie.security, tie.economic, *trust], np.float32)
                assert np.array_equal(kept.pair_record[run, year, p, :4], expected)
            for i, agent in enumerate(model.states.values()):
                others = [k for k in range(len(four_states.actors)) if k != i]
                assert np.array_equal(kept.threat[run, year, i, others], np.float32(list(agent.threat.values())))
                assert np.array_equal(kept.intent[run, year, i, others], np.float32(list(agent.intent.values())))
                assert np.array_equal(kept.interests[run, year, i], np.float32(list(agent.interests.values())))
        for p, (i, j) in enumerate(four_states.pair_indices):
            trust = model.single.world.trust
            assert kept.summary[run, p, END_TRUST] == min(trust[i, j], trust[j, i])


def test_mesas_random_numbers_take_no_part(three_states):
    quiet, noisy = RealistModel(three_states, run=2), RealistModel(three_states, run=2)
    while quiet.running:
        noisy.rng.random(7)
        noisy.random.random()
        quiet.step()
        noisy.step()
    assert quiet.single.world.buffer.tobytes() == noisy.single.world.buffer.tobytes()


def test_stops_after_the_last_year(three_states):
    model = RealistModel(three_states)
    assert model.year == 1978
    model.run_model()
    assert not model.running
    assert model.year == 2025
    assert model.time == len(three_states.years)
    with pytest.raises(RuntimeError, match="ended in 2025"):
        model.step()


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_a_copy_goes_on_as_the_original(three_states, duplicate):
    model = RealistModel(three_states, run=9)
    for _ in range(5):
        model.step()
    branch = duplicate(model)
    model.run_model()
    assert branch.year == 1983
    branch.run_model()
    assert branch.single.world.buffer.tobytes() == model.single.world.buffer.tobytes()


def test_what_can_be_seen(three_states):
    model = RealistModel(three_states, run=1)
    iran = model.states["iran"]
    assert iran.gains("russia") == {}
    model.step()
    assert model.tie("russia-iran") == model.tie("iran-russia") == iran.tie("russia")
    assert model.tie("iran-russia").class_name in CLASSES
    assert set(iran.trust) == set(iran.partners) == {"russia", "west"}
    assert set(iran.threat) == set(iran.intent) == {*iran.partners, *three_states.bystanders}
    assert tuple(iran.interests) == PARTS
    assert iran.gains("russia")[JointMove(0, 0)] == 0.0
    assert model.states["russia"].gains("west") == {}  # pinned to the record
    assert repr(iran) == "StateAgent('iran', 1979)"
    with pytest.raises(InputError, match="did you mean 'russia-iran'"):
        model.tie("rusia-iran")
    with pytest.raises(InputError, match="unknown state 'irak'"):
        iran.tie("irak")
    with pytest.raises(InputError, match="'atlantis'"):
        RealistModel(three_states, rules={"atlantis": Isolationist()})
    with pytest.raises(ValueError, match="seed: found -1"):
        RealistModel(three_states, seed=-1)


def test_collects_ties_and_beliefs(three_states):
    model = RealistModel(three_states)
    model.run_model()
    of_model = model.datacollector.get_model_vars_dataframe()
    assert list(of_model["year"]) == list(three_states.years)
    assert of_model["class.iran-russia"].iloc[-1] == model.tie("iran-russia").class_name
    of_agents = model.datacollector.get_agent_vars_dataframe()
    assert len(of_agents) == 3 * len(three_states.years)
    iran = of_agents[of_agents["state"] == "iran"].iloc[-1]
    assert iran["trust.russia"] == model.states["iran"].trust["russia"]
    assert np.isnan(iran["trust.iran"])


def test_the_year_can_be_stopped_before_the_moves(three_states):
    stopped, straight = RealistModel(three_states, run=6), RealistModel(three_states, run=6)
    while straight.running:
        stopped.weigh_options()
        before = stopped.tie("iran-west")
        stopped.weigh_options()
        assert stopped.tie("iran-west") == before
        stopped.step()
        straight.step()
    assert stopped.single.world.buffer.tobytes() == straight.single.world.buffer.tobytes()


def test_a_rule_without_a_proposal_changes_nothing(three_states):
    own, plain = (
        RealistModel(three_states, rules={"iran": lambda state, partner: None}),
        RealistModel(three_states),
    )
    own.run_model()
    plain.run_model()
    assert own.single.world.buffer.tobytes() == plain.single.world.buffer.tobytes()


def test_a_step_down_happens_and_a_step_up_needs_consent(three_states):
    assumptions = make_assumptions(rationality=8.0)
    consents, refusals = 0, 0
    for run in range(30):
        model = RealistModel(three_states, assumptions, run=run, rules={"iran": ScriptedPath({"russia": {0: (2, 3)}})})
        world = model.single.world
        while model.running:
            model.weigh_options()
            before = model.tie("iran-russia")
            gains = model.states["russia"].gains("iran")
            move = JointMove(before.economic < 2, before.security < 3)
            possible = bool(gains) and move in gains
            model.step()
            after = world.move[0, 1]
            if possible and move != (0, 0):
                with np.errstate(over="ignore"):  # the words of the draws wrap around
                    number = draws.uniform(0, run, model.year, draws.BARGAIN, world.keys[0], world.keys[1])
                index = 3 * (move.security + 1) + move.economic + 1
                willing = gains[move] + world.offers[0, 1, index]
                consent = number < choice.acceptance(willing, assumptions.rationality)
                assert after == (index if consent else choice.STAY)
                consents += consent
                refusals += not consent
    assert consents > 20
    assert refusals > 20  # the test saw both


def test_an_isolationist_keeps_to_itself(three_states):
    for run in range(10):
        model = RealistModel(three_states, run=run, rules={"iran": Isolationist()})
        highest = 3
        while model.running:
            model.step()
            tie = model.tie("iran-russia")
            assert tie.security <= max(1, highest - 1)
            highest = tie.security


def test_two_rules_must_agree_on_a_step_up(three_states):
    wish = ScriptedPath({"russia": {0: (2, 3)}, "iran": {0: (2, 3)}})
    alone = RealistModel(three_states, rules={"iran": wish, "russia": Isolationist()})
    together = RealistModel(three_states, rules={"iran": wish, "russia": wish})
    for _ in range(4):
        alone.step()
        together.step()
    assert alone.tie("iran-russia").security <= 1
    assert together.tie("iran-russia").security == 3


def test_an_opportunist_proposes_its_best_move(three_states):
    model = RealistModel(three_states, run=3)
    model.step()
    gains = model.states["iran"].gains("russia")
    assert gains[Opportunist()(model.states["iran"], "russia")] == max(gains.values())


@pytest.mark.parametrize("proposal", [(2, 0), "up", 1, (0, 0, 0), (0.5, 0)])
def test_an_impossible_proposal_is_refused(three_states, proposal):
    model = RealistModel(three_states, rules={"iran": lambda state, partner: proposal})
    with pytest.raises(ValueError, match="allowed: None, or the steps"):
        model.step()
