"""Grids as figures: heat maps of two factors, dose and response of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.report.experiment.named import factor_axis, folded, plain
from realpolitik.report.experiment.panels import titled_panels
from realpolitik.report.numbers import common_decimals, number
from realpolitik.report.style import INK, NOTE_SIZE, RULE, TEXT_SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CASE_COLOURS = ("#1f5fa8", "#b8401f", "#1b7f5c", "#6a51a3", "#c98a00", "#5f5f5f")
MOST_NUMBERS = 60
"""Cells of a heat map up to which each has its number written in it."""

CHARACTER = 0.078
"""Inches of a character of such a number."""


@dataclass(frozen=True)
class Surface:
    """Means of an outcome over the levels of two factors.

    Attributes
    ----------
    name : str
        Heading of its panel.
    across, up : sequence of str
        Levels of the two factors.
    means : (up, across) array
        The outcome.
    """

    name: str
    across: Sequence[str]
    up: Sequence[str]
    means: np.ndarray


def draw_heat_maps(
    surfaces: Sequence[Surface], across: Mapping[str, Any], up: Mapping[str, Any], *, title: str, averaged: str,
    source: str,
) -> Figure:  # fmt: skip
    """Draw surfaces, a panel each, all on one scale.

    Parameters
    ----------
    surfaces : sequence of Surface
        One outcome in several cases.
    across, up : mapping
        The two factors.
    title, averaged, source : str
        What is seen; over what else it is averaged; where it comes from.
    """
    low = min(float(np.nanmin(one.means)) for one in surfaces)
    high = max(float(np.nanmax(one.means)) for one in surfaces)
    subtitle = f"Mean over runs at every combination of levels{averaged}; all panels have one scale."
    up_labels = [folded(plain(level), 22) for level in surfaces[0].up]
    height = float(np.clip(0.42 * len(up_labels), 1.5, 3.4))
    up_name = folded(factor_axis(up), max(24, int(14 * height)))
    left = 0.5 + 0.17 * (up_name.count("\n") + 1)
    left += 0.078 * max(len(line) for label in up_labels for line in label.split("\n"))
    page, every, _ = titled_panels(
        title, subtitle, source, [one.name for one in surfaces], across=2, height=height, gap=1.0, column_gap=0.45,
        left=left, right=0.9, legend=0.2, below=0.7,
    )  # fmt: skip
    image = None
    for place, (axes, one) in enumerate(zip(every, surfaces, strict=True)):
        image = axes.imshow(
            one.means, origin="lower", aspect="auto", cmap="YlGnBu", vmin=low, vmax=high if high > low else low + 1.0
        )
        labels = [folded(plain(level), 16) for level in one.across]
        axes.set_xticks(range(len(labels)), labels, fontsize=NOTE_SIZE)
        first = place % (2 if len(surfaces) > 1 else 1) == 0
        axes.set_yticks(range(len(up_labels)), up_labels if first else [""] * len(up_labels), fontsize=NOTE_SIZE)
        axes.tick_params(length=0)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.set_xlabel(folded(factor_axis(across), 80 if len(surfaces) == 1 else 40), fontsize=TEXT_SIZE - 0.5)
        if first:
            axes.set_ylabel(up_name, fontsize=TEXT_SIZE - 0.5)
        if one.means.size <= MOST_NUMBERS:
            _write_numbers(axes, one.means, low, high, axes.get_position().width * page.width)
    assert image is not None
    _scale(page, every, image)
    return page.figure


def _write_numbers(axes: Axes, means: np.ndarray, low: float, high: float, inches: float) -> None:
    """Write every mean into its cell, all with the same decimals, unless they are wider than a cell."""
    decimals = common_decimals(low, high)
    texts = {place: number(float(means[place]), decimals) for place in np.ndindex(*means.shape)
             if np.isfinite(means[place])}  # fmt: skip
    if max(map(len, texts.values())) * CHARACTER > inches / means.shape[1]:
        return
    for (row, column), text in texts.items():
        value = means[row, column]
        dark = high > low and (value - low) / (high - low) > 0.55
        axes.text(column, row, text, ha="center", va="center", fontsize=NOTE_SIZE, color="white" if dark else INK)


def _scale(page: Any, every: Sequence[Axes], image: Any) -> None:
    """Draw the scale of colours at the right of the first row."""
    box = every[0].get_position()
    axes = page.figure.add_axes((1.0 - 0.72 / page.width, box.y0, 0.14 / page.width, box.height))
    bar = page.figure.colorbar(image, cax=axes)
    bar.outline.set_visible(False)
    axes.tick_params(labelsize=NOTE_SIZE, length=2)


@dataclass(frozen=True)
class Curve:
    """An outcome over the levels of one factor, in one case.

    Attributes
    ----------
    name : str
        The case.
    doses : (levels,) array
        The levels.
    mean, low, high : (levels,) arrays
        Mean over runs and its 95 % interval.
    """

    name: str
    doses: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray


def draw_doses(
    panels: Sequence[tuple[str, str, Sequence[Curve]]], factor: Mapping[str, Any], *, memory: bool, title: str,
    source: str,
) -> Figure:  # fmt: skip
    """Draw how outcomes answer to a factor, a line per case, or marks where the levels are choices in no order.

    Parameters
    ----------
    panels : sequence of (str, str, curves)
        Name of the panel, of its axis, and the curves.
    factor : mapping
        The factor.
    memory : bool
        Whether the cases are histories, so that where their lines part the response remembers.
    title, source : str
        What is seen, and where it comes from.
    """
    names = list(dict.fromkeys(curve.name for _, _, curves in panels for curve in curves))
    several = len(names) > 1
    subtitle = "Mean over runs with 95 % intervals." + (
        " Where the lines of two histories part at the same dose, the response remembers (hysteresis)."
        if memory else ""
    )  # fmt: skip
    in_a_row = max(1, min(len(names), int(80 / (max(map(len, names)) + 6))))
    legend_rows = -(-len(names) // in_a_row) if several else 0
    page, every, room = titled_panels(
        title, subtitle, source, [name for name, _, _ in panels], across=2, height=2.2, gap=1.0, column_gap=0.8,
        left=0.8, right=0.3, legend=0.35 + 0.24 * legend_rows, below=0.75,
    )  # fmt: skip
    handles: dict[str, Any] = {}
    for axes, (_, axis, curves) in zip(every, panels, strict=True):
        draw = _draw_marks if factor["kind"] == "choice" else _draw_lines
        handles |= draw(axes, curves, factor, names)
        if all(np.ptp(curve.mean) == 0.0 for curve in curves):  # else the axis shows rounding
            level = float(curves[0].mean[0])
            axes.set_ylim(level - 0.5, level + 0.5)
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel(folded(factor_axis(factor), 52), fontsize=TEXT_SIZE - 0.5)
        axes.set_ylabel(axis, fontsize=TEXT_SIZE - 0.5)
    if several:
        box = every[0].get_position()
        page.figure.legend(
            [handles[name] for name in names], names, loc="lower left",
            bbox_to_anchor=(box.x0, box.y1 + (0.33 + room) / page.height), ncol=in_a_row, frameon=False,
            fontsize=TEXT_SIZE - 0.5, borderaxespad=0.0, borderpad=0.0,
        )  # fmt: skip
    return page.figure


def _draw_lines(
    axes: Axes, curves: Sequence[Curve], factor: Mapping[str, Any], names: Sequence[str]
) -> dict[str, Any]:  # fmt: skip
    """Draw a line per case and return them by name; a case has its colour in every panel."""
    lines = {}
    for curve in curves:
        colour = CASE_COLOURS[names.index(curve.name) % len(CASE_COLOURS)]
        axes.fill_between(curve.doses, curve.low, curve.high, color=colour, alpha=0.2, linewidth=0)
        (lines[curve.name],) = axes.plot(
            curve.doses, curve.mean, color=colour, marker="o", markersize=3.5, linewidth=1.4
        )
    if factor["log"]:
        axes.set_xscale("log")
    return lines


def _draw_marks(
    axes: Axes, curves: Sequence[Curve], factor: Mapping[str, Any], names: Sequence[str]
) -> dict[str, Any]:  # fmt: skip
    """Draw the cases side by side at each choice and return their marks by name."""
    step = 0.5 / max(1, len(curves))
    marks = {}
    for place, curve in enumerate(curves):
        colour = CASE_COLOURS[names.index(curve.name) % len(CASE_COLOURS)]
        beside = (place - (len(curves) - 1) / 2) * step
        marks[curve.name] = axes.errorbar(
            curve.doses + beside, curve.mean, yerr=[curve.mean - curve.low, curve.high - curve.mean], color=colour,
            marker="o", markersize=4.5, linestyle="none", linewidth=1.3,
        )  # fmt: skip
    labels = [folded(plain(label), 18) for label in factor["labels"]]
    axes.set_xticks(range(len(labels)), labels)
    axes.set_xlim(-0.5, len(labels) - 0.5)
    return marks
