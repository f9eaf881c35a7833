"""Importing what compiles: without coverage, which stays importable, and with the garbage collected as before."""

from __future__ import annotations

import subprocess
import sys

IMPORTED = """
import gc, sys
import realpolitik.compiled
assert "numba" in sys.modules and "coverage" not in sys.modules
import coverage
print(gc.isenabled(), coverage.__name__)
"""


def test_numba_is_imported_without_coverage_and_leaves_it_to_others():
    ended = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=False)
    assert ended.stdout == "True coverage\n", ended.stderr
