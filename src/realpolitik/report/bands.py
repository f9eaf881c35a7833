"""Class shares by year as stacked bands, with dated events marked by number and told below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from realpolitik.report.by_year import of_pair, usual_class
from realpolitik.report.marks import MARK_INCHES, draw_marks, mark_rows
from realpolitik.report.style import (
    CLASS_COLOURS,
    CLASS_INKS,
    NOTE_SIZE,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    pair_name,
    panel_title,
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
LEFT_INCHES, RIGHT_INCHES, COLUMN_GAP = 0.85, 0.25, 0.3
LINE_INCHES = 0.165
LEGEND_INCHES = 0.3
KEY_CHARACTERS = 62
THINNEST_LABELLED = 0.11


class DatedEvent(Protocol):
    """What a figure needs of an event."""

    @property
    def year(self) -> int:
        """Year in which it happened."""

    @property
    def text(self) -> str:
        """What happened."""

    @property
    def kind(self) -> str:
        """What it is to the model: "note" for an event that it does not read."""


@dataclass(frozen=True)
class Span:
    """One panel of bands: a title, a table as `by_year_frame` returns it, dated events."""

    title: str
    by_year: pd.DataFrame
    events: tuple[DatedEvent, ...] = ()


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
        Dated events with a year, a text and a kind; those outside the years are left out.
    title, source : str, optional
        What is seen (by default said from the numbers), and where it comes from.
    """
    rows = of_pair(by_year, pair)
    usual, share = usual_class(rows)
    title = title or f"{pair_name(pair)}, {_span_of(rows)}: {usual} in {share:.0%} of run-years"
    return draw_spans([Span("", by_year, tuple(events))], pair, title=title, source=source)


def draw_spans(spans: Sequence[Span], pair: str, *, title: str, source: str = "") -> Figure:
    """Draw the bands of a pair in several spans of years side by side, on one scale of years.

    Parameters
    ----------
    spans : sequence of Span
        From left to right.
    pair : str
        The pair to draw.
    title, source : str
        What is seen, and where it comes from.
    """
    rows = [of_pair(span.by_year, pair) for span in spans]
    lengths = [len(part) for part in rows]
    events = [_within(span.events, part) for span, part in zip(spans, rows, strict=True)]
    width = WIDTH - LEFT_INCHES - RIGHT_INCHES - COLUMN_GAP * (len(spans) - 1)
    closest = sum(lengths) / width * MARK_INCHES
    places = [mark_rows([event.year for event in part], closest) for part in events]
    marks_height = MARK_INCHES * max((row + 1 for part in places for row in part), default=0)
    titled = any(span.title for span in spans)
    key = _key_lines([event for part in events for event in part])
    key_height = LINE_INCHES * max((len(column) for column in key), default=0)
    subtitle = "Share of runs in each class of relation, by year."
    if any(events):
        subtitle += " Numbers mark dated events: filled, given to the model; open, for orientation only."
    page = sheet(
        title,
        subtitle,
        source,
        [PANEL_HEIGHT],
        columns=lengths,
        column_gap=COLUMN_GAP,
        left=LEFT_INCHES,
        right=RIGHT_INCHES,
        legend=LEGEND_INCHES + marks_height + 0.28 * titled,
        below=0.6 + (key_height + 0.12 if any(events) else 0.0),
    )
    first = 1
    for place, (span, part) in enumerate(zip(spans, rows, strict=True)):
        axes = page.axes[0][place]
        fill_bands(axes, part, labelled=False)
        if place:
            axes.set_ylabel("")
            axes.set_yticklabels([])
        draw_marks(page, axes, events[place], places[place], first)
        name_bands(axes, part)
        first += len(events[place])
        if span.title:
            panel_title(axes, span.title, pad=7 + marks_height * 72)
    class_legend(page, page.axes[0][0], above=marks_height + 0.3 * titled + 0.06)
    _write_key(page, page.axes[0][0], key)
    return page.figure


def _span_of(rows: pd.DataFrame) -> str:
    return f"{int(rows['year'].min())}-{int(rows['year'].max())}"


def _within(events: Iterable[DatedEvent], rows: pd.DataFrame) -> list[DatedEvent]:
    first, last = int(rows["year"].min()), int(rows["year"].max())
    return sorted((event for event in events if first <= event.year <= last), key=lambda event: event.year)


def fill_bands(axes: Axes, rows: pd.DataFrame, *, named: bool = True, labelled: bool = True) -> None:
    """Fill axes with the bands of one pair; a band is named inside where it is thick enough."""
    years = rows["year"].to_numpy()
    shares = rows[list(CLASSES)].to_numpy()
    edges = np.concatenate([[years[0] - 0.5], years + 0.5])
    tops = np.cumsum(shares, axis=1)
    # the uppermost band first and down to the axis, each lower one over it: no hairlines between bands
    for number, name in reversed(list(enumerate(CLASSES))):
        if shares[:, number].any():
            axes.stairs(tops[:, number], edges, fill=True, color=CLASS_COLOURS[name], linewidth=0.0, label=name)
    year_axis(axes, int(years[0]), int(years[-1]), named=named)
    percent_axis(axes, "share of runs")
    if labelled:
        name_bands(axes, rows)


def name_bands(axes: Axes, rows: pd.DataFrame) -> None:
    """Write each class's name where its band is thick over the length of the name."""
    figure = axes.get_figure(root=True)
    assert figure is not None, "bands are drawn on a sheet"
    years = rows["year"].to_numpy()
    shares = rows[list(CLASSES)].to_numpy()
    tops = np.cumsum(shares, axis=1)
    bottoms = tops - shares
    inches = axes.get_position().width * figure.get_figwidth()
    for number, name in enumerate(CLASSES):
        window = int(np.ceil(len(name) * 0.085 * len(years) / inches)) + 1
        if window > len(years):
            continue
        spans = np.lib.stride_tricks.sliding_window_view(np.arange(len(years)), window)
        low = bottoms[spans, number].max(axis=1)
        high = tops[spans, number].min(axis=1)
        best = int(np.argmax(high - low))
        if high[best] - low[best] >= THINNEST_LABELLED:
            axes.text(
                years[spans[best]].mean(), (low[best] + high[best]) / 2.0, name,
                ha="center", va="center", fontsize=TEXT_SIZE, color=CLASS_INKS[name], zorder=4,
                bbox={"facecolor": CLASS_COLOURS[name], "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip


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


def _key_lines(events: Sequence[DatedEvent]) -> list[list[tuple[str, str]]]:
    """Return the key in two columns of (number, line), about equally long."""
    entries = []
    for number, event in enumerate(events, 1):
        lines = textwrap.wrap(f"{event.year}  {event.text}", KEY_CHARACTERS) or [str(event.year)]
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
        start = 0.2 + number * (page.width - 0.3) / 2
        for line, (mark, text) in enumerate(column):
            place = top + line * LINE_INCHES
            page.write(start + 0.16, place, mark, fontsize=NOTE_SIZE, fontweight="bold", ha="right")
            page.write(start + 0.24, place, text, fontsize=NOTE_SIZE)
