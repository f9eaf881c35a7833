"""A study written by hand: findings of every verdict, two eras of smooth tables, nothing simulated."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from realpolitik.findings.claim import Claim
from realpolitik.findings.finding import UNDEFINED, Condition, Estimate, Finding, Measurement, Record, Robustness
from realpolitik.findings.judging import Effort
from realpolitik.findings.records import CLIENTS
from realpolitik.report.chosen import COUNTERFACTUALS, ERAS, PAIRS
from realpolitik.report.eras import EraRow, RecordRow
from realpolitik.report.exhibits import Exhibits
from realpolitik.report.study import Study
from realpolitik.simulation.world import PARTS
from realpolitik.theory.classes import CLASSES

YEARS = {"pahlavi": range(1946, 1979), "islamic-republic": range(1979, 2026)}
YES = Condition("share of runs that did", Estimate(0.9, 0.8, 0.95), ">=", 0.5)
NO = Condition("share of runs that did not", Estimate(0.3, 0.2, 0.4), "<", 0.1)
OPEN = Condition("slope of the rung", Estimate(0.1, -0.1, 0.3), ">", 0.0)
NONE = Condition("log-odds of nothing", UNDEFINED, "<=", -2.0)
ROBUSTNESS = Robustness(
    0.25, 4, 8, (0.1, math.nan, 0.9, 0.4), (("trust_loss", -0.8), ("aims_weight", 0.4)), (False, False, True, False)
)

BY_VERDICT = {
    "supported": (Measurement((YES,), (YES,)), Record("It was so (source).", 1.0, True)),
    "not supported": (Measurement((NO, YES), (NO,)), None),
    "undecided": (Measurement((OPEN,), (OPEN,)), Record("Nobody knows.", None, None)),
    "undefined": (Measurement((NONE,)), None),
    "pinned": (Measurement((YES,), pinned=True), None),
    "model supports, record contradicts": (Measurement((YES,), (OPEN,)), Record("It was not so.", 0.0, False)),
}


def finding(name: str, verdict: str, profiles: str = "elite") -> Finding:
    """Return a finding that comes to a verdict."""
    measurement, record = BY_VERDICT[verdict]
    measurement = Measurement(
        measurement.conditions, measurement.controls, measurement.pinned,
        {"by_year": list(np.linspace(0.0, 1.0, 40)), "inner": {"mean_rung": 1.25, "note": "a <b>note</b>"}},
    )  # fmt: skip
    null = None if verdict == "undefined" else 0.45
    return Finding(
        name, f"Claim {name} of an article.", f"statistic of {name}", f"threshold of {name}", profiles, measurement,
        null, ROBUSTNESS, record, replace(ROBUSTNESS, share=0.75),
    )  # fmt: skip


def findings() -> tuple[Finding, ...]:
    """Return a finding of every verdict under elite profiles, and the same claims the other way round by the record."""
    verdicts = list(BY_VERDICT)
    elite = [finding(f"F{number}", verdict) for number, verdict in enumerate(verdicts, 1)]
    by_record = [finding(f"F{number}", verdict, "record") for number, verdict in enumerate(reversed(verdicts), 1)]
    # the record of a claim is the same whatever the profiles
    return (*elite, *(replace(other, record=one.record) for one, other in zip(elite, by_record, strict=True)))


def claims() -> dict[str, Claim]:
    """Return the claims behind `findings`, which cannot be measured."""

    def measure(evidence):
        raise AssertionError("nothing is measured here")

    return {one.id: Claim(one.id, one.claim, one.statistic, one.threshold, "an article", measure) for one in findings()}


def class_table(years: range, **keys: str) -> pd.DataFrame:
    """Return class shares that drift from hostile to tactical, with a tenth allied at the end."""
    drift = np.linspace(0.0, 1.0, len(years))
    shares = {
        "hostile": 0.6 * (1 - drift), "distant": 0.4 * (1 - drift), "transactional": 0.3 * drift,
        "tactical": 0.6 * drift, "alliance": 0.1 * drift,
    }  # fmt: skip
    return pd.DataFrame({**keys, "year": list(years), **shares})


def exhibits() -> Exhibits:
    """Return tables of the shape that `gather` returns."""
    shares = [
        class_table(years, scenario=era, pair=pair).assign(mean_trust=0.3)
        for era, years in YEARS.items()
        for pair in PAIRS
    ]
    wanted = [(quantity, "iran", toward) for quantity in ("image", "trust", "economic rung", "security rung")
              for toward in ("russia", "west")]  # fmt: skip
    wanted += [("trust", of, "iran") for of in ("russia", "west")]
    wanted += [("threat", "iran", actor) for actor in ("russia", "west", "iraq", "israel", "saudi_arabia")]
    wanted += [("interest", "iran", part) for part in PARTS]
    paths = []
    for era, years in YEARS.items():
        for place, (quantity, of, toward) in enumerate(wanted):
            mean = np.linspace(0.1, 0.2 + 0.04 * place, len(years))
            paths.append(
                pd.DataFrame(
                    {"scenario": era, "quantity": quantity, "of": of, "toward": toward, "year": list(years),
                     "mean": mean, "low": mean - 0.02, "high": mean + 0.02, "p10": mean - 0.1, "p90": mean + 0.1}
                )
            )  # fmt: skip
    pairs = []
    for place, pair in enumerate(COUNTERFACTUALS):
        years = YEARS["pahlavi" if pair.base.startswith("pahlavi") else "islamic-republic"]
        difference = np.linspace(0.0, (-1) ** place * 0.8, len(years))
        pairs.append(
            pd.DataFrame(
                {"base": pair.base, "variant": pair.variant, "text": pair.text, "year": list(years),
                 "base_mean": 1.2, "variant_mean": 1.2 + difference, "difference": difference,
                 "low": difference - 0.1, "high": difference + 0.1}
            )
        )  # fmt: skip
    cases = [*((era, "iran") for era in ERAS), *((client, client) for client in CLIENTS)]
    record = []
    for scenario, client in cases:
        years = YEARS.get(scenario, range(1950, 2020))
        table = class_table(years, scenario=scenario, client=client)
        record.append(table.assign(recorded=["", *["tactical"] * (len(years) - 1)]))
    return Exhibits(*(pd.concat(parts, ignore_index=True) for parts in (shares, paths, pairs, record)))


def study() -> Study:
    """Return a study in which every verdict occurs."""
    one = Estimate(0.5, 0.4, 0.6)
    point = Estimate(0.3, 0.3, 0.3)
    rows = []
    for profiles in ("elite", "record"):
        rows += [
            EraRow("Trust", "mutual trust", "0 to 1", "result", one, one, Estimate(0.0, -0.1, 0.1), profiles),
            EraRow("National interest: weights", "security", "share", "input", point, point, point, profiles),
            EraRow("Great powers", "share of the tie", "share", "result", UNDEFINED, one, UNDEFINED, profiles),
        ]
    record = (RecordRow("arms from Moscow", "share over five years", "SIPRI", math.nan, 0.5, 0, 46),)
    return Study(
        seed=7, effort=Effort(100, 4, 8), findings=findings(), eras=tuple(rows), record=record, exhibits=exhibits(),
        elapsed_seconds=83.4, version="9.9.9", quick=False,
    )  # fmt: skip


assert sum(class_table(range(1950, 1960))[list(CLASSES)].sum(axis=1).round(9) == 1.0) == 10
