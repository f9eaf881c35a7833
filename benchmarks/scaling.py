"""How an experiment scales over threads and Dask workers: ``uv run python -m benchmarks.scaling``.

    uv run python -m benchmarks.scaling [--runs 40000] [--rounds 3] [--out FOLDER]

The same experiment runs on one thread, on two, on one Dask worker and on two (a process of one thread each, with a
scheduler of its own), turn by turn, on the wall. All four give the same bytes; that is checked as well.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.experiments import sweep
from benchmarks.interleaved import PROCESSOR, WALL, Timing, seconds_of
from benchmarks.runner import REPLICATIONS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from realpolitik.experiments.experiment import Experiment
    from realpolitik.experiments.runner import Workers

COUNTS = (1, 2)
THREADS, DASK = "threads", "Dask workers"
WORKERS_WAIT_S = 120


@contextlib.contextmanager
def dask(workers: int) -> Iterator[str]:
    """Start a scheduler and some workers of one thread each; yield the path of the scheduler's file."""
    from distributed import Client

    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        address = str(Path(folder) / "scheduler.json")
        commands = [["scheduler", "--host", "127.0.0.1", "--port", "0"]]
        commands += [["worker", "--nthreads", "1", "--no-nanny"]] * workers
        for command in commands:
            words = [sys.executable, "-m", "dask", *command, "--scheduler-file", address, "--no-dashboard"]
            process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
        while not Path(address).is_file():
            time.sleep(0.1)
        with Client(scheduler_file=address, timeout=WORKERS_WAIT_S, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=WORKERS_WAIT_S)
        yield address


def digest_of(experiment: Experiment, workers: Workers) -> str:
    """Run an experiment somewhere and return the hash of its table of runs."""
    from realpolitik.experiments.runner import run_experiment

    with tempfile.TemporaryDirectory() as folder:
        run_experiment(experiment, Path(folder), workers=workers)
        return hashlib.sha256((Path(folder) / "runs.parquet").read_bytes()).hexdigest()


def scaling(runs: int, rounds: int, turn: Callable[[], None]) -> dict[str, Any]:
    """Return runs per second by threads and by Dask workers, and how much faster two are than one."""
    from realpolitik.experiments.cluster import DaskCluster
    from realpolitik.experiments.runner import LocalThreads

    experiment = sweep(runs // REPLICATIONS[0], REPLICATIONS[0])
    with contextlib.ExitStack() as stack:
        ways: dict[str, Workers] = {f"{count} {THREADS}": LocalThreads(count) for count in COUNTS}
        for count in COUNTS:
            ways[f"{count} {DASK}"] = DaskCluster(stack.enter_context(dask(count)))
        small = sweep(8, REPLICATIONS[0])
        for workers in ways.values():
            digest_of(small, workers)  # compiled and loaded everywhere before anything is timed
        timing = Timing({WALL: {}, PROCESSOR: {}}, dict.fromkeys(ways, runs))
        digests: set[str] = set()

        def digesting(name: str) -> Callable[[int], None]:
            return lambda _: digests.add(digest_of(experiment, ways[name]))

        for number in range(rounds):
            for name in sorted(ways, key=list(ways).index, reverse=bool(number % 2)):
                elapsed = seconds_of(digesting(name), runs)
                for clock, seconds in elapsed.items():
                    timing.seconds_per_run[clock].setdefault(name, []).append(seconds / runs)
                turn()
    one, two = COUNTS
    return {
        "runs": runs,
        "timing": timing.to_dict(),
        "speed_up": {kind: timing.ratio(f"{two} {kind}", f"{one} {kind}", WALL) for kind in (THREADS, DASK)},
        "dask_to_threads": timing.ratio(f"{one} {DASK}", f"{one} {THREADS}", WALL),
        "same_bytes": len(digests) == 1,
    }


def draw(measured: dict[str, Any]) -> Figure:
    """Return the figure: runs per second by threads and workers beside what twice as many cores could give."""
    from benchmarks.figure import COMPILED, ORDINARY
    from realpolitik.report.style import MUTED, NOTE_SIZE, RULE, TEXT_SIZE, sheet

    machine, found = measured["machine"], measured["scaling"]
    ups = found["speed_up"]
    page = sheet(
        f"Two threads run {ups[THREADS]['median']:.2f} times as fast as one, two Dask workers "
        f"{ups[DASK]['median']:.2f} times",
        f"One experiment of {found['runs']:,} runs, {REPLICATIONS[0]} at each point, store and tables included; "
        "medians on the wall. Dashed: twice the speed of one.",
        f"{machine['processor']}, {machine['cores']} cores; load average at the start {machine['load_average']:.1f}",
        rows=(2.9,), left=1.1, right=0.4, width=7.0,
    )  # fmt: skip
    axes = page.axes[0][0]
    for kind, colour, mark in ((THREADS, COMPILED, "o"), (DASK, ORDINARY, "s")):
        speeds = [found["timing"][f"{count} {kind}"]["runs_per_second"][WALL] for count in COUNTS]
        axes.plot(COUNTS, [speeds[0] * count for count in COUNTS], color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)))
        axes.plot(COUNTS, speeds, color=colour, marker=mark, linewidth=2.0, label=kind)
        for count, speed in zip(COUNTS, speeds, strict=True):
            below = kind == DASK
            axes.annotate(
                f"{speed:,.0f}", (count, speed), (0, -13 if below else 7), textcoords="offset points", ha="center",
                fontsize=NOTE_SIZE, color=colour,
            )  # fmt: skip
    axes.set_xticks(COUNTS)
    axes.set_xlim(COUNTS[0] - 0.15, COUNTS[-1] + 0.15)
    axes.set_ylim(0.0, axes.get_ylim()[1] * 1.12)
    axes.grid(axis="y", color=RULE, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.set_xlabel("threads, or worker processes of one thread", fontsize=TEXT_SIZE)
    axes.set_ylabel("runs per second", fontsize=TEXT_SIZE)
    axes.legend(loc="upper left", frameon=False, fontsize=TEXT_SIZE)
    return page.figure


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=400_000, help="runs of each turn")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each way")
    parser.add_argument("--out", type=Path, default=Path("out/scaling"), help="folder for scaling.json and scaling.png")
    chosen = parser.parse_args()
    from benchmarks.__main__ import say
    from benchmarks.machine import machine
    from realpolitik.provenance import provenance
    from realpolitik.report.style import as_png

    measured: dict[str, Any] = {**provenance(), "machine": machine()}
    measured["scaling"] = scaling(chosen.runs, chosen.rounds, say("threads and workers"))
    print(file=sys.stderr)
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "scaling.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    (chosen.out / "scaling.png").write_bytes(as_png(draw(measured)))
    found = measured["scaling"]
    for name, one in found["timing"].items():
        print(f"{name}: {one['runs_per_second'][WALL]:,.0f} runs per second")
    for kind, ratio in found["speed_up"].items():
        print(f"two {kind} against one: {ratio['median']:.2f}x")
    print("the same bytes everywhere" if found["same_bytes"] else "THE BYTES DIFFER")
    print(f"Written to {chosen.out}")
    return 0 if found["same_bytes"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
