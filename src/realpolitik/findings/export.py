"""Findings as plain data for JSON: no NaN, no arrays."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from realpolitik.findings.finding import Condition, Estimate, Finding, Record, Robustness


def plain(value: Any) -> Any:
    """Return a value with arrays as lists and what is not a finite number as None."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _interval(estimate: Estimate) -> list[Any] | None:
    return plain([estimate.low, estimate.high]) if estimate.defined else None


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "name": condition.name,
        "effect": plain(condition.estimate.value),
        "interval": _interval(condition.estimate),
        "relation": condition.relation,
        "threshold": condition.threshold,
        "status": condition.status,
    }


def _robustness(robustness: Robustness) -> dict[str, Any]:
    return {
        "share": plain(robustness.share),
        "points": robustness.points,
        "runs": robustness.runs,
        "effects": plain(robustness.effects),
        "held": list(robustness.held),
        "drivers": [{"assumption": name, "rank_correlation": plain(found)} for name, found in robustness.drivers],
    }


def _record(record: Record) -> dict[str, Any]:
    agrees = None if record.agrees is None else bool(record.agrees)
    return {"statement": record.statement, "value": plain(record.value), "agrees": agrees}


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as a JSON-ready dict.

    The effect and its interval are those of the headline; all conditions stand in ``details["conditions"]``. What is
    undefined is None.
    """
    measurement = finding.measurement
    headline = measurement.headline.estimate
    controls = [_condition(control) for control in measurement.controls]
    return {
        "id": finding.id,
        "claim": finding.claim,
        "verdict": finding.verdict,
        "statistic": finding.statistic,
        "threshold": finding.threshold,
        "effect": plain(headline.value),
        "interval": _interval(headline),
        "robustness": None if finding.robustness is None else _robustness(finding.robustness),
        "within_record": None if finding.within_record is None else _robustness(finding.within_record),
        "null_value": plain(finding.null_value),
        "control": {"holds": finding.control_holds, "conditions": controls} if controls else None,
        "record": None if finding.record is None else _record(finding.record),
        "profiles": finding.profiles,
        "details": {**plain(measurement.details), "conditions": [_condition(one) for one in measurement.conditions]},
    }
