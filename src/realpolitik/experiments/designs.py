"""Designs: which points are run. Grids are worked out block by block, samples are drawn once."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from realpolitik.errors import InputError, Problem
from realpolitik.experiments import sampling
from realpolitik.experiments.schema import (
    Factorial,
    Grid,
    LatinHypercube,
    MorrisSample,
    OneAtATime,
    PointsTable,
    SobolSample,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from realpolitik.experiments.experiment import Experiment
    from realpolitik.experiments.factors import Factor

LARGEST_UNCONFIRMED_RUNS = 5_000_000
"""An experiment of more runs is begun only if the user says so."""

LARGEST_GRID_KEPT = 1_000_000
"""Points of a grid up to which equal ones are looked for; larger grids have none by construction."""

LARGEST_SAMPLE_KEPT = 100_000_000
"""Numbers of a sample, which is kept in memory as a whole: points times factors, near a gigabyte of them."""


class DesignPoints(Protocol):
    """The points of a design, as codes of the factors.

    Attributes
    ----------
    size : int
        Number of points.
    evaluations : int
        Number of points that differ from each other.
    """

    @property
    def size(self) -> int: ...

    @property
    def evaluations(self) -> int: ...

    def codes(self, start: int, stop: int) -> np.ndarray:
        """Return the codes of some points, (points, factors)."""
        ...

    def evaluation_of(self, start: int, stop: int) -> np.ndarray:
        """Return for some points the number of the evaluation that serves them, (points,) int64."""
        ...

    def evaluated_codes(self, start: int, stop: int) -> np.ndarray:
        """Return the codes of some evaluations, (evaluations, factors)."""
        ...


@dataclass(frozen=True)
class Combinations:
    """All combinations of some values, the last factor varying fastest; no two are equal.

    Attributes
    ----------
    values : tuple of arrays
        The codes of each factor.
    """

    values: tuple[np.ndarray, ...]

    @property
    def size(self) -> int:
        """Number of combinations; one if there are no factors."""
        total = 1
        for codes in self.values:
            total *= len(codes)
        return total

    @property
    def evaluations(self) -> int:
        """All of them."""
        return self.size

    def codes(self, start: int, stop: int) -> np.ndarray:
        """Return the codes of some points, (points, factors)."""
        rest = np.arange(start, stop, dtype=np.int64)
        columns: list[np.ndarray] = []
        for codes in reversed(self.values):
            rest, place = np.divmod(rest, len(codes))
            columns.append(codes[place])
        return np.column_stack(columns[::-1]) if columns else np.zeros((stop - start, 0))

    def evaluation_of(self, start: int, stop: int) -> np.ndarray:
        """Return the points themselves."""
        return np.arange(start, stop, dtype=np.int64)

    evaluated_codes = codes


@dataclass(frozen=True)
class Listed:
    """Points that are kept in memory, equal ones evaluated once.

    Attributes
    ----------
    points : (points, factors) float64 array
        The codes.
    shares : (points, factors) float64 array or None
        Where in the unit cube a sample has them.
    """

    points: np.ndarray
    shares: np.ndarray | None = None

    @property
    def size(self) -> int:
        """Number of points."""
        return len(self.points)

    @property
    def evaluations(self) -> int:
        """Number of points that differ."""
        return len(self._firsts)

    @cached_property
    def _equal(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the first of each set of equal points, in order, and for each point its set."""
        if self.points.shape[1] == 0:
            return np.array([0]), np.zeros(len(self.points), np.int64)
        rows = np.ascontiguousarray(self.points + 0.0)  # no negative zeros
        keys = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).reshape(-1)
        _, first, of = np.unique(keys, return_index=True, return_inverse=True)
        order = np.argsort(first)
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        return first[order], place[of.reshape(-1)].astype(np.int64)

    @property
    def _firsts(self) -> np.ndarray:
        return self._equal[0]

    def codes(self, start: int, stop: int) -> np.ndarray:
        """Return the codes of some points, (points, factors)."""
        return self.points[start:stop]

    def evaluation_of(self, start: int, stop: int) -> np.ndarray:
        """Return the evaluation that serves each point; evaluations are numbered as they first occur."""
        return self._equal[1][start:stop]

    def evaluated_codes(self, start: int, stop: int) -> np.ndarray:
        """Return the codes of some evaluations, (evaluations, factors)."""
        return self.points[self._firsts[start:stop]]


