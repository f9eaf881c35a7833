"""The comparison of the two eras: what Iran saw, feared, trusted, shared and wanted, and what the great powers did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.f07_counterweight import conditionality
from realpolitik.findings.finding import UNDEFINED, Estimate
from realpolitik.findings.intervals import mean, resampled
from realpolitik.findings.records import recorded
from realpolitik.scenario.structure import concentration_among, great_among

if TYPE_CHECKING:
    import pandas as pd

FIRST, SECOND = "pahlavi", "islamic-republic"
WITHOUT_PRESSURE = {FIRST: "pahlavi-no-western-pressure", SECOND: "no-western-pressure"}
INTERESTS = ("security", "autonomy", "development")
Kind = Literal["result", "input"]


@dataclass(frozen=True)
class EraRow:
    """One quantity in both eras.

    Attributes
    ----------
    group, quantity, unit : str
        What it belongs to; what it is; its unit and range.
    kind : str
        "result" of the runs, or "input" from the scenario, which has no interval.
    first, second, difference : Estimate
        Mean over the years and runs of the Pahlavi era and of the Islamic Republic, and the second minus the first,
        with 95 % intervals (the unit is the run; an input has the interval of a point).
    profiles : str
        "elite" or "record".
    """

    group: str
    quantity: str
    unit: str
    kind: Kind
    first: Estimate
    second: Estimate
    difference: Estimate
    profiles: str


def _point(value: float) -> Estimate:
    return Estimate(value, value, value)


@dataclass(frozen=True)
class _Measure:
    """A quantity that every run of an era has: its mean over the years."""

    group: str
    quantity: str
    unit: str
    of_run: Callable[[Arm], np.ndarray]

    def row(self, arms: dict[str, Arm], profiles: str) -> EraRow:
        first, second = (self.of_run(arms[era]) for era in (FIRST, SECOND))
        estimates = mean(first), mean(second), mean(second - first)
        return EraRow(self.group, self.quantity, self.unit, "result", *estimates, profiles)


def _yearly(values: np.ndarray) -> np.ndarray:
    return values.mean(axis=1)


PERCEPTION, THREAT, TRUST = "Perception", "Threat", "Trust"
ECONOMIC, MILITARY = "Economic ties", "Military ties"
WEIGHTS, INTEREST, GREAT = "National interest: weights", "National interest: what was had of it", "Great powers"

MEASURES = (
    _Measure(PERCEPTION, "image of Moscow: hostile intent", "0 to 1", lambda a: _yearly(a.intent("iran", "russia"))),
    _Measure(PERCEPTION, "image of the West: hostile intent", "0 to 1", lambda a: _yearly(a.intent("iran", "west"))),
    _Measure(THREAT, "threat from Moscow", "0 to 1", lambda a: _yearly(a.threat("iran", "russia"))),
    _Measure(THREAT, "threat from the West", "0 to 1", lambda a: _yearly(a.threat("iran", "west"))),
    _Measure(
        THREAT,
        "greatest threat from the region",
        "0 to 1",
        lambda a: _yearly(np.max([a.threat("iran", one) for one in a.timeline.bystanders], axis=0)),
    ),
    _Measure(TRUST, "Iran's trust in Moscow", "0 to 1", lambda a: _yearly(a.directed("trust", "iran", "russia"))),
    _Measure(TRUST, "Moscow's trust in Iran", "0 to 1", lambda a: _yearly(a.directed("trust", "russia", "iran"))),
    _Measure(
        TRUST, "mutual trust with Moscow (the smaller)", "0 to 1", lambda a: _yearly(a.mutual_trust("iran", "russia"))
    ),
    _Measure(
        TRUST, "mutual trust with the West (the smaller)", "0 to 1", lambda a: _yearly(a.mutual_trust("iran", "west"))
    ),
    _Measure(ECONOMIC, "with Moscow, mean rung", "0 to 2", lambda a: _yearly(a.economic("iran", "russia"))),
    _Measure(
        ECONOMIC,
        "with Moscow, years of partnership",
        "share of years",
        lambda a: _yearly(a.economic("iran", "russia") > 1.5),
    ),
    _Measure(ECONOMIC, "with the West, mean rung", "0 to 2", lambda a: _yearly(a.economic("iran", "west"))),
    _Measure(MILITARY, "with Moscow, mean rung", "0 to 3", lambda a: _yearly(a.security("iran", "russia"))),
    _Measure(
        MILITARY,
        "with Moscow, years of cooperation or pact",
        "share of years",
        lambda a: _yearly(a.security("iran", "russia") > 1.5),
    ),
    _Measure(
        MILITARY, "with Moscow, years of pact", "share of years", lambda a: _yearly(a.security("iran", "russia") > 2.5)
    ),
    _Measure(MILITARY, "with the West, mean rung", "0 to 3", lambda a: _yearly(a.security("iran", "west"))),
    _Measure(INTEREST, "security", "utility", lambda a: _yearly(a.interest("iran", "security"))),
    _Measure(INTEREST, "autonomy", "utility", lambda a: _yearly(a.interest("iran", "autonomy"))),
    _Measure(INTEREST, "development", "utility", lambda a: _yearly(a.interest("iran", "development"))),
    _Measure(GREAT, "aid from Moscow", "utility a year", lambda a: _yearly(a.directed("aid", "russia", "iran"))),
    _Measure(GREAT, "aid from the West", "utility a year", lambda a: _yearly(a.directed("aid", "west", "iran"))),
    _Measure(
        GREAT,
        "Moscow's gain from a step toward Iran",
        "utility",
        lambda a: _yearly(a.directed("willingness", "russia", "iran")),
    ),
    _Measure(
        GREAT,
        "Iran's gain from a step toward Moscow",
        "utility",
        lambda a: _yearly(a.directed("willingness", "iran", "russia")),
    ),
)
"""What is compared run by run."""


def compare_eras(evidence: Evidence) -> list[EraRow]:
    """Return the table of the two eras under the profiles of the evidence."""
    arms = {era: evidence.arm(era) for era in (FIRST, SECOND)}
    results = [measure.row(arms, evidence.profiles) for measure in MEASURES]
    by_group: dict[str, list[EraRow]] = {}
    for row in [*results, *_weights(arms, evidence.profiles), *_structure(arms, evidence.profiles)]:
        by_group.setdefault(row.group, []).append(row)
    by_group[GREAT].append(_conditionality(evidence, arms))
    order = (PERCEPTION, THREAT, TRUST, ECONOMIC, MILITARY, WEIGHTS, INTEREST, GREAT)
    return [row for group in order for row in by_group.get(group, ())]


def _input(group: str, quantity: str, unit: str, first: float, second: float, profiles: str) -> EraRow:
    points = _point(first), _point(second), _point(second - first)
    return EraRow(group, quantity, unit, "input", *points, profiles)


def _weights(arms: dict[str, Arm], profiles: str) -> list[EraRow]:
    """Return Iran's weights; where no profile gives them, all states have those of the assumptions: no row."""
    given = {}
    for era, arm in arms.items():
        weights = arm.timeline.arrays.weights_given[:, arm.timeline.states.index("iran")]
        if (weights < 0.0).any():
            return []
        given[era] = weights.mean(axis=0)
    return [
        _input(WEIGHTS, name, "share", float(given[FIRST][part]), float(given[SECOND][part]), profiles)
        for part, name in enumerate(INTERESTS)
    ]


