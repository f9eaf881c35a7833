"""F3: the Soviet Union was the main threat to Pahlavi Iran."""

from __future__ import annotations

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Estimate, Measurement, Record
from realpolitik.findings.intervals import mean
from realpolitik.findings.records import recorded

YEARS = (1950, 1978)


def excess_threat(arm: Arm, state: str, years: tuple[int, int]) -> Estimate:
    """Return the mean over the years of the threat from Russia minus the threat from the West."""
    gap = arm.threat(state, "russia", years) - arm.threat(state, "west", years)
    return mean(gap.mean(axis=1))


def measure(evidence: Evidence) -> Measurement:
    """Start from equal images, let behaviour alone change them, and compare the threats."""
    century = evidence.arm("identical-images")
    cuba = evidence.arm("cuba", images="behaviour")
    return Measurement(
        conditions=(
            Condition("threat from Russia minus the West, 1950-78", excess_threat(century, "iran", YEARS), ">", 0.0),
        ),
        controls=(
            Condition("the same, Iran 1981-2025", excess_threat(century, "iran", (1981, 2025)), "<", 0.0),
            Condition("the same, Cuba 1962-90", excess_threat(cuba, "cuba", (1962, 1990)), "<", 0.0),
        ),
        details={
            actor: {
                "1950-78": float(century.threat("iran", actor, YEARS).mean()),
                "1981-2025": float(century.threat("iran", actor, (1981, 2025)).mean()),
            }
            for actor in ("russia", "west")
        },
    )


def record() -> Record:
    """Return the years with a militarized dispute with each, over the years of the statistic."""
    count = {
        actor: int((recorded("pahlavi", f"dispute_level.iran-{actor}", range(YEARS[0], YEARS[1] + 1)) > 0).sum())
        for actor in ("russia", "west")
    }
    gap = count["russia"] - count["west"]
    statement = (
        f"Years with a militarized dispute, {YEARS[0]}-78 (Gibler, Miller and Little 2016): {count['russia']} with "
        f"Moscow, {count['west']} with the West."
    )
    return Record(statement, float(gap), gap > 0)


CLAIM = Claim(
    id="F3",
    claim="The Soviet Union was the main threat to Pahlavi Iran.",
    statistic="From equal images in 1946 that follow behaviour alone: mean threat to Iran from Moscow minus from the "
    "West, 1950-78",
    threshold="above 0; control: below 0 for Iran after 1980 and for Cuba",
    source="source article, abstract and extended abstract",
    measure=measure,
    record=record,
)
