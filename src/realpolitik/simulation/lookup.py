"""Finding a pair, a state or a year that the user names; what is wrong with the name if there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.errors import InputError, Problem
from realpolitik.scenario.naming import no_deciding_pair, unknown_name
from realpolitik.scenario.roster import Roster

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline


def find_pair(timeline: ScenarioTimeline, text: str) -> tuple[int, int]:
    """Return the rows of a pair of deciding states, written in either order.

    Raises
    ------
    InputError
        There is no such pair.
    """
    roster = Roster(timeline.states, timeline.bystanders)
    rows = roster.pair(text, deciding=True)
    if rows is None:
        raise InputError([no_deciding_pair(("pair",), text, roster)])
    return rows


def find_state(timeline: ScenarioTimeline, name: str) -> int:
    """Return the row of a deciding state.

    Raises
    ------
    InputError
        There is no such deciding state.
    """
    if name not in timeline.states:
        raise InputError([unknown_name(("state",), name, "state", timeline.states)])
    return timeline.states.index(name)


def find_year(timeline: ScenarioTimeline, year: int) -> int:
    """Return the row of a calendar year.

    Raises
    ------
    InputError
        The year is not simulated.
    """
    if year not in timeline.years:
        span = f"a year from {timeline.years[0]} to {timeline.years[-1]}"
        raise InputError([Problem(("year",), repr(year), span)])
    return timeline.years.index(year)
