"""What an experiment of 10^9 runs on 1,000 cores would need, reckoned from what is measured here.

    uv run python -m benchmarks.large [--runs 1000000000] [--cores 1000] [--replications 100]

Measured: runs per second of a core through the runner; bytes and seconds that a row costs this process, which keeps the
folder; how many tasks a Dask scheduler hands out in a second. Everything else is arithmetic, printed with it.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.experiments import FACTORS, sweep
from benchmarks.interleaved import PROCESSOR, seconds_of

if TYPE_CHECKING:
    from realpolitik.experiments.experiment import Experiment

MEASURED_RUNS, MEASURED_ROWS, MEASURED_TASKS = 100_000, 10_000, 2_000


def core_speed(replications: int) -> float:
    """Return the runs per second of processor time of one core, store included."""
    from benchmarks.runner import stored

    stored(sweep(1, 8), 1)
    experiment = sweep(max(1, MEASURED_RUNS // replications), replications)
    return MEASURED_RUNS / seconds_of(lambda _: stored(experiment, 1), MEASURED_RUNS)[PROCESSOR]


def row_costs() -> dict[str, float]:
    """Return what a row of points costs the process that keeps the folder: bytes on the wire and on disk, seconds."""
    from realpolitik.experiments.assembling import write_results
    from realpolitik.experiments.measuring import Simulator
    from realpolitik.experiments.parts import PartLayout
    from realpolitik.experiments.rows import part_table
    from realpolitik.experiments.store import opened

    experiment = _by_points(
        sweep(MEASURED_ROWS, 2, draws="separate")
    )  # all rows unlike, or they would compress to nothing
    layout, simulator = PartLayout.of(experiment), Simulator(experiment)
    parts = [layout.part(number, experiment) for number in range(layout.count)]
    tables = [part_table(experiment, part, simulator.measure(part)) for part in parts]
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "rows") as store:
        began = time.process_time()
        for number, table in enumerate(tables):
            store.write_part(number, table)
        kept = time.process_time()
        part_bytes = sum(path.stat().st_size for path in store.parts_folder.iterdir())
        write_results(store, experiment)
        assembled = time.process_time()
        table_bytes = (store.folder / "runs.parquet").stat().st_size
    return {
        "sent": sum(len(pickle.dumps(table)) for table in tables) / MEASURED_ROWS,
        "part": part_bytes / MEASURED_ROWS,
        "table": table_bytes / MEASURED_ROWS,
        "keep_seconds": (kept - began) / MEASURED_ROWS,
        "assemble_seconds": (assembled - kept) / MEASURED_ROWS,
    }


def _by_points(experiment: Experiment) -> Experiment:
    """Return the experiment with a row per point, as large experiments have it."""
    from dataclasses import replace

    return replace(experiment, document=experiment.document.model_copy(update={"rows": "points"}))


def scheduler_speed() -> float:
    """Return how many tasks that do nothing fill a second of processor time of a Dask scheduler."""
    from distributed import Client, as_completed

    from benchmarks.scaling import dask

    with dask(1) as address, Client(scheduler_file=address, set_as_default=False) as client:
        list(as_completed(client.map(abs, range(100), pure=False), loop=client.loop))
        began = client.run_on_scheduler(time.process_time)
        for future in as_completed(client.map(abs, range(MEASURED_TASKS), pure=False), loop=client.loop):
            future.release()
        return MEASURED_TASKS / (client.run_on_scheduler(time.process_time) - began)


def reckoned(runs: int, cores: int, replications: int, found: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what the experiment would need, what is known first and what follows from it after."""
    from realpolitik.experiments.parts import LARGEST_RUNS, MOST_PARTS

    rows, costs = runs // replications, found["row"]
    per_part = max(LARGEST_RUNS, -(-runs // MOST_PARTS))
    parts = -(-runs // per_part)
    of_part, of_all = per_part / found["core"], runs / found["core"] / cores
    keeping, assembling = rows * costs["keep_seconds"], rows * costs["assemble_seconds"]
    return [
        ("measured: runs per second of a core, through runner and store", f"{found['core']:,.0f}"),
        ("measured: bytes of a row (a point): sent, in a part, in the table",
         f"{costs['sent']:,.0f}, {costs['part']:,.0f}, {costs['table']:,.0f}"),
        ("measured: time of a row in the process that keeps the folder: to keep, to put together",
         f"{costs['keep_seconds'] * 1e6:.1f} us, {costs['assemble_seconds'] * 1e6:.1f} us"),
        ("measured: tasks per second of processor time of a scheduler", f"{found['scheduler']:,.0f}"),
        (f"{runs:,} runs at {replications} a point", f"{rows:,} points, {parts:,} parts of {per_part:,} runs"),
        ("a part on a core", f"{of_part:.0f} s; {parts / cores:.0f} parts for each of {cores:,} cores"),
        ("all runs, every core busy", f"{of_all / 60.0:.0f} min"),
        ("idle while the last part ends, at most", f"{of_part / (of_all + of_part):.1%} of the cores' time"),
        ("tasks per second that come in", f"{parts / of_all:.0f} ({parts / of_all / found['scheduler']:.1%} of what "
         "the scheduler can)"),
        ("tables that come in", f"{rows * costs['sent'] / 1e9:.1f} GB, {rows * costs['sent'] / of_all / 1e6:.1f} MB/s"),
        ("keeping them, one core of the process with the folder",
         f"{keeping / 60.0:.1f} min, {keeping / of_all:.0%} of that core"),
        ("putting the table together at the end, alone", f"{assembling / 60.0:.1f} min"),
        ("on disk: parts, then the table",
         f"{rows * costs['part'] / 1e9:.1f} GB, {rows * costs['table'] / 1e9:.1f} GB"),
        (f"points of a sample of {FACTORS} factors in that process's memory (a grid needs none)",
         f"{2 * 8 * FACTORS * rows / 1e9:.1f} GB"),
    ]  # fmt: skip


def main() -> int:
    """Measure, reckon, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=1_000_000_000)
    parser.add_argument("--cores", type=int, default=1_000)
    parser.add_argument("--replications", type=int, default=100, help="runs of a point")
    chosen = parser.parse_args()
    from benchmarks.__main__ import say

    say("a core")
    found: dict[str, Any] = {"core": core_speed(chosen.replications)}
    say("rows")
    found["row"] = row_costs()
    say("the scheduler")
    found["scheduler"] = scheduler_speed()
    print(file=sys.stderr)
    lines = reckoned(chosen.runs, chosen.cores, chosen.replications, found)
    print("\n".join(["| | |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in lines)]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
