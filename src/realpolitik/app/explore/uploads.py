"""Scenario files that visitors upload: read as data, checked like any other, kept for a while, never run as code."""

from __future__ import annotations

import dataclasses
import re
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.scenario import catalogue, load
from realpolitik.scenario.text import read_toml

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario

MOST_BYTES = 64_000
MOST_KEPT = 60
MOST_STATES = 8
MOST_ACTORS = 12
MOST_YEARS = 200
PREFIX = "upload-"

_BARE_NAME = re.compile(r"[A-Za-z0-9_-]+")


class Uploads:
    """Uploaded scenarios by a name made of their content, the oldest forgotten first.

    Parameters
    ----------
    most : int
        How many are kept.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[Scenario, str]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, file_name: str, content: bytes) -> str:
        """Check an uploaded file, keep its scenario and return the name that finds it.

        Raises
        ------
        InputError
            Everything that is wrong with it.
        """
        scenario = read_upload(file_name, content)
        name = PREFIX + scenario.digest[:16]
        with self._lock:
            self._kept[name] = (scenario, content.decode("utf-8-sig"))
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return name

    def _find(self, name: str) -> tuple[Scenario, str]:
        with self._lock:
            if name not in self._kept:
                allowed = "an uploaded scenario that this server still has: upload the file again"
                raise InputError([Problem(("scenario",), quoted(name, 60), allowed)])
            return self._kept[name]

    def scenario(self, name: str) -> Scenario:
        """Return an uploaded scenario.

        Raises
        ------
        InputError
            The server does not have it (any more).
        """
        return self._find(name)[0]

    def text(self, name: str) -> str:
        """Return the file as it was uploaded.

        Raises
        ------
        InputError
            The server does not have it (any more).
        """
        return self._find(name)[1]

    def __contains__(self, name: str) -> bool:
        with self._lock:
            return name in self._kept


UPLOADS = Uploads()
"""The uploads of this server."""


def read_upload(file_name: str, content: bytes) -> Scenario:
    """Return the scenario of an uploaded file; it may build on what is shipped and on nothing else of this machine.

    Raises
    ------
    InputError
        Everything that is wrong with it.
    """
    shown = _shown(file_name)
    if len(content) > MOST_BYTES:
        raise InputError([Problem((), f"{len(content)} bytes", f"at most {MOST_BYTES}", file=shown)])
    with tempfile.TemporaryDirectory(prefix="realpolitik-upload-") as folder:
        path = Path(folder) / f"{Path(shown).stem}.toml"
        path.write_bytes(content)
        problems = foreign_references(read_toml(path, shown))
        if problems:
            raise InputError(dataclasses.replace(problem, file=shown) for problem in problems)
        try:
            scenario = load(path)
        except InputError as error:
            raise InputError(_at_home(problem, folder, path, shown) for problem in error.problems) from None
    problems = _size_problems(scenario)
    if problems:
        raise InputError(dataclasses.replace(problem, file=shown) for problem in problems)
    return dataclasses.replace(scenario, folders=(catalogue.shipped_folder(),))


def _shown(file_name: str) -> str:
    """Return how messages call a file, whatever its sender called it."""
    stem = Path(file_name.replace("\\", "/")).name.removesuffix(".toml")
    kept = "-".join(re.findall(r"[A-Za-z0-9_]+", stem))[:40]
    return f"{kept or 'upload'}.toml"


def _at_home(problem: Problem, folder: str, path: Path, shown: str) -> Problem:
    """Return a problem without the place where the file lay while it was read."""

    def cleaned(text: str) -> str:
        return text.replace(str(path), shown).replace(folder, "")

    near = cleaned(problem.nearest) if problem.nearest else None
    return Problem(problem.path, cleaned(problem.found), cleaned(problem.allowed), near, cleaned(problem.file))


def foreign_references(content: dict[str, Any]) -> list[Problem]:
    """Return where a file names another one that is not shipped: no upload reads the files of the server."""
    problems = []
    names = catalogue.scenario_names()
    base = content.get("extends")
    if base is not None and base not in names:
        near = nearest_name(str(base), names)
        problems.append(Problem(("extends",), quoted(base, 60), "the name of a shipped scenario", near))
    series = content.get("series")
    shipped_series = sorted(path.name for path in catalogue.shipped_folder().glob("*.csv"))
    if series is not None and series not in shipped_series:
        near = nearest_name(str(series), shipped_series)
        problems.append(Problem(("series",), quoted(series, 60), listed(shipped_series), near))
    states = content.get("states")
    for state, table in states.items() if isinstance(states, dict) else ():
        steps = table.get("profiles", ()) if isinstance(table, dict) else ()
        for place, step in enumerate(steps if isinstance(steps, list) else ()):
            name = step[1] if isinstance(step, list) and len(step) == 2 else None
            if isinstance(name, str) and not _BARE_NAME.fullmatch(name):
                where = ("states", str(state), "profiles", place, 1)
                allowed = "the name of a shipped profile"
                problems.append(
                    Problem(where, quoted(name, 60), allowed, nearest_name(name, catalogue.profile_names()))
                )
    return problems


def _size_problems(scenario: Scenario) -> list[Problem]:
    """Return what would keep the other visitors waiting."""
    document = scenario.document
    bounds = (
        (("states",), len(document.states), "states", MOST_STATES),
        (("bystanders",), len(document.states) + len(document.bystanders), "actors", MOST_ACTORS),
        (("years",), len(scenario.years), "years", MOST_YEARS),
    )
    return [
        Problem(where, f"{number} {what}", f"at most {most} on the page; the command line takes more")
        for where, number, what, most in bounds
        if number > most
    ]
