"""The guide to experiments says nothing that does not work: its file is valid, its query runs."""

from __future__ import annotations

import re

import pytest

from realpolitik.experiments.files import load_experiment
from realpolitik.experiments.runner import LocalThreads, run_experiment
from realpolitik.experiments.stata import LONGEST_LABEL, LONGEST_NAME, stata_names
from tests.docs.reading import ROOT, blocks
from tests.experiments.conftest import Known

GUIDE = ROOT / "docs" / "guides" / "experiments.md"


def test_the_file_of_the_guide_with_its_arms_is_valid(tmp_path):
    path = tmp_path / "guide.toml"
    path.write_text("\n".join(blocks(GUIDE, "toml")), encoding="utf-8")
    experiment = load_experiment(path)
    assert (experiment.points.size, len(experiment.cases)) == (16, 4)


def test_the_name_for_stata_of_the_guide_is_the_one_that_is_made():
    text = GUIDE.read_text(encoding="utf-8")
    ((short, full),) = re.findall(r"`(\w+_[0-9a-f]{5})` for `(\w+)`", text)
    assert stata_names(["point", full]) == {"point": "point", full: short}
    assert f"longer than {LONGEST_NAME} characters" in " ".join(text.split())
    assert f"Labels have {LONGEST_LABEL} characters at most" in " ".join(text.split())


def test_the_query_of_the_guide_runs_with_duckdb(tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(tmp_path)
    experiment = load_experiment("elites-by-structure").altered(replications=4)
    run_experiment(experiment, tmp_path / "out" / experiment.name, workers=LocalThreads(1, Known))
    (query,) = re.findall(r'duckdb\.sql\("""(.*?)"""\)', GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    rows = duckdb.sql(query).fetchall()
    assert [row[:2] for row in rows] == [
        (structure, elites) for structure in ("cold-war", "sanctions") for elites in ("islamic-republic", "monarchy")
    ]
    assert rows[3][2] == pytest.approx(0.0015 + 1.0)  # the sum of the codes, and a thousandth per run
