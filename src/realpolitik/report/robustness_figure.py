"""The robustness of one finding: its effect at every point over all assumptions, and the assumptions that move it.

Above, a row of points for each kind of profiles against the threshold; below, the effect over the three assumptions
that move it most. Filled points are those at which all conditions of the claim hold, not only the one that is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.findings.robustness import largest_by_chance
from realpolitik.report.numbers import number, percent, relation_sign, threshold, with_interval
from realpolitik.report.style import INK, MUTED, NOTE_SIZE, PROFILE_COLOURS, TEXT_SIZE, VERDICT_COLOURS, sheet
from realpolitik.theory.assumptions import ASSUMPTIONS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from realpolitik.findings.finding import Condition, Finding
    from realpolitik.report.style import Sheet

NAMES = {"elite": "elite profiles", "record": "profiles from the record"}
ROW_INCHES, PANEL_INCHES, PANELS = 1.15, 2.1, 3
LEFT, RIGHT, TEXT_INCHES = 0.85, 0.25, 1.75
MARK_SIZE, BINS = 5.0, 60
COUNTED_FROM = 9
"""A stack of so many points has its number above it: they cover each other."""
SPREAD = 0.34
"""Largest distance of a point from the middle of its row, in rows."""

_BY_NAME = {item.name: item for item in ASSUMPTIONS}


def draw_robustness(findings: Sequence[Finding], design: Sequence[Mapping[str, float]], *, source: str) -> Figure:
    """Draw the robustness of a finding.

    Parameters
    ----------
    findings : sequence of Finding
        One finding under each kind of profiles, with its robustness.
    design : sequence of mapping
        The points at which it was judged, assumptions by name.
    source : str
        Where it comes from.
    """
    first = findings[0]
    headline = first.measurement.headline
    chance = largest_by_chance(len(_defined(first)), len(ASSUMPTIONS))
    subtitle = (
        f"{first.claim} Measured: {headline.name}, asked {relation_sign(headline.relation)}\N{NO-BREAK SPACE}"
        f"{threshold(headline.threshold)}. One point for each of {len(design)} sets of all {len(ASSUMPTIONS)} "
        f"assumptions; filled where {_all_conditions(first)}. Diamond: as fitted, with 95 % interval; cross: choices "
        "at random. Below, the assumptions that move the effect most under elite profiles, with rank correlations; "
        f"with that many assumptions, one of {number(chance)} or less may be chance."
    )
    page = sheet(
        _title(findings), subtitle, source, [ROW_INCHES * len(findings) + 0.1, PANEL_INCHES], columns=[1.0] * PANELS,
        gap=1.05, column_gap=0.62, left=LEFT, right=RIGHT, below=0.55,
    )  # fmt: skip
    top = _wide_axes(page)
    limits = _limits(findings)
    _draw_rows(page, top, findings, limits)
    _draw_drivers(page.axes[1], first, design, limits, chance)
    return page.figure


def _title(findings: Sequence[Finding]) -> str:
    shares = [finding.robustness.share for finding in findings if finding.robustness is not None]
    low, high = percent(min(shares)), percent(max(shares))
    told = low if low == high else f"{low} to {high}"
    return f"{findings[0].id} holds at {told} of the points over all assumptions"


def _all_conditions(finding: Finding) -> str:
    count = len(finding.measurement.conditions)
    return "the claim holds" if count == 1 else f"all {count} conditions of the claim hold"


def _wide_axes(page: Sheet) -> Axes:
    """Return the first of the upper row of axes, grown to the width of the row less a column of text."""
    first, *others = page.axes[0]
    box = first.get_position()
    first.set_position((box.x0, box.y0, (page.width - LEFT - RIGHT - TEXT_INCHES) / page.width, box.height))
    for axes in others:
        axes.remove()
    return first


def _defined(finding: Finding) -> np.ndarray:
    assert finding.robustness is not None
    return np.array([effect for effect in finding.robustness.effects if math.isfinite(effect)])


def _limits(findings: Sequence[Finding]) -> tuple[float, float]:
    """Return the range of effects that all panels share: the points, the intervals and the threshold."""
    seen = [findings[0].measurement.headline.threshold]
    for finding in findings:
        estimate = finding.measurement.headline.estimate
        seen += [*_defined(finding)]
        seen += [end for end in (estimate.low, estimate.high, estimate.value) if math.isfinite(end)]
    margin = 0.06 * ((max(seen) - min(seen)) or 1.0)
    return min(seen) - margin, max(seen) + margin


def swarm(values: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    """Return how far from the middle of a row each point is drawn, so that points of about one value do not cover.

    Examples
    --------
    >>> swarm(np.array([0.1, 0.9, 0.1]), (0.0, 1.0)).tolist()
    [0.0, 0.0, -0.08]
    """
    low, high = limits
    bins = np.floor((values - low) / (high - low) * BINS)
    found = np.zeros(len(values))
    for one in np.unique(bins):
        (members,) = np.nonzero(bins == one)
        step = min(0.08, 2.0 * SPREAD / max(1, len(members)))
        places = np.arange(len(members))
        found[members] = step * np.where(places % 2 == 1, -(places + 1) // 2, places // 2)
    return found


def _shade(axes: Axes, condition: Condition, limits: tuple[float, float], *, vertical: bool) -> None:
    """Tint the side on which the condition holds, and the other; the line between them is the threshold."""
    holds_above = condition.relation in (">", ">=")
    span, line = (axes.axvspan, axes.axvline) if vertical else (axes.axhspan, axes.axhline)
    for (start, stop), above in (((limits[0], condition.threshold), False), ((condition.threshold, limits[1]), True)):
        colour = VERDICT_COLOURS["supported" if above == holds_above else "not supported"]
        span(start, stop, color=colour, alpha=0.06, linewidth=0)
    line(condition.threshold, color=INK, linewidth=0.9)


def _draw_rows(page: Sheet, axes: Axes, findings: Sequence[Finding], limits: tuple[float, float]) -> None:
    headline = findings[0].measurement.headline
    axes.set_xlim(*limits)
    axes.set_ylim(len(findings) - 0.45, -0.58)
    _shade(axes, headline, limits, vertical=True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(left=False, labelleft=False)
    axes.set_xlabel(headline.name, fontsize=TEXT_SIZE)
    box = axes.get_position()
    for row, finding in enumerate(findings):
        assert finding.robustness is not None
        held = np.array(finding.robustness.held)
        effects = np.array(finding.robustness.effects)
        defined = np.isfinite(effects)
        colour = PROFILE_COLOURS[finding.profiles]
        places = row + swarm(effects[defined], limits)
        axes.scatter(
            effects[defined], places, s=MARK_SIZE**2, edgecolors=colour, linewidths=0.9, zorder=3,
            facecolors=[colour if one else "white" for one in held[defined]],
        )  # fmt: skip
        _count_stacks(axes, effects[defined], limits, row)
        _draw_estimate(axes, finding, row + SPREAD + 0.1)
        told = [
            NAMES[finding.profiles],
            f"holds at {int(held.sum())} of {len(held)} ({percent(finding.robustness.share)})",
        ]
        value, bracket, interval = with_interval(finding.measurement.headline.estimate).partition(" [")
        told += [f"fitted: {value}", f"[{interval}"] if bracket else [f"fitted: {value}"]
        told.append(f"choices at random: {number(finding.null_value)}")
        if not defined.all():
            told.append(f"undefined at {int((~defined).sum())}")
        middle = page.height * (1.0 - box.y1 + box.height * (row + 0.5) / len(findings))
        for place, line in enumerate(told):
            weight = "bold" if place == 0 else "normal"
            page.write(
                page.width - RIGHT - TEXT_INCHES + 0.12, middle + (place - len(told) / 2) * 0.155, line,
                fontsize=NOTE_SIZE, color=colour if place == 0 else INK, fontweight=weight,
            )  # fmt: skip


def _count_stacks(axes: Axes, effects: np.ndarray, limits: tuple[float, float], row: int) -> None:
    """Write the number of points above high stacks."""
    bins = np.floor((effects - limits[0]) / (limits[1] - limits[0]) * BINS)
    for one in np.unique(bins):
        members = effects[bins == one]
        if len(members) >= COUNTED_FROM:
            axes.annotate(
                str(len(members)), (float(np.median(members)), row - SPREAD), xytext=(0.0, 4.0),
                textcoords="offset points", fontsize=NOTE_SIZE - 1.0, ha="center", va="bottom", color=MUTED,
            )  # fmt: skip


def _draw_estimate(axes: Axes, finding: Finding, height: float) -> None:
    """Draw the effect at the fitted assumptions with its interval, and that of choices at random, under the points."""
    value = finding.null_value
    if value is not None and axes.get_xlim()[0] <= value <= axes.get_xlim()[1]:
        axes.plot([value], [height], marker="x", markersize=4.5, color=MUTED, linestyle="none", zorder=4)
    estimate = finding.measurement.headline.estimate
    colour = PROFILE_COLOURS[finding.profiles]
    if estimate.defined:
        ends = [max(estimate.low, axes.get_xlim()[0]), min(estimate.high, axes.get_xlim()[1])]
        axes.plot(ends, [height, height], color=colour, linewidth=1.6, zorder=4)
        axes.plot([estimate.value], [height], marker="D", markersize=4.5, color=colour, linestyle="none", zorder=5)


def _draw_drivers(
    panels: Sequence[Axes], finding: Finding, design: Sequence[Mapping[str, float]], limits: tuple[float, float],
    chance: float,
) -> None:  # fmt: skip
    assert finding.robustness is not None
    headline = finding.measurement.headline
    effects, held = np.array(finding.robustness.effects), np.array(finding.robustness.held)
    colour = PROFILE_COLOURS[finding.profiles]
    for place, axes in enumerate(panels):
        if place >= len(finding.robustness.drivers):
            axes.set_axis_off()
            continue
        name, correlation = finding.robustness.drivers[place]
        item = _BY_NAME[name]
        values = np.array([point[name] for point in design])
        margin = 0.03 * (item.high - item.low)
        axes.set_xlim(item.low - margin, item.high + margin)
        axes.set_ylim(*limits)
        _shade(axes, headline, limits, vertical=False)
        axes.axvline(item.default, color=MUTED, linewidth=0.8, linestyle=(0, (2, 2)))
        axes.scatter(
            values, effects, s=(MARK_SIZE - 1.0) ** 2, edgecolors=colour, linewidths=0.8, zorder=3,
            facecolors=[colour if one else "white" for one in held],
        )  # fmt: skip
        beyond = "" if abs(correlation) > chance else ", may be chance"
        axes.set_title(
            f"{name.replace('_', ' ')}\nrank correlation {number(correlation)}{beyond}", loc="left",
            fontsize=NOTE_SIZE + 0.5, color=INK, pad=5.0,
        )  # fmt: skip
        unit = "" if item.unit == "1" else f" ({item.unit})"
        axes.set_xlabel(f"{item.symbol}{unit}; dotted, as fitted", fontsize=NOTE_SIZE)
        axes.tick_params(labelsize=NOTE_SIZE)
        if place:
            axes.tick_params(labelleft=False)
        else:
            axes.set_ylabel("effect", fontsize=NOTE_SIZE)
    if not finding.robustness.drivers:
        panels[0].text(
            0.0, 1.0, "The effect is undefined or the same at the points: no assumption moves it.", va="top",
            transform=panels[0].transAxes, fontsize=TEXT_SIZE, color=MUTED,
        )  # fmt: skip
