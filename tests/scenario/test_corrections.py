"""Known errors of the datasets are corrected where they stand, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from realpolitik.scenario import corrections
from realpolitik.scenario.corrections import CORRECTIONS, Correction, corrected, corrections_of
from realpolitik.scenario.panel import read_panel
from realpolitik.validation.example_panel import EXAMPLE_FOLDER

WRONG = Correction("AAA", "BBB", 2000, "mid_hostlev", 5, 3, "nobody fought")


@pytest.fixture(autouse=True)
def one(monkeypatch):
    monkeypatch.setattr(corrections, "CORRECTIONS", (WRONG,))


def rows(level, year=2000):
    return {
        ("AAA", "BBB"): {year: {"mid_hostlev": level, "rivalry": 1.0}},
        ("AAA", "CCC"): {2000: {"mid_hostlev": 5.0}},
    }


def test_a_wrong_figure_is_corrected_in_a_copy():
    found = rows(5.0)
    assert corrected(found) == rows(3.0)
    assert found == rows(5.0)
    assert [str(one) for one in corrections_of(found)] == [
        "mid_hostlev of AAA and BBB in 2000: 3 instead of 5; nobody fought"
    ]


@pytest.mark.parametrize("found", [rows(4.0), rows(5.0, year=2001), {}], ids=["other figure", "other year", "no row"])
def test_what_is_not_wrong_is_left_alone(found):
    assert corrected(found) == found
    assert not list(corrections_of(found))


def test_a_panel_is_read_with_its_errors_corrected(monkeypatch):
    panel = read_panel(EXAMPLE_FOLDER)
    client, code = next(iter(panel.clients.items()))
    column = f"dispute_level.{client}-russia"
    plain = panel.scenario(client).series.numbers[column]
    found = float(plain[3])
    wrong = Correction(
        code, "RUS", panel.scenario(client).series.years[3], "mid_hostlev", found, found + 1.0, "invented"
    )
    monkeypatch.setattr(corrections, "CORRECTIONS", (wrong,))
    corrected_series = panel.scenario(client).series.numbers[column]
    assert list(corrected_series - plain) == [1.0 if place == 3 else 0.0 for place in range(len(plain))]
    assert panel.corrections([client]) == (str(wrong),)
    assert panel.corrections([other for other in panel.clients if other != client]) == ()


def test_no_correction_makes_a_thing_of_nothing():
    assert all(one.found != one.instead and one.reason for one in CORRECTIONS)
    assert len({replace(one, instead=0, reason="") for one in CORRECTIONS}) == len(CORRECTIONS)
