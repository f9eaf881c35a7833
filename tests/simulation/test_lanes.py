"""Runs side by side in the lanes of a vector are the runs one after the other, to the bit, whoever runs beside them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from realpolitik.blocks import Block, Layout, one_run, run_numbers
from realpolitik.compiled import COMPILED, kernel
from realpolitik.simulation import draws
from realpolitik.simulation.ensemble import (
    SIDE_BY_SIDE,
    SUMMARY,
    kernel_for,
    run_chunk,
    run_ensemble,
    run_growing_chunk,
)
from realpolitik.simulation.single_run import SingleRun
from realpolitik.simulation.world import SAME_IN_ALL_RUNS, WORLD
from realpolitik.theory.arithmetic import clip, exp, in_any_run, log, where
from realpolitik.theory.assumptions import make_assumptions
from tests.simulation.worlds import crowd, moved_defaults, of_run, world_of_ensemble

only_compiled = pytest.mark.skipif(not COMPILED, reason="without compilation there are no lanes")

NUMBERS = Layout("Numbers", (("x", "M"), ("y", "M"), ("z", "M"), ("found", "M8"), ("total", "")), frozenset({"total"}))


@kernel
def _calculate(block, first):
    run = run_numbers(block, first)
    for k in range(block.actors):
        x, y, z = block.x[k], block.y[k], block.z[k]
        block.found[k, 0] = exp(x) - log(z) * abs(y)
        block.found[k, 1] = where((x < y) & (z >= 0.5) | (y != y), -x, 2.0 / z)
        block.found[k, 2] = min(x, y) - max(1.0, z)
        block.found[k, 3] = clip(x, -0.5, z)
        first_normal, second_normal = draws.two_normals(np.uint64(7), run, 1980, draws.PERCEPTION, 3.0, 4.0)
        block.found[k, 4] = first_normal
        block.found[k, 5] = second_normal
        total = 0
        for n in range(block.actors):
            total += draws.uniform(np.uint64(7), run, 1980 + n, draws.CRISIS, 3.0, float(k))
        block.found[k, 6] = total
        if in_any_run(x > 2.0):
            block.found[k, 7] = where(x > 2.0, x, block.found[k, 7])


@kernel
def _views(block, into):
    for r in range(block.runs):
        alone = one_run(block, r)
        for k in range(block.actors):
            into[r, k] = alone.x[k] + alone.total


def _numbers(actors, runs):
    generator = np.random.default_rng(5)
    x, y = generator.normal(0.0, 3.0, (2, actors, runs))
    z = np.exp(generator.normal(0.0, 30.0, (actors, runs)))
    special = np.array([0.0, -0.0, 1.0, -1.0, 700.0, -701.0, 1e-300, 2.0])
    x[:8, 0], y[:8, -1], y[8:16, 1] = special, special, x[8:16, 1]
    return x, y, z


@only_compiled
@pytest.mark.parametrize("runs", [2, 4, 8])
def test_arithmetic_and_draws_have_the_bits_of_one_run(runs):
    x, y, z = _numbers(40, runs)
    wide = Block(NUMBERS, 0, 40, runs=runs)
    wide.x[:], wide.y[:], wide.z[:] = x, y, z
    _calculate(wide, np.uint64(2**62))
    for r in range(runs):
        alone = Block(NUMBERS, 0, 40)
        alone.x[:], alone.y[:], alone.z[:] = x[:, r], y[:, r], z[:, r]
        _calculate(alone, np.uint64(2**62 + r))
        assert np.ascontiguousarray(wide.found[..., r]).tobytes() == alone.found.tobytes()


@only_compiled
def test_one_run_of_several_sees_its_own_numbers_and_the_shared_ones():
    wide = Block(NUMBERS, 0, 5, runs=4)
    wide.x[:] = np.arange(20.0).reshape(5, 4)
    wide.buffer[-1] = 100.0
    found = np.zeros((4, 5))
    _views(wide, found)
    assert np.array_equal(found, wide.x.T + 100.0)


@only_compiled
def test_a_rule_that_branches_on_what_differs_between_runs_does_not_compile():
    @kernel
    def branch(block):
        if block.x[0] > 0.5:
            block.y[0] = 1.0

    branch(Block(NUMBERS, 0, 1))
    with pytest.raises(Exception, match="Condition"):
        branch(Block(NUMBERS, 0, 1, runs=4))


@only_compiled
def test_what_differs_between_runs_cannot_be_written_where_all_share_a_number():
    layout = Layout("Shared", (("own", "M"), ("shared", "M")), frozenset({"shared"}))

    @kernel
    def write(block):
        block.shared[0] = block.own[0]

    write(Block(layout, 0, 1))
    with pytest.raises(Exception, match="Cannot cast"):
        write(Block(layout, 0, 1, runs=4))


def single_after(timeline, assumptions, seed, run, years):
    """Return one run of the single-run path after so many years."""
    single = SingleRun(timeline, assumptions, seed=seed, run=run)
    for _ in range(years):
        single.weigh_options()
        single.carry_on()
    return single


SETTINGS = [
    {},
    {**moved_defaults(0.5), "crisis_rate": 0.5, "status_quo_bias": 0.0},
    {**moved_defaults(0.8), "crisis_rate": 0.5, "choice_rule": "independent"},
    {**moved_defaults(0.3), "crisis_rate": 0.5, "choice_rule": "best_reply"},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=["defaults", "crises", "independent", "best-reply"])
@pytest.mark.parametrize(("states", "bystanders"), [(2, 0), (2, 3), (3, 2), (4, 3), (5, 2), (8, 7), (9, 6)])
def test_every_run_side_by_side_is_the_run_alone(states, bystanders, settings):
    timeline, assumptions = crowd(states, bystanders), make_assumptions(**settings)
    years = len(timeline.years)
    world = world_of_ensemble(timeline, assumptions, 5, 100, years, runs=SIDE_BY_SIDE)
    for place in range(SIDE_BY_SIDE):
        alone = single_after(timeline, assumptions, 5, 100 + place, years).world
        beside = of_run(world, place)
        for name, found in of_run(alone, 0).items():
            assert beside[name] == found, (name, place)


def test_the_worlds_compared_are_full_of_crises_and_differ_between_runs():
    timeline = crowd(4, 3)
    found = run_ensemble(timeline, make_assumptions(**SETTINGS[1]), runs=32, seed=5).summary
    asked = SUMMARY.index("crises_asked")
    assert (found[..., asked].sum(axis=1) > 0).mean() > 0.5
    assert len(np.unique(found.reshape(32, -1), axis=0)) == 32


@pytest.mark.parametrize("runs", [1, 7, 8, 9, 21])
def test_a_rest_that_does_not_fill_the_lanes_is_the_same_runs(runs):
    timeline, assumptions = crowd(3, 2), make_assumptions(**SETTINGS[1])
    whole = run_ensemble(timeline, assumptions, runs=24, seed=1, trajectories=True)
    part = run_ensemble(timeline, assumptions, runs=runs, seed=1, first_run=2, trajectories=True, threads=1)
    for name in ("summary", "pair_record", "threat", "intent", "interests"):
        assert np.array_equal(getattr(part, name), getattr(whole, name)[2 : 2 + runs]), name
    assert part.class_count.sum() == runs * len(timeline.years) * len(timeline.pairs)


def test_where_capabilities_grow_runs_go_one_after_the_other():
    pinned = crowd(3, 2)
    growing = replace(pinned, arrays=pinned.arrays._replace(capability_free=np.ones(1)))
    assert kernel_for(pinned) == (run_chunk, SIDE_BY_SIDE)
    assert kernel_for(growing) == (run_growing_chunk, 1)
    assert run_ensemble(growing, make_assumptions(), runs=3, seed=0).summary.shape == (3, 3, len(SUMMARY))


def test_what_all_runs_share_is_the_same_in_different_runs():
    timeline, assumptions = crowd(4, 3), make_assumptions(**SETTINGS[1])
    one, other = (single_after(timeline, assumptions, 5, run, 6).world for run in (0, 1))
    differs = {name for name, _ in WORLD.fields if not np.array_equal(getattr(one, name), getattr(other, name))}
    assert "chances" in differs
    assert not differs & SAME_IN_ALL_RUNS
