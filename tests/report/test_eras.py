"""The comparison of the eras and the tables behind the figures, where the truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from realpolitik.findings.evidence import Evidence
from realpolitik.findings.records import CLIENTS
from realpolitik.report import exhibits as shown
from realpolitik.report.chosen import COUNTERFACTUALS, ERAS, PAIRS
from realpolitik.report.eras import compare_eras, compare_records, eras_frame
from realpolitik.theory.classes import CLASSES
from tests.findings.made import MadeEvidence


def rows_of(evidence, group=None):
    return {row.quantity: row for row in compare_eras(evidence) if group in (None, row.group)}


def test_means_differences_and_intervals_are_those_of_the_runs():
    def first(made):
        made.trust("iran", "russia", np.where(np.arange(made.runs) % 2 == 0, 0.2, 0.4)[:, None])

    def second(made):
        made.trust("iran", "russia", 0.75).intent("iran", "russia", 0.25)

    found = rows_of(MadeEvidence(pahlavi=first, islamic_republic=second))
    trust = found["Iran's trust in Moscow"]
    assert (trust.first.value, trust.second.value) == pytest.approx((0.3, 0.75))
    assert trust.first.low < 0.3 < trust.first.high
    assert (trust.second.low, trust.second.high) == pytest.approx((0.75, 0.75))
    assert trust.difference.value == pytest.approx(0.45)
    assert trust.difference.high - trust.difference.low == pytest.approx(trust.first.high - trust.first.low)
    assert found["mutual trust with Moscow (the smaller)"].second.value == pytest.approx(0.5)
    assert found["image of Moscow: hostile intent"].difference.value == pytest.approx(-0.25)


def test_ties_count_years_and_rungs():
    def second(made):
        made.security("iran", "russia", 2.0, (1990, 2025)).economic("iran", "russia", 2.0, (1979, 1989))
        made.security("iran", "russia", 3.0, (2025, 2025))

    found = rows_of(MadeEvidence(islamic_republic=second), "Military ties")
    assert found["with Moscow, years of cooperation or pact"].second.value == pytest.approx(36 / 47)
    assert found["with Moscow, years of pact"].second.value == pytest.approx(1 / 47)
    assert found["with Moscow, mean rung"].second.value == pytest.approx(1.0 + 37 / 47)
    assert found["with Moscow, mean rung"].first.value == pytest.approx(1.0)
    partnership = rows_of(MadeEvidence(islamic_republic=second), "Economic ties")["with Moscow, years of partnership"]
    assert partnership.second.value == pytest.approx(11 / 47)


def test_the_greatest_regional_threat_is_that_of_each_year():
    def second(made):
        made.threat("iran", "iraq", 0.8, (1979, 1988)).threat("iran", "israel", 0.5, (1989, 2025))

    found = rows_of(MadeEvidence(islamic_republic=second))
    assert found["greatest threat from the region"].second.value == pytest.approx((10 * 0.8 + 37 * 0.5) / 47)


def test_the_tie_is_conditional_where_it_goes_with_the_pressure():
    def tied(made):
        made.security("iran", "russia", 2.0)

    quantity = "share of the tie with Moscow due to Western pressure"
    row = rows_of(MadeEvidence(islamic_republic=tied))[quantity]
    assert row.second.value == pytest.approx(1.0)
    assert not row.first.defined
    assert not row.difference.defined
    both = rows_of(MadeEvidence(islamic_republic=tied, pahlavi=tied, no_western_pressure=tied))[quantity]
    assert (both.first.value, both.second.value, both.difference.value) == pytest.approx((1.0, 0.0, -1.0))


def test_weights_and_structure_are_inputs_of_the_scenarios():
    evidence = MadeEvidence()
    found = rows_of(evidence, "Great powers")
    weights = list(rows_of(evidence, "National interest: weights").values())
    assert [row.kind for row in weights] == ["input"] * 3
    assert sum(row.first.value for row in weights) == pytest.approx(1.0)
    assert sum(row.difference.value for row in weights) == pytest.approx(0.0)
    arrays = evidence.arm("pahlavi").timeline.arrays
    ratio = (arrays.capability[:, 1] / arrays.capability[:, 0]).mean()
    assert found["power of Moscow over that of Iran"].first.value == pytest.approx(ratio)
    great = (3.0 * arrays.capability >= arrays.capability.max(axis=1, keepdims=True)).sum(axis=1).mean()
    assert found["great powers among the actors"].first.value == pytest.approx(great)
    concentration = found["concentration of power among them"]
    assert 1.0 / 3.0 < concentration.first.value < concentration.second.value <= 1.0


def test_profiles_from_the_record_give_no_weights():
    evidence = MadeEvidence()
    evidence.profiles = "record"
    rows = compare_eras(evidence)
    assert {row.profiles for row in rows} == {"record"}
    assert not [row for row in rows if row.group == "National interest: weights"]


def test_groups_stand_together_and_cover_what_is_compared():
    groups = [row.group for row in compare_eras(MadeEvidence())]
    assert list(dict.fromkeys(groups)) == [
        "Perception", "Threat", "Trust", "Economic ties", "Military ties", "National interest: weights",
        "National interest: what was had of it", "Great powers",
    ]  # fmt: skip
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


def test_the_table_has_numbers_for_intervals():
    frame = eras_frame(compare_eras(MadeEvidence()))
    assert {"pahlavi", "pahlavi_low", "pahlavi_high", "islamic_republic_low", "difference_high"} <= set(frame.columns)
    assert (frame["difference"] - (frame["islamic_republic"] - frame["pahlavi"])).abs().max() < 1e-6


def test_records_are_means_over_covered_years():
    found = {row.quantity: row for row in compare_records()}
    arms = found["arms from Moscow"]
    assert 0.0 <= arms.first < 0.1 < arms.second <= 1.0
    assert 0 < arms.first_years < 33
    disputes = found["years of a militarized dispute with Moscow"]
    assert 0.0 <= disputes.first <= 1.0
    assert disputes.first * disputes.first_years == pytest.approx(round(disputes.first * disputes.first_years))


def test_intervals_by_year_are_students():
    values = np.array([[1.0, 5.0], [3.0, 5.0]])
    center, low, high = shown.mean_interval(values)
    assert center == pytest.approx([2.0, 5.0])
    assert high - center == pytest.approx([12.706 * math.sqrt(2.0) / math.sqrt(2.0), 0.0], abs=0.01)
    assert center - low == pytest.approx(high - center)


def test_counterfactual_differences_are_paired_run_by_run():
    noise = np.where(np.arange(60) % 2 == 0, 1.0, 2.0)[:, None]

    def base(made):
        made.security("iran", "russia", noise)

    def variant(made):
        made.security("iran", "russia", noise + 1.0)

    table = shown.counterfactuals(MadeEvidence(islamic_republic=base, no_sanctions=variant))
    rows = table[(table["base"] == "islamic-republic") & (table["variant"] == "no-sanctions")]
    assert np.allclose(rows[["difference", "low", "high"]], 1.0)
    assert np.allclose(rows["base_mean"], 1.5)
    other = table[(table["base"] == "islamic-republic") & (table["variant"] == "no-western-pressure")]
    assert (other["high"] - other["low"] > 0.1).all()


def test_what_is_shown_covers_eras_pairs_variants_and_clients():
    found = shown.gather(Evidence(3))
    shares = found.class_shares
    assert set(zip(shares["scenario"], shares["pair"], strict=True)) == {(era, pair) for era in ERAS for pair in PAIRS}
    assert np.allclose(shares[list(CLASSES)].sum(axis=1), 1.0)
    assert set(found.record["client"]) == {"iran", *CLIENTS}
    assert np.allclose(found.record[list(CLASSES)].sum(axis=1), 1.0)
    assert set(found.record["recorded"]) <= {"", *CLASSES}
    assert len(found.counterfactuals.groupby(["base", "variant"])) == len(COUNTERFACTUALS)
    paths = found.paths
    assert (paths["low"] <= paths["mean"]).all()
    assert (paths["p10"] <= paths["p90"]).all()
    assert {"image", "threat", "trust", "economic rung", "security rung", "interest"} == set(paths["quantity"])
