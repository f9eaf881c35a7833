"""Findings as a forest plot: every condition of every claim against its threshold, under both kinds of profiles.

Conditions have units of their own (shares, rungs, log-odds), so that no one axis fits all. Each row is therefore drawn
on a scale of its own: the threshold stands on the line, the right side is where the condition holds, and the farthest
point of the row touches the edge. The numbers stand beside it.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.findings.finding import Condition, Estimate, Finding
from realpolitik.report.numbers import relation_sign, threshold, with_interval
from realpolitik.report.style import INK, MUTED, NOTE_SIZE, PROFILE_COLOURS, RULE, VERDICT_COLOURS, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from realpolitik.report.style import Sheet

WIDTH = 11.0
CLAIM_LEFT, NAME_LEFT, PLOT_LEFT, PLOT_RIGHT, NUMBERS_LEFT, ROBUST_LEFT, ROBUST_RIGHT = (
    0.2, 3.4, 6.0, 8.25, 8.35, 10.0, 10.75,
)  # fmt: skip
"""Inches from the left at which the columns stand."""
LINE, ROW, GAP = 0.155, 0.3, 0.2
CLAIM_CHARACTERS, VERDICT_CHARACTERS, NAME_CHARACTERS = 43, 50, 42
SMALL = NOTE_SIZE - 0.5


@dataclass(frozen=True)
class Scaled:
    """An estimate as a row of the plot shows it: 0 is the threshold, above 0 holds, 1 is the edge."""

    value: float
    low: float
    high: float


def row_scale(conditions: Sequence[Condition], others: Sequence[float] = ()) -> float:
    """Return the distance from the threshold of the farthest point of a row, 1 if all are on it."""
    asked = conditions[0].threshold
    points = [end for one in conditions if one.estimate.defined for end in (one.estimate.low, one.estimate.high)]
    points += [one.estimate.value for one in conditions if one.estimate.defined]
    points += [value for value in others if not math.isnan(value)]
    return max((abs(point - asked) for point in points), default=0.0) or 1.0


def scaled(estimate: Estimate, condition: Condition, scale: float) -> Scaled:
    """Return an estimate in units of its row, turned so that the side on which the condition holds is above 0."""
    side = 1.0 if condition.relation in (">", ">=") else -1.0
    low, high = sorted(side * (end - condition.threshold) / scale for end in (estimate.low, estimate.high))
    return Scaled(side * (estimate.value - condition.threshold) / scale, low, high)


def draw_forest(findings: Sequence[Finding], *, title: str, source: str) -> Figure:
    """Draw all conditions of all findings.

    Parameters
    ----------
    findings : sequence of Finding
        Under one or both kinds of profiles; findings with the same id share their rows.
    title, source : str
        What is seen, and where it comes from.
    """
    by_id: dict[str, dict[str, Finding]] = {}
    for finding in findings:
        by_id.setdefault(finding.id, {})[finding.profiles] = finding
    blocks = [(_claim_lines(group), group) for group in by_id.values()]
    heights = [_height(lines, group) for lines, group in blocks]
    subtitle = (
        "Every row has a scale of its own: the line is the threshold, fixed in advance; right of it the condition "
        "holds; the farthest point touches the edge. Bars: 95 % intervals over runs. Numbers are those of the elite "
        "profiles. Right: share of the points of the hypercube of assumptions at which the claim holds."
    )
    page = sheet(
        title, subtitle, source, [sum(heights)], left=PLOT_LEFT, right=WIDTH - PLOT_RIGHT, legend=0.55, below=0.35,
        width=WIDTH,
    )  # fmt: skip
    axes = page.axes[0][0]
    robust = _second_axes(page, axes)
    total = sum(heights)
    _prepare(axes, total)
    top = 0.0
    for (lines, group), height in zip(blocks, heights, strict=True):
        _draw_block(page, axes, robust, lines, group, top, height)
        top += height
    _heads(page, axes)
    return page.figure


def _claim_lines(group: Mapping[str, Finding]) -> list[str]:
    some = next(iter(group.values()))
    return textwrap.wrap(some.claim, CLAIM_CHARACTERS)


def _rows(group: Mapping[str, Finding]) -> list[dict[str, Condition]]:
    """Return the conditions of a claim, each under the profiles at hand."""
    count = max(len(finding.measurement.conditions) for finding in group.values())
    return [
        {
            profiles: finding.measurement.conditions[row]
            for profiles, finding in group.items()
            if row < len(finding.measurement.conditions)
        }
        for row in range(count)
    ]


def _height(lines: Sequence[str], group: Mapping[str, Finding]) -> float:
    return max(LINE * (len(lines) + len(_verdict_lines(group))) + 0.04, ROW * len(_rows(group))) + GAP


def _second_axes(page: Sheet, axes: Axes) -> Axes:
    from realpolitik.report.style import plain_axes

    box = axes.get_position()
    robust = page.figure.add_axes(
        (ROBUST_LEFT / WIDTH, box.y0, (ROBUST_RIGHT - ROBUST_LEFT) / WIDTH, box.height), sharey=axes
    )
    plain_axes(robust)
    robust.set_xlim(-0.04, 1.04)
    robust.set_xticks([0.0, 0.5, 1.0], ["0", "50", "100 %"])
    robust.tick_params(labelsize=SMALL, left=False, labelleft=False)
    robust.spines["left"].set_visible(False)
    robust.grid(axis="x", color=RULE, linewidth=0.6)
    robust.set_axisbelow(True)
    return robust


def _prepare(axes: Axes, total: float) -> None:
    """Let the plot run from "fails" to "holds", in inches from the top."""
    axes.set_xlim(-1.06, 1.06)
    axes.set_ylim(total, 0.0)
    axes.axvspan(-1.06, 0.0, color=VERDICT_COLOURS["not supported"], alpha=0.05, linewidth=0)
    axes.axvspan(0.0, 1.06, color=VERDICT_COLOURS["supported"], alpha=0.05, linewidth=0)
    axes.axvline(0.0, color=INK, linewidth=0.9)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(left=False, labelleft=False, bottom=False, labelbottom=False)


def _draw_block(
    page: Sheet, axes: Axes, robust: Axes, lines: Sequence[str], group: Mapping[str, Finding], top: float, height: float
) -> None:
    start = (1.0 - axes.get_position().y1) * page.height + top + 0.06
    some = next(iter(group.values()))
    page.write(CLAIM_LEFT, start, some.id, fontsize=NOTE_SIZE + 0.5, fontweight="bold")
    for place, line in enumerate(lines):
        page.write(CLAIM_LEFT + 0.36, start + place * LINE, line, fontsize=NOTE_SIZE)
    for place, (line, colour) in enumerate(_verdict_lines(group), len(lines)):
        page.write(CLAIM_LEFT + 0.36, start + place * LINE + 0.03, line, fontsize=SMALL, color=colour)
    for place, row in enumerate(_rows(group)):
        middle = top + 0.06 + ROW * (place + 0.5) - 0.03
        _draw_row(page, axes, row, group if place == 0 else {}, middle)
    for place, (profiles, finding) in enumerate(group.items()):
        if finding.robustness is not None:
            middle = top + 0.06 + ROW * 0.5 + (place - (len(group) - 1) / 2) * 0.12
            _point(robust, finding.robustness.share, middle, profiles)
    axes.axhline(top + height - 0.04, color=RULE, linewidth=0.6)


def _verdict_lines(group: Mapping[str, Finding]) -> list[tuple[str, str]]:
    """Return the verdict under each kind of profiles in lines with their colour."""
    lines = []
    for profiles, finding in group.items():
        verdict = f"{profiles}: {finding.verdict}"
        control = {"fail": "a control fails", "undecided": "control undecided"}.get(finding.control_status or "", "")
        whole = f"{verdict}; {control}" if control else verdict
        folded = [whole] if len(whole) <= VERDICT_CHARACTERS else [f"{verdict};", control]
        lines += [(line, VERDICT_COLOURS[finding.verdict]) for line in folded]
    return lines


def _draw_row(
    page: Sheet, axes: Axes, row: Mapping[str, Condition], group: Mapping[str, Finding], middle: float
) -> None:
    """Draw one condition under each kind of profiles; the first of a claim has its findings, for the random value."""
    conditions = list(row.values())
    nulls = {profiles: finding.null_value for profiles, finding in group.items() if finding.null_value is not None}
    scale = row_scale(conditions, list(nulls.values()))
    for place, (profiles, condition) in enumerate(row.items()):
        height = middle + (place - (len(row) - 1) / 2) * 0.11
        if condition.estimate.defined:
            found = scaled(condition.estimate, condition, scale)
            axes.plot([found.low, found.high], [height, height], color=PROFILE_COLOURS[profiles], linewidth=1.6)
            _point(axes, found.value, height, profiles)
        if profiles in nulls:
            value = nulls[profiles]
            found = scaled(Estimate(value, value, value), condition, scale)
            axes.plot([found.value], [height], marker="x", markersize=4.5, color=MUTED, linestyle="none", zorder=2)
    top = (1.0 - axes.get_position().y1) * page.height + middle
    main = conditions[0]
    names = textwrap.wrap(main.name, NAME_CHARACTERS)[:2]
    page.write(NAME_LEFT, top, "\n".join(names), fontsize=SMALL, va="center", color=INK, linespacing=1.05)
    asked = f"{with_interval(main.estimate)}\nasked {relation_sign(main.relation)} {threshold(main.threshold)}"
    page.write(NUMBERS_LEFT, top, asked, fontsize=SMALL - 0.5, va="center", color=INK, linespacing=1.1)


def _point(axes: Axes, value: float, height: float, profiles: str) -> None:
    colour = PROFILE_COLOURS[profiles]
    axes.plot(
        [value], [height], marker="o" if profiles == "elite" else "s", markersize=4.6, color=colour,
        markerfacecolor=colour if profiles == "elite" else "white", linestyle="none", zorder=4, clip_on=False,
    )  # fmt: skip


def _heads(page: Sheet, axes: Axes) -> None:
    """Name the columns and the marks above them."""
    top = (1.0 - axes.get_position().y1) * page.height
    style = {"fontsize": NOTE_SIZE, "color": MUTED, "va": "bottom"}
    page.write(CLAIM_LEFT + 0.36, top - 0.06, "claim and verdicts", **style)
    page.write(NAME_LEFT, top - 0.06, "condition", **style)
    middle = (PLOT_LEFT + PLOT_RIGHT) / 2
    page.write(middle - 0.12, top - 0.06, "fails \N{LEFTWARDS ARROW}", ha="right", **style)
    page.write(middle + 0.12, top - 0.06, "\N{RIGHTWARDS ARROW} holds", **style)
    page.write(NUMBERS_LEFT, top - 0.06, "effect [95 %]", **style)
    page.write(ROBUST_LEFT - 0.1, top - 0.06, "robustness", **style)
    from matplotlib.lines import Line2D

    elite, record = PROFILE_COLOURS["elite"], PROFILE_COLOURS["record"]
    marks = [
        Line2D([], [], color=elite, marker="o", markersize=4.6, linewidth=1.6, label="elite profiles"),
        Line2D([], [], color=record, marker="s", markersize=4.6, markerfacecolor="white", linewidth=1.6,
               label="profiles from the record"),
        Line2D([], [], color=MUTED, marker="x", markersize=4.5, linestyle="none", label="choices at random"),
    ]  # fmt: skip
    page.figure.legend(
        handles=marks, loc="lower left", bbox_to_anchor=(CLAIM_LEFT / WIDTH, 1.0 - (top - 0.3) / page.height), ncol=3,
        frameon=False, fontsize=NOTE_SIZE, borderaxespad=0.0, borderpad=0.0, handletextpad=0.5, columnspacing=1.6,
    )  # fmt: skip
