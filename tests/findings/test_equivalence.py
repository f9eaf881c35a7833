"""A null control is one within a tenth of the effect; everything else is told."""

import numpy as np
import pytest

from realpolitik.findings.equivalence import null_beside

RUNS = 100


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (0.0, ["supported", "supported"]),
        (0.09, ["supported", "supported"]),
        (0.2, ["not supported", "supported"]),
        (-0.2, ["supported", "not supported"]),
    ],
)
def test_null_is_within_a_tenth_of_the_effect_either_way(sign, control, expected):
    spread = np.random.default_rng(0).normal(0.0, 0.01, RUNS)
    found = null_beside("c", np.full(RUNS, control), sign + spread)
    assert [condition.status for condition in found] == expected


def test_a_noisy_control_is_undecided_and_no_effect_has_no_tenth():
    spread = np.random.default_rng(0).normal(0.0, 1.0, RUNS)
    assert [one.status for one in null_beside("c", spread - spread.mean(), np.ones(RUNS))] == ["undecided"] * 2
    assert "supported" not in [one.status for one in null_beside("c", np.zeros(RUNS), np.zeros(RUNS))]
