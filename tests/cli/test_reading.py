"""Reading what the user typed, and what the commands cost before they do anything."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

from realpolitik.cli import reading, waiting
from realpolitik.cli.reading import changed_scenario, setting_from, whole_number
from realpolitik.errors import InputError
from realpolitik.findings.stages import Stage

HEAVY = ("numpy", "pandas", "pydantic", "numba", "scipy", "matplotlib", "xarray", "mesa", "jinja2", "pyarrow")


def test_examples_in_the_docstrings_hold() -> None:
    outcome = doctest.testmod(reading)
    assert outcome.attempted
    assert not outcome.failed


def test_nothing_heavy_is_imported_before_a_command_needs_it() -> None:
    code = "import sys, realpolitik.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "typer" in loaded
    assert not set(HEAVY) & set(loaded)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), (" 5 ", 5), ("+3", 3), ("007", 7)])
def test_whole_numbers_are_read(text: str, number: int) -> None:
    assert whole_number("--x", text, 0) == number


@pytest.mark.parametrize("text", ["", "-1", "1_0", "0x1", "1.0", "11", "+-1", "--1", "²", "٣", "9" * 10_000])
def test_other_texts_are_refused_with_the_bounds(text: str) -> None:
    with pytest.raises(InputError, match=r"--x: found .*; allowed: a whole number from 0 to 10$"):
        whole_number("--x", text, 0, 10)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("trust_loss=0.5", "assumptions.trust_loss", "0.5"),
        ("identity=off", "switches.identity", "off"),
        ("assumptions.trust_gain=0.1", "assumptions.trust_gain", "0.1"),
        ("years=[1950, 1960]", "years", "[1950, 1960]"),
        ("title=a=b", "title", "a=b"),
    ],
)
def test_short_names_of_settings_become_full_paths(text: str, path: str, value: str) -> None:
    assert setting_from(text) == (path, value)


def test_a_later_setting_replaces_an_earlier_one_however_it_is_written() -> None:
    scenario = changed_scenario("pahlavi", ["assumptions.trust_loss=0.5", "trust_loss=0.6"])
    assert scenario.overrides["trust_loss"] == 0.6


class _Terminal:
    """Standard error as a terminal that remembers what was written to it."""

    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        pass


def test_bar_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with waiting.progress_bar("pahlavi", 10) as advance:
        advance(10)
    with waiting.stage_bar("reproducing") as tell:
        tell(Stage("F1", 1, 4, 0.25))
    assert capsys.readouterr() == ("", "")
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with waiting.progress_bar("pahlavi", 10) as advance:
        advance(10)
    assert "pahlavi" in terminal.written
    assert "10/10" in terminal.written
    assert capsys.readouterr().out == ""
    with waiting.stage_bar("reproducing") as tell:
        tell(Stage("F1", 1, 4, 0.25))
    assert "reproducing: F1" in terminal.written
    assert "1/4" in terminal.written


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0.0, 5.0, 20.0, 25.0, 40.0])
    monkeypatch.setattr(waiting.time, "monotonic", lambda: next(seconds))
    with waiting.stage_bar("reproducing") as tell:
        for step in range(1, 5):
            tell(Stage(f"F{step}", step, 4, step / 4))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "realpolitik: reproducing: F2 (2 of 4 steps); 20 s left",
        "realpolitik: reproducing: F4 (4 of 4 steps); 0 s left",
    ]


@pytest.mark.parametrize("is_cold", [True, False])
def test_compilation_is_announced_only_when_it_is_due(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_cold: bool
) -> None:
    monkeypatch.setattr("realpolitik.compiled.cache_is_cold", lambda: is_cold)
    waiting.announce_compilation()
    printed = capsys.readouterr()
    assert printed.out == ""
    assert ("compiling" in printed.err) is is_cold


def test_what_is_compiled_later_is_announced_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A world too large for what lies on the disk needs rules compiled anew: no half minute without a word."""
    kernel_cache = pytest.importorskip("realpolitik.kernel_cache")
    monkeypatch.setattr("realpolitik.compiled.COMPILED", True)
    monkeypatch.setattr("realpolitik.compiled.cache_is_cold", lambda: False)
    monkeypatch.setattr(kernel_cache, "before_compiling", [])
    on_disk = {"small": "code"}
    monkeypatch.setattr(kernel_cache.FunctionCache, "_load_overload", lambda self, sig, _: on_disk.get(sig))
    monkeypatch.setattr(kernel_cache.rtsys, "initialize", lambda _: None)
    cache = kernel_cache.KernelCache(test_what_is_compiled_later_is_announced_once)
    waiting.announce_compilation()
    waiting.announce_compilation()
    assert cache.load_overload("small", None) == "code"
    assert capsys.readouterr().err == ""
    assert cache.load_overload("large", None) is None
    assert cache.load_overload("larger", None) is None
    assert capsys.readouterr().err.count("compiling") == 1
