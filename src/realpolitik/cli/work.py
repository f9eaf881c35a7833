"""What a user sees of an experiment at work: a bar with the time left, or lines in the log of a batch job."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator

from realpolitik.cli.screen import notice
from realpolitik.cli.waiting import SECONDS_BETWEEN_LINES, time_left


@contextlib.contextmanager
def work_bar(description: str, total: int) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """Show progress of long work with the time left: a bar on a terminal, else a line now and then.

    Yields
    ------
    progress, resumed : callables
        To be called with the number of runs that just finished, from any thread; and with those that were there
        before, which say nothing about the speed.
    """
    if not sys.stderr.isatty():
        report = _Report(description, total)
        yield report.progress, report.resumed
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(description, total=total)

        def resumed(finished: int) -> None:
            shown.reset(task, total=total, completed=finished)

        yield lambda finished: shown.advance(task, finished), resumed


class _Report:
    """Lines about the progress of work, at most one in a while."""

    def __init__(self, description: str, total: int) -> None:
        self._description, self._total = description, total
        self._done = self._before = 0
        self._began = self._said = time.monotonic()
        self._lock = threading.Lock()

    def resumed(self, finished: int) -> None:
        """Take note of runs that were there already."""
        self._before = finished
        if 0 < finished < self._total:
            notice(f"{self._description}: {finished} of {self._total} runs are there already")

    def progress(self, finished: int) -> None:
        """Take note of runs that just finished."""
        with self._lock:
            self._done += finished
            now = time.monotonic()
            if now - self._said < SECONDS_BETWEEN_LINES:
                return
            self._said = now
            share = self._done / max(1, self._total - self._before)
            done = self._before + self._done
        left = time_left(now - self._began, share)
        notice(f"{self._description}: {done} of {self._total} runs" + (f", {left}" if left else ""))
