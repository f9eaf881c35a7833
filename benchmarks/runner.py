"""What the runner and the store of experiments cost: ``uv run python -m benchmarks.runner``.

    uv run python -m benchmarks.runner [--runs 1000000] [--rounds 3] [--out FOLDER]

Measured are the overhead of runner and store over the bare ensemble of as many runs, the peak memory of a process by
number of runs, whether the cost is linear in the runs, and a Sobol' study of twenty factors. Both sides of the
overhead run on all cores, turn by turn; it is a ratio within a round, in processor time and on the wall.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import child
from benchmarks.experiments import sobol_study, sweep
from benchmarks.interleaved import PROCESSOR, WALL, Timing, seconds_of

if TYPE_CHECKING:
    from realpolitik.experiments.experiment import Experiment

BARE = "bare ensemble"
REPLICATIONS = (16, 96, 100)
"""Runs of a point: few, as in a study of sensitivity, and many, that fill the lanes to the last and that do not."""

MEMORY_RUNS = (10_000, 100_000, 1_000_000)
YEARS_OF_MEMORY = (1979, 1979)
"""Memory does not depend on the number of years; one is enough."""

DOUBLINGS = (1, 2, 4, 8)
STUDY_SAMPLES, STUDY_REPLICATIONS, STUDY_POINTS = 1024, 20, 43_008


def stored(
    experiment: Experiment, threads: int | None = None, keep: Callable[[Path], None] = lambda folder: None
) -> None:
    """Run an experiment into a folder that goes with it."""
    from realpolitik.experiments.runner import LocalThreads, run_experiment

    folder = Path(tempfile.mkdtemp(prefix="realpolitik-measured-"))
    try:
        run_experiment(experiment, folder, workers=LocalThreads(threads))
        keep(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def storing(experiment: Experiment, threads: int | None = None) -> Callable[[int], None]:
    """Return what runs the experiment, however many runs it is asked for."""
    return lambda _: stored(experiment, threads)


def bare(runs: int, threads: int | None = None) -> None:
    """Run the ensemble of the scenario and keep its summaries."""
    from benchmarks.measured import SCENARIO
    from realpolitik.scenario import load
    from realpolitik.simulation.ensemble import run_ensemble
    from realpolitik.theory.assumptions import make_assumptions

    run_ensemble(load(SCENARIO).timeline(), make_assumptions(), runs=runs, seed=0, threads=threads)


def overhead(runs: int, rounds: int, turn: Callable[[], None], threads: int | None = None) -> dict[str, Any]:
    """Return the timing of the bare ensemble and of experiments of as many runs, and their overhead."""
    ways: dict[str, Callable[[int], object]] = {BARE: lambda number: bare(number, threads)}
    for replications in REPLICATIONS:
        experiment = sweep(max(1, runs // replications), replications)
        ways[f"experiment, {replications} runs a point"] = storing(experiment, threads)
    bare(8, threads)  # compiled and loaded before anything is timed
    stored(sweep(1, 8), threads)
    timing = Timing({WALL: {}, PROCESSOR: {}}, dict.fromkeys(ways, runs))
    for number in range(rounds):
        for name in sorted(ways, key=list(ways).index, reverse=bool(number % 2)):
            for clock, seconds in seconds_of(ways[name], runs).items():
                timing.seconds_per_run[clock].setdefault(name, []).append(seconds / runs)
            turn()
    return {
        "runs": runs,
        "timing": timing.to_dict(),
        "overhead": {
            name: {clock: _over(timing, name, clock) for clock in (WALL, PROCESSOR)} for name in ways if name != BARE
        },
    }


def _over(timing: Timing, name: str, clock: str) -> dict[str, float]:
    """Return by what share a way takes longer than the bare ensemble: the median over rounds, and the quartiles."""
    return {key: value - 1.0 for key, value in timing.ratio(BARE, name, clock).items()}


def memory(runs: int) -> dict[str, Any]:
    """Return the peak memory of a process that runs an experiment of so many runs, and the size of its tables."""
    return json.loads(child.run(["-m", "benchmarks.runner", "--memory-of", str(runs)]).printed)


def memory_here(runs: int) -> None:
    """Run an experiment in this process and print what it took."""
    stored(sweep(1, 8, YEARS_OF_MEMORY))
    before, sizes = child.peak_memory_bytes(), {}

    def weigh(folder: Path) -> None:
        sizes.update({path.name: path.stat().st_size for path in folder.glob("*.parquet")})

    start = time.perf_counter()
    stored(sweep(runs // REPLICATIONS[0], REPLICATIONS[0], YEARS_OF_MEMORY), keep=weigh)
    child.answer(
        {
            "runs": runs, "peak_bytes": child.peak_memory_bytes(), "before_bytes": before,
            "seconds": time.perf_counter() - start, "file_bytes": sizes,
        }
    )  # fmt: skip


def linearity(runs: int, rounds: int, turn: Callable[[], None]) -> dict[str, Any]:
    """Return the processor seconds of 1, 2, 4 and 8 times as many runs, and the exponent of their growth."""
    experiments = {times * runs: sweep(times * runs // REPLICATIONS[0], REPLICATIONS[0]) for times in DOUBLINGS}
    seconds: dict[int, list[float]] = {number: [] for number in experiments}
    for _ in range(rounds):
        for number, experiment in experiments.items():
            seconds[number].append(seconds_of(storing(experiment), number)[PROCESSOR])
            turn()
    middle = {number: median(found) for number, found in seconds.items()}
    slope = np.polyfit(np.log([*middle]), np.log([*middle.values()]), 1)[0]
    return {"seconds": {str(number): found for number, found in middle.items()}, "exponent": float(slope)}


def study(samples: int) -> dict[str, Any]:
    """Return the time of a Sobol' study of twenty factors, or of a part of it, and what the whole would take."""
    experiment = sobol_study(samples, STUDY_REPLICATIONS)
    points = experiment.points.size
    runs = points * STUDY_REPLICATIONS
    seconds = seconds_of(lambda _: stored(experiment), runs)
    whole = STUDY_POINTS / points
    return {
        "samples": samples, "points": points, "runs": runs, "seconds": seconds,
        "whole": {"samples": STUDY_SAMPLES, "points": STUDY_POINTS, "runs": STUDY_POINTS * STUDY_REPLICATIONS,
                  "minutes": seconds[WALL] * whole / 60.0, "measured": samples == STUDY_SAMPLES},
    }  # fmt: skip


