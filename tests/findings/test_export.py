"""Findings leave as plain JSON."""

import json
from dataclasses import replace

import numpy as np

from realpolitik.findings.export import finding_record, plain
from realpolitik.findings.finding import UNDEFINED, Condition, Estimate, Finding, Measurement, Record, Robustness

KEYS = {
    "id", "claim", "verdict", "statistic", "threshold", "effect", "interval", "robustness", "null_value", "control",
    "record", "profiles", "details", "within_record",
}  # fmt: skip


def finding(estimate, **more):
    given = {"null_value": None, "robustness": None, "record": None, **more}
    control = Condition("control", Estimate(0.0, -0.1, 0.1), "<", 0.5)
    details = {"curve": np.array([1.0, np.nan]), "n": np.int64(3), 1980: (np.float32(0.5), float("inf"))}
    measurement = Measurement((Condition("head", estimate, ">", 0.0),), (control,), details=details)
    return Finding("F0", "claim", "statistic", "threshold", "elite", measurement, **given)


def test_a_full_finding_keeps_everything():
    robustness = Robustness(0.5, 2, 10, (1.0, float("nan")), (("aims_weight", -0.9),), (True, False))
    found = finding_record(
        finding(
            Estimate(0.5, 0.4, 0.6),
            null_value=0.1,
            robustness=robustness,
            record=Record("said", 2.0, False),
            within_record=replace(robustness, share=0.25),
        )
    )
    json.dumps(found, allow_nan=False)
    assert set(found) == KEYS
    assert found["verdict"] == "model supports, record contradicts"
    assert (found["effect"], found["interval"], found["null_value"]) == (0.5, [0.4, 0.6], 0.1)
    assert found["robustness"] == {
        "share": 0.5,
        "points": 2,
        "runs": 10,
        "effects": [1.0, None],
        "held": [True, False],
        "drivers": [{"assumption": "aims_weight", "rank_correlation": -0.9}],
    }
    assert found["within_record"] == found["robustness"] | {"share": 0.25}
    assert found["control"]["holds"] is True
    assert found["control"]["conditions"][0]["relation"] == "<"
    assert found["record"] == {"statement": "said", "value": 2.0, "agrees": False}
    assert found["details"]["curve"] == [1.0, None]
    assert (found["details"]["n"], found["details"]["1980"]) == (3, [0.5, None])
    assert found["details"]["conditions"][0]["status"] == "supported"


def test_what_is_undefined_is_none():
    found = finding_record(finding(UNDEFINED))
    json.dumps(found, allow_nan=False)
    assert found["verdict"] == "undefined"
    assert found["within_record"] is None
    assert found["effect"] is found["interval"] is found["null_value"] is found["robustness"] is found["record"] is None


def test_a_finding_without_control_has_none():
    bare = Finding("F0", "", "", "", "elite", Measurement((Condition("", UNDEFINED, ">", 0.0),)), None, None, None)
    assert finding_record(bare)["control"] is None


def test_plain_keeps_types_that_json_knows():
    assert plain({"a": np.bool_(True), "b": "text", "c": None, "d": 3}) == {"a": True, "b": "text", "c": None, "d": 3}
    assert type(plain(np.bool_(False))) is bool
