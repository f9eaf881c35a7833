"""F14: asymmetry, distrust and clashing aims together keep Iran and Russia from an alliance."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement
from realpolitik.findings.intervals import mean, proportion
from realpolitik.findings.records import LASTING_PACT
from realpolitik.findings.shapley import shapley_values

Removed = frozenset[str]

OBSTACLES = ("asymmetry", "distrust", "clashing aims")
SUFFICIENT = 0.5

REMOVED: dict[Removed, str] = {
    frozenset(): "islamic-republic",
    frozenset({"asymmetry"}): "equal-power",
    frozenset({"distrust"}): "trusting-partners",
    frozenset({"clashing aims"}): "shared-aims",
    frozenset({"asymmetry", "distrust"}): "equal-power-and-trust",
    frozenset({"asymmetry", "clashing aims"}): "equal-power-and-shared-aims",
    frozenset({"distrust", "clashing aims"}): "trust-and-shared-aims",
    frozenset(OBSTACLES): "all-three-removed",
}
"""The scenario without each set of obstacles."""


def minimal_sets(sufficient: Collection[Removed]) -> list[Removed]:
    """Return the sets of which no proper subset is in the collection, small ones first."""
    minimal = [one for one in sufficient if not any(other < one for other in sufficient)]
    return sorted(minimal, key=lambda one: (len(one), sorted(one)))


def _pact(arm: Arm) -> np.ndarray:
    return arm.longest_pact("iran", "russia") >= LASTING_PACT


def measure(evidence: Evidence) -> Measurement:
    """Remove every set of the three obstacles and see when a pact follows.

    A pact is a defence pact of five years or more, as in F1. A set is sufficient if half of the runs or more have one.
    """
    arms = {removed: evidence.arm(scenario) for removed, scenario in REMOVED.items()}
    pacts = {removed: _pact(arm) for removed, arm in arms.items()}
    shares = {removed: proportion(hits) for removed, hits in pacts.items()}
    base = pacts[frozenset()].astype(np.float64)
    shapley = shapley_values({removed: hits.astype(np.float64) for removed, hits in pacts.items()}, OBSTACLES)
    sufficient = [removed for removed, share in shares.items() if share.value >= SUFFICIENT]
    return Measurement(
        conditions=(
            Condition("P(pact), all three removed", shares[frozenset(OBSTACLES)], ">=", SUFFICIENT),
            *(
                Condition(f"P(pact), {obstacle} alone removed", shares[frozenset({obstacle})], "<", SUFFICIENT)
                for obstacle in OBSTACLES
            ),
        ),
        controls=(Condition("lift of P(pact), Iraq removed", mean(_pact(evidence.arm("no-iraq")) - base), "<", 0.05),),
        pinned=any(arm.is_pinned("iran", "russia", "security") for arm in arms.values()),
        details={
            "sets": [
                {
                    "removed": [obstacle for obstacle in OBSTACLES if obstacle in removed],
                    "p_pact": share.value,
                    "low": share.low,
                    "high": share.high,
                    "mean_security_rung": float(arms[removed].security("iran", "russia").mean()),
                }
                for removed, share in shares.items()
            ],
            "shapley_values_of_lifts": {
                obstacle: {"value": found.value, "low": found.low, "high": found.high}
                for obstacle, found in ((obstacle, mean(values)) for obstacle, values in shapley.items())
            },
            "minimal_sufficient_sets": [
                [obstacle for obstacle in OBSTACLES if obstacle in removed] for removed in minimal_sets(sufficient)
            ],
        },
    )


CLAIM = Claim(
    id="F14",
    claim="Asymmetry, distrust and clashing aims together keep Iran and Russia from an alliance.",
    statistic="Share of runs with a defence pact of five years or more when all three obstacles are removed, and when "
    "each is removed alone",
    threshold="at least 0.5 together, below 0.5 each; control: removing Iraq lifts it by less than 0.05",
    source="source article, extended abstract",
    measure=measure,
)
