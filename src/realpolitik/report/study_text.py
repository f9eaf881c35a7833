"""A study as plain text for a terminal: the findings and the comparison of the two eras."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.report.chosen import ERAS
from realpolitik.report.numbers import MINUS, duration, number, percent, threshold, with_interval

if TYPE_CHECKING:
    from realpolitik.findings.finding import Estimate, Finding
    from realpolitik.report.eras import EraRow, RecordRow
    from realpolitik.report.study import Study

WIDTH = 100
EVIDENT = ("0 to 1", "0 to 2", "0 to 3", "share", "share of years")
"""Units that the note below the table tells."""


def text_table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Return lines of a table; cells longer than their column go on in the next line."""
    lines = []
    for cells in [heads, *rows]:
        folded = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
        for place in range(max(map(len, folded))):
            parts = [
                (cell[place] if place < len(cell) else "").ljust(width)
                for cell, width in zip(folded, widths, strict=True)
            ]
            lines.append("  ".join(parts).rstrip())
        if cells is heads:
            lines.append("-" * (sum(widths) + 2 * (len(widths) - 1)))
    return lines


def study_text(study: Study) -> str:
    """Return the study as text."""
    effort = study.effort
    lines = [
        f"Both eras and {len(study.ids)} findings: {effort.runs} runs of each ensemble, seed {study.seed}, realpolitik "
        f"{study.version}, {duration(study.elapsed_seconds)}" + (" (quick)" if study.quick else ""),
        "",
        *_findings(study),
        "",
        *_eras([row for row in study.eras if row.profiles == "elite"], "hand-written elite profiles"),
        "",
        *_eras([row for row in study.eras if row.profiles == "record"], "profiles mapped from the record"),
        "",
        *_record(study.record),
    ]
    return "\n".join(lines).replace(MINUS, "-")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _findings(study: Study) -> list[str]:
    effort = study.effort
    heads = ("", "profiles", "verdict", "effect [95 %]", "asked", "random", "holds", "within", "controls", "record")
    widths = (3, 8, 16, 23, 7, 9, 5, 6, 9, 11)
    lines = ["FINDINGS", ""]
    table = text_table(heads, [], widths)
    lines += table
    for name in study.ids:
        group = [finding for finding in study.findings if finding.id == name]
        lines += [f"{name:4} {line}" if place == 0 else f"     {line}" for place, line in
                  enumerate(textwrap.wrap(group[0].claim, WIDTH - 5))]  # fmt: skip
        for finding in group:
            lines += text_table(heads, [("", *_cells(finding))], widths)[len(table) :]
            lines += _decided_by(finding)
    lines += ["", *_wrapped(
        "Effect, asked: the first condition of a claim and its threshold, fixed in advance; a verdict needs all "
        "conditions, with their whole intervals. Random: the effect with choices at random (lambda = 0, "
        f"{effort.null_runs} runs). Holds: share of {effort.points} points of a Latin hypercube over all assumptions "
        f"({effort.runs_per_point} runs each) at which all conditions hold; within: the same over the "
        "ranges that the record of the clients allows. Controls: cases in which the claim must "
        "fail. Record: whether the record of history meets the threshold."
    )]  # fmt: skip
    return lines


def _decided_by(finding: Finding) -> list[str]:
    """Return which condition made the verdict, if it is not the one whose effect is printed."""
    one = finding.measurement.deciding
    if one is finding.measurement.headline:
        return []
    text = f"decided by: {one.name}, {with_interval(one.estimate)}, asked {one.relation} {threshold(one.threshold)}"
    return textwrap.wrap(text, WIDTH - 15, initial_indent=" " * 15, subsequent_indent=" " * 17)


def _cells(finding: Finding) -> tuple[str, ...]:
    headline = finding.measurement.headline
    record = finding.record
    agrees = {None: "-", True: "agrees", False: "contradicts"}[record.agrees if record is not None else None]
    verdict = "supported" if finding.verdict.startswith("model supports") else finding.verdict
    return (
        finding.profiles,
        f"{verdict}, record contradicts" if verdict != finding.verdict else verdict,
        with_interval(headline.estimate),
        f"{headline.relation} {threshold(headline.threshold)}",
        number(finding.null_value),
        percent(finding.robustness.share) if finding.robustness is not None else "-",
        percent(finding.within_record.share) if finding.within_record is not None else "-",
        finding.control_status or "-",
        agrees,
    )


def _eras(rows: Sequence[EraRow], profiles: str) -> list[str]:
    names = list(ERAS.values())
    lines = [f"THE TWO ERAS, {profiles}", ""]
    heads = ("mean over years and runs [95 %]", *names, "second minus first")
    widths = (43, 20, 20, 20)
    table = text_table(heads, [], widths)
    lines += table
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines.append(group)
        cells = [_quantity(row), *(_estimate(row, one) for one in (row.first, row.second))]
        cells.append(_estimate(row, row.difference))
        lines += text_table(heads, [cells], widths)[len(table) :]
    return [
        *lines,
        "",
        *_wrapped(
            "Images, threats, trust and shares lie between 0 and 1; economic rungs between 0 (sanctioned) and 2 "
            "(partnership), security rungs between 0 (confrontation) and 3 (pact). Without an interval: given by "
            "scenarios and profiles."
        ),
    ]


def _quantity(row: EraRow) -> str:
    return row.quantity if row.unit in EVIDENT else f"{row.quantity} ({row.unit})"


def _estimate(row: EraRow, estimate: Estimate) -> str:
    return number(estimate.value) if row.kind == "input" else with_interval(estimate)


def _record(rows: Sequence[RecordRow]) -> list[str]:
    cells = [(f"{row.quantity} ({row.unit})", number(row.first), number(row.second), row.source) for row in rows]
    return ["THE TWO ERAS ON RECORD", "", *text_table(("mean over years", *ERAS.values(), "source"), cells,
                                                      (47, 10, 16, 26))]  # fmt: skip
