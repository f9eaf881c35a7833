"""Figures of a validation: classes by client and year, ROC curves, reliability, scores beside baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.report.style import (
    CLASS_COLOURS,
    INK,
    MUTED,
    NOTE_SIZE,
    RULE,
    TEXT_SIZE,
    panel_title,
    sheet,
)
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from realpolitik.validation.forecasts import Forecasts
    from realpolitik.validation.reliability import Reliability
    from realpolitik.validation.scoring import Pool
    from realpolitik.validation.targets import Target

FORECAST_COLOURS = {"model": "#b5322c", "forest": "#1f5fa8", "logit": "#5aa9c4", "null": "#9a9a9a"}
SIDES = {"russia": "Moscow", "west": "the West"}
STRIP_INCHES = 0.2
NO_CODE = "#ffffff"

SCORE_NAMES = {
    "auc_pact_russia": "pacts with Moscow\n(area under the curve)",
    "auc_pact_west": "pacts with the West\n(area under the curve)",
    "class_accuracy": "right class\n(of five)",
    "rank_correlation": "rank correlation\nof the class",
}
FORECAST_NAMES = {
    "model": "the model, running free",
    "logit": "logit on the same inputs",
    "forest": "random forest on the same inputs",
    "distance_capability": "logit on distance and capability",
    "identity": "logit on voting alone",
    "majority": "most frequent class",
    "first_year_held": "first coded year, held",
    "null": "the model, choices at random",
    "lagged_ordered_logit": "ordered logit with last year's class",
    "persistence": "last year's class",
    "persistence_5": "class of five years ago",
    "persistence_10": "class of ten years ago",
}


def client_name(client: str) -> str:
    """Return a client's id as text: ``saudi_arabia`` as "Saudi Arabia"."""
    return client.replace("_", " ").title()


def draw_classes(targets: Sequence[Target], forecasts: Forecasts, training: Sequence[str], *, source: str) -> Figure:
    """Draw the coded and the simulated class with Moscow of every client by year, one strip above the other.

    Parameters
    ----------
    targets : sequence of Target
        The clients, drawn from top to bottom.
    forecasts : mapping of str to Forecast
        The model's; the strip shows the class of most runs, paler where fewer runs agree.
    training : sequence of str
        Clients that the defaults were fitted to; the others are marked.
    source : str
        The line below.
    """
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Patch

    first = min(target.timeline.years[0] for target in targets)
    last = max(target.timeline.years[-1] for target in targets)
    page = sheet(
        "Relations with Moscow, on record and in free runs",
        "Upper strip: the coded class; lower strip: the class of most runs, paler where fewer runs agree. "
        "A dot follows the clients that nothing was fitted to.",
        source,
        [len(targets) * 3 * STRIP_INCHES],
        left=1.55,
        legend=0.3,
    )
    axes = page.axes[0][0]
    for place, target in enumerate(targets):
        forecast = forecasts[target.client]
        strips = np.ones((2, last - first + 1, 3))
        start = target.timeline.years[0] - first
        for row, level in enumerate(target.level):
            if not np.isnan(level):
                strips[0, start + row] = to_rgb(CLASS_COLOURS[CLASSES[int(level)]])
            likely = int(forecast.classes[row].argmax())
            share = float(forecast.classes[row, likely])
            colour = np.array(to_rgb(CLASS_COLOURS[CLASSES[likely]]))
            strips[1, start + row] = 1.0 - (1.0 - colour) * (0.25 + 0.75 * share)
        top = 3 * place
        axes.imshow(
            strips, extent=(first - 0.5, last + 0.5, top + 2, top), aspect="auto", interpolation="nearest", zorder=2
        )
        axes.plot([first - 0.5, last + 0.5], [top + 1, top + 1], color="white", linewidth=0.8, zorder=3)
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_ylim(3 * len(targets) - 1 + 0.4, -0.4)
    axes.set_yticks([3 * place + 1 for place in range(len(targets))])
    axes.set_yticklabels(
        [client_name(target.client) + ("" if target.client in training else " \u2022") for target in targets]
    )
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xticks([year for year in range(first, last + 1) if year % 10 == 0])
    for year in range(first, last + 1):
        if year % 10 == 0:
            axes.axvline(year - 0.5, color=RULE, linewidth=0.6, zorder=1)
    handles = [Patch(color=CLASS_COLOURS[name], label=name) for name in CLASSES]
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=len(CLASSES),
        frameon=False,
        fontsize=NOTE_SIZE + 0.5,
        handlelength=1.1,
        columnspacing=1.4,
        borderaxespad=0.2,
    )
    return page.figure


