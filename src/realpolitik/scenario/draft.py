"""The parts of a scenario that are well formed, so that the others do not hide what is wrong with them.

All problems of a file are reported at once: what depends on several keys is checked on the well-formed parts
even when another part is not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from realpolitik.scenario import schema
from realpolitik.scenario.roster import IDENTIFIER, Roster, split_direction, split_pair


@dataclass(frozen=True)
class Draft:
    """The well-formed parts of a document.

    Attributes
    ----------
    roster : Roster
        The ids of the document, including those whose tables are wrong.
    years : tuple of int, optional
        First and last year; None if they are wrong.
    series : str, optional
        Name of the series file.
    both_kinds : tuple of str
        Ids that stand among the states and among the bystanders.
    states, initial : dict
        The well-formed tables.
    pairs, recorded_pairs, penetration : tuple of str
        The well-formed pairs and directions.
    pins, events, adjust : tuple of (int, item)
        The well-formed items with their places in the list.
    drop_events : tuple of str
        Ids of events to leave out.
    assumptions, switches : dict
        Names and values as they stand in the document.
    """

    roster: Roster
    years: tuple[int, int] | None = None
    series: str | None = None
    both_kinds: tuple[str, ...] = ()
    states: dict[str, schema.State] = field(default_factory=dict)
    pairs: tuple[str, ...] = ()
    recorded_pairs: tuple[str, ...] = ()
    penetration: tuple[str, ...] = ()
    initial: dict[str, schema.Rungs] = field(default_factory=dict)
    pins: tuple[tuple[int, schema.Pin], ...] = ()
    events: tuple[tuple[int, Any], ...] = ()
    drop_events: tuple[str, ...] = ()
    adjust: tuple[tuple[int, schema.Adjust], ...] = ()
    assumptions: dict[str, Any] = field(default_factory=dict)
    switches: dict[str, Any] = field(default_factory=dict)

    @property
    def live_events(self) -> tuple[tuple[int, Any], ...]:
        """The events that are not dropped."""
        return tuple((place, event) for place, event in self.events if event.id not in self.drop_events)


@functools.cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _read(annotation: Any, value: Any) -> Any | None:
    try:
        return _adapter(annotation).validate_python(value)
    except ValidationError:
        return None


def _table(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    return {str(name): item for name, item in value.items()} if isinstance(value, Mapping) else {}


def _list(raw: Mapping[str, Any], key: str) -> list[Any]:
    value = raw.get(key)
    return list(value) if isinstance(value, list | tuple) else []


def _items(raw: Mapping[str, Any], key: str, annotation: Any) -> tuple[tuple[int, Any], ...]:
    read = ((place, _read(annotation, item)) for place, item in enumerate(_list(raw, key)))
    return tuple((place, item) for place, item in read if item is not None)


def _tables(raw: Mapping[str, Any], key: str, annotation: Any) -> dict[str, Any]:
    read = ((name, _read(annotation, item)) for name, item in _table(raw, key).items())
    return {name: item for name, item in read if item is not None}


def _ids(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(name for name in _table(raw, key) if re.fullmatch(IDENTIFIER, name))


def make_draft(raw: Mapping[str, Any]) -> Draft:
    """Return the well-formed parts of a document."""
    recorded = _list(_table(raw, "mapping"), "recorded_pairs")
    states, bystanders = _ids(raw, "states"), _ids(raw, "bystanders")
    return Draft(
        roster=Roster(states, tuple(name for name in bystanders if name not in states)),
        both_kinds=tuple(name for name in bystanders if name in states),
        years=_read(schema.Years, raw.get("years")),
        series=raw["series"] if isinstance(raw.get("series"), str) and raw["series"] else None,
        states=_tables(raw, "states", schema.State),
        pairs=tuple(name for name in _table(raw, "pairs") if split_pair(name)),
        recorded_pairs=tuple(text for text in recorded if isinstance(text, str) and split_pair(text)),
        penetration=tuple(name for name in _table(raw, "penetration") if split_direction(name)),
        initial={name: item for name, item in _tables(raw, "initial", schema.Rungs).items() if split_pair(name)},
        pins=_items(raw, "pins", schema.Pin),
        events=_items(raw, "events", schema.Event),
        drop_events=tuple(text for text in _list(raw, "drop_events") if isinstance(text, str)),
        adjust=_items(raw, "adjust", schema.Adjust),
        assumptions=_table(raw, "assumptions"),
        switches=_table(raw, "switches"),
    )
