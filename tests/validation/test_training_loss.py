"""What a fit minimises, worked out on predictions made for the purpose."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.validation.fitting import CLASSES, ORDER, PACTS, training_loss
from realpolitik.validation.scores import Prediction, mean_log_loss
from tests.validation.made import target_made

RECORD = [1, 1, 3, 4]
PACT = [0, 0, 0, 1]


def predicted(levels, pacts_with_west, record=RECORD):
    """Return the prediction that is certain of a class a year, and of a pact with the West or none."""
    target = target_made(
        years=len(record), level=record, pact_with_russia=[float(level == 4) for level in record], pact_with_west=PACT
    )
    west = np.zeros((len(record), 5))
    west[:, 4] = pacts_with_west
    west[:, 1] = 1.0 - west[:, 4]
    return Prediction(target, np.eye(5)[levels], west)


def test_a_perfect_prediction_loses_its_likelihood_alone():
    found = [predicted(RECORD, PACT)]
    assert training_loss(found) == pytest.approx(mean_log_loss(found))


def test_wrong_classes_count_and_so_does_their_order():
    """One class in four is wrong; the ranks 1, 2, 3, 4 against 1.5, 1.5, 3, 4 correlate with 0.9487."""
    found = [predicted([0, 1, 3, 4], PACT)]
    more = CLASSES * 0.25 + ORDER * (1.0 - 4.5 / np.sqrt(5.0 * 4.5))
    assert training_loss(found) == pytest.approx(mean_log_loss(found) + more)


def test_pacts_are_to_stand_above_other_years():
    """A pact with the West is forecast in one of the three years without one, and missed: 1 - area = 2 / 3."""
    found = [predicted(RECORD, [1, 0, 0, 0])]
    assert training_loss(found) == pytest.approx(mean_log_loss(found) + PACTS * 2 / 3)


def test_what_is_not_defined_counts_as_chance():
    """No pact with Moscow on record, and the same class forecast for all: half an area, no order at all."""
    record = [1, 1, 3, 3]
    found = [predicted([1, 1, 1, 1], PACT, record)]
    assert training_loss(found) == pytest.approx(mean_log_loss(found) + PACTS * 0.5 + CLASSES * 0.5 + ORDER)
