"""What holds for all tests."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# Many tests start processes of their own. Where bytecode is not written, each of them would compile numba, scipy and
# pandas from source again, which takes longer than the test.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ONE_RUN = """
from realpolitik.scenario import load
from realpolitik.simulation.states import RealistModel
RealistModel(load("pahlavi").timeline()).step()
"""
MANY_RUNS = "import realpolitik; realpolitik.simulate('pahlavi', runs=1)"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the rules before several processes test: each of them would compile all of them at the same time."""
    if getattr(session.config.option, "numprocesses", None) and not hasattr(session.config, "workerinput"):
        compiling = [subprocess.Popen([sys.executable, "-c", code]) for code in (ONE_RUN, MANY_RUNS)]
        assert [process.wait() for process in compiling] == [0, 0]
