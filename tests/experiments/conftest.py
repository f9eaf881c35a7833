"""Small experiments, written to files as a user would."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from realpolitik.experiments.experiment import Experiment
from realpolitik.experiments.files import load_experiment
from realpolitik.experiments.measuring import Measured
from realpolitik.experiments.parts import Part
from realpolitik.experiments.runner import LocalThreads, run_experiment

HEAD = """
format_version = 1
title = "A small experiment"
scenarios = ["pahlavi"]
set = { years = [1946, 1952] }
"""

SMALL = """
replications = 6
[design]
kind = "grid"
levels = 3
[factors.trust_loss]
[factors.identity]
[record]
pairs = ["iran-russia"]
outcomes = ["mean_trust", "pact_of_5_years", "crises_asked"]
"""

LONG = HEAD.replace("1952", "1978") + SMALL.replace("replications = 6", "replications = 2000")
"""Some seconds of work on one core: long enough to be killed in the middle."""


@pytest.fixture
def no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the report at the end of an experiment, which takes longer than the rest and has its own tests."""
    command = importlib.import_module("realpolitik.cli.experiment")
    monkeypatch.setattr(command, "write_report", lambda folder: None)


def runs_hash(folder: Path) -> str:
    """Return the hash of the table of runs."""
    return hashlib.sha256((folder / "runs.parquet").read_bytes()).hexdigest()


@pytest.fixture(scope="session")
def long_hash(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the hash of the table of runs of `LONG`, done in one go on one thread."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "long.toml").write_text(LONG, encoding="utf-8")
    run_experiment(load_experiment(folder / "long.toml"), folder / "out", workers=LocalThreads(1))
    return runs_hash(folder / "out")


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Return the file of `LONG`."""
    path = tmp_path / "long.toml"
    path.write_text(LONG, encoding="utf-8")
    return path


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes an experiment file."""

    def write(text: str = SMALL, head: str = HEAD, name: str = "small.toml") -> Path:
        path = tmp_path / name
        path.write_text(head + text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def made(written: Callable[..., Path]) -> Callable[..., Experiment]:
    """Return a function that writes an experiment file and loads it."""
    return lambda text=SMALL, head=HEAD: load_experiment(written(text, head))


class Known:
    """Measures of which the answer is known: every outcome is the sum of the codes, plus a thousandth per run."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment

    def measure(self, part: Part, progress=None, stopping=lambda: False) -> Measured:
        """Return the known outcomes; codes above 1e6 fail."""
        experiment = self.experiment
        shape = (len(part.codes), part.replications, len(experiment.cases), len(experiment.columns))
        sums = np.nansum(part.codes, axis=1)[:, None, None, None]
        runs = np.arange(part.first_replication, part.first_replication + part.replications)[None, :, None, None]
        cases = np.arange(len(experiment.cases))[None, None, :, None]
        values = np.broadcast_to(sums + runs / 1000.0 + 10.0 * cases, shape).copy()
        errors = {}
        for place in np.flatnonzero(sums.reshape(-1) > 1e6).tolist():
            values[place] = np.nan
            errors |= {(place, run, case): "too large" for run in range(shape[1]) for case in range(shape[2])}
        if progress is not None:
            progress(part.replications * len(part.codes) * shape[2])
        return Measured(values, errors)
