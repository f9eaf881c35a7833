"""The check on a bare machine: a script that any shell reads, tied to no host and no machine."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.docs.reading import ROOT

SCRIPT = ROOT / ".ci" / "run"
TEXT = SCRIPT.read_text(encoding="utf-8")


def test_script_is_executable_and_parses():
    assert os.access(SCRIPT, os.X_OK)
    assert subprocess.run(["bash", "-n", SCRIPT], capture_output=True, check=False).returncode == 0


def test_script_names_no_host_and_no_absolute_path():
    assert "://" not in TEXT
    code = "\n".join(line for line in TEXT.splitlines() if not line.startswith("#!"))
    assert not re.search(r"(?<![\w\"}.*^])/(?:home|root|opt|usr|tmp|etc|work)\b", code)


def test_script_finds_the_command_of_the_readme():
    """The extraction itself is run, on the README as it stands."""
    extraction = re.search(r"^test_command=\$\((awk .+?README\.md)\)$", TEXT, re.DOTALL | re.MULTILINE)
    assert extraction
    ended = subprocess.run(["bash", "-c", extraction[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "uv run pytest -n 2\n"


@pytest.mark.parametrize(
    "command",
    [
        "uv run ruff check",
        "uv run ruff format --check",
        "uv run mypy",
        "--cov-fail-under=100",
        "NUMBA_DISABLE_JIT=1",
    ],
)
def test_script_runs(command):
    assert command in TEXT
