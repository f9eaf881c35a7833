"""Panels: the same timelines as the shipped scenarios, the lag, and everything that can be wrong with one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.scenario import load
from realpolitik.scenario.panel import Panel, read_panel
from realpolitik.scenario.panel_columns import PANEL_FILES
from realpolitik.scenario.panel_series import LAGGED, RIVALS, lagged
from realpolitik.validation.example_panel import EXAMPLE_FOLDER
from realpolitik.validation.targets import CLIENTS, RECORD_ONLY_IRAN

DATA = Path(os.environ.get("REALPOLITIK_PANEL") or Path(__file__).parents[3] / "shared" / "data")


@pytest.fixture(scope="module")
def history() -> Panel:
    if not (DATA / "dyad_year.csv").is_file():
        pytest.skip("the historical panel is not at hand (REALPOLITIK_PANEL)")
    return read_panel(DATA)


@pytest.mark.parametrize("client", [*CLIENTS, "iran"])
def test_panel_gives_the_timelines_of_the_shipped_scenarios(history, client):
    found = history.scenario(client).timeline()
    shipped = load(RECORD_ONLY_IRAN if client == "iran" else client).timeline()
    assert (found.first_year, found.actors) == (shipped.first_year, shipped.actors)
    for name, one, other in zip(shipped.arrays._fields, found.arrays, shipped.arrays, strict=True):
        np.testing.assert_array_equal(one, other, err_msg=name)


@pytest.mark.parametrize("client", CLIENTS)
def test_panel_gives_the_record_of_the_shipped_scenarios(history, client):
    found, shipped = history.scenario(client).series, load(client).series
    assert found.texts == shipped.texts
    for quantity in ("pact", "loose_pact", "forces"):
        for side in ("russia", "west"):
            name = f"{quantity}.{client}-{side}"
            np.testing.assert_array_equal(found.numbers[name], shipped.numbers[name])


@pytest.fixture
def example() -> Panel:
    return read_panel(EXAMPLE_FOLDER)


def test_clients_of_the_example(example):
    assert example.clients == {"alba": "ALB", "borduria": "BOR", "cordia": "COR", "dravia": "DRA"}
    assert example.chosen(["COR", "alba"]) == ("alba", "cordia")
    assert example.chosen([]) == tuple(example.clients)


def test_the_west_is_the_sum_of_its_members(example):
    series = example.scenario("alba").series
    states = example.tables["state_year.csv"].numbers
    parts = [states[(member,)][1975]["cinc"] for member in ("USA", "GBR", "FRA", "DEU")]
    assert series.numbers["cinc.west"][15] == pytest.approx(sum(parts), abs=1e-7)
    points = [states[(member,)][1975]["ideal"] for member in ("USA", "GBR", "FRA", "DEU")]
    distance = abs(states[("ALB",)][1975]["ideal"] - sum(points) / 4)
    assert series.numbers["ideal_distance.alba-west"][15] == pytest.approx(distance, abs=1e-4)


def test_lag_delays_what_is_part_of_the_codes_and_nothing_else(example):
    now, late = example.scenario("cordia").series, read_panel(EXAMPLE_FOLDER, lag=5).scenario("cordia").series
    for name, values in now.numbers.items():
        quantity, _, actors = name.partition(".")
        if quantity in LAGGED and RIVALS not in actors:
            np.testing.assert_array_equal(late.numbers[name][5:], values[:-5])
            assert np.isnan(late.numbers[name][:5]).all()
        else:
            np.testing.assert_array_equal(late.numbers[name], values)
    assert late.texts == now.texts


def test_the_first_years_of_a_lag_are_counted_as_gaps(example):
    timeline = read_panel(EXAMPLE_FOLDER, lag=5).scenario("cordia").timeline()
    gaps = {gap.column: gap.years for gap in timeline.notes}
    assert gaps["rivalry.cordia-russia"] == 5
    assert timeline.arrays.rivalry[:6, 0, 1].tolist() == [1.0] * 6


def test_a_lag_longer_than_the_series_holds_its_first_figure(example):
    series = lagged(example.scenario("cordia").series, 50)
    assert set(series.numbers["rivalry.cordia-russia"]) == {1.0}


Edit = Callable[[Path], None]


def _replace(file: str, old: str, new: str, count: int = 1) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    return edit


def _drop(file: str, start: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / file
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        assert len(kept) < len(lines)
        path.write_text("".join(kept), encoding="utf-8")

    return edit


def _double(file: str, start: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / file
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        row = next(line for line in lines if line.startswith(start))
        path.write_text("".join([*lines, row]), encoding="utf-8")

    return edit


WRONG: dict[str, tuple[Edit, str]] = {
    "file": (lambda folder: (folder / "state_year.csv").unlink(), "state_year.csv: found no such file"),
    "folder": (lambda folder: shutil.rmtree(folder), "--panel: found no folder"),
    "column": (_replace("dyad_year.csv", "mid_hostlev", "hostility"), "no column 'mid_hostlev'"),
    "misspelt column": (_replace("dyad_year.csv", "mid_hostlev", "mid_hostlevel"), "but 'mid_hostlevel'"),
    "column twice": (_replace("state_year.csv", "ideal", "cinc"), "the column 'cinc' 2 times"),
    "text": (_replace("state_year.csv", "0.17,", "much,"), "found 'much'; allowed: a number 0 to 1"),
    "infinity": (_replace("state_year.csv", "0.17,", "inf,"), "found 'inf'"),
    "not a number": (_replace("state_year.csv", "0.17,", "nan,"), "found 'nan'"),
    "out of bounds": (_replace("state_year.csv", "0.17,", "17,"), "found '17'; allowed: a number 0 to 1"),
    "part of a rivalry": (_replace("dyad_year.csv", "RUS,WEST,1961,80,0,1", "RUS,WEST,1961,80,0,0.5"), "found '0.5'"),
    "year": (_replace("outcomes_year.csv", "ALB,1960", "ALB,196o"), "found '196o'; allowed: a year"),
    "year twice": (_double("dyad_year.csv", "BOR,RUS,1970"), "1970 of BOR and RUS twice"),
    "state-year twice": (_double("state_year.csv", "DRA,"), "1960 of DRA twice"),
    "class": (_replace("outcomes_year.csv", "tactical", "tactica"), "did you mean 'tactical'?"),
    "code": (_replace("outcomes_year.csv", "ALB,1960", "alb,1960"), "found 'alb'; allowed: a code"),
    "unknown state": (_drop("state_year.csv", "BOR,"), "the unknown state 'BOR'"),
    "no Moscow": (_drop("state_year.csv", "RUS,"), "no rows of RUS"),
    "no row with Moscow": (_drop("dyad_year.csv", "ALB,RUS"), "no rows of client ALB with partner RUS"),
    "no row with the West": (_drop("dyad_year.csv", "COR,WEST"), "no rows of client COR with partner WEST"),
    "no row of the sides": (_drop("dyad_year.csv", "RUS,WEST"), "no rows of client RUS with partner WEST"),
    "client in the bloc": (_replace("outcomes_year.csv", "DRA,", "GBR,", 40), "the client 'GBR'"),
    "cells": (_replace("outcomes_year.csv", "ALB,1960", "ALB,1960,x"), "found 4 cells; allowed: 3 cells"),
    "bytes": (lambda folder: (folder / "dyad_year.csv").write_bytes(b"client,\xff\xfe"), "no UTF-8"),
    "empty": (lambda folder: (folder / "outcomes_year.csv").write_text(""), "an empty file"),
    "header only": (lambda folder: (folder / "outcomes_year.csv").write_text("client,year,outcome\n"), "without rows"),
    "quotes": (_replace("outcomes_year.csv", "ALB,1960", '"ALB"x,1960'), "a syntax error"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "panel"
    folder.mkdir()
    for file in EXAMPLE_FOLDER.glob("*.csv"):
        shutil.copy(file, folder)
    return folder


@pytest.mark.parametrize("what", WRONG)
def test_wrong_panels_are_refused(copy, what):
    edit, message = WRONG[what]
    edit(copy)
    with pytest.raises(InputError) as caught:
        read_panel(copy)
    assert message in str(caught.value)


def test_no_capability_of_a_client_is_refused(copy):
    path = copy / "state_year.csv"
    lines = path.read_text().splitlines()
    emptied = [
        ",".join([*line.split(",")[:3], "", *line.split(",")[4:]]) if line[:3] == "ALB" else line for line in lines
    ]
    path.write_text("\n".join(emptied))
    with pytest.raises(InputError, match=r"no column 'cinc.alba'"):
        read_panel(copy)


def test_all_that_is_wrong_comes_at_once(copy):
    for what in ("text", "year twice", "class"):
        WRONG[what][0](copy)
    with pytest.raises(InputError) as caught:
        read_panel(copy)
    for what in ("text", "year twice", "class"):
        assert WRONG[what][1] in str(caught.value)


def test_many_wrong_cells_of_a_column_are_counted(copy):
    _replace("dyad_year.csv", ",720.0", ",lots", -1)(copy)
    with pytest.raises(InputError) as caught:
        read_panel(copy)
    assert "more wrong cells in this column" in str(caught.value)
    assert len(caught.value.problems) == 4


def test_a_mark_of_bytes_order_and_blank_lines_are_taken(copy):
    path = copy / "outcomes_year.csv"
    path.write_text("\ufeff" + path.read_text() + "\n\n", encoding="utf-8")
    assert read_panel(copy).clients == read_panel(EXAMPLE_FOLDER).clients


def test_the_guide_names_every_column():
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "panel.md").read_text(encoding="utf-8")
    for file in PANEL_FILES:
        for name in file.required:
            assert f"`{name}`" in guide, f"{file.name}: {name}"


@pytest.mark.parametrize("figure", ["1e308", "2e13", "inf"])
def test_a_gdp_that_no_state_has_is_wrong_input(tmp_path, figure):
    shutil.copytree(EXAMPLE_FOLDER, tmp_path / "panel")
    path = tmp_path / "panel" / "state_year.csv"
    lines = path.read_text().splitlines()
    place = lines[0].split(",").index("gdp")
    cells = lines[1].split(",")
    path.write_text("\n".join([lines[0], ",".join([*cells[:place], figure, *cells[place + 1 :]]), *lines[2:]]) + "\n")
    with pytest.raises(InputError, match=rf"line 2.gdp: found '{figure}'; allowed: a number 0 to 1,000,000,000 or an"):
        read_panel(tmp_path / "panel")
