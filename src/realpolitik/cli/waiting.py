"""What a user sees while work goes on, on standard error: a bar with the time left, a word about compiling."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from realpolitik.cli.screen import notice

if TYPE_CHECKING:
    from realpolitik.findings.stages import Stage

SECONDS_BETWEEN_LINES = 15.0
LEAST_SHARE = 0.02
"""Share of the work that must be done before the time left is more than a guess."""


def _ignore(finished: int) -> None:
    """Take no notice of progress: nobody is watching."""


@contextlib.contextmanager
def progress_bar(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar while the block runs, if standard error is a terminal.

    Yields
    ------
    callable
        To be called with the number of steps that just finished, from any thread.
    """
    if not sys.stderr.isatty():
        yield _ignore
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(description, total=total)

        def advance(finished: int) -> None:
            progress.advance(task, finished)

        yield advance


def announce_compilation() -> None:
    """Say so if the rules must be compiled first or, where some lie on the disk, when a world needs more of them."""
    from realpolitik.compiled import COMPILED, cache_is_cold

    if cache_is_cold():
        notice("compiling the rules, once after each installation; this takes fifteen to thirty seconds")
    elif COMPILED:
        from realpolitik.kernel_cache import before_compiling

        if not before_compiling:
            before_compiling.append(_announce_more())


def _announce_more() -> Callable[[], None]:
    told: list[bool] = []

    def tell() -> None:
        if not told:
            told.append(True)
            notice("compiling what was not needed before, once; this takes up to half a minute")

    return tell


@contextlib.contextmanager
def stage_bar(description: str) -> Iterator[Callable[[Stage], None]]:
    """Show while the block runs what was done, how many steps of how many, and the time left.

    On a terminal a bar; elsewhere a line now and then, so that a log tells how far the work has come.

    Yields
    ------
    callable
        To be called with a `Stage`, from any thread.
    """
    if not sys.stderr.isatty():
        yield _SparseLines(description).tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[steps]}", markup=False),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}", markup=False),
    )
    started = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"{description}: taking stock", total=1.0, steps="", left="")

        def tell(stage: Stage) -> None:
            progress.update(
                task, description=f"{description}: {stage.text}", completed=stage.share,
                steps=f"{stage.steps_done}/{stage.steps}", left=time_left(time.monotonic() - started, stage.share),
            )  # fmt: skip

        yield tell


class _SparseLines:
    """Progress as plain lines, at most one in a while."""

    def __init__(self, description: str) -> None:
        self._description = description
        self._started = self._told = time.monotonic()

    def tell(self, stage: Stage) -> None:
        """Print where the work stands, unless that was done a moment ago."""
        now = time.monotonic()
        if now - self._told < SECONDS_BETWEEN_LINES:
            return
        self._told = now
        left = time_left(now - self._started, stage.share)
        notice(f"{self._description}: {stage}; {left}" if left else f"{self._description}: {stage}")


def time_left(elapsed_seconds: float, share: float) -> str:
    """Return the time left as text, from the share of the work that the time so far has done; empty if unknown.

    Examples
    --------
    >>> time_left(30.0, 0.25), time_left(30.0, 0.0), time_left(600.0, 0.5)
    ('1 min 30 s left', '', '10 min left')
    """
    if share < LEAST_SHARE:
        return ""
    seconds = round(elapsed_seconds * (1.0 - share) / share)
    if seconds < 60:
        return f"{seconds} s left"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min left" if minutes >= 5 or not rest else f"{minutes} min {rest} s left"
