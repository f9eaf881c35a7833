"""What is being explored: a scenario, a run, and what was changed; as an address that can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from realpolitik.app.explore.system import (
    Lever,
    adjustments_of,
    common_levers,
    is_system,
    levers_of,
    read_system,
    sanctions_of,
    with_strength,
    with_system,
)
from realpolitik.app.explore.uploads import PREFIX, UPLOADS
from realpolitik.errors import InputError, Problem, nearest_name, quoted
from realpolitik.limits import LARGEST_SEED
from realpolitik.scenario import load, shipped_scenarios
from realpolitik.scenario.catalogue import scenario_names
from realpolitik.scenario.settings import full_path, read_value
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES, make_assumptions

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario, ScenarioTimeline
    from realpolitik.theory.assumptions import Assumptions

DEFAULT_SCENARIO = "islamic-republic"
MOST_CHANGES = 100
LARGEST_RUN = 9999


@dataclass(frozen=True)
class Exploration:
    """What is being explored.

    Attributes
    ----------
    scenario : str
        Name of a shipped scenario, or the one by which an uploaded one is found.
    beside : str or None
        A second scenario on shared draws.
    seed, run : int
        The draws, and the run that is stepped through.
    changes : mapping of str to number or str
        Assumptions and switches by name that differ from the scenario's own.
    system : mapping of str to number
        What is changed about the structure of the world, see `realpolitik.app.explore.system`.
    """

    scenario: str = DEFAULT_SCENARIO
    beside: str | None = None
    seed: int = 0
    run: int = 0
    changes: Mapping[str, float | str] = field(default_factory=dict)
    system: Mapping[str, float] = field(default_factory=dict)

    def _name(self, beside: bool) -> str:
        name = self.beside if beside else self.scenario
        assert name is not None
        return name

    def with_change(self, name: str, value: float | str | None) -> Exploration:
        """Return the exploration with an assumption or switch changed; None takes a change back."""
        changes = {other: kept for other, kept in self.changes.items() if other != name}
        if value is not None:
            changes[name] = value
        return replace(self, changes=changes)

    def with_system(self, name: str, value: float | None) -> Exploration:
        """Return the exploration with the structure of the world changed; None takes a change back."""
        system = {other: kept for other, kept in self.system.items() if other != name}
        if value is not None:
            system[name] = value
        return replace(self, system=system)

    def fitted(self) -> Exploration:
        """Return the exploration without what its scenarios do not let one change about the structure of the world."""
        known = {lever.name: lever for lever in self.levers()} if self.system else {}
        kept = {name: value for name, value in self.system.items() if name in known and known[name].admits(value)}
        return replace(self, system=kept)

    def levers(self) -> tuple[Lever, ...]:
        """Return what can be changed about the structure of the world, within bounds that suit both scenarios.

        Raises
        ------
        InputError
            A name that cannot be.
        """
        return common_levers(_levers(self.scenario), _levers(self.beside) if self.beside else None)

    def adjustments(self, *, beside: bool = False) -> list[dict[str, Any]]:
        """Return what is changed about the structure of the world as a scenario file says it.

        Raises
        ------
        InputError
            A name that cannot be.
        """
        name = self._name(beside)
        return adjustments_of(_levers(name), self.system) if self.system else []

    def base(self, *, beside: bool = False) -> Scenario:
        """Return the scenario, or the one beside it, as its file says it.

        Raises
        ------
        InputError
            A name that cannot be.
        """
        name = self._name(beside)
        return _base(name)

    def load(self, *, beside: bool = False) -> Scenario:
        """Return the scenario, or the one beside it, with the changes that concern its actors.

        Raises
        ------
        InputError
            A name or value that cannot be.
        """
        changes: dict[str, Any] = {full_path(path): value for path, value in self.changes.items()}
        adjustments = self.adjustments(beside=beside)
        return self.base(beside=beside).with_settings(changes | ({"adjust": adjustments} if adjustments else {}))

    def inputs(self, *, beside: bool = False) -> tuple[ScenarioTimeline, Assumptions]:
        """Return what a simulation needs; the timeline, which only sanctions change as a whole, is kept.

        Raises
        ------
        InputError
            A name that cannot be.
        """
        name = self._name(beside)
        timeline = _timeline(name, sanctions_of(self.system))
        if self.system:
            timeline = with_strength(timeline, _levers(name), self.system)
        return timeline, make_assumptions(**{**_base(name).overrides, **self.changes})

    def query(self) -> str:
        """Return the exploration as the query of an address; what is as by default is left out."""
        words: list[tuple[str, str]] = [("scenario", self.scenario)]
        if self.beside:
            words.append(("beside", self.beside))
        words += [(name, str(number)) for name, number in (("seed", self.seed), ("run", self.run)) if number]
        words += [
            (name, repr(value) if isinstance(value, float) else str(value))
            for name, value in (*self.changes.items(), *self.system.items())
        ]
        return urlencode(words)


@cache
def shipped_titles() -> dict[str, str]:
    """Return the titles of the shipped scenarios by name."""
    return {entry.name: entry.title for entry in shipped_scenarios()}


@lru_cache(maxsize=64)
def _shipped(name: str) -> Scenario:
    return load(name)


def _base(name: str) -> Scenario:
    return UPLOADS.scenario(name) if name.startswith(PREFIX) else _shipped(name)


@lru_cache(maxsize=64)
def _timeline(name: str, sanctions: tuple[tuple[str, float], ...]) -> ScenarioTimeline:
    adjustments = adjustments_of(_levers(name), dict(sanctions)) if sanctions else []
    return with_system(_base(name), adjustments).timeline()


@lru_cache(maxsize=64)
def _levers(name: str) -> tuple[Lever, ...]:
    return levers_of(_base(name))


def from_query(words: Mapping[str, str]) -> Exploration:
    """Return the exploration that an address asks for.

    Raises
    ------
    InputError
        Everything in it that cannot be.
    """
    problems: list[Problem] = []
    shipped = scenario_names()
    named: dict[str, str | None] = {"scenario": DEFAULT_SCENARIO, "beside": None}
    for key in named:
        value = words.get(key) or named[key]
        if value is not None and value.startswith(PREFIX):
            try:
                UPLOADS.scenario(value)
            except InputError as error:
                problems += [replace(problem, path=(key,)) for problem in error.problems]
                continue
        elif value is not None and value not in shipped:
            near = nearest_name(value, shipped)
            problems.append(Problem((key,), quoted(value, 60), "the name of a shipped scenario", near))
            continue
        named[key] = value
    numbers = {}
    for key, most in (("seed", LARGEST_SEED), ("run", LARGEST_RUN)):
        text = words.get(key, "0")
        if not (text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= most):
            problems.append(Problem((key,), quoted(text), f"a whole number from 0 to {most}"))
            continue
        numbers[key] = int(text)
    others = {key: text for key, text in words.items() if key not in ("lang", *named, "seed", "run")}
    if len(others) > MOST_CHANGES:
        raise InputError([*problems, Problem((), f"{len(others)} changes", f"at most {MOST_CHANGES}")])
    changes, wrong = _changes({key: text for key, text in others.items() if not is_system(key)})
    problems += wrong
    if problems:  # without its scenarios it cannot be told which states there are
        raise InputError(problems)
    found = Exploration(
        named["scenario"] or DEFAULT_SCENARIO, named["beside"], numbers["seed"], numbers["run"], changes
    )
    structural = {key: text for key, text in others.items() if is_system(key)}
    system, wrong = read_system(structural, found.levers()) if structural else ({}, [])
    if wrong:
        raise InputError(wrong)
    return replace(found, system=system)


def _changes(words: Mapping[str, str]) -> tuple[dict[str, float | str], list[Problem]]:
    """Return the changes that an address names, and what is wrong with them; paths of a scenario are not among them."""
    numbers = {item.name: item for item in ASSUMPTIONS}
    choices = {item.name: item.choices for item in SWITCHES}
    changes: dict[str, float | str] = {}
    problems: list[Problem] = []
    for name, text in words.items():
        value: Any = read_value(text)
        if name in choices:
            if text not in choices[name]:
                problems.append(Problem((name,), quoted(text), ", ".join(choices[name])))
            else:
                changes[name] = text
        elif name in numbers:
            low, high = numbers[name].low, numbers[name].high
            if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                problems.append(Problem((name,), quoted(text), f"a number from {low:g} to {high:g}"))
            else:
                changes[name] = float(value)
        else:
            try:
                full_path(name, "address")
                problems.append(Problem((name,), "a key of the scenario", "an assumption or a switch", file="address"))
            except InputError as error:
                problems += error.problems
    return changes, problems
