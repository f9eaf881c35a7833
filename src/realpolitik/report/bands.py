"""Class shares by year as stacked bands, with dated events marked by number and told below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from realpolitik.report.by_year import of_pair, usual_class
from realpolitik.report.style import (
    CLASS_COLOURS,
    CLASS_INKS,
    INK,
    MUTED,
    NOTE_SIZE,
    TEXT_SIZE,
    Sheet,
    pair_name,
    percent_axis,
    sheet,
    year_axis,
)
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANEL_HEIGHT = 3.3
MARK_INCHES = 0.24
LINE_INCHES = 0.165
LEGEND_INCHES = 0.3
THINNEST_LABELLED = 0.11


class DatedEvent(Protocol):
    """What a figure needs of an event."""

    @property
    def year(self) -> int:
        """Year in which it happened."""

    @property
    def text(self) -> str:
        """What happened."""


def draw_bands(
    by_year: pd.DataFrame,
    pair: str,
    events: Iterable[DatedEvent] = (),
    *,
    title: str | None = None,
    source: str = "",
) -> Figure:
    """Draw the share of runs in each class by year as stacked bands.

    Parameters
    ----------
    by_year : DataFrame
        As `by_year_frame` returns it.
    pair : str
        The pair to draw.
    events : iterable
        Dated events with a year and a text; those outside the years are left out.
    title, source : str, optional
        What is seen (by default said from the numbers), and where it comes from.
    """
    rows = of_pair(by_year, pair)
    first, last = int(rows["year"].min()), int(rows["year"].max())
    shown = sorted((event for event in events if first <= event.year <= last), key=lambda event: event.year)
    usual, share = usual_class(rows)
    title = title or f"{pair_name(pair)}, {first}-{last}: {usual} in {share:.0%} of run-years"
    subtitle = "Share of runs in each class of relation" + ("; numbers mark dated events" if shown else "")
    key = _key_lines([event.text for event in shown], [event.year for event in shown])
    spots = _mark_rows([event.year for event in shown], (last - first + 1) / 7.9 * MARK_INCHES)
    marks_height = MARK_INCHES * (max(spots) + 1) if spots else 0.0
    key_height = LINE_INCHES * max((len(column) for column in key), default=0)
    page = sheet(
        title,
        subtitle,
        source,
        [PANEL_HEIGHT],
        legend=LEGEND_INCHES + marks_height,
        below=0.6 + (key_height + 0.12 if shown else 0.0),
    )
    axes = page.axes[0][0]
    fill_bands(axes, rows)
    class_legend(page, axes, above=marks_height + 0.06)
    _draw_marks(page, axes, [event.year for event in shown], spots)
    _write_key(page, axes, key)
    return page.figure


def fill_bands(axes: Axes, rows: pd.DataFrame, *, named: bool = True, labelled: bool = True) -> None:
    """Fill axes with the bands of one pair; a band is named inside where it is thick enough."""
    years = rows["year"].to_numpy()
    shares = rows[list(CLASSES)].to_numpy()
    edges = np.concatenate([[years[0] - 0.5], years + 0.5])
    tops = np.cumsum(shares, axis=1)
    bottoms = tops - shares
    for number, name in enumerate(CLASSES):
        axes.stairs(
            tops[:, number], edges, baseline=bottoms[:, number], fill=True, color=CLASS_COLOURS[name], linewidth=0.0
        )
    year_axis(axes, int(years[0]), int(years[-1]), named=named)
    percent_axis(axes, "share of runs")
    if labelled:
        _name_bands(axes, years, shares, bottoms)


def class_legend(page: Sheet, axes: Axes, *, above: float = 0.06) -> None:
    """Put a legend of the five classes some inches above axes."""
    from matplotlib.patches import Patch

    box = axes.get_position()
    page.figure.legend(
        handles=[Patch(facecolor=CLASS_COLOURS[name], label=name) for name in CLASSES],
        loc="lower left",
        bbox_to_anchor=(box.x0 - 0.005, box.y1 + above / page.height),
        ncol=len(CLASSES),
        frameon=False,
        fontsize=TEXT_SIZE,
        handlelength=1.1,
        handleheight=1.0,
        columnspacing=1.4,
        handletextpad=0.5,
        borderaxespad=0.0,
        borderpad=0.0,
    )


def _name_bands(axes: Axes, years: np.ndarray, shares: np.ndarray, bottoms: np.ndarray) -> None:
    """Write each class's name where its band is thick over the length of the name."""
    figure = axes.get_figure(root=True)
    assert figure is not None, "bands are drawn on a sheet"
    inches = axes.get_position().width * figure.get_figwidth()
    for number, name in enumerate(CLASSES):
        window = int(np.ceil(len(name) * 0.085 * len(years) / inches)) + 1
        if window > len(years):
            continue
        spans = np.lib.stride_tricks.sliding_window_view(np.arange(len(years)), window)
        low = bottoms[spans, number].max(axis=1)
        high = (bottoms + shares)[spans, number].min(axis=1)
        best = int(np.argmax(high - low))
        if high[best] - low[best] >= THINNEST_LABELLED:
            axes.text(
                years[spans[best]].mean(), (low[best] + high[best]) / 2.0, name,
                ha="center", va="center", fontsize=TEXT_SIZE, color=CLASS_INKS[name],
            )  # fmt: skip


