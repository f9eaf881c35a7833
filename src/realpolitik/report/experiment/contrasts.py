"""Pairwise counterfactuals as a figure: contrasts of arms on shared draws, with intervals over paired runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.report.experiment.named import plain, point_names
from realpolitik.report.style import (
    INK,
    MUTED,
    NOTE_SIZE,
    RULE,
    capitalised,
    column_width,
    panel_title,
    sheet,
    wrapped_titles,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pandas as pd
    from matplotlib.figure import Figure

    from realpolitik.experiments.results import ExperimentResults

ROW = 0.24
MOST_ROWS = 60
LONGEST_LABEL = 48
"""Characters of a row's label; a point that takes more to name has its number instead."""

CHARACTER = 0.073
"""Inches of a character of a label."""

TICK = 0.75
"""Inches that a number along the axis needs."""

SCENARIO_COLOURS = ("#222222", "#d17a00", "#1b7f5c", "#6a51a3", "#1f5fa8", "#b8401f")


def draw_contrasts(results: ExperimentResults, *, title: str, source: str) -> Figure:
    """Draw every contrast at every point, a panel per contrast.

    Parameters
    ----------
    results : ExperimentResults
        An experiment with contrasts.
    title, source : str
        What is seen, and where it comes from.
    """
    table = results.contrasts
    assert table is not None
    named: dict[str, Mapping[str, Any]] = {one["name"]: one for one in results.document["contrasts"]}
    rows = list(dict.fromkeys(zip(table["point"], table["scenario"], strict=True)))
    shown = rows[:MOST_ROWS]
    several = table["scenario"].nunique() > 1
    left_out = f" The first {MOST_ROWS} of {len(rows)} rows are shown." if len(rows) > MOST_ROWS else ""
    labels, numbered = _row_names(results, shown, several)
    by_number = " Points named by number are those of design.parquet." if numbered else ""
    subtitle = (
        "Value with 95 % interval over the paired runs, on shared draws. Empty: undefined (no tie whose "
        f"condition could be asked for), or no runs.{by_number}{left_out}"
    )
    left, right, column_gap = 0.35 + CHARACTER * max(map(len, labels)), 0.3, 0.35
    width = column_width(len(named), left=left, right=right, column_gap=column_gap)
    headings, room = wrapped_titles([capitalised(plain(name)) for name in named], width)
    page = sheet(
        title, subtitle, source, [max(1.0, ROW * len(shown))], columns=[1.0] * len(named), left=left, right=right,
        column_gap=column_gap, legend=0.55 + room, below=0.6,
    )  # fmt: skip
    scenarios = list(dict.fromkeys(table["scenario"]))
    for number, (axes, (name, contrast)) in enumerate(zip(page.axes[0], named.items(), strict=True)):
        here = table[table["contrast"] == name].set_index(["point", "scenario"])
        for place, key in enumerate(shown):
            row = here.loc[key]
            _draw_row(axes, row, place, SCENARIO_COLOURS[scenarios.index(key[1]) % len(SCENARIO_COLOURS)])
        axes.axvline(0.0, color=INK, linewidth=0.8)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_yticks(range(len(shown)), labels if number == 0 else [""] * len(shown), fontsize=NOTE_SIZE)
        axes.tick_params(axis="y", length=0)
        axes.locator_params(axis="x", nbins=max(2, int(width / TICK)))
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(_axis(contrast), fontsize=NOTE_SIZE + 0.5)
        panel_title(axes, headings[number], pad=20.0)
        axes.annotate(
            f"{contrast['arm']} against {contrast['versus']}", (0.0, 1.0), (0, 6), xycoords="axes fraction",
            textcoords="offset points", va="bottom", fontsize=NOTE_SIZE, color=MUTED,
        )  # fmt: skip
    return page.figure


def _row_names(
    results: ExperimentResults, rows: Sequence[tuple[int, str]], several: bool
) -> tuple[list[str], bool]:  # fmt: skip
    """Return what each row is called, and whether points with too long a name go by their number."""
    labels, numbered = [], False
    names = point_names(results, (point for point, _ in rows))
    for point, scenario in rows:
        ending = f" \N{MIDDLE DOT} {scenario}" if several else ""
        name = names[point]
        fits = len(name + ending) <= LONGEST_LABEL
        labels.append((name if fits else f"point {point}") + ending)
        numbered |= not fits
    return labels, numbered


def _draw_row(axes: Any, row: pd.Series, place: int, colour: str) -> None:
    if row["value"] != row["value"]:
        return
    axes.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=1.3)
    axes.plot([row["value"]], [place], marker="o", markersize=4.5, color=colour)


def _axis(contrast: Mapping[str, Any]) -> str:
    if contrast.get("kind") == "conditionality":
        return "share of the tie that goes"
    window = f" ({plain(contrast['window'])})" if contrast.get("window") else ""
    return f"difference in {plain(contrast.get('outcome', 'mean_security_rung'))}{window}"
