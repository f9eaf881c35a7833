"""Sheets of several panels, as many in a row as are readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.report.style import sheet

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