def _mark_rows(years: Sequence[int], closest: float) -> list[int]:
    """Return a row for each mark, so that no two marks of a row are closer than some years."""
    last_of_row: list[float] = []
    rows = []
    for year in years:
        row = next((row for row, last in enumerate(last_of_row) if year - last >= closest), len(last_of_row))
        if row == len(last_of_row):
            last_of_row.append(year)
        last_of_row[row] = year
        rows.append(row)
    return rows


def _draw_marks(page: Sheet, axes: Axes, years: Sequence[int], spots: Sequence[int]) -> None:
    panel = axes.get_position().height * page.height
    for number, (year, row) in enumerate(zip(years, spots, strict=True), 1):
        height = 1.0 + (row + 0.5) * MARK_INCHES / panel
        transform = axes.get_xaxis_transform()
        axes.plot(
            [year, year], [0.0, height], transform=transform, color="white", linewidth=1.6, alpha=0.55, clip_on=True
        )
        axes.plot(
            [year, year], [0.0, height], transform=transform, color=INK, linewidth=0.7, linestyle=(0, (2, 2)),
            clip_on=False, zorder=3,
        )  # fmt: skip
        axes.text(
            year, height, str(number), transform=transform, ha="center", va="center", fontsize=NOTE_SIZE - 0.5,
            color=INK, zorder=5, bbox={"boxstyle": "circle,pad=0.18", "facecolor": "white", "edgecolor": MUTED,
                                       "linewidth": 0.7},
        )  # fmt: skip


def _key_lines(texts: Sequence[str], years: Sequence[int]) -> list[list[tuple[str, str]]]:
    """Return the key in two columns of (number, line), about equally long."""
    entries = []
    for number, (year, text) in enumerate(zip(years, texts, strict=True), 1):
        lines = textwrap.wrap(f"{year}  {text}", 56) or [str(year)]
        entries.append([(str(number), lines[0]), *(("", line) for line in lines[1:])])
    half = (sum(map(len, entries)) + 1) / 2
    columns: list[list[tuple[str, str]]] = [[], []]
    for entry in entries:
        columns[0 if not columns[1] and len(columns[0]) < half else 1] += entry
    return columns


def _write_key(page: Sheet, axes: Axes, columns: list[list[tuple[str, str]]]) -> None:
    box = axes.get_position()
    top = (1.0 - box.y0) * page.height + 0.6
    for number, column in enumerate(columns):
        start = 0.3 + number * (page.width - 0.4) / 2
        for line, (mark, text) in enumerate(column):
            place = top + line * LINE_INCHES
            page.write(start + 0.16, place, mark, fontsize=NOTE_SIZE, fontweight="bold", ha="right")
            page.write(start + 0.24, place, text, fontsize=NOTE_SIZE)
