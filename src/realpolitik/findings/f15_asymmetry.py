"""F15: asymmetry limits alliance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

from realpolitik.findings.claim import Claim
from realpolitik.findings.designs import levels_of
from realpolitik.findings.evidence import Evidence
from realpolitik.findings.f06_sanctions import slope
from realpolitik.findings.finding import UNDEFINED, Condition, Estimate, Measurement, Record
from realpolitik.findings.intervals import mean
from realpolitik.findings.records import CLIENTS, LASTING_PACT, recorded
from realpolitik.scenario import load

EXPERIMENT = "asymmetry"
SCENARIO = "islamic-republic"
UNMASKED = "trust-and-shared-aims"
"""The same with the other two obstacles of F14 removed, so that asymmetry alone is left; in the details only."""

VARIED = {"iran": "client_power", "russia": "patron_power"}
"""The factor of the experiment that multiplies a state's power."""

SIGN = {"iran": -1.0, "russia": 1.0}
"""Which way a state's power moves the ratio of Russia's power to Iran's."""

MORROW = (
    "Morrow (1991): the stronger side buys the weaker one's autonomy with security, so that asymmetric alliances form "
    "more easily; the slope would be above 0."
)


def doublings(state: str, factors: Sequence[float]) -> tuple[float, ...]:
    """Return by how many doublings each factor of a state's power moves the ratio of Russia's power to Iran's."""
    return tuple(SIGN[state] * float(np.log2(factor)) for factor in factors)


def multiples() -> tuple[float, ...]:
    """Return by what power is multiplied: the levels that the experiment has for both states, so that ranges agree."""
    one, other = (levels_of(EXPERIMENT, factor) for factor in VARIED.values())
    return tuple(level for level in one if level in other)


def pacts(evidence: Evidence, scenario: str, state: str, factors: Sequence[float]) -> np.ndarray:
    """Return whether each run has a lasting pact, (runs, factors), as a state's power is multiplied by each factor."""
    found = []
    for factor in factors:
        if factor == 1.0:
            arm = evidence.arm(scenario)
        else:
            arm = evidence.point(EXPERIMENT, {VARIED[state]: factor}, scenario=scenario)
        found.append(arm.longest_pact("iran", "russia") >= LASTING_PACT)
    return np.column_stack(found)


def _slope(hits: np.ndarray, moved: tuple[float, ...]) -> Estimate:
    """Return the slope over the doublings; undefined where every run of every arm ends alike."""
    if hits.all() or not hits.any():
        return UNDEFINED
    return mean(slope(hits.astype(np.float64), moved))


def side_of_zero(low: float, high: float) -> bool | None:
    """Return whether an interval lies above 0; None if it is on neither side or there is none."""
    return True if low > 0.0 else False if high < 0.0 else None


def measure(evidence: Evidence) -> Measurement:
    """Vary Iran's power, then Russia's, from a quarter to four times, and see how often a pact follows.

    Scenarios, levels and changes are those of the experiment `asymmetry`; unmasked, its ends and the record.

    A pact is a defence pact of five years or more, as in F1; the ratio is counted in doublings. Where no run of any
    arm has a pact, or all have, nothing could slope: undefined.
    """
    found: dict[str, Estimate] = {}
    curves: dict[str, object] = {}
    levels = multiples()
    for scenario, factors in ((SCENARIO, levels), (UNMASKED, (levels[0], 1.0, levels[-1]))):
        for state in SIGN:
            moved = doublings(state, factors)
            hits = pacts(evidence, scenario, state, factors)
            estimate = _slope(hits, moved)
            if scenario == SCENARIO:
                found[state] = estimate
            curves[f"{scenario}, power of {state} varied"] = {
                "doublings_of_the_ratio": list(moved),
                "p_pact": hits.mean(axis=0).tolist(),
                "slope": estimate.value,
                "low": estimate.low,
                "high": estimate.high,
            }
    base = evidence.arm(SCENARIO)
    capability = base.timeline.arrays.capability
    iran, russia = (base.timeline.actors.index(state) for state in ("iran", "russia"))
    return Measurement(
        conditions=(
            Condition("slope of P(pact) a doubling, Iran's power varied", found["iran"], "<", 0.0),
            Condition("slope of P(pact) a doubling, Russia's power varied", found["russia"], "<", 0.0),
        ),
        pinned=base.is_pinned("iran", "russia", "security"),
        details={
            "mean_ratio": float((capability[:, russia] / capability[:, iran]).mean()),
            "curves": curves,
            "morrow": {
                "prediction": MORROW,
                "model_agrees": {state: side_of_zero(estimate.low, estimate.high) for state, estimate in found.items()},
            },
        },
    )


def ratio_and_pact(scenario: str, client: str) -> tuple[float, float]:
    """Return the mean ratio of Russia's power to a client's in doublings, and the share of years with a defence pact.

    Years that lack capabilities or the coding of pacts are left out.
    """
    years = load(scenario).years
    ratio = np.log2(recorded(scenario, "cinc.russia", years) / recorded(scenario, f"cinc.{client}", years))
    pact = recorded(scenario, f"pact.{client}-russia", years)
    covered = ~(np.isnan(ratio) | np.isnan(pact))
    return float(ratio[covered].mean()), float((pact[covered] == 1.0).mean())


def record() -> Record:
    """Return the slope over the twelve other clients; judged only if its interval lies on one side of 0."""
    ratios, shares = np.array([ratio_and_pact(client, client) for client in CLIENTS]).T
    line = stats.linregress(ratios, shares)
    half = float(stats.t.ppf(0.975, len(CLIENTS) - 2) * line.stderr)
    low, high = float(line.slope) - half, float(line.slope) + half
    above = side_of_zero(low, high)
    iran, allied = ratio_and_pact("century", "iran")
    statement = (
        "Share of years with a defence pact with Moscow (ATOP 5.1 to 2018, then by hand) over the mean ratio of "
        f"capabilities (CINC 7.0), {len(CLIENTS)} clients: slope {line.slope:+.3f} a doubling, 95 % interval "
        f"{low:+.3f} to {high:+.3f}. Iran, not among them: {iran:.1f} doublings, a pact in {allied:.0%} of its years. "
        f"{MORROW}"
    )
    return Record(statement, float(line.slope), None if above is None else not above)


CLAIM = Claim(
    id="F15",
    claim="Asymmetry of power limits the alliance.",
    statistic="Slope of the share of runs with a defence pact of five years or more, a doubling of the ratio of "
    "Russia's power to Iran's, with Iran's and with Russia's power varied",
    threshold="below 0 for both",
    source="source article, extended abstract; the opposite in Morrow 1991",
    measure=measure,
    record=record,
)
