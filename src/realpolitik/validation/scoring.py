"""Scores of forecasts over clients' years, with intervals from resampling clients.

A score is kept in a form that any weighting of the clients can be read from: sums per client, counts of ordered
pairs between clients, or ranks. Resampling clients is then a matter of weights, and differences between two
forecasts are paired by using the same weights for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from realpolitik.validation.forecasts import Forecasts
    from realpolitik.validation.targets import Target

RESAMPLES = 1000
INTERVAL = (2.5, 97.5)


class Score(Protocol):
    """A score that is defined for every weighting of the clients."""

    def at(self, weights: np.ndarray) -> np.ndarray:
        """Return the score for each row of weights, (resamples, clients); NaN where it is undefined."""


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below > 0)


@dataclass(frozen=True)
class MeanScore:
    """A mean over client-years, from sums and counts per client."""

    total: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray, client: np.ndarray, clients: int) -> MeanScore:
        """Return the mean of values, NaN left out, whose clients are given by number."""
        known = ~np.isnan(values)
        owner = client[known]
        return cls(np.bincount(owner, values[known], clients), np.bincount(owner, minlength=clients).astype(float))

    def at(self, weights: np.ndarray) -> np.ndarray:
        """Return the weighted mean for each row of weights."""
        return _ratio(weights @ self.total, weights @ self.count)


@dataclass(frozen=True)
class AreaScore:
    """Area under the ROC curve: the share of ordered pairs of a positive and a negative (ties count a half).

    Attributes
    ----------
    ordered, pairs : (clients, clients) float64 array
        Ordered pairs, and all pairs, of a positive of the row client and a negative of the column client.
    """

    ordered: np.ndarray
    pairs: np.ndarray

    @classmethod
    def of(
        cls, truth: np.ndarray, score: np.ndarray, client: np.ndarray, clients: int, *, within: bool = False
    ) -> AreaScore:
        """Return the area for yearly truths (NaN left out); `within` compares years of the same client only."""
        known = ~np.isnan(truth) & ~np.isnan(score)
        positive, negative = known & (truth > 0.5), known & (truth < 0.5)
        higher = score[positive][:, None] - score[negative][None, :]
        wins = (higher > 0) + 0.5 * (higher == 0)
        rows = np.eye(clients)[client[positive]]
        columns = np.eye(clients)[client[negative]]
        ordered, pairs = rows.T @ wins @ columns, np.outer(rows.sum(axis=0), columns.sum(axis=0))
        keep = np.eye(clients) if within else np.ones((clients, clients))
        return cls(ordered * keep, pairs * keep)

    def at(self, weights: np.ndarray) -> np.ndarray:
        """Return the area for each row of weights."""
        diagonal = not np.any(self.pairs - np.diag(np.diag(self.pairs)))
        if diagonal:  # a client drawn twice is compared with itself twice, not four times
            return _ratio(weights @ np.diag(self.ordered), weights @ np.diag(self.pairs))
        above = np.einsum("ra,ab,rb->r", weights, self.ordered, weights)
        return _ratio(above, np.einsum("ra,ab,rb->r", weights, self.pairs, weights))


@dataclass(frozen=True)
class RankScore:
    """Spearman's rank correlation of two yearly series over client-years (ties have their mean rank)."""

    first: np.ndarray
    second: np.ndarray
    client: np.ndarray

    @classmethod
    def of(cls, first: np.ndarray, second: np.ndarray, client: np.ndarray) -> RankScore:
        """Return the correlation over the years in which both are known."""
        known = ~np.isnan(first) & ~np.isnan(second)
        return cls(np.round(first[known], 12), np.round(second[known], 12), client[known])

    def at(self, weights: np.ndarray) -> np.ndarray:
        """Return the correlation for each row of weights."""
        if len(self.client) == 0:
            return np.full(len(weights), np.nan)
        weight = weights[:, self.client]
        x, y = _weighted_ranks(self.first, weight), _weighted_ranks(self.second, weight)
        total = weight.sum(axis=1, keepdims=True)
        safe = np.where(total > 0, total, 1.0)
        x -= (weight * x).sum(axis=1, keepdims=True) / safe
        y -= (weight * y).sum(axis=1, keepdims=True) / safe
        spread = (weight * x * x).sum(axis=1) * (weight * y * y).sum(axis=1)
        return _ratio((weight * x * y).sum(axis=1), np.sqrt(np.where(spread > 1e-9, spread, 0.0)))


