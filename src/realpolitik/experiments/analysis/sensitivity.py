"""Sensitivity of outcomes to factors: indices with intervals, what chance adds to them, and whether they are resolved.

Which method a design is made for: Morris trajectories for elementary effects, Saltelli's matrices for Sobol' indices,
every other sample for PAWN. PAWN can be asked of Sobol' matrices, too: of the rows of their two base matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.experiments.analysis import resolution as criteria
from realpolitik.experiments.analysis.chance import VarianceParts, chance_of_effects, least_explained, variance_parts
from realpolitik.experiments.analysis.holes import REFUSE, block_size
from realpolitik.experiments.analysis.pawn import pawn_index, pawn_indices, slices
from realpolitik.experiments.analysis.resolution import Resolution
from realpolitik.experiments.analysis.responses import Responses, factor_codes, responses
from realpolitik.experiments.analysis.screening import elementary_effects, sobol_indices

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.experiments.results import ExperimentResults

MADE_FOR = {"morris": ("morris",), "sobol": ("sobol", "pawn"), "latin_hypercube": ("pawn",), "table": ("pawn",),
            "grid": ("pawn",), "factorial": ("pawn",)}  # fmt: skip
"""Methods that each kind of design allows, the one it is made for first."""

MAIN = {"morris": "mu_star", "sobol": "total", "pawn": "pawn"}
"""The index by which factors are put in order."""

ORDERS = 20
"""Resamples of which the order is compared."""

BLOCKS_OF_RUNS = 10

LEAST_IN_A_SLICE = 10
"""Points in the middle slice of a factor below which PAWN says nothing: a distance then moves in steps of a tenth."""


@dataclass(frozen=True, eq=False)  # there is no one truth in the comparison of tables
class Sensitivity:
    """Indices of one outcome.

    Attributes
    ----------
    method : {"morris", "sobol", "pawn"}
        How they were estimated.
    outcome : str
        Name of the column.
    indices : DataFrame
        A row per factor or group, with half widths of 95 % intervals: ``mu``, ``mu_star``, ``mu_star_interval``,
        ``sigma``; or ``first``, ``first_interval``, ``total``, ``total_interval`` and, where every point has draws of
        its own, ``first_explained`` and ``total_explained``, the same without chance (NaN where chance is unknown or
        may be all); or ``pawn``, ``pawn_interval``,
        ``dummy``. ``standing`` says whether a factor matters, is negligible, or open (see `resolution`).
    pairs : DataFrame or None
        Sobol' indices of second order, if the design has them.
    variance : VarianceParts
        What of the variance the factors explain, and what is chance.
    resolution : Resolution
        Whether the set is resolved, and why not.
    order_kept : float
        Mean rank correlation of the order of the factors between resamples.
    points, dropped : int
        Points that were used; left out for failed runs.
    """

    method: str
    outcome: str
    indices: pd.DataFrame
    pairs: pd.DataFrame | None
    variance: VarianceParts
    resolution: Resolution
    order_kept: float
    points: int
    dropped: int

    @property
    def main(self) -> str:
        """Name of the index by which factors are put in order."""
        return MAIN[self.method]

    def ordered(self) -> pd.DataFrame:
        """Return the indices, the largest first."""
        return self.indices.sort_values(self.main, ascending=False, kind="stable")

    def to_frame(self) -> pd.DataFrame:
        """Return a tidy table: a row per factor, with method and outcome."""
        table = self.ordered().rename_axis("factor").reset_index()
        return table.assign(method=self.method, outcome=self.outcome, resolved=self.resolution.resolved)


def sensitivity(
    results: ExperimentResults,
    outcome: str,
    pair: str | None = None,
    window: str | None = None,
    *,
    scenario: str | None = None,
    arm: str | None = None,
    method: str | None = None,
    holes: str = REFUSE,
) -> Sensitivity:
    """Return how an outcome's mean answers to the factors of an experiment.

    Parameters
    ----------
    results : ExperimentResults
        A finished experiment with a Morris or Sobol' design, or any other but one at a time.
    outcome, pair, window, scenario, arm
        As in `ExperimentResults.values`.
    method : {"morris", "sobol", "pawn"}, optional
        What the design is made for by default.
    holes : {"refuse", "drop", "rest"}
        What to do about failed runs: see `holes.RULES`.

    Raises
    ------
    InputError
        A method that the design does not allow; holes; SALib is not installed.
    """
    taken = _method(results, method)
    found = responses(results, outcome, pair, window, scenario=scenario, arm=arm, holes=holes)
    if taken == "pawn":
        found = _base_rows(results, found)
    variance = variance_parts(found)
    pairs = None
    reasons: tuple[str, ...] = ()
    main = MAIN[taken]
    if taken == "pawn":
        table, orders = _pawn(results, found)
        scale, standings = 1.0, _standings_of_pawn(results, found, table)
    else:
        table, pairs, orders = _sampled(results, found, taken)
        scale = float(table["mu_star"].max()) if taken == "morris" else 1.0
        if found.shared:
            standings = criteria.standing(table[main], table[f"{main}_interval"], criteria.NEGLIGIBLE * scale)
        elif taken == "morris":
            standings, reasons = _effects_above_chance(results, found, table)
        else:
            standings = _indices_without_chance(results, found, table, variance.noise)
    table["standing"] = standings
    varies = scale if np.ptp(found.mean) > 0 else 0.0
    verdict = criteria.resolution(table[f"{main}_interval"].to_numpy(), varies, variance.noise, reasons)
    kept = criteria.order_kept(orders)
    return Sensitivity(taken, found.column, table, pairs, variance, verdict, kept, len(found.mean), found.dropped)


def sensitivities(
    results: ExperimentResults, outcomes: Iterable[str] | None = None, **of: Any
) -> dict[str, Sensitivity]:
    """Return the indices of several outcomes by the name of their column.

    Parameters
    ----------
    results : ExperimentResults
        As in `sensitivity`.
    outcomes : iterable of str, optional
        Names of columns; all that were recorded by default.
    **of
        ``scenario``, ``arm``, ``method``, ``holes`` as in `sensitivity`.
    """
    names = [item["name"] for item in results.manifest["columns"]] if outcomes is None else list(outcomes)
    return {name: sensitivity(results, name, **of) for name in names}


def _method(results: ExperimentResults, method: str | None) -> str:
    kind = results.document.get("design", {"kind": "grid"})["kind"]
    allowed = MADE_FOR.get(kind, ())
    if not results.factors:
        allowed = ()
    if not allowed:
        what = f"a design {kind!r}" + ("" if results.factors else " without factors")
        raise InputError([Problem(("design",), what, f"one of {listed(MADE_FOR)} with factors; or effects")])
    if method is not None and method not in allowed:
        found = f"{quoted(method)} of a design {kind!r}"
        raise InputError([Problem(("method",), found, listed(allowed), nearest_name(method, allowed))])
    return method or allowed[0]


def _base_rows(results: ExperimentResults, found: Responses) -> Responses:
    """Return the points of the two base matrices of a Sobol' design, which are independent; of others all points."""
    if results.document.get("design", {"kind": "grid"})["kind"] != "sobol":
        return found
    size = block_size(results.manifest)
    kept = np.flatnonzero(np.isin(found.places % size, (0, size - 1)))
    values = None if found.values is None else found.values[kept]
    parts = (found.mean[kept], found.variance[kept], found.runs[kept], values)
    return Responses(found.column, found.places[kept], found.dropped, *parts, found.shared)


