"""What a user sees while work goes on, on standard error: a bar with the time left, a word about compiling."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from realpolitik.cli.screen import notice


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
    """Say so if the rules must be compiled first."""
    from realpolitik.compiled import cache_is_cold

    if cache_is_cold():
        notice("compiling the rules, once after each installation; this takes about a minute")


@contextlib.contextmanager
def stage_line(description: str) -> Iterator[Callable[[str], None]]:
    """Show what is being worked on and for how long while the block runs, if standard error is a terminal.

    Yields
    ------
    callable
        To be called with the name of the stage that begins.
    """
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(description)
        yield lambda stage: progress.update(task, description=f"{description}: {stage}")
