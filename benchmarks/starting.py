"""From the start of a process to its first result, with rules compiled before and with nothing compiled."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import child
from benchmarks.throughput import SCENARIO

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


def start(name: str, environment: dict[str, str] | None = None) -> float:
    """Return the seconds of a whole process up to and including its first result."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        command = ["-m", "realpolitik.cli", "run", SCENARIO, "--runs", "1", "--out", out]
        seconds, printed = child.run(command if name == COMMAND else ["-c", _CODE[name]], environment)
    if not printed.strip():
        raise RuntimeError(f"{name} printed no result")
    return seconds


def warm(repeats: int, turn: Callable[[], None]) -> dict[str, dict[str, object]]:
    """Return the median time to the first result with everything compiled, in turns; the first turn warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in WARM}
    for repeat in range(1 + repeats):
        for name in WARM:
            taken = start(name)
            if repeat > 0:
                seconds[name].append(taken)
            turn()
    return {name: {"median_seconds": median(values), "seconds": values} for name, values in seconds.items()}


def cold(turn: Callable[[], None]) -> dict[str, float]:
    """Return the time to the first result with an empty cache, each once."""
    seconds = {}
    for name in COLD:
        with child.cold_cache() as environment:
            seconds[name] = start(name, environment)
        turn()
    return seconds
