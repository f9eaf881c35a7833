"""Scores on what a fit has not seen: refits without each client and without each period.

A refit moves every assumption that is fitted, not only those that the search moved: what the search left alone was
found with all clients in view, too. Where its searches end is partly luck, which a dozen clients do not average out:
everything is refitted several times, on draws of their own, and the scores are the means over these sets of refits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product
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

SCORED_RUNS, SCORED_SEED = 100, 105_000
CHECK_RUNS, CHECK_SEED = 100, 205_000
"""No search draws from these seeds: its generations count on from multiples of 10,000."""

SEARCHES, REFIT_SPREAD = 3, 0.25
"""Searches of a refit, and their first spread, in coordinates (see `Space`)."""

Progress = Callable[[str, int, int], None]


def _refit(
    targets: Sequence[Target],
    values: Mapping[str, float],
    *,
    runs: int,
    generations: int,
    seed: int,
) -> dict[str, float]:
    """Return the vector fitted to some targets, warm-started from another.

    As in the calibration, of several searches the end with the smallest loss on fresh draws is taken: where a single
    one ends is luck.
    """
    objective, space = Objective(tuple(targets), runs, values), Space(FITTED)
    vectors = [
        {**values, **search(objective, space, values, generations=generations, seed=one, spread=REFIT_SPREAD).values}
        for one in range(seed * SEARCHES, (seed + 1) * SEARCHES)
    ]
    losses = [objective.loss(vector, seed=CHECK_SEED, runs=CHECK_RUNS) for vector in vectors]
    return vectors[int(np.argmin(losses))]


def leave_client_out(
    checkpoint: Checkpoint,
    targets: Sequence[Target],
    values: Mapping[str, float],
    *,
    runs: int,
    generations: int,
    sets: int,
    seed: int,
    progress: Progress,
) -> dict[str, Any]:
    """Return the scores of all clients, each forecast by a refit without it, pooled; means over sets of refits.

    Notes
    -----
    The refits start from the vector that has seen all clients. They forget it only as far as the search moves, so
    that these scores flatter; the scores of `realpolitik validate` on clients of another panel do not.
    """
    forecasts: list[dict[str, Any]] = [{} for _ in range(sets)]
    for done, (one, target) in enumerate(product(range(sets), targets)):
        others = [other for other in targets if other is not target]

        def work(one: int = one, target: Target = target, others: list[Target] = others) -> list[Any]:
            vector = _refit(others, values, runs=runs, generations=generations, seed=seed * sets + one)
            return _shares([target], vector)

        forecasts[one] |= _read(checkpoint.once(f"without_{target.client}_{one}", work))
        progress("refits without a client", done + 1, sets * len(targets))
    return _scored(targets, forecasts)


def leave_period_out(
    checkpoint: Checkpoint,
    targets: Sequence[Target],
    values: Mapping[str, float],
    *,
    runs: int,
    generations: int,
    sets: int,
    seed: int,
    progress: Progress,
) -> dict[str, Any]:
    """Return the scores of each period, forecast by a refit without its years, by period; means over sets of refits."""
    found = {}
    for done, (first, last) in enumerate(PERIODS):
        years = range(first, last + 1)
        scored = only_years(targets, years)
        progress("refits without a period", done + 1, len(PERIODS))
        if not scored:
            continue

        def work(one: int, years: range = years, scored: list[Target] = scored) -> list[Any]:
            known = [target for target in without_years(targets, years) if not np.isnan(target.level).all()]
            vector = _refit(known, values, runs=runs, generations=generations, seed=seed * sets + one)
            return _shares(scored, vector)

        steps = {f"without_{first}_{last}_{one}": partial(work, one) for one in range(sets)}
        found[f"{first}-{last}"] = _scored(scored, [_read(checkpoint.once(step, do)) for step, do in steps.items()])
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


def _scored(targets: Sequence[Target], sets: Sequence[Forecasts]) -> dict[str, Any]:
    """Return the mean of each score over sets of forecasts, the score of every set, and an interval over all of them.

    The interval is that of resampled clients in every set, so that it holds the luck of the refits, too.
    """
    pool = Pool.of(targets)
    weights = resampling_weights(len(targets), 0)
    scores = [scores_of(pool, forecasts) for forecasts in sets]
    found: dict[str, Any] = {}
    for name in scores[0]:
        values = [point(one[name], len(targets)) for one in scores]
        ends = interval(np.concatenate([one[name].at(weights) for one in scores]))
        found[name] = {
            "value": None if np.isnan(values).any() else float(np.mean(values)),
            "sets": [None if np.isnan(value) else value for value in values],
            "interval": list(ends) if ends else None,
        }
    return found
