"""A study as plain data, as text and as tables."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pandas as pd
import pytest

from realpolitik.findings.finding import Estimate
from realpolitik.report.numbers import duration, number, percent, threshold, with_interval
from realpolitik.report.study import counted
from realpolitik.report.study_tables import study_tables
from realpolitik.report.study_text import text_table
from tests.report import made

FINDING_KEYS = {
    "id", "claim", "verdict", "statistic", "threshold", "effect", "interval", "robustness", "null_value", "control",
    "record", "profiles", "details", "within_record",
}  # fmt: skip


def test_json_has_what_its_contract_says(study):
    content = json.loads(json.dumps(study.to_dict(), allow_nan=False))
    assert {"findings", "seed", "runs", "elapsed_seconds", "version"} <= set(content)
    assert (content["seed"], content["runs"], content["version"]) == (7, 100, "9.9.9")
    assert (content["points"], content["runs_per_point"], content["runs_at_random"]) == (4, 8, 25)
    assert content["elapsed_seconds"] == 83.4
    assert len(content["findings"]) == 2 * len(made.BY_VERDICT)
    for finding in content["findings"]:
        assert set(finding) == FINDING_KEYS
    assert [finding["verdict"] for finding in content["findings"]][: len(made.BY_VERDICT)] == list(made.BY_VERDICT)
    supported = content["findings"][0]
    assert (supported["effect"], supported["interval"], supported["null_value"]) == (0.9, [0.8, 0.95], 0.45)
    assert supported["robustness"]["effects"] == [0.1, None, 0.9, 0.4]
    undefined = next(finding for finding in content["findings"] if finding["verdict"] == "undefined")
    assert (undefined["effect"], undefined["interval"], undefined["null_value"]) == (None, None, None)


def test_eras_in_json_have_intervals_where_they_are_results(study):
    trust, weight, tie = study.to_dict()["eras"][:3]
    assert trust["pahlavi"] == {"value": 0.5, "interval": [0.4, 0.6]}
    assert trust["difference"] == {"value": 0.0, "interval": [-0.1, 0.1]}
    assert weight["pahlavi"] == {"value": 0.3, "interval": None}
    assert tie["pahlavi"] == {"value": None, "interval": None}
    (arms,) = study.to_dict()["eras_on_record"]
    assert (arms["pahlavi"], arms["islamic_republic"], arms["years"]) == (None, 0.5, [0, 46])


def test_text_tells_both_kinds_of_profiles_and_every_verdict(study):
    text = str(study)
    for finding in study.findings:
        assert finding.claim in text
    for profiles in ("elite", "record"):
        rows = [line for line in text.splitlines() if line.startswith(f"     {profiles} ")]
        assert len(rows) == len(made.BY_VERDICT)
    for words in ("supported", "not supported", "undecided", "undefined", "pinned", "contradicts", "fail", "hold"):
        assert words in text
    assert "0.90 [0.80, 0.95]" in text
    assert "THE TWO ERAS, hand-written elite profiles" in text
    assert "THE TWO ERAS, profiles mapped from the record" in text
    assert "4 points of a Latin hypercube" in text
    assert "25%" in text
    assert "75%" in text
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 115


def test_text_says_that_a_study_was_quick(study):
    quick = type(study)(**{**vars(study), "quick": True})
    assert "(quick)" in str(quick)
    assert "(quick)" not in str(study)


def test_long_cells_go_on_in_the_next_line():
    lines = text_table(("name", "value"), [("a long name", "1")], (6, 5))
    assert lines == ["name    value", "-" * 13, "a long  1", "name"]


def test_tables_open_elsewhere_with_a_row_for_everything(study):
    tables = {}
    for name, frame in study_tables(study).items():
        tables[name] = pd.read_csv(io.StringIO(frame.to_csv(index=False)))
    assert list(tables["findings"]["id"]) == [f"F{number}" for number in range(1, 7)] * 2
    assert set(tables["findings"]["profiles"]) == {"elite", "record"}
    assert set(tables["findings"]["controls"].dropna()) == {"hold", "fail", "undecided"}
    assert set(tables["findings"]["share_of_points"]) == {0.25}
    assert set(tables["findings"]["share_within_record"]) == {0.75}
    conditions = tables["conditions"]
    assert (conditions["kind"] == "control").sum() == 8
    assert set(conditions["status"]) == {"supported", "not supported", "undecided", "undefined"}
    eras = tables["eras"]
    assert list(eras["pahlavi"][:2]) == [0.5, 0.3]
    assert eras["pahlavi"].isna().sum() == 2
    assert {"class_shares", "paths", "counterfactuals", "beside_record"} <= set(tables)


def test_verdicts_are_counted(study):
    counts = counted(study.findings)
    assert sum(counts.values()) == len(study.findings)
    assert counts["pinned"] == 2


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.50"), (-0.5, "−0.50"), (12.34, "12.3"), (123.4, "123"), (0.0, "0.00"), (-0.00001, "0.00"),
     (0.0421, "0.042"), (0.00421, "0.0042"), (None, "undefined"), (float("nan"), "undefined")],
)  # fmt: skip
def test_numbers_show_what_matters(value, text):
    assert number(value) == text


def test_intervals_share_decimals_that_their_width_bears():
    assert with_interval(Estimate(0.5, 0.4, 0.6)) == "0.50 [0.40, 0.60]"
    assert with_interval(Estimate(0.0012, 0.0008, 0.0016)) == "0.0012 [0.0008, 0.0016]"
    assert with_interval(Estimate(25.0, 20.0, 30.0)) == "25.0 [20.0, 30.0]"


def test_an_interval_without_zero_never_reads_as_if_it_had_it():
    assert with_interval(Estimate(6.0267e-07, 5.2e-07, 6.9e-07)) == "6.0e−07 [5.2e−07, 6.9e−07]"
    assert with_interval(Estimate(-0.0028, -0.0053, -0.00026)).endswith("−0.0003]")
    assert with_interval(Estimate(0.0, -1e-07, 1e-07)) == with_interval(Estimate(0.0, 0.0, 0.0)) == "0.00 [0.00, 0.00]"


def test_shares_never_read_as_none_or_all_when_they_are_not():
    assert [percent(share) for share in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "<1%", "50%", ">99%", "100%"]


def test_thresholds_read_as_they_were_set():
    assert [threshold(value) for value in (0.05, -2.0, 0.0, 10.0)] == ["0.05", "−2", "0", "10"]


def test_durations():
    assert (duration(45.4), duration(400.0)) == ("45 s", "6 min 40 s")


def test_a_verdict_names_the_condition_that_made_it():
    first = made.finding("F1", "supported")
    conditions = (made.YES, made.OPEN, made.NO)
    both = replace(first, measurement=replace(first.measurement, conditions=conditions))
    assert both.measurement.deciding is made.NO
    assert first.measurement.deciding is made.YES
    told = str(replace(made.study(), findings=(both, replace(first, id="F2"))))
    assert told.count("decided by: share of runs that did not, 0.30 [0.20, 0.40], asked < 0.1") == 1
    assert told.count("decided by") == 1


def test_no_word_of_the_table_is_broken(study):
    missing = tuple(replace(finding, null_value=None) for finding in study.findings)
    text = str(replace(study, findings=missing))
    assert text.count("undefined") >= len(missing)
    assert not re.search(r"undefine\b", text)
