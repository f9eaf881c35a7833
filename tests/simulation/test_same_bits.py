"""Bit for bit the same run: through Mesa, in any thread, chunk or process, whatever the hash seed, compiled or not."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from realpolitik.compiled import CACHE_FOLDER
from realpolitik.scenario import load
from realpolitik.simulation import ensemble
from realpolitik.simulation.ensemble import END_TRUST, SIDE_BY_SIDE, run_ensemble
from realpolitik.simulation.single_run import SingleRun
from realpolitik.simulation.states import RealistModel
from realpolitik.simulation.world import new_world
from realpolitik.theory.assumptions import SWITCHES, make_assumptions
from tests.docs.reading import ROOT
from tests.simulation.small_case import bytes_of, digests_of_small_case
from tests.simulation.worlds import crowd, moved_defaults, of_run, world_of_ensemble

TIME_LIMIT_S = 300


@cache
def timeline_of(name):
    """Return a shipped timeline, or a crowd of so many states and bystanders."""
    if name.startswith("crowd"):
        _, states, bystanders = name.split("-")
        return crowd(int(states), int(bystanders))
    return load(name).timeline()


def rivals():
    """Return settings that between them set every switch to each of its rival settings, and no assumption as it is."""
    rows: list[dict[str, float | str]] = [{}, {"choice_rule": "joint", **moved_defaults(0.5)}]
    for place in range(1, max(len(switch.choices) for switch in SWITCHES)):
        turned = {s.name: s.choices[(s.choices.index(s.default) + place) % len(s.choices)] for s in SWITCHES}
        rows.append(turned)
        rows.append({**turned, "crises": "on", "wedge": "on", "trust_learning": "on", "aid": "on"})
    return rows


RIVALS = rivals()


def test_every_rival_setting_is_among_those_that_are_compared():
    for switch in SWITCHES:
        assert {row.get(switch.name, switch.default) for row in RIVALS} == set(switch.choices)


COMPARED = [("crowd-6-2", row) for row in RIVALS]
COMPARED += [(name, row) for name in ("islamic-republic", "multipolar-with-china", "crowd-12-3") for row in RIVALS[::3]]


@pytest.mark.parametrize(("name", "settings"), COMPARED, ids=[f"{name}-{k}" for k, (name, _) in enumerate(COMPARED)])
def test_mesa_runs_the_ensembles_run(name, settings):
    timeline, assumptions = timeline_of(name), make_assumptions(**settings)
    model = RealistModel(timeline, assumptions, seed=2**40, run=11)
    for year in range(len(timeline.years)):
        model.step()
        if year % 5 == 0 or not model.running:
            place = 3 if SIDE_BY_SIDE > 3 else 0  # of the runs side by side
            world = world_of_ensemble(timeline, assumptions, 2**40, 11 - place, year + 1)
            assert of_run(model.single.world, 0) == of_run(world, place), timeline.years[year]
    assert not model.running


@pytest.mark.parametrize("trade_shares", ["off", "on"])
def test_growing_capabilities_are_the_ensembles(trade_shares):
    pinned = timeline_of("crowd-6-2")
    free = replace(pinned, arrays=pinned.arrays._replace(capability_free=np.ones(1)))
    settings = {"trade_shares": trade_shares}
    model = RealistModel(free, run=4, assumptions=settings)
    model.run_model()
    world = world_of_ensemble(free, make_assumptions(**settings), 0, 4, len(free.years))
    assert of_run(model.single.world, 0) == of_run(world, 0)
    assert not np.array_equal(world.capability, pinned.arrays.capability[-1])


def test_a_single_run_in_its_two_halves_is_the_ensembles():
    timeline = timeline_of("multipolar-with-china")
    single = SingleRun(timeline, make_assumptions(), seed=3, run=8)
    while not single.is_over:
        single.weigh_options()
        single.carry_on()
    world = world_of_ensemble(timeline, make_assumptions(), 3, 8, len(timeline.years))
    assert of_run(single.world, 0) == of_run(world, 0)


def test_looking_again_changes_nothing():
    """What an explanation does beside a run leaves the run alone; under the same assumptions it finds the same."""
    single = SingleRun(timeline_of("crowd-6-2"), make_assumptions(), seed=3, run=8)
    for _ in range(6):
        single.weigh_options()
        before = single.world.buffer.copy()
        world = single.copy_of_world()
        for i in single.states:
            single.weigh_otherwise(world, i)
            for field in ("intent_seen", "capability_seen", "intent_error", "threat", "gains", "move_parts"):
                assert np.array_equal(getattr(world, field)[i], getattr(single.world, field)[i]), field
        single.weigh_otherwise(world, 0, rationality=1.0, contest_exponent=2.0)
        assert not np.array_equal(world.gains[0], single.world.gains[0])
        assert single.world.buffer.tobytes() == before.tobytes()
        single.carry_on()


def test_mesa_equals_the_public_trajectories():
    timeline = timeline_of("crowd-6-2")
    runs = 2
    kept = run_ensemble(timeline, make_assumptions(), runs=runs, seed=5, trajectories=True, threads=2)
    for run in range(runs):
        model = RealistModel(timeline, seed=5, run=run)
        for year in range(len(timeline.years)):
            model.step()
            for p, (i, j) in enumerate(timeline.pair_indices):
                tie = model.tie(timeline.pairs[p])
                first, second = timeline.states[i], timeline.states[j]
                trust = model.states[first].trust[second], model.states[second].trust[first]
                expected = np.array([tie.security, tie.economic, *trust], np.float32)
                assert np.array_equal(kept.pair_record[run, year, p, :4], expected)
            for i, agent in enumerate(model.states.values()):
                others = [k for k in range(len(timeline.actors)) if k != i]
                assert np.array_equal(kept.threat[run, year, i, others], np.float32(list(agent.threat.values())))
                assert np.array_equal(kept.intent[run, year, i, others], np.float32(list(agent.intent.values())))
                assert np.array_equal(kept.interests[run, year, i], np.float32(list(agent.interests.values())))
        trust = model.single.world.trust
        for p, (i, j) in enumerate(timeline.pair_indices):
            assert kept.summary[run, p, END_TRUST] == min(trust[i, j], trust[j, i])


@pytest.fixture(scope="module")
def reference():
    return run_ensemble(timeline_of("crowd-6-2"), make_assumptions(), runs=40, seed=9, trajectories=True, threads=1)


@pytest.mark.parametrize("threads", [2, 3, 16, None])
def test_threads_change_nothing(reference, threads):
    found = run_ensemble(
        timeline_of("crowd-6-2"), make_assumptions(), runs=40, seed=9, trajectories=True, threads=threads
    )
    assert bytes_of(found) == bytes_of(reference)


@pytest.mark.parametrize("chunk", [1, 7, 39, 1000])
def test_borders_of_chunks_change_nothing(reference, chunk, monkeypatch):
    monkeypatch.setattr(ensemble, "CHUNK_RUNS", chunk)
    found = run_ensemble(timeline_of("crowd-6-2"), make_assumptions(), runs=40, seed=9, trajectories=True, threads=1)
    assert bytes_of(found) == bytes_of(reference)


@pytest.mark.parametrize("threads", [1, 2])
def test_a_thread_makes_one_world_for_all_its_chunks(threads, monkeypatch):
    made = []

    def counted(*sides):
        made.append(new_world(*sides))
        return made[-1]

    monkeypatch.setattr(ensemble, "CHUNK_RUNS", SIDE_BY_SIDE)
    monkeypatch.setattr(ensemble, "new_world", counted)
    run_ensemble(timeline_of("crowd-6-2"), make_assumptions(), runs=8 * SIDE_BY_SIDE, seed=9, threads=threads)
    assert 1 <= len(made) <= threads


def test_keeping_trajectories_changes_nothing(reference):
    found = run_ensemble(timeline_of("crowd-6-2"), make_assumptions(), runs=40, seed=9)
    assert found.pair_record is found.threat is found.intent is found.interests is None
    for name in ("summary", "class_count", "mean_trust"):
        assert np.array_equal(getattr(found, name), getattr(reference, name))


@pytest.mark.parametrize(("first", "runs"), [(0, 5), (13, 1), (17, 23)])
def test_a_run_is_the_same_wherever_the_counting_begins(reference, first, runs):
    found = run_ensemble(
        timeline_of("crowd-6-2"), make_assumptions(), runs=runs, seed=9, first_run=first, trajectories=True
    )
    for name in ("summary", "pair_record", "threat", "intent", "interests"):
        assert np.array_equal(getattr(found, name), getattr(reference, name)[first : first + runs]), name


def test_parts_of_an_ensemble_add_up_to_the_whole(reference):
    parts = [
        run_ensemble(timeline_of("crowd-6-2"), make_assumptions(), runs=runs, seed=9, first_run=first)
        for first, runs in ((0, 11), (11, 29))
    ]
    assert np.array_equal(sum(part.class_count for part in parts), reference.class_count)


def test_runs_and_seeds_differ(reference):
    runs = {reference.pair_record[run].tobytes() for run in range(40)}
    assert len(runs) == 40
    other = run_ensemble(timeline_of("crowd-6-2"), make_assumptions(), runs=40, seed=10, trajectories=True)
    assert not any(other.pair_record[run].tobytes() in runs for run in range(40))


def test_the_largest_keys_are_taken():
    large = 2**63 - 1
    timeline = timeline_of("crowd-6-2")
    found = run_ensemble(timeline, make_assumptions(), runs=2, seed=large, first_run=large - 1, trajectories=True)
    assert found.pair_record[0].tobytes() != found.pair_record[1].tobytes()


def test_progress_counts_every_run_once():
    finished = []
    run_ensemble(timeline_of("crowd-6-2"), make_assumptions(), runs=150, seed=0, threads=2, progress=finished.append)
    assert sum(finished) == 150
    assert len(finished) > 1


SMALL_CASE = """
from tests.simulation.small_case import digests_of_small_case

