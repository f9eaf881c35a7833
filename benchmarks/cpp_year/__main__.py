"""How near the compiled ensemble comes to the same year in C++: ``uv run python -m benchmarks.cpp_year``.

    uv run python -m benchmarks.cpp_year [--rounds 9] [--out FOLDER]

All do the same runs on one core, turn by turn, timed by processor time: the ensemble, the scalar C++ year and the wide
one, which runs as many years side by side as the ensemble. Before anything is timed, all must leave the same bits.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.cpp_year import NoCompiler, find_compiler, run_ensemble
from benchmarks.interleaved import Timing, Way, interleave
from benchmarks.throughput import ONE_CORE, SCENARIO, ensemble
from realpolitik.scenario import load
from realpolitik.simulation import ensemble as compiled
from realpolitik.theory.assumptions import make_assumptions

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline

SCALAR_CPP, WIDE_CPP = "scalar C++ year, 1 core", "wide C++ year, 1 core"
CPP_SIDE_BY_SIDE = {SCALAR_CPP: 1, WIDE_CPP: 16}
ROUNDS = 9
TURN_SECONDS = 1.0
RUNS_COMPARED = 500


def same_bits(one: compiled.Ensemble, other: compiled.Ensemble) -> bool:
    """Return whether two ensembles hold the same summaries, counts and means, bit for bit."""
    compared = ("summary", "class_count", "mean_trust")
    return all(getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in compared)


def agree(timeline: ScenarioTimeline) -> bool:
    """Return whether both C++ years leave the same bits as the compiled ensemble."""
    assumptions = make_assumptions()
    expected = compiled.run_ensemble(timeline, assumptions, runs=RUNS_COMPARED, seed=0, threads=1)
    return all(
        same_bits(run_ensemble(timeline, assumptions, runs=RUNS_COMPARED, seed=0, side_by_side=width), expected)
        for width in CPP_SIDE_BY_SIDE.values()
    )


def cpp(timeline: ScenarioTimeline, side_by_side: int) -> Callable[[int], object]:
    """Return runs of a C++ year, summaries only."""
    assumptions = make_assumptions()
    return lambda runs: run_ensemble(timeline, assumptions, runs=runs, seed=0, side_by_side=side_by_side)


def time_all(timeline: ScenarioTimeline, rounds: int, turn: Callable[[], None]) -> Timing:
    """Time the compiled ensemble and the C++ years, summaries only."""
    ways = {ONE_CORE: Way(ensemble(timeline, 1), TURN_SECONDS)}
    ways |= {name: Way(cpp(timeline, width), TURN_SECONDS) for name, width in CPP_SIDE_BY_SIDE.items()}
    return interleave(ways, rounds, turn)


def pin_to_one_core() -> None:
    """Keep this process on one core, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def told(measured: dict[str, Any]) -> str:
    """Return what was measured as a table in Markdown."""
    rows = [
        (f"runs per second, {name}", f"{timing['runs_per_second']['processor']:,.0f}")
        for name, timing in measured["timing"].items()
    ]
    for name, ratio in measured["ensemble_to_cpp"].items():
        what = f"speed of the ensemble as a share of the {name.split(',')[0]}'s"
        spread = f"({ratio['lower_quartile']:.2f} to {ratio['upper_quartile']:.2f})"
        rows.append((what, f"{ratio['median']:.2f} {spread}"))
    return "\n".join(["| measured | |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)])


def main() -> int:
    """Compare, measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cpp_year", description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of each")
    parser.add_argument("--out", type=Path, default=None, help="folder for cpp_year.json")
    chosen = parser.parse_args()
    if chosen.rounds < 1:
        parser.error("--rounds needs a whole number of 1 or more")
    try:
        find_compiler()
    except NoCompiler as error:
        print(error, file=sys.stderr)
        return 1
    from benchmarks.__main__ import say
    from benchmarks.machine import machine
    from realpolitik.provenance import provenance

    pin_to_one_core()
    timeline = load(SCENARIO).timeline()
    if not agree(timeline):
        print("THE BITS DIFFER: a C++ year is not the compiled ensemble's; nothing was timed", file=sys.stderr)
        return 1
    measured: dict[str, Any] = {**provenance(), "machine": machine(), "scenario": SCENARIO, "rounds": chosen.rounds}
    timing = time_all(timeline, chosen.rounds, say("runs per second"))
    measured["timing"] = timing.to_dict()
    measured["ensemble_to_cpp"] = {name: timing.ratio(ONE_CORE, name) for name in CPP_SIDE_BY_SIDE}
    measured["load_average_at_end"] = machine()["load_average"]
    print(file=sys.stderr)
    print(told(measured))
    print(f"{RUNS_COMPARED} runs left the same bits in all")
    if chosen.out is not None:
        chosen.out.mkdir(parents=True, exist_ok=True)
        (chosen.out / "cpp_year.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
        print(f"Written to {chosen.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
