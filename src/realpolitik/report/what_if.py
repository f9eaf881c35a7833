"""Counterfactual pairs: a scenario and a variant on shared draws, and the difference paired run by run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.report.chosen import ERAS
from realpolitik.report.style import INK, MUTED, NOTE_SIZE, RULE, TEXT_SIZE, capitalised, sheet, year_axis

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_HEIGHT = 0.95
BASE_COLOUR, VARIANT_COLOUR = "#444444", "#c2452d"
RUNGS = ((0.0, "confrontation"), (1.0, "none"), (2.0, "cooperation"), (3.0, "pact"))
SHORT = {**ERAS, "pahlavi-without-pacts": "Pahlavi II, pacts of 1955 and 1959 withheld"}


def draw_what_if(counterfactuals: pd.DataFrame, *, title: str, source: str) -> Figure:
    """Draw each pair as a row: the mean security rung with Moscow in both, and the paired difference.

    Parameters
    ----------
    counterfactuals : DataFrame
        As `exhibits.counterfactuals` returns it.
    title, source : str
        What is seen, and where it comes from.
    """
    rows = list(counterfactuals.groupby(["base", "variant"], sort=False))
    subtitle = (
        "Security ties of Iran and Russia. Left: mean rung over runs, scenario in black, variant dashed. Right: "
        "variant minus scenario, paired run by run on shared draws; the band is the 95 % interval of the mean."
    )
    page = sheet(
        title, subtitle, source, [ROW_HEIGHT] * len(rows), columns=[1.0, 1.0], gap=0.62, column_gap=0.6, left=1.15,
        right=0.3, legend=0.2, below=0.3,
    )  # fmt: skip
    reach = max(0.5, float(counterfactuals[["low", "high"]].abs().max().max()) * 1.25)
    for (left, right), ((base, _), pair) in zip(page.axes, rows, strict=True):
        years = pair["year"]
        for axes in (left, right):
            year_axis(axes, int(years.min()), int(years.max()), named=False)
            axes.grid(axis="y", color=RULE, linewidth=0.6)
            axes.set_axisbelow(True)
        left.plot(years, pair["base_mean"], color=BASE_COLOUR, linewidth=1.5)
        left.plot(years, pair["variant_mean"], color=VARIANT_COLOUR, linewidth=1.5, linestyle=(0, (4, 1.5)))
        left.set_ylim(-0.05, 3.05)
        left.set_yticks([rung for rung, _ in RUNGS], [name for _, name in RUNGS])
        right.axhline(0.0, color=INK, linewidth=0.8)
        right.fill_between(years, pair["low"], pair["high"], color=VARIANT_COLOUR, alpha=0.3, linewidth=0)
        right.plot(years, pair["difference"], color=VARIANT_COLOUR, linewidth=1.3)
        right.set_ylim(-reach, reach)
        _heading(left, SHORT.get(base, base), BASE_COLOUR)
        _heading(right, capitalised(str(pair["text"].iloc[0])), VARIANT_COLOUR)
        _mean_change(right, pair["difference"].to_numpy())
    return page.figure


def _heading(axes: Axes, text: str, colour: str) -> None:
    """Write above a panel what its line is, in the line's colour."""
    axes.annotate(
        text, (0.0, 1.0), (0, 6), xycoords="axes fraction", textcoords="offset points", va="bottom",
        fontsize=TEXT_SIZE, color=colour, fontweight="bold",
    )  # fmt: skip


def _mean_change(axes: Axes, difference: np.ndarray) -> None:
    """Write the mean difference in the corner that the end of the line leaves free."""
    text = f"{difference.mean():+.2f} on average".replace("-", "\N{MINUS SIGN}")
    below = difference[len(difference) // 2 :].mean() > 0.0
    axes.annotate(
        text, (1.0, 0.0 if below else 1.0), (0, 5 if below else -5), xycoords="axes fraction",
        textcoords="offset points", va="bottom" if below else "top", ha="right", fontsize=NOTE_SIZE, color=MUTED,
    )  # fmt: skip