print(*digests_of_small_case())
"""


def printed_by_a_process(code, **variables):
    # the folder of compiled code that this process uses, not a new one inside it
    same_cache = {"NUMBA_CACHE_DIR": str(CACHE_FOLDER.parent.parent)}
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"} | same_cache | variables
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=TIME_LIMIT_S
    )
    assert ended.returncode == 0, ended.stderr
    return tuple(ended.stdout.split())


def test_processes_and_hash_seeds_change_nothing():
    """The process of the tests has a hash seed of its own, by chance."""
    assert printed_by_a_process(SMALL_CASE, PYTHONHASHSEED="4242") == digests_of_small_case()


def test_plain_python_runs_the_same_bits():
    """Without numba the rules run as one reads them."""
    assert printed_by_a_process(SMALL_CASE, NUMBA_DISABLE_JIT="1") == digests_of_small_case()


FIRST_RESULT = """
import sys
from realpolitik.scenario import load
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.assumptions import make_assumptions

timeline = load("pahlavi").timeline()
run_ensemble(timeline, make_assumptions(), runs=1, seed=0)
SingleRun(timeline, make_assumptions(), seed=0, run=0).weigh_options()
print("numba.np.linalg" in sys.modules)  # the compiler takes it in
"""


def test_what_was_compiled_before_runs_without_the_compiler():
    """Getting the compiler ready would be half of the time to a first result."""
    exec(FIRST_RESULT, {})  # here, where it may have to be compiled
    assert printed_by_a_process(FIRST_RESULT) == ("False",)
