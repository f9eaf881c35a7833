"""However a command ends, the user gets an exit code and a sentence, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from realpolitik import scenario
from realpolitik.cli.terminating import Terminated, heed_termination
from tests.cli.conftest import Call


def failing(error: BaseException):
    def fail(*_: object) -> None:
        raise error

    return fail


def test_unforeseen_failure_is_one_line_and_a_hint(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario, "shipped_file", failing(RuntimeError("a thing\nthat nobody foresaw")))
    answer = call("show", "pahlavi", "--json")
    assert (answer.code, answer.output) == (1, "")
    first, hint = answer.errors.splitlines()
    assert first == "realpolitik: the work failed: RuntimeError: a thing that nobody foresaw"
    assert "REALPOLITIK_TRACEBACK=1" in hint


def test_traceback_comes_only_when_asked_for(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario, "shipped_file", failing(RuntimeError("sought")))
    monkeypatch.setenv("REALPOLITIK_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="sought"):
        call("show", "pahlavi")


def test_lack_of_memory_names_a_way_out(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario, "shipped_file", failing(MemoryError()))
    answer = call("show", "pahlavi")
    assert answer.code == 1
    assert "fewer runs" in answer.errors


def test_interruption_ends_with_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario, "shipped_file", failing(KeyboardInterrupt()))
    answer = call("show", "pahlavi", "--json")
    assert (answer.code, answer.output, answer.errors) == (130, "", "realpolitik: interrupted\n")


def test_termination_ends_with_143(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario, "shipped_file", failing(Terminated()))
    answer = call("show", "pahlavi", "--json")
    assert (answer.code, answer.output, answer.errors) == (143, "", "realpolitik: terminated\n")


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_termination_is_heeded_once_and_only_where_nobody_has_decided_otherwise() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        heed_termination()
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        heed_termination()
        with pytest.raises(Terminated):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)  # while it tidies up
    finally:
        signal.signal(signal.SIGTERM, before)


SWALLOWED = """
import os, signal, sys
from realpolitik.cli import application

def swallow():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    except KeyboardInterrupt:
        {then}

application.COMMANDS = {{"list": swallow}}
sys.argv = ["realpolitik", "list"]
sys.exit(application.main())
"""


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.parametrize("then", ["raise RuntimeError('lost') from None", "raise SystemExit(130)"])
def test_termination_that_others_turn_into_an_error_of_their_own_ends_with_143(then: str) -> None:
    found = subprocess.run([sys.executable, "-c", SWALLOWED.format(then=then)], capture_output=True, text=True)
    assert (found.returncode, found.stdout) == (143, "")
    assert found.stderr == "realpolitik: terminated\n"


def test_help_and_version_end_well(call: Call) -> None:
    for words in ((), ("--help",), ("-h",), ("--version",), ("run", "--help"), ("explain", "-h")):
        answer = call(*words)
        assert answer.code == 0
        assert answer.output
        assert not answer.errors


def test_reader_that_leaves_early_sees_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "realpolitik.cli", "schema"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        errors = started.stderr.read().decode()
    assert started.returncode == 1
    assert "Traceback" not in errors
    assert "Exception ignored" not in errors


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_under_standard_output_is_a_failure(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "realpolitik.cli", "schema"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("realpolitik: the work failed: OSError")
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


def test_poor_terminal_gets_escapes(process: Call) -> None:
    answer = process("list", "profiles", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.code == 0
    assert not answer.errors


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.slow
@pytest.mark.parametrize(("ending", "code", "word"), [("INT", 130, "interrupted"), ("TERM", 143, "terminated")])
def test_stopped_run_leaves_nothing_half_written(tmp_path: Path, ending: str, code: int, word: str) -> None:
    command = [sys.executable, "-m", "realpolitik.cli", "run", "pahlavi", "--runs", "1000000", "--json"]

    def prepare() -> None:
        # what a shell starts in the background ignores interrupts, and so would its children
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if hasattr(os, "sched_setaffinity"):  # one core is enough for what is thrown away
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=prepare
    ) as started:
        with pytest.raises(subprocess.TimeoutExpired):
            started.wait(4)
        started.send_signal(getattr(signal, f"SIG{ending}"))
        output, errors = started.communicate(timeout=120)
    assert started.returncode == code
    assert not output
    assert errors.decode().splitlines()[-1] == f"realpolitik: {word}"
    assert b"Traceback" not in errors
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
