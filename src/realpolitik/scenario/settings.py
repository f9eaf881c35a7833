"""Settings: single values of a scenario changed by their path, as ``--set path=value`` does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from realpolitik.errors import InputError, KeyPath, Problem, listed, nearest_name, quoted
from realpolitik.scenario.merging import APPENDED, PAIR_TABLES, Merged, within_years
from realpolitik.scenario.problems import fields_of, follow
from realpolitik.scenario.roster import Roster, split_direction
from realpolitik.scenario.schema import ScenarioDocument

LABEL = "setting"


def parse_settings(texts: Iterable[str]) -> dict[str, str]:
    """Return settings written ``path=value``, as the command line gives them.

    Raises
    ------
    InputError
        A text has no ``=`` or no path.
    """
    settings: dict[str, str] = {}
    problems: list[Problem] = []
    for text in texts:
        path, equals, value = text.partition("=")
        if equals and path.strip() and value.strip():
            settings[path.strip()] = value.strip()
        else:
            problems.append(Problem((), repr(text), "path=value, as in assumptions.rationality=20", file=LABEL))
    if problems:
        raise InputError(problems)
    return settings


def rule_path(name: str) -> str:
    """Return the path of an assumption or a switch called by its own name; any other name as it is."""
    from realpolitik.theory.assumptions import ASSUMPTION_NAMES, SWITCH_NAMES

    if name in ASSUMPTION_NAMES:
        return f"assumptions.{name}"
    return f"switches.{name}" if name in SWITCH_NAMES else name


def full_path(name: str, label: str = LABEL) -> str:
    """Return the path in a scenario that a name stands for: an assumption or a switch by its own name, else a path.

    Parameters
    ----------
    name : str
        What the user wrote.
    label : str
        What a message calls the place where it was written.

    Examples
    --------
    >>> full_path("trust_loss"), full_path("identity"), full_path("states.iran.value")
    ('assumptions.trust_loss', 'switches.identity', 'states.iran.value')

    Raises
    ------
    InputError
        A short name that is neither assumption, switch nor key.
    """
    from realpolitik.theory.assumptions import ASSUMPTION_NAMES, SWITCH_NAMES

    keys = list(ScenarioDocument.model_fields)
    path = rule_path(name)
    if "." in path or path in keys:
        return path
    near = nearest_name(name, [*ASSUMPTION_NAMES, *SWITCH_NAMES, *keys])
    allowed = "an assumption, a switch (see realpolitik list) or a key of the scenario (see realpolitik schema)"
    raise InputError([Problem((), f"the unknown path {name!r}", allowed, near, label)])


def full_paths(settings: Mapping[str, Any], label: str = LABEL) -> dict[str, Any]:
    """Return settings by their full paths, see `full_path`.

    Raises
    ------
    InputError
        Something else than a mapping of names; all short names that are neither assumption, switch nor key.
    """
    check_mapping(settings, label)
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in settings.items():
        try:
            found[full_path(name, label)] = value
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def check_mapping(settings: object, label: str = LABEL) -> None:
    """Check that settings from Python are a mapping of names.

    Raises
    ------
    InputError
        They are something else.
    """
    allowed = "names and their values, as in {'trust_loss': 0.5}"
    if not isinstance(settings, Mapping):
        raise InputError([Problem((), quoted(settings), allowed, file=label)])
    problems = [
        Problem((), f"the name {quoted(name)}", allowed, file=label) for name in settings if not isinstance(name, str)
    ]
    if problems:
        raise InputError(problems)


def read_value(value: Any) -> Any:
    """Return a value as a TOML file would give it; a text that is no TOML value stands for itself.

    Examples
    --------
    >>> read_value("[1963, 1978]"), read_value("record"), read_value(0.5)
    ([1963, 1978], 'record', 0.5)
    """
    if not isinstance(value, str):
        return plain(value)
    try:
        content = tomllib.loads(f"value = {value}")
    except (ValueError, RecursionError):
        return value
    return content["value"] if list(content) == ["value"] else value


def plain(value: Any) -> Any:
    """Return a value with tuples as lists and mappings as dicts, all the way down."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def settings_over(document: ScenarioDocument, settings: Mapping[str, Any], name: str) -> Merged:
    """Return the content of a document with some values changed.

    Parameters
    ----------
    document : ScenarioDocument
        A valid document.
    settings : mapping of str to value
        Paths and values: ``{"pairs.iran-russia.clash": 0.2}``. Lists of pins, events and adjustments are
        appended to those of the document; an item in them is named by its id or its place.
    name : str
        How messages call the document.

    Raises
    ------
    InputError
        Paths that lead nowhere. Whether the values fit is for validation to say.
    """
    content = Merged(name, plain(document.model_dump(mode="python", exclude_unset=True)))
    content.items = {key: [(name, place) for place in range(len(content.data.get(key, [])))] for key in APPENDED}
    if "years" in settings:
        content = within_years(content, read_value(settings["years"]))
    roster = Roster(tuple(document.states), tuple(document.bystanders))
    problems: list[Problem] = []
    for text, value in settings.items():
        problem = _set(content, text, read_value(value), roster)
        if problem is not None:
            problems.append(problem)
    if problems:
        raise InputError(problems)
    return content


