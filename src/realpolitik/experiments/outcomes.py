"""What is recorded of each run and pair: names, units, and how they follow from the folded run."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from realpolitik.scenario.quantities import RECORDED_CLASSES as CLASSES

LASTING_YEARS = 5
Kind = Literal["number", "count", "flag"]

# Places in the folded run, by the names of `simulation.ensemble.SUMMARY`; looked up late, so that the names of
# outcomes can be had without numba.
Folded = Callable[[str], np.ndarray]


@dataclass(frozen=True)
class Outcome:
    """An outcome of a pair in a run.

    Attributes
    ----------
    name, unit, meaning : str
        Name in files and tables; unit; one phrase.
    kind : {"number", "count", "flag"}
        A real number, a whole one, or 0 and 1.
    of : callable
        From the folded quantities by name, and the number of years, to the values.
    in_windows : bool
        Whether it can be had of a span of years.
    """

    name: str
    unit: str
    meaning: str
    kind: Kind
    of: Callable[[Folded, int], np.ndarray]
    in_windows: bool = True

    def __reduce__(self) -> tuple[Callable[[str], Outcome], tuple[str]]:
        """Travel to other processes by name."""
        return _named, (self.name,)


def _named(name: str) -> Outcome:
    return BY_NAME[name]


def _share(name: str) -> Callable[[Folded, int], np.ndarray]:
    return lambda folded, years: folded(f"{name}_years") / years


def _mean(name: str) -> Callable[[Folded, int], np.ndarray]:
    return lambda folded, years: folded(name) / years


def _same(name: str) -> Callable[[Folded, int], np.ndarray]:
    return lambda folded, years: folded(name)


def _mean_class(folded: Folded, years: int) -> np.ndarray:
    total = np.zeros_like(folded(f"{CLASSES[0]}_years"))
    for level, name in enumerate(CLASSES):
        total = total + level * folded(f"{name}_years")
    return total / years


OUTCOMES: tuple[Outcome, ...] = (
    *(Outcome(f"{name}_share", "share of years", f"years in class {name}", "number", _share(name)) for name in CLASSES),
    Outcome("mean_class", "class", "mean class, 0 hostile to 4 alliance", "number", _mean_class),
    Outcome("pact", "0 or 1", "a pact (security rung 3) of a year or more", "flag",
            lambda folded, years: folded("longest_pact_years") > 0.5),
    Outcome("pact_of_5_years", "0 or 1", "a pact of five years or more", "flag",
            lambda folded, years: folded("longest_pact_years") > LASTING_YEARS - 0.5),
    Outcome("longest_pact_years", "years", "longest pact", "count", _same("longest_pact_years")),
    Outcome("strategic_alliance", "0 or 1", "a pact of five years without an unanswered crisis", "flag",
            _same("strategic_alliance"), in_windows=False),
    Outcome("mean_security_rung", "rung", "mean security rung, 0-3", "number", _mean("security_sum")),
    Outcome("mean_economic_rung", "rung", "mean economic rung, 0-2", "number", _mean("economic_sum")),
    Outcome("mean_trust", "probability", "mean of the smaller trust", "number", _mean("trust_sum")),
    Outcome("end_trust", "probability", "smaller trust in the last year", "number", _same("end_trust")),
    Outcome("crises_asked", "crises", "how often a partner was asked for support", "count", _same("crises_asked")),
    Outcome("crises_supported", "crises", "how often the partner gave it", "count", _same("crises_supported")),
    Outcome("mean_aid_first_to_second", "utility", "mean aid expected from the first state to the second", "number",
            _mean("aid_forward")),
    Outcome("mean_aid_second_to_first", "utility", "mean aid expected from the second state to the first", "number",
            _mean("aid_backward")),
)  # fmt: skip

OUTCOME_NAMES = tuple(outcome.name for outcome in OUTCOMES)
BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}
USUAL = (
    *(f"{name}_share" for name in CLASSES),
    "pact_of_5_years",
    "mean_security_rung",
    "mean_economic_rung",
    "mean_trust",
)
"""What is recorded where the file does not say."""


@dataclass(frozen=True)
class Column:
    """A column of the table of runs: an outcome of a pair, of all years or of a window.

    Attributes
    ----------
    outcome : Outcome
        What is recorded.
    pair : str
        The pair, ``a-b``.
    window : str or None
        Name of the window; None for all years.
    """

    outcome: Outcome
    pair: str
    window: str | None = None

    @property
    def name(self) -> str:
        """The name in tables, good for SQL and R: ``mean_trust__iran_russia__down``."""
        parts = (self.outcome.name, self.pair.replace("-", "_"), *([self.window] if self.window else []))
        return "__".join(parts)


def values_of(column: Column, folded: np.ndarray, years: int) -> np.ndarray:
    """Return the values of a column, (runs,) float64.

    Parameters
    ----------
    column : Column
        The column.
    folded : (runs, len(SUMMARY)) array
        What was folded of the pair over its years, all of them or a window.
    years : int
        How many these are.
    """
    from realpolitik.simulation.ensemble import SUMMARY

    return np.asarray(column.outcome.of(lambda name: folded[:, SUMMARY.index(name)], years), dtype=np.float64)


@functools.cache
def _classes() -> np.ndarray:
    """Return the class of each economic and security rung, (3, 4)."""
    from realpolitik.theory.classes import class_of

    return np.array([[int(class_of(float(e), float(s))) for s in range(4)] for e in range(3)])


def fold_window(pair_record: np.ndarray, window: slice) -> np.ndarray:
    """Return what the ensemble folds of a run, of a span of years only.

    Parameters
    ----------
    pair_record : (runs, years, len(PAIR_RECORD)) array
        Trajectories of a pair.
    window : slice
        The years.

    Returns
    -------
    (runs, len(SUMMARY)) float64 array
        ``strategic_alliance`` is NaN: it depends on crises before the window.
    """
    from realpolitik.simulation.ensemble import PAIR_RECORD, SUMMARY

    part = {name: pair_record[:, window, place].astype(np.float64) for place, name in enumerate(PAIR_RECORD)}
    security, economic = part["security"], part["economic"]
    level = _classes()[economic.astype(np.intp), security.astype(np.intp)]
    trust = np.minimum(part["trust_forward"], part["trust_backward"])
    longest = spell = np.zeros(len(security))
    for year in range(security.shape[1]):
        spell = np.where(security[:, year] > 2.5, spell + 1.0, 0.0)
        longest = np.maximum(longest, spell)
    folded = {
        **{f"{name}_years": (level == number).sum(axis=1) for number, name in enumerate(CLASSES)},
        "longest_pact_years": longest,
        "strategic_alliance": np.full(len(security), np.nan),
        "security_sum": security.sum(axis=1),
        "economic_sum": economic.sum(axis=1),
        "trust_sum": trust.sum(axis=1),
        "end_trust": trust[:, -1],
        "crises_asked": part["crises_asked"].sum(axis=1),
        "crises_supported": part["crises_supported"].sum(axis=1),
        "aid_forward": part["aid_forward"].sum(axis=1),
        "aid_backward": part["aid_backward"].sum(axis=1),
    }
    return np.column_stack([folded[name] for name in SUMMARY]).astype(np.float64)