def _structure(arms: dict[str, Arm], profiles: str) -> list[EraRow]:
    """Return the structure of the system as the scenarios give it: ratio of power, great powers, concentration."""
    found: dict[str, tuple[float, float, float]] = {}
    for era, arm in arms.items():
        actors, capability = arm.timeline.actors, arm.timeline.arrays.capability
        iran, russia = (capability[:, actors.index(state)] for state in ("iran", "russia"))
        great = great_among(capability)
        found[era] = (
            float((russia / iran).mean()),
            float(great.sum(axis=1).mean()),
            float(concentration_among(capability, great).mean()),
        )
    names = (
        ("power of Moscow over that of Iran", "ratio of CINC"),
        ("great powers among the actors", "mean number"),
        ("concentration of power among them", "sum of squared shares"),
    )
    return [
        _input(GREAT, quantity, unit, found[FIRST][place], found[SECOND][place], profiles)
        for place, (quantity, unit) in enumerate(names)
    ]


def _conditionality(evidence: Evidence, arms: dict[str, Arm]) -> EraRow:
    """Return how much of the tie with Moscow rests on Western military pressure (the statistic of F7)."""
    rungs: list[np.ndarray] = []
    for era in (FIRST, SECOND):
        for arm in (arms[era], evidence.arm(WITHOUT_PRESSURE[era])):
            rungs.append(_yearly(arm.security("iran", "russia")))
    first, second = resampled(conditionality, *rungs[:2]), resampled(conditionality, *rungs[2:])
    both = first.defined and second.defined
    difference = resampled(_conditionality_gap, *rungs) if both else UNDEFINED
    quantity = "share of the tie with Moscow due to Western pressure"
    return EraRow(
        GREAT, quantity, "share; undefined without a tie", "result", first, second, difference, evidence.profiles
    )


