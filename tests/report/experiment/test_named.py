"""How points of an experiment are called."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from realpolitik.report.experiment.named import point_names


def results(**columns):
    """Return what is read of results: a design and its factors."""
    return SimpleNamespace(design=pd.DataFrame(columns), factors=[{"name": name} for name in columns])


def test_a_point_says_which_switch_is_off():
    found = results(identity=["off", None], wedge_aid=[None, "off"])
    assert point_names(found, range(2)) == {0: "identity off", 1: "wedge aid off"}


def test_years_and_close_numbers_are_told_apart():
    found = results(year=[1991.0, 1992.0, None], share=[0.12345, 0.12349, 0.5], kind=["a_b", None, None])
    assert point_names(found, [2, 0, 1, 0]) == {
        0: "year 1991, share 0.12345, kind a b",
        1: "year 1992, share 0.12349",
        2: "share 0.5",
    }
    assert point_names(found, [0, 2])[0] == "year 1991, share 0.123, kind a b"
    assert point_names(results(x=[float("nan")]), [0]) == {0: "as it is"}
