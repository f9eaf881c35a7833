"""Names that a user gives: what is found, and what is said where there is nothing."""

from __future__ import annotations

import copy
import pickle

import pytest

from realpolitik.errors import InputError
from realpolitik.limits import LARGEST_SEED
from realpolitik.simulation.decision_rules import JointMove, ScriptedPath
from realpolitik.simulation.lookup import find_pair, find_state, find_year
from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.assumptions import make_assumptions
from tests.simulation.worlds import crowd, made

TIMELINE = made(("iran", "russia", "west"), ("iraq",), (1979, 1981))


def test_what_exists_is_found():
    assert find_pair(TIMELINE, "iran-west") == find_pair(TIMELINE, "west-iran") == (0, 2)
    assert find_state(TIMELINE, "west") == 2
    assert find_year(TIMELINE, 1980) == 1


@pytest.mark.parametrize(
    ("find", "name", "message"),
    [
        (find_pair, "iran-rusia", "found the unknown pair 'iran-rusia'; allowed: iran-russia, iran-west, russia-west"),
        (find_pair, "rusia-iran", "did you mean 'russia-iran'"),
        (find_pair, "iran-iraq", "the bystander 'iraq', which does not decide; allowed: a pair of deciding states"),
        (find_pair, "iran-iran", "the unknown pair"),
        (find_state, "irn", "did you mean 'iran'"),
        (find_state, "iraq", "the unknown state 'iraq'; allowed: iran, russia, west"),
        (find_year, 1978, "year: found 1978; allowed: a year from 1979 to 1981"),
        (find_year, 1982, "a year from 1979 to 1981"),
        (find_year, "1980", "found '1980'"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_reported(find, name, message):
    with pytest.raises(InputError) as caught:
        find(TIMELINE, name)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "numbers", [{"seed": -1, "run": 0}, {"seed": 0, "run": -1}, {"seed": LARGEST_SEED + 1, "run": 0}]
)
def test_a_run_that_cannot_be_drawn_is_refused(numbers):
    with pytest.raises(InputError, match="allowed: a whole number from 0 to"):
        SingleRun(TIMELINE, make_assumptions(), **numbers)


def test_a_single_run_knows_its_year():
    single = SingleRun(TIMELINE, make_assumptions(), seed=0, run=0)
    years = []
    while not single.is_over:
        years.append(single.year)
        single.weigh_options()
        single.carry_on()
    assert years == [1979, 1980, 1981]
    assert single.finished_years == 3


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda single: pickle.loads(pickle.dumps(single))])
def test_a_copied_run_goes_its_own_way(duplicate):
    single = SingleRun(crowd(4, 1), make_assumptions(), seed=1, run=1)
    single.weigh_options()
    single.carry_on()
    single.weigh_options()
    branch = duplicate(single)
    before = single.world.buffer.copy()
    branch.carry_on()
    assert single.world.buffer.tobytes() == before.tobytes()
    assert (single.finished_years, branch.finished_years) == (1, 2)
    single.carry_on()
    assert single.world.buffer.tobytes() == branch.world.buffer.tobytes()


class Standing:
    """A state as a decision rule sees it."""

    def __init__(self, year, economic, security):
        self.year = year
        self.at = (economic, security, "")

    def tie(self, partner):
        from realpolitik.simulation.decision_rules import Tie

        return Tie(*self.at)


@pytest.mark.parametrize(
    ("year", "rungs", "move"),
    [
        (1989, (1, 1), None),
        (1990, (1, 1), (1, 1)),
        (1995, (2, 2), (0, 0)),
        (2001, (2, 2), (0, 1)),
        (2005, (2, 3), (0, 0)),
        (2010, (2, 3), (-1, -1)),
        (2030, (0, 0), (0, 1)),
    ],
)
def test_a_script_steers_toward_the_latest_rungs_written_down(year, rungs, move):
    rule = ScriptedPath({"russia": {2001: (2, 3), 1990: (2, 2), 2010: (0, 1)}})
    assert rule(Standing(year, *rungs), "russia") == (JointMove(*move) if move else None)
    assert rule(Standing(year, *rungs), "west") is None