def _pawn(results: ExperimentResults, found: Responses) -> tuple[pd.DataFrame, list[np.ndarray]]:
    import pandas as pd

    codes = factor_codes(results).iloc[found.places]
    slice_of = [slices(codes[name].to_numpy()) for name in codes]
    seed = int(results.manifest["seed"])
    index, half, dummy = pawn_indices(found.mean, slice_of, seed)
    table = pd.DataFrame({"pawn": index, "pawn_interval": half, "dummy": dummy}, index=list(codes))
    orders = []
    for places in _redrawn(len(found.mean), 1, seed):
        orders.append(np.array([pawn_index(found.mean[places], one[places]) for one in slice_of]))
    return table, orders


def _sampled(
    results: ExperimentResults, found: Responses, method: str
) -> tuple[pd.DataFrame, pd.DataFrame | None, list[np.ndarray]]:
    """Return elementary effects or Sobol' indices, with the part of chance in their intervals."""
    main, seed = MAIN[method], int(results.manifest["seed"])

    def estimate(mean: np.ndarray, places: np.ndarray) -> pd.DataFrame:
        if method == "morris":
            return elementary_effects(results, found.places[places], mean, resamples=2)
        return sobol_indices(results, mean, resamples=2)[0]

    every = np.arange(len(found.mean))
    if method == "morris":
        table, pairs = elementary_effects(results, found.places, found.mean), None
    else:
        table, pairs = sobol_indices(results, found.mean)
    if np.ptp(found.mean) == 0.0:
        return table, pairs, []
    if found.shared and found.complete:
        spread = _of_draws(found, lambda mean: estimate(mean, every))
        for name in [name for name in table if name.endswith("_interval")]:
            table[name] = np.hypot(table[name], spread[name.removesuffix("_interval")].to_numpy())
    orders = [
        estimate(found.mean[places], places)[main].to_numpy()
        for places in _redrawn(len(found.mean), block_size(results.manifest), seed)
    ]
    return table, pairs, orders


