"""Scenarios and explanations of both eras."""

from __future__ import annotations

import pytest

from realpolitik.explanation import explain
from realpolitik.scenario import load
from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.assumptions import SWITCHES, make_assumptions

SEED = 5
STAY = (0, 0)
SETTINGS_OF = {switch.name: switch.choices for switch in SWITCHES}


@pytest.fixture(scope="session")
def pahlavi():
    return load("pahlavi")


@pytest.fixture(scope="session")
def republic():
    return load("islamic-republic")


@pytest.fixture(scope="session")
def decades(pahlavi, republic):
    """Explanations of Iran and Russia, spread over both eras and several runs."""
    asked = [(pahlavi, run, year) for run, year in enumerate((1948, 1952, 1957, 1962, 1968, 1975, 1953))]
    asked += [(republic, run, year) for run, year in enumerate((1983, 1989, 1995, 2004, 2010, 2022, 1986))]
    return [explain(scenario, run, year, "iran-russia", SEED) for scenario, run, year in asked]


def stopped_before_the_moves(scenario, year, run=0):
    """Return a run in which the states have weighed the moves of a year."""
    single = SingleRun(scenario.timeline(), make_assumptions(**scenario.overrides), seed=SEED, run=run)
    while single.year < year:
        single.weigh_options()
        single.carry_on()
    single.weigh_options()
    return single
