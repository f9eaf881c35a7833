"""What an exploration may change about the structure of the world: how strong states are, how hard sanctions.

A setting is a number by the name that an address uses: ``strength.russia`` multiplies the capabilities of a state,
``sanctions.west-iran`` is the severity of what the first does to the second. Each becomes one adjustment of the
scenario file, so that the page, a file that is taken away and the command line run the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.scenario.ladders import recorded_pairs
from realpolitik.scenario.quantities import QUANTITIES
from realpolitik.scenario.roster import split_pair
from realpolitik.scenario.schema import Adjust
from realpolitik.scenario.settings import read_value

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario, ScenarioTimeline

STRENGTH, SANCTIONS = "strength.", "sanctions."
WEAKEST, STRONGEST = 0.25, 4.0
AS_GIVEN = 1.0
"""The strength that leaves a state as the scenario has it."""
SEVEREST = int(QUANTITIES["sanctions"].high or 0)
MOST_BEFORE_BINDING = 1
"""The severest sanctions that hold no ladder."""


@dataclass(frozen=True)
class Lever:
    """Something about the structure of the world that can be changed.

    Attributes
    ----------
    name : str
        As an address has it: ``strength.russia``, ``sanctions.west-iran``.
    actors : tuple of str
        The state whose strength it is; or who imposes sanctions, and on whom.
    low, high : float
        Bounds.
    """

    name: str
    actors: tuple[str, ...]
    low: float
    high: float

    @property
    def is_strength(self) -> bool:
        """Whether it multiplies capabilities; else it is the severity of sanctions, in whole steps."""
        return len(self.actors) == 1

    def admits(self, value: Any) -> bool:
        """Return whether it can be set to a value."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.low <= value <= self.high:
            return False
        return self.is_strength or float(value).is_integer()

    @property
    def allowed(self) -> str:
        """Its settings in words."""
        if self.is_strength:
            return f"a number from {self.low:g} to {self.high:g}"
        return f"a whole number from 0 to {self.high:g}"

    def adjustment(self, value: float) -> dict[str, Any]:
        """Return the setting as an item of the list ``adjust`` of a scenario file."""
        if self.is_strength:
            return {"quantity": "cinc", "of": self.actors[0], "scale": float(value)}
        return {"quantity": "sanctions", "of": "->".join(self.actors), "value": float(value)}


def levers_of(scenario: Scenario) -> tuple[Lever, ...]:
    """Return what can be changed about the world of a scenario.

    The strength of every state that decides, up to all the capabilities of the world. The sanctions of every great
    power with global reach, which is the Western bloc or its parts, on every state without, unless their ladders follow
    the record; they stay below what holds a ladder where the scenario gives the two a pact.
    """
    document, roster = scenario.document, scenario.roster
    capability = scenario.timeline().arrays.capability
    found = []
    for row, state in enumerate(roster.states):
        most = float(capability[:, row].max())
        high = STRONGEST if most * STRONGEST <= 1.0 else max(AS_GIVEN, int(100.0 / most) / 100.0)
        found.append(Lever(STRENGTH + state, (state,), WEAKEST, high))
    given = {frozenset(pair) for pair in recorded_pairs(document, roster)}
    for i, sender in enumerate(roster.states):
        if not (document.states[sender].great and document.states[sender].global_reach):
            continue
        for j, target in enumerate(roster.states):
            if i != j and not document.states[target].global_reach and frozenset((i, j)) not in given:
                lever = Lever(f"{SANCTIONS}{sender}-{target}", (sender, target), 0, SEVEREST)
                can_bind = _is_possible(scenario, lever, SEVEREST)
                found.append(lever if can_bind else replace(lever, high=MOST_BEFORE_BINDING))
    return tuple(found)


def _is_possible(scenario: Scenario, lever: Lever, value: float) -> bool:
    try:
        with_system(scenario, [lever.adjustment(value)]).timeline()
    except InputError:
        return False
    return True


def with_system(scenario: Scenario, adjustments: Iterable[Mapping[str, Any]]) -> Scenario:
    """Return a scenario with adjustments after its own, unchecked but for what shows on the figures."""
    document = scenario.document
    added = tuple(Adjust.model_validate(dict(item)) for item in adjustments)
    return replace(scenario, document=document.model_copy(update={"adjust": (*document.adjust, *added)}))


def with_strength(
    timeline: ScenarioTimeline, levers: Iterable[Lever], settings: Mapping[str, float]
) -> ScenarioTimeline:
    """Return a timeline with the strength of its states changed, to the bit as the adjustments of a file change it.

    Nothing else is derived from capabilities; to make a timeline anew for every place of a slider would keep the other
    visitors waiting.
    """
    factors = np.ones(len(timeline.actors))
    for lever in levers:
        if lever.is_strength and lever.name in settings:
            factors[timeline.actors.index(lever.actors[0])] = settings[lever.name]
    return replace(timeline, arrays=timeline.arrays._replace(capability=timeline.arrays.capability * factors))


def common_levers(levers: Iterable[Lever], others: Iterable[Lever] | None) -> tuple[Lever, ...]:
    """Return levers with the bounds that suit a second scenario, too, where it has the same ones."""
    bounds = {lever.name: lever.high for lever in others or ()}
    return tuple(replace(lever, high=min(lever.high, bounds.get(lever.name, lever.high))) for lever in levers)


def adjustments_of(levers: Iterable[Lever], settings: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the settings that a scenario has levers for, in the order of the levers, as items of ``adjust``."""
    return [lever.adjustment(settings[lever.name]) for lever in levers if lever.name in settings]


def sanctions_of(settings: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the settings of sanctions alone, in an order of their own."""
    return tuple(sorted((name, value) for name, value in settings.items() if name.startswith(SANCTIONS)))


def is_system(name: str) -> bool:
    """Return whether a word of an address is about the structure of the world."""
    return name.startswith((STRENGTH, SANCTIONS))


def read_system(words: Mapping[str, str], levers: Iterable[Lever]) -> tuple[dict[str, float], list[Problem]]:
    """Return the settings that the words of an address name, and what is wrong with them."""
    known = {lever.name: lever for lever in levers}
    settings: dict[str, float] = {}
    problems: list[Problem] = []
    for name, text in words.items():
        if name not in known:
            problems.append(_unknown(name, known))
            continue
        value = read_value(text)
        if not known[name].admits(value):
            problems.append(Problem((name,), quoted(text), known[name].allowed))
        else:
            settings[name] = float(value) if known[name].is_strength else int(value)
    return settings, problems


def _unknown(name: str, known: Iterable[str]) -> Problem:
    """Return the problem of a name that is no lever of the scenario: a state, or a pair, that it does not have."""
    start = STRENGTH if name.startswith(STRENGTH) else SANCTIONS
    rest = name.removeprefix(start)
    kind = "state" if start == STRENGTH else "pair"
    choices = [other.removeprefix(start) for other in known if other.startswith(start)]
    turned = "-".join(reversed(split_pair(rest) or ()))  # who sanctions whom is easily confused
    near = turned if turned in choices else nearest_name(rest, choices)
    return Problem((name,), f"the unknown {kind} {rest[:60]!r}", listed(choices) if choices else "nothing", near)
