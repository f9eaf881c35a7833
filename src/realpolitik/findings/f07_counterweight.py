"""F7: Russia was a counterweight to the West, in both eras."""

from __future__ import annotations

import numpy as np

from realpolitik.experiments.conditionality import conditionality as share_of_tie
from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Evidence
from realpolitik.findings.finding import Condition, Estimate, Measurement
from realpolitik.findings.intervals import resampled


def conditionality(under_pressure: np.ndarray, without: np.ndarray) -> float:
    """Return the share of a tie that goes with the pressure, from each run's mean security rung; NaN without a tie."""
    return float(share_of_tie(under_pressure.mean(), without.mean()))


def _mean_rung(evidence: Evidence, scenario: str, state: str) -> np.ndarray:
    return evidence.arm(scenario).security(state, "russia").mean(axis=1)


def measure(evidence: Evidence) -> Measurement:
    """Take Western military pressure away and see how much of the tie with Moscow stays."""
    pairs = {
        "islamic-republic": ("iran", "no-western-pressure"),
        "pahlavi": ("iran", "pahlavi-no-western-pressure"),
        "belarus": ("belarus", "belarus-no-western-pressure"),
    }
    found: dict[str, Estimate] = {}
    details: dict[str, dict[str, float]] = {}
    for base, (state, without) in pairs.items():
        rungs = (_mean_rung(evidence, base, state), _mean_rung(evidence, without, state))
        found[base] = resampled(conditionality, *rungs)
        details[base] = {"with_pressure": float(rungs[0].mean()), "without_pressure": float(rungs[1].mean())}
    return Measurement(
        conditions=tuple(
            Condition(f"conditionality, {era}", found[era], ">=", 0.5) for era in ("islamic-republic", "pahlavi")
        ),
        controls=(Condition("conditionality, Belarus", found["belarus"], "<", 0.5),),
        pinned=any(
            evidence.arm(era).is_pinned("iran", "russia", "security") for era in ("islamic-republic", "pahlavi")
        ),
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
