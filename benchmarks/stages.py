"""Where a run's time goes: ``uv run python -m benchmarks.stages`` repeats one stage of the year at a time.

A repeated stage works on a copy of the world, so that the run itself goes on as ever. Its cost is what the repeats
add, in processor time.
"""

from __future__ import annotations

import time
from statistics import median

import numpy as np

from benchmarks.measured import SCENARIO
from realpolitik.blocks import Block, run_numbers
from realpolitik.compiled import kernel, rule
from realpolitik.scenario import load
from realpolitik.simulation.bargaining import apply_moves, decide, settle
from realpolitik.simulation.crises import answer, challenge, split
from realpolitik.simulation.ensemble import SIDE_BY_SIDE, name_keys, run_chunk
from realpolitik.simulation.learning import learn
from realpolitik.simulation.opening import begin, open_year
from realpolitik.simulation.perceiving import assess, perceive
from realpolitik.simulation.world import WORLD, assumed, inputs_of, new_world
from realpolitik.simulation.year import account
from realpolitik.theory.assumptions import make_assumptions

STAGES = ("open_year", "perceive", "decide", "settle", "assess", "challenge, answer, split", "learn", "account")
REPEATS, RUNS, ROUNDS = 20, 40, 7
WARM_UP = 2


@rule
def _copy(world, target, size):
    for place in range(size):
        target[place] = world[place]


@kernel
def repeat_stages(
    world, world_numbers, copy, copy_numbers, inputs, years, first_year, seed, runs, assumptions, repeats
):
    """Run years stage by stage; before each stage, do it so many times on a copy of the world."""
    states = world.states
    size = len(world_numbers)
    for start in range(0, runs, world.runs):
        run = run_numbers(world, np.uint64(start))
        begin(world, inputs[0], assumptions)
        for row in range(years):
            year, now = first_year + row, inputs[row]
            _copy(world_numbers, copy_numbers, size)
            for turn in range(1 + repeats[0]):
                open_year(copy if turn < repeats[0] else world, now, assumptions)
            _copy(world_numbers, copy_numbers, size)
            for turn in range(1 + repeats[1]):
                for i in range(states):
                    perceive(i, copy if turn < repeats[1] else world, now, year, seed, run, assumptions)
            _copy(world_numbers, copy_numbers, size)
            for turn in range(1 + repeats[2]):
                for i in range(states):
                    decide(i, copy if turn < repeats[2] else world, now, assumptions)
            _copy(world_numbers, copy_numbers, size)
            for turn in range(1 + repeats[3]):
                for i in range(states):
                    for j in range(i + 1, states):
                        settle(i, j, copy if turn < repeats[3] else world, now, year, seed, run, assumptions)
            apply_moves(world)
            _copy(world_numbers, copy_numbers, size)
            for turn in range(1 + repeats[4]):
                for i in range(states):
                    assess(i, copy if turn < repeats[4] else world, now, assumptions)
            _copy(world_numbers, copy_numbers, size)
            for turn in range(1 + repeats[5]):
                here = copy if turn < repeats[5] else world
                for i in range(states):
                    challenge(i, here, now, year, seed, run, assumptions)
                for i in range(states):
                    answer(i, here, now, year, seed, run, assumptions)
                split(here, assumptions)
            _copy(world_numbers, copy_numbers, size)
            for turn in range(1 + repeats[6]):
                for i in range(states):
                    learn(i, copy if turn < repeats[6] else world, now, assumptions)
            _copy(world_numbers, copy_numbers, size)
            for turn in range(1 + repeats[7]):
                for i in range(states):
                    account(i, copy if turn < repeats[7] else world, now, assumptions)


def seconds_by_stage() -> tuple[dict[str, float], float]:
    """Return the processor seconds per run of each stage, and of a whole run of the ensemble's kernel."""
    timeline = load(SCENARIO).timeline()
    states, actors, years = len(timeline.states), len(timeline.actors), len(timeline.years)
    worlds = [Block(WORLD, states, actors, runs=SIDE_BY_SIDE) for _ in range(2)]
    buffers = [world.buffer for world in worlds]
    for world in worlds:
        world.keys[:] = name_keys(timeline.actors)
    inputs, assumptions = inputs_of(timeline), assumed(make_assumptions())

    def seconds(repeats: np.ndarray) -> float:
        start = time.process_time()
        repeat_stages(
            worlds[0], buffers[0], worlds[1], buffers[1], inputs, years, timeline.first_year, np.uint64(0), RUNS,
            assumptions, repeats,
        )  # fmt: skip
        return (time.process_time() - start) / RUNS

    none = np.zeros(len(STAGES), np.int64)
    choices = [none, *(np.where(np.arange(len(STAGES)) == stage, REPEATS, 0) for stage in range(len(STAGES)))]
    taken = np.array([[seconds(choice) for choice in choices] for _ in range(WARM_UP + ROUNDS)])[WARM_UP:]
    extra = np.median(taken[:, 1:] - taken[:, :1], axis=0) / REPEATS
    return dict(zip(STAGES, map(float, extra), strict=True)), _seconds_of_ensemble(timeline, inputs, assumptions)


def _seconds_of_ensemble(timeline, inputs, assumptions) -> float:
    pairs = np.array(timeline.pair_indices)
    years = len(timeline.years)
    world = new_world(len(timeline.states), len(timeline.actors), SIDE_BY_SIDE)
    world.keys[:] = name_keys(timeline.actors)
    none = np.zeros((0, 1, 1, 1), np.float32)
    taken = []
    for _ in range(WARM_UP + ROUNDS):
        start = time.process_time()
        run_chunk(
            world, inputs, years, pairs, timeline.first_year, np.uint64(0), np.uint64(0), assumptions,
            np.zeros((RUNS, len(pairs), 15)), np.zeros((years, len(pairs), 5), np.int64),
            np.zeros((years, len(pairs)), np.int64), np.zeros((SIDE_BY_SIDE, len(pairs))), none, none, none, none,
        )  # fmt: skip
        taken.append((time.process_time() - start) / RUNS)
    return median(taken[WARM_UP:])


def main() -> None:
    """Print the table."""
    stages, whole = seconds_by_stage()
    print(f"{SCENARIO}: {whole * 1e6:,.0f} us a run")
    for stage, seconds in stages.items():
        print(f"{stage:26}{seconds * 1e6:>9,.0f} us {seconds / whole:>7.1%}")
    print(f"{'begin, fold, the rest':26}{(whole - sum(stages.values())) * 1e6:>9,.0f} us")


if __name__ == "__main__":
    main()
