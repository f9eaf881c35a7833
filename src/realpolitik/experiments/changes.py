"""Changes of a scenario: what a factor, an arm or a cell sets, by full paths, and how several come together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from realpolitik.errors import InputError, KeyPath, Problem, quoted
from realpolitik.scenario.merging import APPENDED
from realpolitik.scenario.settings import full_path, plain

SCENARIO = "scenario"
PLACEHOLDER = "$"
RULES = ("assumptions.", "switches.")
"""Paths of what the rules read beside the timeline."""


@dataclass(frozen=True)
class Change:
    """What is set.

    Attributes
    ----------
    settings : mapping of str to value
        Full paths and values.
    scenario : mapping of str to str
        Another scenario by base scenario; under the empty name one for all.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    scenario: Mapping[str, str] = field(default_factory=dict)

    def scenario_for(self, base: str) -> str | None:
        """Return the scenario that stands in for a base scenario; None if none does."""
        return self.scenario.get(base, self.scenario.get(""))


def read_change(table: Mapping[str, Any], where: KeyPath, problems: list[Problem]) -> Change:
    """Return the change that a table of a file stands for, and note what is wrong with its paths."""
    settings: dict[str, Any] = {}
    scenario: Mapping[str, str] = {}
    for key, value in table.items():
        if key == SCENARIO:
            scenario = _scenario(value, (*where, SCENARIO), problems)
            continue
        try:
            path = full_path(key)
        except InputError as error:
            problems += [Problem((*where, key), item.found, item.allowed, item.nearest) for item in error.problems]
            continue
        if path in settings:
            problems.append(Problem((*where, key), f"{path} twice", "each path only once"))
        settings[path] = plain(value)
    return Change(settings, scenario)


def _scenario(value: Any, where: KeyPath, problems: list[Problem]) -> Mapping[str, str]:
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, Mapping) and value and all(isinstance(name, str) for name in value.values()):
        return dict(value)
    problems.append(Problem(where, quoted(value), "a scenario, or a table: base scenario = scenario"))
    return {}


def placed(value: Any, number: Any) -> Any:
    """Return a value in which every placeholder is replaced by a number.

    Examples
    --------
    >>> placed([{"of": "iran", "scale": "$"}], 2.0)
    [{'of': 'iran', 'scale': 2.0}]
    """
    if isinstance(value, Mapping):
        return {key: placed(item, number) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [placed(item, number) for item in value]
    return number if isinstance(value, str) and value == PLACEHOLDER else value


def has_placeholder(value: Any) -> bool:
    """Return whether a value has a placeholder somewhere."""
    if isinstance(value, Mapping):
        return any(map(has_placeholder, value.values()))
    return any(map(has_placeholder, value)) if isinstance(value, list | tuple) else value == PLACEHOLDER


def combined(base: str, changes: Iterable[Change]) -> tuple[str, dict[str, Any]]:
    """Return the scenario and the settings that several changes come to, the later ones winning.

    Pins, events and adjustments add up, as everywhere.
    """
    scenario = base
    settings: dict[str, Any] = {}
    for change in changes:
        scenario = change.scenario_for(base) or scenario
        for path, value in change.settings.items():
            if path in APPENDED and isinstance(value, list):
                value = [*settings.get(path, []), *value]
            settings[path] = value
    return scenario, settings


def default_rules() -> dict[str, float | str]:
    """Return the defaults of all assumptions and switches by name."""
    from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

    defaults: dict[str, float | str] = {item.name: item.default for item in ASSUMPTIONS}
    return defaults | {item.name: item.default for item in SWITCHES}


def split_rules(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settings that change the timeline, and the assumptions and switches by their short names."""
    rules = {path.split(".", 1)[1]: value for path, value in settings.items() if path.startswith(RULES)}
    return {path: value for path, value in settings.items() if not path.startswith(RULES)}, rules
