"""What a setting comes to: one run and the ensemble beside it, first roughly, then in full; the newest setting wins."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.app.explore.stepping import SteppedRun
from realpolitik.simulation.ensemble import run_ensemble

if TYPE_CHECKING:
    from realpolitik.app.explore.settings import Exploration

STEPS = (40, 500)
"""Runs after each step: a first answer soon, then the full ensemble.

A browser needs as long to show an answer as the server for all these runs: more steps would bring the last one later.
"""


@dataclass(frozen=True)
class Shares:
    """Class shares of an ensemble.

    Attributes
    ----------
    exploration : Exploration
        What it is an ensemble of.
    runs : int
        How many runs.
    years : range
        The years.
    by_pair : dict of str to (years, 5) array
        Share of the runs in each class, by pair.
    beside : Shares or None
        The second scenario, on the same draws.
    """

    exploration: Exploration
    runs: int
    years: range
    by_pair: dict[str, np.ndarray]
    beside: Shares | None = None


@dataclass(frozen=True)
class Answer:
    """What a setting comes to, as far as it is computed: the run that is stepped through, and the ensemble."""

    run: SteppedRun
    shares: Shares


class Tally:
    """Counts of classes of an exploration, to which runs are added.

    Parameters
    ----------
    exploration : Exploration
        What is run.
    beside : bool
        Whether it is its second scenario that is counted.
    """

    def __init__(self, exploration: Exploration, *, beside: bool = False) -> None:
        self._exploration = exploration
        self._timeline, self._assumptions = exploration.inputs(beside=beside)
        self._runs = 0
        self._count: np.ndarray | None = None
        self._other = Tally(exploration, beside=True) if exploration.beside and not beside else None

    def up_to(self, runs: int) -> Shares:
        """Add runs up to a number, on one thread, and return the shares."""
        beside = self._other.up_to(runs) if self._other is not None else None
        if runs > self._runs:
            found = run_ensemble(
                self._timeline,
                self._assumptions,
                runs=runs - self._runs,
                seed=self._exploration.seed,
                first_run=self._runs,
                threads=1,
            )
            self._count = found.class_count if self._count is None else self._count + found.class_count
            self._runs = runs
        assert self._count is not None
        by_pair = {pair: self._count[:, row] / self._runs for row, pair in enumerate(self._timeline.pairs)}
        return Shares(self._exploration, self._runs, self._timeline.years, by_pair, beside)


class Refiner:
    """Keeps what one browser shows up to date.

    Parameters
    ----------
    show : callable
        Called with each answer, in the event loop.
    complain : callable
        Called with an error that a computation raised, in the event loop.
    pool : Executor
        Where runs are made; browsers share it, so that many of them take turns instead of crowding.
    """

    def __init__(
        self,
        show: Callable[[Answer], Awaitable[None] | None],
        complain: Callable[[Exception], Awaitable[None] | None],
        pool: Executor,
    ) -> None:
        self._show = show
        self._complain = complain
        self._pool = pool
        self._wanted: Exploration | None = None
        self._task: asyncio.Task[None] | None = None

    def want(self, exploration: Exploration) -> None:
        """Ask for a setting; whatever was asked for before and is not yet begun is dropped."""
        self._wanted = exploration
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())

    def stop(self) -> None:
        """Ask for nothing more: the browser has gone."""
        self._wanted = None
        if self._task is not None:
            self._task.cancel()

    async def finished(self) -> None:
        """Wait until everything asked for is shown."""
        if self._task is not None:
            await self._task

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            try:
                run, tally = await loop.run_in_executor(self._pool, _begin, wanted)
                for runs in STEPS:
                    shares = await loop.run_in_executor(self._pool, tally.up_to, runs)
                    await _perhaps(self._show(Answer(run, shares)))
                    if self._wanted is not None:
                        break
            except Exception as error:
                await _perhaps(self._complain(error))


def _begin(exploration: Exploration) -> tuple[SteppedRun, Tally]:
    return SteppedRun(exploration), Tally(exploration)


async def _perhaps(answer: Awaitable[None] | None) -> None:
    if answer is not None:
        await answer
