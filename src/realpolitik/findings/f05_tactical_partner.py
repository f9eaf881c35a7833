"""F5: to the Islamic Republic, Russia is a tactical partner."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement, Record
from realpolitik.findings.intervals import proportion
from realpolitik.findings.records import recorded_classes
from realpolitik.theory.classes import CLASSES, TACTICAL

YEARS = (1990, 2025)


def modal_rung(rungs: np.ndarray) -> np.ndarray:
    """Return for each run the rung of most years, the lower one of two that tie."""
    counts = np.stack([(rungs == rung).sum(axis=1) for rung in range(4)], axis=1)
    return counts.argmax(axis=1)


def _modal(arm: Arm, state: str) -> np.ndarray:
    return modal_rung(arm.security(state, "russia", YEARS))


def measure(evidence: Evidence) -> Measurement:
    """Find each run's usual security rung with Moscow since 1990."""
    arm = evidence.arm("islamic-republic")
    iran = _modal(arm, "iran")
    belarus, saudi_arabia = (_modal(evidence.arm(client), client) for client in ("belarus", "saudi_arabia"))
    return Measurement(
        conditions=(Condition("share of runs, modal security rung 2", proportion(iran == 2), ">=", 0.8),),
        controls=(
            Condition("Belarus, modal security rung 3", proportion(belarus == 3), ">", 0.5),
            Condition("Saudi Arabia, modal security rung 2", proportion(saudi_arabia == 2), "<", 0.5),
        ),
        pinned=arm.is_pinned("iran", "russia", "security"),
        details={"runs_by_modal_rung": np.bincount(iran, minlength=4).tolist()},
    )


def record() -> Record:
    """Return the class of most years since 1990."""
    classes = recorded_classes("islamic-republic", "iran", range(YEARS[0], YEARS[1] + 1))
    counts = np.bincount(classes[~np.isnan(classes)].astype(int), minlength=len(CLASSES))
    modal, share = int(counts.argmax()), float(counts.max() / counts.sum())
    statement = f"Class of most years 1990-2025: {CLASSES[modal]}, {share:.0%} (scenarios/README.md, recorded_class)."
    return Record(statement, share, modal == TACTICAL)


CLAIM = Claim(
    id="F5",
    claim="To the Islamic Republic, Russia has been a tactical partner.",
    statistic="Share of runs whose usual security rung with Moscow in 1990-2025 is cooperation without a pact",
    threshold="at least 0.8; control: Belarus allied, Saudi Arabia not tactical",
    source="source article, abstract",
    measure=measure,
    record=record,
)
