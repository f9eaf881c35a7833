"""The figures of a study: what each is called, what it says, what it looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.findings.designs import ROBUSTNESS, assumption_points
from realpolitik.report.bands import Span, draw_spans
from realpolitik.report.beside_record import agreement, draw_beside_record
from realpolitik.report.by_year import of_pair, usual_class
from realpolitik.report.chosen import ERAS, EVENTS
from realpolitik.report.forest import draw_forest
from realpolitik.report.lines import BELIEFS, INTERESTS, draw_paths
from realpolitik.report.robustness_figure import draw_robustness
from realpolitik.report.style import capitalised, joined, pair_name
from realpolitik.report.what_if import draw_what_if
from realpolitik.scenario import load

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from realpolitik.report.study import Study

SERIES = "Series: Correlates of War, SIPRI, ATOP, UN votes and others, named in scenarios/README.md."
FORCE = "In years with a use of force on record the two are hostile by rule, unless allied."


@dataclass(frozen=True)
class StudyFigure:
    """A figure of the study.

    Attributes
    ----------
    name : str
        Name of its files, without the ending.
    caption : str
        What is seen, for the report and for those who cannot see it.
    draw : callable
        Draws it.
    """

    name: str
    caption: str
    draw: Callable[[Study], Figure]


def _runs(study: Study, *, scenarios: str = "pahlavi and islamic-republic") -> str:
    return f"realpolitik {study.version}, scenarios {scenarios}, {study.effort.runs} runs, seed {study.seed}."


def _bands(pair: str) -> Callable[[Study], Figure]:
    def draw(study: Study) -> Figure:
        shares = study.exhibits.class_shares
        spans, said = [], []
        for era, name in ERAS.items():
            by_year = shares[shares["scenario"] == era]
            events = tuple(event for event in load(era).document.live_events if event.id in EVENTS[pair])
            spans.append(Span(name, by_year, events))
            usual, share = usual_class(of_pair(by_year, pair))
            how_often = "mostly" if share > 0.5 else "most often"
            said.append(f"{how_often} {usual} under the {_era(era)} ({share:.0%})")
        title = f"{capitalised(pair_name(pair))}: {joined(said)}"
        return draw_spans(spans, pair, title=title, source=f"{_runs(study)} {SERIES} {FORCE}")

    return draw


def _era(era: str) -> str:
    return {"pahlavi": "Shah", "islamic-republic": "Islamic Republic"}[era]


def _beliefs(study: Study) -> Figure:
    title = "How Iran saw Moscow and the West: perception, threat, trust"
    return draw_paths(study.exhibits.paths, BELIEFS, title=title, source=f"{_runs(study)} {SERIES}")


def _interests(study: Study) -> Figure:
    title = "How Iran was tied, and what it had of its national interest"
    return draw_paths(study.exhibits.paths, INTERESTS, title=title, source=f"{_runs(study)} {SERIES}")


def _what_if(study: Study) -> Figure:
    title = "What if: military ties of Iran and Russia in other circumstances"
    source = _runs(study, scenarios="as named in counterfactuals.csv")
    return draw_what_if(study.exhibits.counterfactuals, title=title, source=source)


def _forest(study: Study) -> Figure:
    effort = study.effort
    title = f"{len(study.ids)} findings, each condition against its threshold"
    source = (
        f"realpolitik {study.version}, {effort.runs} runs of each ensemble, seed {study.seed}; choices at random: "
        f"{effort.null_runs} runs; hypercube: {effort.points} points, {effort.runs_per_point} runs each."
    )
    return draw_forest(study.findings, title=title, source=source)


def _beside_record(study: Study) -> Figure:
    record = study.exhibits.record
    mean = sum(agreement(rows) for _, rows in record.groupby(["scenario", "client"])) / record["scenario"].nunique()
    title = f"Simulated beside recorded: {mean:.0%} of run-years in the class on record"
    source = _runs(study, scenarios="of Iran's eras and of twelve clients") + (
        " Recorded classes: coded by rule from alliances, arms, disputes, votes and trade (scenarios/README.md)."
        f" {FORCE}"
    )
    return draw_beside_record(record, title=title, source=source)


FIGURES = (
    StudyFigure(
        "classes-iran-russia", "Class of the relation of Iran and Russia by year, with dated events.",
        _bands("iran-russia"),
    ),
    StudyFigure(
        "classes-iran-west", "Class of the relation of Iran and the West by year, with dated events.",
        _bands("iran-west"),
    ),
    StudyFigure("beliefs", "Hostile intent, threat and trust by year in both eras.", _beliefs),
    StudyFigure("interests", "Economic ties, military ties and parts of the national interest by year.", _interests),
    StudyFigure("findings", "All conditions of all findings against their thresholds, with robustness.", _forest),
    StudyFigure("counterfactuals", "Scenarios and variants that differ in one thing, on shared draws.", _what_if),
    StudyFigure("beside-record", "Simulated classes by year beside the recorded ones.", _beside_record),
)  # fmt: skip
"""In the order of the report; `figures_of` adds one for every finding."""


def robustness_name(finding_id: str) -> str:
    """Return the name of the figure of a finding's robustness."""
    return f"robustness-{finding_id}"


def _robustness(finding_id: str) -> Callable[[Study], Figure]:
    def draw(study: Study) -> Figure:
        effort = study.effort
        versions = [finding for finding in study.findings if finding.id == finding_id]
        source = (
            f"realpolitik {study.version}, experiment {ROBUSTNESS}: {effort.points} points, {effort.runs_per_point} "
            f"runs of each ensemble at each, seed {study.seed}. Fitted: {effort.runs} runs, 95 % interval."
        )
        return draw_robustness(versions, assumption_points(effort.points, study.seed), source=source)

    return draw


def figures_of(study: Study) -> tuple[StudyFigure, ...]:
    """Return all figures of a study: those that every study has, and one of its robustness for every finding.

    A quick study has too few points over the assumptions for the latter: they would show nothing and take as long.
    """
    if study.quick:
        return FIGURES
    robust = dict.fromkeys(finding.id for finding in study.findings if finding.robustness is not None)
    return FIGURES + tuple(
        StudyFigure(
            robustness_name(name), f"Robustness of {name} over all assumptions, and what drives it.", _robustness(name)
        )
        for name in robust
    )
