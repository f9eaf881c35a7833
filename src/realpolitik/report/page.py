"""The HTML report: one file that holds all it shows, readable on a phone, on paper and without a network."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.findings.export import plain
from realpolitik.report.by_year import of_pair, usual_class
from realpolitik.report.chosen import ERAS
from realpolitik.report.figures import robustness_name
from realpolitik.report.numbers import duration, number, percent, relation_sign, threshold, with_interval
from realpolitik.report.study import counted
from realpolitik.report.style import VERDICT_COLOURS, capitalised
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

if TYPE_CHECKING:
    from realpolitik.findings.claim import Claim
    from realpolitik.findings.finding import Estimate, Finding
    from realpolitik.report.eras import EraRow
    from realpolitik.report.study import Study

TEMPLATES = Path(__file__).parent / "templates"
PROFILES = {"elite": "elite profiles", "record": "profiles from the record"}
LONGEST_LIST = 24
"""Longer lists among the further numbers are told by their ends; findings.json has them in full."""
PNG_PREFERRED_BELOW = 0.75
"""A drawing is embedded as PNG if that is smaller than this share of the SVG."""


@dataclass(frozen=True)
class Picture:
    """A figure of the report: its name, caption, and both forms of its file."""

    name: str
    caption: str
    svg: bytes
    png: bytes

    @property
    def data_uri(self) -> str:
        """The smaller form as a data URI."""
        png = len(self.png) < PNG_PREFERRED_BELOW * len(self.svg)
        kind, content = ("image/png", self.png) if png else ("image/svg+xml", self.svg)
        return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


@dataclass(frozen=True)
class Told:
    """A finding under the profiles at hand, with where it is said."""

    id: str
    source: str
    versions: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The first version: claim, statistic and threshold are those of all."""
        return self.versions[0]


def write_page(study: Study, pictures: Mapping[str, Picture], claims: Mapping[str, Claim], files: list[str]) -> str:
    """Return the report.

    Parameters
    ----------
    study : Study
        What was found.
    pictures : mapping of str to Picture
        The figures by name.
    claims : mapping of str to Claim
        The claims by id, for where each is said.
    files : list of str
        Names of the tables beside the report.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "number": number, "percent": percent, "with_interval": with_interval, "relation": relation_sign,
        "threshold": threshold, "capitalised": capitalised, "robustness_name": robustness_name, "plain": plain,
        "compact": compact,
    }  # fmt: skip
    environment.tests |= {"listing": lambda value: isinstance(value, list), "table": lambda v: isinstance(v, Mapping)}
    return environment.get_template("report.html.j2").render(
        study=study,
        took=duration(study.elapsed_seconds),
        eras=ERAS,
        named=PROFILES,
        told=[Told(name, claims[name].source, _versions(study, name)) for name in study.ids],
        verdicts={profiles: counted(study.under(profiles)) for profiles in ("elite", "record")},
        said=[_said(study, era) for era in ERAS],
        both=[name for name in study.ids if {one.verdict for one in _versions(study, name)} == {"supported"}],
        groups={profiles: _groups(study, profiles) for profiles in ("elite", "record")},
        estimate=_estimate,
        pictures=pictures,
        files=files,
        colours=VERDICT_COLOURS,
        assumptions=ASSUMPTIONS,
        switches=SWITCHES,
    )


def _versions(study: Study, name: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in study.findings if finding.id == name)


def _said(study: Study, era: str) -> str:
    """Return in a sentence what became of Iran and Russia in an era."""
    shares = study.exhibits.class_shares
    rows = of_pair(shares[shares["scenario"] == era], "iran-russia")
    usual, share = usual_class(rows)
    alliance = percent(float(rows["alliance"].mean()))
    return f"{ERAS[era]}: {usual} in {percent(share)} of run-years, allied in {alliance}."


def _groups(study: Study, profiles: str) -> list[tuple[str, list[EraRow]]]:
    rows = [row for row in study.eras if row.profiles == profiles]
    return [(group, list(members)) for group, members in itertools.groupby(rows, key=lambda row: row.group)]


def _estimate(row: EraRow, estimate: Estimate) -> str:
    return number(estimate.value) if row.kind == "input" else with_interval(estimate)


def compact(value: Any) -> str:
    """Return a plain value of a finding's further numbers as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return number(None)
    if isinstance(value, int | float):
        return number(value) if isinstance(value, float) else str(value)
    if isinstance(value, list) and len(value) > LONGEST_LIST:
        return f"{len(value)} values, from {compact(value[0])} to {compact(value[-1])}"
    if isinstance(value, list):
        return ", ".join(compact(item) for item in value)
    return str(value)
