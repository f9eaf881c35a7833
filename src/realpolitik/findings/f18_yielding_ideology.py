"""F18: ideology yields when core interests are at stake."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.edits import Edit, give_identity
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement
from realpolitik.findings.intervals import mean
from realpolitik.scenario.timeline import ScenarioTimeline

SCENARIO, OTHER_ERA = "islamic-republic", "pahlavi"
YEARS = (1980, 2025)
PLACEBO_EFFECT = 0.05
"""Classes by which two halves of the years may differ if threat does not tell them apart."""


def swap_effect(own: Arm, swapped: Arm) -> np.ndarray:
    """Return by how many classes of the tie with Russia each run moves in each year when identity is swapped."""
    return np.abs(own.level("iran", "russia", YEARS) - swapped.level("iran", "russia", YEARS))


def greatest_threat(arm: Arm) -> np.ndarray:
    """Return the greatest threat to Iran from any actor, by year, as the mean over runs."""
    threats = np.stack([arm.threat("iran", actor, YEARS) for actor in arm.timeline.actors if actor != "iran"])
    return threats.max(axis=0).mean(axis=0)


def mean_in(effect: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Return for each run its mean effect in the years marked True; NaN if there are none."""
    return effect[:, years].sum(axis=1) / (years.sum() or np.nan)


def gap(effect: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return for each run its mean effect in the other years minus that in the years marked high."""
    return mean_in(effect, ~high) - mean_in(effect, high)


def _identity_of(source: ScenarioTimeline) -> Edit:
    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        return give_identity(timeline, "iran", source)

    return edit


def _pair(evidence: Evidence, **settings: float) -> tuple[Arm, Arm]:
    """Return the era with Iran's own mean identity, and with that of the other era."""
    own, other = (
        evidence.arm(
            SCENARIO,
            edit=_identity_of(evidence.arm(era).timeline),
            label=f"Iran's mean identity in {era}",
            **settings,
        )
        for era in (SCENARIO, OTHER_ERA)
    )
    return own, other


def _summary(own: Arm, swapped: Arm) -> tuple[np.ndarray, np.ndarray, dict[str, object]]:
    effect, threat = swap_effect(own, swapped), greatest_threat(own)
    high = threat > np.median(threat)
    details = {
        "effect_in_high_threat_years": float(mean_in(effect, high).mean()),
        "effect_in_other_years": float(mean_in(effect, ~high).mean()),
        "high_threat_years": (np.flatnonzero(high) + YEARS[0]).tolist(),
        "effect_by_year": effect.mean(axis=0).tolist(),
        "threat_by_year": threat.tolist(),
    }
    return effect, gap(effect, high), details


def measure(evidence: Evidence) -> Measurement:
    """Swap Iran's identity for that of the Pahlavi era, with no rule that lets ideas yield, and compare the years.

    *Identity* is affinity and ideological intensity (votes, where no profile gives them), the mean of an era in all
    years, so that the swap is as large in every year and only the threat differs. *Behaviour* is the class of the tie
    with Russia, 0 hostile to 4 alliance; the effect is how many classes the same run moves. *High-threat years* are
    those above the median of the years in the greatest threat to Iran from any actor, its mean over runs under its own
    identity. Without the rule (psi = 0) the effect can shrink only because other interests decide; with it (details)
    the pull of ideas shrinks by construction. The year 1979 is left out: both arms enter it from the same rungs, so
    that its effect is small whatever the threat. This was seen only when the control below failed on it.

    The negative control is ours: odd years against even ones, a division that has nothing to do with threat.
    """
    own, swapped = _pair(evidence, identity_yield=0.0)
    effect, found, without_rule = _summary(own, swapped)
    placebo = gap(effect, np.arange(YEARS[0], YEARS[1] + 1) % 2 == 0)
    _, _, with_rule = _summary(*_pair(evidence))
    return Measurement(
        conditions=(
            Condition("effect of the swap, other years minus high-threat years, psi = 0", mean(found), ">", 0.0),
        ),
        controls=(
            Condition("odd years minus even years, psi = 0: not above", mean(placebo), "<", PLACEBO_EFFECT),
            Condition("odd years minus even years, psi = 0: not below", mean(placebo), ">", -PLACEBO_EFFECT),
        ),
        pinned=own.is_pinned("iran", "russia", "security") and own.is_pinned("iran", "russia", "economic"),
        details={
            "psi_0": without_rule,
            "psi_as_assumed": {
                **with_rule,
                "note": "With psi above 0 the pull of ideas yields to danger by construction.",
            },
        },
    )


CLAIM = Claim(
    id="F18",
    claim="Ideology yields to tactical alignment when core interests are at stake.",
    statistic="Classes of the tie with Russia, 1980-2025, by which a run moves when Iran's identity is swapped for "
    "that of the Pahlavi era: mean over the years of lower threat minus mean over those of higher threat, with psi = 0",
    threshold="above 0; control: within 0.05 of 0 between odd and even years",
    source="source article, extended abstract",
    measure=measure,
)
