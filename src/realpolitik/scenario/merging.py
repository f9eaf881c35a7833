"""Variants: what a file says over what its base says, with a memory of which file said what.

Tables merge key by key; ``pins``, ``events`` and ``adjust`` are appended to those of the base; every other
value replaces the base's. A variant with years of its own keeps of its base's pins, events and adjustments
those that fall into them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from realpolitik.errors import KeyPath, Problem
from realpolitik.scenario.roster import split_direction, split_pair

APPENDED = ("pins", "events", "adjust")
PAIR_TABLES = ("pairs", "initial")


@dataclass
class Merged:
    """A document put together from several files.

    Attributes
    ----------
    label : str
        How messages call the outermost file.
    data : dict
        The merged content.
    givers : dict of path to str
        The file that gave a key.
    items : dict of str to list of (str, int)
        For each appended list, the file and the place in it of each item.
    """

    label: str
    data: dict[str, Any] = field(default_factory=dict)
    givers: dict[KeyPath, str] = field(default_factory=dict)
    items: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: {key: [] for key in APPENDED})

    def located(self, problem: Problem) -> Problem:
        """Return a problem with the file in which it stands, list items by their ids."""
        if problem.file:
            return problem
        path, label = problem.path, ""
        for end in range(len(path), 0, -1):
            if path[:end] in self.givers:
                label = self.givers[path[:end]]
                break
        place = path[1] if len(path) > 1 and path[0] in APPENDED else None
        if isinstance(place, int) and place < len(self.items[str(path[0])]):
            item = self.data[str(path[0])][place]
            giver, own_place = self.items[str(path[0])][place]
            identity = item.get("id") if isinstance(item, Mapping) else None
            path = (path[0], identity if isinstance(identity, str) and identity else own_place, *path[2:])
            label = label or giver
        return dataclasses.replace(problem, path=path, file=label or self.label)


def merged_over(base: Merged | None, content: Mapping[str, Any], label: str) -> Merged:
    """Return a document with the content of one more file over a base.

    Parameters
    ----------
    base : Merged, optional
        What the file extends.
    content : mapping
        The content of the file.
    label : str
        How messages call the file.
    """
    result = Merged(label)
    if base is not None:
        kept = within_years(base, content.get("years"))
        result = Merged(label, kept.data, kept.givers, kept.items)
    for key, value in content.items():
        path: KeyPath = (key,)
        if key in APPENDED and isinstance(value, list):
            result.data[key] = [*result.data.get(key, []), *value]
            result.items[key] += [(label, place) for place in range(len(value))]
        else:
            _put(result, result.data, path, value, label, base.data if base else {})
    return result


def _put(result: Merged, table: dict[str, Any], path: KeyPath, value: Any, label: str, base: Mapping[str, Any]) -> None:
    """Set a key of a table, merging tables; a pair stands the way round in which the base has it."""
    key = str(path[-1])
    if len(path) == 2 and path[0] in PAIR_TABLES:
        key = _known_turn(key, base.get(str(path[0])))
    if path[:-1] == ("penetration",) and (direction := split_direction(key)):
        key = f"{direction[0]}->{direction[1]}"
    path = (*path[:-1], key)
    result.givers[path] = label
    if isinstance(value, Mapping):
        inner = table.get(key)
        table[key] = dict(inner) if isinstance(inner, Mapping) else {}
        for name, item in value.items():
            _put(result, table[key], (*path, name), item, label, base)
    else:
        table[key] = value


def _known_turn(pair: str, table: Any) -> str:
    ids = split_pair(pair)
    turned = f"{ids[1]}-{ids[0]}" if ids else pair
    return turned if isinstance(table, Mapping) and turned in table and pair not in table else pair


def within_years(base: Merged, years: Any) -> Merged:
    """Return a copy of a document without the pins, events and adjustments that miss the years.

    Years that are no pair of whole numbers leave everything: validation reports them.
    """
    copy = Merged(base.label, dict(base.data), dict(base.givers), {key: list(v) for key, v in base.items.items()})
    if not (isinstance(years, list | tuple) and len(years) == 2 and all(type(year) is int for year in years)):
        return copy
    gone: set[Any] = set()
    for key in APPENDED:
        listed = copy.data.get(key)
        if not isinstance(listed, list | tuple):
            continue
        stays = [not _misses(item, years[0], years[1]) for item in listed]
        gone |= {item.get("id") for item, stay in zip(listed, stays, strict=True) if not stay}
        copy.data[key] = [item for item, stay in zip(listed, stays, strict=True) if stay]
        copy.items[key] = [origin for origin, stay in zip(copy.items[key], stays, strict=True) if stay]
    dropped = copy.data.get("drop_events")
    if isinstance(dropped, list | tuple):
        copy.data["drop_events"] = [name for name in dropped if name not in gone]
    return copy


def _misses(item: Any, first: int, last: int) -> bool:
    """Return whether a pin, event or adjustment lies wholly outside the years."""
    if not isinstance(item, Mapping):
        return False
    span = item.get("years", [item.get("year"), item.get("year")])
    whole = isinstance(span, list | tuple) and len(span) == 2 and all(type(year) is int for year in span)
    return whole and (span[1] < first or span[0] > last)
