"""What the runs of a lesson come to: both ensembles on shared draws, one number each and their difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.comparison import Difference, compare_results
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    from realpolitik.app.lessons.lesson import LessonRun

RUNS = 500

_OUTCOMES = {
    **{name: name for name in CLASSES},
    "security_rung": "mean_security_rung",
    "economic_rung": "mean_economic_rung",
    "mutual_trust": "mean_trust",
    "pact": "p_pact",
    "strategic_alliance": "p_strategic_alliance",
}


@dataclass(frozen=True)
class Measured:
    """A run of a lesson.

    Attributes
    ----------
    difference : Difference
        The measure in both, and the paired difference with its 95 % interval.
    years : tuple of range
        Years of both.
    shares : tuple of (years, 5) array
        Class shares of the pair in both.
    """

    difference: Difference
    years: tuple[range, range]
    shares: tuple[np.ndarray, np.ndarray]


def is_share(measure: str) -> bool:
    """Return whether a measure is a share, to be shown in per cent."""
    return measure in CLASSES or measure in ("pact", "strategic_alliance")


def measure(run: LessonRun, runs: int = RUNS, seed: int = 0) -> Measured:
    """Run both sides of a lesson's run and compare them."""
    from realpolitik.api import simulate

    both = [simulate(side.load(), runs, seed) for side in (run.first, run.second)]
    comparison = compare_results(both[0], both[1])
    pair = both[0].scenario.pair(run.pair)
    shares = []
    for results in both:
        row = results.pairs.index(results.scenario.pair(run.pair))
        shares.append(results.ensemble.class_count[:, row] / runs)
    return Measured(
        comparison.differences[pair][_OUTCOMES[run.measure]],
        (both[0].timeline.years, both[1].timeline.years),
        (shares[0], shares[1]),
    )
