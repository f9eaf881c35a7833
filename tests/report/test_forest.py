"""The forest places what holds to the right of the threshold, and shows every verdict in words."""

from __future__ import annotations

import math
import re

import pytest
from matplotlib.colors import to_hex

from realpolitik.findings.finding import UNDEFINED, Condition, Estimate
from realpolitik.report.forest import draw_forest, row_scale, scaled
from realpolitik.report.style import PROFILE_COLOURS, VERDICT_COLOURS
from tests.report import made

ABOVE = Condition("above", Estimate(0.7, 0.6, 0.9), ">", 0.5)
BELOW = Condition("below", Estimate(0.7, 0.6, 0.9), "<", 0.5)


def test_the_side_on_which_a_condition_holds_is_the_right_one():
    right, left = scaled(ABOVE.estimate, ABOVE, 0.4), scaled(BELOW.estimate, BELOW, 0.4)
    assert (right.value, right.low, right.high) == pytest.approx((0.5, 0.25, 1.0))
    assert (left.value, left.low, left.high) == pytest.approx((-0.5, -1.0, -0.25))


def test_the_farthest_point_of_a_row_touches_the_edge():
    assert row_scale([ABOVE]) == pytest.approx(0.4)
    assert row_scale([ABOVE, Condition("", Estimate(0.1, -0.5, 0.2), ">", 0.5)]) == pytest.approx(1.0)
    assert row_scale([ABOVE], [2.5, math.nan]) == pytest.approx(2.0)
    assert row_scale([Condition("", UNDEFINED, ">", 0.5)]) == 1.0
    assert row_scale([Condition("", Estimate(0.5, 0.5, 0.5), ">", 0.5)]) == 1.0


def points(axes, profiles: str) -> list[float]:
    """Return where the marks of one kind of profiles stand, from left to right."""
    marker = {"elite": "o", "record": "s"}[profiles]
    lines = [line for line in axes.lines if line.get_marker() == marker]
    return sorted(float(line.get_xdata()[0]) for line in lines)


def test_every_condition_has_a_mark_on_its_side():
    findings = [made.finding("F1", "supported"), made.finding("F2", "not supported")]
    plot, robust = draw_forest(findings, title="t", source="s").axes
    # F1: 0.9 against at least 0.5, its random value 0.45; F2: 0.3 against below 0.1, then 0.9 against at least 0.5
    assert points(plot, "elite") == pytest.approx([-0.2 / 0.35, 0.4 / 0.45, 0.4 / 0.45])
    assert points(robust, "elite") == [0.25, 0.25]


def test_both_kinds_of_profiles_share_a_row_and_differ_in_height():
    findings = [made.finding("F1", "supported"), made.finding("F1", "supported", "record")]
    plot, _ = draw_forest(findings, title="t", source="s").axes
    assert points(plot, "elite") == points(plot, "record")
    heights = {to_hex(line.get_color()): line.get_ydata()[0] for line in plot.lines if line.get_marker() in "os"}
    assert heights[PROFILE_COLOURS["elite"]] < heights[PROFILE_COLOURS["record"]]


def test_an_undefined_effect_has_no_mark_but_a_word():
    figure = draw_forest([made.finding("F1", "undefined")], title="t", source="s")
    assert points(figure.axes[0], "elite") == []
    assert any(text.get_text().startswith("undefined") for text in figure.texts)


def test_every_verdict_is_written_in_its_colour(study):
    figure = draw_forest(study.findings, title="t", source="s")
    for verdict in made.BY_VERDICT:
        shown = [text for text in figure.texts if re.match(rf"(elite|record): {verdict}(;|$)", text.get_text())]
        assert shown, verdict
        assert {to_hex(text.get_color()) for text in shown} == {VERDICT_COLOURS[verdict]}
    assert any(text.get_text().endswith("a control fails") for text in figure.texts)
    assert any(text.get_text().endswith("control undecided") for text in figure.texts)


def test_no_text_overlaps_another(study):
    figure = draw_forest(study.findings, title="A title", source="a source")
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in figure.texts if text.get_text()]
    for place, (name, one) in enumerate(boxes):
        for other_name, other in boxes[place + 1 :]:
            smaller = one.shrunk(0.98, 0.9)
            assert not smaller.overlaps(other.shrunk(0.98, 0.9)), (name, other_name)
