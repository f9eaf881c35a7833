"""Each registered finding measures real ensembles: finite numbers with ordered intervals, or undefined."""

import json
import math

import pytest

from realpolitik.findings.evidence import Evidence
from realpolitik.findings.export import finding_record
from realpolitik.findings.judging import judge
from realpolitik.findings.registry import CLAIMS, claims

RUNS = 20


@pytest.fixture(scope="module", params=["elite", "record"])
def evidence(request):
    return Evidence(RUNS, profiles=request.param)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_finding_measures_numbers_or_nothing(claim, evidence):
    measured = claim.measure(evidence)
    assert measured.conditions
    for condition in (*measured.conditions, *measured.controls):
        found = condition.estimate
        if found.defined:
            assert all(map(math.isfinite, (found.value, found.low, found.high))), condition.name
            assert found.low <= found.value <= found.high, condition.name
        else:
            assert math.isnan(found.low), condition.name
            assert math.isnan(found.high), condition.name
    names = [condition.name for condition in (*measured.conditions, *measured.controls)]
    assert len(set(names)) == len(names), "conditions are told apart by their names"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_finding_is_a_function_of_the_seed(claim):
    first, again = (claim.measure(Evidence(5, seed=7)) for _ in range(2))
    assert repr(first) == repr(again)


def test_judged_findings_leave_as_json():
    found = judge(claims(["F1", "F7"]), runs=RUNS, points=1, runs_per_point=5)
    for finding in found:
        json.dumps(finding_record(finding), allow_nan=False)
        assert finding.robustness.points == 1
