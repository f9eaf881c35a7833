"""Means over the levels of factors, from the table of points: what heat maps and curves draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError
from realpolitik.experiments.analysis.responses import Responses, factor_codes, responses
from realpolitik.experiments.digits import told_apart
from realpolitik.report.experiment.grids import Curve, Surface
from realpolitik.report.experiment.named import cases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from realpolitik.experiments.results import ExperimentResults


def _levels(factor: dict[str, Any], codes: np.ndarray) -> list[str]:
    """Return how the levels of a factor are called."""
    if factor["kind"] == "choice":
        return [str(factor["labels"][int(code)]) for code in codes]
    return told_apart(codes.tolist())


def _had(results: ExperimentResults, column: str, holes: str) -> Iterator[tuple[str, Responses]]:
    """Yield the cases with the values of a column; those that have not got it are named by `gather`."""
    for case, keys in cases_of(results):
        try:
            found = responses(results, column, **keys, holes=holes)
        except InputError:
            continue
        yield case, found


def surfaces(
    results: ExperimentResults, column: str, across: dict[str, Any], up: dict[str, Any], holes: str
) -> list[Surface]:
    """Return the means of a column over two factors, averaged over all others, in every case that has it."""
    found = []
    every = factor_codes(results)
    wide, high = np.unique(every[across["name"]]), np.unique(every[up["name"]])
    for case, one in _had(results, column, holes):
        codes = every.iloc[one.places]
        columns, rows = codes[across["name"]].to_numpy(), codes[up["name"]].to_numpy()
        means = np.full((len(high), len(wide)), np.nan)
        for place in np.ndindex(*means.shape):
            here = (rows == high[place[0]]) & (columns == wide[place[1]])
            if here.any():
                means[place] = one.mean[here].mean()
        labels = _levels(across, wide), _levels(up, high)
        found.append(Surface(case, *labels, means))
    return found


def curves(results: ExperimentResults, column: str, factor: dict[str, Any], holes: str) -> list[Curve]:
    """Return the means over the levels of the only factor, in every case that has the column, with 95 % intervals."""
    from scipy import stats

    found = []
    for case, one in _had(results, column, holes):
        doses = factor_codes(results).iloc[one.places][factor["name"]].to_numpy()
        order = np.argsort(doses, kind="stable")
        half = stats.t.ppf(0.975, np.maximum(one.runs - 1, 1)) * np.sqrt(one.variance / np.maximum(one.runs, 1))
        ends = (one.mean - half)[order], (one.mean + half)[order]
        found.append(Curve(case, doses[order], one.mean[order], *ends))
    return found
