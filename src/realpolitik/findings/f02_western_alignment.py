"""F2: Pahlavi Iran aligned with the West of its own accord."""

from __future__ import annotations

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Estimate, Measurement, Record
from realpolitik.findings.intervals import proportion
from realpolitik.findings.records import recorded, recorded_classes
from realpolitik.scenario import load
from realpolitik.scenario.schema import TieEvent
from realpolitik.theory.classes import CLASSES

YEAR = 1960
COOPERATION = 2
NEIGHBOURS = ("finland", "afghanistan", "egypt")


def aligned(arm: Arm, state: str, partner: str) -> Estimate:
    """Return the share of runs with security cooperation or a pact in the year."""
    return proportion(arm.security(state, partner, (YEAR, YEAR))[:, 0] >= COOPERATION)


def ever_aligned_share(arm: Arm, state: str, partner: str) -> float:
    """Return the share of runs with security cooperation or a pact in any year to that one."""
    years = (arm.timeline.first_year, YEAR)
    return float((arm.security(state, partner, years) >= COOPERATION).any(axis=1).mean())


def measure(evidence: Evidence) -> Measurement:
    """Withhold the pacts of 1955 and 1959 and see where Iran stands in 1960.

    Aligned by 1960 is read as aligned in that year: a tie that came and went is no alignment. How often there was one
    in any year to 1960 is in the details.
    """
    arm = evidence.arm("pahlavi-without-pacts")
    return Measurement(
        conditions=(
            Condition("P(security with the West >= 2 in 1960)", aligned(arm, "iran", "west"), ">=", 0.8),
            Condition("P(security with Russia >= 2 in 1960)", aligned(arm, "iran", "russia"), "<=", 0.1),
        ),
        controls=tuple(
            Condition(
                f"P(security with the West >= 2 in 1960), {client}",
                aligned(evidence.arm(client), client, "west"),
                "<=",
                0.3,
            )
            for client in NEIGHBOURS
        ),
        pinned=arm.is_pinned("iran", "west", "security"),
        details={
            "share_of_runs_with_a_tie_in_any_year_to_1960": {
                "iran-west": ever_aligned_share(arm, "iran", "west"),
                "iran-russia": ever_aligned_share(arm, "iran", "russia"),
                **{f"{client}-west": ever_aligned_share(evidence.arm(client), client, "west") for client in NEIGHBOURS},
            }
        },
    )


def record() -> Record:
    """Return where the dated events and the series put Iran in 1960."""
    events = [
        event
        for event in load("pahlavi").document.live_events
        if isinstance(event, TieEvent)
        and event.pair == "iran-west"
        and event.ladder == "security"
        and event.year <= YEAR
    ]
    last = max(events, key=lambda event: event.year)
    loose = recorded("pahlavi", "loose_pact.iran-west", range(YEAR, YEAR + 1))[0] == 1.0
    code = recorded_classes("pahlavi", "iran", range(YEAR, YEAR + 1))[0]
    statement = (
        f"In {YEAR} the last dated tie of Iran and the West is that of {last.year} ({last.text}), security rung "
        f"{last.level}; a consultation or non-aggression pact with the West is {'' if loose else 'not '}on record "
        f"(ATOP 5.1); the recorded class with Moscow is {CLASSES[int(code)]}."
    )
    agrees = last.level >= COOPERATION and bool(code < CLASSES.index("tactical"))
    return Record(statement, float(last.level), agrees)


CLAIM = Claim(
    id="F2",
    claim="Pahlavi Iran aligned with the Western bloc.",
    statistic="With the Baghdad Pact and the agreement of 1959 withheld, share of runs in which Iran cooperates in "
    "security with the West in 1960, and with Moscow",
    threshold="at least 0.8 with the West and at most 0.1 with Moscow; control: Finland, Afghanistan and Egypt at "
    "most 0.3 with the West",
    source="source article, extended abstract",
    measure=measure,
    record=record,
)
