"""F20: from adversary to pragmatic partner."""

from __future__ import annotations

import itertools
import zlib

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.edits import Edit, chained, pin_intent, set_clash, set_trust
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement, Record
from realpolitik.findings.intervals import in_details, mean
from realpolitik.findings.records import recorded_classes
from realpolitik.findings.shapley import shapley_values, subsets
from realpolitik.scenario.timeline import ScenarioTimeline

FIRST, SECOND = "pahlavi", "islamic-republic"
FACTORS = ("security", "aims", "trust")
CONTROL = "egypt"
SPANS = ((1946, 1978), (1979, 2025))

Level = tuple[str, str, str, float]
"""What is set, whose or first of the pair, toward whom or second, and the level."""


def era_rise(arm: Arm, state: str) -> np.ndarray:
    """Return for each run of a scenario of both eras its mean class with Russia from 1979 on minus that before."""
    before, after = (arm.level(state, "russia", span).mean(axis=1) for span in SPANS)
    return after - before


def factor_levels(arm: Arm) -> dict[str, tuple[Level, ...]]:
    """Return an era's mean levels of what the factors stand for: images, clash of aims, trust."""
    states = arm.timeline.states
    i, j = states.index("iran"), states.index("russia")
    both_ways = (("iran", "russia"), ("russia", "iran"))
    return {
        "security": tuple(
            ("image", of, toward, float(arm.intent(of, toward).mean()))
            for of, toward in itertools.permutations(("iran", "russia", "west"), 2)
        ),
        "aims": (("clash", "iran", "russia", float(arm.timeline.arrays.clash[:, i, j].mean())),),
        "trust": tuple(
            ("trust", of, toward, float(arm.directed("trust", of, toward).mean())) for of, toward in both_ways
        ),
    }


def _set(level: Level) -> Edit:
    kind, first, second, value = level

    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        if kind == "image":
            return pin_intent(timeline, first, second, value)
        if kind == "trust":
            return set_trust(timeline, first, second, value)
        return set_clash(timeline, first, second, value)

    return edit


def _mean_class(evidence: Evidence, levels: tuple[Level, ...], replaced: frozenset[str]) -> np.ndarray:
    """Return each run's mean class with Russia in the second era under given levels."""
    # the label names the levels, because under other assumptions they are others and timelines are kept by label
    digest = zlib.crc32(repr(levels).encode())
    names = ", ".join(sorted(replaced)) or "nothing"
    label = f"{names} as in {FIRST} ({digest:08x})"
    arm = evidence.arm(SECOND, edit=chained(*map(_set, levels)), label=label)
    return arm.level("iran", "russia").mean(axis=1)


def measure(evidence: Evidence) -> Measurement:
    """Compare the mean class with Moscow in the two eras, run by run, and take the rise apart.

    Classes count from 0 (hostile) to 4 (alliance). Three factors of the second era are replaced by what they were in
    the first, in every combination: *security* is the hostile intent that Iran, Russia and the West see in each other,
    *aims* the clash of regional aims of Iran and Russia, *trust* where the trust of each of the two in the other starts
    and returns to. A factor enters every arm as a constant, the mean of the one era or of the other, so that arms
    differ in levels alone. A factor's part is its Shapley value: what restoring it adds, averaged over all orders. The
    residual is what the three do not explain: power, elites, sanctions, events, and that paths are not constants.

    The negative control is ours: Egypt, which broke with Moscow in 1972-76; its class must not rise.
    """
    first, second = evidence.arm(FIRST), evidence.arm(SECOND)
    before, after = (arm.level("iran", "russia").mean(axis=1) for arm in (first, second))
    rise = after - before
    levels = {era: factor_levels(arm) for era, arm in ((FIRST, first), (SECOND, second))}
    # worth of a set of factors: the second era with these factors as they were in it, the others as in the first
    worth = {}
    for own in subsets(FACTORS):
        chosen = tuple(level for factor in FACTORS for level in levels[SECOND if factor in own else FIRST][factor])
        worth[own] = _mean_class(evidence, chosen, frozenset(FACTORS) - own)
    everything, nothing = worth[frozenset(FACTORS)], worth[frozenset()]
    parts = shapley_values(worth, FACTORS)
    alone = {factor: everything - worth[frozenset(FACTORS) - {factor}] for factor in FACTORS}
    return Measurement(
        conditions=(Condition("mean class with Russia, second era minus first", mean(rise), ">", 0.0),),
        controls=(
            Condition(
                f"{CONTROL.capitalize()}, 1979-2025 minus 1946-78",
                mean(era_rise(evidence.arm(CONTROL), CONTROL)),
                "<=",
                0.0,
            ),
        ),
        pinned=any(arm.is_pinned("iran", "russia", "security") for arm in (first, second)),
        details={
            "mean_class": {FIRST: float(before.mean()), SECOND: float(after.mean())},
            "parts_of_the_rise": {factor: in_details(mean(part)) for factor, part in parts.items()},
            "fall_if_one_is_replaced": {factor: in_details(mean(fall)) for factor, fall in alone.items()},
            "explained": in_details(mean(everything - nothing)),
            "residual": in_details(mean(rise - (everything - nothing))),
            "levels": {
                era: [{"what": kind, "of": of, "toward": toward, "level": level} for kind, of, toward, level in found]
                for era, found in ((era, tuple(itertools.chain(*by.values()))) for era, by in levels.items())
            },
            "mean_class_by_replaced_factors": {
                ", ".join(sorted(frozenset(FACTORS) - own)) or "none": float(found.mean())
                for own, found in worth.items()
            },
        },
    )


def record() -> Record:
    """Return the rise of the mean recorded class of Iran and Russia between the eras."""
    first, second = (float(np.nanmean(recorded_classes("century", "iran", range(a, b + 1)))) for a, b in SPANS)
    statement = (
        f"Mean recorded class with Moscow, 0 hostile to 4 alliance (scenarios/README.md, recorded_class): {first:.2f} "
        f"in 1946-78, {second:.2f} in 1979-2025."
    )
    return Record(statement, second - first, second > first)


CLAIM = Claim(
    id="F20",
    claim="From adversary to pragmatic partner: the relation of Iran and Russia rose between the eras.",
    statistic="Mean class with Moscow in 1979-2025 minus that in 1946-78, paired run by run; Shapley parts of "
    "security, aims and trust",
    threshold="above 0; control: not above 0 for Egypt",
    source="source article, conclusion",
    measure=measure,
    record=record,
)
