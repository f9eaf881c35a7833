"""Processes of their own: what a fresh interpreter needs in memory and time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_TIME_LIMIT_S = 3600


class Ended(NamedTuple):
    """A process that ended well: seconds until it printed something and to its end, of processors, what it printed."""

    first_output: float
    wall: float
    processor: float
    printed: str


def run(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Ended:
    """Run this interpreter with some arguments.

    Raises
    ------
    RuntimeError
        It failed; with what it wrote to standard error.
    """
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # as an installer leaves a package: with its bytecode
    start, before = time.perf_counter(), os.times()
    with tempfile.TemporaryFile("w+") as complaints:
        process = subprocess.Popen(
            [sys.executable, *words], stdout=subprocess.PIPE, stderr=complaints, text=True, env=variables
        )
        assert process.stdout is not None
        printed = process.stdout.read(1)
        first_output = time.perf_counter() - start
        printed += process.stdout.read()
        process.wait(_TIME_LIMIT_S)
        wall, after = time.perf_counter() - start, os.times()
        if process.returncode != 0:
            complaints.seek(0)
            raise RuntimeError(f"python {' '.join(words)} failed:\n{complaints.read()}")
    processor = after.children_user - before.children_user + after.children_system - before.children_system
    return Ended(first_output, wall, processor, printed)


@contextmanager
def cold_cache() -> Iterator[dict[str, str]]:
    """Yield an environment in which nothing has been compiled yet."""
    with tempfile.TemporaryDirectory() as folder:
        yield {"NUMBA_CACHE_DIR": folder}


def peak_memory_bytes() -> int:
    """Return the largest resident memory that this process has had.

    Linux's own `ru_maxrss` counts the parent's memory before the child's program starts, hence the other place.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


def answer(content: object) -> None:
    """Print what a child process reports."""
    print(json.dumps(content))
