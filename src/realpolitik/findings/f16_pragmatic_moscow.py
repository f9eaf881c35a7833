"""F16: Moscow's dealings with Iran follow its interests, not its ideology."""

from __future__ import annotations

import itertools

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.edits import Edit, chained, pin_intent, set_affinity, set_intensity
from realpolitik.findings.equivalence import MARGIN, null_beside
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement, Record
from realpolitik.findings.held_images import hold_images
from realpolitik.findings.intervals import in_details, mean
from realpolitik.findings.records import recorded
from realpolitik.scenario.timeline import ScenarioTimeline

SCENARIO = "century"
CORNERS = tuple(itertools.product((0.0, 1.0), (0.1, 0.9)))
"""Ideological nearness of Iran in Moscow's eyes, and the hostile intent that Moscow attributes to the West."""

DESIGN = (*CORNERS, (0.5, 0.5))


def partial_slopes(response: np.ndarray, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each run's least-squares slopes of its responses in two causes, each with the other held.

    Parameters
    ----------
    response, first, second : (runs, arms) arrays
        What is explained, and the two causes.

    Returns
    -------
    tuple of (runs,) arrays
        NaN where the causes do not vary apart from each other.
    """
    y, a, b = (values - values.mean(axis=1, keepdims=True) for values in (response, first, second))
    aa, bb, ab = (a * a).sum(axis=1), (b * b).sum(axis=1), (a * b).sum(axis=1)
    ay, by = (a * y).sum(axis=1), (b * y).sum(axis=1)
    apart = aa * bb - ab * ab
    apart = np.where(apart > 1e-9 * aa * bb, apart, np.nan)
    return (ay * bb - by * ab) / apart, (by * aa - ay * ab) / apart


def _moscow(nearness: float, intent: float) -> Edit:
    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        timeline = set_affinity(timeline, "russia", "iran", 2.0 * nearness - 1.0)
        return pin_intent(timeline, "russia", "west", intent)

    return edit


def _ideological(timeline: ScenarioTimeline) -> ScenarioTimeline:
    return set_intensity(timeline, "russia", 1.0)


def _arms(evidence: Evidence, held: tuple[Edit, str], *, ideological: bool) -> dict[tuple[float, float], Arm]:
    extra, words = ((_ideological,), "ideological Moscow, ") if ideological else ((), "")
    settings: dict[str, float] = {"identity_yield": 0.0} if ideological else {}
    return {
        (nearness, intent): evidence.arm(
            SCENARIO,
            edit=chained(held[0], _moscow(nearness, intent), *extra),
            label=f"{held[1]}, {words}Iran's nearness to Moscow {nearness:g}, Moscow's image of the West {intent:g}",
            **settings,
        )
        for nearness, intent in (CORNERS if ideological else DESIGN)
    }


def _slopes(arms: dict[tuple[float, float], Arm]) -> tuple[np.ndarray, np.ndarray, list[dict[str, float]]]:
    """Return each run's slopes of support in nearness and in threat, and what was seen in every arm."""
    support = np.column_stack([arm.security("iran", "russia").mean(axis=1) for arm in arms.values()])
    threat = np.column_stack([arm.threat("russia", "west").mean(axis=1) for arm in arms.values()])
    nearness = np.broadcast_to([near for near, _ in arms], support.shape)
    cells = [
        {
            "nearness": near,
            "image_of_west": intent,
            "threat_from_west": float(threat[:, column].mean()),
            "mean_security_rung": float(support[:, column].mean()),
            "mean_willingness": float(arm.directed("willingness", "russia", "iran").mean()),
        }
        for column, ((near, intent), arm) in enumerate(arms.items())
    ]
    return *partial_slopes(support, nearness, threat), cells


def measure(evidence: Evidence) -> Measurement:
    """Vary Moscow's affinity to Iran and the threat that Moscow sees in the West, and nothing else.

    *Support* is the mean security rung of Iran and Russia over 1946-2025. It is a tie of two, but Moscow alone differs
    between the arms. Moscow's willingness would not do: it is the gain from the next step, so that whoever has already
    given much shows little of it (it is in the details). *Threat* is that to Moscow from the West, which a balancer
    answers; its slope is taken on the threat that came out, not on the image that was set. *Nearness* is Moscow's
    affinity to Iran, from 0 (-1) to 1 (+1), which also moves the trust that Moscow starts from. Both run over nearly
    their whole range: the four corners and the centre. All images of the three are held. Slopes are taken run by run.
    The margin supposes that support rises with threat, which is asked as well.

    The negative control is ours: a Moscow of full ideological intensity whose ideas never yield to danger.
    """
    base = evidence.arm(SCENARIO)
    held = hold_images(base, itertools.permutations(("iran", "russia", "west"), 2))
    nearness, threat, cells = _slopes(_arms(evidence, held, ideological=False))
    ideological_nearness, ideological_threat, ideological_cells = _slopes(_arms(evidence, held, ideological=True))
    return Measurement(
        conditions=(
            *null_beside("slope of support in nearness", nearness, threat),
            Condition("slope of support in threat", mean(threat), ">", 0.0),
        ),
        controls=(
            Condition(
                "ideological Moscow, slope in nearness minus a tenth of that in threat",
                mean(ideological_nearness - MARGIN * ideological_threat),
                ">",
                0.0,
            ),
        ),
        pinned=base.is_pinned("iran", "russia", "security"),
        details={
            "slopes": {"nearness": in_details(mean(nearness)), "threat": in_details(mean(threat))},
            "slopes_of_ideological_moscow": {
                "nearness": in_details(mean(ideological_nearness)),
                "threat": in_details(mean(ideological_threat)),
            },
            "arms": cells,
            "arms_of_ideological_moscow": ideological_cells,
        },
    )


def record() -> Record:
    """Return the same two slopes for Moscow's share of Iran's arms; no verdict, for history held nothing else equal."""
    years = range(1950, 2025)
    share = recorded(SCENARIO, "arms_share.iran-russia", years)
    distance = recorded(SCENARIO, "ideal_distance.iran-russia", years)
    rivalry = recorded(SCENARIO, "rivalry.russia-west", years)
    dispute = recorded(SCENARIO, "dispute_level.russia-west", years) / 5.0
    covered = np.isfinite(share) & np.isfinite(distance) & np.isfinite(rivalry) & np.isfinite(dispute)
    share, distance = share[covered], distance[covered]
    nearness, hostility = 1.0 - distance / distance.max(), np.maximum(rivalry, dispute)[covered]
    found = partial_slopes(share[None], nearness[None], hostility[None])
    in_nearness, in_hostility = float(found[0][0]), float(found[1][0])
    statement = (
        f"Moscow's share of Iran's major arms (SIPRI, five years), {int(covered.sum())} years of 1950-2024: slope "
        f"{in_nearness:+.2f} in nearness of UN votes (0 farthest, 1 identical), {in_hostility:+.2f} in rivalry or "
        "disputes of Russia and the West (0 to 1). Not judged: the Shah's arms were Western whatever Moscow wanted."
    )
    return Record(statement, in_nearness, None)


CLAIM = Claim(
    id="F16",
    claim="Moscow's support of Iran is pragmatic, not ideological.",
    statistic="Slope of the mean security rung of Iran and Russia, 1946-2025, in Moscow's ideological nearness to Iran "
    "beside its slope in the threat to Moscow from the West; all other images held",
    threshold="within a tenth of the slope in threat, which is above 0; control: outside it for a Moscow of full "
    "ideological intensity whose ideas never yield",
    source="source article, extended abstract",
    measure=measure,
    record=record,
)
