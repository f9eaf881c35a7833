"""The plain Mesa model follows the same rules: on the same draws it lives through the same years."""

from __future__ import annotations

from dataclasses import replace

import mesa
import numpy as np
import pytest

from benchmarks.plain_mesa import PlainModel, rules, weighing
from realpolitik.scenario import load
from realpolitik.simulation.bargaining import IMPOSSIBLE
from realpolitik.simulation.crises import worth_to_supporter
from realpolitik.simulation.world import PARTS, assumed
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.theory.classes import CLASSES, class_of
from tests.benchmarks.replay import Replay

EXACT = 1e-9  # the compiled model has its own exp and log, good to the last place but one

SCENARIOS = (
    "islamic-republic",
    "pahlavi",
    "multipolar-with-china",
    "united-states-and-europe",
    "all-three-removed",
    "no-western-pressure",
    "belarus",
    "cuba",
    "neighbours",
)
SETTINGS = (
    {},
    # much happens: chance in every choice, crises, wedges, errors; every term of the weights counts
    {
        "rationality": 6.0, "crisis_rate": 0.5, "intent_error_sd": 0.8, "intent_learning": 0.1, "denial_weight": 1.0,
        "technology_gain": 0.5, "secondary_sanctions_loss": 1.0, "worth_nearness": 1.5, "aims_weight": 0.8,
        "wedge_offer": 0.4, "status_quo_bias": 0.0, "trust_gain": 0.2,
    },
)  # fmt: skip


def beliefs_of(plain, what, size):
    """Return a belief of all states as an array, states by actors (or states), 0 toward oneself."""
    values = np.zeros((len(plain.states), size))
    for state in plain.states:
        for other, value in getattr(state, what).items():
            if other is not state:
                values[state.row, other.row] = value
    return values


def compare_year(replay, gains):
    """Assert that the two models stand in the same world at the end of a year."""
    world, plain = replay.compiled.world, replay.plain
    states, actors = world.states, world.actors
    for (i, j), (name, tie) in zip(plain.timeline.pair_indices, plain.state_ties.items(), strict=True):
        assert (tie.security, tie.economic) == (world.security[i, j], world.economic[i, j]), name
        assert tie.class_name == CLASSES[int(class_of(world.economic[i, j], world.security[i, j]))]
        assert tie.pact_years == world.pact_years[i, j]
        aid = [tie.aid_expected[tie.first], tie.aid_expected[tie.second]]
        assert aid == pytest.approx([world.aid_expected[i, j], world.aid_expected[j, i]], abs=EXACT)
        for one, other in ((i, j), (j, i)):
            found = plain.states[one].gains[plain.states[other]]
            expected = {
                move: gains[one, other, m] for m, move in enumerate(rules.MOVES) if gains[one, other, m] > IMPOSSIBLE
            }
            assert found == pytest.approx(expected, abs=EXACT), name
    # of oneself the compiled model keeps what is nobody's to see
    itself = np.eye(states, actors, dtype=bool)
    for what, ours, size in (
        ("threat", world.threat, actors),
        ("intent", np.where(itself, 0.0, world.intent), actors),
        ("intent_seen", world.intent_seen, actors),
        ("capability_seen", np.where(itself, 0.0, world.capability_seen), actors),
        ("trust", np.where(itself[:, :states], 0.0, world.trust), states),
    ):
        np.testing.assert_allclose(beliefs_of(plain, what, size), ours, rtol=0, atol=EXACT, err_msg=what)
    for state in plain.states:
        state.account()
        found = [state.interests[part] for part in PARTS]
        np.testing.assert_allclose(found, world.interests[state.row], rtol=0, atol=EXACT, err_msg=state.name)
        challenger = -1 if state.challenger is None else state.challenger.row
        assert challenger == world.challenger[state.row]
        for partner in state.partners:
            support = {None: 0, True: 1, False: -1}[state.support.get(partner)]
            assert support == world.support[state.row, partner.row]


@pytest.mark.parametrize("settings", SETTINGS, ids=["defaults", "eventful"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_on_the_same_draws_it_lives_through_the_same_years(scenario, settings):
    timeline = load(scenario).timeline()
    replay = Replay(timeline, make_assumptions(**settings), seed=3, run=5)
    while replay.plain.running:
        compare_year(replay, replay.step())
    assert replay.plain.year == timeline.years[-1]
    assert replay.compiled.is_over


def test_gains_and_threats_agree_in_every_configuration():
    """Rungs, trust and images that no run reaches by itself, such as pacts with everybody."""
    timeline = load("multipolar-with-china").timeline()
    free = replace(
        timeline,
        arrays=timeline.arrays._replace(
            security_pin=np.full_like(timeline.arrays.security_pin, -1.0),
            economic_pin=np.full_like(timeline.arrays.economic_pin, -1.0),
        ),
    )
    numbers = np.random.default_rng(8)
    assumptions = make_assumptions()
    replay = Replay(free, assumptions, seed=0, run=0)
    world, plain = replay.compiled.world, replay.plain
    rungs_seen = set()
    asked = 0
    while plain.running:
        for i in range(world.actors):
            for k in range(i + 1, world.actors):
                tie = plain.ties[f"{plain.actors[i].name}-{plain.actors[k].name}"]
                tie.security, tie.economic = int(numbers.integers(4)), int(numbers.integers(3))
                tie.security = tie.security if tie.economic else min(1, tie.security)
                tie.economic = min(tie.economic, rules.highest_in_trade(tie.security))
                world.security[i, k] = world.security[k, i] = tie.security
                world.economic[i, k] = world.economic[k, i] = tie.economic
                rungs_seen.add((tie.security, tie.economic))
        for state in plain.states:
            for other in state.others:
                state.intent[other] = world.intent[state.row, other.row] = numbers.random()
            for partner in state.partners:
                state.trust[partner] = world.trust[state.row, partner.row] = numbers.random()
        inputs = replay.compiled.inputs
        compare_year(replay, replay.step())
        for victim in plain.states:
            for supporter in victim.partners:
                for challenger in victim.others:
                    if challenger is not supporter and victim.ties[supporter].security >= 2:
                        found = weighing.worth_of_support(supporter, victim, challenger)
                        rows = victim.row, supporter.row, challenger.row
                        expected = worth_to_supporter(*rows, world, inputs, assumed(assumptions))
                        assert found == pytest.approx(expected, abs=EXACT)
                        asked += 1
    assert len(rungs_seen) == 9  # all but ties of arms under sanctions and partnership in confrontation
    assert asked > 100


def test_batch_run_gives_a_row_a_year():
    timeline = load("belarus").timeline()
    rows = mesa.batch_run(
        PlainModel, {"timeline": timeline}, rng=[0, 1], data_collection_period=1, display_progress=False
    )
    assert [row["year"] for row in rows] == [*timeline.years, *timeline.years]
    assert {row[f"class_name.{pair}"] for row in rows for pair in timeline.pairs} <= set(CLASSES)
    assert any(rows[year] != rows[year + len(timeline.years)] for year in range(len(timeline.years)))


def test_refuses_what_it_does_not_know():
    timeline = load("belarus").timeline()
    with pytest.raises(NotImplementedError, match="'aid'"):
        PlainModel(timeline, make_assumptions(aid="off"))
    with pytest.raises(NotImplementedError, match="growth"):
        PlainModel(replace(timeline, arrays=timeline.arrays._replace(capability_free=np.ones(1))))
