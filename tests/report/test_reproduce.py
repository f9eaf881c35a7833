"""The whole command on few runs: what it writes, what it never leaves behind, what it always tests."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from realpolitik.errors import InputError
from realpolitik.findings.claim import Claim
from realpolitik.findings.finding import Condition, Measurement
from realpolitik.findings.intervals import mean
from realpolitik.findings.registry import CLAIMS, claims
from realpolitik.findings.stages import Stage
from realpolitik.report import reproduce as job
from realpolitik.report.figures import figures_of
from realpolitik.report.reproduce import QUICK, effort_of, reproduce
from realpolitik.report.study import Study
from realpolitik.results_folder import read_manifest
from tests.docs.reading import FEW_RUNS, run_realpolitik, with_few_runs

TABLES = {"findings", "conditions", "eras", "class_shares", "paths", "counterfactuals", "beside_record"}
SOME = claims(["F1", "F5"])
FEW_POINTS = replace(QUICK, points=2)
"""The robustness of all findings at half of the points that a first look takes."""


@dataclass(frozen=True)
class Written:
    """What the command of the README wrote: the folder, the study, the stages that it told, what it printed."""

    folder: Path
    study: Study
    stages: list[Stage]
    printed: str


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return what the command of the README writes with few runs."""
    folder = tmp_path_factory.mktemp("reproduced")
    studies, stages = [], []

    def listening(*, progress, **options):
        def tell(stage):
            stages.append(stage)
            progress(stage)

        studies.append(reproduce(progress=tell, **options))
        return studies[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "reproduce", listening)
        patch.setattr(job, "QUICK", FEW_POINTS)
        ended = run_realpolitik(with_few_runs(["reproduce"]), folder)
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    return Written(folder / "out" / "reproduce", studies[0], stages, ended.stdout)


def test_tables_figures_report_and_manifest_are_written(written):
    wanted = {f"{name}.csv" for name in TABLES} | {"findings.json", "study.txt", "report.html", "manifest.json"}
    wanted |= {f"{figure.name}.{form}" for figure in figures_of(written.study) for form in ("png", "svg")}
    assert {path.name for path in written.folder.iterdir()} == wanted
    assert [path.name for path in written.folder.parent.iterdir()] == ["reproduce"]
    assert sum(path.stat().st_size for path in written.folder.iterdir()) < 4_000_000
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written.folder.glob("*.png"))
    assert all(b"</svg>" in path.read_bytes() for path in written.folder.glob("*.svg"))


def test_json_and_text_are_those_of_the_study(written):
    folder, study = written.folder, written.study
    assert json.loads((folder / "findings.json").read_text()) == json.loads(json.dumps(study.to_dict()))
    assert (folder / "study.txt").read_text() == f"{study}\n"
    assert written.printed.startswith(f"{study}\n")
    assert [(finding.id, finding.profiles) for finding in study.findings] == [
        (claim.id, profiles) for profiles in ("elite", "record") for claim in CLAIMS
    ]


def test_the_manifest_says_how_to_repeat_it(written):
    manifest = read_manifest(written.folder)
    assert manifest is not None
    assert (manifest["kind"], manifest["seed"], manifest["runs"], manifest["quick"]) == ("reproduce", 0, FEW_RUNS, True)
    assert manifest["points"] == FEW_POINTS.points
    assert {"trust_loss", "choice_rule"} <= set(manifest["assumptions"])
    assert len(manifest["scenario_digests"]["pahlavi"]) == 64
    assert manifest["version"] == written.study.version


def test_progress_rises_to_the_end_of_all_steps(written):
    shares = [stage.share for stage in written.stages]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert len(set(shares)) > 20
    assert written.stages[-1].steps_done == written.stages[-1].steps


def test_the_same_seed_writes_the_same_whatever_else_is_judged(written, tmp_path: Path, monkeypatch):
    """That the same study gives the same figures is tested with the figures."""
    again = tmp_path / "again"
    monkeypatch.setattr(job, "QUICK", FEW_POINTS)
    monkeypatch.setattr(job, "draw_pictures", lambda study, tally: {})
    monkeypatch.setattr(job, "write_page", lambda *arguments: "")
    study = reproduce(runs=FEW_RUNS, seed=0, out=again, quick=True, claims=SOME)
    for name in TABLES - {"findings", "conditions"}:
        assert (written.folder / f"{name}.csv").read_bytes() == (again / f"{name}.csv").read_bytes(), name
    judged = [json.dumps(one) for one in written.study.to_dict()["findings"]]
    assert len(study.findings) == 2 * len(SOME)
    assert [one for one in study.to_dict()["findings"] if json.dumps(one) not in judged] == []


def failing_claim(error: BaseException) -> Claim:
    """Return a claim that fails once more than a handful of runs are asked for."""

    def measure(evidence):
        if evidence.runs > 4:
            raise error
        return Measurement((Condition("", mean(evidence.arm("pahlavi").mutual_trust("iran", "russia")[:, 0]), ">", 0),))

    return Claim("X", "", "", "", "", measure)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ZeroDivisionError()])
def test_what_ends_early_leaves_nothing_behind(error: BaseException, tmp_path: Path):
    with pytest.raises(type(error)):
        reproduce(runs=6, seed=0, out=tmp_path / "out", quick=True, claims=[failing_claim(error)])
    assert list(tmp_path.iterdir()) == []


def test_an_end_while_writing_leaves_an_earlier_result_as_it_was(written, tmp_path: Path, monkeypatch):
    study, out = written.study, tmp_path / "out"
    pictures = {
        figure.name: job.Picture(figure.name, figure.caption, b"<svg/>", b"png") for figure in figures_of(study)
    }
    by_id = {claim.id: claim for claim in CLAIMS}
    job.write_study(study, out, pictures, by_id)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(job, "write_page", interrupt)
    with pytest.raises(KeyboardInterrupt):
        job.write_study(study, out, pictures, by_id)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_folder_that_is_not_ours_is_refused_before_any_work(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match=r"thesis\.txt"):
        reproduce(runs=6, seed=0, out=tmp_path, claims=[failing_claim(AssertionError())])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_quick_cuts_runs_and_points_but_no_finding():
    full, quick = effort_of(1000, quick=False), effort_of(1000, quick=True)
    assert (full.runs, quick.runs) == (1000, QUICK.runs)
    assert quick.points < full.points
    assert effort_of(10, quick=True).runs == 10
    assert reproduce.__kwdefaults__["claims"] is CLAIMS
    assert len(CLAIMS) == 20


def test_flags_are_numbers_so_that_stata_takes_them(study, folder, tmp_path):
    import pandas as pd

    for name in TABLES:
        frame = pd.read_csv(folder / f"{name}.csv")
        frame.to_stata(tmp_path / f"{name}.dta", write_index=False, version=118)
    agrees = pd.read_csv(folder / "findings.csv")["record_agrees"]
    known = [None if one.record is None else one.record.agrees for one in study.findings]
    assert {True, False, None} <= set(known)
    assert [None if value != value else bool(value) for value in agrees] == known
