"""Figures of experiments as readers see them: every panel that can be drawn, and every text whole."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from realpolitik.errors import InputError
from realpolitik.experiments.analysis.effects import Effects
from realpolitik.experiments.analysis.holes import kept_points
from realpolitik.experiments.files import load_experiment
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.runner import LocalThreads, run_experiment
from realpolitik.report.experiment.contrasts import LONGEST_LABEL, draw_contrasts
from realpolitik.report.experiment.figures import experiment_figures
from realpolitik.report.experiment.gathered import gather
from realpolitik.report.experiment.grids import CASE_COLOURS, Curve, Surface, draw_doses, draw_heat_maps
from realpolitik.report.experiment.page import write_experiment_report
from realpolitik.report.experiment.tornado import MOST_FACTORS, draw_tornado
from realpolitik.report.numbers import common_decimals
from realpolitik.report.style import as_png
from tests.experiments.analysis.answers import PATHS, answering, factors

TWO = "format_version = 1\ntitle = 'Two scenarios'\nscenarios = ['islamic-republic', 'mongolia']\nreplications = 2\n"
PAIRS = "[record]\npairs = ['iran-russia', 'mongolia-russia']\noutcomes = ['mean_trust']\n"
FACTOR = {"name": "dose", "label": None, "unit": None, "kind": "number", "log": False}
LONG = "Mean economic rung, Iran and the West (under)"


def without_pair(codes):
    """Return what is measured in scenarios of which each has one of the two pairs: runs x cases x columns."""
    level = np.nansum(codes, axis=1)[:, None, None]
    return np.where(np.eye(2, dtype=bool), level, np.nan)


def made(tmp_path, text, measures):
    path = tmp_path / "small.toml"
    path.write_text(text, encoding="utf-8")
    run_experiment(load_experiment(path), tmp_path / "small", workers=LocalThreads(1, measures))
    return tmp_path / "small"


def titles(figure):
    return [axes.get_title(loc="left") for axes in figure.axes if axes.get_visible() and axes.get_title(loc="left")]


def cut(figure):
    """Return the names of rows that run over the left edge of a figure."""
    figure.canvas.draw()
    labels = [label for axes in figure.axes for label in axes.get_yticklabels()]
    return [label.get_text() for label in labels if label.get_window_extent().x0 < figure.bbox.x0]


def overlapping(figure):
    """Return the titles of panels that are wider than their panel."""
    figure.canvas.draw()
    return [
        axes.get_title(loc="left")
        for axes in figure.axes
        if axes._left_title.get_window_extent().width > axes.get_window_extent().width
    ]


def cells(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


@pytest.mark.parametrize("count", [1, 2])
def test_the_panel_of_a_scenario_without_the_pair_is_left_out(tmp_path, count):
    text = TWO + "[design]\nkind = 'grid'\nlevels = 3\n" + factors(PATHS[:count], 0, 1) + PAIRS
    folder = made(tmp_path, text, answering(without_pair))
    page = write_experiment_report(folder).read_text(encoding="utf-8")
    assert "no point with the outcome" in page
    assert "drop" not in page  # no rule for failed runs makes up a pair
    figures = {figure.name: figure.draw() for figure in experiment_figures(gather(ExperimentResults.read(folder)))}
    if count == 2:
        drawn = {name: titles(figure) for name, figure in figures.items()}
        assert drawn == {
            "figure-map-mean_trust__iran_russia": ["islamic-republic"],
            "figure-map-mean_trust__mongolia_russia": ["mongolia"],
        }
        return
    (figure,) = figures.values()
    colours = [[line.get_color() for line in axes.lines] for axes in figure.axes]
    assert colours == [[CASE_COLOURS[0]], [CASE_COLOURS[1]]]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["islamic-republic", "mongolia"]


def test_levels_keep_their_places_where_a_case_lost_all_points_of_one(tmp_path):
    # the first scenario has no runs at the lowest level of the first factor, the second has all
    text = TWO + "[report]\nholes = 'drop'\n[design]\nkind = 'grid'\nlevels = 3\n" + factors(PATHS[:2], 0, 1)
    text += "[record]\npairs = ['iran-russia']\noutcomes = ['mean_trust']\n"
    hole = lambda codes: np.where(  # noqa: E731
        (np.arange(2) == 0)[:, None] & (codes[:, 0] == 0.0)[:, None, None], np.nan, codes[:, 0][:, None, None] + 1.0
    )
    folder = made(tmp_path, text, answering(hole))
    (figure,) = [one.draw() for one in experiment_figures(gather(ExperimentResults.read(folder)))
                 if one.name.startswith("figure-map")]  # fmt: skip
    shown = [axes.images[0].get_array() for axes in figure.axes if axes.images]
    assert [one.shape for one in shown[:2]] == [(3, 3), (3, 3)]
    assert np.isnan(np.ma.filled(shown[0], np.nan)[:, 0]).all()
    assert "undefined" not in cells(figure)
    assert len(as_png(figure)) > 1000


@pytest.mark.parametrize("rule", ["refuse", "drop", "rest"])
def test_no_rule_is_advised_where_no_point_has_the_outcome(rule):
    class Two:
        replications = 2

    with pytest.raises(InputError, match="no point with the outcome") as caught:
        kept_points(Two(), "mean_trust", np.full(3, np.nan), np.array([2, 2, 0]), rule)
    assert "rule" not in str(caught.value)


def test_rows_of_points_with_long_names_go_by_number(tmp_path):
    cube = "[design]\nkind = 'latin_hypercube'\npoints = 40\n"
    arms = "[arms.one]\n[arms.other]\nwedge = 'off'\n[[contrasts]]\nname = 'gap'\noutcome = 'mean_trust'\n"
    arms += "arm = 'one'\nversus = 'other'\npair = 'iran-russia'\n"
    record = "[record]\npairs = ['iran-russia']\noutcomes = ['mean_trust']\n"
    head = TWO.replace("mongolia", "pahlavi") + "every = ['assumptions']\n"
    folder = made(tmp_path, head + cube + arms + record, answering(lambda codes: codes.sum(axis=1), noise=0.1))
    figure = draw_contrasts(ExperimentResults.read(folder), title="Pairs", source="Here.")
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels[:3] == [
        "point 0 \N{MIDDLE DOT} islamic-republic", "point 0 \N{MIDDLE DOT} pahlavi",
        "point 1 \N{MIDDLE DOT} islamic-republic",
    ]  # fmt: skip
    assert max(map(len, labels)) <= LONGEST_LABEL
    assert cut(figure) == []
    said = " ".join(text.get_text().replace("\n", " ") for text in figure.texts)
    assert "Points named by number are those of design.parquet." in said
    assert "The first 60 of 80 rows are shown." in said


def test_rows_of_points_with_short_names_keep_them(tmp_path):
    arms = "[arms.one]\n[arms.other]\nwedge = 'off'\n[[contrasts]]\nname = 'gap'\noutcome = 'mean_trust'\n"
    arms += "arm = 'one'\nversus = 'other'\npair = 'iran-russia'\n"
    text = TWO.replace(", 'mongolia'", "") + "[design]\nkind = 'grid'\nlevels = 2\n" + factors(PATHS[:1], 0, 1) + arms
    text += "[record]\npairs = ['iran-russia']\noutcomes = ['mean_trust']\n"
    folder = made(tmp_path, text, answering(lambda codes: codes.sum(axis=1)))
    figure = draw_contrasts(ExperimentResults.read(folder), title="Pairs", source="Here.")
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["x1 0", "x1 1"]
    assert "by number" not in " ".join(text.get_text() for text in figure.texts)


def test_titles_of_panels_are_whole_and_the_legend_stands_above_them():
    doses = np.array([0.0, 1.0])
    curves = [Curve(name, doses, doses, doses - 0.1, doses + 0.1) for name in ("rising", "falling")]
    factor = FACTOR | {"label": "severity of Western sanctions from 2008 on", "unit": "0 none to 4 the severest"}
    figure = draw_doses([(LONG, "rung", curves)] * 4, factor, memory=True, title="Dose", source="Here.")
    assert [title.replace("\n", " ") for title in titles(figure)] == [LONG] * 4
    assert overlapping(figure) == []
    title = figure.axes[0]._left_title.get_window_extent()
    assert figure.legends[0].get_window_extent().y0 >= title.y1
    below = figure.axes[2]._left_title.get_window_extent()
    assert figure.axes[0].xaxis.label.get_window_extent().y0 > below.y1 + 0.15 * figure.dpi


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ([[0.00044, 0.00047], [0.00048, 0.0005]], ["0.000440", "0.000470", "0.000480", "0.000500"]),
        ([[0.5, -1.25], [2.0, 0.0]], ["0.50", "\N{MINUS SIGN}1.25", "2.00", "0.00"]),
        ([[2.001, 2.002], [2.003, np.nan]], ["2.001", "2.002", "2.003"]),
        ([[120.0, 1234.0], [0.0, 5.0]], ["120", "1234", "0", "5"]),
    ],
)
def test_numbers_of_a_heat_map_can_be_told_apart(means, expected):
    surface = Surface("", ["0", "1"], ["0", "1"], np.array(means))
    figure = draw_heat_maps([surface], FACTOR, FACTOR, title="Map", averaged="", source="Here.")
    assert cells(figure) == expected


def test_numbers_wider_than_their_cell_are_left_to_the_scale():
    wide = Surface("", [str(k) for k in range(30)], ["0", "1"], np.linspace(0.00044, 0.0005, 60).reshape(2, 30))
    figure = draw_heat_maps([wide], FACTOR, FACTOR, title="Map", averaged="", source="Here.")
    assert cells(figure) == []


def test_decimals_end_where_nobody_reads_on():
    assert common_decimals(0.3, 0.3 + 1e-15) == 4
    assert common_decimals(0.0, 0.0) == 2
    assert common_decimals(0.00001, 0.00001) == 6


@pytest.mark.parametrize(
    ("more", "said"),
    [(0, ""), (1, "The factor of the least reach is left out."), (3, "The 3 factors of the least reach are left out.")],
)
def test_a_tornado_says_how_many_factors_are_left_out(more, said):
    rows = [
        {"factor": f"x{k}", "level": "1", "code": 1.0, "effect": float(k), "low": k - 0.1, "high": k + 0.1}
        for k in range(1, MOST_FACTORS + more + 1)
    ]
    one = Effects("mean_trust", "base", 0.5, pd.DataFrame(rows), 0)
    found = [(f"islamic-republic, {LONG}", one), ("other", one)]
    figure = draw_tornado(found, title="Tornado", axis="difference", source="Here.")
    text = " ".join(text.get_text().replace("\n", " ") for text in figure.texts)
    assert "".join(re.findall(r"The \w* ?factors? of the least reach [^.]*\.", text)) == said
    assert overlapping(figure) == []