def _conditionality_gap(one: np.ndarray, one_without: np.ndarray, two: np.ndarray, two_without: np.ndarray) -> float:
    return conditionality(two, two_without) - conditionality(one, one_without)


@dataclass(frozen=True)
class RecordRow:
    """One figure of the record in both eras: the mean over the years that have it, NaN without any."""

    quantity: str
    unit: str
    source: str
    first: float
    second: float
    first_years: int
    second_years: int


RECORDED = (
    ("dispute_level.iran-russia", "years of a militarized dispute with Moscow", "share of years", "Gibler et al. 2016"),
    ("dispute_level.iran-west", "years of a militarized dispute with the West", "share of years", "Gibler et al. 2016"),
    ("ideal_distance.iran-russia", "distance to Moscow in UN votes", "ideal points", "Bailey et al. 2017"),
    ("ideal_distance.iran-west", "distance to the West in UN votes", "ideal points", "Bailey et al. 2017"),
    ("arms_share.iran-russia", "arms from Moscow", "share over five years", "SIPRI"),
    ("arms_share.iran-west", "arms from the West", "share over five years", "SIPRI"),
    ("sanctions.west-iran", "severity of Western sanctions", "0 to 4", "Global Sanctions Data Base"),
)
"""Columns of the series that stand beside the table."""


def compare_records() -> list[RecordRow]:
    """Return what the record says of the two eras."""
    rows = []
    for column, quantity, unit, source in RECORDED:
        eras = [
            _figures(era, column, years) for era, years in ((FIRST, range(1946, 1979)), (SECOND, range(1979, 2026)))
        ]
        covered = [int((~np.isnan(figures)).sum()) for figures in eras]
        means = [
            float(np.nanmean(figures)) if count else float("nan") for figures, count in zip(eras, covered, strict=True)
        ]
        rows.append(RecordRow(quantity, unit, source, means[0], means[1], covered[0], covered[1]))
    return rows


def _figures(era: str, column: str, years: range) -> np.ndarray:
    """Return the figures of a column; of disputes, whether there was one."""
    figures = recorded(era, column, years)
    return np.where(np.isnan(figures), np.nan, figures > 0.0) if column.startswith("dispute") else figures


def eras_frame(rows: list[EraRow]) -> pd.DataFrame:
    """Return the comparison as a tidy table, a row a quantity and kind of profiles."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "profiles": row.profiles, "group": row.group, "quantity": row.quantity, "unit": row.unit,
                "kind": row.kind,
                **{
                    f"{name}{suffix}": getattr(estimate, part)
                    for name, estimate in (
                        ("pahlavi", row.first), ("islamic_republic", row.second), ("difference", row.difference)
                    )
                    for suffix, part in (("", "value"), ("_low", "low"), ("_high", "high"))
                },
            }
            for row in rows
        ]
    )  # fmt: skip
