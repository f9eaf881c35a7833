"""Many runs: a compiled kernel over chunks of runs in a thread pool; classes and spells are folded as it goes.

The results do not depend on threads, chunks or order: every draw is keyed by seed and run, counts are integers,
and means by year are summed in fixed point, where addition is associative.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.blocks import one_run, run_numbers
from realpolitik.compiled import COMPILED, kernel, rule
from realpolitik.simulation.bargaining import IMPOSSIBLE
from realpolitik.simulation.learning import grow
from realpolitik.simulation.opening import begin
from realpolitik.simulation.world import assumed, inputs_of, new_world
from realpolitik.simulation.year import account, advance
from realpolitik.theory.choice import MOVES, economic_step, security_step
from realpolitik.theory.classes import STRATEGIC_YEARS, class_of

if TYPE_CHECKING:
    from realpolitik.blocks import Block
    from realpolitik.scenario.timeline import ScenarioTimeline
    from realpolitik.theory.assumptions import Assumptions

CHUNK_RUNS = 64
SIDE_BY_SIDE = 16 if COMPILED else 1
"""Runs that the compiled year takes through at once, one in each lane of its vectors."""
FIXED_POINT = 2.0**32

SUMMARY = (
    "hostile_years", "distant_years", "transactional_years", "tactical_years", "alliance_years",
    "longest_pact_years", "strategic_alliance", "security_sum", "economic_sum", "trust_sum", "end_trust",
    "crises_asked", "crises_supported", "aid_forward", "aid_backward",
)  # fmt: skip
LONGEST_PACT, STRATEGIC, SECURITY_SUM, ECONOMIC_SUM, TRUST_SUM, END_TRUST = 5, 6, 7, 8, 9, 10
ASKED, SUPPORTED, AID_FORWARD, AID_BACKWARD = 11, 12, 13, 14

PAIR_RECORD = (
    "security", "economic", "trust_forward", "trust_backward", "aid_forward", "aid_backward",
    "crises_asked", "crises_supported", "willingness_forward", "willingness_backward",
)  # fmt: skip


def name_keys(actors: tuple[str, ...]) -> np.ndarray:
    """Return the key of each actor's draws, from its id: the same actor draws the same in every scenario."""
    return np.array([zlib.crc32(actor.encode()) for actor in actors], dtype=np.float64)


@rule
def fold(world, pairs, year, last_year, spell, summary, class_count, trust_total):
    """Add the year to the run's summary and to the ensemble's counts."""
    for p in range(pairs.shape[0]):
        i, j = pairs[p, 0], pairs[p, 1]
        security, economic = world.security[i, j], world.economic[i, j]
        found = int(class_of(economic, security))
        trust = min(world.trust[i, j], world.trust[j, i])
        class_count[year, p, found] += 1
        trust_total[year, p] += np.int64(trust * FIXED_POINT)
        row = summary[p]
        row[found] += 1.0
        so_far = spell[p] if year > 0 else 0.0
        spell[p] = so_far + 1.0 if security > 2.5 else 0.0
        row[LONGEST_PACT] = max(row[LONGEST_PACT], spell[p])
        if world.pact_years[i, j] >= STRATEGIC_YEARS:
            row[STRATEGIC] = 1.0
        row[SECURITY_SUM] += security
        row[ECONOMIC_SUM] += economic
        row[TRUST_SUM] += trust
        if year == last_year:
            row[END_TRUST] = trust
        row[ASKED] += abs(world.support[i, j]) + abs(world.support[j, i])
        row[SUPPORTED] += max(0.0, world.support[i, j]) + max(0.0, world.support[j, i])
        row[AID_FORWARD] += world.aid_expected[i, j]
        row[AID_BACKWARD] += world.aid_expected[j, i]


