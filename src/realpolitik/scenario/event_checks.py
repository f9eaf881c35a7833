"""Whether the dated events of a scenario fit its states, its years and one another."""

from __future__ import annotations

from collections.abc import Iterator

from realpolitik.errors import KeyPath, Problem, listed, nearest_name
from realpolitik.scenario.draft import Draft
from realpolitik.scenario.naming import actor_problems, pair_problems, unknown_name, year_problems
from realpolitik.scenario.roster import split_pair
from realpolitik.scenario.schema import CrisisEvent, TieEvent


def event_problems(draft: Draft) -> Iterator[Problem]:
    """Report events with unknown names, years that are not simulated, or rivals for one slot of a year."""
    known: set[str] = set()
    for place, event in draft.events:
        if event.id in known:
            yield Problem(("events", place, "id"), f"a second event {event.id!r}", "each id once")
        known.add(event.id)
    for place, name in enumerate(draft.drop_events):
        if name not in known:
            yield unknown_name(("drop_events", place), name, "event", sorted(known))
    for place, event in draft.live_events:
        yield from year_problems(("events", place, "year"), event.year, event.year, draft.years)
        if isinstance(event, TieEvent):
            yield from _tie_problems(("events", place), event, draft)
        elif isinstance(event, CrisisEvent):
            yield from _crisis_problems(("events", place), event, draft)
    yield from _rivals(draft)


def _tie_problems(path: KeyPath, event: TieEvent, draft: Draft) -> Iterator[Problem]:
    yield from pair_problems((*path, "pair"), event.pair, draft.roster, deciding=True)
    sides = split_pair(event.pair) or ()
    if event.by is not None and event.by not in sides:
        allowed = f"{listed(sides)}, or nothing for both"
        yield Problem((*path, "by"), repr(event.by), allowed, nearest_name(event.by, sides))


def _crisis_problems(path: KeyPath, event: CrisisEvent, draft: Draft) -> Iterator[Problem]:
    yield from actor_problems((*path, "victim"), event.victim, draft.roster, deciding=True)
    yield from actor_problems((*path, "challenger"), event.challenger, draft.roster, deciding=False)
    if event.victim == event.challenger:
        yield Problem((*path, "challenger"), repr(event.victim), "an actor other than the victim")


def _rivals(draft: Draft) -> Iterator[Problem]:
    """Report two events for one ladder, or two crises of one victim, in a year."""
    first: dict[tuple[object, ...], str] = {}
    for place, event in draft.live_events:
        if isinstance(event, TieEvent):
            slot: tuple[object, ...] = (draft.roster.pair(event.pair), event.ladder, event.year)
            what = f"{event.pair} on the {event.ladder} ladder"
        elif isinstance(event, CrisisEvent):
            slot, what = (event.victim, event.year), f"a crisis of {event.victim}"
        else:
            continue
        if slot in first:
            found = f"a second event for {what} in {event.year}, after {first[slot]!r}"
            yield Problem(("events", place, "year"), found, "one a year; drop_events leaves one out")
        first.setdefault(slot, event.id)


def pact_problems(draft: Draft) -> Iterator[Problem]:
    """Report a pact that pins and events combine with sanctions in a year: S = 3 requires E >= 1."""
    held: dict[tuple[tuple[int, int], int], dict[str, tuple[int, KeyPath]]] = {}
    for place, pin in draft.pins:
        rows = draft.roster.pair(pin.pair)
        if rows is None:
            continue
        first, last = pin.years
        if draft.years:
            first, last = max(first, draft.years[0]), min(last, draft.years[1])
        for year in range(first, last + 1):
            held.setdefault((rows, year), {})[pin.ladder] = (pin.level, ("pins", place, "level"))
    for place, event in draft.live_events:
        if isinstance(event, TieEvent) and (rows := draft.roster.pair(event.pair)):
            held.setdefault((rows, event.year), {})[event.ladder] = (event.level, ("events", place, "level"))
    reported: set[KeyPath] = set()
    for (_, year), ladders in held.items():
        security, path = ladders.get("security", (0, ()))
        economic, other = ladders.get("economic", (1, ()))
        if security == 3 and economic == 0 and path not in reported:
            reported.add(path)
            found = f"a pact (security 3) in {year}, when {'.'.join(map(str, other))} is economic 0"
            yield Problem(path, found, "a pact only with economic 1 or 2")
