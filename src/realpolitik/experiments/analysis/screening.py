"""Elementary effects and Sobol' indices of means at sampled points, by SALib."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.extras import needed

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.experiments.results import ExperimentResults

RESAMPLES = 200
"""Resamples of trajectories or blocks for an interval."""


def salib_problem(results: ExperimentResults) -> dict[str, Any]:
    """Return the problem of SALib: factors in the unit cube, with their groups.

    Notes
    -----
    A choice takes equal slices of the unit interval, in the order of the file, as the design has spread it.
    """
    names = [factor["name"] for factor in results.factors]
    groups = [factor["group"] for factor in results.factors]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    if len(set(groups)) < len(names):
        problem["groups"] = groups
    return problem


def elementary_effects(
    results: ExperimentResults, places: np.ndarray, mean: np.ndarray, resamples: int = RESAMPLES
) -> pd.DataFrame:
    """Return mu, mu*, sigma and the half width of the interval of mu*, a row per factor or group.

    Notes
    -----
    An effect is the change of the outcome over the whole range of a factor, as a step over part of it says. The signs
    of the effects of a choice of three or more, and of a group, have no meaning: their ``mu`` is NaN; the ``sigma`` of
    a group is, too.
    """
    import pandas as pd

    morris = needed("SALib.analyze.morris", "sensitivity", "elementary effects")
    assert results.sample is not None
    problem = salib_problem(results)
    shares = results.sample[problem["names"]].to_numpy(np.float64)[places]
    levels = results.document["design"].get("levels", 4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # divisions where an outcome never varies
        found = morris.analyze(
            problem, shares, mean, num_levels=levels, num_resamples=resamples, seed=salib_seed(results)
        )
    columns = {"mu": "mu", "mu_star": "mu_star", "sigma": "sigma", "mu_star_interval": "mu_star_conf"}
    table = pd.DataFrame(
        {name: np.ma.filled(np.ma.asarray(found[key], dtype=np.float64), np.nan) for name, key in columns.items()},
        index=list(found["names"]),
    )
    signless = [f["name"] for f in results.factors if f["kind"] == "choice" and len(f["labels"]) > 2]
    members = list(problem.get("groups", problem["names"]))
    signless += [name for name in table.index if members.count(name) > 1]
    table.loc[table.index.isin(signless), "mu"] = np.nan
    return table


def sobol_indices(
    results: ExperimentResults, mean: np.ndarray, resamples: int = RESAMPLES
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return first and total indices with half widths, a row per factor or group, and those of second order."""
    import pandas as pd

    sobol = needed("SALib.analyze.sobol", "sensitivity", "Sobol' indices")
    second = bool(results.document["design"].get("second_order", False))
    problem = salib_problem(results)
    names = list(dict.fromkeys(problem.get("groups", problem["names"])))
    columns = {"first": "S1", "first_interval": "S1_conf", "total": "ST", "total_interval": "ST_conf"}
    if np.ptp(mean) == 0.0:  # nothing varies: there is no variance to share
        table = pd.DataFrame(np.nan, index=names, columns=list(columns))
        return table, None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = sobol.analyze(
            problem, mean, calc_second_order=second, num_resamples=resamples, seed=salib_seed(results)
        )
    table = pd.DataFrame({name: found[key] for name, key in columns.items()}, index=names)
    if not second:
        return table, None
    rows = [(names[i], names[j], found["S2"][i, j], found["S2_conf"][i, j])
            for i in range(len(names)) for j in range(i + 1, len(names))]  # fmt: skip
    return table, pd.DataFrame(rows, columns=["one", "other", "second", "second_interval"])


def salib_seed(results: ExperimentResults) -> int:
    """Return the seed of resampling: that of the experiment and one, for SALib takes 0 for none."""
    return int(results.manifest["seed"]) + 1
