"""The ensemble beside the run: computed in the background, first roughly, then in full; the newest setting wins."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.theory.assumptions import make_assumptions

if TYPE_CHECKING:
    from realpolitik.app.explore.settings import Exploration

STEPS = (60, 500)
"""Runs of the first answer and of the final one."""


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


def shares_of(exploration: Exploration, runs: int, *, beside: bool = False) -> Shares:
    """Run an ensemble of an exploration, and of the scenario beside it, on one thread."""
    scenario = exploration.load(beside=beside)
    timeline = scenario.timeline()
    found = run_ensemble(timeline, make_assumptions(**scenario.overrides), runs=runs, seed=exploration.seed, threads=1)
    by_pair = {pair: found.class_count[:, row] / runs for row, pair in enumerate(timeline.pairs)}
    other = shares_of(exploration, runs, beside=True) if exploration.beside and not beside else None
    return Shares(exploration, runs, timeline.years, by_pair, other)


class Refiner:
    """Keeps the ensemble of one browser up to date.

    Parameters
    ----------
    show : callable
        Called with each answer, in the event loop.
    complain : callable
        Called with an error that a computation raised, in the event loop.
    pool : Executor
        Where ensembles run; browsers share it, so that many of them take turns instead of crowding.
    """

    def __init__(
        self,
        show: Callable[[Shares], Awaitable[None] | None],
        complain: Callable[[Exception], Awaitable[None] | None],
        pool: Executor,
    ) -> None:
        self._show = show
        self._complain = complain
        self._pool = pool
        self._wanted: Exploration | None = None
        self._task: asyncio.Task[None] | None = None

    def want(self, exploration: Exploration) -> None:
        """Ask for the ensemble of a setting; whatever was asked for before and is not yet begun is dropped."""
        self._wanted = exploration
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def finished(self) -> None:
        """Wait until everything asked for is shown."""
        if self._task is not None:
            await self._task

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            for runs in STEPS:
                try:
                    found = await loop.run_in_executor(self._pool, shares_of, wanted, runs)
                except Exception as error:
                    await _perhaps(self._complain(error))
                    break
                await _perhaps(self._show(found))
                if self._wanted is not None:
                    break


async def _perhaps(answer: Awaitable[None] | None) -> None:
    if answer is not None:
        await answer
