"""Boxes of scenario discovery as a figure: limits, trade-off, and the points in the two factors that count most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.digits import digits
from realpolitik.report.experiment.named import factor_axis, folded, plain
from realpolitik.report.numbers import percent
from realpolitik.report.style import INK, MUTED, NOTE_SIZE, RULE, TEXT_SIZE, panel_title, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from realpolitik.experiments.analysis.boxes import Limit
    from realpolitik.experiments.analysis.discovery import Discovery

INSIDE, OF_INTEREST, OTHER = "#1f6fb4", "#b8401f", "#bdbdbd"
ROW = 0.42
LEAST_HEIGHT = 2.6


def draw_region(found: Discovery, factors: Sequence[Mapping[str, Any]], *, title: str, source: str) -> Figure:
    """Draw the box of PRIM: what it asks of each factor, what it holds, and what it was chosen from.

    Parameters
    ----------
    found : Discovery
        The box and the points.
    factors : sequence of mappings
        Descriptions of the factors.
    title, source : str
        What is seen, and where it comes from.
    """
    by_name = {factor["name"]: factor for factor in factors}
    limits = sorted(found.box.limits, key=lambda limit: _width(limit, by_name[limit.factor]))
    quality = found.box.quality
    subtitle = (
        f"{found.interesting} of {found.points} points are of interest ({percent(found.share)}). The box holds "
        f"{percent(quality.coverage)} of them (coverage); of the points in it {percent(quality.density)} are of "
        f"interest (density). Boxes found on one half and tried on the other: coverage "
        f"{percent(found.elsewhere.coverage)}, density {percent(found.elsewhere.density)}."
    )
    page = sheet(
        title, subtitle, source, [max(1, len(limits)) * ROW, LEAST_HEIGHT], columns=[1.0, 1.0], gap=0.8,
        column_gap=0.85, left=2.6, right=0.35, legend=0.3, below=0.65,
    )  # fmt: skip
    bars, rest = page.axes[0]
    rest.set_visible(False)
    box = bars.get_position()
    bars.set_position((box.x0, box.y0, rest.get_position().x1 - box.x0, box.height))
    _draw_limits(bars, limits, by_name)
    below, trade = page.axes[1]
    start = 1.05 / page.width
    end = (below.get_position().x1 + start) / 2 + 0.08
    place = below.get_position()
    below.set_position((start, place.y0, end - start, place.height))
    place = trade.get_position()
    trade.set_position((end + 0.95 / page.width, place.y0, place.x1 - end - 0.95 / page.width, place.height))
    _draw_points(below, found, limits, by_name)
    _draw_trade_off(trade, found)
    return page.figure


def _share(value: float, factor: Mapping[str, Any]) -> float:
    """Return where in its range a value lies."""
    low, high = factor["low"], factor["high"]
    if factor["log"]:
        return float(np.log(value / low) / np.log(high / low))
    return float((value - low) / (high - low))


def _width(limit: Limit, factor: Mapping[str, Any]) -> float:
    if limit.labels:
        return len(limit.labels) / len(factor["labels"])
    return _share(limit.high, factor) - _share(limit.low, factor)


def _draw_limits(axes: Axes, limits: Sequence[Limit], by_name: Mapping[str, Mapping[str, Any]]) -> None:
    """Draw what the box leaves of every factor that it restricts, over its whole range."""
    names = []
    for row, limit in enumerate(limits):
        factor = by_name[limit.factor]
        axes.barh(row, 1.0, height=0.46, color="#ececec", linewidth=0)
        if limit.labels:
            each = 1.0 / len(factor["labels"])
            for place, label in enumerate(factor["labels"]):
                held = label in limit.labels
                if held:
                    axes.barh(row, each * 0.98, left=place * each, height=0.46, color=INSIDE, linewidth=0)
                axes.text((place + 0.5) * each, row, plain(label), ha="center", va="center", fontsize=NOTE_SIZE,
                          color="white" if held else MUTED)  # fmt: skip
        else:
            low, high = _share(limit.low, factor), _share(limit.high, factor)
            axes.barh(row, high - low, left=low, height=0.46, color=INSIDE, linewidth=0)
            for at, value, side in ((low, limit.low, "right"), (high, limit.high, "left")):
                inner = at if (side == "right" and at > 0.07) or (side == "left" and at < 0.93) else None
                if inner is not None:
                    axes.text(inner + (-0.008 if side == "right" else 0.008), row, digits(value), ha=side,
                              va="center", fontsize=NOTE_SIZE, color=INK)  # fmt: skip
            for at, value, side in ((0.0, factor["low"], "right"), (1.0, factor["high"], "left")):
                axes.text(at + (-0.006 if side == "right" else 0.006), row + 0.42, digits(value),
                          ha="left" if side == "right" else "right", va="center", fontsize=NOTE_SIZE - 1.5,
                          color=MUTED)  # fmt: skip
        names.append(folded(plain(factor["label"] or factor["name"]), 40))
    if not limits:
        axes.text(
            0.0, 0.0, "The best box is the whole space: no factor is restricted.", fontsize=TEXT_SIZE, va="center"
        )
    axes.set_yticks(range(len(limits)), names, fontsize=NOTE_SIZE)
    axes.set_ylim(max(1, len(limits)) - 0.4, -0.5)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    panel_title(axes, "The box, factor by factor (blue: within; grey: the range that was tried)")


def _draw_points(
    axes: Axes, found: Discovery, limits: Sequence[Limit], by_name: Mapping[str, Mapping[str, Any]]
) -> None:
    """Draw the points in the two ranges that the box restricts most."""
    ranges = [limit for limit in limits if not limit.labels]
    others = [factor["name"] for factor in by_name.values() if factor["kind"] != "choice"]
    names = list(dict.fromkeys([*(limit.factor for limit in ranges), *others]))[:2]
    if len(names) < 2:
        axes.set_visible(False)
        return
    across, up = (by_name[name] for name in names)
    chosen = found.codes["interesting"].to_numpy()
    for held, colour, size, label in ((~chosen, OTHER, 7, "other points"), (chosen, OF_INTEREST, 12, "of interest")):
        axes.scatter(
            found.codes.loc[held, across["name"]], found.codes.loc[held, up["name"]], s=size, color=colour, linewidth=0,
            label=label,
        )  # fmt: skip
    ends = {limit.factor: (limit.low, limit.high) for limit in ranges}
    (x0, x1), (y0, y1) = (ends.get(one["name"], (one["low"], one["high"])) for one in (across, up))
    axes.plot([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0], color=INSIDE, linewidth=1.6, label="the box")
    axes.set_xlabel(folded(factor_axis(across), 44), fontsize=NOTE_SIZE)
    axes.set_ylabel(folded(factor_axis(up), 36), fontsize=NOTE_SIZE)
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncol=3, frameon=False, fontsize=NOTE_SIZE,
                handletextpad=0.3, columnspacing=1.0, borderaxespad=0.1)  # fmt: skip
    axes.tick_params(labelsize=NOTE_SIZE)
    if across["log"]:
        axes.set_xscale("log")
        _plain_logarithms(axes.xaxis)
    if up["log"]:
        axes.set_yscale("log")
        _plain_logarithms(axes.yaxis)


def _plain_logarithms(axis: Any) -> None:
    """Let a logarithmic axis have its ticks at 1, 2 and 5, as plain numbers."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())


