"""From the start of a process to its first result, with rules compiled before and with nothing compiled."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import child
from benchmarks.interleaved import PROCESSOR, WALL
from benchmarks.measured import SCENARIO

COMMAND, SIMULATE, MODEL, PLAIN = (
    "realpolitik run --runs 1",
    "rp.simulate(runs=1)",
    "RealistModel, a year",
    "plain Mesa",
)
_CODE = {
    SIMULATE: f"import realpolitik as rp; print(rp.simulate({SCENARIO!r}, runs=1))",
    MODEL: "from realpolitik.scenario import load; from realpolitik.simulation.states import RealistModel; "
    f"model = RealistModel(load({SCENARIO!r}).timeline()); model.step(); print(model.tie('iran-russia'))",
    PLAIN: "from realpolitik.scenario import load; from benchmarks.plain_mesa import PlainModel; "
    f"model = PlainModel(load({SCENARIO!r}).timeline()); model.run_model(); print(model.year)",
}  # fmt: skip
WARM = (COMMAND, SIMULATE, MODEL, PLAIN)
COLD = (COMMAND, MODEL)


def start(name: str, environment: dict[str, str] | None = None) -> dict[str, float]:
    """Return the seconds from the start of a process to its first result, and those of processors in all of it."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        command = ["-m", "realpolitik.cli", "run", SCENARIO, "--runs", "1", "--out", out]
        ended = child.run(command if name == COMMAND else ["-c", _CODE[name]], environment)
    if not ended.printed.strip():
        raise RuntimeError(f"{name} printed no result")
    return {WALL: ended.first_output, PROCESSOR: ended.processor}


def compiled() -> None:
    """Run everything once, so that nothing is left to compile."""
    for name in WARM:
        start(name)


def warm(repeats: int, turn: Callable[[], None]) -> dict[str, dict[str, float]]:
    """Return the median time to the first result with everything compiled, in turns, by both clocks."""
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in WARM}
    for _ in range(repeats):
        for name in WARM:
            taken[name].append(start(name))
            turn()
    return {
        name: {clock: median(seconds[clock] for seconds in turns) for clock in (WALL, PROCESSOR)}
        for name, turns in taken.items()
    }


def cold(turn: Callable[[], None]) -> dict[str, dict[str, float]]:
    """Return the time to the first result with an empty cache, each once, by both clocks."""
    seconds = {}
    for name in COLD:
        with child.cold_cache() as environment:
            seconds[name] = start(name, environment)
        turn()
    return seconds
