"""The commands experiment, export, list, show and check, and what a kill in the middle leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from realpolitik.cli import main
from tests.experiments.conftest import runs_hash


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "realpolitik.cli", *map(str, words)]


def test_experiment_prints_one_json_object_and_export_writes_csv(written, tmp_path, capsys):
    path, out = written(), tmp_path / "out"
    assert main(["experiment", str(path), "--out", str(out), "--json", "--threads", "1"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["experiment"], content["points"], content["runs"], content["failed"]) == ("small", 6, 36, 0)
    assert {"report.html", "effects.csv"} <= set(content["files"])
    assert main(["export", str(out), "--json"]) == 0
    files = {Path(row["file"]).name: row["rows"] for row in json.loads(capsys.readouterr().out)["files"]}
    assert files == {"design.csv": 6, "runs.csv": 36, "points.csv": 6}
    csv, parquet = pd.read_csv(out / "runs.csv"), pd.read_parquet(out / "runs.parquet")
    assert csv["mean_trust__iran_russia"].tolist() == parquet["mean_trust__iran_russia"].tolist()
    assert main(["experiment", str(path), "--out", str(out)]) == 0  # the CSV files are no stranger's


def test_failed_runs_end_with_exit_code_1(written, tmp_path, capsys):
    text = "replications = 2\n[design]\nkind = 'factorial'\n"
    for number in (1, 2):
        change = "{ adjust = [{quantity='clash', of='iran-russia', scale='$'}] }"
        text += f"[factors.clash{number}]\nlow = 0.5\nhigh = 1.3\nset = {change}\n"
    assert main(["experiment", str(written(text)), "--out", str(tmp_path / "out"), "--json"]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["failed"] == 2
    assert "2 of 8 runs failed" in printed.err


def test_report_is_written_anew(written, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["experiment", str(written()), "--out", str(out), "--threads", "1"]) == 0
    (out / "report.html").unlink()
    capsys.readouterr()
    assert main(["report", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["report"] == str(out / "report.html")
    assert (out / "report.html").is_file()
    assert main(["report", str(tmp_path)]) == 2
    assert "a folder without an experiment" in capsys.readouterr().err


def test_export_refuses_what_is_not_ours(tmp_path, capsys):
    assert main(["export", str(tmp_path)]) == 2
    assert "a folder without results" in capsys.readouterr().err


def test_a_shown_experiment_is_valid_elsewhere(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["show", "sanctions-dose"]) == 0
    Path("mine.toml").write_text(capsys.readouterr().out)
    assert main(["check", "mine.toml"]) == 0
    assert capsys.readouterr().out == "mine.toml: a valid experiment\n"
    assert main(["list", "experiments", "--json"]) == 0
    names = [row["name"] for row in json.loads(capsys.readouterr().out)["experiments"]]
    assert "sanctions-dose" in names


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["KILL", "INT"])  # SIGTERM is an interrupt, too: see the tests of endings
@pytest.mark.usefixtures("no_report")
def test_killed_in_the_middle_and_run_again_it_ends_with_the_same_bytes(long, long_hash, tmp_path, ending):
    out = tmp_path / "out"
    words = command("experiment", long, "--out", out, "--threads", 1)  # slow enough to be killed in time
    # what a shell starts in the background ignores interrupts, and so would its children
    heed_interrupts = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(words, stderr=subprocess.PIPE, preexec_fn=heed_interrupts) as work:
        deadline = time.monotonic() + 200
        while not list(out.glob("parts/*.parquet")) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(work.pid, getattr(signal, f"SIG{ending}"))
        _, errors = work.communicate()
    assert list(out.glob("parts/*.parquet")), errors
    assert not (out / "runs.parquet").exists()
    assert work.returncode == {"KILL": -signal.SIGKILL, "INT": 130}[ending]
    if ending == "INT":
        assert errors.splitlines()[-1] == b"realpolitik: interrupted"
    assert b"Traceback" not in errors
    assert (out / ".lock").exists() == (ending == "KILL")
    if ending == "INT":  # what is killed may leave a file half written: it is not believed, and goes with the next run
        assert not list(out.rglob("*.new"))
    assert main(["experiment", str(long), "--out", str(out), "--threads", "2"]) == 0
    assert runs_hash(out) == long_hash
    assert json.loads((out / "manifest.json").read_text())["resumed_runs"] > 0
    assert not list(out.rglob("*.new"))
