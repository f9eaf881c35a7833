"""Bands stack the shares of runs; marks of events stand over their years and never on each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from realpolitik.report.bands import Span, draw_bands, draw_spans, fill_bands
from realpolitik.report.marks import mark_rows
from realpolitik.report.style import CLASS_COLOURS, INK, sheet
from realpolitik.theory.classes import CLASSES
from tests.report.made import class_table

PAIR = "iran-russia"


@dataclass(frozen=True)
class Event:
    year: int
    text: str
    kind: str = "note"


def table(first: int = 1950, years: int = 30) -> pd.DataFrame:
    return class_table(range(first, first + years), pair=PAIR)


def texts(figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]


def test_the_top_of_each_band_is_the_share_of_its_class_and_those_below():
    rows = table()
    axes = sheet("", "", "", [2.0]).axes[0][0]
    fill_bands(axes, rows)
    tops = {patch.get_label(): patch.get_data().values for patch in axes.patches}
    wanted = np.cumsum(rows[list(CLASSES)].to_numpy(), axis=1)
    for number, name in enumerate(CLASSES):
        assert tops[name] == pytest.approx(wanted[:, number])
    assert {name: to_hex(patch.get_facecolor()) for patch in axes.patches for name in [patch.get_label()]} == (
        CLASS_COLOURS
    )
    edges = axes.patches[0].get_data().edges
    assert (edges[0], edges[-1]) == (1949.5, 1979.5)


def test_lower_bands_are_drawn_over_higher_ones():
    axes = sheet("", "", "", [2.0]).axes[0][0]
    fill_bands(axes, table())
    assert [patch.get_label() for patch in axes.patches] == list(reversed(CLASSES))


def test_a_class_that_never_occurs_is_not_drawn():
    rows = table().assign(alliance=0.0)
    axes = sheet("", "", "", [2.0]).axes[0][0]
    fill_bands(axes, rows)
    assert "alliance" not in {patch.get_label() for patch in axes.patches}


def test_the_title_says_what_is_seen():
    rows = table().assign(**{name: float(name == "tactical") for name in CLASSES})
    assert "Iran and Russia, 1950-1979: tactical in 100% of run-years" in texts(draw_bands(rows, PAIR))


def test_thick_bands_are_named_and_thin_ones_are_not():
    (axes,) = draw_bands(table(), PAIR).axes
    named = {text.get_text() for text in axes.texts}
    assert {"hostile", "tactical"} <= named
    assert "alliance" not in named


def test_events_outside_the_years_are_left_out_and_the_others_numbered_by_year():
    events = [Event(1975, "later"), Event(1949, "before"), Event(1960, "earlier"), Event(1980, "after")]
    shown = texts(draw_bands(table(), PAIR, events))
    assert "1960  earlier" in shown
    assert "1975  later" in shown
    assert not any("before" in text or "after" in text for text in shown)
    assert shown.count("1") == 2  # the mark and the key
    assert shown.count("3") == 0


def marks(figure):
    return {
        text.get_text(): text
        for axes in figure.axes
        for text in axes.texts
        if text.get_text().isdigit() and text.get_bbox_patch() is not None
    }


def test_marks_stand_over_their_years_and_tell_what_the_model_reads():
    found = marks(draw_bands(table(), PAIR, [Event(1960, "given", "tie"), Event(1970, "told")]))
    assert [found[number].get_position()[0] for number in "12"] == [1960, 1970]
    assert all(found[number].get_position()[1] > 1.0 for number in "12")
    assert to_hex(found["1"].get_bbox_patch().get_facecolor()) == INK
    assert to_hex(found["2"].get_bbox_patch().get_facecolor()) == "#ffffff"


def test_spans_stand_side_by_side_on_one_scale_and_share_their_numbers():
    spans = [
        Span("one", table(1950, 10), (Event(1955, "a"),)),
        Span("two", table(1960, 30), (Event(1970, "b"), Event(1980, "c"))),
    ]
    figure = draw_spans(spans, PAIR, title="both")
    left, right = figure.axes
    widths = [axes.get_position().width for axes in (left, right)]
    assert widths[1] == pytest.approx(3.0 * widths[0])
    assert sorted(marks(figure)) == ["1", "2", "3"]
    assert marks(figure)["3"].axes is right


def test_marks_overlap_nowhere():
    events = [Event(1950 + number // 3, f"event {number}") for number in range(30)]
    figure = draw_bands(table(), PAIR, events)
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    boxes = [text.get_bbox_patch().get_window_extent(renderer) for text in marks(figure).values()]
    assert len(boxes) == 30
    for place, one in enumerate(boxes):
        assert not any(one.overlaps(other) for other in boxes[place + 1 :])


def test_rows_of_marks():
    assert mark_rows([1950, 1951, 1960, 1960, 1960], closest=2.0) == [0, 1, 0, 1, 2]
    assert mark_rows([], closest=2.0) == []


def test_an_unknown_pair_is_an_error():
    with pytest.raises(KeyError, match="iran-west"):
        draw_bands(table(), "iran-west")
