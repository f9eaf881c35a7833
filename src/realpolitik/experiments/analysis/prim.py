"""PRIM: the box that holds the points of interest, peeled out of the space of factors by the EMA workbench."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.analysis.boxes import Box, Quality, limits_of, table_of_factors
from realpolitik.experiments.analysis.workbench import workbench

if TYPE_CHECKING:
    import pandas as pd

LEAST_MASS = 0.05
"""Smallest share of all points that a box may have."""

MOST_SURPRISE = 0.05
"""A limit whose quasi-p is above this is dropped: the box might be as dense without it by luck."""


def peeled(
    codes: pd.DataFrame, interesting: np.ndarray, factors: Sequence[Mapping[str, Any]]
) -> tuple[Box, pd.DataFrame]:
    """Return the best box, and the trade-off that it is chosen from.

    Parameters
    ----------
    codes : (points, factors) DataFrame
        The factors.
    interesting : (points,) bool array
        Which points are of interest; some, not all.
    factors : sequence of mappings
        Descriptions of the factors.

    Returns
    -------
    box : Box
        Of all boxes on the path of peeling and pasting the one of the largest harmonic mean of coverage and density,
        without the limits that are not significant (quasi-p above 0.05).
    path : DataFrame
        Coverage, density, mass and number of restricted factors (``res_dim``) of every box on the path.

    Notes
    -----
    Source: Friedman and Fisher 1999; Bryant and Lempert 2010. Peeling and pasting 5 % at a time, the lenient objective
    of the workbench, boxes of 5 % of the points or more.
    """
    module = workbench("prim", "PRIM")
    table = table_of_factors(codes.reset_index(drop=True), factors)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = module.Prim(table, interesting.astype(int), mass_min=LEAST_MASS).find_box()
        path = found.peeling_trajectory
        balance = 2.0 * path["coverage"] * path["density"] / (path["coverage"] + path["density"]).clip(lower=1e-12)
        best = int(balance.to_numpy(np.float64).argmax())
        found.select(best)
        dropped = [name for name, quasi in found.p_values[best].items() if 0 <= min(_known(quasi)) > MOST_SURPRISE]
        for name in dropped:
            found.drop_restriction(name)
    last = len(found.box_lims) - 1 if dropped else best
    surprise = {name: min(_known(quasi)) for name, quasi in found.p_values[last].items()}
    limits = limits_of(found.box_lims[last], found.prim.box_init, factors, surprise)
    box = Box(limits, Quality(1.0, float(interesting.mean()), 1.0))
    quality = Quality.of(box.inside(codes, factors), interesting)
    columns = ["coverage", "density", "mass", "res_dim"]
    return Box(limits, quality), path[columns].astype(float).reset_index(drop=True)


def _known(quasi: Sequence[float]) -> list[float]:
    """Return the quasi-p values of the ends that are cut; the workbench writes -1 for an end that is not."""
    return [float(one) for one in quasi if one >= 0] or [0.0]
