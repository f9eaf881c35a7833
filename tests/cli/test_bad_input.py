"""Wrong input ends with exit code 2, a message, nothing on standard output and no traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from realpolitik.scenario import shipped_file
from tests.cli.conftest import Call

FILES = {
    "syntax.toml": b"x = [",
    "bytes.toml": b"\xff\xfe\x00",
    "zero.toml": b"a\0b",
    "empty.toml": b"",
    "random.toml": bytes(range(256)) * 800,
    "unknown.toml": b'unknown_key_zz = 3\nformat_version = 1\nextends = "pahlavi"\n',
    "elite.toml": shipped_file("look-east").read_bytes(),
}

WRONG = [
    # commands and options
    ("bogus",),
    ("run",),
    ("run", "pahlavi", "--bogus"),
    ("list", "bogus"),
    ("schema", "bogus"),
    ("show", "no-such-name"),
    ("explain", "pahlavi", "--run", "0"),
    ("check",),
    # scenarios
    ("run", "no-such-scenario"),
    ("run", "none.toml"),
    ("run", "look-east"),
    *(("run", file) for file in FILES),
    *(("check", file) for file in FILES if file != "elite.toml"),
    ("run", "folder.toml"),
    ("check", "folder.toml"),
    ("check", "none.toml"),
    ("check", ""),
    ("run", ""),
    ("compare", "pahlavi", "nowhere"),
    ("compare", "nowhere", "pahlavi"),
    # numbers
    *(("run", "pahlavi", "--runs", text) for text in ("0", "-3", "1.5", "x", "", "1e3", "9" * 30, "٣")),
    *(("run", "pahlavi", "--seed", text) for text in ("x", "-1", "0.5", "nan", str(2**64), "9" * 5000)),
    # settings
    *(
        ("run", "pahlavi", "--set", text)
        for text in (
            "nonsense=1",
            "nonsense",
            "=1",
            "trust_loss=",
            "trust_loss=NaN",
            "trust_loss=nan",
            "trust_loss=inf",
            "trust_loss=[1]",
            "trust_loss=high",
            "identity=maybe",
            "assumptions.nonsense=1",
            "switches.nonsense=on",
            "states.narnia.value=0.5",
            "states.iran.value=7",
            "states.iran.value=nan",
            "years=[1978, 1946]",
            "years=[1066, 1070]",
            "extends=china",
            "title",
        )
    ),
    ("compare", "pahlavi", "islamic-republic", "--set", "nonsense=1"),
    # what to explain
    ("explain", "pahlavi", "--year", "1066", "--pair", "iran-russia"),
    ("explain", "pahlavi", "--year", "x", "--pair", "iran-russia"),
    ("explain", "pahlavi", "--year", "1970", "--pair", "iran-narnia"),
    ("explain", "pahlavi", "--year", "1970", "--pair", "iran"),
    ("explain", "pahlavi", "--year", "1970", "--pair", "iran-iraq"),
    ("explain", "pahlavi", "--year", "1970", "--pair", "iran-russia", "--run", "-1"),
    ("explain", "pahlavi", "--year", "1970", "--pair", "iran-russia", "--run", "x"),
    ("explain", "pahlavi", "--year", "1970", "--pair", "iran-russia", "--set", "nonsense=1"),
    # folders for the results
    ("run", "pahlavi", "--out", "foreign"),
    ("run", "pahlavi", "--out", "empty.toml"),
    ("run", "pahlavi", "--out", "empty.toml/below"),
]

NOWHERE = "/proc/no-such-place"
"""A path that nobody can make, whatever his rights."""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a folder of files that are wrong in different ways."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "mine.txt").write_text("keep")
    return tmp_path


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("words", WRONG, ids=lambda words: " ".join(words)[:60] or "nothing")
def test_wrong_input_is_refused(call: Call, broken: Path, words: tuple[str, ...], form: tuple[str, ...]) -> None:
    before = sorted(broken.rglob("*"))
    answer = call(*words, *form)
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors.strip()
    assert "Traceback" not in answer.errors
    assert sorted(broken.rglob("*")) == before, "nothing is written for wrong input"


WRITING = [
    ("run", "pahlavi"),
    ("experiment", "two-eras"),
    ("reproduce",),
    ("validate", "--panel", "example"),
    ("calibrate", "--panel", "example"),
]


@pytest.mark.parametrize("place", [NOWHERE, "empty.toml/below"])
@pytest.mark.parametrize("words", [*WRITING, ("app",)], ids=lambda words: words[0])
def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_computed(
    call: Call, broken: Path, words: tuple[str, ...], place: str
) -> None:
    if place == NOWHERE and not Path("/proc/self").exists():
        pytest.skip("needs the file system of processes")
    before = sorted(broken.rglob("*"))
    answer = call(*words, "--rooms" if words == ("app",) else "--out", place)
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors.startswith(f"realpolitik: {place}: found a path ")
    assert answer.errors.count("\n") == 1
    assert sorted(broken.rglob("*")) == before


@pytest.mark.parametrize("words", [*WRITING, ("export", "results"), ("app",)], ids=lambda words: words[0])
def test_an_empty_path_is_not_the_present_folder(call: Call, tmp_path: Path, words: tuple[str, ...]) -> None:
    option = "--rooms" if words == ("app",) else "--out"
    answer = call(*words, option, "")
    assert (answer.code, answer.output) == (2, "")
    assert f"realpolitik: {option}: found an empty path; allowed: the path of a folder\n" in answer.errors
    assert list(tmp_path.iterdir()) == []


def test_all_problems_come_at_once(call: Call) -> None:
    settings = ("--set", "nonsense", "--set", "trust_los=1", "--set", "states.iran.valu=1")
    numbers = ("--runs", "0", "--seed", "x")
    expected = ("--runs", "--seed", "'nonsense'", "did you mean 'trust_loss'?")
    for name, further in (("nowhere", "nowhere"), ("pahlavi", "states.iran.valu")):
        errors = call("run", name, *numbers, *settings).errors
        for part in (*expected, further):
            assert part in errors


def test_all_wrong_settings_of_a_scenario_come_at_once(call: Call) -> None:
    errors = call("run", "pahlavi", "--runs", "x", "--set", "trust_loss=high", "--set", "identity=maybe").errors
    for part in ("--runs", "assumptions.trust_loss", "switches.identity"):
        assert part in errors


def test_profile_in_place_of_a_scenario_is_named_as_such(call: Call, broken: Path) -> None:
    assert "elite.toml: found an elite profile" in call("run", "elite.toml").errors
    assert "look-east: found an elite profile" in call("compare", "pahlavi", "look-east").errors


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write everything")
def test_files_and_folders_without_permission_are_refused(call: Call, tmp_path: Path) -> None:
    secret, locked = tmp_path / "secret.toml", tmp_path / "locked"
    secret.write_text("x = 1")
    secret.chmod(0)
    locked.mkdir()
    locked.chmod(0o500)
    for words in (("run", "secret.toml"), ("check", "secret.toml"), ("run", "pahlavi", "--out", "locked/below")):
        answer = call(*words)
        assert (answer.code, answer.output) == (2, "")


def test_a_file_in_the_place_of_a_folder_is_called_one(call: Call, broken: Path) -> None:
    for words, found in (
        (("export", "empty.toml"), "empty.toml: found a file; allowed: a folder"),
        (("report", "empty.toml"), "empty.toml: found a file; allowed: the folder"),
        (("export", "nowhere"), "nowhere: found no such folder; allowed: a folder"),
        (("report", "nowhere"), "nowhere: found no such folder; allowed: the folder"),
        (("report", "foreign"), "foreign: found a folder without an experiment; allowed: the folder"),
        (("validate", "--panel", "empty.toml"), "--panel: found the file 'empty.toml'; allowed: a folder with"),
        (("validate", "--panel", "nowhere"), "--panel: found no folder 'nowhere'; allowed: a folder with"),
    ):
        answer = call(*words)
        assert (answer.code, answer.output) == (2, "")
        assert answer.errors.startswith(f"realpolitik: {found}")
        assert answer.errors.count("\n") == 1


def test_a_fault_is_told_once(call: Call) -> None:
    assert call("run", "pahlavi", "--set", "trust_loss=nan").errors.count("\n") == 1