def _set(content: Merged, text: str, value: Any, roster: Roster) -> Problem | None:
    """Set the value at a path, or return why there is no such path."""
    here: Any = content.data
    path: KeyPath = ()
    parts = text.split(".")
    for place, part in enumerate(parts):
        key = _key(part, path, here, roster)
        if isinstance(key, Problem):
            return key
        path = (*path, key)
        content.givers[path] = LABEL
        if place == len(parts) - 1:
            if path in {(name,) for name in APPENDED} and isinstance(value, list):
                content.items[part] += [(LABEL, index) for index in range(len(value))]
                value = [*here.get(part, []), *value]
            here[key] = value
        elif isinstance(here, dict):
            here[key] = here.get(key, {})
            here = here[key]
        else:
            here = here[key]
    return None


def _key(part: str, path: KeyPath, here: Any, roster: Roster) -> str | int | Problem:
    """Return the key of a table or the index of a list that a part of a path names."""
    where = (*path, part)
    if isinstance(here, list):
        return _index(part, where, here)
    _, reached = follow(ScenarioDocument, path)
    if not isinstance(here, dict) or not reached:
        return Problem(where, f"{part!r} below a single value", f"{'.'.join(map(str, path))} without it", file=LABEL)
    if where == ("extends",):
        return Problem(where, "a setting of the base", "the base as it is; load another scenario instead", file=LABEL)
    fields = list(fields_of(reached))
    if fields:
        return part if part in fields else _unknown(where, "key", part, fields)
    if path in (("states",), ("bystanders",)):
        return part if part in here else _unknown(where, "actor", part, here)
    if len(path) == 1 and path[0] in PAIR_TABLES:
        return _pair_key(part, where, here, roster)
    direction = split_direction(part) if path == ("penetration",) else None
    return f"{direction[0]}->{direction[1]}" if direction else part


def _pair_key(part: str, where: KeyPath, here: dict[str, Any], roster: Roster) -> str | Problem:
    rows = roster.pair(part)
    if rows is None:
        return _unknown(where, "pair", part, roster.actor_pairs)
    return next((name for name in here if roster.pair(name) == rows), part)


def _index(part: str, where: KeyPath, here: list[Any]) -> int | Problem:
    names = [str(item["id"]) if isinstance(item, dict) and "id" in item else str(k) for k, item in enumerate(here)]
    if part in names:
        return names.index(part)
    if part.isascii() and part.isdigit() and int(part) < len(here):
        return int(part)
    return _unknown(where, "item", part, names)


def _unknown(where: KeyPath, kind: str, name: str, valid: Iterable[str]) -> Problem:
    valid = list(valid)
    return Problem(where, f"the unknown {kind} {name!r}", listed(valid, 40), nearest_name(name, valid), LABEL)
