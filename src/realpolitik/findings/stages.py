"""How far a long piece of work has come: steps done of steps known, and the share of the work behind them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """Where the work stands.

    Attributes
    ----------
    text : str
        What was done last.
    steps_done, steps : int
        Steps done, and steps known of.
    share : float
        Share of the work that is done, 0-1; steps differ in length, so that this tells the time left.
    """

    text: str
    steps_done: int
    steps: int
    share: float

    def __str__(self) -> str:
        return f"{self.text} ({self.steps_done} of {self.steps} steps)"


class StoppedError(Exception):
    """Raised in a worker whose work nobody waits for any more."""


class Tally:
    """Counts steps and work; any thread may report.

    Parameters
    ----------
    steps : int
        Steps known of.
    work : float
        All work, in any unit; what `advance` is given adds up to it.
    tell : callable, optional
        Called with a `Stage` whenever something was done.
    """

    def __init__(self, steps: int, work: float, tell: Callable[[Stage], None] | None = None) -> None:
        self.steps = steps
        self.work = work
        self.steps_done = 0
        self.done = 0.0
        self._tell = tell
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let every worker end at its next report."""
        self._stopped.set()

    def advance(self, text: str, work: float, *, steps: int = 0) -> None:
        """Report work that is done.

        Raises
        ------
        StoppedError
            The work was stopped.
        """
        if self._stopped.is_set():
            raise StoppedError
        with self._lock:
            self.done = min(self.work, self.done + work)
            self.steps_done += steps
            if self._tell is not None:
                self._tell(Stage(text, self.steps_done, self.steps, self.done / self.work if self.work else 1.0))

    def settle(self, text: str, done: float) -> None:
        """Report that a part has ended and that so much work in all is behind it, if less was reported within."""
        with self._lock:
            missing = max(0.0, done - self.done)
        self.advance(text, missing)
