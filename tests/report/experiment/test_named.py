"""How points of an experiment are called."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from realpolitik.report.experiment.named import point_name


def results(**columns):
    """Return what is read of results: a design and its factors."""
    return SimpleNamespace(design=pd.DataFrame(columns), factors=[{"name": name} for name in columns])


def test_a_point_says_which_switch_is_off():
    found = results(identity=["off", None], wedge_aid=[None, "off"])
    assert [point_name(found, point) for point in range(2)] == ["identity off", "wedge aid off"]
