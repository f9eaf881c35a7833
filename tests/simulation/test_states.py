"""The Mesa model can be stepped, looked into, copied and played; that it runs the ensemble's bits: test_same_bits."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.scenario import load
from realpolitik.simulation.decision_rules import Isolationist, JointMove, Opportunist, ScriptedPath
from realpolitik.simulation.states import RealistModel
from realpolitik.simulation.world import PARTS
from realpolitik.theory import choice
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.theory.classes import CLASSES


@pytest.fixture(scope="module")
def three_states():
    return load("islamic-republic").timeline()


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


def test_what_is_seen_has_the_error_of_the_year_and_the_image_has_not(three_states):
    told = {sd: RealistModel(three_states, {"intent_error_sd": sd}, run=1) for sd in (0.0, 1.0)}
    for model in told.values():
        assert set(model.states["iran"].intent_seen.values()) == {0.0}, "nothing was seen yet"
        model.weigh_options()
    certain, erring = (model.states["iran"] for model in told.values())
    assert certain.intent_seen == pytest.approx(certain.intent)
    assert erring.intent == certain.intent
    assert all(abs(erring.intent_seen[other] - erring.intent[other]) > 0.01 for other in erring.partners)


def test_large_gains_are_possible_moves_all_the_same(three_states):
    modest, huge = (RealistModel(three_states, {"aims_weight": weight}) for weight in (0.2, 1e9))
    for model in (modest, huge):
        model.step()
    moves = modest.states["iran"].gains("russia")
    assert set(huge.states["iran"].gains("russia")) == set(moves)
    assert min(huge.states["iran"].gains("russia").values()) < -9.0


def test_collects_ties_and_beliefs(three_states):
    model = RealistModel(three_states)
    model.run_model()
    of_model = model.datacollector.get_model_vars_dataframe()
    assert list(of_model["year"]) == list(three_states.years)
    assert of_model["class__iran_russia"].iloc[-1] == model.tie("iran-russia").class_name
    of_agents = model.datacollector.get_agent_vars_dataframe()
    assert len(of_agents) == 3 * len(three_states.years)
    iran = of_agents[of_agents["state"] == "iran"].iloc[-1]
    assert iran["trust__russia"] == model.states["iran"].trust["russia"]
    assert np.isnan(iran["trust__iran"])


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


def test_a_step_up_needs_consent_which_comes_by_the_logit_of_the_gain(three_states):
    """As often as the other's gain and the aid suggest, and else the pair stays."""
    assumptions = make_assumptions(rationality=8.0)
    chances, consents = [], 0
    for run in range(12):
        model = RealistModel(three_states, assumptions, run=run, rules={"iran": ScriptedPath({"russia": {0: (2, 3)}})})
        world = model.single.world
        while model.running:
            model.weigh_options()
            before = model.tie("iran-russia")
            gains = model.states["russia"].gains("iran")
            move = JointMove(before.economic < 2, before.security < 3)
            model.step()
            if move != (0, 0) and move in gains:
                index = 3 * (move.security + 1) + move.economic + 1
                assert world.move[0, 1] in (index, choice.STAY)
                chances.append(choice.acceptance(gains[move] + world.offers[0, 1, index], assumptions.rationality))
                consents += world.move[0, 1] == index
    expected, spread = sum(chances), sum(chance * (1 - chance) for chance in chances) ** 0.5
    assert 20 < expected < len(chances) - 20  # the test saw both
    assert abs(consents - expected) < 4 * spread


def test_a_step_down_needs_nobody(three_states):
    leave = ScriptedPath({"russia": {0: (0, 0)}})
    model = RealistModel(three_states, rules={"iran": leave})
    before = model.tie("iran-russia")
    while model.running and before != (0, 0, "hostile"):
        model.step()
        after = model.tie("iran-russia")
        assert (after.economic, after.security) == (max(0, before.economic - 1), max(0, before.security - 1))
        before = after
    assert before.class_name == "hostile"


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
