"""Colours that everybody can tell apart, figures whose bytes depend on nothing but what they show."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from realpolitik.report import style
from realpolitik.report.style import (
    ACTOR_COLOURS,
    CLASS_COLOURS,
    CLASS_INKS,
    PART_COLOURS,
    PNG_DPI,
    PROFILE_COLOURS,
    as_png,
    as_svg,
    sheet,
)

# Machado, Oliveira and Fernandes 2009, full deficiency, on linear RGB
VISIONS = {
    "full": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                        [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                        [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                        [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TOLD_APART = 15.0
"""CIE76 distance from which two areas of colour are told apart with ease; 2.3 is just noticeable."""


def linear(colour: str) -> np.ndarray:
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* of linear sRGB under D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ rgb.clip(0.0, 1.0) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16.0 / 116.0)
    return np.array([116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])])


def distance(one: str, other: str, vision: str) -> float:
    seen = [lab(VISIONS[vision] @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("colours", [CLASS_COLOURS, PROFILE_COLOURS, PART_COLOURS], ids=["class", "profile", "part"])
def test_colours_are_told_apart_by_every_reader(colours, vision):
    shown = {name: colour for name, colour in colours.items() if name not in ("identity", "aims")}
    for one, other in itertools.combinations(shown, 2):
        assert distance(shown[one], shown[other], vision) > TOLD_APART, (one, other)


@pytest.mark.parametrize("vision", VISIONS)
def test_the_two_great_powers_are_told_apart(vision):
    assert distance(ACTOR_COLOURS["russia"], ACTOR_COLOURS["west"], vision) > TOLD_APART


def test_the_measure_of_colours_can_fail():
    assert distance("#c00000", "#808000", "full") > TOLD_APART
    assert distance("#b5322c", "#8a5a00", "deutan") < TOLD_APART


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of the Web Content Accessibility Guidelines, 1 to 21."""
    light = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour)) for colour in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


@pytest.mark.parametrize("name", CLASS_COLOURS)
def test_names_can_be_read_on_their_bands(name):
    assert contrast(CLASS_COLOURS[name], CLASS_INKS[name]) >= 4.5


def a_sheet(title="Title"):
    page = sheet(title, "subtitle", "source", [1.0, 2.0], columns=[1.0, 3.0])
    page.axes[0][1].plot([0, 1], [0, 1])
    return page


def test_the_same_figure_gives_the_same_bytes():
    for write in (as_png, as_svg):
        assert write(a_sheet().figure) == write(a_sheet().figure)
        assert write(a_sheet().figure) != write(a_sheet("Other").figure)


def test_svg_has_neither_date_nor_creator_and_its_text_is_text():
    text = as_svg(a_sheet("A title to search for").figure).decode()
    assert "A title to search for" in text
    assert "dc:date" not in text
    assert "matplotlib.org" not in text
    assert "Verdana" in text


def test_png_is_a_picture_of_the_sheets_size(monkeypatch):
    monkeypatch.setattr(style, "PNG_DPI", PNG_DPI)  # as it was before the tests made it smaller
    page = a_sheet()
    picture = Image.open(io.BytesIO(as_png(page.figure)))
    assert picture.size == pytest.approx((page.width * PNG_DPI, page.height * PNG_DPI), abs=1.0)


def test_axes_stand_where_the_sheet_was_told():
    page = a_sheet()
    boxes = [[axes.get_position() for axes in row] for row in page.axes]
    assert boxes[1][0].height * page.height == pytest.approx(2.0)
    assert boxes[0][1].width == pytest.approx(3.0 * boxes[0][0].width)
    assert boxes[0][0].x1 < boxes[0][1].x0
    assert boxes[1][0].y1 < boxes[0][0].y0
