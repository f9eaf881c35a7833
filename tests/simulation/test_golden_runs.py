"""Golden runs: what shipped scenarios gave when results last changed on purpose (`tools/write_golden_runs.py`).

Draws and arithmetic are the same on every machine, so that the tolerance is that of the digits in the file.
"""

from __future__ import annotations

import json

import pytest

from tools import write_golden_runs as golden

FILED = json.loads(golden.GOLDEN.read_text(encoding="utf-8"))
TOLERANCE = 2e-9


def test_every_scenario_is_filed():
    assert set(FILED["scenarios"]) == set(golden.SCENARIOS)
    assert (FILED["runs"], FILED["seed"]) == (golden.RUNS, golden.SEED)


@pytest.mark.parametrize("name", golden.SCENARIOS)
def test_the_scenario_gives_what_it_gave(name):
    found, filed = golden.golden_run(name), FILED["scenarios"][name]
    assert set(found) == set(filed)
    for pair, numbers in filed.items():
        assert set(found[pair]) == set(numbers)
        for label, number in numbers.items():
            assert found[pair][label] == pytest.approx(number, rel=0, abs=TOLERANCE), (pair, label)
