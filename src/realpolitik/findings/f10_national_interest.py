"""F10: the two eras defined the national interest differently."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.edits import Edit, set_weights
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import UNDEFINED, Condition, Estimate, Measurement
from realpolitik.findings.intervals import resampled
from realpolitik.findings.records import recorded_classes
from realpolitik.scenario.timeline import ScenarioTimeline
from realpolitik.theory.classes import CLASSES

ERAS = ("pahlavi", "islamic-republic")
INTERVAL = 5
"""Years between the years that are compared: classes persist, so neighbouring years are no new evidence."""

SMOOTHING = 0.02
"""Added to each class, so that a class that no run showed is improbable, not impossible."""


def log10_likelihood(hits: np.ndarray) -> float:
    """Return the log-likelihood of the record, given whether each run was in the recorded class of each year."""
    shares = (1.0 - SMOOTHING * len(CLASSES)) * hits.mean(axis=0) + SMOOTHING
    return float(np.log10(shares).sum())


def log10_bayes_factor(own: np.ndarray, swapped: np.ndarray) -> float:
    """Return how much better the record fits under the own weights, as a logarithm to base 10."""
    return log10_likelihood(own) - log10_likelihood(swapped)


def mean_weights(arm: Arm) -> tuple[float, ...] | None:
    """Return the mean weights of Iran's elite profiles, None if no profile gives them."""
    weights = arm.timeline.arrays.weights_given[:, arm.timeline.states.index("iran")]
    return None if (weights < 0.0).any() else tuple(map(float, weights.mean(axis=0)))


def _weighed(state: str, weights: tuple[float, ...]) -> Edit:
    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        return set_weights(timeline, state, weights)

    return edit


def _hits(evidence: Evidence, scenario: str, state: str, weights: tuple[float, ...]) -> np.ndarray:
    """Return whether each run was in the recorded class in each compared year, under given weights."""
    label = f"{state} weighs {weights!r}"
    arm = evidence.arm(scenario, edit=_weighed(state, weights), label=label)
    classes = recorded_classes(scenario, state, arm.timeline.years)
    compared = (np.array(arm.timeline.years) % INTERVAL == 0) & ~np.isnan(classes)
    return arm.level(state, "russia")[:, compared] == classes[compared]


def _size(one: np.ndarray, other: np.ndarray) -> float:
    return abs(log10_bayes_factor(one, other))


def measure(evidence: Evidence) -> Measurement:
    """Ask whether each era's record fits better under its own weights than under the other's."""
    arms = {era: evidence.arm(era) for era in ERAS}
    weights = {era: mean_weights(arm) for era, arm in arms.items()}
    first, second = (weights[era] for era in ERAS)
    effect: Estimate = UNDEFINED
    control: Estimate = UNDEFINED
    details: dict[str, object] = {"weights": {era: found and list(found) for era, found in weights.items()}}
    # profiles mapped from the record give no weights: nothing can be swapped
    if first is not None and second is not None:
        hits = partial(_hits, evidence)
        own = (hits("pahlavi", "iran", first), hits("islamic-republic", "iran", second))
        swapped = (hits("pahlavi", "iran", second), hits("islamic-republic", "iran", first))
        effect = resampled(log10_bayes_factor, np.hstack(own), np.hstack(swapped))
        control = resampled(_size, hits("turkey", "turkey", first), hits("turkey", "turkey", second))
        details["log10_bayes_factor"] = {
            era: log10_bayes_factor(one, other) for era, one, other in zip(ERAS, own, swapped, strict=True)
        }
    return Measurement(
        conditions=(Condition("log10 Bayes factor, own against swapped weights", effect, ">", 1.0),),
        controls=(Condition("size of log10 Bayes factor, Turkey", control, "<", math.log10(3.0)),),
        pinned=any(arm.is_pinned("iran", "russia", "security") for arm in arms.values()),
        details=details,
    )


CLAIM = Claim(
    id="F10",
    claim="The two eras defined the national interest differently.",
    statistic="Bayes factor of Iran's recorded classes with Moscow, every fifth year of both eras, under the era's own "
    "weights of security, autonomy and development against the other era's",
    threshold="above 10; control: Turkey's record moves by less than a factor of 3",
    source="source article, abstract",
    measure=measure,
)
