"""F9: Moscow was perceived differently in the two eras, and that mattered."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.edits import Edit, pin_intent
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Estimate, Measurement
from realpolitik.findings.intervals import mean, resampled
from realpolitik.scenario.timeline import ScenarioTimeline
from realpolitik.theory.classes import CLASSES

SCENARIO = "islamic-republic"
Images = tuple[float, float]
"""Hostile intent that Iran attributes to Russia and to the West."""


def total_variation(one: np.ndarray, other: np.ndarray) -> float:
    """Return half the summed differences of class shares; rows are runs, columns counts of years by class."""
    shares = [counts.sum(axis=0) / counts.sum() for counts in (one, other)]
    return float(np.abs(shares[0] - shares[1]).sum() / 2.0)


def class_counts(arm: Arm) -> np.ndarray:
    """Return for each run its years by class of Iran and Russia, (runs, 5)."""
    level = arm.level("iran", "russia")
    return np.stack([(level == found).sum(axis=1) for found in range(len(CLASSES))], axis=1)


def _levels(arm: Arm, years: tuple[int, int] | None = None) -> Images:
    russia, west = (float(arm.intent("iran", actor, years).mean()) for actor in ("russia", "west"))
    return russia, west


def _held(images: Images) -> Edit:
    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        for actor, level in zip(("russia", "west"), images, strict=True):
            timeline = pin_intent(timeline, "iran", actor, level)
        return timeline

    return edit


def _counts(evidence: Evidence, images: Images) -> np.ndarray:
    label = f"Iran's images of russia {images[0]!r}, of west {images[1]!r}"
    return class_counts(evidence.arm(SCENARIO, edit=_held(images), label=label))


def _shift(evidence: Evidence, one: Images, other: Images) -> Estimate:
    return resampled(total_variation, _counts(evidence, one), _counts(evidence, other))


def measure(evidence: Evidence) -> Measurement:
    """Let images diverge by behaviour alone; then swap the images of the eras and nothing else."""
    own, first_era = evidence.arm(SCENARIO), evidence.arm("pahlavi")
    early, late = _levels(own, (1979, 2001)), _levels(own, (2002, 2025))
    century = evidence.arm("identical-images")
    fall = century.intent("iran", "russia", (1970, 1978)).mean(axis=1) - century.intent(
        "iran", "russia", (2000, 2025)
    ).mean(axis=1)
    return Measurement(
        conditions=(
            Condition(
                "total variation of classes, images of the eras swapped",
                _shift(evidence, _levels(own), _levels(first_era)),
                ">=",
                0.2,
            ),
            Condition("image of Moscow from equal starts, 1970-78 minus 2000-25", mean(fall), ">", 0.0),
        ),
        controls=(
            Condition("total variation, images of 1979-2001 and 2002-25", _shift(evidence, early, late), "<", 0.05),
        ),
        pinned=own.is_pinned("iran", "russia", "security"),
        details={
            "images_of_russia_and_west": {
                "islamic-republic": list(_levels(own)),
                "pahlavi": list(_levels(first_era)),
                "1979-2001": list(early),
                "2002-2025": list(late),
            }
        },
    )


CLAIM = Claim(
    id="F9",
    claim="Moscow was perceived differently in the two eras.",
    statistic="Total variation of the classes of Iran and Russia when only Iran's images are swapped for those of "
    "the other era; fall of the image of Moscow between the eras from equal starts, by behaviour alone",
    threshold="at least 0.2, and above 0; control: a swap within the second era below 0.05",
    source="source article, abstract",
    measure=measure,
)
