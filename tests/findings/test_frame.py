"""Verdicts, intervals, the hypercube and the judging of claims."""

import math

import numpy as np
import pytest
from scipy import stats

from realpolitik.experiments.calibrated import calibrated_ranges
from realpolitik.findings.claim import Claim
from realpolitik.findings.finding import UNDEFINED, Condition, Estimate, Finding, Measurement, Record
from realpolitik.findings.intervals import mean, points_only, proportion, resampled
from realpolitik.findings.judging import judge
from realpolitik.theory.assumptions import ASSUMPTIONS

YES = Condition("yes", Estimate(0.5, 0.4, 0.6), ">", 0.0)
NO = Condition("no", Estimate(-0.5, -0.6, -0.4), ">", 0.0)
OPEN = Condition("open", Estimate(0.1, -0.1, 0.3), ">", 0.0)
NONE = Condition("none", UNDEFINED, ">", 0.0)


def finding(measurement, record=None):
    return Finding("F0", "", "", "", "elite", measurement, None, None, record)


@pytest.mark.parametrize(
    ("relation", "low", "high", "status"),
    [
        ("<", 0.1, 0.4, "supported"),
        ("<", 0.1, 0.5, "undecided"),
        ("<=", 0.1, 0.5, "supported"),
        ("<", 0.5, 0.9, "not supported"),
        (">", 0.5, 0.9, "undecided"),
        (">=", 0.5, 0.9, "supported"),
        (">", 0.6, 0.9, "supported"),
        (">=", 0.1, 0.4, "not supported"),
        (">", 0.1, 0.9, "undecided"),
    ],
)
def test_a_condition_is_decided_only_by_the_whole_interval(relation, low, high, status):
    assert Condition("", Estimate((low + high) / 2, low, high), relation, 0.5).status == status


def test_an_undefined_estimate_is_undefined():
    assert NONE.status == "undefined"
    assert not UNDEFINED.defined


@pytest.mark.parametrize(
    ("conditions", "verdict"),
    [
        ((YES, YES), "supported"),
        ((YES, OPEN), "undecided"),
        ((YES, NONE), "undefined"),
        ((OPEN, NONE), "undefined"),
        ((NONE, NO), "not supported"),
        ((YES, NO), "not supported"),
    ],
)
def test_the_weakest_condition_makes_the_verdict(conditions, verdict):
    assert Measurement(conditions).verdict == verdict
    assert Measurement(conditions, pinned=True).verdict == "pinned"
    assert finding(Measurement(conditions)).verdict == verdict


@pytest.mark.parametrize(
    ("agrees", "verdict"),
    [(True, "supported"), (None, "supported"), (False, "model supports, record contradicts")],
)
def test_the_record_can_contradict_a_supported_claim(agrees, verdict):
    assert finding(Measurement((YES,)), Record("", 0.0, agrees)).verdict == verdict
    assert finding(Measurement((NO,)), Record("", 0.0, agrees)).verdict == "not supported"


def test_controls_do_not_change_the_verdict_but_are_told():
    assert finding(Measurement((YES,), (NO,))).verdict == "supported"
    assert finding(Measurement((YES,), (YES, NO))).control_holds is False
    assert finding(Measurement((YES,), (YES, OPEN))).control_holds is False
    assert finding(Measurement((YES,), (YES,))).control_holds is True
    assert finding(Measurement((YES,))).control_holds is None


def test_over_assumptions_the_values_decide():
    assert Measurement((OPEN, YES)).holds
    assert not Measurement((OPEN, NO)).holds
    assert not Measurement((NONE,)).holds
    assert not Measurement((YES,), pinned=True).holds


def test_proportion_is_wilsons():
    found = proportion(np.arange(20) < 5)
    z = stats.norm.ppf(0.975)
    center = (5 + z**2 / 2) / (20 + z**2)
    half = z / (20 + z**2) * math.sqrt(5 * 15 / 20 + z**2 / 4)
    assert (found.value, found.low, found.high) == pytest.approx((0.25, center - half, center + half))
    assert proportion(np.zeros(20)).high > 0.0


def test_mean_is_students():
    values = np.array([1.0, 2.0, 4.0, 7.0])
    low, high = stats.t.interval(0.95, 3, values.mean(), stats.sem(values))
    found = mean(values)
    assert (found.value, found.low, found.high) == pytest.approx((3.5, low, high))
    assert not mean(np.array([1.0, np.nan])).defined


def test_resampling_covers_the_mean_about_as_often_as_it_says():
    generator = np.random.default_rng(3)
    covered = 0
    for number in range(60):
        found = resampled(lambda sample: float(sample.mean()), generator.normal(size=60), seed=number)
        covered += found.low <= 0.0 <= found.high
    assert 50 <= covered <= 60


