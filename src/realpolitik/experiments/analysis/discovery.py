"""Scenario discovery: where in the space of factors an outcome passes a threshold, as a box and as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import InputError, Problem, quoted
from realpolitik.experiments.analysis.boxes import Box, Quality
from realpolitik.experiments.analysis.holes import REFUSE
from realpolitik.experiments.analysis.prim import peeled
from realpolitik.experiments.analysis.responses import factor_codes, responses
from realpolitik.experiments.analysis.tree import grown
from realpolitik.experiments.reported import BOXED

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.experiments.results import ExperimentResults

RELATIONS = (">=", "<=")
LEAST_OF_INTEREST = 10
"""So many points must be of interest, and so many not: fewer say nothing about a box."""

FOLDS = 2


@dataclass(frozen=True, eq=False)  # there is no one truth in the comparison of tables
class Discovery:
    """Where an outcome passes a threshold.

    Attributes
    ----------
    outcome, relation, threshold
        Of interest are the points at which the mean over the runs is on this side of the threshold.
    points, interesting, dropped : int
        Points looked at; of interest; left out for failed runs.
    box : Box
        The box of PRIM, its quality on the points it was found with.
    elsewhere : Quality
        The quality of boxes found in the same way on one half of the points, on the other that they have not seen,
        both halves together: what coverage and density to expect of new points.
    path : DataFrame
        The boxes that PRIM passed on its way: the trade-off of coverage and density.
    leaves : tuple of Box
        The leaves of the tree of CART.
    codes : DataFrame
        The factors at the points, and which are of interest (``interesting``).
    """

    outcome: str
    relation: str
    threshold: float
    points: int
    interesting: int
    dropped: int
    box: Box
    elsewhere: Quality
    path: pd.DataFrame = field(repr=False)
    leaves: tuple[Box, ...] = field(repr=False)
    codes: pd.DataFrame = field(repr=False)

    @property
    def share(self) -> float:
        """Share of the points that are of interest: the density of no box at all."""
        return self.interesting / self.points

    def to_frame(self) -> pd.DataFrame:
        """Return a row per limit of the box of PRIM and of every leaf of the tree, with the quality of each."""
        import pandas as pd

        tables = []
        for method, number, box in [("prim", 0, self.box), *(("cart", k, leaf) for k, leaf in enumerate(self.leaves))]:
            quality = box.quality
            tables.append(
                box.to_frame().assign(method=method, box=number, coverage=quality.coverage, density=quality.density,
                                      mass=quality.mass)
            )  # fmt: skip
        table = pd.concat(tables, ignore_index=True)
        return table.assign(outcome=self.outcome, condition=f"{self.relation} {self.threshold:g}")


def discover(
    results: ExperimentResults,
    outcome: str,
    relation: str,
    threshold: float,
    pair: str | None = None,
    window: str | None = None,
    *,
    scenario: str | None = None,
    arm: str | None = None,
    holes: str = REFUSE,
) -> Discovery:
    """Return where in the space of factors an outcome passes a threshold.

    Parameters
    ----------
    results : ExperimentResults
        A finished experiment over a space of factors: a Latin hypercube, best of all.
    outcome, pair, window, scenario, arm, holes
        As in `sensitivity.sensitivity`.
    relation : {">=", "<="}
        Which side of the threshold is of interest.
    threshold : float
        The threshold of the mean over the runs. If most points are on that side, rather ask for the others: the best
        box of a majority is nearly everything.

    Raises
    ------
    InputError
        Too few points on either side; a design that is no sample of a space; holes; the EMA workbench is not installed.
    """
    _check(results, relation)
    found = responses(results, outcome, pair, window, scenario=scenario, arm=arm, holes=holes)
    interesting = found.mean >= threshold if relation == ">=" else found.mean <= threshold
    count = int(interesting.sum())
    if min(count, len(interesting) - count) < LEAST_OF_INTEREST:
        what = f"{count} of {len(interesting)} points with {found.column} {relation} {threshold:g}"
        allowed = f"{LEAST_OF_INTEREST} or more on either side: another threshold, or more points"
        raise InputError([Problem(("threshold",), what, allowed)])
    codes = factor_codes(results).iloc[found.places].reset_index(drop=True)
    if codes.isna().any(axis=None):
        name = str(codes.columns[codes.isna().any()][0])
        raise InputError([Problem(("factors", name), "points that leave it as it is", "a value at every point")])
    seed = int(results.manifest["seed"])
    box, path = peeled(codes, interesting, results.factors)
    return Discovery(
        found.column, relation, float(threshold), len(interesting), count, found.dropped, box,
        _elsewhere(codes, interesting, results.factors, seed), path, grown(codes, interesting, results.factors, seed),
        codes.assign(interesting=interesting),
    )  # fmt: skip


def _check(results: ExperimentResults, relation: str) -> None:
    problems = []
    kind = results.document.get("design", {"kind": "grid"})["kind"]
    if kind not in BOXED or not results.factors:
        problems.append(Problem(("design",), f"a design {kind!r}", f"one of {', '.join(BOXED)}, with factors"))
    if relation not in RELATIONS:
        problems.append(Problem(("relation",), quoted(relation), " or ".join(RELATIONS)))
    if problems:
        raise InputError(problems)


def _elsewhere(codes: pd.DataFrame, interesting: np.ndarray, factors: list, seed: int) -> Quality:
    """Return the quality of boxes on points that they were not found with."""
    fold = np.random.default_rng([seed, 43]).permutation(len(codes)) % FOLDS
    inside = np.zeros(len(codes), dtype=bool)
    for number in range(FOLDS):
        unseen = fold == number
        if not interesting[~unseen].any():
            continue
        box, _ = peeled(codes[~unseen], interesting[~unseen], factors)
        inside[unseen] = box.inside(codes[unseen], factors)
    return Quality.of(inside, interesting)
