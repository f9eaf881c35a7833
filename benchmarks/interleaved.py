"""Timing: several ways to do the same work, turn by turn, so that what slows the machine slows all of them.

A figure is a median over rounds; a ratio is the median of the ratios within a round, which a slow spell touches on
both sides.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass(frozen=True)
class Way:
    """One way to do the work.

    Attributes
    ----------
    work : callable
        Called with the number of runs to do.
    seconds : float
        How long a turn should take.
    """

    work: Callable[[int], object]
    seconds: float


@dataclass
class Timing:
    """Seconds per run of each way, a number per round."""

    seconds_per_run: dict[str, list[float]] = field(default_factory=dict)
    runs_per_turn: dict[str, int] = field(default_factory=dict)

    def runs_per_second(self, name: str) -> float:
        """Return the median over rounds."""
        return 1.0 / median(self.seconds_per_run[name])

    def ratio(self, fast: str, slow: str) -> dict[str, float]:
        """Return how many times as fast one way is as another: the median over rounds, and the quartiles."""
        ratios = [b / a for a, b in zip(self.seconds_per_run[fast], self.seconds_per_run[slow], strict=True)]
        low, middle, high = quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
        return {"median": middle, "lower_quartile": low, "upper_quartile": high}

    def to_dict(self) -> dict[str, dict[str, object]]:
        """Return everything measured, for JSON."""
        return {
            name: {
                "runs_per_second": self.runs_per_second(name),
                "runs_per_turn": self.runs_per_turn[name],
                "seconds_per_run": rounds,
            }
            for name, rounds in self.seconds_per_run.items()
        }


def seconds_of(work: Callable[[int], object], runs: int) -> float:
    """Return how long some runs take."""
    start = time.perf_counter()
    work(runs)
    return time.perf_counter() - start


def runs_for(way: Way) -> int:
    """Return how many runs fill a turn; warms up what needs it."""
    way.work(1)
    runs = 1
    while True:
        elapsed = seconds_of(way.work, runs)
        if elapsed > 0.1 * way.seconds:
            return max(1, round(runs * way.seconds / elapsed))
        runs *= 4


def interleave(ways: Mapping[str, Way], rounds: int, turn: Callable[[], None] = lambda: None) -> Timing:
    """Time several ways in turns; every second round goes through them backwards.

    Parameters
    ----------
    ways : mapping of str to Way
        What to time.
    rounds : int
        How many turns each way gets.
    turn : callable, optional
        Called after each turn, for progress.
    """
    timing = Timing({name: [] for name in ways}, {name: runs_for(way) for name, way in ways.items()})
    for number in range(rounds):
        for name in sorted(ways, key=list(ways).index, reverse=bool(number % 2)):
            runs = timing.runs_per_turn[name]
            timing.seconds_per_run[name].append(seconds_of(ways[name].work, runs) / runs)
            turn()
    return timing
