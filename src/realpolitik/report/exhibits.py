"""What the figures of a study show, as tidy tables: paths of the eras, counterfactual pairs, the record beside runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.records import CLIENTS, recorded_classes
from realpolitik.report.by_year import by_year_frame
from realpolitik.report.chosen import COUNTERFACTUALS, ERAS, PAIRS
from realpolitik.simulation.world import PARTS
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    import pandas as pd

MIDDLE = (0.1, 0.9)
"""Quantiles over runs between which the light bands lie."""


@dataclass(frozen=True)
class Exhibits:
    """The tables behind the figures.

    Attributes
    ----------
    class_shares : DataFrame
        scenario, pair, year, a column per class: share of runs; mean_trust.
    paths : DataFrame
        scenario, quantity, of, toward, year, mean over runs, its 95 % interval low and high, tenth and ninetieth
        percentile of runs (p10, p90).
    counterfactuals : DataFrame
        base, variant, text, year, mean security rung with Moscow in both, the mean of the paired difference, its 95 %
        interval low and high.
    record : DataFrame
        scenario, client, year, a column per class: share of runs with Moscow; recorded, the class on record.
    """

    class_shares: pd.DataFrame
    paths: pd.DataFrame
    counterfactuals: pd.DataFrame
    record: pd.DataFrame


def gather(evidence: Evidence) -> Exhibits:
    """Run what the figures show and return their tables."""
    return Exhibits(class_shares(evidence), paths(evidence), counterfactuals(evidence), record(evidence))


def mean_interval(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean and Student's 95 % interval over runs (first dimension), year by year."""
    runs = len(values)
    center = values.mean(axis=0)
    spread = values.std(axis=0, ddof=1) if runs > 1 else np.full(center.shape, np.nan)
    half = float(stats.t.ppf(0.975, max(1, runs - 1))) * spread / runs**0.5
    return center, center - half, center + half


def class_shares(evidence: Evidence) -> pd.DataFrame:
    """Return the class shares of both eras by pair and year."""
    import pandas as pd

    parts = []
    for era in ERAS:
        arm = evidence.arm(era)
        frame = by_year_frame(arm.timeline, arm.ensemble)
        frame = frame[frame["pair"].isin(PAIRS)]
        frame.insert(0, "scenario", era)
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def _series(arm: Arm) -> Iterator[tuple[str, str, str, np.ndarray]]:
    """Yield what the figures follow through an era: quantity, of, toward, values by run and year."""
    for partner in ("russia", "west"):
        yield "image", "iran", partner, arm.intent("iran", partner)
        yield "trust", "iran", partner, arm.directed("trust", "iran", partner)
        yield "trust", partner, "iran", arm.directed("trust", partner, "iran")
        yield "economic rung", "iran", partner, arm.economic("iran", partner)
        yield "security rung", "iran", partner, arm.security("iran", partner)
    for actor in arm.timeline.actors[1:]:
        yield "threat", "iran", actor, arm.threat("iran", actor)
    for part in PARTS:
        yield "interest", "iran", part, arm.interest("iran", part)


def paths(evidence: Evidence) -> pd.DataFrame:
    """Return images, threats, trust, ties and interests of Iran by year in both eras."""
    import pandas as pd

    parts = []
    for era in ERAS:
        arm = evidence.arm(era)
        for quantity, of, toward, values in _series(arm):
            center, low, high = mean_interval(values)
            p10, p90 = np.quantile(values, MIDDLE, axis=0)
            parts.append(
                pd.DataFrame(
                    {
                        "scenario": era, "quantity": quantity, "of": of, "toward": toward,
                        "year": np.asarray(arm.timeline.years), "mean": center, "low": low, "high": high,
                        "p10": p10, "p90": p90,
                    }
                )
            )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def counterfactuals(evidence: Evidence) -> pd.DataFrame:
    """Return the mean security rung with Moscow in scenario and variant, and the difference paired run by run."""
    import pandas as pd

    parts = []
    for pair in COUNTERFACTUALS:
        base, variant = evidence.arm(pair.base), evidence.arm(pair.variant)
        with_base, with_variant = (arm.security("iran", "russia") for arm in (base, variant))
        difference, low, high = mean_interval(with_variant - with_base)
        parts.append(
            pd.DataFrame(
                {
                    "base": pair.base, "variant": pair.variant, "text": pair.text,
                    "year": np.asarray(base.timeline.years), "base_mean": with_base.mean(axis=0),
                    "variant_mean": with_variant.mean(axis=0), "difference": difference, "low": low, "high": high,
                }
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def record(evidence: Evidence) -> pd.DataFrame:
    """Return simulated class shares with Moscow and the recorded class by year: Iran in both eras, twelve clients."""
    import pandas as pd

    parts = []
    for scenario, client in [*((era, "iran") for era in ERAS), *((client, client) for client in CLIENTS)]:
        arm = evidence.arm(scenario)
        shares = arm.class_shares(client, "russia")
        recorded = recorded_classes(scenario, client, arm.timeline.years)
        parts.append(
            pd.DataFrame(
                {
                    "scenario": scenario, "client": client, "year": np.asarray(arm.timeline.years),
                    **{name: shares[:, number] for number, name in enumerate(CLASSES)},
                    "recorded": ["" if np.isnan(code) else CLASSES[int(code)] for code in recorded],
                }
            )
        )  # fmt: skip
        evidence.forget([(scenario, "", ())])
    return pd.concat(parts, ignore_index=True)
