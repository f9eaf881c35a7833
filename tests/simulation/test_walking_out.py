"""Who walks out by a decision rule of its own breaks its word, whatever each side gains; and a rule may fail."""

from __future__ import annotations

import numpy as np
import pytest

import realpolitik as rp
from realpolitik.errors import InputError
from realpolitik.simulation.states import RealistModel
from realpolitik.theory.assumptions import UnknownAssumption, make_assumptions

IRAN, RUSSIA = 0, 1


class WalksOut:
    """Come together, and walk out of whatever cooperation there is."""

    def __call__(self, state, partner):
        if {state.name, partner} != {"iran", "russia"}:
            return None
        return (0, -1) if state.tie(partner).security >= 2 else (0, 1)


class Stays:
    def __call__(self, state, partner):
        return (0, 1) if state.tie(partner).security < 2 else (0, 0)


@pytest.mark.parametrize(
    ("rules", "broke_its_word"),
    [
        ({"iran": WalksOut(), "russia": Stays()}, {"iran"}),
        ({"iran": Stays(), "russia": WalksOut()}, {"russia"}),
        ({"iran": WalksOut(), "russia": WalksOut()}, {"iran", "russia"}),
    ],
)
def test_whoever_walks_out_breaks_its_word(rules, broke_its_word):
    seen, settings = 0, make_assumptions(force="off")  # force on record would end the tie with nobody walking out
    for run in range(4):
        model = RealistModel("islamic-republic", run=run, rules=rules, assumptions=settings)
        while model.running:
            before, trust = model.tie("iran-russia"), model.single.world.trust.copy()
            model.step()
            if before.security >= 2 and model.tie("iran-russia").security < before.security:
                seen += 1
                world = model.single.world
                for state, other, row in (("iran", RUSSIA, IRAN), ("russia", IRAN, RUSSIA)):
                    assert world.stepped_down[other, row] == (state in broke_its_word), (run, model.year, state)
                    if state in broke_its_word:
                        assert world.trust[other, row] < trust[other, row]
    assert seen > 10


def test_a_step_off_the_model_is_told_by_its_gains():
    """Without a rule nobody is known to have proposed a step: the side that gains more by it broke the tie."""
    seen = 0
    for run in range(60):  # few runs of the Shah have arms from Moscow to walk out of
        model = RealistModel("pahlavi", run=run)
        while model.running:
            before = model.tie("iran-russia").security
            model.weigh_options()
            gains = {row: model.single.world.gains[row, 1 - row].copy() for row in (IRAN, RUSSIA)}
            model.step()
            world, move = model.single.world, int(model.single.world.move[IRAN, RUSSIA])
            if before >= 2 and move in (0, 1):
                seen += 1
                by_iran = gains[IRAN][move] > gains[RUSSIA][move]
                assert (world.stepped_down[RUSSIA, IRAN], world.stepped_down[IRAN, RUSSIA]) == (by_iran, not by_iran)
    assert seen > 3


class FailsOnce:
    def __init__(self, year):
        self.year = year

    def __call__(self, state, partner):
        if state.year == self.year:
            self.year = None
            raise KeyError("a slip")
        return None


def test_a_rule_that_fails_leaves_the_year_to_be_stepped_again():
    straight, failing = (
        RealistModel("islamic-republic"),
        RealistModel("islamic-republic", rules={"russia": FailsOnce(1985)}),
    )
    straight.run_model()
    with pytest.raises(KeyError, match="a slip"):
        failing.run_model()
    assert (failing.year, failing.time, failing.running) == (1985, 6, True)
    failing.run_model()
    assert failing.year == 2025
    assert failing.single.world.buffer.tobytes() == straight.single.world.buffer.tobytes()


def test_a_rule_taken_away_after_it_failed_leaves_no_proposal():
    def leaves_russia_and_fails(state, partner):
        if state.year < 1989:  # before it acts, the run is that of no rule
            return None
        if partner == "west":
            raise KeyError("a slip")
        return (0, -1)

    straight = RealistModel("islamic-republic")
    failing = RealistModel("islamic-republic", rules={"iran": leaves_russia_and_fails})
    for _ in range(3):
        with pytest.raises(KeyError, match="a slip"):
            failing.run_model()
    assert failing.year == 1989
    failing.states["iran"].rule = None
    failing.run_model()
    straight.run_model()
    assert failing.single.world.buffer.tobytes() == straight.single.world.buffer.tobytes()


# what the model is given


def bits(model):
    model.run_model()
    return model.single.world.buffer.tobytes()


def test_settings_of_a_scenario_are_kept_however_it_is_given():
    own = rp.load("islamic-republic").with_settings({"identity": "off", "trust_loss": 0.9})
    all_of_them = make_assumptions(identity="off", trust_loss=0.9)
    expected = bits(RealistModel(rp.load("islamic-republic").timeline(), all_of_them, run=7))
    assert expected != bits(RealistModel("islamic-republic", run=7))
    assert bits(RealistModel(own, run=7)) == expected
    assert bits(RealistModel(own.timeline(), run=7)) == expected
    assert bits(RealistModel(rp.load("islamic-republic"), {"identity": "off", "trust_loss": 0.9}, run=7)) == expected
    replaced = bits(RealistModel(own, {"identity": "on"}, run=7))
    assert replaced == bits(RealistModel("islamic-republic", {"trust_loss": 0.9}, run=7))


def test_a_run_here_is_the_ensembles_run_for_a_scenario_with_settings_of_its_own():
    own = rp.load("islamic-republic").with_settings({"choice_rule": "null"})
    classes = rp.simulate(own, runs=8, seed=0, trajectories=True).ensemble.pair_record[7, :, 0, 0]
    model = RealistModel(own, seed=0, run=7)
    rungs = []
    while model.running:
        model.step()
        rungs.append(model.tie("iran-russia").security)
    assert np.array_equal(classes, rungs)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"scenario": 7}, "scenario: found 7; allowed: a scenario, its timeline"),
        ({"scenario": "islamic-republik"}, "did you mean 'islamic-republic'"),
        ({"assumptions": [1]}, r"assumptions: found \[1\]; allowed: names and values"),
        ({"rules": {"iran": "opportunist"}}, "rules.iran: found 'opportunist'; allowed: something to call"),
        ({"rules": ["iran"]}, r"rules: found \['iran'\]"),
        ({"run": "7"}, "run: found '7'; allowed: a whole number"),
        ({"run": 1.5}, "run: found 1.5"),
        ({"seed": True}, "seed: found True"),
    ],
)
def test_what_is_no_input_is_told(given, text):
    with pytest.raises(InputError, match=text):
        RealistModel(**{"scenario": "pahlavi", **given})


def test_an_unknown_assumption_is_told():
    with pytest.raises(UnknownAssumption, match="did you mean 'trust_loss'"):
        RealistModel("pahlavi", {"trust_los": 0.5})
