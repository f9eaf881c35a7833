"""How columns, cases, factors and points of an experiment are called in figures and tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.experiments.digits import told_apart
from realpolitik.report.style import capitalised, pair_name

if TYPE_CHECKING:
    from realpolitik.experiments.results import ExperimentResults

LONGEST_NAME = 34
PURE_NUMBER = "1"
"""The unit of an assumption that has none."""


def plain(name: str) -> str:
    """Return a name of the model as text: ``trust_loss`` as "trust loss"."""
    return name.replace("_", " ")


def column_name(item: Mapping[str, Any]) -> str:
    """Return a column as text: "Mean trust, Iran and Russia (under)"."""
    window = f" ({plain(item['window'])})" if item["window"] else ""
    return f"{capitalised(plain(item['outcome']))}, {pair_name(item['pair'])}{window}"


SCALES = {"rung": "rung (0 to 3)", "class": "class (0 hostile to 4 alliance)", "0 or 1": "share of runs"}
"""What means of a column are, where its unit says it only of a single run."""


def axis_name(item: Mapping[str, Any]) -> str:
    """Return the unit of a column's means, to stand along an axis."""
    if item["outcome"] == "mean_economic_rung":
        return "rung (0 to 2)"
    return SCALES.get(item["unit"], item["unit"])


def case_name(case: Mapping[str, str]) -> str:
    """Return a scenario under an arm as text."""
    return ", ".join(part for part in (case["scenario"], plain(case["arm"])) if part)


def cases_of(results: ExperimentResults) -> list[tuple[str, dict[str, str]]]:
    """Return the cases: a name, empty if there is one only, and the keywords that ask for its values."""
    cases = results.manifest["cases"]
    several = len(cases) > 1
    asked = [{"scenario": case["scenario"], **({"arm": case["arm"]} if case["arm"] else {})} for case in cases]
    return [(case_name(case) if several else "", keys) for case, keys in zip(cases, asked, strict=True)]


def factor_axis(factor: Mapping[str, Any]) -> str:
    """Return what a factor is, with its unit, to stand along an axis."""
    text = factor["label"] or plain(factor["name"])
    return f"{text}\n({factor['unit']})" if factor["unit"] not in (None, "", PURE_NUMBER) else text


def folded(text: str, width: int = LONGEST_NAME) -> str:
    """Return a text in lines of some width."""
    return "\n".join(textwrap.wrap(text, width))


def point_names(results: ExperimentResults, points: Iterable[int]) -> dict[int, str]:
    """Return what is set at some points as text, numbers with as many digits as tell these points apart."""
    places = sorted(set(points))
    rows = results.design.iloc[places]
    columns = {factor["name"]: _texts(rows[factor["name"]].tolist()) for factor in results.factors}
    names = {}
    for row, point in enumerate(places):
        parts = [f"{plain(name)} {texts[row]}" for name, texts in columns.items() if texts[row]]
        names[point] = ", ".join(parts) or "as it is"
    return names


def _texts(values: Sequence[Any]) -> list[str]:
    """Return the values of a factor as text, empty where it is left as it is."""
    numbers = [value for value in values if not isinstance(value, str) and value is not None and value == value]
    shown = dict(zip(numbers, told_apart(numbers), strict=True))
    return [plain(value) if isinstance(value, str) else shown.get(value, "") for value in values]
