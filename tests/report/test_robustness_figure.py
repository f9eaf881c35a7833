"""The robustness of a finding as a picture: what is drawn is what was found at the points."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex

from realpolitik.findings.designs import assumption_points
from realpolitik.findings.finding import Estimate, Robustness
from realpolitik.report.figures import FIGURES, figures_of
from realpolitik.report.robustness_figure import BINS, SPREAD, draw_robustness, swarm
from realpolitik.report.style import PROFILE_COLOURS
from tests.report import made

DESIGN = assumption_points(4, 7)


def drawn(*findings):
    figure = draw_robustness(findings, DESIGN, source="s")
    texts = [text.get_text() for text in figure.texts]
    return figure, " ".join(" ".join(texts).split())


def offsets(axes):
    return np.asarray(axes.collections[0].get_offsets())


def test_every_finding_has_a_figure_of_its_robustness(study, folder):
    names = {figure.name for figure in figures_of(study)} - {figure.name for figure in FIGURES}
    assert names == {f"robustness-{name}" for name in study.ids}
    assert {f"{name}.{form}" for name in names for form in ("png", "svg")} <= {path.name for path in folder.iterdir()}


def test_the_points_are_the_effects_and_filled_where_all_conditions_hold():
    finding = made.finding("F1", "supported")
    figure, words = drawn(finding, made.finding("F1", "undecided", "record"))
    rows = figure.axes[0].collections
    assert [list(np.asarray(row.get_offsets())[:, 0]) for row in rows] == [[0.1, 0.9, 0.4]] * 2
    for row, profiles in zip(rows, ("elite", "record"), strict=True):
        filled = [to_hex(colour) for colour in row.get_facecolors()]
        assert filled == ["#ffffff", PROFILE_COLOURS[profiles], "#ffffff"]
    assert "F1 holds at 25% of the points over all assumptions" in words
    assert words.count("holds at 1 of 4 (25%)") == 2
    assert words.count("undefined at 1") == 2
    (diamond,) = [line for line in figure.axes[0].lines if line.get_marker() == "D"][:1]
    assert diamond.get_xdata() == pytest.approx([finding.measurement.headline.estimate.value])


def test_the_drivers_are_drawn_over_their_values_and_told_from_chance():
    figure, words = drawn(made.finding("F1", "supported"))
    panels = figure.axes[1:]
    for axes, name in zip(panels, ("trust_loss", "aims_weight"), strict=False):
        expected = [point[name] for point in DESIGN]
        assert offsets(axes)[:, 0] == pytest.approx(expected)
        assert axes.get_title(loc="left").startswith(name.replace("_", " "))
        assert "may be chance" in axes.get_title(loc="left")  # four points tell nothing
        assert axes.get_ylim() == figure.axes[0].get_xlim()
    assert not panels[2].axison
    assert "may be chance" in words


def test_a_correlation_beyond_chance_is_not_doubted():
    design = assumption_points(48, 0)
    effects = tuple(point["trust_loss"] for point in design)
    robust = Robustness(0.5, 48, 8, effects, (("trust_loss", 1.0), ("aims_weight", 0.3)), (True, False) * 24)
    finding = replace(made.finding("F1", "supported"), robustness=robust)
    figure = draw_robustness([finding], design, source="s")
    titles = [axes.get_title(loc="left") for axes in figure.axes[1:3]]
    assert ["may be chance" in title for title in titles] == [False, True]


def test_chance_is_that_of_the_points_at_which_the_effect_is_defined():
    design = assumption_points(48, 0)
    effects = tuple(point["trust_loss"] if place < 10 else math.nan for place, point in enumerate(design))
    robust = Robustness(0.0, 48, 8, effects, (("trust_loss", 0.8),), (False,) * 48)
    figure = draw_robustness([replace(made.finding("F1", "supported"), robustness=robust)], design, source="s")
    assert "may be chance" in figure.axes[1].get_title(loc="left")


def test_an_effect_that_is_undefined_everywhere_is_told_not_drawn():
    robust = Robustness(0.0, 4, 8, (math.nan,) * 4, (), (False,) * 4)
    figure, words = drawn(replace(made.finding("F1", "undefined"), robustness=robust))
    assert len(offsets(figure.axes[0])) == 0
    assert "undefined at 4" in words
    assert "no assumption moves it" in figure.axes[1].texts[0].get_text()


def test_points_of_about_one_value_do_not_cover_each_other():
    values = np.full(40, 0.5)
    places = swarm(values, (0.0, 1.0))
    assert len(set(places)) == 40
    assert np.abs(places).max() <= SPREAD + 1e-9
    assert (swarm(np.linspace(0.0, 1.0, BINS // 2), (0.0, 1.0)) == 0.0).all()


def with_estimate(finding, *numbers):
    """Return a finding whose headline has this effect and interval."""
    first, *others = finding.measurement.conditions
    conditions = (replace(first, estimate=Estimate(*numbers)), *others)
    return replace(finding, measurement=replace(finding.measurement, conditions=conditions))


LONG = [(-0.0101, -0.0103, -0.0098), (-6.03e-07, -6.85e-07, -5.2e-07), (-1234.0, -1250.0, -1220.0)]


@pytest.mark.parametrize(
    "finding",
    [made.finding("F1", verdict) for verdict in made.BY_VERDICT]
    + [with_estimate(made.finding("F1", "supported"), *numbers) for numbers in LONG],
    ids=[*made.BY_VERDICT, *(str(numbers[0]) for numbers in LONG)],
)
def test_no_text_leaves_its_sheet(finding):
    figure, _ = drawn(finding, replace(finding, profiles="record"))
    renderer, sheet = figure.canvas.get_renderer(), figure.bbox
    for text in (*figure.texts, *(title for axes in figure.axes for title in (axes.title, axes._left_title))):
        box = text.get_window_extent(renderer)
        assert 0.0 <= box.x0 <= box.x1 <= sheet.x1, text.get_text()
        assert 0.0 <= box.y0 <= box.y1 <= sheet.y1, text.get_text()


def test_no_mark_lies_over_the_number_of_a_stack():
    design = assumption_points(48, 0)
    robust = Robustness(1.0, 48, 8, (0.9,) * 48, (), (True,) * 48)
    rows = [replace(made.finding("F1", "supported", profiles), robustness=robust) for profiles in ("elite", "record")]
    figure = draw_robustness(rows, design, source="s")
    axes, renderer = figure.axes[0], figure.canvas.get_renderer()
    numbers = [text.get_window_extent(renderer) for text in axes.texts if text.get_text() == "48"]
    marks = [line for line in axes.lines if line.get_marker() in ("D", "x")]
    assert len(numbers) == 2
    assert [line.get_marker() for line in marks].count("D") == 2
    for line in marks:
        (place,) = axes.transData.transform(np.column_stack(line.get_data()))
        half = line.get_markersize() * figure.dpi / 72.0 * 0.75
        for box in numbers:
            apart = abs(place[0] - (box.x0 + box.x1) / 2) > box.width / 2 + half
            assert apart or not box.y0 - half < place[1] < box.y1 + half
