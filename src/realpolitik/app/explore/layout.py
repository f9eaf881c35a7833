"""Where the states, their names and the boxes of their pairs stand in the drawing of a year.

Nothing lies over anything else, and nothing moves from one year to the next: room is kept for the largest circle and
the longest text that a place may have to hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

RADIUS_ACROSS, RADIUS_DOWN = 168.0, 128.0
"""Of the ellipse on which up to three states stand; more of them need a larger one."""
GROWTH, LARGEST_GROWTH = 1.08, 5.0
GAP, MARGIN = 4.0, 4.0
LINE_ROOM = 13.0
"""Half of the room that the two lines of a pair take."""
PLACES_ON_A_LINE = sorted((place / 100 for place in range(20, 81, 3)), key=lambda place: abs(place - 0.5))


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Return whether two rectangles share room, or leave less than a gap between them."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def is_crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Return whether the lines of a pair run through."""
        first, last = 0.0, 1.0
        bounds = ((self.left, self.right), (self.top, self.bottom))
        for one, other, (low, high) in zip(start, end, bounds, strict=True):
            way = other - one
            if way == 0.0:
                if not low - LINE_ROOM < one < high + LINE_ROOM:
                    return False
                continue
            ends = sorted(((low - LINE_ROOM - one) / way, (high + LINE_ROOM - one) / way))
            first, last = max(first, ends[0]), min(last, ends[1])
        return first < last


@dataclass(frozen=True)
class Room:
    """The room that a state needs.

    Attributes
    ----------
    smallest, largest : float
        Radius of its circle, with the ring.
    width, height : float
        Of what is written at it.
    """

    smallest: float
    largest: float
    width: float
    height: float

    def boxes(self, x: float, y: float) -> tuple[Box, Box]:
        """Return what a circle and the text at it may cover."""
        circle = Box(x - self.largest, y - self.largest, x + self.largest, y + self.largest)
        near, far = self.smallest, self.largest + self.height
        if is_above(y):
            near, far = -far, -near
        return circle, Box(x - self.width / 2, y + near, x + self.width / 2, y + far)


@dataclass(frozen=True)
class Layout:
    """Where everything stands.

    Attributes
    ----------
    states : mapping of str to (float, float)
        The middle of each circle.
    pairs : mapping of str to (float, float)
        The middle of the box of each pair.
    frame : Box
        What holds all of it.
    growth : float
        How many times as large as that of three states it is.
    """

    states: Mapping[str, tuple[float, float]]
    pairs: Mapping[str, tuple[float, float]]
    frame: Box
    growth: float


def is_above(y: float) -> bool:
    """Return whether the text stands above the circle: the lines of a state in the upper half go down."""
    return y < -1.0


@lru_cache(maxsize=256)
def lay_out(rooms: tuple[tuple[str, Room], ...], pairs: tuple[str, ...], width: float, height: float) -> Layout:
    """Return where everything stands, as close together as can be.

    Parameters
    ----------
    rooms : tuple of (str, Room)
        The states and the room that each needs.
    pairs : tuple of str
        The pairs, each of two states.
    width, height : float
        The room that the box of a pair needs.
    """
    growth = 1.0
    while True:
        states = _on_an_ellipse(tuple(name for name, _ in rooms), growth)
        taken = [(name, box) for name, room in rooms for box in room.boxes(*states[name])]
        fits = not any(
            one.meets(other, GAP)
            for place, (name, one) in enumerate(taken)
            for owner, other in taken[:place]
            if name != owner
        )
        boxes, all_stand = _boxes_of_pairs(pairs, states, [box for _, box in taken], (width, height))
        if (fits and all_stand) or growth > LARGEST_GROWTH:
            frame = _around([*(box for _, box in taken), *boxes.values()])
            middles = {pair: ((box.left + box.right) / 2, (box.top + box.bottom) / 2) for pair, box in boxes.items()}
            return Layout(states, middles, frame, growth)
        growth *= GROWTH


def _on_an_ellipse(names: tuple[str, ...], growth: float) -> dict[str, tuple[float, float]]:
    """Return where each state stands, the first one at the top; four stand at corners, with their names outside."""
    start = -math.pi / 2.0 - (math.pi / 4.0 if len(names) == 4 else 0.0)
    turns = [start + 2.0 * math.pi * number / len(names) for number in range(len(names))]
    return {
        name: (growth * RADIUS_ACROSS * math.cos(turn), growth * RADIUS_DOWN * math.sin(turn))
        for name, turn in zip(names, turns, strict=True)
    }


def _boxes_of_pairs(
    pairs: tuple[str, ...], states: Mapping[str, tuple[float, float]], taken: list[Box], size: tuple[float, float]
) -> tuple[dict[str, Box], bool]:
    """Return the box of each pair, on its line and off the others where it can be, and whether each one stands free."""
    ends = {}
    for pair in pairs:
        first, second = pair.split("-")
        ends[pair] = (states[first], states[second])
    found: dict[str, Box] = {}
    all_stand = True
    for pair in sorted(pairs, key=lambda pair: math.dist(*ends[pair])):
        others = [ends[other] for other in pairs if other != pair]
        free = [box for box in _along(*ends[pair], size) if not any(box.meets(one, GAP) for one in taken)]
        all_stand = all_stand and bool(free)
        best = min(
            free or list(_along(*ends[pair], size))[:1],
            key=lambda box: sum(box.is_crossed(*line) for line in others),
        )
        found[pair] = best
        taken = [*taken, best]
    return {pair: found[pair] for pair in pairs}, all_stand


def _along(start: tuple[float, float], end: tuple[float, float], size: tuple[float, float]) -> Iterator[Box]:
    """Yield boxes on a line, the one in the middle first."""
    for place in PLACES_ON_A_LINE:
        x, y = (one + place * (other - one) for one, other in zip(start, end, strict=True))
        yield Box(x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes) - MARGIN,
        min(box.top for box in boxes) - MARGIN,
        max(box.right for box in boxes) + MARGIN,
        max(box.bottom for box in boxes) + MARGIN,
    )