def test_resampling_keeps_runs_paired():
    values = np.random.default_rng(1).normal(size=50)
    found = resampled(lambda a, b: float(a.mean() - b.mean()), values + 1.0, values)
    assert (found.low, found.high) == pytest.approx((1.0, 1.0))


def test_resampling_is_reproducible_and_tells_what_is_undefined():
    values = np.random.default_rng(1).normal(size=50)

    def positive_mean(sample):
        return float(sample.mean()) if sample.mean() > 0 else math.nan

    def spread(sample):
        return float(sample.std())

    assert resampled(spread, values) == resampled(spread, values)
    assert resampled(spread, values) != resampled(spread, values, seed=1)
    assert not resampled(positive_mean, values - 10.0).defined
    centered = values - values.mean() + 1e-6
    assert not resampled(positive_mean, centered).defined


def test_points_only_leaves_the_value_and_ends_with_the_context():
    values = np.random.default_rng(1).normal(size=50)

    def spread(sample):
        return float(sample.std())

    with points_only():
        alone = resampled(spread, values)
    full = resampled(spread, values)
    assert alone.low == alone.value == alone.high == full.value
    assert full.low < full.high


def claim_about(name, **more):
    """Return a claim whose effect is an assumption minus the middle of its range; at random choices it is 0."""
    item = next(item for item in ASSUMPTIONS if item.name == name)
    middle = (item.low + item.high) / 2

    def measure(evidence):
        value = float(evidence.settings.get(name, item.high)) - middle
        if evidence.settings.get("choice_rule") == "null":
            value = 0.0
        return Measurement((Condition("", resampled(lambda x: float(x.mean()), np.full(30, value)), ">", 0.0),))

    return Claim("F0", "claim", "statistic", "threshold", "nowhere", measure, **more)


def test_judging_finds_share_null_and_driver():
    (found,) = judge([claim_about("aims_weight")], runs=30, points=16, runs_per_point=10)
    assert found.verdict == "supported"
    assert found.null_value == 0.0
    assert found.robustness.share == 0.5
    assert (found.robustness.points, found.robustness.runs, len(found.robustness.effects)) == (16, 10, 16)
    assert found.robustness.held == tuple(effect > 0.0 for effect in found.robustness.effects)
    name, correlation = found.robustness.drivers[0]
    assert (name, correlation) == ("aims_weight", pytest.approx(1.0))
    assert len(found.robustness.drivers) == 3


def test_judging_within_the_record_draws_from_what_it_allows():
    """The middle of the plausible range of this assumption lies below all that the record allows."""
    low, high = calibrated_ranges()["peaceful_intent"]
    item = next(item for item in ASSUMPTIONS if item.name == "peaceful_intent")
    assert (item.low + item.high) / 2 < low
    (found,) = judge([claim_about("peaceful_intent")], runs=30, points=16, runs_per_point=10)
    assert found.robustness.share == 0.5
    assert found.within_record.share == 1.0
    assert (found.within_record.points, found.within_record.runs) == (16, 10)
    assert all(low <= effect + (item.low + item.high) / 2 <= high for effect in found.within_record.effects)


def test_judging_is_reproducible_and_robustness_is_optional():
    claims = [claim_about("aims_weight"), claim_about("identity_yield", record=lambda: Record("no", 0.0, False))]
    first = judge(claims, runs=30, seed=2, points=6)
    assert first == judge(claims, runs=30, seed=2, points=6)
    assert first[0].robustness.effects != judge(claims, runs=30, seed=3, points=6)[0].robustness.effects
    without = judge(claims, runs=30)
    assert without[0].robustness is without[0].within_record is None
    assert without[1].verdict == "model supports, record contradicts"


def test_judging_reports_progress_and_an_undefined_null():
    said = []

    def measure(evidence):
        undefined = evidence.settings.get("choice_rule") == "null"
        return Measurement((Condition("", UNDEFINED if undefined else Estimate(1.0, 0.9, 1.1), ">", 0.0),))

    (found,) = judge([Claim("F0", "", "", "", "", measure)], runs=30, points=2, progress=said.append)
    assert found.null_value is None
    assert [stage.share for stage in said] == sorted(stage.share for stage in said)
    assert (said[-1].steps_done, said[-1].steps, said[-1].share) == (6, 6, 1.0)
    texts = " ".join(map(str, said))
    assert "F0, elite profiles (1 of 6 steps)" in texts
    assert "random" in texts
    assert "hypercube" in texts
