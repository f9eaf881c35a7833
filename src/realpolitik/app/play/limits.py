"""Limits that keep a server usable: how many rooms, how long a name, how often an address may try."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from realpolitik.errors import InputError, Problem


@dataclass(frozen=True)
class Limits:
    """Bounds of the classrooms of one server.

    Attributes
    ----------
    rooms : int
        Open rooms at once.
    name_letters : int
        Length of a team's name.
    tries_per_minute : int
        Rooms opened, seats taken, and codes tried that find no room, from one address.
    idle_hours : float
        After so long without a move a room is closed; its record stays on disk.
    least_seconds, most_seconds : int
        Bounds of the time that teams have for a year.
    """

    rooms: int = 200
    name_letters: int = 40
    tries_per_minute: int = 30
    idle_hours: float = 12.0
    least_seconds: int = 10
    most_seconds: int = 3600


class RateLimit:
    """Counts the tries of each address over the last minute.

    Parameters
    ----------
    tries_per_minute : int
        How many are allowed.
    clock : callable
        The time in seconds.
    """

    def __init__(self, tries_per_minute: int, clock: Callable[[], float]) -> None:
        self._allowed = tries_per_minute
        self._clock = clock
        self._tries: defaultdict[str, deque[float]] = defaultdict(deque)

    def check(self, address: str) -> None:
        """Make sure that another try is allowed, without counting one.

        Raises
        ------
        InputError
            There were too many in the last minute.
        """
        now = self._clock()
        for other in [other for other, tries in self._tries.items() if tries[-1] < now - 60.0]:
            del self._tries[other]
        tries = self._tries.get(address, deque())
        while tries and tries[0] < now - 60.0:
            tries.popleft()
        if len(tries) >= self._allowed:
            wait = 60.0 - (now - tries[0])
            raise InputError([Problem((), "too many tries from this address", f"another one in {wait:.0f} seconds")])

    def count(self, address: str) -> None:
        """Count a try.

        Raises
        ------
        InputError
            There were too many in the last minute.
        """
        self.check(address)
        self._tries[address].append(self._clock())