def design_points(experiment: Experiment) -> DesignPoints:
    """Return the points of an experiment's design.

    Notes
    -----
    Grid, factorial and one at a time follow from the values alone. Latin hypercubes and Sobol' points are scrambled
    by the seed (scipy.stats.qmc), trajectories are those of SALib; see `sampling`.

    Raises
    ------
    InputError
        A sample has more numbers than `LARGEST_SAMPLE_KEPT`.
    """
    design, factors = experiment.document.design, experiment.factors
    seed = experiment.document.seed
    _check_sample(_sampled_points(design, len({factor.group for factor in factors})), len(factors))
    match design:
        case Grid():
            return Combinations(tuple(factor.evenly(design.levels) for factor in factors))
        case Factorial():
            return Combinations(tuple(factor.ends() for factor in factors))
        case OneAtATime():
            return Listed(_one_at_a_time(factors, own_codes(experiment)))
        case LatinHypercube():
            return _sampled(sampling.latin_hypercube(design.points, len(factors), seed), factors)
        case SobolSample():
            groups = [factor.group for factor in factors]
            return _sampled(sampling.saltelli(design.samples, groups, seed, design.second_order), factors)
        case MorrisSample():
            groups = [factor.group for factor in factors]
            return _sampled(sampling.trajectories(design.trajectories, groups, design.levels, seed), factors)
        case PointsTable():
            assert experiment.table is not None
            return Listed(experiment.table)


def _sampled_points(design: object, groups: int) -> int:
    """Return how many points a sample will have; 0 for designs that are none."""
    match design:
        case LatinHypercube():
            return design.points
        case SobolSample():
            return design.samples * ((2 if design.second_order else 1) * groups + 2)
        case MorrisSample():
            return design.trajectories * (groups + 1)
        case _:
            return 0


def _check_sample(points: int, factors: int) -> None:
    if points * factors > LARGEST_SAMPLE_KEPT:
        found = f"a sample of {points:,} points of {factors} factors"
        allowed = f"at most {LARGEST_SAMPLE_KEPT // max(1, factors):,} points of so many"
        raise InputError([Problem(("design",), found, allowed)])


def _sampled(shares: np.ndarray, factors: Sequence[Factor]) -> Listed:
    columns = [factor.spread(shares[:, place]) for place, factor in enumerate(factors)]
    return Listed(np.column_stack(columns), shares)


def _one_at_a_time(factors: Sequence[Factor], own: Sequence[float]) -> np.ndarray:
    """Return the base (nothing set), then each factor's values in turn without the one that the scenarios have."""
    rows = [np.full(len(factors), np.nan)]
    for place, factor in enumerate(factors):
        for code in factor.ends():
            if factor.kind == "choice" and code == own[place]:
                continue
            row = np.full(len(factors), np.nan)
            row[place] = code
            rows.append(row)
    return np.array(rows)


def own_codes(experiment: Experiment) -> list[float]:
    """Return for each factor the code that all scenarios have already; NaN where there is none, or none known.

    Known are assumptions and switches; whether another value changes anything is what `probing` finds out.
    """
    from realpolitik.experiments.changes import default_rules, split_rules

    defaults = default_rules()
    own: list[float] = []
    bases = [(case, *experiment.settings(case, [np.nan] * len(experiment.factors))) for case in experiment.cases]
    for factor in experiment.factors:
        codes = set()
        tried = range(len(factor.labels)) if factor.kind == "choice" else factor.listed or (factor.low, factor.high)
        for (_, scenario, settings), code in itertools.product(bases, tried):
            change = factor.change(float(code))
            others, rules = split_rules(change.settings)
            now = defaults | experiment.scenarios[scenario].overrides | split_rules(settings)[1]
            same = not others and not change.scenario and bool(rules)
            if same and all(now[name] == value for name, value in rules.items()):
                codes.add((scenario, float(code)))
        found = {code for _, code in codes}
        everywhere = len(found) == 1 and len({scenario for scenario, _ in codes}) == len({b[1] for b in bases})
        own.append(found.pop() if everywhere else float("nan"))
    return own
