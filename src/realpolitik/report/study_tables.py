"""The tables of a study for R, Stata and spreadsheets: one row a finding, one row a condition, one row a quantity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.report.eras import eras_frame

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.findings.finding import Finding
    from realpolitik.report.study import Study


def findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """Return a row a finding and kind of profiles; the effect is that of the first condition."""
    import pandas as pd

    rows = []
    for finding in findings:
        headline = finding.measurement.headline
        record, robustness = finding.record, finding.robustness
        rows.append(
            {
                "id": finding.id, "profiles": finding.profiles, "verdict": finding.verdict, "claim": finding.claim,
                "effect": headline.estimate.value, "low": headline.estimate.low, "high": headline.estimate.high,
                "relation": headline.relation, "threshold": headline.threshold,
                "value_at_random": finding.null_value,
                "controls": finding.control_status,
                "share_of_points": None if robustness is None else robustness.share,
                "share_within_record": None if finding.within_record is None else finding.within_record.share,
                "points": None if robustness is None else robustness.points,
                "record_value": None if record is None else record.value,
                "record_agrees": None if record is None or record.agrees is None else bool(record.agrees),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def conditions_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """Return a row a condition or control, finding and kind of profiles."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "id": finding.id, "profiles": finding.profiles, "kind": kind, "name": one.name,
                "effect": one.estimate.value, "low": one.estimate.low, "high": one.estimate.high,
                "relation": one.relation, "threshold": one.threshold, "status": one.status,
            }
            for finding in findings
            for kind, several in (
                ("condition", finding.measurement.conditions), ("control", finding.measurement.controls)
            )
            for one in several
        ]
    )  # fmt: skip


def study_tables(study: Study) -> dict[str, pd.DataFrame]:
    """Return all tables by the name of their file, without its ending."""
    exhibits = study.exhibits
    return {
        "findings": findings_frame(study.findings),
        "conditions": conditions_frame(study.findings),
        "eras": eras_frame(list(study.eras)),
        "class_shares": exhibits.class_shares,
        "paths": exhibits.paths,
        "counterfactuals": exhibits.counterfactuals,
        "beside_record": exhibits.record,
    }