def _of_draws(found: Responses, estimate: Callable[[np.ndarray], pd.DataFrame]) -> pd.DataFrame:
    """Return what shared draws add to the half widths, by a jackknife over blocks of replications.

    Resampling points cannot see it: with shared draws all points have the same luck.
    """
    import pandas as pd
    from scipy import stats

    assert found.values is not None
    runs = found.values.shape[1]
    blocks = np.array_split(np.arange(runs), min(BLOCKS_OF_RUNS, runs))
    if len(blocks) < 2:
        full = estimate(found.mean)
        return pd.DataFrame(0.0, index=full.index, columns=full.columns)
    without = [estimate(np.delete(found.values, block, axis=1).mean(axis=1)) for block in blocks]
    stacked = np.array([table.to_numpy(dtype=np.float64) for table in without])
    error = np.sqrt((len(blocks) - 1) * stacked.var(axis=0))
    half = stats.t.ppf(0.975, len(blocks) - 1) * error
    return pd.DataFrame(half, index=without[0].index, columns=without[0].columns)


def _redrawn(points: int, size: int, seed: int) -> Iterable[np.ndarray]:
    """Yield resamples of whole blocks of points, as places."""
    random = np.random.default_rng([seed, 29])
    for _ in range(ORDERS):
        blocks = random.integers(points // size, size=points // size)
        yield (blocks[:, None] * size + np.arange(size)).reshape(-1)


def _standings_of_pawn(results: ExperimentResults, found: Responses, table: pd.DataFrame) -> list[str]:
    """Return the standings of PAWN indices; open where the slices have too few points to say, or there is but one."""
    words = criteria.standing(table["pawn"], table["pawn_interval"], table["dummy"])
    codes = factor_codes(results).iloc[found.places]
    for place, name in enumerate(codes):
        sizes = np.bincount(slices(codes[name].to_numpy()))
        if len(sizes) < 2 or np.median(sizes) < LEAST_IN_A_SLICE:
            words[place] = criteria.OPEN
    return words


def _effects_above_chance(
    results: ExperimentResults, found: Responses, table: pd.DataFrame
) -> tuple[list[str], tuple[str, ...]]:
    """Return the standings of elementary effects where points have draws of their own, and what forbids an order.

    Notes
    -----
    Chance can only add to an expected mu*, by what it makes of it alone at the most: ``|d| <= E|d + N| <= |d| + E|N|``.
    So a factor matters if its interval lies above what chance makes, and it is negligible if its interval lies below
    a share of the largest mu* that is left when chance is taken out, whatever chance may have added to its own.
    """
    chance = chance_of_effects(results, found)
    if np.isnan(chance).any():
        return [criteria.OPEN] * len(table), ()
    index, half = table["mu_star"].to_numpy(), table["mu_star_interval"].to_numpy()
    scale = float(index.max())
    least = max(0.0, float((index - chance).max()))
    matter = criteria.standing(index, half, np.maximum(criteria.NEGLIGIBLE * scale, chance))
    small = criteria.standing(index, half, criteria.NEGLIGIBLE * least)
    words = [
        above if above == criteria.MATTERS else below if below == criteria.NEGLIGIBLE_WORD else criteria.OPEN
        for above, below in zip(matter, small, strict=True)
    ]
    return words, criteria.hidden_by_chance(float(chance.max()), least)


def _indices_without_chance(
    results: ExperimentResults, found: Responses, table: pd.DataFrame, noise: float
) -> list[str]:
    """Add Sobol' indices without chance to the table and return the standings, where points have draws of their own.

    Where chance is not known, or leaves so little that it may have all, there is nothing to divide by.
    """
    points = len(np.unique(results.design["evaluation"].to_numpy()[found.places]))
    if not 1.0 - noise > least_explained(points, float(found.runs.mean())):
        table["first_explained"] = table["total_explained"] = np.nan
        return [criteria.OPEN] * len(table)
    floor = _noise_floor(results, found, len(table), noise)
    table["first_explained"] = table["first"] / (1.0 - noise)
    table["total_explained"] = (table["total"] - floor) / (1.0 - noise)
    nothing = criteria.NEGLIGIBLE * (1.0 - noise) + floor
    return criteria.standing(table["total"], table["total_interval"], nothing)


def _noise_floor(results: ExperimentResults, found: Responses, groups: int, noise: float) -> np.ndarray:
    """Return what chance alone makes of each total index, where points have draws of their own.

    Independent noise of share c in the means makes a first index S(1 - c) and a total index T(1 - c) + c. Where a
    change of the group leaves a point as it was (the same choice twice), point and draws are the same and add none.
    """
    size = block_size(results.manifest)
    served = results.design["evaluation"].to_numpy()[found.places].reshape(-1, size)
    same = (served[:, 1 : 1 + groups] == served[:, :1]).mean(axis=0)
    return noise * (1.0 - same)
