"""Calling the command line as a user does, in a folder of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from realpolitik.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    output: str
    errors: str


Call = Callable[..., Answer]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Return a function that runs one command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Answer:
        capfdbinary.readouterr()
        code = main([str(word) for word in words])
        sys.stdout.flush()
        sys.stderr.flush()
        printed = capfdbinary.readouterr()
        return Answer(code, printed.out.decode(), printed.err.decode())

    return run


@pytest.fixture
def process(tmp_path: Path) -> Call:
    """Return a function that runs one command as a process of its own, in an empty folder."""

    def run(*words: object, **variables: str) -> Answer:
        command = [sys.executable, "-m", "realpolitik.cli", *map(str, words)]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, env=os.environ | variables, timeout=300)
        return Answer(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run
