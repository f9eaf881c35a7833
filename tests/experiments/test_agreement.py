"""A manifest that was edited by hand and no longer says what the tables say is refused wherever results are read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from realpolitik.cli import main
from realpolitik.errors import InputError
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.runner import LocalThreads, run_experiment
from tests.experiments.conftest import SMALL, Known

POINTS_ONLY = 'rows = "points"\n' + SMALL.replace(', "pact_of_5_years", "crises_asked"', "")


@pytest.fixture
def folder(made, tmp_path):
    run_experiment(made(), tmp_path / "out", workers=LocalThreads(1, Known))
    return tmp_path / "out"


def edited(folder: Path, change) -> None:
    """Change the manifest as a user with an editor does."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest, indent=1))


def refusal(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        ExperimentResults.read(folder)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("command", ["report", "export"])
def test_replications_edited_everywhere_are_refused_by_the_commands(folder, command, capsys):
    path = folder / "manifest.json"
    path.write_text(re.sub('"replications": 6', '"replications": 3', path.read_text()))
    before = sorted(folder.iterdir())
    assert main([command, str(folder)]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert told == (
        f"realpolitik: {path}: replications: found 3, where runs.parquet has 36 rows, 6 for every point and case; "
        "allowed: 6, as the tables have it; run with --fresh to make both again"
    )
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda m: m.update(points=7), "points: found 7, where design.parquet has 6 rows; allowed: 6, as the tables"),
        (lambda m: m.update(points="six"), "points: found 'six', where design.parquet has 6 rows"),
        (lambda m: m["cases"].append(m["cases"][0]), "cases: found 2, where the tables have 1 for every point"),
        (lambda m: m.pop("replications"), "replications: found nothing, where runs.parquet has 36 rows"),
        (lambda m: m.update(rows="points"), "rows: found 'points', where runs.parquet has a row per run"),
        (lambda m: m["columns"][0].update(name="trust"), "columns: found 'trust', where runs.parquet has no such"),
        (lambda m: m.update(columns=[]), "columns: found no columns"),
        (lambda m: m.pop("sha256"), "sha256: found nothing for design.parquet, runs.parquet"),
        (lambda m: m.update(seed=5), "found a manifest that is not what was written; allowed: the manifest as it was"),
        (lambda m: m["identity"].update(seed=5), "found a manifest that is not what was written"),
    ],
)
def test_what_was_edited_is_said_once(folder, change, told):
    edited(folder, change)
    (line,) = refusal(folder)
    assert line.startswith(f"{folder / 'manifest.json'}: {told}")


def test_tables_of_points_are_held_against_the_manifest_too(made, tmp_path):
    folder = tmp_path / "points"
    run_experiment(made(POINTS_ONLY), folder, workers=LocalThreads(1, Known))
    assert ExperimentResults.read(folder).moments("mean_trust")[0].shape == (6,)
    edited(folder, lambda m: m.update(points=3))
    assert "points: found 3" in refusal(folder)[0]


def test_a_manifest_of_before_the_seal_is_read(folder):
    edited(folder, lambda m: m.pop("manifest_sha256"))
    assert ExperimentResults.read(folder).values("mean_trust").shape == (6, 6)


def test_a_report_leaves_the_seal_whole(folder):
    assert main(["report", str(folder)]) == 0
    assert "report.html" in ExperimentResults.read(folder).manifest["files"]
