"""F8: distrust between Iran and Russia persists."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement
from realpolitik.findings.intervals import mean

TRUSTED = 0.6


def end_trust(arm: Arm, state: str) -> np.ndarray:
    """Return for each run the mutual trust with Russia in the last year."""
    return arm.mutual_trust(state, "russia")[:, -1]


def measure(evidence: Evidence) -> Measurement:
    """Start from even trust and see where it ends."""
    arms = {era: evidence.arm(f"{era}-equal-trust") for era in ("islamic-republic", "pahlavi", "mongolia")}
    second, first = (end_trust(arms[era], "iran") for era in ("islamic-republic", "pahlavi"))
    mongolia = end_trust(arms["mongolia"], "mongolia")
    return Measurement(
        conditions=(
            Condition("mutual trust in 2025, islamic-republic", mean(second), "<", TRUSTED),
            Condition("mutual trust in 1978, pahlavi", mean(first), "<", TRUSTED),
            Condition("the second minus the first", mean(second - first), ">", 0.0),
        ),
        controls=(Condition("mutual trust in 2025, Mongolia", mean(mongolia), ">", TRUSTED),),
        details={
            "mean_by_year": {
                era: arm.mutual_trust(arm.timeline.states[0], "russia").mean(axis=0).tolist()
                for era, arm in arms.items()
            }
        },
    )


CLAIM = Claim(
    id="F8",
    claim="Distrust between Iran and Russia persists, less so in the second era.",
    statistic="Mutual trust in the last year of an era, from trust that starts even",
    threshold="below 0.6 in both eras, and higher in the second; control: Mongolia ends above 0.6",
    source="source article, abstract and conclusion",
    measure=measure,
)
