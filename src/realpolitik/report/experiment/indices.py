"""Indices as figures: the plane of Morris, and bars with intervals of Sobol' and PAWN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.report.experiment.named import folded, plain
from realpolitik.report.experiment.panels import panel_sheet
from realpolitik.report.style import INK, MUTED, NOTE_SIZE, RULE, SUBTITLE_SIZE, TEXT_SIZE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from realpolitik.experiments.analysis.sensitivity import Sensitivity

STANDING_COLOURS = {"matters": "#1f6fb4", "open": "#c98a00", "negligible": "#9a9a9a"}
FIRST, TOTAL = "#0b2a63", "#5a9fd4"
PAWN_TEXT = (
    "How far the distribution of the outcome moves when a factor is held (median Kolmogorov-Smirnov distance over its "
    "slices), 95 % intervals; red ticks: what a dummy without influence stays below in 95 of 100 cases."
)
SOBOL_TEXT = (
    "Share of the variance of the mean that a factor explains alone (dark) and with all its interactions (light), "
    "95 % intervals."
)
WITHOUT_CHANCE = " Red ticks: with interactions, and without chance."
MOST_BARS, MOST_NAMES = 14, 7
HEADING_CHARACTERS = 44
"""So many fit over a panel; longer names are written smaller."""
ROW = 0.25


def draw_planes(found: Sequence[tuple[str, Sensitivity]], *, title: str, source: str) -> Figure:
    """Draw mu* against sigma, a panel per outcome or case.

    Parameters
    ----------
    found : sequence of (str, Sensitivity)
        Panels by name, with elementary effects.
    title, source : str
        What is seen, and where it comes from.
    """
    subtitle = (
        "Elementary effects: mean size over the whole range of a factor (across, with 95 % interval) against their "
        "spread. Above the dotted line an effect depends on where the others stand. Colours: its interval lies above "
        "what counts as nothing (blue), below (grey), or neither (amber). As nothing counts "
        "5\N{NO-BREAK SPACE}% of the largest, and what chance alone can make where points have draws of their own."
    )
    page, every = panel_sheet(
        title, subtitle, source, len(found), across=2, height=2.9, gap=1.1, column_gap=0.65, left=0.8, right=0.5,
        legend=0.45, below=0.55,
    )  # fmt: skip
    for axes, (name, one) in zip(every, found, strict=True):
        table = one.indices.fillna({"sigma": 0.0})
        reach = 1.18 * max(float((table["mu_star"] + table["mu_star_interval"]).max()), 1e-9)
        height = 1.15 * max(float(table["sigma"].max()), 1e-9)
        for row in table.itertuples():
            colour = STANDING_COLOURS[row.standing]
            ends = [max(0.0, row.mu_star - row.mu_star_interval), row.mu_star + row.mu_star_interval]
            axes.plot(ends, [row.sigma, row.sigma], color=colour, linewidth=0.8, alpha=0.6)
            axes.plot([row.mu_star], [row.sigma], marker="o", markersize=4, color=colour)
        diagonal = min(reach, height)
        axes.plot([0, diagonal], [0, diagonal], color=MUTED, linewidth=0.8, linestyle=(0, (1, 2)))
        axes.set_xlim(0, reach)
        axes.set_ylim(-0.03 * height, height)
        _name_points(axes, table.sort_values("mu_star", ascending=False).head(MOST_NAMES), reach, height)
        axes.set_xlabel("mean size of effects, \N{GREEK SMALL LETTER MU}*", fontsize=TEXT_SIZE - 0.5)
        axes.set_ylabel("spread, \N{GREEK SMALL LETTER SIGMA}", fontsize=TEXT_SIZE - 0.5)
        _heading(axes, name, one)
    return page.figure


def _name_points(axes: Axes, table: pd.DataFrame, reach: float, height: float) -> None:
    """Name points, each on the side where it covers no other name."""
    taken: list[tuple[float, float, float, float]] = []
    wide, tall = 0.019 * reach, 0.052 * height
    for name, row in table.iterrows():
        text = plain(str(name))
        x, y = row["mu_star"], row["sigma"]
        tried = []
        for down in (0.0, 0.75, -0.75, 1.5, -1.5, 2.25, -2.25):
            for left in (False, True):
                start = x - 0.02 * reach - wide * len(text) if left else x + 0.02 * reach
                tried.append((start, y + down * tall, start + wide * len(text), y + (down + 1) * tall))
        free = [box for box in tried if box[0] > 0 and box[2] < 1.04 * reach and box[1] >= 0 and box[3] < 1.02 * height]
        free = [box for box in free if not any(_touch(box, other) for other in taken)]
        if not free:
            continue
        taken.append(free[0])
        axes.text(free[0][0], free[0][1], text, fontsize=NOTE_SIZE - 1, color=INK, va="bottom", clip_on=False)
    for row in table.itertuples():
        taken.append((row.mu_star, row.sigma, row.mu_star, row.sigma))


def _touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _heading(axes: Axes, name: str, one: Sensitivity, inches_left: float = 0.0) -> None:
    """Write a panel's name and whether its indices are resolved, from some inches left of the axes on."""
    place: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    size = SUBTITLE_SIZE * min(1.0, HEADING_CHARACTERS / len(name))
    axes.annotate(name, (0.0, 1.0), (-72.0 * inches_left, 20), fontsize=size, fontweight="bold", color=INK, **place)
    text = "resolved" if one.resolution.resolved else "not resolved"
    noise = "" if np.isnan(one.variance.noise) else f"; chance {one.variance.noise:.0%} of the variance of the means"
    axes.annotate(f"{text}{noise}", (0.0, 1.0), (-72.0 * inches_left, 6), fontsize=NOTE_SIZE, color=MUTED, **place)


