"""Lines, counterfactual pairs and the record: what is drawn is what the tables say."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex

from realpolitik.report.beside_record import agreement, draw_beside_record
from realpolitik.report.chosen import COUNTERFACTUALS, ERAS, EVENTS
from realpolitik.report.figures import FIGURES
from realpolitik.report.lines import BELIEFS, INTERESTS, draw_paths, spread
from realpolitik.report.style import CLASS_COLOURS, as_svg
from realpolitik.report.what_if import draw_what_if
from realpolitik.scenario import load, shipped_scenarios
from tests.report import made


@pytest.mark.parametrize("panels", [BELIEFS, INTERESTS], ids=["beliefs", "interests"])
def test_lines_follow_the_means_of_both_eras(study, panels):
    paths = study.exhibits.paths
    figure = draw_paths(paths, panels, title="t", source="s")
    axes = np.array(figure.axes).reshape(len(panels), len(ERAS))
    for row, panel in zip(axes, panels, strict=True):
        for era, one in zip(ERAS, row, strict=True):
            drawn = [line for line in one.lines if len(line.get_xdata()) > 2]
            assert len(drawn) == len(panel.lines)
            for line, wanted in zip(drawn, panel.lines, strict=True):
                of_line = (paths["scenario"] == era) & (paths["quantity"] == panel.quantity)
                rows = paths[of_line & (paths["of"] == wanted.of) & (paths["toward"] == wanted.toward)]
                assert line.get_xdata() == pytest.approx(rows["year"])
                assert line.get_ydata() == pytest.approx(rows["mean"])
                assert to_hex(line.get_color()) == wanted.colour
            assert len(one.collections) == len(drawn) * (1 if panel.levels else 2)
        names = {text.get_text() for text in row[1].texts}
        assert names == {line.name for line in panel.lines}


def test_labels_are_spread_in_order_within_limits_and_no_farther_than_needed():
    assert spread([0.1, 0.9], 0.2, (0.0, 1.0)) == pytest.approx([0.1, 0.9])
    assert spread([0.5, 0.5], 0.2, (0.0, 1.0)) == pytest.approx([0.4, 0.6])
    assert spread([0.5, 0.4, 0.45], 0.2, (0.0, 1.0)) == pytest.approx([0.65, 0.25, 0.45])
    assert spread([1.0, 0.99], 0.2, (0.0, 1.0)) == pytest.approx([1.0, 0.8])
    assert spread([0.0, 0.0], 0.2, (0.0, 1.0)) == pytest.approx([0.0, 0.2])
    assert spread([], 0.2, (0.0, 1.0)) == []
    generator = np.random.default_rng(4)
    for _ in range(50):
        values = generator.random(5)
        places = np.array(spread(list(values), 0.15, (0.0, 1.0)))
        order = np.argsort(values)
        assert (np.diff(places[order]) >= 0.15 - 1e-9).all()
        assert places.min() >= -1e-9
        assert places.max() <= 1.0 + 1e-9


def test_counterfactual_rows_show_both_scenarios_and_their_paired_difference(study):
    table = study.exhibits.counterfactuals
    figure = draw_what_if(table, title="t", source="s")
    rows = np.array(figure.axes).reshape(len(COUNTERFACTUALS), 2)
    for (left, right), pair in zip(rows, COUNTERFACTUALS, strict=True):
        wanted = table[(table["base"] == pair.base) & (table["variant"] == pair.variant)]
        base, variant = left.lines
        assert base.get_ydata() == pytest.approx(wanted["base_mean"])
        assert variant.get_ydata() == pytest.approx(wanted["variant_mean"])
        assert right.lines[-1].get_ydata() == pytest.approx(wanted["difference"])
        band = right.collections[0].get_paths()[0].vertices[:, 1]
        assert (band.min(), band.max()) == pytest.approx((wanted["low"].min(), wanted["high"].max()))
        words = [text.get_text() for text in right.texts]
        assert any(pair.text[1:] in word for word in words)


def test_agreement_is_the_share_of_run_years_in_the_recorded_class():
    rows = made.class_table(range(2000, 2003)).assign(recorded=["", "tactical", "transactional"])
    assert agreement(rows) == pytest.approx((rows["tactical"][1] + rows["transactional"][2]) / 2)
    assert math.isnan(agreement(rows.assign(recorded="")))


def test_the_strip_tells_the_record_in_the_colours_of_the_classes():
    years = range(2000, 2006)
    recorded = ["", "hostile", "hostile", "tactical", "tactical", "hostile"]
    record = made.class_table(years, scenario="cuba", client="cuba").assign(recorded=recorded)
    axes = draw_beside_record(record, title="t", source="s").axes[0]
    strip = [patch for patch in axes.patches if hasattr(patch, "get_width") and patch.get_fill()]
    spells = [(patch.get_x(), patch.get_width(), to_hex(patch.get_facecolor())) for patch in strip]
    assert spells == [
        (1999.5, 1, "#ffffff"),
        (2000.5, 2, CLASS_COLOURS["hostile"]),
        (2002.5, 2, CLASS_COLOURS["tactical"]),
        (2004.5, 1, CLASS_COLOURS["hostile"]),
    ]


def test_told_events_and_counterfactuals_exist():
    events = {event.id for era in ERAS for event in load(era).document.live_events}
    for told in EVENTS.values():
        assert set(told) <= events
    names = {entry.name for entry in shipped_scenarios()}
    assert {name for pair in COUNTERFACTUALS for name in (pair.base, pair.variant)} <= names


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_every_figure_is_the_same_bytes_for_the_same_study_and_no_text_leaves_its_sheet(figure, study, pictures):
    drawn = figure.draw(study)
    assert as_svg(drawn) == pictures[figure.name].svg
    words = " ".join(text.get_text() for text in drawn.texts)
    assert "seed 7" in words
    assert "realpolitik 9.9.9" in words
    renderer, sheet = drawn.canvas.get_renderer(), drawn.bbox
    for text in drawn.texts:
        box = text.get_window_extent(renderer)
        assert 0.0 <= box.x0 <= box.x1 <= sheet.x1, text.get_text()
        assert 0.0 <= box.y0 <= box.y1 <= sheet.y1, text.get_text()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_every_figure_changes_with_what_was_found(figure, study, pictures):
    other = made.exhibits()
    for table in (other.class_shares, other.record):
        table[["tactical", "alliance"]] = table[["alliance", "tactical"]]
    other.paths["mean"] += 0.05
    other.counterfactuals["difference"] *= 0.5
    changed = replace(study, exhibits=other, findings=study.findings[:3])
    assert as_svg(figure.draw(changed)) != pictures[figure.name].svg


@pytest.mark.parametrize(("share", "words"), [(0.34, "most often tactical"), (0.71, "mostly tactical")])
def test_a_title_says_mostly_only_of_more_than_half(study, monkeypatch, share, words):
    monkeypatch.setattr("realpolitik.report.figures.usual_class", lambda shares: ("tactical", share))
    figure = next(one for one in FIGURES if one.name == "classes-iran-russia").draw(study)
    title = " ".join(" ".join(text.get_text() for text in figure.texts).split())
    assert f"{words} under the Shah ({share:.0%})" in title
