"""The relations of a year as a drawing: states on a circle, in a ring the greatest threat to each; two lines a pair."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from realpolitik.app.explore.layout import Room, is_above, lay_out
from realpolitik.report.style import CLASS_COLOURS
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    from realpolitik.app.explore.stepping import YearView
    from realpolitik.app.language import Language

SMALLEST, LARGEST = 24, 52
SCREEN_SHARE, LARGEST_SCREEN_SHARE = 44, 80
"""How much of the height of a screen the drawing of three states takes, and that of many at most, in percent."""
ECONOMIC_WIDTHS = {0: 2.0, 1: 3.0, 2: 7.0}
SECURITY_WIDTHS = {0: 4.0, 1: 2.0, 2: 6.0, 3: 11.0}
ECONOMIC_COLOUR, QUIET, HOSTILE = "#b07d12", "#9a9a9a", CLASS_COLOURS["hostile"]
RING_WIDTH, RING_GAP, RING_COLOUR = 5.0, 6.0, "#e4e0d5"
RING = RING_GAP + RING_WIDTH
NAME_FONT, THREAT_FONT, CLASS_FONT, TRUST_FONT = 18.0, 14.0, 15.0, 13.5
NAME_LETTERS, THREAT_LETTERS, MOST_LINES = 18, 27, 3
"""Letters in a line of what is written at a state; the text for those who hear the page has all of a long name."""
LETTER_WIDTH = 0.6
"""Room of a letter, as a share of the size of its font."""
LINE_HEIGHT, PAIR_HEIGHT = 18.0, 42.0


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
    rooms = tuple((name, _room(view, name, names, language)) for name in states)
    pair_width = _pair_width(language)
    layout = lay_out(rooms, tuple(view.ties), pair_width, PAIR_HEIGHT)
    titles = {pair: _title(view, pair, names, language) for pair in view.ties}
    lines = [_grouped(titles[pair], _lines(view, pair, layout.states)) for pair in view.ties]
    circles = [_state(view, name, layout.states[name], names, language) for name in states]
    boxes = [
        _grouped(titles[pair], _box(view, pair, layout.pairs[pair], pair_width, language)) for pair in view.ties
    ]  # after all lines, which would run over them
    spoken = "; ".join(titles.values())
    spoken += "".join(f"; {names[name]}: {_threat_in_words(view, name, names, language)}" for name in states)
    frame, share = layout.frame, min(SCREEN_SHARE * layout.growth, LARGEST_SCREEN_SHARE)
    return (
        f'<svg viewBox="{frame.left:.0f} {frame.top:.0f} {frame.right - frame.left:.0f} '
        f'{frame.bottom - frame.top:.0f}" role="img" aria-label="{escape(spoken, quote=True)}" '
        f'direction="{language.direction}" font-family="inherit" '
        f'style="width:100%;height:auto;max-height:{share:.0f}vh">' + "".join([*lines, *circles, *boxes]) + "</svg>"
    )


def _grouped(title: str, drawn: str) -> str:
    return f"<g><title>{escape(title)}</title>{drawn}</g>"


def _title(view: YearView, pair: str, names: Mapping[str, str], language: Language) -> str:
    return f"{' - '.join(names[name] for name in pair.split('-'))}: {language(view.ties[pair].class_name)}"


def _wrapped(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, max_lines=MOST_LINES, placeholder=" …", break_on_hyphens=False) or [text]


def _room(view: YearView, state: str, names: Mapping[str, str], language: Language) -> Room:
    """Return the room that a state needs, whoever threatens it most."""
    name = _wrapped(names[state], NAME_LETTERS)
    actors = [actor for threatened, actor in view.threat if threatened == state]
    threats = [_wrapped(_threat(0.88, names[actor], language), THREAT_LETTERS) for actor in actors]
    widest = max(
        LETTER_WIDTH * NAME_FONT * max(map(len, name)),
        *(LETTER_WIDTH * THREAT_FONT * len(line) for lines in threats for line in lines),
    )
    rows = len(name) + max(map(len, threats))
    return Room(SMALLEST + RING, LARGEST + RING, widest, 8.0 + LINE_HEIGHT * rows)


def _pair_width(language: Language) -> float:
    """Return the width of the box of a pair, whatever class it is in."""
    longest = max(len(language(name)) for name in CLASSES)
    trust = len(_trust_in_words(0.88, language))
    return 15.0 + LETTER_WIDTH * max(CLASS_FONT * longest, TRUST_FONT * trust)


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
    return _threat(value, names[who], language)


def _threat(value: float, name: str, language: Language) -> str:
    return language("threat {value}: {name}", value=language.number(value, 2), name=name)


def _trust_in_words(trust: float, language: Language) -> str:
    return language("trust {value}", value=language.number(trust, 2))


def _text(x: float, y: float, text: str, font: float, rest: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{font:g}" {rest}>{escape(text)}</text>'


def _state(view: YearView, name: str, place: tuple[float, float], names: Mapping[str, str], language: Language) -> str:
    size = _size(view, name)
    x, y = place
    ring = size + RING_GAP
    around = 2.0 * math.pi * ring
    halo = 'stroke="white" stroke-width="5" paint-order="stroke"'
    threat_told = _threat_in_words(view, name, names, language)
    rows = [
        (line, NAME_FONT, f'font-weight="600" fill="#111111" {halo}') for line in _wrapped(names[name], NAME_LETTERS)
    ]
    rows += [
        (line, THREAT_FONT, f'font-weight="400" fill="#333333" {halo}')
        for line in _wrapped(threat_told, THREAT_LETTERS)
    ]
    start = y - size - RING - 8 - LINE_HEIGHT * (len(rows) - 1) if is_above(y) else y + size + RING + 15
    written = "".join(_text(x, start + LINE_HEIGHT * row, *told) for row, told in enumerate(rows))
    _, threat = greatest_threat(view, name)
    arc = min(max(threat, 0.0), 1.0) * around
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="#1d2b3a" stroke="white" stroke-width="3"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{ring:.1f}" fill="none" stroke="{RING_COLOUR}" '
        f'stroke-width="{RING_WIDTH}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{ring:.1f}" fill="none" stroke="{HOSTILE}" stroke-width="{RING_WIDTH}" '
        f'stroke-dasharray="{arc:.1f} {around:.1f}" transform="rotate(-90 {x:.1f} {y:.1f})"/>' + written
    )


def _lines(view: YearView, pair: str, where: Mapping[str, tuple[float, float]]) -> str:
    """Return the lines of a pair, one for each ladder."""
    (x1, y1), (x2, y2) = (where[name] for name in pair.split("-"))
    length = math.hypot(x2 - x1, y2 - y1)
    across = (-(y2 - y1) / length, (x2 - x1) / length)
    tie = view.ties[pair]
    parts = []
    for ladder, shift in (("security", -7.0), ("economic", 7.0)):
        dx, dy = across[0] * shift, across[1] * shift
        parts.append(
            f'<line x1="{x1 + dx:.1f}" y1="{y1 + dy:.1f}" x2="{x2 + dx:.1f}" y2="{y2 + dy:.1f}" '
            f"{_stroke(ladder, tie.security if ladder == 'security' else tie.economic)}/>"
        )
    return "".join(parts)


def _box(view: YearView, pair: str, place: tuple[float, float], width: float, language: Language) -> str:
    """Return the box with the class of a pair and the trust in it."""
    x, y = place
    name = view.ties[pair].class_name
    return (
        f'<rect x="{x - width / 2:.1f}" y="{y - PAIR_HEIGHT / 2:.1f}" width="{width:.1f}" height="{PAIR_HEIGHT:g}" '
        f'rx="7" fill="white" stroke="{CLASS_COLOURS[name]}" stroke-width="2.5"/>'
        + _text(x, y - 4, language(name), CLASS_FONT, 'font-weight="600" fill="#111111"')
        + _text(x, y + 13, _trust_in_words(view.mutual_trust(pair), language), TRUST_FONT, 'fill="#444444"')
    )


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
