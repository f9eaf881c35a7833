"""Figures of Iran's century: simulated classes under the coded ones, and hindcasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.report.style import (
    CLASS_COLOURS,
    INK,
    NOTE_SIZE,
    TEXT_SIZE,
    percent_axis,
    sheet,
    year_axis,
)
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from realpolitik.validation.century import Century
    from realpolitik.validation.forecasts import Forecast

PROFILE_NAMES = {"elite": "with elite profiles", "record": "by the record alone, like any client"}
STRIP = 0.07


def _bands(axes: Axes, years: range, forecast: Forecast, level: np.ndarray) -> None:
    """Draw shares of classes as stacked bars by year, and the coded class as a strip above them."""
    below = np.zeros(len(years))
    for number, name in enumerate(CLASSES):
        share = forecast.classes[:, number]
        axes.bar(list(years), share, bottom=below, width=1.0, color=CLASS_COLOURS[name], linewidth=0)
        below += share
    percent_axis(axes, "share of runs")
    for row, year in enumerate(years):
        if not np.isnan(level[row]):
            colour = CLASS_COLOURS[CLASSES[int(level[row])]]
            axes.bar(year, STRIP, bottom=1.03, width=1.0, color=colour, linewidth=0, clip_on=False)
    axes.set_ylim(0.0, 1.0)


def _legend(axes: Axes) -> None:
    from matplotlib.patches import Patch

    handles = [Patch(color=CLASS_COLOURS[name], label=name) for name in CLASSES]
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.28),
        ncols=len(CLASSES),
        frameon=False,
        fontsize=NOTE_SIZE + 0.5,
        handlelength=1.1,
        columnspacing=1.4,
        borderaxespad=0.0,
    )


def draw_century(centuries: Sequence[Century], *, source: str) -> Figure:
    """Draw Iran's relation with Moscow in free runs, the coded class above, and dated events beside the model."""
    has_events = bool(centuries[0].events)
    page = sheet(
        "Iran and Moscow, 1946-2025: nothing was fitted to Iran",
        "Shares of free runs by class; the strip above is the coded class."
        + (" Last: mean score of dated events over five years, and the expected class in the runs." * has_events),
        source,
        [2.1] * len(centuries) + [1.8] * has_events,
        gap=0.95,
        legend=0.85,
        right=1.05 if has_events else 0.25,
    )
    years = centuries[0].years
    for (axes,), one in zip(page.axes, centuries, strict=False):
        _bands(axes, one.years, one.forecast, one.target.level)
        axes.set_title(
            PROFILE_NAMES[one.profiles], loc="left", fontsize=TEXT_SIZE, fontweight="bold", color=INK, pad=20
        )
        year_axis(axes, years[0], years[-1], named=False)
    _legend(page.axes[0][0])
    if has_events:
        axes = page.axes[-1][0]
        axes.plot(list(years), centuries[0].events["russia"], color=INK, linewidth=1.5, label="events, score")
        axes.axhline(0, color="#8a8a8a", linewidth=0.7)
        axes.set_ylabel("event score", fontsize=TEXT_SIZE)
        other = axes.twinx()
        for one, style in zip(centuries, ("-", "--"), strict=False):
            label = f"expected class, {one.profiles} profiles"
            other.plot(
                list(years), one.forecast.mean_level, color="#b5322c", linestyle=style, linewidth=1.3, label=label
            )
        other.set_ylim(0, len(CLASSES) - 1)
        other.set_yticks(range(len(CLASSES)), CLASSES, fontsize=NOTE_SIZE)
        other.spines["top"].set_visible(False)
        handles = [*axes.get_lines()[:1], *other.get_lines()]
        axes.legend(handles, [str(line.get_label()) for line in handles], frameon=False, fontsize=NOTE_SIZE, ncols=3,
                    loc="lower left", bbox_to_anchor=(0.0, 1.0), borderaxespad=0.2)  # fmt: skip
        year_axis(axes, years[0], years[-1])
    return page.figure


def draw_hindcasts(centuries: Sequence[Century], *, source: str) -> Figure:
    """Draw what the model says after each cut, knowing nothing of what came later; the coded class above."""
    cuts = [one.cut for one in centuries[0].hindcasts]
    page = sheet(
        "Hindcasts: the record up to a year, then nothing",
        "Up to the cut the model follows the record; after it, all inputs stay as they were. Strip: the coded class.",
        source,
        [1.8] * (len(cuts) * len(centuries)),
        gap=0.95,
        legend=0.85,
    )
    rows = iter(page.axes)
    for one in centuries:
        for hindcast in one.hindcasts:
            (axes,) = next(rows)
            _bands(axes, one.years, hindcast.forecast, one.target.level)
            axes.axvline(hindcast.cut + 0.5, color="white", linewidth=3.0)
            axes.axvline(hindcast.cut + 0.5, color=INK, linewidth=1.2)
            title = f"known to {hindcast.cut}, {PROFILE_NAMES[one.profiles]}"
            axes.set_title(title, loc="left", fontsize=TEXT_SIZE, fontweight="bold", color=INK, pad=20)
            year_axis(axes, one.years[0], one.years[-1], named=False)
    _legend(page.axes[0][0])
    return page.figure
