"""Scores on what a fit has not seen: refits without each client and without each period.

A refit moves every assumption that is fitted, not only those that the search moved: what the search left alone was
found with all clients in view, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from realpolitik.theory.assumptions import make_assumptions
from realpolitik.validation.checkpoint import Checkpoint
from realpolitik.validation.fitting import FITTED
from realpolitik.validation.forecasts import Forecasts, forecast_of_shares, simulated
from realpolitik.validation.objective import Objective, only_years, without_years
from realpolitik.validation.scoring import Pool, interval, point, resampling_weights, scores_of
from realpolitik.validation.search import search
from realpolitik.validation.space import Space
from realpolitik.validation.targets import Target

PERIODS = ((1946, 1953), (1954, 1962), (1963, 1978), (1979, 1991), (1992, 2000), (2001, 2013), (2014, 2025))
"""The periods in which the shipped outcomes are summed up."""

SCORED_RUNS, SCORED_SEED = 100, 100_000
REFIT_SPREAD = 0.25

Progress = Callable[[str, int, int], None]


def _refit(
    targets: Sequence[Target],
    values: Mapping[str, float],
    *,
    runs: int,
    generations: int,
    seed: int,
) -> dict[str, float]:
    """Return the vector fitted to some targets, warm-started from another."""
    objective = Objective(tuple(targets), runs, values)
    found = search(objective, Space(FITTED), values, generations=generations, seed=seed, spread=REFIT_SPREAD)
    return {**values, **found.values}


def leave_client_out(
    checkpoint: Checkpoint,
    targets: Sequence[Target],
    values: Mapping[str, float],
    *,
    runs: int,
    generations: int,
    seed: int,
    progress: Progress,
) -> dict[str, Any]:
    """Return the scores of all clients, each forecast by a refit without it, pooled.

    Notes
    -----
    The refits start from the vector that has seen all clients. They forget it only as far as the search moves, so
    that these scores flatter; the scores of `realpolitik validate` on clients of another panel do not.
    """
    forecasts: dict[str, Any] = {}
    for done, target in enumerate(targets):
        others = [other for other in targets if other is not target]

        def work(target: Target = target, others: list[Target] = others) -> list[Any]:
            vector = _refit(others, values, runs=runs, generations=generations, seed=seed)
            return _shares([target], vector)

        forecasts |= _read(checkpoint.once(f"without_{target.client}", work))
        progress("refits without a client", done + 1, len(targets))
    return _scored(targets, forecasts)


def leave_period_out(
    checkpoint: Checkpoint,
    targets: Sequence[Target],
    values: Mapping[str, float],
    *,
    runs: int,
    generations: int,
    seed: int,
    progress: Progress,
) -> dict[str, Any]:
    """Return the scores of each period, forecast by a refit without its years, by period."""
    found = {}
    for done, (first, last) in enumerate(PERIODS):
        years = range(first, last + 1)
        scored = only_years(targets, years)
        progress("refits without a period", done + 1, len(PERIODS))
        if not scored:
            continue

        def work(years: range = years, scored: list[Target] = scored) -> list[Any]:
            known = [target for target in without_years(targets, years) if not np.isnan(target.level).all()]
            vector = _refit(known, values, runs=runs, generations=generations, seed=seed)
            return _shares(scored, vector)

        found[f"{first}-{last}"] = _scored(scored, _read(checkpoint.once(f"without_{first}_{last}", work)))
    return found


def _shares(targets: Sequence[Target], vector: Mapping[str, float]) -> list[Any]:
    found = simulated(targets, make_assumptions(**vector), runs=SCORED_RUNS, seed=SCORED_SEED)
    return [
        [client, one.classes.tolist(), one.pact_with_west.tolist(), one.tie_with_west.tolist()]
        for client, one in found.items()
    ]


def _read(rows: Sequence[Any]) -> dict[str, Any]:
    """Return forecasts from what `_shares` left."""
    found = {}
    for client, classes, pact, tie in rows:
        west = np.zeros((len(pact), 5))
        west[:, 4] = pact
        west[:, 3] = np.array(tie) - np.array(pact)
        found[client] = forecast_of_shares(np.array(classes), west)
    return found


def _scored(targets: Sequence[Target], forecasts: Forecasts) -> dict[str, Any]:
    pool = Pool.of(targets)
    weights = resampling_weights(len(targets), 0)
    found: dict[str, Any] = {}
    for name, score in scores_of(pool, forecasts).items():
        value, ends = point(score, len(targets)), interval(score.at(weights))
        found[name] = {"value": None if np.isnan(value) else value, "interval": list(ends) if ends else None}
    return found
