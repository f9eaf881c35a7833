"""F7: Russia was a counterweight to the West, in both eras."""

from __future__ import annotations

import numpy as np

from realpolitik.experiments.conditionality import conditionality as share_of_tie
from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Evidence
from realpolitik.findings.finding import Condition, Estimate, Measurement
from realpolitik.findings.intervals import resampled

EXPERIMENT = "two-eras"
ERAS = ("islamic-republic", "pahlavi")
ARMS = ("pressure", "no-pressure")
"""With Western military pressure and without, as the experiment names its arms."""

CONTROL = "belarus"


def conditionality(under_pressure: np.ndarray, without: np.ndarray) -> float:
    """Return the share of a tie that goes with the pressure, from each run's mean security rung; NaN without a tie."""
    return float(share_of_tie(under_pressure.mean(), without.mean()))


def measure(evidence: Evidence) -> Measurement:
    """Take Western military pressure away and see how much of the tie with Moscow stays.

    Eras and arms are those of the experiment `two-eras`; Belarus is the control.
    """
    sides = {era: [evidence.point(EXPERIMENT, scenario=era, arm=arm) for arm in ARMS] for era in ERAS}
    sides[CONTROL] = [evidence.arm(CONTROL), evidence.arm(f"{CONTROL}-no-western-pressure")]
    found: dict[str, Estimate] = {}
    details: dict[str, dict[str, float]] = {}
    for base, arms in sides.items():
        state = CONTROL if base == CONTROL else "iran"
        rungs = [arm.security(state, "russia").mean(axis=1) for arm in arms]
        found[base] = resampled(conditionality, *rungs)
        details[base] = {"with_pressure": float(rungs[0].mean()), "without_pressure": float(rungs[1].mean())}
    return Measurement(
        conditions=tuple(Condition(f"conditionality, {era}", found[era], ">=", 0.5) for era in ERAS),
        controls=(Condition("conditionality, Belarus", found[CONTROL], "<", 0.5),),
        pinned=any(sides[era][0].is_pinned("iran", "russia", "security") for era in ERAS),
        details={"mean_security_rung": details},
    )


CLAIM = Claim(
    id="F7",
    claim="In both eras Iran used Russia as a counterweight to the West.",
    statistic="Conditionality of the tie with Moscow on Western military pressure, from mean security rungs with and "
    "without it; undefined without a tie",
    threshold="at least 0.5 in both eras; control: Belarus below 0.5",
    source="source article, abstract",
    measure=measure,
)
