"""Reading the documents: their fenced blocks, and running the commands in them as a user would."""

from __future__ import annotations

import io
import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from realpolitik.cli import main

ROOT = Path(__file__).parents[2]
FEW_RUNS, FEW_POINTS, FEW_SAMPLES = 16, 50, 8
TAKES_RUNS = ("run", "compare", "reproduce")


def blocks(path: Path, language: str) -> list[str]:
    """Return the contents of the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def commands(path: Path) -> list[list[str]]:
    """Return the commands of the console blocks, as lists of words after the prompt."""
    lines = [line for block in blocks(path, "console") for line in block.splitlines()]
    return [shlex.split(line.removeprefix("$ ")) for line in lines if line.startswith("$ ")]


def realpolitik_commands(path: Path) -> list[list[str]]:
    """Return what follows the word realpolitik in the commands of a document."""
    return [words[words.index("realpolitik") + 1 :] for words in commands(path) if "realpolitik" in words]


def with_few_runs(words: list[str]) -> list[str]:
    """Return a command that takes runs with few of them."""
    if words[0] not in TAKES_RUNS:
        return words
    words = list(words)
    if "--runs" in words:
        words[words.index("--runs") + 1] = str(FEW_RUNS)
    else:
        words += ["--runs", str(FEW_RUNS)]
    return [*words, "--quick"] if words[0] == "reproduce" else words


def python_with_few_runs(code: str) -> str:
    """Return Python code with few runs in place of every number of runs."""
    return re.sub(r"\bruns=\d+", f"runs={FEW_RUNS}", code)


def python_with_few_points(code: str, folder: Path) -> str:
    """Return Python code in which shipped experiments are replaced by copies with few points, in a folder."""

    def copied(named: re.Match[str]) -> str:
        text = (ROOT / "experiments" / f"{named[1]}.toml").read_text(encoding="utf-8")
        text = re.sub(r"^points = \d+", f"points = {FEW_POINTS}", text, flags=re.MULTILINE)
        text = re.sub(r"^samples = \d+", f"samples = {FEW_SAMPLES}", text, flags=re.MULTILINE)
        (folder / f"{named[1]}.toml").write_text(text, encoding="utf-8")
        return f'rp.experiment("{named[1]}.toml"'

    return re.sub(r'rp\.experiment\("([a-z-]+)"', copied, code)


@dataclass(frozen=True)
class Ended:
    """What a command printed and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def run_realpolitik(words: list[str], folder: Path) -> Ended:
    """Run a command in a folder and return how it ended: in this process, which spares a start for each of them."""
    return _run_here(lambda: main(words), folder)


def run_python(code: str, folder: Path) -> Ended:
    """Run Python code in a folder, as a script of its own in this process, and return how it ended."""

    def run() -> int:
        exec(compile(code, "<document>", "exec"), {"__name__": "__main__"})
        return 0

    return _run_here(run, folder)


def _run_here(work: Callable[[], int], folder: Path) -> Ended:
    printed, told = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("MPLBACKEND", "Agg")
        patch.setattr(sys, "stdout", io.TextIOWrapper(printed, "utf-8", write_through=True))
        patch.setattr(sys, "stderr", io.TextIOWrapper(told, "utf-8", write_through=True))
        code = work()
        return Ended(code, printed.getvalue().decode(), told.getvalue().decode())
