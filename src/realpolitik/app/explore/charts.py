"""Charts of the page as options of ECharts: class shares as bands, interests and trust as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.report.style import ACTOR_COLOURS, CLASS_COLOURS
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    from realpolitik.app.language import Language

SPARE_COLOURS = ("#1b7f5c", "#b5322c", "#1f5fa8", "#b8860b", "#6a51a3", "#3d8f9e", "#7f7f7f", "#d17a00")


def bands(
    years: Sequence[int],
    shares: np.ndarray,
    language: Language,
    *,
    marked_year: int | None = None,
    recorded: Sequence[str | None] = (),
) -> dict[str, Any]:
    """Return the options of a chart of class shares by year.

    Parameters
    ----------
    years : sequence of int
        The years.
    shares : (years, 5) array
        Share of the runs in each class.
    language : Language
        The language of the labels.
    marked_year : int, optional
        Where a line stands.
    recorded : sequence of str or None
        Class of the record in each year, drawn as a strip above.
    """
    labels = [language.number(year) for year in years]
    series: list[dict[str, Any]] = [
        {
            "name": language(name),
            "type": "line",
            "stack": "classes",
            "step": "middle",
            "symbol": "none",
            "lineStyle": {"width": 0},
            "areaStyle": {"opacity": 1.0},
            "color": CLASS_COLOURS[name],
            "data": [round(float(share), 4) for share in shares[:, number]],
            "emphasis": {"disabled": True},
        }
        for number, name in enumerate(CLASSES)
    ]
    if any(recorded):
        series.append(
            {
                "name": language("recorded class"),
                "type": "scatter",
                "symbol": "rect",
                "symbolSize": [7, 9],
                "data": [
                    {"value": [label, 1.06], "itemStyle": {"color": CLASS_COLOURS[name]}, "name": language(name)}
                    for label, name in zip(labels, recorded, strict=True)
                    if name is not None
                ],
                "color": "#777777",
                "tooltip": {"formatter": "{b}"},
            }
        )
    if marked_year is not None and marked_year in years:
        line = [{"xAxis": language.number(marked_year)}]
        series[0]["markLine"] = {
            "symbol": "none",
            "silent": True,
            "label": {"show": False},
            "lineStyle": {"color": "#111111", "width": 2, "type": "solid"},
            "data": line,
        }
    return {
        "animation": False,
        "aria": {"enabled": True},
        "grid": {"left": 46, "right": 12, "top": 30, "bottom": 48},
        "legend": {"bottom": 0, "itemWidth": 12, "itemHeight": 12, "textStyle": {"fontSize": 12}},
        "tooltip": {
            "trigger": "axis",
            ":valueFormatter": "value => typeof value === 'number' ? Math.round(100 * value) + '%' : ''",
        },
        "xAxis": {"type": "category", "data": labels, "axisTick": {"alignWithLabel": True}},
        "yAxis": {
            "type": "value",
            "min": 0,
            "max": 1.1 if any(recorded) else 1,
            "interval": 0.25,
            "axisLabel": {":formatter": "value => value > 1 ? '' : Math.round(100 * value) + '%'"},
        },
        "series": series,
    }


def lines(
    years: Sequence[int],
    values: Mapping[str, Sequence[float]],
    language: Language,
    *,
    names: Mapping[str, str],
    low: float = 0.0,
    high: float = 1.0,
) -> dict[str, Any]:
    """Return the options of a chart of several values by year.

    Parameters
    ----------
    years : sequence of int
        The years.
    values : mapping of str to sequence of float
        A line each.
    language : Language
        The language of the labels.
    names : mapping of str to str
        Names to print, by line.
    low, high : float
        Ends of the vertical axis.
    """
    series = [
        {
            "name": names.get(name, name),
            "type": "line",
            "symbol": "none",
            "data": [round(float(value), 4) for value in row],
            "color": ACTOR_COLOURS.get(name, SPARE_COLOURS[number % len(SPARE_COLOURS)]),
            "lineStyle": {"width": 2.5},
        }
        for number, (name, row) in enumerate(values.items())
    ]
    return {
        "animation": False,
        "aria": {"enabled": True},
        "grid": {"left": 46, "right": 12, "top": 16, "bottom": 48},
        "legend": {"bottom": 0, "itemWidth": 14, "itemHeight": 8, "textStyle": {"fontSize": 12}},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [language.number(year) for year in years]},
        "yAxis": {"type": "value", "min": low, "max": high},
        "series": series,
    }