def _draw_trade_off(axes: Axes, found: Discovery) -> None:
    path, quality = found.path, found.box.quality
    axes.plot(path["coverage"], path["density"], color=MUTED, linewidth=0.8, marker="o", markersize=3)
    axes.plot([quality.coverage], [quality.density], marker="o", markersize=8, color=INSIDE, label="this box")
    axes.plot([found.elsewhere.coverage], [found.elsewhere.density], marker="D", markersize=6, markerfacecolor="white",
              color=INSIDE, linestyle="none", label="on unseen points")  # fmt: skip
    axes.axhline(found.share, color=OF_INTEREST, linewidth=0.8, linestyle=(0, (4, 2)))
    axes.annotate("no box", (0.02, found.share), (0, 3), textcoords="offset points", fontsize=NOTE_SIZE,
                  color=OF_INTEREST)  # fmt: skip
    axes.set_xlim(0.0, 1.03)
    axes.set_ylim(0.0, 1.03)
    axes.set_xlabel("coverage", fontsize=TEXT_SIZE - 0.5)
    axes.set_ylabel("density", fontsize=TEXT_SIZE - 0.5)
    axes.grid(color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncol=2, frameon=False, fontsize=NOTE_SIZE,
                handletextpad=0.3, columnspacing=1.0, borderaxespad=0.1)  # fmt: skip
