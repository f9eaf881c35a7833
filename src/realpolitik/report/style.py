"""How figures look: colours, sizes, and sheets of axes laid out in inches without any global state."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CLASS_COLOURS = dict(zip(CLASSES, ("#8c1a1a", "#c2c2c2", "#edbb45", "#5a9fd4", "#0b2a63"), strict=True))
"""From hostile to alliance; told apart by readers with any of the common colour deficiencies (a test checks it)."""

CLASS_INKS = dict(zip(CLASSES, ("white", "#222222", "#222222", "#111111", "white"), strict=True))
"""Colour of text on each class."""

ACTOR_COLOURS = {
    "iran": "#1b7f5c", "russia": "#b5322c", "west": "#1f5fa8", "iraq": "#b8860b", "israel": "#6a51a3",
    "saudi_arabia": "#7f7f7f", "china": "#d17a00", "united_states": "#1f5fa8", "europe": "#5aa9c4",
}  # fmt: skip
"""One colour for each actor of the two eras."""

PART_COLOURS = {
    "security": "#6a3d9a", "autonomy": "#1b7f5c", "development": "#c46a00", "identity": "#7f7f7f", "aims": "#a6761d",
}  # fmt: skip
"""One colour for each part of utility."""

VERDICT_COLOURS = {
    "supported": "#1f6fb4", "not supported": "#b8401f", "undecided": "#6b6b6b", "undefined": "#6b6b6b",
    "pinned": "#6b6b6b", "model supports, record contradicts": "#7a4f9a",
}  # fmt: skip
"""Colour of each verdict; the word always stands beside it."""

PROFILE_COLOURS = {"elite": "#222222", "record": "#d17a00"}

INK, MUTED, RULE = "#222222", "#5f5f5f", "#d9d9d9"
TITLE_SIZE, SUBTITLE_SIZE, TEXT_SIZE, NOTE_SIZE = 14.0, 10.5, 10.0, 8.5
WIDTH = 9.0
PANEL_CHARACTERS = 10.8
"""So many characters of a panel's title go into an inch."""

TITLE_LINE = 0.19
"""Height of a further line of a panel's title in inches."""

PNG_DPI, PNG_COLOURS = 144, 256
FONTS = ["DejaVu Sans", "Verdana", "Bitstream Vera Sans", "sans-serif"]
"""The font of the figures, and others of the same widths for readers who have not got it."""

_NAMES = {"west": "the West", "saudi_arabia": "the Gulf monarchies"}


def actor_name(actor: str) -> str:
    """Return an actor's id as text: ``united_states`` as "United States"."""
    return _NAMES.get(actor, actor.replace("_", " ").title())


def pair_name(pair: str) -> str:
    """Return a pair's id as text: ``iran-west`` as "Iran and the West"."""
    return " and ".join(actor_name(actor) for actor in pair.split("-"))


def capitalised(text: str) -> str:
    """Return a text with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]


def joined(parts: Sequence[str]) -> str:
    """Return parts as one phrase: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


@dataclass(frozen=True)
class Sheet:
    """A figure with its axes, row by row, and the width of its text column.

    Attributes
    ----------
    figure : Figure
        The whole.
    axes : tuple of tuples of Axes
        ``axes[row][column]``.
    width, height : float
        Size in inches.
    """

    figure: Figure
    axes: tuple[tuple[Axes, ...], ...]
    width: float
    height: float

    def write(self, inches_from_left: float, inches_from_top: float, text: str, **style: Any) -> None:
        """Write a text whose upper left corner is at a place given in inches."""
        style = {"va": "top", "ha": "left", "color": INK, "fontsize": TEXT_SIZE, **style}
        self.figure.text(inches_from_left / self.width, 1.0 - inches_from_top / self.height, text, **style)


