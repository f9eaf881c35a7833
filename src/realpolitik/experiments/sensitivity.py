"""Sensitivity indices of the means over replications: elementary effects and Sobol' indices by SALib, with noise.

This is the frame: what a problem is to SALib, where the outcomes come from, what chance contributes. Other methods
(PAWN, delta), figures and rules for holes join here.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem
from realpolitik.experiments.extras import needed

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.experiments.results import ExperimentResults


@dataclass(frozen=True)
class Sensitivity:
    """Indices of one outcome.

    Attributes
    ----------
    method : str
        "morris" or "sobol".
    outcome : str
        Name of the column.
    indices : DataFrame
        A row per factor or group: ``mu``, ``mu_star``, ``sigma``, ``mu_star_interval``; or ``first``,
        ``first_interval``, ``total``, ``total_interval`` (half widths of 95 % intervals).
    pairs : DataFrame or None
        Sobol' indices of second order, if the design has them.
    chance : float
        Share of the variance of the means over the points that is chance: the mean variance of a mean over its
        replications against the variance between points. With draws of their own at every point the indices explain
        at most what is left; with shared draws most of it cancels between points.
    """

    method: str
    outcome: str
    indices: pd.DataFrame
    pairs: pd.DataFrame | None
    chance: float


def salib_problem(results: ExperimentResults) -> dict[str, Any]:
    """Return the problem of SALib: factors in the unit cube, with their groups."""
    assert results.sample is not None
    names = [name for name in results.sample.columns if name != "point"]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    groups = dict(results.manifest["groups"])
    if len(set(groups.values())) < len(names):
        problem["groups"] = [groups[name] for name in names]
    return problem


def outcome_means(results: ExperimentResults, outcome: str, **of: Any) -> tuple[np.ndarray, float]:
    """Return the mean of an outcome at every point, and the share of chance in their variance.

    Parameters
    ----------
    results : ExperimentResults
        The experiment.
    outcome : str
        As in `ExperimentResults.moments`, with what follows.
    **of
        ``pair``, ``window``, ``scenario``, ``arm``.

    Raises
    ------
    InputError
        Points without any run: indices over holes would be wrong.
    """
    mean, variance, runs = results.moments(outcome, **of)
    holes = int(np.isnan(mean).sum())
    if holes:
        allowed = "outcomes at every point; mend what fails (see the column error), then --fresh"
        raise InputError([Problem((outcome,), f"{holes} points without an outcome", allowed)])
    between = float(mean.var(ddof=1))
    within = float(np.nanmean(variance / np.maximum(runs, 1))) if np.isfinite(variance).any() else float("nan")
    return mean, within / between if between > 0 else float("nan")


def sensitivity(results: ExperimentResults, outcome: str, **of: Any) -> Sensitivity:
    """Return the indices that the design of an experiment is made for.

    Parameters
    ----------
    results : ExperimentResults
        A finished experiment with a Morris or Sobol' design.
    outcome, **of
        As in `outcome_means`.

    Raises
    ------
    InputError
        Another design; holes; SALib is not installed.
    """
    design = results.document.get("design", {"kind": "grid"})
    kind = design["kind"]
    if kind not in ("morris", "sobol"):
        raise InputError([Problem(("design", "kind"), repr(kind), "morris or sobol for these indices")])
    mean, chance = outcome_means(results, outcome, **of)
    column = results.column(outcome, of.get("pair"), of.get("window"))
    find = _morris if kind == "morris" else _sobol
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of divisions where an outcome never varies
        indices, pairs = find(results, design, mean)
    return Sensitivity(kind, column, indices, pairs, chance)


def _morris(results: ExperimentResults, design: dict[str, Any], mean: np.ndarray) -> tuple[pd.DataFrame, None]:
    import pandas as pd

    morris = needed("SALib.analyze.morris", "sensitivity", "elementary effects")
    assert results.sample is not None
    shares = results.sample.drop(columns="point").to_numpy(np.float64)
    levels = design.get("levels", 4)
    found = morris.analyze(salib_problem(results), shares, mean, num_levels=levels, seed=_seed(results))
    columns = {"mu": "mu", "mu_star": "mu_star", "sigma": "sigma", "mu_star_interval": "mu_star_conf"}
    return pd.DataFrame({name: np.asarray(found[key]) for name, key in columns.items()}, index=found["names"]), None


def _sobol(
    results: ExperimentResults, design: dict[str, Any], mean: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    import pandas as pd

    sobol = needed("SALib.analyze.sobol", "sensitivity", "Sobol' indices")
    second = bool(design.get("second_order", False))
    problem = salib_problem(results)
    found = sobol.analyze(problem, mean, calc_second_order=second, seed=_seed(results))
    names = list(dict.fromkeys(problem.get("groups", problem["names"])))
    keys = {"first": "S1", "first_interval": "S1_conf", "total": "ST", "total_interval": "ST_conf"}
    indices = pd.DataFrame({name: found[key] for name, key in keys.items()}, index=names)
    if not second:
        return indices, None
    rows = [(names[i], names[j], found["S2"][i, j], found["S2_conf"][i, j])
            for i in range(len(names)) for j in range(i + 1, len(names))]  # fmt: skip
    return indices, pd.DataFrame(rows, columns=["one", "other", "second", "second_interval"])


def _seed(results: ExperimentResults) -> int:
    return int(results.manifest["seed"]) + 1  # SALib takes a seed of 0 for none
