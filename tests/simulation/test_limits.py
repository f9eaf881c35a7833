"""Limits in which the answer is known: no rationality, no error, no threat, equal powers, nothing but the best."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from realpolitik.scenario import load
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.simulation.moves import logit_chances
from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.theory.choice import (
    MOVES,
    STAY,
    economic_step,
    highest_beside_sanctions,
    highest_in_confrontation,
    is_possible,
    security_step,
)
from tests.simulation.worlds import crowd, fixed, made, plain, without_crises

HIGHEST = highest_beside_sanctions(1.0), highest_in_confrontation(1.0)
RUNGS = [(e, s) for e, s in itertools.product(range(3), range(4)) if is_possible(float(e), float(s), *HIGHEST)]
TRIO = ("a", "b", "c")


def run_of(timeline, assumptions, *, seed=0, run=0):
    """Return the world of a run after its last year."""
    single = SingleRun(timeline, assumptions, seed=seed, run=run)
    while not single.is_over:
        single.weigh_options()
        single.carry_on()
    return single.world


def chances_at(single, economic, security):
    """Return the chances of the nine moves of the first pair if it stands on these rungs."""
    world = single.world
    world.economic[0, 1] = world.economic[1, 0] = economic
    world.security[0, 1] = world.security[1, 0] = security
    for i in single.states:
        single.decide(i)
    single.settle(0, 1)
    return world.chances[0, 1].copy()


# lambda = 0: the neutral null


def test_the_null_is_a_symmetric_walk():
    """Every move that exists has a chance of 1 in 9, what leads off the ladders is staying: no rung is favoured."""
    single = SingleRun(crowd(3, 1, years=7), make_assumptions(choice_rule="null"), seed=1, run=0)
    single.weigh_options()
    walk = np.zeros((len(RUNGS), len(RUNGS)))
    for start, (economic, security) in enumerate(RUNGS):
        chances = chances_at(single, economic, security)
        for move in range(MOVES):
            reached = (economic + economic_step(move), security + security_step(move))
            if reached in RUNGS:
                walk[start, RUNGS.index(reached)] += chances[move]
                assert move == STAY or chances[move] == pytest.approx(1 / 9)
            else:
                assert chances[move] == 0.0
    assert np.allclose(walk.sum(axis=1), 1.0)
    assert np.allclose(walk, walk.T)  # so the even distribution over the rungs is the lasting one
    lasting = np.linalg.matrix_power(walk, 500)
    assert np.allclose(lasting, 1.0 / len(RUNGS))


def test_under_the_null_the_ensemble_spreads_evenly_over_all_rungs():
    """Whatever the states want: the walk forgets where it began and drifts nowhere."""
    runs, years = 1500, 40
    timeline = made(("a", "b"), ("x",), (2000, 2000 + years - 1), {"cinc.b": 0.5, "gdp.b": 900.0, "rivalry.a-x": 1.0})
    found = run_ensemble(
        timeline, make_assumptions(choice_rule="null", crises="off"), runs=runs, seed=4, trajectories=True
    )
    last = found.pair_record[:, -1, 0, :2]
    count = np.array([((last[:, 1] == e) & (last[:, 0] == s)).sum() for e, s in RUNGS])
    share = 1.0 / len(RUNGS)
    assert count.sum() == runs
    assert (np.abs(count / runs - share) < 4.5 * np.sqrt(share * (1 - share) / runs)).all()


def test_the_null_is_rationality_zero():
    timeline = load("islamic-republic").timeline()
    null = run_of(timeline, make_assumptions(choice_rule="null"))
    zero = run_of(timeline, make_assumptions(rationality=0.0))
    for field in ("security", "economic", "trust", "intent", "threat"):
        assert np.array_equal(getattr(null, field), getattr(zero, field)), field


@pytest.mark.parametrize("bias", [0.0, 0.15])
def test_under_the_null_the_status_quo_has_no_bias(bias):
    timeline = crowd(3, 1, years=7)
    default = run_of(timeline, make_assumptions(choice_rule="null"))
    biased = run_of(timeline, make_assumptions(choice_rule="null", status_quo_bias=bias))
    assert default.buffer.tobytes() == biased.buffer.tobytes() or np.array_equal(default.security, biased.security)
    assert np.array_equal(default.chances, biased.chances)


# lambda without bound: the best joint move


def test_the_best_reply_is_what_choice_comes_to_without_error():
    timeline = without_crises(load("multipolar-with-china").timeline())
    quiet = {"crises": "off"}  # support is given with error under every rule
    best = run_of(timeline, make_assumptions(choice_rule="best_reply", **quiet))
    exact = run_of(timeline, make_assumptions(rationality=1e9, **quiet))
    # what a client has elsewhere depends on how surely it would be accepted, so both need the same certainty
    certain = run_of(timeline, make_assumptions(choice_rule="best_reply", rationality=1e9, **quiet))
    assert np.array_equal(exact.security, certain.security)
    assert np.array_equal(exact.economic, certain.economic)
    assert set(np.unique(best.chances[0, 1])) <= {0.0, 1.0}


def test_the_best_reply_is_certain_and_counts_most():
    single = SingleRun(crowd(6, 2), make_assumptions(choice_rule="best_reply"), seed=2, run=0)
    while not single.is_over:
        single.weigh_options()
        for i, j in single.timeline.pair_indices:
            if single.has_choice(i, j):
                single.settle(i, j)
                chances, possible = single.world.chances[i, j], single.world.possible > 0.5
                assert sorted(chances) == [0.0] * 8 + [1.0]
                assert single.world.worths[chances.argmax()] == single.world.worths[possible].max()
                assert single.world.move[i, j] == chances.argmax()
        single.carry_on()


def test_without_error_and_chance_all_runs_and_seeds_are_one():
    settings = {"choice_rule": "best_reply", "crises": "off", "intent_error_sd": 0.0, "capability_error_sd": 0.0}
    timeline, assumptions = without_crises(load("multipolar-with-china").timeline()), make_assumptions(**settings)
    kept = [run_ensemble(timeline, assumptions, runs=3, seed=seed, trajectories=True) for seed in (0, 7)]
    for found in kept:
        for run in range(3):
            assert np.array_equal(found.pair_record[run], kept[0].pair_record[0])
            assert np.array_equal(found.interests[run], kept[0].interests[0])
    noisy = run_ensemble(timeline, make_assumptions(choice_rule="best_reply"), runs=3, seed=0, trajectories=True)
    assert not np.array_equal(noisy.pair_record[0], noisy.pair_record[1])


@pytest.mark.parametrize("rationality", [0.0, 3.0, 60.0, 1e6])
def test_chances_are_logit(rationality):
    worths = np.array([0.1, -0.2, 0.0, 0.05, 0.02, -0.1, 0.3, 0.3, -0.4])
    possible = np.array([1.0, 1.0, 0.0, 1.0, 1.0, -1.0, 0.0, 1.0, 1.0])
    chances = np.zeros(MOVES)
    logit_chances(worths, possible, rationality, chances)
    assert chances.sum() == pytest.approx(1.0)
    free = [0, 1, 3, 7, 8]
    weight = np.exp(rationality * (worths - worths[[*free, STAY]].max()))
    expected = np.where(np.isin(np.arange(MOVES), free), weight, 0.0)
    expected[STAY] = weight[STAY] * 3  # itself, and the two that lead off a ladder; a pinned one is no option
    assert chances == pytest.approx(expected / expected.sum(), abs=1e-12)


# no error of perception


def test_without_error_states_see_what_is():
    single = SingleRun(crowd(6, 2), make_assumptions(intent_error_sd=0.0, capability_error_sd=0.0), seed=2, run=3)
    for _ in range(4):
        single.weigh_options()
        world = single.world
        for i in single.states:
            others = np.arange(world.actors) != i
            assert world.intent_seen[i, others] == pytest.approx(world.intent[i, others], abs=1e-15)
            assert np.array_equal(world.capability_seen[i], world.capability)
        single.carry_on()


def test_errors_have_their_stated_spread_and_persist():
    """Over the runs, errors of a late year are standard normal and follow those of the year before by `ar`."""
    persistence = 0.7
    timeline = made(("a", "b"), years=(2000, 2016))
    late, before = [], []
    for run in range(150):
        single = SingleRun(timeline, make_assumptions(error_persistence=persistence), seed=8, run=run)
        while single.finished_years < 15:
            before_this_year = single.world.intent_error[0, 1]
            single.open_year()
            single.perceive(0)
            single.close_year()
        before.append(before_this_year)
        late.append(single.world.intent_error[0, 1])
    assert np.mean(late) == pytest.approx(0.0, abs=4 / np.sqrt(150))
    assert np.std(late) == pytest.approx(1.0, abs=4 / np.sqrt(2 * 150))
    assert np.corrcoef(before, late)[0, 1] == pytest.approx(persistence, abs=4 * (1 - persistence**2) / np.sqrt(150))


# no threat


def peaceful(**document):
    """Return a timeline in which nobody is thought hostile and nobody subverts."""
    states, others = TRIO, ("x",)
    figures = {"cinc.a": 0.05, "cinc.b": 0.2, "cinc.c": 0.3}
    return made(states, others, figures=figures, adjust=fixed((*states, *others), states, {}), **document)


def test_without_hostile_intent_nobody_is_threatened():
    for run in range(5):
        # without divided loyalty, which strains whoever has ties with two camps, feared or not
        chosen = make_assumptions(crisis_rate=0.5, divided_loyalty="off")
        single = SingleRun(peaceful(), chosen, seed=0, run=run)
        while not single.is_over:
            single.weigh_options()
            single.carry_on()
            assert (single.world.threat == 0.0).all()
            assert (single.world.challenger == -1.0).all()
            assert (single.world.interests[:, 0] == 0.0).all()


def test_without_threat_and_interests_nothing_is_worth_a_change():
    """Where only danger, dependence and markets count, equal states that fear nobody have only trade to gain."""
    timeline = made(TRIO, ("x",), adjust=fixed((*TRIO, "x"), TRIO, {}))
    single = SingleRun(timeline, plain(), seed=0, run=0)
    single.weigh_options()
    for i, j in timeline.pair_indices:
        for side, other in ((i, j), (j, i)):
            for move in range(MOVES):
                gain, step = single.world.gains[side, other, move], economic_step(move)
                if step == 0 and is_possible(1.0, 1.0 + security_step(move), *HIGHEST):
                    assert gain == 0.0
                elif step > 0:
                    assert gain > 0.0


# equal powers


def equals(states=TRIO, **document):
    return made(states, ("x",), **document)


def test_equal_states_are_treated_alike():
    """States that differ in nothing but their names gain the same by the same move with one another."""
    exact = {"intent_error_sd": 0.0, "capability_error_sd": 0.0}
    single = SingleRun(equals(), make_assumptions(**exact), seed=0, run=0)
    single.weigh_options()
    gains = single.world.gains
    for i, j in itertools.permutations(range(3), 2):
        assert gains[i, j] == pytest.approx(gains[0, 1], abs=1e-12)


def test_equal_states_do_not_depend_on_one_another():
    """Dependence, influence, coercion and technology all need a stronger side."""
    quiet = {"intent_error_sd": 0.0, "capability_error_sd": 0.0, "resistance": "off"}
    timeline = made(TRIO, figures={"rivalry.a-b": 1.0, "sanctions.a-c": 3.0})
    for run in range(3):
        single = SingleRun(timeline, make_assumptions(**quiet), seed=0, run=run)
        while not single.is_over:
            single.weigh_options()
            single.carry_on()
            assert (single.world.interests[:, 1] == 0.0).all()
            assert (single.world.move_parts[..., 1] == 0.0).all()


def test_neighbours_of_equal_strength_split_the_contest():
    """Threat between equal neighbours without partners is half the hostile intent."""
    exact = {"intent_error_sd": 0.0, "capability_error_sd": 0.0, "subversion": "off"}
    timeline = made(("a", "b"), adjust=fixed(("a", "b"), ("a", "b"), {"a->b": 0.8, "b->a": 0.3}))
    single = SingleRun(timeline, make_assumptions(**exact), seed=0, run=0)
    single.weigh_options()
    assert single.world.threat[0, 1] == pytest.approx(0.4)
    assert single.world.threat[1, 0] == pytest.approx(0.15)


# a world of one, and a world that cannot move


def test_a_state_alone_has_nothing_to_choose():
    timeline = made(("a",), ("x",))
    single = SingleRun(timeline, make_assumptions(), seed=0, run=0)
    while not single.is_over:
        single.weigh_options()
        single.carry_on()
    assert np.isfinite(single.world.interests).all()
    assert timeline.pairs == ()


def test_a_bias_beyond_all_gains_stops_all_moves():
    timeline = crowd(6, 2)
    given = timeline.arrays
    settings = {"status_quo_bias": 10.0, "wedge": "off", "force": "off"}  # a wedge and force are no moves of the pair
    found = run_ensemble(timeline, make_assumptions(**settings), runs=4, seed=0, trajectories=True)
    for p, (i, j) in enumerate(timeline.pair_indices):
        decided = np.stack([given.security_pin, given.economic_pin], -1)[1:, i, j] >= 0
        decided |= np.stack([given.security_event, given.economic_event], -1)[1:, i, j] >= 0
        rungs = found.pair_record[:, :, p, :2]
        # a pact lapses under recorded sanctions without anybody's choice
        still = ~decided & ~decided[:, [1]]
        assert (rungs[:, 1:][:, still] == rungs[:, :-1][:, still]).all()
        assert still.any()
