"""The check on a bare machine: a script that any shell reads, tied to no host and no machine."""

from __future__ import annotations

import os
import re
import shutil
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


CHROMIUM = "echo Chromium 100.0"
INSTALLS = f"echo '#!{shutil.which('bash')}\n{CHROMIUM}' > chromium; chmod +x chromium"


@pytest.mark.parametrize(
    ("commands", "ends"),
    [
        ({"chromium": CHROMIUM}, "required"),
        ({"apt-get": f'[ "$3" != install ] || {{ {INSTALLS}; }}', "id": "echo 0"}, "required"),
        ({"apt-get": f'[ "$3" != install ] || {{ {INSTALLS}; }}', "id": "echo 1", "sudo": "exit 1"}, "skip"),
        ({"apt-get": "exit 100", "id": "echo 0"}, "skip"),
        ({"chromium": "echo install it as a snap >&2; exit 1"}, "skip"),
        ({}, "skip"),
    ],
    ids=["there", "installed", "not allowed", "no mirror", "not a browser", "bare"],
)
def test_browser_is_required_where_there_can_be_one(tmp_path, commands, ends):
    """The step is run on machines of a few commands; whatever it finds, what follows is run."""
    step = re.search(r"^step \"a browser.+?(?=^step )", TEXT, re.DOTALL | re.MULTILINE)
    assert step
    commands = {"timeout": 'shift; "$@"', "env": 'shift; "$@"', "chmod": f'{shutil.which("chmod")} "$@"', **commands}
    for name, does in commands.items():
        (tmp_path / name).write_text(f"#!{shutil.which('bash')}\n{does}\n")
        (tmp_path / name).chmod(0o755)
    script = f"set -euo pipefail; step() {{ :; }}\n{step[0]}\necho $REALPOLITIK_BROWSER_TESTS"
    ended = subprocess.run(
        [shutil.which("bash"), "-c", script], cwd=tmp_path, env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == ends
    assert ("SKIPPED" in ended.stderr) == (ends == "skip")
