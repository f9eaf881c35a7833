"""The historical record as findings read it: figures and classes of a scenario's series, over a window of years."""

from __future__ import annotations

from functools import cache

import numpy as np

from realpolitik.scenario import Scenario, load
from realpolitik.theory.classes import ALLIANCE, CLASSES, TACTICAL

CLIENTS = (
    "belarus", "mongolia", "east_germany", "cuba", "finland", "afghanistan", "egypt", "india", "turkey",
    "saudi_arabia", "china", "iraq",
)  # fmt: skip
"""The twelve clients other than Iran whose scenarios are shipped under their ids."""

LASTING_PACT = 5
"""Years from which a defence pact is more than paper."""


@cache
def shipped(name: str) -> Scenario:
    """Return a shipped scenario, read once in a process."""
    return load(name)


def _rows(scenario: Scenario, years: range) -> list[int | None]:
    place = {year: row for row, year in enumerate(scenario.series.years)}
    return [place.get(year) for year in years]


def recorded(scenario: str, column: str, years: range) -> np.ndarray:
    """Return the figures of a column of a scenario's series, NaN where not covered.

    Raises
    ------
    KeyError
        There is no such column: a finding never invents a record.
    """
    found = shipped(scenario)
    figures = found.series.numbers[column]
    return np.array([np.nan if row is None else figures[row] for row in _rows(found, years)])


def recorded_classes(scenario: str, client: str, years: range) -> np.ndarray:
    """Return the recorded class with Russia by year, 0 hostile to 4 alliance, NaN where not coded.

    An alliance without a defence pact counts as tactical, as the model's classes have it.
    """
    found = shipped(scenario)
    names = found.series.texts[f"recorded_class.{client}-russia"]
    coded = [None if row is None else names[row] for row in _rows(found, years)]
    classes = np.array([np.nan if name is None else float(CLASSES.index(name)) for name in coded])
    pact = recorded(scenario, f"pact.{client}-russia", years)
    return np.where((classes == ALLIANCE) & (pact != 1.0), float(TACTICAL), classes)


def longest_spell(present: np.ndarray) -> int:
    """Return the length of the longest unbroken spell of a yearly series of truths."""
    longest = current = 0
    for one in present:
        current = current + 1 if one else 0
        longest = max(longest, current)
    return longest


@cache
def allied_clients() -> tuple[str, ...]:
    """Return the clients that on record had a defence pact with Russia for five years on end."""
    found = []
    for client in CLIENTS:
        pact = recorded(client, f"pact.{client}-russia", shipped(client).years)
        if longest_spell(pact == 1.0) >= LASTING_PACT:
            found.append(client)
    return tuple(found)