def draw_bars(found: Sequence[tuple[str, Sensitivity]], *, title: str, source: str) -> Figure:
    """Draw Sobol' or PAWN indices as bars with intervals, a panel per outcome or case, the largest first.

    Parameters
    ----------
    found : sequence of (str, Sensitivity)
        Panels by name, all of one method.
    title, source : str
        What is seen, and where it comes from.
    """
    pawn = found[0][1].method == "pawn"
    count = max(min(len(one.indices), MOST_BARS) for _, one in found)
    more = max(len(one.indices) for _, one in found) - count
    left_out = f" The {more} smallest are left out." if more > 0 else ""
    explained = not pawn and any(_explained(one) for _, one in found)
    subtitle = (PAWN_TEXT if pawn else SOBOL_TEXT) + (WITHOUT_CHANCE if explained else "") + left_out
    longest = max(len(plain(str(name))) for _, one in found for name in one.indices.index)
    left = min(2.6, 0.35 + 0.075 * min(longest, 30))
    page, every = panel_sheet(
        title, subtitle, source, len(found), across=2, height=max(0.8, ROW * count), gap=0.95, column_gap=left + 0.15,
        left=left, right=0.3, legend=0.5, below=0.5,
    )  # fmt: skip
    for axes, (name, one) in zip(every, found, strict=True):
        table = one.ordered().head(MOST_BARS)
        (_pawn_bars if pawn else _sobol_bars)(axes, table)
        names = [folded(plain(str(factor)), 30) for factor in table.index]
        axes.set_yticks(range(len(table)), names, fontsize=NOTE_SIZE)
        axes.set_ylim(count - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.axvline(0.0, color=INK, linewidth=0.8)
        axes.spines["left"].set_visible(False)
        _heading(axes, name, one, left - 0.2)
    return page.figure


def _explained(one: Sensitivity) -> bool:
    """Return whether indices without chance are known."""
    return "total_explained" in one.indices and bool(one.indices["total_explained"].notna().any())


def _pawn_bars(axes: Axes, table: pd.DataFrame) -> None:
    for place, row in enumerate(table.itertuples()):
        axes.barh(place, row.pawn, height=0.62, color=STANDING_COLOURS[row.standing], alpha=0.8, linewidth=0)
        _interval(axes, row.pawn, row.pawn_interval, place)
        axes.plot([row.dummy] * 2, [place - 0.4, place + 0.4], color="#b8401f", linewidth=1.4)
    axes.set_xlim(0.0, max(0.3, 1.08 * float((table["pawn"] + table["pawn_interval"]).max())))
    axes.set_xlabel("PAWN index", fontsize=TEXT_SIZE - 0.5)


def _sobol_bars(axes: Axes, table: pd.DataFrame) -> None:
    known = "total_explained" in table
    for place, row in enumerate(table.itertuples()):
        axes.barh(place + 0.17, row.total, height=0.33, color=TOTAL, linewidth=0)
        axes.barh(place - 0.17, row.first, height=0.33, color=FIRST, linewidth=0)
        _interval(axes, row.total, row.total_interval, place + 0.17)
        _interval(axes, row.first, row.first_interval, place - 0.17)
        if known:
            axes.plot(
                [row.total_explained], [place + 0.17], marker="|", markersize=7, color="#b8401f", markeredgewidth=1.6
            )
    ends = table["total"] + table["total_interval"]
    low = min(0.0, float((table["first"] - table["first_interval"]).min()))
    axes.set_xlim(max(low, -0.4) * 1.05, max(0.2, 1.05 * float(ends.max())))
    axes.set_xlabel("share of variance", fontsize=TEXT_SIZE - 0.5)


def _interval(axes: Axes, value: float, half: float, place: float) -> None:
    axes.plot([value - half, value + half], [place, place], color=INK, linewidth=0.9)
