"""Timing: several ways to do the same work, turn by turn, so that what slows the machine slows all of them.

A figure is a median over rounds; a ratio is the median of the ratios within a round, which a slow spell touches on
both sides. Work on one core is timed by the processor time that it takes: the time on the wall is the same on a quiet
machine, and on a busy one it says more about the neighbours. Only work on several cores must be timed on the wall.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median, quantiles

WALL, PROCESSOR = "wall", "processor"


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
    """Seconds per run of each clock and way, a number per round."""

    seconds_per_run: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    runs_per_turn: dict[str, int] = field(default_factory=dict)

    def runs_per_second(self, name: str, clock: str = PROCESSOR) -> float:
        """Return the median over rounds."""
        return 1.0 / median(self.seconds_per_run[clock][name])

    def ratio(self, fast: str, slow: str, clock: str = PROCESSOR) -> dict[str, float]:
        """Return how many times as fast one way is as another: the median over rounds, and the quartiles."""
        seconds = self.seconds_per_run[clock]
        ratios = [b / a for a, b in zip(seconds[fast], seconds[slow], strict=True)]
        low, middle, high = quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
        return {"median": middle, "lower_quartile": low, "upper_quartile": high}

    def share_of_a_core(self, name: str) -> float:
        """Return the processor time over the time on the wall: about 1 for one thread on a quiet machine."""
        return self.runs_per_second(name, WALL) / self.runs_per_second(name)

    def to_dict(self) -> dict[str, dict[str, object]]:
        """Return everything measured, for JSON."""
        return {
            name: {
                "runs_per_second": {clock: self.runs_per_second(name, clock) for clock in self.seconds_per_run},
                "runs_per_turn": runs,
                "seconds_per_run": {clock: self.seconds_per_run[clock][name] for clock in self.seconds_per_run},
            }
            for name, runs in self.runs_per_turn.items()
        }


def seconds_of(work: Callable[[int], object], runs: int) -> dict[str, float]:
    """Return how long some runs take, by both clocks."""
    wall, processor = time.perf_counter(), time.process_time()
    work(runs)
    return {WALL: time.perf_counter() - wall, PROCESSOR: time.process_time() - processor}


def runs_for(way: Way) -> int:
    """Return how many runs fill a turn; warms up what needs it."""
    way.work(1)
    runs = 1
    while True:
        elapsed = seconds_of(way.work, runs)[PROCESSOR]
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
    timing = Timing({WALL: {}, PROCESSOR: {}}, {name: runs_for(way) for name, way in ways.items()})
    for number in range(rounds):
        for name in sorted(ways, key=list(ways).index, reverse=bool(number % 2)):
            runs = timing.runs_per_turn[name]
            for clock, seconds in seconds_of(ways[name].work, runs).items():
                timing.seconds_per_run[clock].setdefault(name, []).append(seconds / runs)
            turn()
    return timing
