"""Charts and bars of the page: what they show lies within their scales."""

from __future__ import annotations

import asyncio
import re

import pytest
from nicegui import Client, ui

from realpolitik.app.explore.charts import lines
from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.stepping import SteppedRun
from realpolitik.app.language import language_of
from realpolitik.app.pages.parts import bars


def axis_of(values: list[float], low: float) -> tuple[float, float]:
    years = range(2000, 2000 + len(values))
    options = lines(years, {"line": values}, language_of("en"), names={}, all_years=years, low=low)
    return options["yAxis"]["min"], options["yAxis"]["max"]


@pytest.mark.parametrize(
    ("values", "low", "ends"),
    [
        ([0.1, -0.2], -1.0, (-1.0, 1.0)),
        ([-1.5, 0.0], -1.0, (-1.5, 1.0)),
        ([-1.51, 1.33], -1.0, (-2.0, 1.5)),
        ([0.2, 0.9], 0.0, (0.0, 1.0)),
        ([], -1.0, (-1.0, 1.0)),
    ],
)
def test_an_axis_holds_what_it_shows_and_is_never_narrower(values, low, ends):
    assert axis_of(values, low) == ends


def test_interests_may_lie_beyond_one_and_stay_within_the_axis():
    run = SteppedRun(Exploration("islamic-republic", changes={"coercion_cost": 1.5, "resistance": "off"}))
    run.go_to(run.scenario.years[-1])
    found = [value for view in run.seen for value in view.interests["iran"].values()]
    assert min(found) < -1.0
    assert axis_of(found, -1.0)[0] <= min(found)


def test_a_bar_reaches_as_far_as_its_value():
    async def drawn() -> str:
        with Client(ui.page(""), request=None):
            rows = [("deep", -1.5, ""), ("low", -1.0, ""), ("none", 0.0, ""), ("high", 1.0, "")]
            return bars(rows, -1.0, 1.0).content

    found = [float(width) for width in re.findall(r"width:([\d.]+)%", asyncio.run(drawn()))]
    assert found == [60.0, 40.0, 0.0, 40.0]
