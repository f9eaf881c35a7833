"""F17: in its first decade the Islamic Republic stood with neither East nor West."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement, Record
from realpolitik.findings.intervals import mean
from realpolitik.findings.records import recorded, recorded_classes
from realpolitik.theory.classes import TACTICAL

SCENARIO = "islamic-republic"
YEARS = (1980, 1988)
PAHLAVI_YEARS = (1970, 1978)
LATER_YEARS = (1990, 2025)
SHARE = 0.8


def apart_share(arm: Arm, years: tuple[int, int]) -> np.ndarray:
    """Return for each run the share of years in which Iran cooperates in security with neither Russia nor the West."""
    with_russia, with_west = (arm.security("iran", power, years) for power in ("russia", "west"))
    return ((with_russia <= 1.0) & (with_west <= 1.0)).mean(axis=1)


def measure(evidence: Evidence) -> Measurement:
    """Count the years 1980-88 in which Iran stood apart from both.

    The statistic is the mean over runs of the share of the nine years. The controls are ours: the Shah's Iran of
    1970-78 stood with the West, and the Islamic Republic of 1990-2025 with Moscow (F5).
    """
    arm, pahlavi = evidence.arm(SCENARIO), evidence.arm("pahlavi")
    return Measurement(
        conditions=(Condition("share of 1980-88", mean(apart_share(arm, YEARS)), ">=", SHARE),),
        controls=(
            Condition("share of 1970-78, Pahlavi Iran", mean(apart_share(pahlavi, PAHLAVI_YEARS)), "<", SHARE),
            Condition("share of 1990-2025", mean(apart_share(arm, LATER_YEARS)), "<", SHARE),
        ),
        pinned=any(arm.is_pinned("iran", power, "security", YEARS) for power in ("russia", "west")),
        details={
            "share_of_runs_apart_by_year": {
                str(year): float(apart_share(arm, (year, year)).mean()) for year in range(YEARS[0], YEARS[1] + 1)
            },
            "share_with_security_cooperation": {
                power: float((arm.security("iran", power, YEARS) > 1.0).mean()) for power in ("russia", "west")
            },
        },
    )


def record() -> Record:
    """Return the share of 1980-88 with neither tactical ties to Moscow nor a Western pact or Western forces."""
    years = range(YEARS[0], YEARS[1] + 1)
    classes = recorded_classes(SCENARIO, "iran", years)
    with_west = sum(recorded(SCENARIO, f"{column}.iran-west", years) for column in ("pact", "loose_pact", "forces")) > 0
    share = float(((classes < TACTICAL) & ~with_west).mean())
    statement = (
        f"In {share:.0%} of the years 1980-88 the recorded class with Moscow is below tactical (scenarios/README.md, "
        "recorded_class) and no pact of any kind (ATOP 5.1) and no resident forces tie Iran to the West."
    )
    return Record(statement, share, share >= SHARE)


CLAIM = Claim(
    id="F17",
    claim="In its first decade the Islamic Republic stood with neither East nor West.",
    statistic="Mean share of the years 1980-88 without security cooperation or a pact with either Russia or the West",
    threshold="at least 0.8; control: below 0.8 for Pahlavi Iran in 1970-78 and for the Islamic Republic since 1990",
    source="source article, extended abstract",
    measure=measure,
    record=record,
)
