"""PRIM: the box that holds the points of interest, peeled out of the space of factors by the EMA workbench."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.analysis.boxes import Box, Limit, Quality, limits_of, table_of_factors
from realpolitik.experiments.analysis.workbench import workbench

if TYPE_CHECKING:
    import pandas as pd

LEAST_MASS = 0.05
"""Smallest share of all points that a box may have."""

MOST_SURPRISE = 0.05
"""An end of a limit whose quasi-p is above this is dropped: the box might be as dense without it by luck."""


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
        without the limits that are not significant: as long as the quasi-p of some end of a range, or of a set of
        choices, is above 0.05, that of the largest is let go.
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
        limits, inside = _significant(found, best, codes, factors)
    columns = ["coverage", "density", "mass", "res_dim"]
    return Box(limits, Quality.of(inside, interesting)), path[columns].astype(float).reset_index(drop=True)


def _significant(
    found: Any, place: int, codes: pd.DataFrame, factors: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Limit, ...], np.ndarray]:
    """Return the limits of a box without those that are not significant, and which points are in it.

    The end of the largest quasi-p is let go first: without it the others may be more significant, or less.
    """
    whole = found.prim.box_init
    while True:
        ends, quasi = found.box_lims[place], found.p_values[place]
        worst, name, row = max(
            ((float(one), name, row) for name, both in quasi.items() for row, one in enumerate(both)),
            default=(0.0, "", 0),
        )
        if not worst > MOST_SURPRISE:
            surprise = {name: float(max(both)) for name, both in quasi.items()}
            limits = limits_of(ends, whole, factors, surprise)
            return limits, _held(limits, codes, factors)
        wider = ends.copy()
        rows = slice(None) if isinstance(whole.loc[0, name], set) else row  # choices have no ends
        wider.loc[rows, name] = whole.loc[rows, name]
        found.update(wider, np.flatnonzero(_held(limits_of(wider, whole, factors, {}), codes, factors)))
        place = len(found.box_lims) - 1


def _held(limits: tuple[Limit, ...], codes: pd.DataFrame, factors: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """Return which points are within some limits."""
    return Box(limits, Quality(1.0, 1.0, 1.0)).inside(codes, factors)
