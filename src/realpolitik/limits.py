"""Bounds of the numbers that a run is asked for with."""

from __future__ import annotations

import operator

from realpolitik.errors import InputError, Problem, quoted

LARGEST_SEED = 2**63 - 1
LARGEST_RUNS = 10_000_000


def checked_whole_number(name: str, value: object, least: int, most: int) -> int:
    """Return a whole number within bounds.

    Raises
    ------
    InputError
        It is no whole number (a truth value is none, either), or out of bounds.
    """
    try:
        number = None if isinstance(value, bool) else operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None or not least <= number <= most:
        raise InputError([Problem((name,), quoted(value), f"a whole number from {least} to {most}")])
    return int(number)
