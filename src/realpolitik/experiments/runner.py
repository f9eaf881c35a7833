"""Running an experiment into its folder: what is missing is computed, on this machine's cores or on a cluster."""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from realpolitik.experiments.assembling import write_design, write_results
from realpolitik.experiments.changes import default_rules
from realpolitik.experiments.measuring import Measured, Simulator
from realpolitik.experiments.parts import Part, PartLayout
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.rows import part_table
from realpolitik.experiments.store import FINISHED, RUNNING, Store, check_same, check_store_folder, opened, verified
from realpolitik.provenance import provenance

if TYPE_CHECKING:
    import pyarrow as pa

    from realpolitik.experiments.experiment import Experiment

Progress = Callable[[int], None]


class Measures(Protocol):
    """What measures parts of an experiment: `Simulator`, or a function with a known answer in its place."""

    def measure(self, part: Part, progress: Progress | None = None, stopping: Callable[[], bool] = ...) -> Measured:
        """Return what a part came to."""
        ...


class Workers(Protocol):
    """Where parts are computed."""

    def check(self) -> None:
        """Raise an InputError if nothing can be computed there."""
        ...

    def tables(
        self, experiment: Experiment, layout: PartLayout, missing: list[int], progress: Progress
    ) -> Iterator[tuple[int, pa.Table]]:
        """Yield the missing parts in any order, number and table."""
        ...


@dataclass(frozen=True)
class Outcome:
    """How running an experiment ended.

    Attributes
    ----------
    failed : int
        Number of failed runs.
    resumed : int
        Runs that were there already.
    seconds : float
        How long it took this time.
    """

    failed: int
    resumed: int
    seconds: float


class LocalThreads:
    """The cores of this machine.

    Parameters
    ----------
    threads : int, optional
        Worker threads; all cores by default. The results do not depend on it.
    measures : callable, optional
        Makes what measures the parts; `Simulator` by default.
    """

    def __init__(self, threads: int | None = None, measures: Callable[[Experiment], Measures] = Simulator) -> None:
        self.threads = threads or os.cpu_count() or 1
        self.measures = measures

    def check(self) -> None:
        """Do nothing: this machine is here."""

    def tables(
        self, experiment: Experiment, layout: PartLayout, missing: list[int], progress: Progress
    ) -> Iterator[tuple[int, pa.Table]]:
        """Yield the missing parts, number and table, as they are done."""
        measures, stop = self.measures(experiment), threading.Event()

        def work(number: int) -> pa.Table:
            part = layout.part(number, experiment)
            return part_table(experiment, part, measures.measure(part, progress, stop.is_set))

        waiting: dict[Future[pa.Table], int] = {}
        left = iter(missing)
        with ThreadPoolExecutor(self.threads) as pool:
            try:
                while True:
                    while len(waiting) < 2 * self.threads and (number := next(left, None)) is not None:
                        waiting[pool.submit(work, number)] = number
                    if not waiting:
                        return
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield waiting.pop(future), future.result()
            finally:  # after an interrupt what has begun is not waited for
                stop.set()
                pool.shutdown(wait=True, cancel_futures=True)


def run_experiment(
    experiment: Experiment,
    folder: Path,
    *,
    workers: Workers | None = None,
    fresh: bool = False,
    progress: Progress = lambda runs: None,
    resumed: Progress = lambda runs: None,
) -> Outcome:
    """Run an experiment into a folder, or what is missing of it.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    folder : Path
        New, empty, or begun by the same experiment.
    workers : Workers, optional
        Where to compute; all cores of this machine by default.
    fresh : bool
        Begin anew, whatever the folder holds of an experiment.
    progress, resumed : callable, optional
        Called with numbers of runs: those that just finished, from any thread; those that were there already.

    Raises
    ------
    InputError
        The folder cannot be used: see `store.opened` and `store.check_same`. The workers cannot: see their `check`.
    StoreError
        It cannot be written (a full disk); what is finished is kept.
    """
    began = time.monotonic()
    identity = json.loads(json.dumps(experiment.identity()))
    workers = workers or LocalThreads()
    check_store_folder(folder, fresh=fresh)
    if fresh or Store(folder).manifest.get("status") != FINISHED:
        workers.check()  # before a folder is made, or an earlier result cleared
    with opened(folder, fresh=fresh) as store:
        manifest = store.manifest
        if fresh:
            store.clear()
        elif manifest:
            check_same(folder, manifest.get("identity", {}), identity)
            if manifest.get("status") == FINISHED:
                _renew_texts(store, verified(folder), experiment)
                total = experiment.points.evaluations * experiment.runs_per_point
                resumed(total)
                return Outcome(int(manifest["failed"]), total, time.monotonic() - began)
        content = {**_described(experiment), "identity": identity}
        store.write_manifest({**content, "status": RUNNING, "files": []})
        layout = PartLayout.of(experiment)
        there = store.find_parts()
        missing = [number for number in range(layout.count) if number not in there]
        done = sum(layout.runs(number) for number in there)
        resumed(done)
        names = write_design(store, experiment)
        for number, table in workers.tables(experiment, layout, missing, progress):
            store.write_part(number, table)
        tables, failed = write_results(store, experiment)
        seconds = time.monotonic() - began
        store.finish({**content, "failed": failed, "resumed_runs": done, "seconds": round(seconds, 3)}, names + tables)
    return Outcome(failed, done, seconds)


def run_in_memory(experiment: Experiment, *, workers: Workers | None = None) -> ExperimentResults:
    """Run an experiment for results that nobody keeps: they go with the object that is returned.

    Findings ask so: a finding names an experiment, runs it with its own runs, seed and assumptions
    (`Experiment.altered`) and reads outcomes by name.
    """
    home = tempfile.TemporaryDirectory(prefix="realpolitik-")
    folder = Path(home.name) / experiment.name
    run_experiment(experiment, folder, workers=workers)
    return replace(ExperimentResults.read(folder), home=home)


def _renew_texts(store: Store, manifest: dict[str, Any], experiment: Experiment) -> None:
    """Let the manifest of finished results say what the file says now of title, sources and report."""
    described = _described(experiment)
    now = json.loads(json.dumps({key: described[key] for key in ("experiment", "factors")}))
    if any(manifest.get(key) != value for key, value in now.items()):
        store.write_manifest({**manifest, **now})


def _described(experiment: Experiment) -> dict[str, Any]:
    """Return all that is needed to repeat an experiment and to read its tables."""
    points = experiment.points
    return {
        "seed": experiment.document.seed,
        "points": points.size,
        "evaluations": points.evaluations,
        "replications": experiment.replications,
        "runs": points.evaluations * experiment.runs_per_point,
        "rows": experiment.rows,
        "groups": {factor.name: factor.group for factor in experiment.factors},
        "factors": [factor.described() for factor in experiment.factors],
        "cases": [{"scenario": case.scenario, "arm": case.arm} for case in experiment.cases],
        "columns": [
            {
                "name": column.name,
                "outcome": column.outcome.name,
                "pair": column.pair,
                "window": column.window,
                "unit": column.outcome.unit,
                "meaning": column.outcome.meaning,
            }
            for column in experiment.columns
        ],
        "experiment": experiment.to_dict(),
        "default_assumptions": default_rules(),
        **provenance(),
    }
