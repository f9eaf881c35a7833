"""What is done in the background while the server already answers: imports, compilation, rooms of an earlier server."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realpolitik.app.play.rooms import Rooms


class Preparation:
    """The preparation of a server: first what explores, then the lessons, last the games.

    Parameters
    ----------
    rooms_folder : Path
        Where the logs of classrooms are.
    before_rules : callable
        Called before the rules are loaded.
    """

    def __init__(self, rooms_folder: Path, before_rules: Callable[[], None]) -> None:
        self._folder = rooms_folder
        self._before_rules = before_rules
        self._rooms: Future[Rooms] | None = None
        self._ready: set[str] = set()

    def start(self, pool: Executor) -> None:
        """Begin; returns at once."""
        self._rooms = pool.submit(self._prepare)

    def is_over(self, part: str = "games") -> bool:
        """Return whether a part (explore, lessons, games) is ready; what went wrong is raised by its use."""
        return part in self._ready or (self._rooms is not None and self._rooms.done())

    @property
    def rooms(self) -> Rooms:
        """The classrooms of the server."""
        assert self._rooms is not None
        return self._rooms.result()

    def advance_due(self) -> None:
        """Advance the rooms whose time for the year is up."""
        if self.is_over():
            self.rooms.advance_due()

    def close_idle(self) -> None:
        """Close the rooms in which nothing has happened for long."""
        if self.is_over():
            self.rooms.close_idle()

    def _prepare(self) -> Rooms:
        self._before_rules()
        import realpolitik.app.pages.explore
        from realpolitik.app.explore.refining import Tally
        from realpolitik.app.explore.settings import Exploration, shipped_titles
        from realpolitik.app.explore.stepping import SteppedRun

        SteppedRun(Exploration())
        Tally(Exploration()).up_to(1)
        shipped_titles()
        self._ready.add("explore")
        import realpolitik.app.pages.lessons

        self._ready.add("lessons")
        import realpolitik.app.pages.play
        import realpolitik.app.pages.room  # noqa: F401 - the pages find their modules loaded
        from realpolitik.app.play.rooms import Rooms
        from realpolitik.simulation.states import RealistModel

        RealistModel(Exploration().base().timeline()).step()
        rooms = Rooms(self._folder)
        for failure in rooms.restore():
            sys.stderr.write(f"realpolitik: {failure}\n")
        return rooms
