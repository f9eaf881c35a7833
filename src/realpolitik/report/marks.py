"""Numbered marks of dated events above a panel, stacked where they would touch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.report.style import INK, MUTED, NOTE_SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from realpolitik.report.bands import DatedEvent
    from realpolitik.report.style import Sheet

MARK_INCHES = 0.24


def mark_rows(years: Sequence[int], closest: float) -> list[int]:
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


def draw_marks(page: Sheet, axes: Axes, events: Sequence[DatedEvent], rows: Sequence[int], first: int) -> None:
    """Draw a numbered mark for each event, from the number `first` on.

    Parameters
    ----------
    page, axes
        The sheet, and the panel that the marks stand above.
    events : sequence
        Events in order of year. Those that the model reads have a filled mark.
    rows : sequence of int
        The row of each mark, from `mark_rows`; 0 is next to the panel.
    first : int
        Number of the first mark.
    """
    panel = axes.get_position().height * page.height
    transform = axes.get_xaxis_transform()
    for number, (event, row) in enumerate(zip(events, rows, strict=True), first):
        height = 1.0 + (row + 0.5) * MARK_INCHES / panel
        line = [event.year, event.year]
        axes.plot(line, [0.0, 1.0], transform=transform, color="white", linewidth=0.8, alpha=0.6)
        axes.plot(line, [1.0, height], transform=transform, color=MUTED, linewidth=0.7, clip_on=False, zorder=3)
        filled = event.kind != "note"
        axes.text(
            event.year, height, str(number), transform=transform, ha="center", va="center", fontsize=NOTE_SIZE - 0.5,
            color="white" if filled else INK, zorder=5,
            bbox={"boxstyle": "circle,pad=0.18", "facecolor": INK if filled else "white", "edgecolor": MUTED,
                  "linewidth": 0.7},
        )  # fmt: skip