@rule
def willingness(i, j, world):
    """Return state i's gain from its best step up with j this year; 0 if no step up was possible."""
    best = IMPOSSIBLE
    for move in range(MOVES):
        if security_step(move) > 0 or economic_step(move) > 0:
            best = max(best, world.gains[i, j, move])
    return 0.0 if best <= IMPOSSIBLE else best


@rule
def keep(world, pairs, year, pair_record, threat, intent, interests):
    """Write the year of a run into its trajectory."""
    for p in range(pairs.shape[0]):
        i, j = pairs[p, 0], pairs[p, 1]
        row = pair_record[year, p]
        row[0] = world.security[i, j]
        row[1] = world.economic[i, j]
        row[2] = world.trust[i, j]
        row[3] = world.trust[j, i]
        row[4] = world.aid_expected[i, j]
        row[5] = world.aid_expected[j, i]
        row[6] = abs(world.support[i, j]) + abs(world.support[j, i])
        row[7] = max(0.0, world.support[i, j]) + max(0.0, world.support[j, i])
        row[8] = willingness(i, j, world)
        row[9] = willingness(j, i, world)
    for i in range(world.states):
        for k in range(world.actors):
            threat[year, i, k] = world.threat[i, k]
            intent[year, i, k] = world.intent[i, k]
        for part in range(5):
            interests[year, i, part] = world.interests[i, part]


@kernel
def run_chunk(world, inputs, years, pairs, first_year, seed, first_run, assumptions,
              summary, class_count, trust_total, spell, pair_record, threat, intent, interests):  # fmt: skip
    """Run `summary.shape[0]` runs and fold them; trajectories are kept if their arrays have a row per run."""
    runs, side_by_side = summary.shape[0], world.runs
    for start in range(0, runs, side_by_side):
        run = run_numbers(world, first_run + np.uint64(start))
        wanted = min(side_by_side, runs - start)  # what the last ones run beside them is left aside
        begin(world, inputs[0], assumptions)
        for year in range(years):
            advance(world, inputs[year], first_year + year, seed, run, assumptions)
            if pair_record.shape[0] > 0:
                for i in range(world.states):
                    account(i, world, inputs[year], assumptions)
            for r in range(wanted):
                alone, row = one_run(world, r), start + r
                fold(alone, pairs, year, years - 1, spell[r], summary[row], class_count, trust_total)
                if pair_record.shape[0] > 0:
                    keep(alone, pairs, year, pair_record[row], threat[row], intent[row], interests[row])


@kernel
def run_growing_chunk(world, inputs, years, pairs, first_year, seed, first_run, assumptions,
                      summary, class_count, trust_total, spell, pair_record, threat, intent, interests):  # fmt: skip
    """Do as `run_chunk` one run after the other, where capabilities grow: then nothing is the same in all runs."""
    for row in range(summary.shape[0]):
        run = first_run + np.uint64(row)
        begin(world, inputs[0], assumptions)
        for year in range(years):
            advance(world, inputs[year], first_year + year, seed, run, assumptions)
            if inputs[year].capability_free[0] > 0.5:
                grow(world, first_year + year, seed, run, assumptions)
            fold(world, pairs, year, years - 1, spell[0], summary[row], class_count, trust_total)
            if pair_record.shape[0] > 0:
                for i in range(world.states):
                    account(i, world, inputs[year], assumptions)
                keep(world, pairs, year, pair_record[row], threat[row], intent[row], interests[row])


def kernel_for(timeline: ScenarioTimeline) -> tuple[Callable[..., None], int]:
    """Return the kernel that runs a timeline, and how many runs it takes side by side."""
    if timeline.arrays.capability_free.any():
        return run_growing_chunk, 1
    return run_chunk, SIDE_BY_SIDE


