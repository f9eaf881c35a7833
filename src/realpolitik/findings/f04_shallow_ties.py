"""F4: Pahlavi Iran's ties with Moscow were economic and shallow."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement, Record
from realpolitik.findings.intervals import mean
from realpolitik.findings.records import recorded_classes
from realpolitik.theory.classes import TRANSACTIONAL

YEARS = (1963, 1978)


def shallow_share(arm: Arm, state: str) -> np.ndarray:
    """Return for each run the share of years with economic partnership and no security cooperation."""
    shallow = (arm.economic(state, "russia", YEARS) == 2.0) & (arm.security(state, "russia", YEARS) <= 1.0)
    return shallow.mean(axis=1)


def measure(evidence: Evidence) -> Measurement:
    """Count the years of economic partnership without security cooperation."""
    arm = evidence.arm("pahlavi")
    economic, security = arm.economic("iran", "russia", YEARS), arm.security("iran", "russia", YEARS)
    return Measurement(
        conditions=(Condition("share of years, Iran 1963-78", mean(shallow_share(arm, "iran")), ">", 0.5),),
        controls=tuple(
            Condition(f"share of years, {client}", mean(shallow_share(evidence.arm(client), client)), "<=", 0.5)
            for client in ("india", "egypt")
        ),
        pinned=arm.is_pinned("iran", "russia", "economic") or arm.is_pinned("iran", "russia", "security"),
        details={
            "share_economic_partnership": float((economic == 2.0).mean()),
            "share_security_cooperation": float((security >= 2.0).mean()),
        },
    )


def record() -> Record:
    """Return the share of the years that the record codes as transactional."""
    classes = recorded_classes("pahlavi", "iran", range(YEARS[0], YEARS[1] + 1))
    share = float((classes[~np.isnan(classes)] == TRANSACTIONAL).mean())
    statement = f"{share:.0%} of the years 1963-78 are coded as transactional (scenarios/README.md, recorded_class)."
    return Record(statement, share, share > 0.5)


CLAIM = Claim(
    id="F4",
    claim="Pahlavi Iran's ties with Moscow were economic and shallow.",
    statistic="Mean share of the years 1963-78 with economic partnership and no security cooperation with Moscow",
    threshold="above 0.5; control: India and Egypt at most 0.5",
    source="source article, extended abstract",
    measure=measure,
    record=record,
)
