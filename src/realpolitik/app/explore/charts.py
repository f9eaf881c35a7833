"""Charts of the page as options of ECharts: class shares as bands, interests and trust as lines."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.report.style import ACTOR_COLOURS, CLASS_COLOURS
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    from realpolitik.app.language import Language

SPARE_COLOURS = ("#1b7f5c", "#b5322c", "#1f5fa8", "#8a6508", "#6a51a3", "#2b7684", "#666666", "#a35f00")

_FONT = '"Segoe UI", "Noto Sans", "Noto Sans Arabic", Tahoma, sans-serif'
_GRID: dict[str, Any] = {"left": 52, "right": 14, "top": 14, "bottom": 26}
STRIP_HEIGHT = 11
"""Height of the strip of recorded classes, in pixels."""


def class_legend(language: Language) -> list[tuple[str, str]]:
    """Return name and colour of each class."""
    return [(language(name), CLASS_COLOURS[name]) for name in CLASSES]


def line_colours(lines: Iterable[str]) -> dict[str, str]:
    """Return the colour of each line of a chart."""
    return {
        name: ACTOR_COLOURS.get(name, SPARE_COLOURS[number % len(SPARE_COLOURS)]) for number, name in enumerate(lines)
    }


def widened(values: Iterable[float], low: float, high: float) -> tuple[float, float]:
    """Return the ends of a scale that holds all values, never closer together than they are, by half units."""
    known = [low, high, *values]
    return min(low, math.floor(2.0 * min(known)) / 2.0), max(high, math.ceil(2.0 * max(known)) / 2.0)


def _javascript_number(language: Language, expression: str) -> str:
    """Return a JavaScript function that shows a value in the language's digits."""
    if language.digits == "0123456789":
        return f"value => {expression}"
    digits, point = json.dumps(language.digits), json.dumps(language.decimal)
    shown = f".replace(/[0-9]/g, digit => {digits}[digit]).replace('.', {point}).replace('%', '٪')"
    return f"value => String({expression}){shown}"


def _x_axis(years: Sequence[int], language: Language) -> dict[str, Any]:
    return {
        "type": "category",
        "data": [language.number(year) for year in years],
        "axisTick": {"alignWithLabel": True},
        "axisLabel": {"color": "#333333", "hideOverlap": True},
    }


def bands(
    years: Sequence[int],
    shares: np.ndarray,
    language: Language,
    *,
    marked_year: int | None = None,
    recorded: Sequence[str | None] = (),
    recorded_name: str = "recorded class",
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
        A class for each year, drawn as a strip above: that of the record, or of a game.
    recorded_name : str
        What the strip shows, in the language.
    """
    series: list[dict[str, Any]] = [
        {
            "name": language(name),
            "type": "bar",
            "stack": "classes",
            "barCategoryGap": "0%",
            "itemStyle": {"borderWidth": 0.7, "borderColor": CLASS_COLOURS[name]},  # no seams between the years
            "color": CLASS_COLOURS[name],
            "data": [round(float(share), 4) for share in shares[:, number]],
            "emphasis": {"disabled": True},
        }
        for number, name in enumerate(CLASSES)
    ]
    if any(recorded):
        told_by_year = [language(name) if name else "" for name in recorded]
        series.append(
            {
                "name": recorded_name,
                "type": "bar",
                "xAxisIndex": 1,
                "yAxisIndex": 1,
                "barCategoryGap": "0%",
                "data": [
                    {"value": 1, "itemStyle": {"color": colour, "borderColor": colour, "borderWidth": 0.7}}
                    for colour in (CLASS_COLOURS[name] if name else "transparent" for name in recorded)
                ],
                "color": "#777777",
                "emphasis": {"disabled": True},
                "tooltip": {":valueFormatter": f"(value, place) => {json.dumps(told_by_year)}[place]"},
            }
        )
    if marked_year is not None and marked_year in years:
        series[0]["markLine"] = {
            "symbol": "none",
            "silent": True,
            "label": {"show": False},
            "lineStyle": {"color": "#111111", "width": 2, "type": "solid"},
            "data": [{"xAxis": language.number(marked_year)}],
        }
    percent = _javascript_number(language, "Math.round(100 * value) + '%'")
    x_axes, y_axes, grids = [_x_axis(years, language)], [_share_axis(percent)], [dict(_GRID)]
    if any(recorded):  # a strip of its own above the bands
        x_axes.append({**_x_axis(years, language), "gridIndex": 1, "show": False})
        y_axes.append({"type": "value", "gridIndex": 1, "show": False, "min": 0, "max": 1})
        grids.append({**_GRID, "height": STRIP_HEIGHT, "bottom": "auto"})
        grids[0]["top"] = _GRID["top"] + STRIP_HEIGHT + 6
    return {
        "animation": False,
        "textStyle": {"fontFamily": _FONT},
        "grid": grids,
        "axisPointer": {"link": [{"xAxisIndex": "all"}]},
        "tooltip": {
            "trigger": "axis",
            ":valueFormatter": f"value => typeof value === 'number' ? ({percent})(value) : ''",
        },
        "xAxis": x_axes,
        "yAxis": y_axes,
        "series": series,
    }


def _share_axis(percent: str) -> dict[str, Any]:
    return {
        "type": "value",
        "min": 0,
        "max": 1,
        "interval": 0.25,
        "axisLabel": {"color": "#333333", ":formatter": percent},
    }


def lines(
    years: Sequence[int],
    values: Mapping[str, Sequence[float]],
    language: Language,
    *,
    names: Mapping[str, str],
    all_years: Sequence[int],
    low: float = 0.0,
    high: float = 1.0,
) -> dict[str, Any]:
    """Return the options of a chart of several values by year.

    Parameters
    ----------
    years : sequence of int
        The years that have values.
    values : mapping of str to sequence of float
        A line each.
    language : Language
        The language of the labels.
    names : mapping of str to str
        Names to print, by line.
    all_years : sequence of int
        The years that the axis shows.
    low, high : float
        Ends of the vertical axis; it is longer where values lie beyond them.
    """
    low, high = widened((value for row in values.values() for value in row), low, high)
    colours = line_colours(values)
    series = [
        {
            "name": names.get(name, name),
            "type": "line",
            "symbol": "circle",
            "symbolSize": 7,
            "showSymbol": len(years) < 2,
            "data": [[language.number(year), round(float(value), 4)] for year, value in zip(years, row, strict=True)],
            "color": colours[name],
            "lineStyle": {"width": 2.5},
        }
        for name, row in values.items()
    ]
    shown = _javascript_number(language, "Math.round(100 * value) / 100")
    return {
        "animation": False,
        "textStyle": {"fontFamily": _FONT},
        "grid": _GRID,
        "tooltip": {"trigger": "axis", ":valueFormatter": shown},
        "xAxis": _x_axis(all_years, language),
        "yAxis": {"type": "value", "min": low, "max": high, "axisLabel": {"color": "#333333", ":formatter": shown}},
        "series": series,
    }
