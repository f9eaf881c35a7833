"""Testing claims: the effect, the null, the robustness, the record, the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats
from scipy.stats import qmc

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Evidence
from realpolitik.findings.finding import Finding, Robustness
from realpolitik.findings.intervals import points_only
from realpolitik.theory.assumptions import ASSUMPTIONS

DRIVERS = 3


def latin_hypercube(points: int, seed: int) -> list[dict[str, float]]:
    """Return points of a Latin hypercube over the plausible ranges of all assumptions."""
    sampler = qmc.LatinHypercube(d=len(ASSUMPTIONS), seed=np.random.default_rng(seed))
    low = np.array([item.low for item in ASSUMPTIONS])
    high = np.array([item.high for item in ASSUMPTIONS])
    values = qmc.scale(sampler.random(points), low, high)
    return [dict(zip((item.name for item in ASSUMPTIONS), map(float, row), strict=True)) for row in values]


def _drivers(design: list[dict[str, float]], effects: np.ndarray) -> tuple[tuple[str, float], ...]:
    defined = ~np.isnan(effects)
    if defined.sum() < 4 or np.ptp(effects[defined]) == 0.0:
        return ()
    found = []
    for item in ASSUMPTIONS:
        values = np.array([point[item.name] for point in design])[defined]
        found.append((item.name, float(stats.spearmanr(values, effects[defined]).statistic)))
    return tuple(sorted(found, key=lambda pair: -abs(pair[1]))[:DRIVERS])


def judge(
    claims: Sequence[Claim],
    *,
    runs: int,
    seed: int = 0,
    profiles: str = "elite",
    points: int = 0,
    runs_per_point: int = 40,
    progress: Callable[[str], None] | None = None,
) -> list[Finding]:
    """Test claims on shared ensembles.

    Parameters
    ----------
    claims : sequence of Claim
        What to test.
    runs, seed : int
        Runs of each arm; the seed that all arms share.
    profiles : str
        "elite" or "record".
    points, runs_per_point : int
        Size of the Latin hypercube over all assumptions; 0 points for no robustness.
    progress : callable, optional
        Called with a short text whenever a piece of work is done.
    """
    say = progress or (lambda text: None)
    evidence = Evidence(runs, seed, profiles=profiles, progress=say)
    measured = [claim.measure(evidence) for claim in claims]
    null = evidence.with_settings(max(50, runs // 4), {"choice_rule": "null"})
    null_values = []
    for claim in claims:
        with points_only():
            effect = claim.measure(null).headline.estimate
        null_values.append(effect.value if effect.defined else None)
    say("null")
    design = latin_hypercube(points, seed) if points else []
    held = np.zeros((len(claims), points), dtype=bool)
    effects = np.full((len(claims), points), np.nan)
    for number, point in enumerate(design):
        there = evidence.with_settings(runs_per_point, point)
        for row, claim in enumerate(claims):
            with points_only():
                found = claim.measure(there)
            held[row, number] = found.holds
            effects[row, number] = found.headline.estimate.value
        say(f"assumptions {number + 1}/{points}")
    findings = []
    for row, claim in enumerate(claims):
        robustness = None
        if points:
            robustness = Robustness(
                share=float(held[row].mean()),
                points=points,
                runs=runs_per_point,
                effects=tuple(map(float, effects[row])),
                drivers=_drivers(design, effects[row]),
            )
        record = claim.record() if claim.record is not None else None
        findings.append(
            Finding(
                id=claim.id,
                claim=claim.claim,
                statistic=claim.statistic,
                threshold=claim.threshold,
                profiles=profiles,
                measurement=measured[row],
                null_value=null_values[row],
                robustness=robustness,
                record=record,
            )
        )
    return findings
