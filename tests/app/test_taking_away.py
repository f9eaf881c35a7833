"""What is taken away from two scenarios side by side holds both; from one, what the command line writes."""

from __future__ import annotations

import io

import pandas as pd
from PIL import Image

import realpolitik
from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.taking_away import RUNS, data_text, figure_bytes, file_stem
from realpolitik.app.language import language_of

ONE = Exploration("pahlavi", seed=3, changes={"trust_loss": 0.8})
BOTH = Exploration("pahlavi", beside="pahlavi-without-pacts", seed=3, changes={"trust_loss": 0.8})


def test_data_of_one_scenario_are_those_of_the_command_line(tmp_path):
    realpolitik.simulate(ONE.load(), RUNS, ONE.seed).write(tmp_path / "out")
    assert data_text(ONE).encode() == (tmp_path / "out" / "by_year.csv").read_bytes()
    assert file_stem(ONE, of_both=True) == "pahlavi"


def test_data_of_two_scenarios_name_the_scenario_of_each_row():
    found = pd.read_csv(io.StringIO(data_text(BOTH)))
    assert list(found["scenario"].unique()) == ["pahlavi", "pahlavi-without-pacts"]
    for name, beside in (("pahlavi", False), ("pahlavi-without-pacts", True)):
        rows = found[found["scenario"] == name].drop(columns="scenario")
        results = realpolitik.simulate(BOTH.load(beside=beside), RUNS, BOTH.seed)
        assert rows.to_csv(index=False) == results.by_year().to_csv(index=False)
    assert file_stem(BOTH, of_both=True) == "pahlavi-and-pahlavi-without-pacts"
    assert file_stem(BOTH) == "pahlavi"


def test_a_scenario_beside_itself_can_be_told_apart():
    found = pd.read_csv(io.StringIO(data_text(Exploration("pahlavi", beside="pahlavi"))))
    assert found["scenario"].nunique() == 2


def test_the_figure_of_two_scenarios_has_both_one_below_the_other():
    english = language_of("en")
    first, second, both = (
        Image.open(io.BytesIO(figure_bytes(one, "iran-russia", english))).convert("RGB")
        for one in (ONE, Exploration("pahlavi-without-pacts", seed=3, changes=ONE.changes), BOTH)
    )
    assert both.size == (first.width, first.height + second.height)
    assert both.crop((0, 0, *first.size)).tobytes() == first.tobytes()
    assert both.crop((0, first.height, *both.size)).tobytes() == second.tobytes()


def test_a_pair_that_the_second_scenario_does_not_have_is_drawn_from_the_first():
    alone, beside = (
        figure_bytes(Exploration(beside=beside), "iran-west", language_of("en")) for beside in (None, "neighbours")
    )
    assert alone == beside
