"""Simulated classes beside the recorded ones: bands of runs, and above each the record as a strip of colours."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from realpolitik.report.bands import class_legend, fill_bands
from realpolitik.report.chosen import ERAS
from realpolitik.report.style import CLASS_COLOURS, INK, MUTED, NOTE_SIZE, TEXT_SIZE, actor_name, sheet

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 3
ROW_HEIGHT = 1.05
STRIP = 0.16
"""Height of the strip, as a share of the panel's height."""
STRIP_GAP = 0.05
NOT_CODED = "white"


def agreement(rows: pd.DataFrame) -> float:
    """Return the share of run-years in the class on record, over the years that have one; NaN without any."""
    coded = rows[rows["recorded"] != ""]
    if coded.empty:
        return float("nan")
    hits = [row[row["recorded"]] for _, row in coded.iterrows()]
    return float(sum(hits) / len(hits))


def draw_beside_record(record: pd.DataFrame, *, title: str, source: str) -> Figure:
    """Draw a panel for each scenario: simulated class shares with Moscow, the recorded class as a strip above.

    Parameters
    ----------
    record : DataFrame
        As `exhibits.record` returns it.
    title, source : str
        What is seen, and where it comes from.
    """
    panels = list(record.groupby(["scenario", "client"], sort=False))
    subtitle = (
        "Ties with Moscow. Strip: class on record (white: not coded). Bands: share of runs in each class. Percentages: "
        "share of run-years in the class on record. The assumptions were fitted on the clients, never on Iran."
    )
    rows = -(-len(panels) // COLUMNS)
    page = sheet(
        title, subtitle, source, [ROW_HEIGHT] * rows, columns=[1.0] * COLUMNS, gap=0.78, column_gap=0.3, left=0.65,
        right=0.25, legend=0.72, below=0.3,
    )  # fmt: skip
    grid = [axes for line in page.axes for axes in line]
    for place, axes in enumerate(grid):
        if place >= len(panels):
            axes.set_axis_off()
            continue
        (scenario, client), rows_here = panels[place]
        fill_bands(axes, rows_here, named=False, labelled=False)
        axes.set_ylabel("")
        axes.set_yticks([0.0, 0.5, 1.0])
        if place % COLUMNS:
            axes.set_yticklabels([])
        _few_ticks(axes, rows_here)
        _strip(axes, rows_here)
        _title(axes, _name(str(scenario), str(client)), agreement(rows_here))
    class_legend(page, grid[0], above=0.6)
    return page.figure


def _name(scenario: str, client: str) -> str:
    name = actor_name(client)
    named = {"saudi_arabia": "Saudi Arabia", "east_germany": "East Germany"}.get(client, name)
    return f"{named}, {ERAS[scenario]}" if scenario in ERAS else named


def _few_ticks(axes: Axes, rows: pd.DataFrame) -> None:
    first, last = int(rows["year"].min()), int(rows["year"].max())
    step = 20 if last - first > 50 else 10
    axes.set_xticks([year for year in range(first, last + 1) if year % step == 0])
    axes.tick_params(labelsize=NOTE_SIZE)


def _strip(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw the recorded classes as a strip above the panel, a piece for each spell of years in one class."""
    from matplotlib.patches import Rectangle

    transform = axes.get_xaxis_transform()
    bottom = 1.0 + STRIP_GAP
    years = zip(rows["year"], rows["recorded"], strict=True)
    for name, spell in itertools.groupby(years, key=lambda year_and_class: year_and_class[1]):
        covered = [year for year, _ in spell]
        place, length = (covered[0] - 0.5, bottom), len(covered)
        colour = CLASS_COLOURS.get(name, NOT_CODED)
        axes.add_patch(Rectangle(place, length, STRIP, transform=transform, clip_on=False, color=colour, linewidth=0))
    first, last = rows["year"].min() - 0.5, rows["year"].max() + 0.5
    frame = Rectangle(
        (first, bottom), last - first, STRIP, transform=transform, clip_on=False, fill=False, edgecolor="#8a8a8a",
        linewidth=0.6,
    )  # fmt: skip
    axes.add_patch(frame)


def _title(axes: Axes, name: str, share: float) -> None:
    above = (0.0, 1.0 + STRIP_GAP + STRIP)
    place: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    axes.annotate(name, above, (0, 4), fontsize=TEXT_SIZE, fontweight="bold", color=INK, **place)
    if share == share:
        end = (1.0, above[1])
        axes.annotate(f"{share:.0%}", end, (0, 4), fontsize=TEXT_SIZE, color=MUTED, ha="right", **place)
