"""Means over the levels of factors, from the table of points: what heat maps and curves draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.analysis.responses import factor_codes, responses
from realpolitik.report.experiment.grids import Curve, Surface
from realpolitik.report.experiment.named import cases_of

if TYPE_CHECKING:
    from realpolitik.experiments.results import ExperimentResults


def _text(factor: dict[str, Any], code: float) -> str:
    return str(factor["labels"][int(code)]) if factor["kind"] == "choice" else f"{code:.3g}"


def surfaces(
    results: ExperimentResults, column: str, across: dict[str, Any], up: dict[str, Any], holes: str
) -> list[Surface]:
    """Return the means of a column over two factors, averaged over all others, in every case."""
    found = []
    for case, keys in cases_of(results):
        one = responses(results, column, **keys, holes=holes)
        codes = factor_codes(results).iloc[one.places]
        columns, rows = codes[across["name"]].to_numpy(), codes[up["name"]].to_numpy()
        wide, high = np.unique(columns), np.unique(rows)
        means = np.full((len(high), len(wide)), np.nan)
        for place in np.ndindex(*means.shape):
            here = (rows == high[place[0]]) & (columns == wide[place[1]])
            if here.any():
                means[place] = one.mean[here].mean()
        labels = [_text(across, code) for code in wide], [_text(up, code) for code in high]
        found.append(Surface(case, *labels, means))
    return found


def curves(results: ExperimentResults, column: str, factor: dict[str, Any], holes: str) -> list[Curve]:
    """Return the means of a column over the levels of the only factor, in every case, with 95 % intervals."""
    from scipy import stats

    found = []
    for case, keys in cases_of(results):
        one = responses(results, column, **keys, holes=holes)
        doses = factor_codes(results).iloc[one.places][factor["name"]].to_numpy()
        order = np.argsort(doses, kind="stable")
        half = stats.t.ppf(0.975, np.maximum(one.runs - 1, 1)) * np.sqrt(one.variance / np.maximum(one.runs, 1))
        ends = (one.mean - half)[order], (one.mean + half)[order]
        found.append(Curve(case, doses[order], one.mean[order], *ends))
    return found
