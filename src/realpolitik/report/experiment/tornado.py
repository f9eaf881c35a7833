"""Tornado: the effect of every level of every factor, the widest factor first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.report.experiment.named import plain
from realpolitik.report.style import (
    INK,
    MUTED,
    NOTE_SIZE,
    RULE,
    TEXT_SIZE,
    column_width,
    panel_title,
    sheet,
    wrapped_titles,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from realpolitik.experiments.analysis.effects import Effects

DOWN, UP = "#b8401f", "#1f6fb4"
ROW = 0.2
GAP = 0.12
MOST_FACTORS = 30


def draw_tornado(found: Sequence[tuple[str, Effects]], *, title: str, axis: str, source: str) -> Figure:
    """Draw the effects of levels, a panel per case, all in the order of the first.

    Parameters
    ----------
    found : sequence of (str, Effects)
        The cases by name, with the effects on one outcome.
    title, axis, source : str
        What is seen; what the numbers are; where they come from.
    """
    order = _order(found)
    shown = order[:MOST_FACTORS]
    rows = [(factor, level) for factor in shown for level in _levels(found, factor)]
    places, top = {}, 0.0
    for factor in shown:
        for level in _levels(found, factor):
            places[factor, level] = top + ROW / 2
            top += ROW
        top += GAP
    left_out = _left_out(len(order) - len(shown))
    subtitle = (
        f"Difference of the mean from the {found[0][1].reference}, one level at a time; bars end at the effect, lines "
        f"are 95 % intervals over paired runs.{left_out}"
    )
    labels = max(len(_text(*row)) for row in rows)
    left, right, column_gap = min(4.2, 0.4 + 0.077 * labels), 0.25, 0.3
    width = column_width(len(found), left=left, right=right, column_gap=column_gap)
    cases, room = wrapped_titles([case for case, _ in found], width)
    page = sheet(
        title, subtitle, source, [top], columns=[1.0] * len(found), left=left, right=right, column_gap=column_gap,
        legend=0.45 + room, below=0.55,
    )  # fmt: skip
    reach = max(float(one.table[["low", "high", "effect"]].abs().max().max()) for _, one in found) or 1.0
    for number, (axes, case, (_, one)) in enumerate(zip(page.axes[0], cases, found, strict=True)):
        _draw(axes, one, places, 1.08 * reach, top)
        panel_title(axes, case, pad=20.0 if case else 7.0)
        axes.set_xlabel(axis, fontsize=TEXT_SIZE)
        if number == 0:
            axes.set_yticks(list(places.values()), [_text(*row) for row in places], fontsize=NOTE_SIZE)
        else:
            axes.set_yticks([])
        _base(axes, one)
    return page.figure


def _left_out(count: int) -> str:
    """Return a sentence on the factors that are not shown."""
    if count == 0:
        return ""
    which = "The factor of the least reach is" if count == 1 else f"The {count} factors of the least reach are"
    return f" {which} left out."


def _order(found: Sequence[tuple[str, Effects]]) -> list[str]:
    """Return the factors, the widest in any case first."""
    widest: dict[str, float] = {}
    for _, one in found:
        for factor, reach in one.by_factor()["reach"].items():
            widest[str(factor)] = max(widest.get(str(factor), 0.0), float(reach))
    return sorted(widest, key=lambda factor: -widest[factor])


def _levels(found: Sequence[tuple[str, Effects]], factor: str) -> list[str]:
    rows = [level for _, one in found for level in one.table.loc[one.table["factor"] == factor, "level"]]
    return list(dict.fromkeys(rows))


def _text(factor: str, level: str) -> str:
    return f"{plain(factor)}: {plain(level)}"


def _draw(axes: Axes, one: Effects, places: dict[tuple[str, str], float], reach: float, top: float) -> None:
    for row in one.table.itertuples():
        place = places.get((row.factor, row.level))
        if place is None:
            continue
        colour = UP if row.effect > 0 else DOWN
        axes.barh(place, row.effect, height=ROW * 0.78, color=colour, alpha=0.75, linewidth=0)
        axes.plot([row.low, row.high], [place, place], color=INK, linewidth=0.9)
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(top, -GAP)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _base(axes: Axes, one: Effects) -> None:
    """Write what the outcome is where there is no effect."""
    axes.annotate(
        f"{one.reference}: {one.base:.3g}", (0.0, 1.0), (0, 6), xycoords="axes fraction", textcoords="offset points",
        va="bottom", fontsize=NOTE_SIZE, color=MUTED,
    )  # fmt: skip
