"""Sheets of several panels, as many in a row as are readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.report.style import column_width, panel_title, sheet, wrapped_titles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from realpolitik.report.style import Sheet


def panel_sheet(
    title: str, subtitle: str, source: str, count: int, *, across: int, height: float, **spaces: float
) -> tuple[Sheet, list[Axes]]:
    """Return a sheet and its panels, row by row; places that no panel needs stay empty.

    Parameters
    ----------
    title, subtitle, source : str
        As in `style.sheet`.
    count, across : int
        How many panels; how many in a row at most.
    height : float
        Height of each in inches.
    **spaces
        Further spaces of `style.sheet`.
    """
    across = min(across, count)
    rows = -(-count // across)
    page = sheet(title, subtitle, source, [height] * rows, columns=[1.0] * across, **spaces)
    every: Sequence[Axes] = [axes for row in page.axes for axes in row]
    for axes in every[count:]:
        axes.set_visible(False)
    return page, list(every[:count])


def titled_panels(
    title: str, subtitle: str, source: str, names: Sequence[str], *, across: int, height: float, gap: float,
    column_gap: float, left: float, right: float, legend: float, below: float,
) -> tuple[Sheet, list[Axes], float]:  # fmt: skip
    """Return a sheet, its panels with their names over them, and the inches that names of several lines took.

    Parameters
    ----------
    title, subtitle, source : str
        As in `style.sheet`.
    names : sequence of str
        What stands over each panel.
    across : int
        How many panels are in a row at most.
    height : float
        Height of each in inches.
    gap, column_gap, left, right, legend, below : float
        Spaces of `style.sheet` where every name takes one line.
    """
    width = column_width(min(across, len(names)), left=left, right=right, column_gap=column_gap)
    wrapped, room = wrapped_titles(names, width)
    page, every = panel_sheet(
        title, subtitle, source, len(names), across=across, height=height, gap=gap + room, column_gap=column_gap,
        left=left, right=right, legend=legend + room, below=below,
    )  # fmt: skip
    for axes, name in zip(every, wrapped, strict=True):
        panel_title(axes, name)
    return page, every, room
