"""The classrooms of a server: opened, found by a short code, restored after a restart, closed when idle."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from realpolitik.app.play.game import SetUp
from realpolitik.app.play.limits import Limits, RateLimit
from realpolitik.app.play.room import Room
from realpolitik.errors import InputError, Problem, quoted

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Consonants alone: nothing that spells a word, nothing that looks like a digit."""
CODE_LENGTH = 5
CODE = re.compile(f"[{LETTERS}]{{{CODE_LENGTH}}}")


class Rooms:
    """All rooms of a server.

    Parameters
    ----------
    folder : Path
        Where their logs are; made if it does not exist.
    limits : Limits
        Bounds.
    clock : callable
        The time in seconds.
    """

    def __init__(self, folder: Path, limits: Limits | None = None, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.limits = limits or Limits()
        self._clock = clock
        self._rooms: dict[str, Room] = {}
        self._tries = RateLimit(self.limits.tries_per_minute, clock)
        folder.mkdir(parents=True, exist_ok=True)

    def __len__(self) -> int:
        return len(self._rooms)

    def restore(self) -> list[str]:
        """Take up the rooms whose logs are in the folder and not idle; return what could not be taken up, and why."""
        failures = []
        oldest = self._clock() - self.limits.idle_hours * 3600.0
        for log in sorted(self.folder.glob("*.jsonl")):
            if log.stem in self._rooms or not CODE.fullmatch(log.stem) or log.stat().st_mtime < oldest:
                continue
            try:
                self._rooms[log.stem] = Room.restored(log.stem, log, self._clock, self.limits)
            except (InputError, KeyError, TypeError, ValueError) as error:
                failures.append(f"{log.stem}: {error}")
        return failures

    def open(self, set_up: SetUp, seconds_per_year: int | None, address: str) -> tuple[Room, str]:
        """Open a room and return it with the teacher's token.

        Raises
        ------
        InputError
            Too many rooms or tries, or times out of bounds.
        """
        self._tries.count(address)
        self.close_idle()
        if len(self._rooms) >= self.limits.rooms:
            problem = Problem((), f"{len(self._rooms)} open rooms", f"at most {self.limits.rooms}; try again later")
            raise InputError([problem])
        code = self._new_code()
        room = Room(code, set_up, self._log(code), self._clock, self.limits, seconds_per_year)
        token = room.open()
        self._rooms[code] = room
        return room, token

    def _log(self, code: str) -> Path:
        return self.folder / f"{code}.jsonl"

    def _new_code(self) -> str:
        while True:
            code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
            if code not in self._rooms and not self._log(code).exists():
                return code

    def find(self, code: str, address: str) -> Room:
        """Return the room of a code, however it is written.

        Raises
        ------
        InputError
            There is no such room, or there were too many tries.
        """
        self._tries.check(address)
        room = self._rooms.get(code.strip().upper())
        if room is None:
            self._tries.count(address)  # whoever reloads a page of a room is not guessing
            raise InputError([Problem(("code",), quoted(code, 20), "the code of an open room")])
        return room

    def join(self, room: Room, state: str, name: str, address: str) -> str:
        """Take a free seat in a room and return the token that holds it.

        Raises
        ------
        InputError
            There were too many tries, or the seat cannot be had.
        """
        self._tries.count(address)
        return room.join(state, name)

    def advance_due(self) -> list[Room]:
        """Advance the rooms whose time for the year is up, and return them."""
        return [room for room in self._rooms.values() if room.advance_if_due()]

    def close_idle(self) -> list[str]:
        """Close rooms in which nothing has happened for long; their logs stay. Returns their codes."""
        oldest = self._clock() - self.limits.idle_hours * 3600.0
        idle = [code for code, room in self._rooms.items() if room.last_change < oldest]
        for code in idle:
            del self._rooms[code]
        return idle
