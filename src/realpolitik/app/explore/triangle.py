"""The relations of a year as a drawing: states on a circle, two lines a pair, one for each ladder."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from realpolitik.report.style import CLASS_COLOURS

if TYPE_CHECKING:
    from realpolitik.app.explore.stepping import YearView
    from realpolitik.app.language import Language

WIDTH, HEIGHT = 560, 440
RADIUS = 160
SMALLEST, LARGEST = 24, 52
ECONOMIC_WIDTHS = {0: 2.0, 1: 3.0, 2: 7.0}
SECURITY_WIDTHS = {0: 4.0, 1: 2.0, 2: 6.0, 3: 11.0}
ECONOMIC_COLOUR, QUIET, HOSTILE = "#b07d12", "#9a9a9a", CLASS_COLOURS["hostile"]


def places(names: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Return where each state stands, the first one at the top."""
    found = {}
    for number, name in enumerate(names):
        turn = 2.0 * math.pi * number / len(names) - math.pi / 2.0
        found[name] = (WIDTH / 2 + 1.25 * RADIUS * math.cos(turn), HEIGHT / 2 + 0.95 * RADIUS * math.sin(turn))
    if len(names) == 3:
        found = {name: (x, y + 34) for name, (x, y) in found.items()}
    return found


def draw_triangle(view: YearView, names: Mapping[str, str], language: Language) -> str:
    """Return an SVG drawing of a year, with a text that says the same to those who cannot see it.

    Parameters
    ----------
    view : YearView
        The year.
    names : mapping of str to str
        Names to print, by state.
    language : Language
        The language of the labels.
    """
    states = tuple(view.interests)
    where = places(states)
    top = min(y for _, y in where.values()) - LARGEST - 4
    bottom = max(y for _, y in where.values()) + LARGEST + 28
    lines = [_pair(view, pair, where, names, language) for pair in view.ties]
    circles = [_state(view, name, where[name], names[name]) for name in states]
    spoken = "; ".join(
        f"{' - '.join(names[name] for name in pair.split('-'))}: {language(tie.class_name)}"
        for pair, tie in view.ties.items()
    )
    return (
        f'<svg viewBox="0 {top:.0f} {WIDTH} {bottom - top:.0f}" role="img" aria-label="{escape(spoken, quote=True)}" '
        f'style="width:100%;height:auto;max-height:60vh" direction="ltr" font-family="inherit">'
        + "".join(lines)
        + "".join(circles)
        + "</svg>"
    )


def _state(view: YearView, name: str, place: tuple[float, float], shown: str) -> str:
    largest = max(view.capability.values())
    size = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(view.capability[name] / largest if largest > 0 else 0.0)
    x, y = place
    label = escape(shown)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="#1d2b3a" stroke="white" stroke-width="3"/>'
        f'<text x="{x:.1f}" y="{y + size + 19:.1f}" text-anchor="middle" font-size="17" font-weight="600" '
        f'fill="#111111" stroke="white" stroke-width="5" paint-order="stroke">{label}</text>'
    )


def _pair(
    view: YearView,
    pair: str,
    where: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    language: Language,
) -> str:
    first, second = pair.split("-")
    (x1, y1), (x2, y2) = where[first], where[second]
    length = math.hypot(x2 - x1, y2 - y1)
    across = (-(y2 - y1) / length, (x2 - x1) / length)
    tie = view.ties[pair]
    title = f"{names[first]} - {names[second]}: {language(tie.class_name)}"
    parts = []
    for ladder, shift in (("security", -7.0), ("economic", 7.0)):
        dx, dy = across[0] * shift, across[1] * shift
        parts.append(
            f'<line x1="{x1 + dx:.1f}" y1="{y1 + dy:.1f}" x2="{x2 + dx:.1f}" y2="{y2 + dy:.1f}" '
            f"{_stroke(ladder, tie.security if ladder == 'security' else tie.economic)}/>"
        )
    trust = view.mutual_trust(pair)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    label = escape(language(tie.class_name))
    width = 15 + 8.2 * max(len(label), 9)
    parts.append(
        f'<rect x="{x - width / 2:.1f}" y="{y - 21:.1f}" width="{width:.1f}" height="42" rx="7" fill="white" '
        f'stroke="{CLASS_COLOURS[tie.class_name]}" stroke-width="2.5"/>'
        f'<text x="{x:.1f}" y="{y - 4:.1f}" text-anchor="middle" font-size="14" font-weight="600" fill="#111111">'
        f"{label}</text>"
        f'<text x="{x:.1f}" y="{y + 13:.1f}" text-anchor="middle" font-size="12.5" fill="#444444">'
        f"{escape(language('trust {value}', value=language.number(trust, 2)))}</text>"
    )
    return f"<g><title>{escape(title)}</title>{''.join(parts)}</g>"


def _stroke(ladder: str, rung: int) -> str:
    """Return how a rung is drawn: dashed in confrontation or under sanctions, thicker for closer ties."""
    if ladder == "security":
        colour = {0: HOSTILE, 1: QUIET, 2: CLASS_COLOURS["tactical"], 3: CLASS_COLOURS["alliance"]}[rung]
        width = SECURITY_WIDTHS[rung]
    else:
        colour = {0: HOSTILE, 1: QUIET, 2: ECONOMIC_COLOUR}[rung]
        width = ECONOMIC_WIDTHS[rung]
    dashes = ' stroke-dasharray="9 6"' if rung == 0 else ""
    return f'stroke="{colour}" stroke-width="{width}"{dashes}'
