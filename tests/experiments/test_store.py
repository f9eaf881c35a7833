"""The folder: the same bytes however the work was cut, killed, resumed; nothing damaged or foreign is believed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from realpolitik.cli import main
from realpolitik.errors import InputError
from realpolitik.experiments.files import load_experiment
from realpolitik.experiments.parts import PartLayout
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.runner import LocalThreads, run_experiment
from realpolitik.experiments.store import Store, StoreError, differences, opened
from tests.experiments.conftest import HEAD, SMALL, Known, runs_hash

MANY = SMALL.replace("replications = 6", "replications = 200").replace("levels = 3", "levels = 9")


def run(experiment, folder, threads=1, measures=Known, **options):
    return run_experiment(experiment, folder, workers=LocalThreads(threads, measures), **options)


class Dies(Known):
    """Measures a few parts, then fails as a machine does."""

    def __init__(self, experiment):
        super().__init__(experiment)
        self.left = 3

    def measure(self, part, progress=None, stopping=lambda: False):
        self.left -= 1
        if self.left < 0:
            raise OSError("the machine died")
        return super().measure(part, progress, stopping)


@pytest.fixture
def half(made, tmp_path):
    """Return an experiment and the folder of its interrupted run."""
    experiment, folder = made(MANY), tmp_path / "half"
    with pytest.raises(OSError, match="machine died"):
        run(experiment, folder, measures=Dies)
    return experiment, folder


def test_rows_are_in_the_order_of_point_and_run(made, tmp_path):
    experiment = made()
    run(experiment, tmp_path / "out")
    rows = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    assert len(rows) == experiment.points.size * 6 == 36
    assert list(zip(rows["point"], rows["run"], strict=True)) == [(p, r) for p in range(6) for r in range(6)]
    assert rows["error"].isna().all()


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_do_not_change_the_bytes(made, tmp_path, threads):
    experiment = made(MANY)
    assert PartLayout.of(experiment).count > 10
    run(experiment, tmp_path / "one")
    run(experiment, tmp_path / "many", threads)
    assert runs_hash(tmp_path / "one") == runs_hash(tmp_path / "many")


def test_an_interrupted_experiment_goes_on_and_ends_with_the_same_bytes(half, tmp_path):
    experiment, folder = half
    assert not (folder / "runs.parquet").exists()
    outcome = run(experiment, folder)
    assert outcome.resumed > 0
    run(experiment, tmp_path / "whole")
    assert runs_hash(folder) == runs_hash(tmp_path / "whole")
    assert not (folder / "parts").exists()


def test_a_damaged_part_is_computed_again(half, tmp_path):
    experiment, folder = half
    part = next((folder / "parts").iterdir())
    part.write_bytes(part.read_bytes()[:-20])
    (folder / "parts" / "000007.parquet.new").write_bytes(b"half written")
    run(experiment, folder)
    run(experiment, tmp_path / "whole")
    assert runs_hash(folder) == runs_hash(tmp_path / "whole")


def test_a_finished_experiment_is_not_run_again(made, tmp_path):
    experiment = made()
    run(experiment, tmp_path / "out")
    assert run(experiment, tmp_path / "out", measures=Dies).resumed == 36


def test_fresh_begins_anew(half, tmp_path):
    experiment, folder = half
    (folder / "mine.txt").write_text("stays")
    assert run(experiment, folder, fresh=True).resumed == 0
    assert (folder / "mine.txt").exists()


def test_a_changed_file_is_refused_with_the_difference(half, made):
    _, folder = half
    changed = made(MANY.replace("levels = 9", "levels = 8").replace("replications = 200", "replications = 201"))
    with pytest.raises(InputError) as caught:
        run(changed, folder)
    found = {problem.key: problem.found for problem in caught.value.problems}
    assert found == {
        "replications": "201, where the folder has results for 200",
        "design.levels": "8, where the folder has results for 9",
    }


def test_a_changed_title_is_no_difference(half, made, written):
    from realpolitik.experiments.files import load_experiment

    _, folder = half
    path = written(MANY)
    path.write_text(path.read_text().replace("A small experiment", "Another title"))
    assert run(load_experiment(path), folder).resumed > 0


def test_differences_name_the_place():
    old, new = {"a": {"b": [1, 2]}, "c": 1, "d": 0}, {"a": {"b": [1, 3]}, "c": 1.0, "e": 0}
    assert {path for path, _, _ in differences(old, new)} == {("a", "b", 1), ("c",), ("d",), ("e",)}


def test_a_damaged_table_is_refused_on_reading(made, tmp_path):
    run(made(), tmp_path / "out")
    path = tmp_path / "out" / "runs.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"runs\.parquet: found a file that is not what was written"):
        ExperimentResults.read(tmp_path / "out")


def test_tables_that_are_handed_out_can_be_changed_without_harm(made, tmp_path):
    run(made(), tmp_path / "out")
    results = ExperimentResults.read(tmp_path / "out")
    before, moments = results.to_frame(), results.moments("mean_trust")
    design, points = results.design, results.points
    design["trust_loss"] = 0.0
    points["mean_trust__iran_russia"] = 0.0
    pd.testing.assert_frame_equal(results.to_frame(), before)
    assert [values.tolist() for values in results.moments("mean_trust")] == [values.tolist() for values in moments]


@pytest.mark.parametrize("text", ["{", "\xff", ""])
@pytest.mark.parametrize("finished", [True, False])
def test_a_store_with_a_damaged_manifest_is_begun_anew_if_asked(made, half, tmp_path, finished, text):
    experiment, folder = (made(), tmp_path / "out") if finished else half
    if finished:
        run(experiment, folder)
    (folder / "manifest.json").write_text(text, encoding="latin-1")
    (folder / "mine.txt").write_text("stays")
    with pytest.raises(InputError, match=r"found a manifest\.json that cannot be read; allowed: --fresh"):
        run(experiment, folder)
    with pytest.raises(InputError, match=r"found a manifest\.json that cannot be read; allowed: run with --fresh"):
        ExperimentResults.read(folder)
    assert run(experiment, folder, fresh=True).resumed == 0
    assert ExperimentResults.read(folder).failed == 0
    assert (folder / "mine.txt").exists()


@pytest.mark.parametrize("others", [(), ("parts/mine.parquet",), ("design.parquet",), ("notes.txt",)])
def test_a_damaged_manifest_alone_makes_no_folder_ours(made, tmp_path, others):
    for name in ("manifest.json", *others):
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_text("{")
    before = sorted((tmp_path / "out").rglob("*"))
    with pytest.raises(InputError, match=r"found a manifest\.json that cannot be read; allowed: a new folder"):
        run(made(), tmp_path / "out", fresh=True)
    assert sorted((tmp_path / "out").rglob("*")) == before


def test_an_unfinished_folder_is_no_result(half):
    with pytest.raises(InputError, match="has not ended"):
        ExperimentResults.read(half[1])


def test_a_second_process_is_refused_and_a_dead_one_is_not(made, tmp_path):
    experiment, folder = made(), tmp_path / "out"
    hold = "import sys; from pathlib import Path; from realpolitik.experiments.store import opened\n"
    hold += f"with opened(Path({str(folder)!r})):\n    print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(InputError, match=f"in use by process {other.pid} on"):
            run(experiment, folder)
        other.kill()
        other.wait()
    assert (folder / ".lock").exists()
    run(experiment, folder)
    assert not (folder / ".lock").exists()


@pytest.mark.parametrize("content", ["file", "foreign", "results of a run"])
def test_other_folders_are_refused(made, tmp_path, content):
    folder = tmp_path / "out"
    if content == "file":
        folder.write_text("")
    else:
        folder.mkdir()
        text = json.dumps({"realpolitik": "0", "kind": "run", "files": []}) if content != "foreign" else "{}"
        (folder / "manifest.json").write_text(text)
    before = folder.read_text() if folder.is_file() else (folder / "manifest.json").read_text()
    with pytest.raises(InputError, match=r"a file|not ours|another kind"):
        run(made(), folder)
    assert before == (folder.read_text() if folder.is_file() else (folder / "manifest.json").read_text())


def test_a_full_disk_is_reported_and_leaves_a_store_that_goes_on(made, tmp_path, monkeypatch):
    experiment, folder = made(MANY), tmp_path / "out"
    write, written_parts = Path.write_bytes, []

    def full(path: Path, content: bytes) -> int:
        if path.parent.name == "parts":
            written_parts.append(path)
            if len(written_parts) > 4:
                write(path, content[: len(content) // 2])
                raise OSError(28, os.strerror(28))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match=r"No space left on device.*what is finished is kept"):
        run(experiment, folder)
    monkeypatch.undo()
    assert len(list((folder / "parts").iterdir())) == 4
    assert run(experiment, folder).resumed > 0
    run(experiment, tmp_path / "whole")
    assert runs_hash(folder) == runs_hash(tmp_path / "whole")


@pytest.mark.slow
def test_the_limit_of_the_system_on_file_sizes_is_reported_by_the_command(written, tmp_path):
    """A real failure of the system, after whatever was written: exit 1, a line, no traceback, a store that goes on."""
    resource = pytest.importorskip("resource")
    words = ["experiment", str(written()), "--out", str(tmp_path / "out")]
    ended = subprocess.run(
        # -B: the limit would cut the bytecode that Python keeps of what was edited since
        [sys.executable, "-B", "-m", "realpolitik.cli", *words], capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
    )  # fmt: skip
    assert ended.returncode == 1, ended.stderr
    assert "cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert main(words) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused(made, tmp_path):
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(InputError, match="cannot be written"):
        run(made(), tmp_path / "shut" / "out")


def test_failed_points_are_rows_with_their_error(made, tmp_path):
    text = SMALL.replace("[factors.trust_loss]", "[factors.rationality]\nvalues = [0.5, 2e6]")
    experiment = made(text)
    assert run(experiment, tmp_path / "out").failed == 2 * 6
    rows = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    failed = rows[rows["error"].notna()]
    assert set(failed["error"]) == {"too large"}
    assert set(failed["point"]) == {2, 3}
    assert failed["mean_trust__iran_russia"].isna().all()
    points = pd.read_parquet(tmp_path / "out" / "points.parquet")
    assert points["failed"].tolist() == [0, 0, 6, 6]
    assert points["mean_trust__iran_russia"].isna().tolist() == [False, False, True, True]


def test_points_at_which_the_rules_say_nothing_are_rows_with_that_error(tmp_path):
    weights = "[factors.autonomy_weight]\nvalues = [0.3, 0.7]\n[factors.development_weight]\nvalues = [0.2, 0.6]"
    text = SMALL.replace("levels = 3\n[factors.trust_loss]\n[factors.identity]", f"levels = 2\n{weights}")
    (tmp_path / "small.toml").write_text(HEAD + text, encoding="utf-8")
    experiment = load_experiment(tmp_path / "small.toml")
    run_experiment(experiment, tmp_path / "out", workers=LocalThreads(1))
    rows = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    failed = rows[rows["error"].notna()]
    assert set(failed["point"]) == {3}  # each weight alone leaves security a weight of its own
    assert (
        failed["error"].str.contains("found 0.7, with a development_weight of 0.6, allowed: a sum of at most 1").all()
    )
    assert failed["mean_trust__iran_russia"].isna().all()


@pytest.mark.parametrize("command", ["check", "experiment"])
def test_a_sample_that_no_memory_holds_is_refused_before_it_is_drawn(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    design = 'kind = "sobol"\nsamples = 16777216'
    Path("small.toml").write_text(HEAD + SMALL.replace('kind = "grid"\nlevels = 3', design), encoding="utf-8")
    assert main([command, "small.toml"]) == 2
    told = capsys.readouterr().err
    assert "design: found a sample of 67,108,864 points of 2 factors; allowed: at most 50,000,000 points" in told


def test_one_point_of_many_runs_is_cut_by_runs_and_put_together_again(made, tmp_path):
    text = SMALL.replace("replications = 6", "replications = 10000").replace("levels = 3", "levels = 2")
    experiment = made(text.replace("[factors.identity]\n", ""))
    layout = PartLayout.of(experiment)
    assert layout.slices > 1
    assert sum(map(layout.runs, range(layout.count))) == 20_000
    run(experiment, tmp_path / "out", 2)
    results = ExperimentResults.read(tmp_path / "out")
    values = results.values("mean_trust")
    assert values.shape == (2, 10_000)
    mean, variance, runs = results.moments("mean_trust")
    assert mean == pytest.approx(values.mean(axis=1))
    assert variance == pytest.approx(values.var(axis=1, ddof=1))
    assert runs.tolist() == [10_000, 10_000]


def test_rows_of_points_hold_the_moments_of_the_rows_of_runs(made, tmp_path):
    text = SMALL.replace(', "pact_of_5_years", "crises_asked"', "")  # what is known of them is no whole number
    run(made(text), tmp_path / "runs")
    run(made('rows = "points"\n' + text), tmp_path / "points")
    by_run, by_point = (ExperimentResults.read(tmp_path / name) for name in ("runs", "points"))
    pd.testing.assert_frame_equal(by_run.points, by_point.points)
    with pytest.raises(InputError, match="means and variances only"):
        by_point.values("mean_trust")


def test_equal_points_are_measured_once_and_have_rows_each(made, tmp_path):
    text = '[design]\nkind = "latin_hypercube"\npoints = 8\n[factors.identity]\n[record]\noutcomes = ["mean_trust"]\n'
    experiment = made("replications = 2\n" + text)
    assert (experiment.points.size, experiment.points.evaluations) == (8, 2)
    run(experiment, tmp_path / "out")
    results = ExperimentResults.read(tmp_path / "out")
    assert results.manifest["runs"] == 4
    values = results.values("mean_trust", "iran-russia")
    assert values.shape == (8, 2)
    on = results.design["identity"] == "on"
    assert set(values[on, 0]) == {1.0}
    assert set(values[~on, 0]) == {0.0}


def test_separate_draws_give_every_evaluation_runs_of_its_own(made):
    shared, separate = made(), made('draws = "separate"\n' + SMALL)
    assert [shared.first_run(k) for k in range(3)] == [0, 0, 0]
    assert [separate.first_run(k) for k in range(3)] == [0, 6, 12]


def test_a_store_that_died_before_its_first_manifest_is_taken(made, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lock").write_text("process 1 on nowhere\n")
    with opened(tmp_path / "out"):
        pass


def test_a_folder_whose_manifest_says_less_of_its_factors_is_resumed_and_told_more(made, tmp_path):
    experiment, folder = made(), tmp_path / "out"
    run(experiment, folder)
    store = Store(folder)
    manifest = store.manifest
    kept = ("name", "kind", "label", "unit", "log", "low", "high", "labels", "group")
    older = [{key: factor[key] for key in kept} | {"unit": ""} for factor in manifest["factors"]]
    store.write_manifest({**manifest, "factors": older})
    assert run(experiment, folder, measures=Dies).resumed == 36
    assert store.manifest["factors"] == manifest["factors"]
    assert all(factor["meaning"] and factor["paths"] for factor in store.manifest["factors"])
