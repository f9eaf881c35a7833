"""Effects of levels: what an outcome is at each level of a factor, against the base or the mean of all points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem
from realpolitik.experiments.analysis.holes import REFUSE
from realpolitik.experiments.analysis.responses import factor_codes, responses

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.experiments.results import ExperimentResults

KINDS = ("one_at_a_time", "grid", "factorial")
"""Designs whose factors have levels."""


@dataclass(frozen=True, eq=False)  # there is no one truth in the comparison of tables
class Effects:
    """Effects of the levels of every factor on an outcome.

    Attributes
    ----------
    outcome : str
        Name of the column.
    reference : str
        What effects are differences from: "base" or "mean of all points".
    base : float
        The outcome there.
    table : DataFrame
        A row per factor and level: ``factor``, ``level`` (as text), ``code``, ``mean`` (of the outcome there),
        ``effect`` (less the reference), ``low``, ``high`` (95 % interval of the effect), ``runs``.
    dropped : int
        Points left out for failed runs.
    """

    outcome: str
    reference: str
    base: float
    table: pd.DataFrame
    dropped: int

    def by_factor(self) -> pd.DataFrame:
        """Return a row per factor: its smallest and largest effect, and the reach between them, the widest first."""
        grouped = self.table.groupby("factor", sort=False)["effect"]
        found = grouped.agg(least="min", most="max")
        if self.reference == "base":  # the base is a level, too, and its effect is none
            found = found.assign(least=found["least"].clip(upper=0.0), most=found["most"].clip(lower=0.0))
        found["reach"] = found["most"] - found["least"]
        return found.sort_values("reach", ascending=False, kind="stable")


def effects(
    results: ExperimentResults,
    outcome: str,
    pair: str | None = None,
    window: str | None = None,
    *,
    scenario: str | None = None,
    arm: str | None = None,
    holes: str = REFUSE,
) -> Effects:
    """Return the effect of every level of every factor.

    Parameters
    ----------
    results : ExperimentResults
        A finished experiment: one at a time (effects against the base), a grid or a factorial (main effects, against
        the mean of all points). Choices and numbers are treated alike: levels in no order.
    outcome, pair, window, scenario, arm, holes
        As in `sensitivity.sensitivity`.

    Raises
    ------
    InputError
        Another design; holes; a table of means only.

    Notes
    -----
    The unit of observation is the replication: the effect is formed within each, over the points, and its interval is
    that of Student over replications. With shared draws these are paired differences. Under the rule "rest" a
    replication in which a run failed is left out of the effects that the run belongs to.
    """
    import pandas as pd

    kind = results.document.get("design", {"kind": "grid"})["kind"]
    if kind not in KINDS or not results.factors:
        what = f"a design {kind!r}" if results.factors else "an experiment without factors"
        raise InputError([Problem(("design",), what, f"{', '.join(KINDS)} with factors; or sensitivity")])
    found = responses(results, outcome, pair, window, scenario=scenario, arm=arm, holes=holes)
    if found.values is None:
        raise InputError([Problem(("rows",), "means and variances only", "rows = 'runs' in the file, for effects")])
    if found.dropped and kind != "one_at_a_time":
        what = f"{found.dropped} points of a {kind} left out"
        raise InputError([Problem((found.column,), what, "all points: without some, effects mix; mend what fails")])
    codes = factor_codes(results).iloc[found.places].reset_index(drop=True)
    if kind == "one_at_a_time":
        if 0 not in found.places:
            raise InputError([Problem((found.column,), "a base whose runs failed", "a base that runs")])
        levels, reference, base = _single(results, codes), "base", found.values[0]
    else:
        levels, reference, base = _main(results, codes), "mean of all points", found.values.mean(axis=0)
    rows = [
        {**level, **_estimate(found.values[members].mean(axis=0), base)} for level, members in levels if len(members)
    ]
    return Effects(found.column, reference, float(np.nanmean(base)), pd.DataFrame(rows), found.dropped)


def _level(factor: dict[str, Any], code: float) -> dict[str, Any]:
    text = factor["labels"][int(code)] if factor["kind"] == "choice" else f"{code:g}"
    return {"factor": factor["name"], "level": text, "code": code}


def _single(results: ExperimentResults, codes: pd.DataFrame) -> list[tuple[dict[str, Any], np.ndarray]]:
    """Return each level that is set alone, and the point that has it."""
    rows = []
    for factor in results.factors:
        column = codes[factor["name"]].to_numpy()
        rows += [(_level(factor, float(column[k])), np.array([k])) for k in np.flatnonzero(~np.isnan(column))]
    return rows


def _main(results: ExperimentResults, codes: pd.DataFrame) -> list[tuple[dict[str, Any], np.ndarray]]:
    """Return each level, and the points that have it."""
    rows = []
    for factor in results.factors:
        column = codes[factor["name"]].to_numpy()
        rows += [(_level(factor, float(code)), np.flatnonzero(column == code)) for code in np.unique(column)]
    return rows


def _estimate(values: np.ndarray, base: np.ndarray) -> dict[str, float]:
    """Return the mean, the effect and its interval over replications."""
    from scipy import stats

    differences = values - base
    there = np.isfinite(differences)
    count = int(there.sum())
    effect = float(differences[there].mean()) if count else float("nan")
    half = float("nan")
    if count > 1:
        half = float(stats.t.ppf(0.975, count - 1) * differences[there].std(ddof=1) / np.sqrt(count))
    mean = float(values[there].mean()) if count else float("nan")
    return {"mean": mean, "effect": effect, "low": effect - half, "high": effect + half, "runs": count}
