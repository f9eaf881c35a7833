"""Small parts that several pages are built from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from nicegui import ui

from realpolitik.app.explore.charts import widened
from realpolitik.app.language import Language
from realpolitik.app.problems import tell
from realpolitik.errors import InputError


def heading(text: str, level: int) -> ui.label:
    """Show a heading; the first level stands once on a page."""
    sizes = {1: "1.8rem", 2: "1.15rem", 3: "1.05rem"}
    label = ui.label(text).style(f"font-size: {sizes[level]}; font-weight: 700; line-height: 1.3")
    return label.props(f"role=heading aria-level={level}")


def legend_html(entries: Iterable[tuple[str, str]]) -> str:
    """Return names with their colours as HTML."""
    return "".join(
        f'<span class="rp-key"><span class="rp-swatch" style="background:{colour}"></span>{escape(name)}</span>'
        for name, colour in entries
    )


def legend(entries: Iterable[tuple[str, str]]) -> ui.html:
    """Show names with their colours."""
    return ui.html(legend_html(entries), sanitize=False).classes("rp-legend")


def icon_button(icon: str, label: str, act: Any) -> ui.button:
    """Show a round button with a picture; its name is read out and shown on hover."""
    button = ui.button(icon=icon, on_click=act).props("round flat dense")
    button.props["aria-label"] = label
    with button:
        ui.tooltip(label)
    return button


def chart(label: str, height_px: int) -> ui.echart:
    """Show a chart that is filled later."""
    shown = ui.echart({"series": []}).style(f"height: {height_px}px; width: 100%; direction: ltr")
    shown.props["role"] = "img"
    shown.props["aria-label"] = label
    return shown


def redraw(shown: ui.echart, options: dict[str, Any]) -> None:
    """Replace what a chart shows."""
    shown.props["options"] = options
    shown.update()


def complain(language: Language, error: Exception) -> None:
    """Say what cannot be done; an error that is no fault of the visitor is named by its kind alone."""
    told = type(error).__name__
    if isinstance(error, InputError):
        told = "; ".join(tell(problem, language) for problem in error.problems)
    ui.notify(
        f"{language('This cannot be done')}: {told}", type="negative", multi_line=True, close_button=language("Close")
    )


def bars(rows: Iterable[tuple[str, float, str]], low: float, high: float, colour: str = "#1f5fa8") -> ui.html:
    """Show values as bars from the zero of their scale: name, value, and the value as it is printed.

    The scale is longer where values lie beyond its ends.
    """
    rows = list(rows)
    low, high = widened((value for _, value, _ in rows), low, high)
    zero = 100.0 * (0.0 - low) / (high - low)
    shown = []
    for name, value, text in rows:
        end = 100.0 * (value - low) / (high - low)
        left, width = min(zero, end), abs(end - zero)
        shown.append(
            f'<div class="rp-bar"><span>{escape(name)}</span><span class="rp-bar-track" aria-hidden="true">'
            f'<span style="inset-inline-start:{left:.1f}%;width:{width:.1f}%;background:{colour}"></span>'
            f'<i style="inset-inline-start:{zero:.1f}%"></i></span><span>{escape(text)}</span></div>'
        )
    return ui.html("".join(shown), sanitize=False).classes("w-full")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], marked: int | None = None) -> None:
    """Show a table whose first column names the rows; the marked row has a star, as in the text of a terminal."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns[1:])
    corner = f'<th scope="col">{escape(columns[0])}</th>' if columns[0] else "<td></td>"
    lines = []
    for place, (name, *cells) in enumerate(rows):
        star = "* " if place == marked else ""
        row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        lines.append(f'<tr{" class=rp-marked" if star else ""}><th scope="row">{star}{escape(name)}</th>{row}</tr>')
    shown = f"<table><caption>{escape(title)}</caption><tr>{corner}{heads}</tr>{''.join(lines)}</table>"
    ui.html(shown, sanitize=False).classes("rp-table w-full").props(
        f'tabindex=0 role=region aria-label="{escape(title)}"'
    )