def roc_points(truth: np.ndarray, chance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return false and true positive rates as the threshold falls, ties taken together."""
    known = ~np.isnan(truth) & ~np.isnan(chance)
    order = np.argsort(-chance[known], kind="stable")
    hit, score = truth[known][order] > 0.5, chance[known][order]
    last_of_tie = np.r_[np.flatnonzero(np.diff(score)), len(score) - 1]
    true, false = np.cumsum(hit)[last_of_tie], np.cumsum(~hit)[last_of_tie]
    return np.r_[0.0, false / max(1, false[-1])], np.r_[0.0, true / max(1, true[-1])]


def draw_roc(
    pool: Pool, forecasts: Mapping[str, Forecasts], areas: Mapping[str, Mapping[str, float | None]], *, source: str
) -> Figure:
    """Draw ROC curves of pacts with both sides, for the model, the logit, the forest and chance choices.

    Parameters
    ----------
    pool : Pool
        The records.
    forecasts : mapping of str to forecasts
        By name; those of `FORECAST_COLOURS` are drawn.
    areas : mapping of str to mapping of str to float or None
        Areas by forecast and score, for the legend.
    source : str
        The line below.
    """
    page = sheet(
        "Pacts told from no pacts",
        "Over client-years: share of pact years above a threshold against share of other years above it. "
        "The further to the upper left, the better.",
        source,
        [3.7],
        columns=(1.0, 1.0),
        column_gap=0.75,
        legend=0.28,
    )
    for axes, (side, name) in zip(page.axes[0], SIDES.items(), strict=True):
        truth = pool.recorded(f"pact_with_{side}")
        axes.plot([0, 1], [0, 1], color=RULE, linewidth=1.0, zorder=1)
        for forecast, colour in FORECAST_COLOURS.items():
            area = areas[forecast][f"auc_pact_{side}"]
            if area is None:
                continue
            false, true = roc_points(truth, pool.forecast(forecasts[forecast], f"pact_with_{side}"))
            width = 2.2 if forecast == "model" else 1.3
            label = f"{FORECAST_NAMES[forecast]}: {area:.2f}"
            axes.plot(false, true, color=colour, linewidth=width, label=label, zorder=3 if forecast == "model" else 2)
        panel_title(axes, f"Pacts with {name}")
        _unit_square(axes, "other years above the threshold", "pact years above the threshold")
        _legend_or_note(axes, "no pact, or nothing else, on record")
    return page.figure


def draw_reliability(curves: Mapping[str, Reliability], *, source: str) -> Figure:
    """Draw how often pacts forecast with a chance are on record; the area of a dot is its number of client-years."""
    page = sheet(
        "What a chance is worth",
        "Client-years by the simulated chance of a pact, and the share of them with a pact on record. On the "
        "diagonal, chances can be taken at their word.",
        source,
        [3.7],
        columns=(1.0, 1.0),
        column_gap=0.75,
        legend=0.28,
    )
    for axes, (side, name) in zip(page.axes[0], SIDES.items(), strict=True):
        curve = curves[side]
        axes.plot([0, 1], [0, 1], color=RULE, linewidth=1.0, zorder=1)
        axes.plot(curve.chance, curve.share, color=FORECAST_COLOURS["model"], linewidth=1.2, zorder=2)
        axes.scatter(
            curve.chance,
            curve.share,
            s=[16 + 0.6 * number for number in curve.client_years],
            color=FORECAST_COLOURS["model"],
            alpha=0.75,
            zorder=3,
            clip_on=False,
            linewidths=0,
        )
        for x, y, number in zip(curve.chance, curve.share, curve.client_years, strict=True):
            above = y < 0.85
            axes.annotate(
                str(number),
                (x, y),
                xytext=(0, 13 if above else -13),
                textcoords="offset points",
                ha="center",
                va="bottom" if above else "top",
                fontsize=NOTE_SIZE - 0.5,
                color=MUTED,
            )
        panel_title(axes, f"Pacts with {name}")
        _unit_square(axes, "simulated chance", "share on record")
    return page.figure


def draw_scores(content: Mapping[str, Any], *, source: str) -> Figure:
    """Draw the headline scores of the model and every baseline with their 95 % intervals.

    Parameters
    ----------
    content : mapping
        The JSON of a validation.
    source : str
        The line below.
    """
    names = [name for name in FORECAST_NAMES if name == "model" or name in content["baselines"]]
    page = sheet(
        "The model beside simpler forecasts",
        "Bars are 95 % intervals from resampling clients. Below the line: forecasts that know earlier years of "
        "the record.",
        source,
        [0.3 * len(names) + 0.1],
        columns=(1.0, 1.0, 1.0, 1.0),
        column_gap=0.22,
        left=2.55,
        legend=0.45,
        width=11.0,
    )
    knowing = next(place for place, name in enumerate(names) if name == "lagged_ordered_logit")
    for axes, (score, title) in zip(page.axes[0], SCORE_NAMES.items(), strict=True):
        lowest = 0.0
        for place, name in enumerate(names):
            row = content if name == "model" else content["baselines"][name]
            value, ends = row[score], row["intervals"][score]
            colour = FORECAST_COLOURS["model"] if name == "model" else "#4a4a4a"
            if ends is not None:
                axes.plot(ends, [place, place], color=colour, linewidth=1.4, alpha=0.55)
                lowest = min(lowest, ends[0])
            if value is not None:
                axes.plot([value], [place], "o", color=colour, markersize=6 if name == "model" else 4.5)
                lowest = min(lowest, value)
        if content[score] is not None:
            axes.axvline(content[score], color=FORECAST_COLOURS["model"], linewidth=0.6, alpha=0.5, zorder=0)
        axes.axhline(knowing - 0.5, color=RULE, linewidth=0.8)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_xlim(min(-0.02, lowest - 0.05), 1.02)
        axes.set_yticks(range(len(names)))
        axes.set_yticklabels([FORECAST_NAMES[name] for name in names] if axes is page.axes[0][0] else [])
        axes.tick_params(axis="y", length=0)
        axes.set_title(title, loc="left", fontsize=TEXT_SIZE, fontweight="bold", color=INK, pad=7)
    return page.figure


def _unit_square(axes: Axes, across: str, up: str) -> None:
    axes.set_xlim(-0.01, 1.01)
    axes.set_ylim(-0.01, 1.01)
    axes.set_xlabel(across, fontsize=TEXT_SIZE)
    axes.set_ylabel(up, fontsize=TEXT_SIZE)


def _legend_or_note(axes: Axes, note: str) -> None:
    if axes.get_legend_handles_labels()[1]:
        axes.legend(loc="lower right", frameon=False, fontsize=NOTE_SIZE)
    else:
        axes.text(0.5, 0.5, note, ha="center", va="center", color=MUTED, fontsize=TEXT_SIZE)
