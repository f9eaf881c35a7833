"""The report of every kind of experiment, on functions with a known answer in the place of the simulation."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest

from realpolitik.errors import InputError
from realpolitik.experiments.files import load_experiment
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.runner import LocalThreads, run_experiment
from realpolitik.report.experiment.figures import experiment_figures
from realpolitik.report.experiment.gathered import gather
from realpolitik.report.experiment.methods import citation, methods_text
from realpolitik.report.experiment.page import write_experiment_report
from tests.experiments.analysis.answers import PATHS, RECORD, answering, factors
from tests.extras import needs

pytestmark = needs("SALib", "ema_workbench")

HEAD = "format_version = 1\ntitle = 'A small <experiment>'\nscenarios = ['pahlavi']\nset = { years = [1946, 1952] }\n"
UNIT = factors(PATHS[:3], 0, 1)
ARMS = "[arms.one]\n[arms.other]\nwedge = 'off'\n[[contrasts]]\nname = 'gap'\noutcome = 'mean_trust'\n"
ARMS += "arm = 'one'\nversus = 'other'\npair = 'iran-russia'\n"
BOX = "[[report.boxes]]\ncolumn = 'mean_trust__iran_russia'\nat_least = 1.6\n"
KINDS = {
    "morris": ("[design]\nkind = 'morris'\ntrajectories = 6\n" + UNIT + RECORD, ["figure-morris"]),
    "sobol": ("[design]\nkind = 'sobol'\nsamples = 16\n" + UNIT + RECORD, ["figure-sobol"]),
    "cube": (
        "[design]\nkind = 'latin_hypercube'\npoints = 120\n" + UNIT + RECORD + BOX, ["figure-box-1", "figure-pawn"],
    ),
    "single": (
        "[design]\nkind = 'one_at_a_time'\n" + UNIT + RECORD, ["figure-tornado-mean_trust__iran_russia"],
    ),
    "map": (
        "[design]\nkind = 'grid'\nlevels = 3\n" + factors(PATHS[:2], 0, 1) + RECORD,
        ["figure-map-mean_trust__iran_russia"],
    ),
    "levels": (
        "[design]\nkind = 'factorial'\n" + UNIT + RECORD,
        ["figure-tornado-mean_trust__iran_russia", "figure-map-mean_trust__iran_russia"],
    ),
    "dose": (
        "[design]\nkind = 'grid'\nlevels = 4\n" + factors(PATHS[:1], 0, 1) + ARMS + RECORD,
        ["figure-dose", "figure-contrasts"],
    ),
    "pair": (ARMS + RECORD, ["figure-contrasts"]),
}  # fmt: skip


def linear(codes):
    return np.nansum(codes * np.array([1.0, 2.0, 0.0])[: codes.shape[1]], axis=1)


def made(tmp_path, text, name="small", **answer):
    path = tmp_path / f"{name}.toml"
    path.write_text(HEAD + "replications = 4\n" + text, encoding="utf-8")
    measures = answering(**({"function": linear, "noise": 0.05} | answer))
    run_experiment(load_experiment(path), tmp_path / name, workers=LocalThreads(1, measures))
    return tmp_path / name


@pytest.fixture
def unpainted(monkeypatch):
    """Leave out the painting of the figures, which takes longest, for tests that read the words of the page."""
    monkeypatch.setattr("realpolitik.report.experiment.page.as_svg", lambda figure: b"<svg/>")
    monkeypatch.setattr("realpolitik.report.experiment.page.as_png", lambda figure: b"\x89PNG")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_figures_and_one_page_that_holds_them(tmp_path, kind):
    text, expected = KINDS[kind]
    folder = made(tmp_path, text)
    page = write_experiment_report(folder).read_text(encoding="utf-8")
    found = gather(ExperimentResults.read(folder))
    assert found.missing == ()
    assert [figure.name for figure in experiment_figures(found)] == expected
    assert page.count('<img src="data:image/') == len(expected)
    assert not re.search(r"(src|href)=\"(?!data:|#)", page)  # nothing from anywhere else
    assert "A small &lt;experiment&gt;" in page
    assert citation(found).replace("<", "&lt;").replace(">", "&gt;") in page
    manifest = json.loads((folder / "manifest.json").read_text())
    for name in expected:
        assert {f"{name}.png", f"{name}.svg"} <= set(manifest["files"])
        assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("unpainted")
def test_the_numbers_of_the_page_are_those_of_the_analysis(tmp_path):
    folder = made(tmp_path, KINDS["morris"][0], noise=0.0)
    page = write_experiment_report(folder).read_text(encoding="utf-8")
    indices = pd.read_csv(folder / "indices.csv").set_index("factor")
    assert indices["mu_star"].to_dict() == pytest.approx({"x1": 1.0, "x2": 2.0, "x3": 0.0}, abs=1e-6)
    row = re.search(r"<td>x2</td>(.*?)</tr>", page, re.DOTALL)[1]
    assert re.findall(r">([^<]+)<", row)[:2] == ["2.000", "2.000"]


def test_a_second_report_takes_the_place_of_the_first_and_the_results_stay(tmp_path):
    folder = made(tmp_path, KINDS["map"][0])
    before = (folder / "runs.parquet").read_bytes()
    first = write_experiment_report(folder).read_bytes()
    assert write_experiment_report(folder).read_bytes() == first
    assert (folder / "runs.parquet").read_bytes() == before
    assert ExperimentResults.read(folder).failed == 0


@pytest.mark.usefixtures("unpainted")
def test_what_a_file_says_of_its_report_can_change_when_the_runs_are_done(tmp_path):
    folder = made(tmp_path, KINDS["cube"][0])
    path = tmp_path / "small.toml"
    path.write_text(path.read_text().replace("at_least = 1.6", "at_least = 2.0"))
    ended = run_experiment(load_experiment(path), folder, workers=LocalThreads(1, None))  # nothing is left to measure
    assert ended.resumed == 480
    page = write_experiment_report(folder).read_text(encoding="utf-8")
    assert "at least\n2" in page


@pytest.mark.usefixtures("unpainted")
def test_what_cannot_be_worked_out_is_said(tmp_path):
    fails = lambda codes: codes[:, 0] > 0.9  # noqa: E731
    folder = made(tmp_path, KINDS["cube"][0], fails=fails)
    page = write_experiment_report(folder).read_text(encoding="utf-8")
    assert "What could not be worked out" in page
    assert "points with failed runs" in page
    with_rule = made(tmp_path, KINDS["cube"][0] + "[report]\nholes = 'drop'\n", name="ruled", fails=fails)
    page = write_experiment_report(with_rule).read_text(encoding="utf-8")
    assert "What could not be worked out" not in page
    assert "left out for failed runs" in page


def test_methods_name_design_sample_seed_and_versions(tmp_path):
    folder = made(tmp_path, KINDS["sobol"][0])
    text = " ".join(methods_text(gather(ExperimentResults.read(folder))))
    for part in ("N = 16", "80 points", "replicated 4 times", "320 runs", "seed (0)", "Saltelli et al. (2010)",
                 "jackknife", "numba", "same random draws at every point"):  # fmt: skip
        assert part in text, part


def test_methods_give_the_formula_by_which_chance_is_taken_out(tmp_path):
    found = gather(ExperimentResults.read(made(tmp_path, "draws = 'separate'\n" + KINDS["sobol"][0])))
    text = " ".join(methods_text(found))
    assert "S / (1 - c), total indices (T - c (1 - r)) / (1 - c)" in text
    assert "the share r of the steps of a factor that leave a point as it was" in text


@pytest.mark.usefixtures("unpainted")
def test_of_an_outcome_that_never_varies_no_share_is_given(tmp_path):
    folder = made(tmp_path, KINDS["cube"][0].replace(BOX, ""), function=lambda codes: np.full(len(codes), 0.3), noise=0)
    page = write_experiment_report(folder).read_text(encoding="utf-8")
    assert "Nothing varies: every run has the same value." in page
    assert "undefined of the variance" not in page


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(InputError, match="a folder without an experiment"):
        write_experiment_report(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize("older", [False, True])
def test_factors_are_told_with_what_they_set_even_by_a_manifest_that_does_not_say_it(tmp_path, older):
    from realpolitik.experiments.store import Store
    from realpolitik.theory.assumptions import ASSUMPTIONS

    rule = "[factors.trust_loss]\n[factors.x2]\npath = 'assumptions.crisis_rate'\nlabel = 'how often crises come'\n"
    folder = made(tmp_path, "[design]\nkind = 'grid'\nlevels = 3\n" + rule + RECORD)
    if older:
        store = Store(folder)
        factors = [{k: v for k, v in f.items() if k not in ("meaning", "paths")} for f in store.manifest["factors"]]
        store.write_manifest({**store.manifest, "factors": factors})
    page = write_experiment_report(folder).read_text(encoding="utf-8")
    table = page[page.index('<section id="factors">') :]
    cells = {row[0]: row for row in re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>", table)}
    declared = {item.name: item for item in ASSUMPTIONS}
    if not older:
        assert cells["trust_loss"][2:] == (declared["trust_loss"].meaning, declared["trust_loss"].unit)
        assert "assumptions.crisis_rate" in cells["x2"][1]
        assert "assumptions.trust_loss" in cells["trust_loss"][1]
    assert cells["x2"][2] == "how often crises come"


@pytest.mark.usefixtures("unpainted")
def test_the_names_of_points_have_room_beside_many_columns(tmp_path):
    """Heads of columns may break into lines, and the name of a point keeps a width."""
    page = write_experiment_report(made(tmp_path, KINDS["levels"][0])).read_text(encoding="utf-8")
    section = page[page.index('<section id="points">') :]
    assert '<table class="small points">' in section[: section.index("</section>")]
    style = dict(re.findall(r"^table\.points (.+?) \{ (.+?) \}", page, re.MULTILINE))
    assert "white-space: normal" in style["thead th"]
    assert re.search(r"min-width: 1\drem", style["td:first-child"])