@dataclass(frozen=True)
class Ensemble:
    """What the kernel leaves behind.

    Attributes
    ----------
    summary : (runs, pairs, len(SUMMARY)) float64 array
    class_count : (years, pairs, 5) int64 array
    mean_trust : (years, pairs) float64 array
        Mean over runs of the smaller of the two directions.
    pair_record, threat, intent, interests : float32 arrays or None
        Trajectories: (runs, years, pairs, len(PAIR_RECORD)), (runs, years, N, M) twice, (runs, years, N, 5).
    """

    summary: np.ndarray
    class_count: np.ndarray
    mean_trust: np.ndarray
    pair_record: np.ndarray | None
    threat: np.ndarray | None
    intent: np.ndarray | None
    interests: np.ndarray | None


def run_ensemble(
    timeline: ScenarioTimeline,
    assumptions: Assumptions,
    *,
    runs: int,
    seed: int,
    first_run: int = 0,
    trajectories: bool = False,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Ensemble:
    """Run an ensemble on the threads of this machine.

    Parameters
    ----------
    timeline : ScenarioTimeline
        The inputs.
    assumptions : Assumptions
        Global parameters and switches.
    runs, seed, first_run : int
        How many runs; the seed (0 is a seed); the number of the first run.
    trajectories : bool
        Keep every year of every run (about 25 kB a run for three states).
    threads : int, optional
        Worker threads; all cores by default.
    progress : callable, optional
        Called with the number of runs that just finished.
    """
    states, actors = len(timeline.states), len(timeline.actors)
    years = len(timeline.years)
    pairs = np.array(timeline.pair_indices, dtype=np.int64).reshape(-1, 2)
    keys = name_keys(timeline.actors)
    inputs = inputs_of(timeline)
    assumed_block = assumed(assumptions)
    kept = runs if trajectories else 0
    summary = np.zeros((runs, len(pairs), len(SUMMARY)))
    pair_record = np.zeros((kept, years, len(pairs), len(PAIR_RECORD)), np.float32)
    threat = np.zeros((kept, years, states, actors), np.float32)
    intent = np.zeros((kept, years, states, actors), np.float32)
    interests = np.zeros((kept, years, states, 5), np.float32)

    available = threads or os.cpu_count() or 1
    run_runs, beside = kernel_for(timeline)
    share = max(1, -(-runs // available))  # a few runs keep all threads busy, too
    chunk = min(CHUNK_RUNS, beside * -(-share // beside))

    idle: list[Block] = []  # worlds that a thread is done with: to make one takes as long as a run or two

    def work(start: int) -> tuple[np.ndarray, np.ndarray]:
        stop = min(runs, start + chunk)
        part = slice(start, stop)
        try:
            world = idle.pop()
        except IndexError:
            world = new_world(states, actors, beside)
            world.keys[:] = keys
        count = np.zeros((years, len(pairs), 5), np.int64)
        trust = np.zeros((years, len(pairs)), np.int64)
        spell = np.zeros((beside, len(pairs)))  # years of the pact of each pair
        run_runs(
            world, inputs, years, pairs, timeline.first_year, np.uint64(seed), np.uint64(first_run + start),
            assumed_block, summary[part], count, trust, spell,
            pair_record[part], threat[part], intent[part], interests[part],
        )  # fmt: skip
        idle.append(world)
        if progress is not None:
            progress(stop - start)
        return count, trust

    class_count = np.zeros((years, len(pairs), 5), np.int64)
    trust_total = np.zeros((years, len(pairs)), np.int64)

    def add(chunks: Iterable[tuple[np.ndarray, np.ndarray]]) -> None:
        for count, trust in chunks:
            class_count[:] += count
            trust_total[:] += trust

    starts = range(0, runs, chunk)
    if len(starts) <= 1:  # a thread takes a quarter of the time of a few runs to begin
        add(map(work, starts))
    else:
        with ThreadPoolExecutor(min(available, len(starts))) as pool:
            try:
                add(pool.map(work, starts))
            except BaseException:  # above all an interrupt: what has not begun need not be waited for
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    return Ensemble(
        summary,
        class_count,
        trust_total / FIXED_POINT / runs,
        *((pair_record, threat, intent, interests) if trajectories else (None, None, None, None)),
    )
