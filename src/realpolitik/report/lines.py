"""Paths through both eras as lines with intervals: what Iran saw and felt, how it was tied, what it got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.report.chosen import ERAS
from realpolitik.report.style import (
    ACTOR_COLOURS,
    NOTE_SIZE,
    PART_COLOURS,
    RULE,
    TEXT_SIZE,
    actor_name,
    capitalised,
    panel_title,
    sheet,
    year_axis,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_HEIGHT = 1.75
LABEL_INCHES = 1.45
LEAST_GAP = 0.165
"""Inches between the labels of two lines."""


@dataclass(frozen=True)
class Line:
    """One line of a panel: which rows of the table, its name and its look."""

    of: str
    toward: str
    name: str
    colour: str
    dashed: bool = False


@dataclass(frozen=True)
class Panel:
    """One row of panels: the quantity, what its axis says, its lines, its range and named levels.

    Between named levels there are no values, so that the middle of the runs is not drawn.
    """

    quantity: str
    title: str
    axis: str
    lines: tuple[Line, ...]
    limits: tuple[float, float] | None = None
    levels: tuple[tuple[float, str], ...] = ()


def _toward(actor: str) -> Line:
    return Line("iran", actor, capitalised(actor_name(actor)), ACTOR_COLOURS[actor])


_TRUST = (
    Line("iran", "russia", "Iran in Russia", ACTOR_COLOURS["russia"]),
    Line("russia", "iran", "Russia in Iran", ACTOR_COLOURS["russia"], dashed=True),
    Line("iran", "west", "Iran in the West", ACTOR_COLOURS["west"]),
    Line("west", "iran", "the West in Iran", ACTOR_COLOURS["west"], dashed=True),
)
_BOTH = (_toward("russia"), _toward("west"))

BELIEFS = (
    Panel("image", "Perception: hostile intent that Iran attributes", "0 to 1", _BOTH, (0.0, 1.0)),
    Panel(
        "threat",
        "Threat to Iran as Iran sees it",
        "0 to 1",
        tuple(map(_toward, ("russia", "west", "iraq", "israel", "saudi_arabia"))),
        (0.0, 1.0),
    ),
    Panel("trust", "Trust that the other keeps its word", "0 to 1", _TRUST, (0.0, 1.0)),
)
"""What Iran sees and feels."""

INTERESTS = (
    Panel(
        "economic rung",
        "Economic ties of Iran",
        "mean rung",
        _BOTH,
        (-0.05, 2.05),
        ((0.0, "sanctioned"), (1.0, "ordinary"), (2.0, "partnership")),
    ),
    Panel(
        "security rung",
        "Military ties of Iran",
        "mean rung",
        _BOTH,
        (-0.05, 3.05),
        ((0.0, "confrontation"), (1.0, "none"), (2.0, "cooperation"), (3.0, "pact")),
    ),
    Panel(
        "interest",
        "What Iran had of its interests, before they are weighed",
        "utility, higher is better",
        tuple(Line("iran", part, part, PART_COLOURS[part]) for part in ("security", "autonomy", "development")),
    ),
)
"""How Iran is tied, and what it has of its national interest."""


def draw_paths(paths: pd.DataFrame, panels: Sequence[Panel], *, title: str, source: str) -> Figure:
    """Draw quantities by year, a row each, both eras side by side.

    Parameters
    ----------
    paths : DataFrame
        As `exhibits.paths` returns it.
    panels : sequence of Panel
        `BELIEFS` or `INTERESTS`.
    title, source : str
        What is seen, and where it comes from.
    """
    eras = list(ERAS)
    lengths = [len(paths[paths["scenario"] == era]["year"].unique()) for era in eras]
    subtitle = (
        "Lines: mean over runs. Dark bands: its 95 % interval, often no wider than the line. "
        "Light bands: the middle 80 % of runs."
    )
    page = sheet(
        title, subtitle, source, [ROW_HEIGHT] * len(panels), columns=lengths, gap=0.62, column_gap=0.2, left=1.15,
        right=LABEL_INCHES, legend=0.5, below=0.3,
    )  # fmt: skip
    for row, panel in enumerate(panels):
        limits = panel.limits or _limits(paths, panel)
        for column, era in enumerate(eras):
            axes = page.axes[row][column]
            here = paths[(paths["scenario"] == era) & (paths["quantity"] == panel.quantity)]
            ends = _draw_lines(axes, here, panel.lines, middle=not panel.levels)
            years = here["year"]
            year_axis(axes, int(years.min()), int(years.max()), named=False)
            axes.set_ylim(*limits)
            axes.grid(axis="y", color=RULE, linewidth=0.6)
            axes.set_axisbelow(True)
            if panel.levels:
                axes.set_yticks([level for level, _ in panel.levels], [name for _, name in panel.levels])
            if column == 0:
                panel_title(axes, panel.title)
                if not panel.levels:
                    axes.set_ylabel(panel.axis, fontsize=TEXT_SIZE - 0.5)
            else:
                axes.set_yticklabels([])
                _label_ends(axes, ends, limits)
            if row == 0:
                box = axes.get_position()
                page.write(
                    box.x0 * page.width, (1.0 - box.y1) * page.height - 0.52, ERAS[era], fontsize=TEXT_SIZE + 1,
                    color="#444444", fontstyle="italic",
                )  # fmt: skip
    return page.figure


def _draw_lines(axes: Axes, here: pd.DataFrame, lines: Sequence[Line], *, middle: bool) -> list[tuple[float, Line]]:
    """Draw the lines of one panel and return where they end."""
    ends = []
    for line in lines:
        rows = here[(here["of"] == line.of) & (here["toward"] == line.toward)].sort_values("year")
        if rows.empty:
            continue
        years = rows["year"]
        if middle:
            axes.fill_between(years, rows["p10"], rows["p90"], color=line.colour, alpha=0.11, linewidth=0)
        axes.fill_between(years, rows["low"], rows["high"], color=line.colour, alpha=0.45, linewidth=0)
        axes.plot(years, rows["mean"], color=line.colour, linewidth=1.5, linestyle="--" if line.dashed else "-")
        ends.append((float(rows["mean"].iloc[-1]), line))
    return ends


def _limits(paths: pd.DataFrame, panel: Panel) -> tuple[float, float]:
    wanted = [(line.of, line.toward) for line in panel.lines]
    here = paths[paths["quantity"] == panel.quantity]
    here = here[[pair in wanted for pair in zip(here["of"], here["toward"], strict=True)]]
    low, high = float(here["p10"].min()), float(here["p90"].max())
    margin = 0.06 * (high - low or 1.0)
    return low - margin, high + margin


def _label_ends(axes: Axes, ends: list[tuple[float, Line]], limits: tuple[float, float]) -> None:
    """Name the lines at their right ends, moved apart where they would touch."""
    per_inch = (limits[1] - limits[0]) / ROW_HEIGHT
    places = spread([value for value, _ in ends], LEAST_GAP * per_inch, limits)
    right = axes.get_xlim()[1]
    for place, (value, line) in zip(places, ends, strict=True):
        axes.annotate(
            line.name, xy=(right, value), xytext=(10, 0), textcoords=("offset points", "offset points"),
            fontsize=NOTE_SIZE, color=line.colour, va="center", annotation_clip=False,
        ).set_position((10, (place - value) / per_inch * 72.0))  # fmt: skip
        axes.plot(
            [right, right + 0.012 * (right - axes.get_xlim()[0])], [value, place], color=line.colour, linewidth=0.7,
            clip_on=False, linestyle="--" if line.dashed else "-",
        )  # fmt: skip


def spread(values: Sequence[float], gap: float, limits: tuple[float, float]) -> list[float]:
    """Return places as near as can be to values, in their order, no two closer than a gap, within limits.

    Parameters
    ----------
    values : sequence of float
        Where labels would best stand.
    gap : float
        Least distance of two of them.
    limits : (float, float)
        Lowest and highest place, as far as there is room for all.
    """
    from scipy.optimize import isotonic_regression

    if not len(values):
        return []
    order = np.argsort(np.asarray(values), kind="stable")
    steps = gap * np.arange(len(order))
    # without the steps the places only have to rise, and a bounded isotonic fit is the free one clipped
    starts = isotonic_regression(np.asarray(values, dtype=float)[order] - steps).x
    highest = max(limits[0], limits[1] - steps[-1])
    places = np.empty(len(order))
    places[order] = starts.clip(limits[0], highest) + steps
    return [float(place) for place in places]
