"""A real scheduler, two worker processes, one of them killed in the middle: the same bytes as one thread."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from realpolitik.cli import main
from realpolitik.experiments.cluster import DaskCluster
from tests.experiments.conftest import runs_hash
from tests.extras import needs

pytestmark = needs("distributed")


@contextlib.contextmanager
def dask(*words: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of Dask as a process until the block ends."""
    command = [sys.executable, "-m", "dask", *map(str, words), "--no-dashboard"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def kill_in_the_middle(victim: subprocess.Popen[bytes], out: Path) -> tuple[int, bool]:
    """Kill a worker once parts have come in; return how many there were then, and whether all had been put together."""
    deadline = time.monotonic() + 200
    while (parts := len(list(out.glob("parts/*.parquet")))) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    ended = (out / "runs.parquet").exists()
    victim.kill()
    return parts, ended


@pytest.mark.slow
@pytest.mark.parametrize("other", ["beside it", "in its place"])  # in its place: all that was sent dies with the first
@pytest.mark.usefixtures("no_report")
def test_a_worker_killed_in_the_middle_changes_nothing(other, long, long_hash, tmp_path):
    address, out = tmp_path / "scheduler.json", tmp_path / "cluster"
    worker = ("worker", "--scheduler-file", address, "--nthreads", 1, "--no-nanny")
    with (
        contextlib.ExitStack() as running,
        dask("scheduler", "--scheduler-file", address, "--host", "127.0.0.1", "--port", 0),
        dask(*worker) as victim,
        ThreadPoolExecutor(1) as watching,
    ):
        if other == "beside it":
            running.enter_context(dask(*worker))

        def kill() -> tuple[int, bool]:
            seen = kill_in_the_middle(victim, out)
            if other == "in its place":
                running.enter_context(dask(*worker))
            return seen

        killed = watching.submit(kill)
        deadline = time.monotonic() + 100
        while not address.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert main(["experiment", str(long), "--out", str(out), "--cluster", str(address)]) == 0
        parts, ended = killed.result()
    assert parts >= 2
    assert not ended, "killed too late to test anything"
    assert runs_hash(out) == long_hash


def test_an_address_where_nobody_answers_is_wrong_input(written, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("realpolitik.experiments.cluster.CONNECT_SECONDS", 1)
    out = tmp_path / "out"
    words = ["experiment", str(written()), "--out", str(out), "--cluster", "tcp://127.0.0.1:1"]
    assert main(words) == 2
    assert "no scheduler answers" in capsys.readouterr().err
    assert not out.exists()


def test_a_scheduler_without_workers_is_told(written, tmp_path, capsys, monkeypatch):
    from distributed import LocalCluster

    monkeypatch.setattr("realpolitik.experiments.cluster.FIRST_WORKER_SECONDS", 1)
    out = tmp_path / "out"
    with LocalCluster(n_workers=0, processes=False, dashboard_address=None) as cluster:
        words = ["experiment", str(written()), "--out", str(out), "--cluster", cluster.scheduler_address]
        assert main(words) == 2
    assert "where no worker came within 1 seconds; allowed: a scheduler with workers" in capsys.readouterr().err
    assert not out.exists()


def test_an_earlier_result_outlives_a_cluster_that_does_not_answer(written, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("realpolitik.experiments.cluster.CONNECT_SECONDS", 1)
    out = tmp_path / "out"
    words = ["experiment", str(written()), "--out", str(out)]
    assert main(words) == 0
    before = {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    assert main([*words, "--fresh", "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()} == before
    assert main([*words, "--cluster", "tcp://127.0.0.1:1"]) == 0, "nothing is left to compute"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nonsense", "found 'nonsense', no host with a port; allowed: the address of a Dask scheduler"),
        ("", "found ''; allowed: the address of a Dask scheduler"),
        ("tcp://127.0.0.1", "found 'tcp://127.0.0.1', no host with a port"),
        ("tcp://127.0.0.1:99999", "found 'tcp://127.0.0.1:99999', no host with a port"),
        ("http://x:1", "found the unknown scheme 'http' of 'http://x:1'; allowed: tcp, tls"),
        ("tpc://x:1", "did you mean 'tcp'?"),
        ("nowhere.json", "found 'nowhere.json', where there is no file"),
    ],
)
def test_what_can_be_no_address_is_refused_before_anything_is_written(written, tmp_path, capsys, address, told):
    out = tmp_path / "out"
    assert main(["experiment", str(written()), "--out", str(out), "--cluster", address]) == 2
    errors = capsys.readouterr().err
    assert errors.startswith("realpolitik: --cluster: ")
    assert errors.count("\n") == 1
    assert told in errors
    assert not out.exists()


@pytest.mark.parametrize(
    "address", ["10.0.0.1:8786", "tls://node-1.example.org:8786", "tcp://[::1]:1", "inproc://1/2/3"]
)
def test_addresses_in_every_form_are_taken(address):
    assert DaskCluster(address).address == address