def sheet(
    title: str,
    subtitle: str,
    source: str,
    rows: Sequence[float],
    *,
    columns: Sequence[float] = (1.0,),
    gap: float = 0.55,
    column_gap: float = 0.35,
    left: float = 0.85,
    right: float = 0.25,
    legend: float = 0.0,
    below: float = 0.5,
    width: float = WIDTH,
) -> Sheet:
    """Return a figure with a title, a subtitle, a source line and a grid of axes.

    Parameters
    ----------
    title, subtitle, source : str
        What is seen; how to read it; where it comes from.
    rows : sequence of float
        Heights of the rows of axes in inches.
    columns : sequence of float
        Relative widths of the columns.
    gap, column_gap, left, right, below : float
        Inches between rows, between columns, and around the axes; `below` is for what the last row needs.
    legend : float
        Inches kept free between the subtitle and the first row.
    width : float
        Width in inches.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    margin = 0.2
    title_lines = textwrap.wrap(title, int((width - 2 * margin) * 9.0)) or [""]
    subtitle_lines = textwrap.wrap(subtitle, int((width - 2 * margin) * 12.6))
    source_lines = textwrap.wrap(source, int((width - 2 * margin) * 15.5))
    title_height = 0.26 * len(title_lines)
    head = margin + title_height + (0.06 + 0.19 * len(subtitle_lines) if subtitle_lines else 0.0) + 0.14 + legend
    foot = below + 0.16 * len(source_lines) + 0.12
    height = head + sum(rows) + gap * (len(rows) - 1) + foot
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    space = width - left - right - column_gap * (len(columns) - 1)
    grid = []
    top = head
    for row in rows:
        line, start = [], left
        for column in columns:
            span = space * column / sum(columns)
            place = (start / width, 1.0 - (top + row) / height, span / width, row / height)
            line.append(figure.add_axes(place))
            start += span + column_gap
        grid.append(tuple(line))
        top += row + gap
    page = Sheet(figure, tuple(grid), width, height)
    page.write(margin, margin, "\n".join(title_lines), fontsize=TITLE_SIZE, fontweight="bold")
    page.write(margin, margin + title_height + 0.06, "\n".join(subtitle_lines), fontsize=SUBTITLE_SIZE, color=MUTED)
    page.write(margin, height - 0.1, "\n".join(source_lines), fontsize=NOTE_SIZE, color=MUTED, va="bottom")
    for row_of_axes in page.axes:
        for axes in row_of_axes:
            plain_axes(axes)
    return page


def plain_axes(axes: Axes) -> None:
    """Give axes two thin spines and readable ticks."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color("#8a8a8a")
    axes.tick_params(labelsize=TEXT_SIZE - 0.5, color="#8a8a8a", labelcolor=INK)


def column_width(columns: int, *, left: float, right: float, column_gap: float) -> float:
    """Return how many inches each of some columns of a sheet is wide."""
    return (WIDTH - left - right - column_gap * (columns - 1)) / columns


def wrapped_titles(titles: Sequence[str], inches: float) -> tuple[list[str], float]:
    """Return titles of panels in lines that fit over a panel, and the inches that further lines need above it.

    Parameters
    ----------
    titles : sequence of str
        What stands over the panels.
    inches : float
        How wide a panel is.
    """
    wrapped = ["\n".join(textwrap.wrap(title, max(1, int(inches * PANEL_CHARACTERS)))) for title in titles]
    return wrapped, TITLE_LINE * max(title.count("\n") for title in wrapped)


def panel_title(axes: Axes, text: str, *, pad: float = 7.0) -> None:
    """Write a panel's title flush left above it; `wrapped_titles` breaks long ones."""
    axes.set_title(text, loc="left", fontsize=SUBTITLE_SIZE, fontweight="bold", color=INK, pad=pad)


def percent_axis(axes: Axes, label: str) -> None:
    """Let the vertical axis run from 0 to 100 %."""
    from matplotlib.ticker import PercentFormatter

    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylabel(label, fontsize=TEXT_SIZE)


def year_axis(axes: Axes, first: int, last: int, *, named: bool = True) -> None:
    """Let the horizontal axis run over whole years, with a tick every five or ten of them."""
    step = 5 if last - first <= 50 else 10
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_xticks([year for year in range(first, last + 1) if year % step == 0])
    if named:
        axes.set_xlabel("year", fontsize=TEXT_SIZE)


def as_png(figure: Figure) -> bytes:
    """Return a figure as a PNG of at most 256 colours; the same figure gives the same bytes."""
    from PIL import Image

    buffer = io.BytesIO()
    figure.savefig(buffer, format="rgba", dpi=PNG_DPI)  # bare pixels: compressed once, with the fewer colours
    width, height = (int(inches * PNG_DPI) for inches in figure.get_size_inches())
    drawn = Image.frombuffer("RGBA", (width, height), buffer.getvalue()).convert("RGB")
    picture = drawn.quantize(PNG_COLOURS, dither=Image.Dither.NONE)
    small = io.BytesIO()
    picture.save(small, format="PNG")
    return small.getvalue()


def as_svg(figure: Figure) -> bytes:
    """Return a figure as SVG with its text as text; the same figure gives the same bytes.

    Fonts as wide as those the figure was laid out with stand in for them where they are missing.
    """
    import matplotlib

    buffer = io.BytesIO()
    settings: Any = {"svg.hashsalt": "realpolitik", "svg.fonttype": "none", "font.sans-serif": FONTS}
    with matplotlib.rc_context(settings):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    short = re.sub(rb"(\d\.\d\d)\d+", rb"\1", buffer.getvalue())  # hundredths of a point are enough
    return re.sub(rb" ?\n([LHVQCzZ])", rb"\1", short)