def told(measured: dict[str, Any]) -> str:
    """Return what was measured as a table in Markdown."""
    over, line, part = measured["overhead"], measured["linearity"], measured["study"]
    rows = [
        (f"runner and store over the bare ensemble, {over['runs']:,} runs: {name}",
         f"{found[PROCESSOR]['median']:+.1%} of processor time, {found[WALL]['median']:+.1%} on the wall")
        for name, found in over["overhead"].items()
    ]  # fmt: skip
    rows += [
        (f"peak memory, experiment of {found['runs']:,} runs", f"{found['peak_bytes'] / 1e6:,.0f} MB")
        for found in measured["memory"]
    ]
    rows.append(("processor time grows with runs to the power of", f"{line['exponent']:.3f}"))
    whole = part["whole"]
    how = "measured" if whole["measured"] else f"from {part['points']:,} points"
    rows.append(
        (f"Sobol' study of 20 factors, {whole['points']:,} points, {whole['runs']:,} runs ({how})",
         f"{whole['minutes']:.1f} min on {os.cpu_count()} cores")
    )  # fmt: skip
    return "\n".join(["| measured | |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)])


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.runner", description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=1_000_000, help="runs of each turn of the overhead")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each way")
    parser.add_argument("--study-samples", type=int, default=32, help="N of the Sobol' study; 1024 is the whole")
    parser.add_argument("--out", type=Path, default=None, help="folder for runner.json")
    parser.add_argument("--memory-of", type=int, default=None, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.memory_of is not None:
        memory_here(chosen.memory_of)
        return 0
    from benchmarks.__main__ import say
    from benchmarks.machine import machine
    from realpolitik.provenance import provenance

    measured: dict[str, Any] = {**provenance(), "machine": machine()}
    turn = say("memory")
    measured["memory"] = []
    for runs in MEMORY_RUNS:
        measured["memory"].append(memory(runs))
        turn()
    measured["overhead"] = overhead(chosen.runs, chosen.rounds, say("overhead"))
    measured["linearity"] = linearity(max(80, chosen.runs // 200), chosen.rounds, say("linearity"))
    say("Sobol' study")
    measured["study"] = study(chosen.study_samples)
    measured["load_average_at_end"] = machine()["load_average"]
    print(file=sys.stderr)
    print(told(measured))
    if chosen.out is not None:
        chosen.out.mkdir(parents=True, exist_ok=True)
        (chosen.out / "runner.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
