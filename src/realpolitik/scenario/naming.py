"""Whether names and years in a scenario exist, and what to tell whose do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from realpolitik.errors import KeyPath, Problem, listed, nearest_name
from realpolitik.scenario.roster import Roster, split_pair


def unknown_name(path: KeyPath, name: str, kind: str, valid: Iterable[str]) -> Problem:
    """Return the problem of a name that is not among the valid ones."""
    valid = list(valid)
    return Problem(path, f"the unknown {kind} {name!r}", listed(valid, 40), nearest_name(name, valid))


def actor_problems(path: KeyPath, name: str, roster: Roster, *, deciding: bool) -> Iterator[Problem]:
    """Report an id that is no actor of the scenario, or no deciding state where only those will do."""
    if name in roster.states or (name in roster.bystanders and not deciding):
        return
    if name in roster.bystanders:
        yield Problem(path, f"the bystander {name!r}", f"a deciding state: {listed(roster.states)}")
    elif deciding:
        yield unknown_name(path, name, "state", roster.states)
    else:
        yield unknown_name(path, name, "actor", roster.actors)


def pair_problems(path: KeyPath, text: str, roster: Roster, *, deciding: bool) -> Iterator[Problem]:
    """Report the sides of a pair that are not in the scenario."""
    for name in split_pair(text) or ():
        yield from actor_problems(path, name, roster, deciding=deciding)


def no_deciding_pair(path: KeyPath, text: str, roster: Roster) -> Problem:
    """Return why a text names no pair of deciding states, which it does in neither order."""
    aside = [name for name in split_pair(text) or () if name in roster.bystanders]
    if aside and roster.pair(text) is not None:
        names = " and ".join(map(repr, aside))
        found = f"the bystanders {names}, which do" if aside[1:] else f"the bystander {names}, which does"
        return Problem(path, f"{found} not decide", f"a pair of deciding states: {listed(roster.pairs)}")
    turned = ["-".join(reversed(pair.split("-"))) for pair in roster.pairs]
    near = nearest_name(text, [*roster.pairs, *turned])
    return Problem(path, f"the unknown pair {text!r}", listed(roster.pairs), near)


def year_problems(path: KeyPath, first: int, last: int, years: tuple[int, int] | None) -> Iterator[Problem]:
    """Report a span of which no year is simulated; unknown simulated years report nothing."""
    if years and (last < years[0] or first > years[1]):
        found = str(first) if first == last else f"{first} to {last}"
        yield Problem(path, found, f"years from {years[0]} to {years[1]}")
