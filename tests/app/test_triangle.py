"""The drawing of a year: nothing lies over anything else, is cut, or moves, however many states there are."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest

from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.stepping import SteppedRun, Tie, YearView
from realpolitik.app.explore.triangle import draw_triangle
from realpolitik.app.language import LANGUAGES, language_of
from realpolitik.theory.classes import CLASSES

ALL = "abcde"
SHORT = {name: name.upper() for name in ALL}
LONG = {name: f"{name.upper()}land and its neighbours (Britain, France, Germany)" for name in ALL}
LETTER = 0.55
"""Width of a letter at least, as a share of the size of its font."""


@cache
def first_year() -> YearView:
    return SteppedRun(Exploration()).now


def view_of(number: int, class_name: str, largest: str = "a") -> YearView:
    """Return a year of a world with some states."""
    states = ALL[:number]
    pairs = list(itertools.combinations(states, 2))
    both_ways = [*pairs, *((second, first) for first, second in pairs)]
    return replace(
        first_year(),
        ties={f"{first}-{second}": Tie(1, 1, class_name) for first, second in pairs},
        interests={name: {} for name in states},
        capability={name: 1.0 if name == largest else 0.05 for name in states},
        trust=dict.fromkeys(both_ways, 0.5),
        threat={(first, second): ALL.index(second) / 5 for first, second in both_ways},
    )


Box = tuple[float, float, float, float]


def boxes_of(drawing: str) -> tuple[Box, list[tuple[str, Box]]]:
    """Return the frame, and the boxes of pairs, circles and texts that stand outside of boxes."""
    root = ElementTree.fromstring(drawing)
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    found: list[tuple[str, Box]] = []
    inside: list[tuple[str, Box]] = []
    for group in root.iter():
        for one in group:
            at = {key: float(value) for key, value in one.attrib.items() if key in ("x", "y", "width", "height", "r")}
            if one.tag == "rect":
                box = (at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"])
                found.append(("box", box))
            elif one.tag == "circle":
                x, y, r = (float(one.attrib[key]) for key in ("cx", "cy", "r"))
                if one.attrib["fill"] != "none":
                    found.append(("circle", (x - r, y - r, x + r, y + r)))
            elif one.tag == "text":
                text, font = one.text or "", float(one.attrib["font-size"])
                half = LETTER * font * len(text) / 2
                box = (at["x"] - half, at["y"] - 0.75 * font, at["x"] + half, at["y"] + 0.2 * font)
                (inside if group.tag == "g" else found).append((text, box))
    for text, box in inside:
        assert any(kind == "box" and is_within(box, around) for kind, around in found), f"{text} is wider than its box"
    return (left, top, left + width, top + height), found


def is_within(box: Box, frame: Box) -> bool:
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]


def share_room(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("names", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("number", [3, 4, 5])
def test_nothing_lies_over_anything_else_or_is_cut(number, names, code):
    for class_name in CLASSES:
        for largest in ALL[:number]:
            frame, found = boxes_of(draw_triangle(view_of(number, class_name, largest), names, language_of(code)))
            assert sum(kind == "box" for kind, _ in found) == number * (number - 1) / 2
            assert [told for told, box in found if not is_within(box, frame)] == []
            over = [
                (one, other)
                for (one, box), (other, another) in itertools.combinations(found, 2)
                if share_room(box, another)
            ]
            assert over == []


def test_nothing_moves_from_one_year_to_the_next():
    drawings = [
        draw_triangle(view_of(5, class_name, largest), LONG, language_of("en"))
        for class_name, largest in (("hostile", "a"), ("tactical", "e"))
    ]
    before, after = (boxes_of(drawing) for drawing in drawings)
    assert before[0] == after[0]
    boxes = [[box for kind, box in found if kind == "box"] for _, found in (before, after)]
    assert boxes[0] == boxes[1]


def test_all_of_a_long_name_is_said_to_those_who_hear_the_page():
    drawing = draw_triangle(view_of(4, "alliance"), LONG, language_of("en"))
    assert all(name in drawing.split(">")[0] for name in list(LONG.values())[:4])
