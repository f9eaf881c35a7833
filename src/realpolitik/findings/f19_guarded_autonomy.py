"""F19: a middle power guards its autonomy by spreading its ties."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.edits import Edit, pin_ladder, scale_power
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement
from realpolitik.findings.intervals import mean
from realpolitik.scenario.timeline import ScenarioTimeline
from realpolitik.theory.classes import ALLIANCE, CLASSES, TRANSACTIONAL

EXPERIMENT = "polarity-with-china"
SCENARIO, WITH_THIRD, THIRD = "islamic-republic", "multipolar-with-china", "china"
"""Two of the polarities of the experiment, and the power that the second has more."""

WEIGHTLESS = 0.01
"""Share of its power that is left to the third state of the control."""

Ties = tuple[float, float]
"""Security rungs of Iran with Russia and with the West."""

ONE_PATRON: tuple[Ties, ...] = ((1.0, 1.0), (2.0, 1.0), (3.0, 1.0), (1.0, 2.0), (1.0, 3.0))
BOTH_PATRONS: Ties = (2.0, 2.0)


def above_line(security: np.ndarray, autonomy: np.ndarray, at_security: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Return for each run how far an autonomy lies above the line of autonomy in security of other cases.

    Parameters
    ----------
    security, autonomy : (runs, cases) arrays
        The cases through which each run's least-squares line goes.
    at_security, found : (runs,) arrays
        The case that is compared with the line at its own security. NaN where security does not vary.
    """
    centered = security - security.mean(axis=1, keepdims=True)
    spread = (centered**2).sum(axis=1)
    spread = np.where(spread > 1e-12, spread, np.nan)
    slope = (centered * autonomy).sum(axis=1) / spread
    return found - (autonomy.mean(axis=1) + slope * (at_security - security.mean(axis=1)))


def hedging_share(arm: Arm) -> np.ndarray:
    """Return for each run the share of years in which Iran has ties beyond the ordinary with two powers and no pact."""
    powers = [state for state in arm.timeline.states if state != "iran"]
    levels = np.stack([arm.level("iran", power) for power in powers])
    spread = (levels >= TRANSACTIONAL).sum(axis=0) >= 2
    return (spread & (levels < ALLIANCE).all(axis=0)).mean(axis=1)


def _tied(rungs: Ties) -> Edit:
    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        for power, rung in zip(("russia", "west"), rungs, strict=True):
            timeline = pin_ladder(timeline, "security", "iran", power, rung)
            timeline = pin_ladder(timeline, "economic", "iran", power, 1.0)
        return timeline

    return edit


def _weightless(timeline: ScenarioTimeline) -> ScenarioTimeline:
    return scale_power(timeline, THIRD, WEIGHTLESS)


def _interests(evidence: Evidence, rungs: Ties) -> tuple[np.ndarray, np.ndarray]:
    """Return each run's mean security and autonomy under given ties."""
    label = f"Iran's security rung with russia {rungs[0]:g}, with west {rungs[1]:g}"
    arm = evidence.arm(SCENARIO, edit=_tied(rungs), label=label)
    return arm.interest("iran", "security").mean(axis=1), arm.interest("iran", "autonomy").mean(axis=1)


def _class_shares(arm: Arm) -> dict[str, dict[str, float]]:
    """Return the shares of years in each class with each power."""
    return {
        power: {name: float((arm.level("iran", power) == level).mean()) for level, name in enumerate(CLASSES)}
        for power in arm.timeline.states
        if power != "iran"
    }


def measure(evidence: Evidence) -> Measurement:
    """Ask what spread ties are worth at equal security, and whether a third great power makes Iran spread them.

    *Autonomy at equal security*: the security rungs of Iran with Russia and the West are set, trade being ordinary with
    both. Cooperation with both at once is spread; none, cooperation or a pact with one of them alone is not. The line
    of autonomy in security through the five cases of one patron says what security costs; the effect is how far the
    autonomy of spread ties lies above it at their own security. Interests are the model's, unweighted, means of
    1979-2025. The ties are set, so that this half rests on how interests are reckoned and not on what is chosen, and
    the null changes little in it. *Hedging*: share of years with economic partnership or security cooperation with at
    least two powers and a pact with none (Kuik 2008), with China as a deciding state minus without. More partners make
    this likelier at random; how much is in the details.

    The negative control is ours: a third state with a hundredth of China's power must raise hedging less.
    """
    singles = [_interests(evidence, rungs) for rungs in ONE_PATRON]
    security, autonomy = (np.column_stack([case[part] for case in singles]) for part in (0, 1))
    both = _interests(evidence, BOTH_PATRONS)
    gain = above_line(security, autonomy, *both)
    two, three = (evidence.point(EXPERIMENT, {"polarity": polarity}) for polarity in (SCENARIO, WITH_THIRD))
    small = evidence.arm(WITH_THIRD, edit=_weightless, label=f"{THIRD} with {WEIGHTLESS:g} of its power")
    random = {
        "two_powers": evidence.arm(SCENARIO, choice_rule="null"),
        "three_powers": evidence.arm(WITH_THIRD, choice_rule="null"),
    }
    hedging = {"two_powers": two, "three_powers": three, "weightless_third": small}
    shares = {name: hedging_share(arm) for name, arm in hedging.items()}
    return Measurement(
        conditions=(
            Condition("autonomy of spread ties above the line of one patron", mean(gain), ">", 0.0),
            Condition(
                "hedging, with a third great power minus without",
                mean(shares["three_powers"] - shares["two_powers"]),
                ">",
                0.0,
            ),
        ),
        controls=(
            Condition(
                "hedging, a third great power minus a weightless third",
                mean(shares["three_powers"] - shares["weightless_third"]),
                ">",
                0.0,
            ),
        ),
        pinned=any(three.is_pinned("iran", power, "security") for power in three.timeline.states if power != "iran"),
        details={
            "ties": [
                {
                    "security_rung_with_russia": rungs[0],
                    "security_rung_with_west": rungs[1],
                    "security": float(case[0].mean()),
                    "autonomy": float(case[1].mean()),
                }
                for rungs, case in zip((*ONE_PATRON, BOTH_PATRONS), (*singles, both), strict=True)
            ],
            "hedging": {name: float(found.mean()) for name, found in shares.items()},
            "hedging_at_random": {name: float(hedging_share(arm).mean()) for name, arm in random.items()},
            "class_shares": {name: _class_shares(arm) for name, arm in hedging.items()},
        },
    )


CLAIM = Claim(
    id="F19",
    claim="A middle power guards its autonomy: it spreads its ties, the more so with a third great power.",
    statistic="Iran's autonomy under security cooperation with both powers, above what ties with one of them leave at "
    "the same security; share of years with ties to two powers and a pact with none, with China as a third power minus "
    "without, 1979-2025",
    threshold="both above 0; control: a third state with a hundredth of China's power raises hedging less",
    source="source article, conclusion",
    measure=measure,
)
