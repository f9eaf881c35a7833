"""Responses: an outcome at the points of an experiment, as every analysis reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.experiments.analysis.holes import REFUSE, kept_points

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.experiments.results import ExperimentResults


@dataclass(frozen=True, eq=False)  # there is no one truth in the comparison of tables
class Responses:
    """An outcome at every point.

    Attributes
    ----------
    column : str
        Name of the column.
    places : (points,) int array
        Which points of the design these are.
    dropped : int
        Points left out for failed runs.
    mean, variance, runs : (points,) arrays
        Mean over the runs, unbiased variance between them (NaN of a single one), their number.
    values : (points, replications) array or None
        The runs, NaN where one failed; None where the table has means only.
    shared : bool
        Whether a replication has the same draws at every point.
    """

    column: str
    places: np.ndarray
    dropped: int
    mean: np.ndarray = field(repr=False)
    variance: np.ndarray = field(repr=False)
    runs: np.ndarray = field(repr=False)
    values: np.ndarray | None = field(repr=False)
    shared: bool

    @property
    def complete(self) -> bool:
        """Whether every run of these points is at hand."""
        return self.values is not None and bool(np.isfinite(self.values).all())


def responses(
    results: ExperimentResults,
    outcome: str,
    pair: str | None = None,
    window: str | None = None,
    *,
    scenario: str | None = None,
    arm: str | None = None,
    holes: str = REFUSE,
) -> Responses:
    """Return an outcome at the points of an experiment.

    Parameters
    ----------
    results : ExperimentResults
        A finished experiment.
    outcome, pair, window, scenario, arm
        As in `ExperimentResults.values`.
    holes : {"refuse", "drop", "rest"}
        What to do about failed runs: see `holes.RULES`.

    Raises
    ------
    InputError
        No such column or case; holes that the rule does not allow.
    """
    column = results.column(outcome, pair, window)
    mean, variance, runs = results.moments(column, scenario=scenario, arm=arm)
    places = kept_points(results, column, mean, runs, holes)
    full = results.manifest["rows"] == "runs"
    values = results.values(column, scenario=scenario, arm=arm)[places] if full else None
    shared = results.document.get("draws", "shared") == "shared"
    kept = (mean[places], variance[places], runs[places], values)
    return Responses(column, places, len(mean) - len(places), *kept, shared)


def factor_codes(results: ExperimentResults) -> pd.DataFrame:
    """Return the factors at every point as numbers: of choices the place of the choice, NaN for "as it is"."""
    import pandas as pd

    codes = {}
    for factor in results.factors:
        column = results.design[factor["name"]]
        if factor["kind"] == "choice":
            place = {label: float(number) for number, label in enumerate(factor["labels"])}
            codes[factor["name"]] = column.map(place).to_numpy(np.float64)
        else:
            codes[factor["name"]] = column.to_numpy(np.float64, na_value=np.nan)
    return pd.DataFrame(codes, index=results.design.index)
