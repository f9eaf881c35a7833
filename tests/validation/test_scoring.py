"""Scores and their intervals, on records small enough to work out by hand or by another library."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics

from realpolitik.validation.reliability import reliability_curve
from realpolitik.validation.scoring import (
    AreaScore,
    MeanScore,
    RankScore,
    interval,
    point,
    resampling_weights,
)
from realpolitik.validation.spells import pact_spells, spell_summary, spells_of
from tests.validation.made import forecast_of, target_made

CLIENT = np.repeat(np.arange(5), 12)


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.Generator(np.random.Philox(4))
    truth = (generator.random(60) < 0.4).astype(float)
    return truth, np.round(0.4 * truth + generator.random(60), 1)


def test_area_is_that_of_scikit_learn(drawn):
    truth, score = drawn
    found = point(AreaScore.of(truth, score, CLIENT, 5), 5)
    assert found == pytest.approx(metrics.roc_auc_score(truth, score))


def test_area_within_clients_compares_nothing_across_them():
    truth = np.array([1.0, 0.0, 1.0, 0.0])
    score = np.array([0.2, 0.1, 0.9, 0.95])  # right in the first client, wrong in the second
    owner = np.array([0, 0, 1, 1])
    assert point(AreaScore.of(truth, score, owner, 2, within=True), 2) == 0.5
    assert point(AreaScore.of(truth, score, owner, 2), 2) == 0.5
    assert point(AreaScore.of(truth[:2], score[:2], owner[:2], 2, within=True), 2) == 1.0


def _repeated(counts, values):
    return np.concatenate([values[client == CLIENT] for client, times in enumerate(counts) for _ in range(int(times))])


@pytest.mark.parametrize("counts", [(1, 1, 1, 1, 1), (2, 0, 1, 1, 1), (0, 3, 0, 2, 0)])
def test_weights_count_like_clients_written_out(drawn, counts):
    truth, score = drawn
    weights = np.array([counts], dtype=float)
    written_truth, written_score = _repeated(counts, truth), _repeated(counts, score)
    mean = MeanScore.of(score, CLIENT, 5).at(weights)[0]
    area = AreaScore.of(truth, score, CLIENT, 5).at(weights)[0]
    rank = RankScore.of(truth, score, CLIENT).at(weights)[0]
    assert mean == pytest.approx(written_score.mean())
    assert area == pytest.approx(metrics.roc_auc_score(written_truth, written_score))
    assert rank == pytest.approx(stats.spearmanr(written_truth, written_score).statistic)


def test_undefined_scores_are_not_numbers():
    owner = np.zeros(3, dtype=int)
    assert np.isnan(point(AreaScore.of(np.ones(3), np.arange(3.0), owner, 1), 1))
    assert np.isnan(point(RankScore.of(np.ones(3), np.arange(3.0), owner), 1))
    assert np.isnan(point(MeanScore.of(np.full(3, np.nan), owner, 1), 1))
    assert interval(np.array([np.nan] * 20 + [1.0] * 80)) is None


def test_years_that_are_not_on_record_do_not_count(drawn):
    truth, score = drawn
    hidden = truth.copy()
    hidden[::3] = np.nan
    kept = ~np.isnan(hidden)
    found = point(AreaScore.of(hidden, score, CLIENT, 5), 5)
    assert found == pytest.approx(metrics.roc_auc_score(truth[kept], score[kept]))


def test_resampling_draws_as_many_clients_and_the_same_ones_again():
    weights = resampling_weights(7, 3)
    assert (weights.sum(axis=1) == 7).all()
    np.testing.assert_array_equal(weights, resampling_weights(7, 3))
    assert not np.array_equal(weights, resampling_weights(7, 4))


def test_interval_narrows_when_clients_agree():
    weights = resampling_weights(5, 0)
    alike = MeanScore(np.full(5, 6.0), np.full(5, 12.0)).at(weights)
    apart = MeanScore(np.array([0.0, 3.0, 6.0, 9.0, 12.0]), np.full(5, 12.0)).at(weights)
    assert interval(alike) == (0.5, 0.5)
    low, high = interval(apart)
    assert low < 0.4 < 0.6 < high


def test_reliability_of_honest_chances_lies_on_the_diagonal():
    generator = np.random.Generator(np.random.Philox(1))
    chance = generator.random(40_000)
    truth = (generator.random(40_000) < chance).astype(float)
    curve = reliability_curve(truth, chance)
    assert np.allclose(curve.chance, curve.share, atol=0.03)
    assert sum(curve.client_years) == 40_000


def test_spells_are_matched_where_they_overlap():
    target = target_made(pact_with_russia=[0, 1, 1, 1, 0, 0, 0, 1], years=8)
    forecasts = {target.client: forecast_of(8, pact_with_russia=[0, 0, 0.6, 0.9, 0.7, 0, 0, 0])}
    spells = [spell for spell in pact_spells([target], forecasts) if spell.side == "russia"]
    first = target.timeline.first_year
    assert [(one.recorded, one.simulated) for one in spells] == [
        ((first + 1, first + 3), (first + 2, first + 4)),
        ((first + 7, first + 7), None),
    ]
    summary = spell_summary(spells)
    assert (summary["found"], summary["missed"], summary["made_up"]) == (1, 1, 0)
    assert summary["median_onset_error_years"] == 1.0


def test_spells_at_the_ends():
    assert spells_of(np.ones(3, dtype=bool), 1950) == [(1950, 1952)]
    assert spells_of(np.zeros(3, dtype=bool), 1950) == []
