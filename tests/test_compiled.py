"""Importing what compiles: without coverage and YAML, which others can import, and garbage collected as before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

IMPORTED = """
import gc, sys
import realpolitik.compiled
import numba
assert "numba" in sys.modules and "coverage" not in sys.modules
print(gc.isenabled(), "yaml" in sys.modules, numba.config.FULL_TRACEBACKS)
import coverage, yaml
"""


def imported(folder: Path) -> str:
    """Return what a process in a folder printed that imported what compiles."""
    ended = subprocess.run([sys.executable, "-c", IMPORTED], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_numba_is_imported_without_what_it_can_do_without_and_leaves_it_to_others(tmp_path):
    assert imported(tmp_path) == "True False 0\n"


def test_numba_reads_its_file_of_settings(tmp_path):
    (tmp_path / ".numba_config.yaml").write_text("full_tracebacks: 1\n")
    assert imported(tmp_path) == "True True 1\n"
