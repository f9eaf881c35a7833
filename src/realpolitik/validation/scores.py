"""How well simulated shares of classes and pacts match the record."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import stats

from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.theory.assumptions import Assumptions
from realpolitik.theory.classes import ALLIANCE, CLASSES
from realpolitik.validation.targets import Target

SMOOTHING = 0.02
"""Share added to every class, so that a class that no run shows is improbable, not impossible."""


@dataclass(frozen=True)
class Prediction:
    """Simulated shares for one client: (years, 5) of the pair with Moscow and of the pair with the West."""

    target: Target
    with_russia: np.ndarray
    with_west: np.ndarray


def predict(targets: Sequence[Target], assumptions: Assumptions, *, runs: int, seed: int) -> list[Prediction]:
    """Simulate every client freely from its first year and return the shares of classes by year."""

    def simulate(target: Target) -> Prediction:
        found = run_ensemble(target.timeline, assumptions, runs=runs, seed=seed, threads=1)
        pairs = target.timeline.pair_indices
        shares = found.class_count / runs
        return Prediction(target, shares[:, pairs.index((0, 1))], shares[:, pairs.index((0, 2))])

    # few runs for each of many clients: the clients go side by side, not the runs
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(simulate, targets))


def _binary_loss(recorded: np.ndarray, share: np.ndarray) -> float:
    known = ~np.isnan(recorded)
    chance = (share[known] + SMOOTHING) / (1.0 + 2.0 * SMOOTHING)
    truth = recorded[known]
    return float(-(truth * np.log(chance) + (1.0 - truth) * np.log(1.0 - chance)).mean())


def log_loss(prediction: Prediction) -> float:
    """Return the negative log likelihood per year of one client: its classes, its pacts with Moscow and the West."""
    level = prediction.target.level
    known = ~np.isnan(level)
    smooth = (prediction.with_russia + SMOOTHING) / (1.0 + len(CLASSES) * SMOOTHING)
    of_classes = -np.log(smooth[known, level[known].astype(int)]).mean()
    with_russia = _binary_loss(prediction.target.pact_with_russia, prediction.with_russia[:, ALLIANCE])
    with_west = _binary_loss(prediction.target.pact_with_west, prediction.with_west[:, ALLIANCE])
    return float(of_classes) + with_russia + with_west


def mean_log_loss(predictions: Sequence[Prediction]) -> float:
    """Return the mean of `log_loss` over clients: every client counts the same, however long its record."""
    return float(np.mean([log_loss(prediction) for prediction in predictions]))


def area_under_curve(recorded: np.ndarray, score: np.ndarray) -> float:
    """Return the area under the ROC curve (the Mann-Whitney statistic); NaN if only one class is on record."""
    known = ~np.isnan(recorded)
    truth, score = recorded[known] > 0.5, score[known]
    positive, negative = int(truth.sum()), int((~truth).sum())
    if positive == 0 or negative == 0:
        return float("nan")
    ranks = stats.rankdata(score)
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def _rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Return Spearman's coefficient; NaN if either does not vary."""
    if np.ptp(first) == 0.0 or np.ptp(second) == 0.0:
        return float("nan")
    return float(stats.spearmanr(first, second).statistic)


def summary_scores(predictions: Sequence[Prediction]) -> dict[str, float]:
    """Return the scores over all client-years.

    Returns
    -------
    dict
        ``auc_pact_russia``, ``auc_pact_west``, ``class_accuracy`` (most frequent simulated class against the
        coded one), ``rank_correlation`` (Spearman, mean simulated level against coded level), ``log_loss``.
    """
    level = np.concatenate([p.target.level for p in predictions])
    shares = np.concatenate([p.with_russia for p in predictions])
    west = np.concatenate([p.with_west[:, ALLIANCE] for p in predictions])
    known = ~np.isnan(level)
    mean_level = shares @ np.arange(len(CLASSES))
    return {
        "auc_pact_russia": area_under_curve(
            np.concatenate([p.target.pact_with_russia for p in predictions]), shares[:, ALLIANCE]
        ),
        "auc_pact_west": area_under_curve(np.concatenate([p.target.pact_with_west for p in predictions]), west),
        "class_accuracy": float((shares[known].argmax(axis=1) == level[known]).mean()),
        "rank_correlation": _rank_correlation(mean_level[known], level[known]),
        "log_loss": mean_log_loss(predictions),
    }