def _weighted_ranks(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return mean ranks when each value stands `weight` times, (resamples, values)."""
    _, inverse = np.unique(values, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(inverse[order]) > 0])
    grouped = np.add.reduceat(weight[:, order], starts, axis=1)
    upto = np.cumsum(grouped, axis=1)
    return (upto - (grouped - 1.0) / 2.0)[:, inverse]


@dataclass(frozen=True)
class Pool:
    """The records of some clients, all years one after the other.

    Attributes
    ----------
    targets : tuple of Target
        The clients.
    client : (client-years,) int array
        Number of the client.
    """

    targets: tuple[Target, ...]
    client: np.ndarray

    @classmethod
    def of(cls, targets: Sequence[Target]) -> Pool:
        """Return the pool of some clients."""
        lengths = [len(target.level) for target in targets]
        return cls(tuple(targets), np.repeat(np.arange(len(targets)), lengths))

    def recorded(self, name: str) -> np.ndarray:
        """Return an attribute of the targets, all years one after the other."""
        return np.concatenate([getattr(target, name) for target in self.targets])

    def forecast(self, forecasts: Forecasts, name: str) -> np.ndarray:
        """Return an attribute of the forecasts, all years one after the other."""
        return np.concatenate([getattr(forecasts[target.client], name) for target in self.targets])

    def changes(self, values: np.ndarray) -> np.ndarray:
        """Return the change of a yearly series from the year before; NaN in each client's first year."""
        change = np.full(len(values), np.nan)
        same = self.client[1:] == self.client[:-1]
        change[1:][same] = (values[1:] - values[:-1])[same]
        return change


def scores_of(pool: Pool, forecasts: Forecasts) -> dict[str, Score]:
    """Return every score of the forecasts over the pool, by name.

    Returns
    -------
    dict of str to Score
        ``auc_pact_russia``, ``auc_pact_west``: area over client-years; ``class_accuracy``: most likely class
        against the coded one; ``rank_correlation``: expected against coded class (Spearman);
        ``within_client_auc``: area from comparisons within a client and side only, with ``_russia`` and
        ``_west`` apart; ``brier``: mean squared error of the chance of a pact over both sides, with ``_russia``
        and ``_west`` apart; ``brier_class``: the same summed over the five classes; ``arms_rank_russia``,
        ``arms_rank_west``: chance of a security tie against the share of the arms (Spearman);
        ``auc_onset`` and ``auc_end``: does the forecast move up (down) most in the years in which pacts begin
        (end), both sides together.
    """
    client, clients = pool.client, len(pool.targets)
    level, classes = pool.recorded("level"), pool.forecast(forecasts, "classes")
    known = ~np.isnan(level) & ~np.isnan(classes).any(axis=1)
    hit, squared = np.full(len(level), np.nan), np.full(len(level), np.nan)
    coded = level[known].astype(int)
    hit[known] = classes[known].argmax(axis=1) == coded
    squared[known] = ((classes[known] - np.eye(classes.shape[1])[coded]) ** 2).sum(axis=1)
    found: dict[str, Score] = {
        "class_accuracy": MeanScore.of(hit, client, clients),
        "rank_correlation": RankScore.of(pool.forecast(forecasts, "mean_level"), level, client),
        "brier_class": MeanScore.of(squared, client, clients),
    }
    within, errors, onsets, ends = [], [], [], []
    for side in ("russia", "west"):
        truth, chance = pool.recorded(f"pact_with_{side}"), pool.forecast(forecasts, f"pact_with_{side}")
        found[f"auc_pact_{side}"] = AreaScore.of(truth, chance, client, clients)
        within.append(AreaScore.of(truth, chance, client, clients, within=True))
        found[f"within_client_auc_{side}"] = within[-1]
        errors.append(MeanScore.of((chance - truth) ** 2, client, clients))
        found[f"brier_{side}"] = errors[-1]
        share = pool.recorded(f"arms_from_{side}")
        found[f"arms_rank_{side}"] = RankScore.of(pool.forecast(forecasts, f"tie_with_{side}"), share, client)
        before = truth - pool.changes(truth)
        move = pool.changes(chance)
        onsets.append(AreaScore.of(np.where(before == 0, truth, np.nan), move, client, clients))
        ends.append(AreaScore.of(np.where(before == 1, 1.0 - truth, np.nan), -move, client, clients))
    for name, areas in (("within_client_auc", within), ("auc_onset", onsets), ("auc_end", ends)):
        found[name] = AreaScore(sum(area.ordered for area in areas), sum(area.pairs for area in areas))  # type: ignore[arg-type]
    found["brier"] = MeanScore(sum(error.total for error in errors), sum(error.count for error in errors))  # type: ignore[arg-type]
    return found


def resampling_weights(clients: int, seed: int, resamples: int = RESAMPLES) -> np.ndarray:
    """Return how often each client is drawn in each resample, (resamples, clients)."""
    generator = np.random.Generator(np.random.Philox(seed))
    return generator.multinomial(clients, np.full(clients, 1.0 / clients), resamples).astype(float)


def point(score: Score, clients: int) -> float:
    """Return the score of the pool as it is; NaN where it is undefined."""
    return float(score.at(np.ones((1, clients)))[0])


def interval(draws: np.ndarray) -> tuple[float, float] | None:
    """Return the 95 % interval of resampled scores; None unless nine of ten resamples define the score."""
    known = draws[~np.isnan(draws)]
    if len(known) < 0.9 * len(draws):
        return None
    low, high = np.percentile(known, INTERVAL)
    return float(low), float(high)
