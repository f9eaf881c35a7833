"""F6: Western sanctions deepened Iran's cooperation with Russia."""

from __future__ import annotations

import itertools

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.designs import levels_of
from realpolitik.findings.edits import Edit, chained, set_sanctions
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement, Record
from realpolitik.findings.held_images import hold_images
from realpolitik.findings.intervals import mean
from realpolitik.findings.records import recorded
from realpolitik.scenario.mapping import TOP_SANCTION
from realpolitik.scenario.timeline import ScenarioTimeline

SCENARIO = "islamic-republic"
YEARS = (1995, 2025)
EXPERIMENT, FACTOR = "sanctions-dose", "dose"
TINY_SENDER = "saudi_arabia"
TINY_EFFECT = 0.05

Doses = tuple[tuple[str, float], ...]


def doses_given() -> tuple[float, ...]:
    """Return the doses as shares of full severity: the whole kinds of measures among the levels of the experiment."""
    return tuple(level / TOP_SANCTION for level in levels_of(EXPERIMENT, FACTOR) if level.is_integer())


def slope(responses: np.ndarray, doses: tuple[float, ...]) -> np.ndarray:
    """Return for each run the least-squares slope of its responses, (runs, doses), over the doses."""
    centered = np.array(doses) - np.mean(doses)
    return responses @ centered / (centered @ centered)


def _sanctioned(doses: Doses) -> Edit:
    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        for sender, dose in doses:
            timeline = set_sanctions(timeline, sender, "iran", dose, YEARS)
        return timeline

    return edit


def _slopes(evidence: Evidence, held: tuple[Edit, str], schedule: list[Doses]) -> tuple[np.ndarray, np.ndarray, dict]:
    """Return each run's slope of the mean security and economic rung with Russia, and both curves."""
    given = doses_given()
    arms: list[Arm] = []
    for doses in schedule:
        label = ", ".join([held[1], *(f"{sender} {dose:g}" for sender, dose in doses)])
        arms.append(evidence.arm(SCENARIO, edit=chained(held[0], _sanctioned(doses)), label=label))
    security = np.column_stack([arm.security("iran", "russia", YEARS).mean(axis=1) for arm in arms])
    economic = np.column_stack([arm.economic("iran", "russia", YEARS).mean(axis=1) for arm in arms])
    curve = {
        "doses": list(given),
        "security": security.mean(axis=0).tolist(),
        "economic": economic.mean(axis=0).tolist(),
    }
    return slope(security, given), slope(economic, given), curve


def measure(evidence: Evidence) -> Measurement:
    """Impose five doses of sanctions since 1995 while the images of each other, and so the threat, are held.

    The doses are those of the experiment `sanctions-dose`, which holds no image and asks whether the tie remembers.
    Expect steps: where interests add up, severity above the binding dose costs the target the same whatever it does
    toward Moscow, and a bystander has no market, so that the control of the small sender holds by construction.
    """
    base = evidence.arm(SCENARIO)
    held = hold_images(base, itertools.permutations(("iran", "russia", "west"), 2))
    given = doses_given()
    security, economic, western = _slopes(evidence, held, [(("west", dose),) for dose in given])
    joint_security, _, joint = _slopes(evidence, held, [(("west", dose), ("russia", dose)) for dose in given])
    tiny_security, _, tiny = _slopes(evidence, held, [(("west", 0.0), (TINY_SENDER, dose)) for dose in given])
    return Measurement(
        conditions=(
            Condition("slope of the security rung over the dose", mean(security), ">", 0.0),
            Condition("slope of the economic rung over the dose", mean(economic), ">", 0.0),
        ),
        controls=(
            Condition("slope of security, Moscow imposes them too", mean(joint_security), "<=", 0.0),
            Condition("slope of security, a small sender alone: not above", mean(tiny_security), "<", TINY_EFFECT),
            Condition("slope of security, a small sender alone: not below", mean(tiny_security), ">", -TINY_EFFECT),
        ),
        pinned=base.is_pinned("iran", "russia", "security"),
        details={
            "west": western,
            "west_and_russia": joint,
            "small_sender": tiny,
            "note": "The doses act through the economic ladder, which they hold at 0 from one half on. Bystanders "
            "have no market here, so the small sender's slope of 0 holds by construction.",
        },
    )


def record() -> Record:
    """Return how Russian arms deliveries changed after the sanctions of the Security Council began in 2006."""
    column = "arms_volume.iran-russia"
    before = float(np.nanmean(recorded(SCENARIO, column, range(1996, 2007))))
    after = float(np.nanmean(recorded(SCENARIO, column, range(2011, 2025))))
    statement = (
        f"Russian major arms to Iran over five years (SIPRI, million TIV): {before:.0f} on average in periods that end "
        f"in 1996-2006, {after:.0f} in periods that begin after 2006. Moscow voted for the sanctions of 2006-2010, "
        "which restricted arms."
    )
    return Record(statement, after - before, after > before)


CLAIM = Claim(
    id="F6",
    claim="Western sanctions deepened Iran's cooperation with Russia.",
    statistic="Slope of the mean security and economic rungs with Moscow, 1995-2025, over five doses of Western "
    "sanctions, images held",
    threshold="above 0 for both; control: at most 0 if Moscow imposes them too, within 0.05 of 0 for a small sender",
    source="source article, extended abstract",
    measure=measure,
    record=record,
)
