"""The condition of a tie: one definition, for contrasts of arms and for findings."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.experiments.conditionality import LEAST_TIE, conditionality
from realpolitik.findings.f07_counterweight import conditionality as of_finding


def test_the_share_of_a_tie_that_goes():
    assert conditionality(3.0, 1.0) == 1.0
    assert conditionality(3.0, 2.0) == 0.5
    assert conditionality(np.array([2.0, 2.0]), np.array([2.0, 2.5])).tolist() == [0.0, -0.5]


def test_without_a_tie_there_is_no_condition():
    assert np.isnan(conditionality(LEAST_TIE - 1e-9, 1.0))
    assert conditionality(LEAST_TIE, 1.0) == pytest.approx(1.0)


def test_findings_ask_the_same():
    pressed, free = np.array([1.0, 3.0]), np.array([1.0, 1.5])
    assert of_finding(pressed, free) == conditionality(2.0, 1.25)
