"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

# Many tests start processes of their own. Where bytecode is not written, each of them would compile numba, scipy and
# pandas from source again, which takes longer than the test.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

SET_UP_ONCE = (
    "app/browser/",
    "report/",
    "benchmarks/test_class_shares.py",
    "benchmarks/test_cpp_year.py",
    "cli/test_run.py",
    "experiments/analysis/test_discovery.py",
    "experiments/test_c",  # of the command and the cluster
    "validation/test_baselines.py",
    "validation/test_calibration.py",
    "validation/test_held_to_record.py",
    "validation/test_validate.py",
)
"""Tests that share what takes seconds to set up; each of these groups goes to one of the processes that test."""

GROWTH = (
    "app/test_explore.py::test_capabilities_that_grow",
    "simulation/test_lanes.py::test_where_capabilities_grow",
    "simulation/test_same_bits.py::test_growing_capabilities",
)
"""The first tests in which capabilities grow, for which the year is compiled once more: by one process, not by two."""

ONE_RUN = """
from realpolitik.scenario import load
from realpolitik.simulation.states import RealistModel
RealistModel(load("pahlavi").timeline()).step()
"""
MANY_RUNS = "import realpolitik; realpolitik.simulate('pahlavi', runs=1)"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep together what is set up once and the cases of one test, and give out all other tests one by one."""
    from xdist.scheduler import LoadScopeScheduling

    class SetUpOnce(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            place = nodeid.removeprefix("tests/")
            if place.startswith(GROWTH):
                return GROWTH[0]
            return next((group for group in SET_UP_ONCE if place.startswith(group)), nodeid.partition("[")[0])

        def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
            """Forget what is done: after every test all that a process was given is counted again."""
            scope = self._split_scope(self.registered_collections[node][item_index])
            super().mark_test_complete(node, item_index, duration)
            if all(self.assigned_work[node][scope].values()):
                del self.assigned_work[node][scope]

    return SetUpOnce(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Collect no garbage while tests are read, and never look through what was loaded for them again."""
    gc.disable()
    if hasattr(config, "workerinput"):
        import mesa  # noqa: F401  (which looks for all its callers in all modules: here there are fewest of both)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def small_pictures() -> Iterator[None]:
    """Draw pictures with a sixteenth of their points: few tests look at them, and most of the work is done by point."""
    from realpolitik.report import style

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "PNG_DPI", style.PNG_DPI // 4)
        yield


COMPILING = pytest.StashKey[list[subprocess.Popen[bytes]]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the rules once for all processes that test: each of them would compile all of them at the same time."""
    config = session.config
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        config.stash[COMPILING] = [subprocess.Popen([sys.executable, "-c", code]) for code in (ONE_RUN, MANY_RUNS)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any) -> None:
    """Wait for the compiled rules before the first test runs; meanwhile the processes have read the tests."""
    assert [process.wait() for process in node.config.stash[COMPILING]] == [0, 0]
