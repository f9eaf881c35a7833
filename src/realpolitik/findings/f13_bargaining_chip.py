"""F13: Pahlavi Iran used the Soviet threat as a bargaining chip."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.equivalence import null_beside
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement
from realpolitik.findings.intervals import mean

WORLDS = {"bipolar": ("pahlavi", "pahlavi-moscow-closed"), "unipolar": ("unipolar", "unipolar-moscow-closed")}
"""Scenarios with the Moscow option open and closed."""


def western_aid(arm: Arm) -> np.ndarray:
    """Return the aid that the West is expected to pay to Iran, by run and year, in utility."""
    return arm.directed("aid", "west", "iran")


def measure(evidence: Evidence) -> Measurement:
    """Close the Moscow option and see what Western aid it was worth, in two worlds.

    Aid is what the stronger side pays for a step up, averaged over the moves that the pair might draw in the year; the
    statistic is its mean over all years. The control is null within a tenth of the effect under bipolarity.
    """
    arms = {world: [evidence.arm(name) for name in names] for world, names in WORLDS.items()}
    aid = {world: [western_aid(arm) for arm in pair] for world, pair in arms.items()}
    worth = {world: (opened - closed).mean(axis=1) for world, (opened, closed) in aid.items()}
    bipolar = arms["bipolar"][0]
    return Measurement(
        conditions=(
            Condition("Western aid a year, Moscow option open minus closed", mean(worth["bipolar"]), ">", 0.0),
        ),
        controls=null_beside("the same, unipolar", worth["unipolar"], worth["bipolar"]),
        pinned=all(bipolar.is_pinned("iran", "west", ladder) for ladder in ("security", "economic")),
        details={
            world: {
                "worth": float(worth[world].mean()),
                "years": [int(year) for year in arms[world][0].timeline.years],
                "open": opened.mean(axis=0).tolist(),
                "closed": closed.mean(axis=0).tolist(),
            }
            for world, (opened, closed) in aid.items()
        },
    )


CLAIM = Claim(
    id="F13",
    claim="Pahlavi Iran used the Soviet threat as a bargaining chip for Western aid.",
    statistic="Expected Western aid to Iran, mean of 1946-78, with the option of Moscow open minus with it closed",
    threshold="above 0 in the bipolar world; control: in a unipolar world within a tenth of the effect of 0",
    source="source article, extended abstract",
    measure=measure,
)
