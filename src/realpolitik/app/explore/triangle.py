"""The relations of a year as a drawing: states on a circle, in a ring the greatest threat to each; two lines a pair."""

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
RING_WIDTH, RING_GAP, RING_COLOUR = 5.0, 6.0, "#e4e0d5"
LABEL_HEIGHT, LABEL_WIDTH = 44, 172
"""A name, and what threatens the state."""


def places(names: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Return where each state stands, the first one at the top."""
    found = {}
    for number, name in enumerate(names):
        turn = 2.0 * math.pi * number / len(names) - math.pi / 2.0
        found[name] = (WIDTH / 2 + 1.05 * RADIUS * math.cos(turn), HEIGHT / 2 + 0.8 * RADIUS * math.sin(turn))
    if len(names) == 3:
        found = {name: (x, y + 28) for name, (x, y) in found.items()}
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
    sizes = {name: _size(view, name) + RING_GAP + RING_WIDTH for name in states}
    top = min(y - sizes[name] - LABEL_HEIGHT * _is_above(y) for name, (_, y) in where.items()) - 4
    bottom = max(y + sizes[name] + LABEL_HEIGHT * (not _is_above(y)) for name, (_, y) in where.items()) + 4
    left, right = (end(x for x, _ in where.values()) for end in (min, max))
    lines = [_pair(view, pair, where, names, language) for pair in view.ties]
    circles = [_state(view, name, where[name], names, language) for name in states]
    spoken = "; ".join(
        f"{' - '.join(names[name] for name in pair.split('-'))}: {language(tie.class_name)}"
        for pair, tie in view.ties.items()
    )
    spoken += "".join(f"; {names[name]}: {_threat_in_words(view, name, names, language)}" for name in states)
    return (
        f'<svg viewBox="{left - LABEL_WIDTH / 2:.0f} {top:.0f} {right - left + LABEL_WIDTH:.0f} {bottom - top:.0f}" '
        f'role="img" aria-label="{escape(spoken, quote=True)}" direction="ltr" font-family="inherit" '
        'style="width:100%;height:auto;max-height:44vh">' + "".join(lines) + "".join(circles) + "</svg>"
    )


def _is_above(y: float) -> bool:
    """Return whether the label stands above the circle: the lines of a state in the upper half go down."""
    return y < HEIGHT / 2


def _size(view: YearView, name: str) -> float:
    """Return the radius of a state's circle, whose area grows with its capabilities."""
    largest = max(view.capability.values())
    return SMALLEST + (LARGEST - SMALLEST) * math.sqrt(view.capability[name] / largest if largest > 0 else 0.0)


def greatest_threat(view: YearView, state: str) -> tuple[str, float]:
    """Return who threatens a state most, and how much."""
    return max(
        ((actor, value) for (threatened, actor), value in view.threat.items() if threatened == state),
        key=lambda found: found[1],
    )


def _threat_in_words(view: YearView, state: str, names: Mapping[str, str], language: Language) -> str:
    who, value = greatest_threat(view, state)
    return language("threat {value}: {name}", value=language.number(value, 2), name=names[who])


def _state(view: YearView, name: str, place: tuple[float, float], names: Mapping[str, str], language: Language) -> str:
    size = _size(view, name)
    x, y = place
    ring = size + RING_GAP
    around = 2.0 * math.pi * ring
    lines = [(names[name], 18, 600, "#111111"), (_threat_in_words(view, name, names, language), 14, 400, "#333333")]
    start = y - ring - RING_WIDTH - 26 if _is_above(y) else y + ring + RING_WIDTH + 15
    written = "".join(
        f'<text x="{x:.1f}" y="{start + 18 * row:.1f}" text-anchor="middle" font-size="{font}" font-weight="{weight}" '
        f'fill="{ink}" stroke="white" stroke-width="5" paint-order="stroke">{escape(text)}</text>'
        for row, (text, font, weight, ink) in enumerate(lines)
    )
    _, threat = greatest_threat(view, name)
    arc = min(max(threat, 0.0), 1.0) * around
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="#1d2b3a" stroke="white" stroke-width="3"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{ring:.1f}" fill="none" stroke="{RING_COLOUR}" '
        f'stroke-width="{RING_WIDTH}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{ring:.1f}" fill="none" stroke="{HOSTILE}" stroke-width="{RING_WIDTH}" '
        f'stroke-dasharray="{arc:.1f} {around:.1f}" transform="rotate(-90 {x:.1f} {y:.1f})"/>' + written
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
    width = 15 + 8.8 * max(len(label), 9)
    parts.append(
        f'<rect x="{x - width / 2:.1f}" y="{y - 21:.1f}" width="{width:.1f}" height="42" rx="7" fill="white" '
        f'stroke="{CLASS_COLOURS[tie.class_name]}" stroke-width="2.5"/>'
        f'<text x="{x:.1f}" y="{y - 4:.1f}" text-anchor="middle" font-size="15" font-weight="600" fill="#111111">'
        f"{label}</text>"
        f'<text x="{x:.1f}" y="{y + 13:.1f}" text-anchor="middle" font-size="13.5" fill="#444444">'
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
