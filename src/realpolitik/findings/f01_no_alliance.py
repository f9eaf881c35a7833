"""F1: in neither era did Iran and Russia form a strategic alliance."""

from __future__ import annotations

import numpy as np
from scipy import stats

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Estimate, Measurement, Record
from realpolitik.findings.intervals import mean, proportion
from realpolitik.findings.records import LASTING_PACT, allied_clients, longest_spell, recorded

ERAS = {"islamic-republic": range(1979, 2026), "pahlavi": range(1946, 1979)}


def log_odds_difference(hits: np.ndarray, pooled: np.ndarray) -> Estimate:
    """Return the log-odds of one case minus those of pooled cases, a half added to every count.

    Parameters
    ----------
    hits : (runs,) array
        Whether it happened.
    pooled : (runs, cases) array
        Whether it happened in each of the pooled cases.

    Notes
    -----
    The interval is Gart's, which exists where nothing ever happened and a bootstrap would have no spread. The
    pooled cases of one run share draws, so their part of the variance is never less than that between runs.
    """

    def odds(happened: np.ndarray) -> tuple[float, float]:
        yes, no = happened.sum() + 0.5, (~happened).sum() + 0.5
        variance = 1.0 / yes + 1.0 / no
        if happened.ndim > 1 and len(happened) > 1:
            share = yes / (yes + no)
            between = happened.mean(axis=1).var(ddof=1) / len(happened)
            variance = max(variance, between / (share * (1.0 - share)) ** 2)
        return float(np.log(yes / no)), float(variance)

    (one, variance_one), (other, variance_other) = odds(np.asarray(hits, bool)), odds(np.asarray(pooled, bool))
    half = float(stats.norm.ppf(0.975)) * (variance_one + variance_other) ** 0.5
    return Estimate(one - other, one - other - half, one - other + half)


def _lasting(arm: Arm, client: str) -> np.ndarray:
    return arm.longest_pact(client, "russia") >= LASTING_PACT


def measure(evidence: Evidence) -> Measurement:
    """Compare lasting pacts of Iran in both eras with those of the clients that did ally."""
    eras = {era: evidence.arm(era) for era in ERAS}
    hits = {era: _lasting(arm, "iran") for era, arm in eras.items()}
    clients = {client: _lasting(evidence.arm(client), client) for client in allied_clients()}
    pooled = np.column_stack(list(clients.values()))
    return Measurement(
        conditions=(
            *(Condition(f"P(pact of 5 years), {era}", proportion(hits[era]), "<", 0.05) for era in ERAS),
            *(
                Condition(f"log-odds minus allied clients, {era}", log_odds_difference(hits[era], pooled), "<=", -2.0)
                for era in ERAS
            ),
        ),
        controls=(Condition("P(pact of 5 years), allied clients", mean(pooled.mean(axis=1)), ">=", 0.5),),
        pinned=any(arm.is_pinned("iran", "russia", "security") for arm in eras.values()),
        details={"by_client": {client: float(found.mean()) for client, found in clients.items()}},
    )


def record() -> Record:
    """Return the longest defence pact of Iran and Russia on record."""
    longest = {era: longest_spell(recorded(era, "pact.iran-russia", years) == 1.0) for era, years in ERAS.items()}
    most = max(longest.values())
    statement = (
        "Longest defence pact of Iran and Russia (ATOP 5.1 to 2018, then by hand): "
        + ", ".join(f"{years} years in {era}" for era, years in longest.items())
        + f". Clients with such a pact of five years: {', '.join(allied_clients())}."
    )
    return Record(statement, float(most), most < LASTING_PACT)


CLAIM = Claim(
    id="F1",
    claim="In neither era did the relation of Iran and Russia become a strategic alliance.",
    statistic="Share of runs with a defence pact of five years or more; its log-odds minus those of the clients "
    "that did ally with Moscow",
    threshold="below 0.05 in both eras, and log-odds at least 2 below; control: those clients reach 0.5",
    source="source article, abstract",
    measure=measure,
    record=record,
)
