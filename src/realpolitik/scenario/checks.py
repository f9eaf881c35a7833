"""What must agree between the keys of a scenario: names with states, years with years, rungs with rungs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from realpolitik.errors import KeyPath, Problem, listed, nearest_name
from realpolitik.scenario.adjust import adjustment_problems
from realpolitik.scenario.draft import Draft
from realpolitik.scenario.event_checks import event_problems, pact_problems
from realpolitik.scenario.naming import actor_problems, pair_problems, unknown_name, year_problems
from realpolitik.scenario.roster import split_direction


def check(draft: Draft) -> list[Problem]:
    """Return everything that does not agree in a document."""
    # Without states every name would be unknown: that the states are missing is problem enough.
    checks = RULE_CHECKS + (ACTOR_CHECKS if draft.roster.states else ())
    return [problem for one_check in checks for problem in one_check(draft)]


def _states(draft: Draft) -> Iterator[Problem]:
    if len(draft.roster.states) < 2:
        yield Problem(("states",), f"only {draft.roster.states[0]!r}", "two deciding states or more")
    for name in draft.both_kinds:
        yield Problem(("bystanders", name), f"{name!r} among the states too", "an actor in one of the two tables")


def _pair_tables(draft: Draft) -> Iterator[Problem]:
    yield from _pairs_once({("pairs", name): name for name in draft.pairs}, draft, deciding=True)
    yield from _pairs_once({("initial", name): name for name in draft.initial}, draft, deciding=False)
    recorded: dict[KeyPath, str] = {
        ("mapping", "recorded_pairs", place): name for place, name in enumerate(draft.recorded_pairs)
    }
    yield from _pairs_once(recorded, draft, deciding=True)


def _pairs_once(names: dict[KeyPath, str], draft: Draft, *, deciding: bool) -> Iterator[Problem]:
    seen: dict[tuple[int, int], str] = {}
    for path, name in names.items():
        yield from pair_problems(path, name, draft.roster, deciding=deciding)
        rows = draft.roster.pair(name, deciding=deciding)
        if rows is None:
            continue
        if rows in seen:
            yield Problem(path, f"the pair a second time, after {seen[rows]!r}", "each pair once")
        seen.setdefault(rows, name)


def _penetration(draft: Draft) -> Iterator[Problem]:
    for name in draft.penetration:
        reaching, reached = split_direction(name) or ("", "")
        yield from actor_problems(("penetration", name), reaching, draft.roster, deciding=False)
        yield from actor_problems(("penetration", name), reached, draft.roster, deciding=True)


def _pins(draft: Draft) -> Iterator[Problem]:
    for place, pin in draft.pins:
        yield from pair_problems(("pins", place, "pair"), pin.pair, draft.roster, deciding=False)
        yield from year_problems(("pins", place, "years"), *pin.years, draft.years)


def _assumptions(draft: Draft) -> Iterator[Problem]:
    if not draft.assumptions:
        return
    from realpolitik.theory.assumptions import ASSUMPTIONS, make_assumptions
    from realpolitik.theory.domains import ImpossibleValue, check_value

    known = {item.name: item for item in ASSUMPTIONS}
    possible = {}
    for name, value in draft.assumptions.items():
        if name not in known:
            yield unknown_name(("assumptions", name), name, "assumption", known)
            continue
        if not _is_number(value):
            continue  # told with the types
        try:
            check_value(name, known[name].unit, value)
        except ImpossibleValue as error:
            yield Problem(("assumptions", name), error.found, error.allowed)
        else:
            possible[name] = value
    try:
        make_assumptions(**possible)
    except ImpossibleValue as error:  # of several together
        yield Problem(("assumptions", "autonomy_weight"), error.found, error.allowed)


def _is_number(value: object) -> bool:
    """Return whether a value is a finite number, as its type in the schema asks."""
    try:
        return isinstance(value, int | float) and math.isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False


def _switches(draft: Draft) -> Iterator[Problem]:
    if not draft.switches:
        return
    from realpolitik.theory.assumptions import SWITCHES

    choices = {item.name: item.choices for item in SWITCHES}
    for name, value in draft.switches.items():
        if name not in choices:
            yield unknown_name(("switches", name), name, "switch", choices)
        elif isinstance(value, str) and value not in choices[name]:
            near = nearest_name(value, choices[name])
            yield Problem(("switches", name), repr(value), listed(choices[name]), near)


Check = Callable[[Draft], Iterable[Problem]]
RULE_CHECKS: tuple[Check, ...] = (_assumptions, _switches)
ACTOR_CHECKS: tuple[Check, ...] = (
    _states,
    _pair_tables,
    _penetration,
    _pins,
    event_problems,
    pact_problems,
    adjustment_problems,
)
