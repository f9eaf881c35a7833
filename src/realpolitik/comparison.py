"""Two scenarios on shared draws: what differs, run by run, with intervals."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem, listed
from realpolitik.findings.finding import Estimate
from realpolitik.findings.intervals import mean, paired_proportions
from realpolitik.scenario.settings import plain
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

MOST_DECIMALS = 9
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
            "settings": {side: plain(of) for side, of in zip(("first", "second"), self._own_settings(), strict=True)},
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
        lines += self._what_differs()
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
                mark = "*" if _leaves_out_zero(gap) else " "
                value, low, high = _signed(gap)
                lines.append(
                    f"{OUTCOMES[outcome]:{width}}{found.first:9.3f}{found.second:9.3f}{value:>10}{mark}"
                    f"   {low} to {high}"
                )
        return "\n".join(lines)

    def _own_settings(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what was changed in one scenario and not in the same way in the other."""
        one, other = (dict(results.scenario.settings) for results in (self.first, self.second))
        differs = [
            path for path in {**one, **other} if path not in one or path not in other or one[path] != other[path]
        ]
        return {path: one[path] for path in differs if path in one}, {
            path: other[path] for path in differs if path in other
        }

    def _what_differs(self) -> list[str]:
        """Return lines that say what was changed in one scenario and not in the other."""
        own = self._own_settings()
        if any(own):
            told = [", ".join(f"{path} = {_shown(value)}" for path, value in settings.items()) for settings in own]
            return [f"{side}: {text or 'as the scenario has it'}" for side, text in zip("AB", told, strict=True)]
        one, other = self.first.scenario, self.second.scenario
        if one.name == other.name and one.digest != other.digest:
            return ["They have the same name and are not the same scenario."]
        return []


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(plain(value), default=str)


def _leaves_out_zero(gap: Estimate) -> bool:
    """Return whether the interval leaves out 0."""
    return gap.low > 0.0 or gap.high < 0.0


def _signed(gap: Estimate) -> tuple[str, str, str]:
    """Return value and ends of a difference with signs, and with so many digits that what leaves out 0 shows it.

    Examples
    --------
    >>> _signed(Estimate(0.0104, 0.00003, 0.0208)), _signed(Estimate(-0.0002, -0.0004, 0.0001))
    (('+0.01040', '+0.00003', '+0.02080'), ('0.000', '0.000', '0.000'))
    """
    decimals, nearest = 3, min(abs(gap.low), abs(gap.high))
    while _leaves_out_zero(gap) and decimals < MOST_DECIMALS and float(f"{nearest:.{decimals}f}") == 0.0:
        decimals += 1
    texts = [f"{number:+.{decimals}f}" for number in (gap.value, gap.low, gap.high)]
    value, low, high = (text if float(text) != 0.0 else text[1:] for text in texts)
    return value, low, high


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
