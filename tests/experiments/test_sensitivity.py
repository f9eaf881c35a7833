"""From experiment file to index, on functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.experiments.measuring import Measured
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.runner import LocalThreads, run_experiment
from realpolitik.experiments.sensitivity import sensitivity
from tests.experiments.conftest import Known

pytest.importorskip("SALib")

ISHIGAMI = {"first": [0.3139, 0.4424, 0.0], "total": [0.5576, 0.4424, 0.2437]}
"""Ishigami and Homma 1990, a = 7, b = 0.1."""

FACTORS = "".join(
    f"[factors.x{k}]\npath = '{name}'\nlow = -3.141592653589793\nhigh = 3.141592653589793\n"
    for k, name in enumerate(("trust_loss", "trust_gain", "client_share"), start=1)
)
RECORD = "[record]\npairs = ['iran-russia']\noutcomes = ['mean_trust']\n"


def ishigami(noise: float):
    """Return measures of the Ishigami function with noise between runs."""

    class Ishigami(Known):
        def measure(self, part, progress=None, stopping=lambda: False):
            known = super().measure(part)
            x, y, z = part.codes.T
            value = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
            draws = np.random.default_rng([part.number, 5]).normal(size=known.values.shape)
            return Measured(value[:, None, None, None] + noise * draws, {})

    return Ishigami


def run(experiment, folder, measures):
    run_experiment(experiment, folder, workers=LocalThreads(1, measures))
    return ExperimentResults.read(folder)


def test_sobol_indices_of_the_ishigami_function(made, tmp_path):
    text = "replications = 1\n[design]\nkind = 'sobol'\nsamples = 1024\nsecond_order = true\n" + FACTORS + RECORD
    found = sensitivity(run(made(text), tmp_path / "out", ishigami(0.0)), "mean_trust")
    assert found.indices.index.tolist() == ["x1", "x2", "x3"]
    assert found.indices["first"].tolist() == pytest.approx(ISHIGAMI["first"], abs=0.03)
    assert found.indices["total"].tolist() == pytest.approx(ISHIGAMI["total"], abs=0.03)
    pairs = found.pairs.set_index(["one", "other"])["second"]
    assert pairs["x1", "x3"] == pytest.approx(0.2437, abs=0.05)
    assert pairs["x1", "x2"] == pytest.approx(0.0, abs=0.05)


def test_chance_is_told_from_what_the_factors_explain(made, tmp_path):
    text = "replications = 8\n[design]\nkind = 'sobol'\nsamples = 256\n" + FACTORS + RECORD
    found = sensitivity(run(made(text), tmp_path / "out", ishigami(4.0)), "mean_trust")
    explained, noise = 13.84, 16.0 / 8  # variance of the function; of a mean over eight runs
    assert found.chance == pytest.approx(noise / (explained + noise), abs=0.03)


def test_elementary_effects_of_a_sum_are_its_ranges(made, tmp_path):
    text = "replications = 2\n[design]\nkind = 'morris'\ntrajectories = 6\n" + FACTORS + RECORD
    found = sensitivity(run(made(text), tmp_path / "out", Known), "mean_trust")
    assert found.indices["mu_star"].tolist() == pytest.approx([2 * np.pi] * 3)
    assert found.indices["sigma"].tolist() == pytest.approx([0.0] * 3, abs=1e-9)


def test_holes_are_refused(made, tmp_path):
    text = "replications = 2\n[design]\nkind = 'sobol'\nsamples = 8\n" + FACTORS.replace(
        "high = 3.14", "high = 3e9 #", 1
    )
    results = run(made(text + RECORD), tmp_path / "out", Known)
    assert results.failed > 0
    with pytest.raises(InputError, match="points without an outcome"):
        sensitivity(results, "mean_trust")


def test_a_grid_has_no_such_indices(made, tmp_path):
    with pytest.raises(InputError, match="morris or sobol"):
        sensitivity(run(made(), tmp_path / "out", Known), "mean_trust")
