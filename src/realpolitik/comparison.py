"""Two scenarios on shared draws: what differs, run by run, with intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem, listed
from realpolitik.findings.finding import Estimate
from realpolitik.findings.intervals import mean, paired_proportions
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.results import Results

OUTCOMES = {
    **{name: f"share of years {name}" for name in CLASSES},
    "p_pact": "runs with a pact",
    "p_strategic_alliance": "runs with a strategic alliance",
    "mean_trust": "mutual trust",
    "mean_security_rung": "security rung (0-3)",
    "mean_economic_rung": "economic rung (0-2)",
}
"""What is compared, and how it is called."""

_TRUTHS = ("p_pact", "p_strategic_alliance")


@dataclass(frozen=True)
class Difference:
    """One outcome of a pair in both scenarios, and the paired difference second - first with its 95 % interval."""

    first: float
    second: float
    difference: Estimate


@dataclass(frozen=True, eq=False, repr=False)  # there is no one truth in the comparison of tables
class Comparison:
    """Two ensembles on the same draws.

    Attributes
    ----------
    first, second : Results
        What is compared.
    differences : dict of str to dict of str to Difference
        By pair of both scenarios, then by outcome (`OUTCOMES`).
    """

    first: Results
    second: Results
    differences: dict[str, dict[str, Difference]]

    def to_frame(self) -> pd.DataFrame:
        """Return a row per pair and outcome: both values, the difference and the ends of its 95 % interval."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "pair": pair,
                    "outcome": outcome,
                    "first": found.first,
                    "second": found.second,
                    "difference": found.difference.value,
                    "low": found.difference.low,
                    "high": found.difference.high,
                }
                for pair, outcomes in self.differences.items()
                for outcome, found in outcomes.items()
            ]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain data: the JSON of ``realpolitik compare``."""
        pairs = {
            pair: {
                outcome: {
                    "first": found.first,
                    "second": found.second,
                    "difference": found.difference.value,
                    "interval": [_known(found.difference.low), _known(found.difference.high)],
                }
                for outcome, found in outcomes.items()
            }
            for pair, outcomes in self.differences.items()
        }
        return {
            "first": self.first.scenario.name,
            "second": self.second.scenario.name,
            "seed": self.first.seed,
            "runs": self.first.runs,
            "pairs": pairs,
        }

    def __repr__(self) -> str:
        return f"<Comparison of {self.first!r} with {self.second!r}>"

    def _repr_html_(self) -> str:
        import html

        return f"<pre>{html.escape(str(self))}</pre>"

    def __str__(self) -> str:
        one, other = self.first.scenario.name, self.second.scenario.name
        width = max(len(words) for words in OUTCOMES.values())
        lines = [
            f"{one} (A) and {other} (B): {self.first.runs} runs each on shared draws, seed {self.first.seed}",
            "B - A is the mean difference run by run, with its 95 % interval; * where the interval leaves out 0",
        ]
        if self.first.timeline.years != self.second.timeline.years:
            spans = [f"{years[0]}-{years[-1]}" for years in (self.first.timeline.years, self.second.timeline.years)]
            lines.append(f"The scenarios cover different years ({spans[0]} and {spans[1]}): each counts its own.")
        for pair, outcomes in self.differences.items():
            if all(found.difference.value == 0.0 and found.first == found.second for found in outcomes.values()):
                lines += ["", f"{pair}: no difference"]
                continue
            lines += ["", f"{pair:{width}}{'A':>9}{'B':>9}{'B - A':>10}    95 % interval"]
            for outcome, found in outcomes.items():
                gap = found.difference
                mark = "*" if gap.low > 0.0 or gap.high < 0.0 else " "
                lines.append(
                    f"{OUTCOMES[outcome]:{width}}{found.first:9.3f}{found.second:9.3f}{gap.value:+10.3f}{mark}"
                    f"   {gap.low:+.3f} to {gap.high:+.3f}"
                )
        return "\n".join(lines)


def _known(end: float) -> float | None:
    """Return the end of an interval; None where it has none, as with one run."""
    return end if math.isfinite(end) else None


def _of_runs(results: Results, pair: str) -> dict[str, np.ndarray]:
    """Return the compared outcomes of a pair run by run."""
    years = len(results.timeline.years)
    found: dict[str, Any] = {name: results.of_run(f"{name}_years", pair) / years for name in CLASSES}
    found["p_pact"] = results.of_run("longest_pact_years", pair) > 0
    found["p_strategic_alliance"] = results.of_run("strategic_alliance", pair)
    for name in ("mean_trust", "mean_security_rung", "mean_economic_rung"):
        found[name] = results.of_run(name, pair)
    return found


def compare_results(first: Results, second: Results) -> Comparison:
    """Compare two ensembles run by run.

    Raises
    ------
    InputError
        They have no pair in common, or not the same runs.
    """
    if (first.runs, first.seed) != (second.runs, second.seed):
        found = f"{second.runs} runs on seed {second.seed}"
        raise InputError([Problem((), found, f"{first.runs} runs on seed {first.seed}, as in the other")])
    shared = []
    for pair in first.pairs:
        try:
            second.scenario.pair(pair)
        except InputError:
            continue
        shared.append(pair)
    if not shared:
        found = f"{second.scenario.name} with {listed(second.pairs)}"
        raise InputError([Problem((), found, f"a scenario that has one of the pairs {listed(first.pairs)}")])
    differences: dict[str, dict[str, Difference]] = {}
    for pair in shared:
        here, there = _of_runs(first, pair), _of_runs(second, pair)
        differences[pair] = {
            name: Difference(
                float(here[name].mean()),
                float(there[name].mean()),
                paired_proportions(here[name], there[name]) if name in _TRUTHS else mean(there[name] - here[name]),
            )
            for name in OUTCOMES
        }
    return Comparison(first, second, differences)
