"""What cannot be explained is told."""

from __future__ import annotations

import pytest

from realpolitik.errors import InputError
from realpolitik.explanation import explain
from realpolitik.limits import LARGEST_SEED


def test_all_that_is_wrong_is_reported_at_once(republic):
    with pytest.raises(InputError) as caught:
        explain(republic, -1, 1890, "iran-rusia", "five")
    keys = [problem.key for problem in caught.value.problems]
    assert keys == ["run", "seed", "year", "pair"]
    assert "did you mean 'iran-russia'" in str(caught.value)
    assert "from 1979 to 2025" in str(caught.value)


@pytest.mark.parametrize("pair", ["iran-iraq", "iran", "iran-iran", "", "iran->russia"])
def test_only_pairs_of_deciding_states_are_explained(republic, pair):
    with pytest.raises(InputError, match="pair"):
        explain(republic, 0, 1990, pair)


@pytest.mark.parametrize(("run", "seed"), [(LARGEST_SEED + 1, 0), (0.5, 0), (0, LARGEST_SEED + 1), (0, None)])
def test_runs_and_seeds_are_whole_numbers(republic, run, seed):
    with pytest.raises(InputError, match="a whole number from 0"):
        explain(republic, run, 1990, "iran-russia", seed)


@pytest.mark.parametrize("year", [1978, 2026, "1990", None, 1990.5])
def test_only_simulated_years_are_explained(republic, year):
    with pytest.raises(InputError, match="a year from 1979 to 2025"):
        explain(republic, 0, year, "iran-russia")


def test_an_unknown_scenario_is_reported():
    with pytest.raises(InputError, match="did you mean 'pahlavi'"):
        explain("pahlevi", 0, 1950, "iran-russia")
