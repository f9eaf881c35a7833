"""The tools that measure runner, store and workers: small turns, right numbers, never a timed test."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from benchmarks import large, runner, scaling
from benchmarks.experiments import FACTORS, sobol_study, sweep
from benchmarks.interleaved import PROCESSOR, WALL
from realpolitik.theory.assumptions import make_assumptions

SHORT = (1979, 1980)


def test_a_sweep_has_unlike_points_that_cost_what_the_scenario_costs():
    experiment = sweep(50, 4, SHORT)
    codes = experiment.points.codes(0, 50)
    assert experiment.points.evaluations == 50
    assert np.allclose(codes, make_assumptions().trust_loss, rtol=1e-5)
    assert experiment.runs_per_point == 4


def test_the_study_is_the_one_that_was_asked_for():
    experiment = sobol_study(8, runner.STUDY_REPLICATIONS)
    per_sample = experiment.points.size // 8
    assert len(experiment.factors) == FACTORS == 20
    assert per_sample * runner.STUDY_SAMPLES == runner.STUDY_POINTS == 43_008


def test_overhead_is_a_ratio_within_rounds(monkeypatch):
    monkeypatch.setattr(runner, "bare", lambda runs, threads=None: None)
    monkeypatch.setattr(runner, "stored", lambda experiment, threads=None: None)
    first = [1.0, 1.2, 1.05, 1.1]
    taken = iter(first + [10.0 * one for one in reversed(first)])  # the second round goes backwards, ten times as slow
    monkeypatch.setattr(runner, "seconds_of", lambda work, runs: dict.fromkeys((WALL, PROCESSOR), next(taken)))
    found = runner.overhead(100, 2, lambda: None)["overhead"]
    assert found["experiment, 16 runs a point"][PROCESSOR]["median"] == pytest.approx(0.2)
    assert found["experiment, 96 runs a point"][PROCESSOR]["median"] == pytest.approx(0.05)
    assert found["experiment, 100 runs a point"][WALL]["median"] == pytest.approx(0.1)


def test_a_process_of_its_own_tells_its_memory_and_its_tables():
    found = runner.memory(200)
    assert found["runs"] == 200
    assert found["peak_bytes"] >= found["before_bytes"] > 10_000_000
    assert set(found["file_bytes"]) == {"design.parquet", "sample.parquet", "runs.parquet", "points.parquet"}


def test_what_is_reckoned_follows_from_what_is_measured():
    costs = {"sent": 200.0, "part": 100.0, "table": 50.0, "keep_seconds": 1e-5, "assemble_seconds": 2e-5}
    told = dict(large.reckoned(10**9, 1_000, 100, {"core": 1_000.0, "row": costs, "scheduler": 1_000.0}))
    assert told["1,000,000,000 runs at 100 a point"] == "10,000,000 points, 20,000 parts of 50,000 runs"
    assert told["all runs, every core busy"] == "17 min"  # 10^9 / 10^6 a second
    assert told["tasks per second that come in"] == "20 (2.0% of what the scheduler can)"
    assert told["tables that come in"] == "2.0 GB, 2.0 MB/s"
    assert told["putting the table together at the end, alone"] == "3.3 min"


@pytest.mark.slow
def test_threads_and_workers_give_the_same_bytes(monkeypatch):
    """One worker as a process; two are threads of this one here, and processes in the tests of the cluster."""
    distributed = pytest.importorskip("distributed")
    as_process = scaling.dask

    @contextlib.contextmanager
    def dask(workers):
        if workers == 1:
            with as_process(workers) as address:
                yield address
        else:
            with distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=False, dashboard_address=":0"
            ) as cluster:
                yield cluster.scheduler_address

    monkeypatch.setattr(scaling, "dask", dask)
    found = scaling.scaling(80, 1, lambda: None)
    assert found["same_bytes"]
    assert set(found["timing"]) == {"1 threads", "2 threads", "1 Dask workers", "2 Dask workers"}
    machine = {"processor": "one", "cores": 2, "load_average": 0.0}
    words = " ".join(text.get_text() for text in scaling.draw({"machine": machine, "scaling": found}).texts)
    assert "80 runs" in words
