"""Sobol' shares and Shapley values on cases whose answer is known."""

import math
from itertools import permutations

import numpy as np
import pytest

from realpolitik.findings import f11_structure as f11
from realpolitik.findings import f14_obstacles as f14


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        ([[0.0, 0.0], [1.0, 1.0]], (1.0, 0.0, 0.0)),
        ([[0.0, 1.0], [0.0, 1.0]], (0.0, 1.0, 0.0)),
        ([[0.0, 1.0], [1.0, 0.0]], (0.0, 0.0, 1.0)),
        ([[0.0, 1.0], [3.0, 4.0]], (0.9, 0.1, 0.0)),
        ([[0.0, 0.0], [0.0, 1.0]], (1 / 3, 1 / 3, 1 / 3)),
    ],
)
def test_sobol_shares_of_known_cells(cells, shares):
    assert f11.sobol_shares(np.array(cells)) == pytest.approx(shares)


def test_sobol_shares_are_variances_of_conditional_means():
    cells = np.random.default_rng(1).normal(size=(2, 2))
    structure, elites, both = f11.sobol_shares(cells)
    assert structure == pytest.approx(cells.mean(axis=1).var() / cells.var())
    assert elites == pytest.approx(cells.mean(axis=0).var() / cells.var())
    assert structure + elites + both == pytest.approx(1.0)


def test_cells_that_do_not_differ_have_no_shares():
    assert all(map(math.isnan, f11.sobol_shares(np.full((2, 2), 1.5))))


def test_shapley_values_average_over_all_orders():
    generator = np.random.default_rng(2)
    worth = {removed: generator.normal(size=4) for removed in f14.REMOVED}
    found = f14.shapley_values(worth, f14.OBSTACLES)
    orders = list(permutations(f14.OBSTACLES))
    for player in f14.OBSTACLES:
        expected = np.mean(
            [
                worth[frozenset(order[: order.index(player) + 1])] - worth[frozenset(order[: order.index(player)])]
                for order in orders
            ],
            axis=0,
        )
        assert found[player] == pytest.approx(expected)
    assert sum(found.values()) == pytest.approx(worth[frozenset(f14.OBSTACLES)] - worth[frozenset()])


def test_minimal_sets_have_no_sufficient_part():
    a, b, c = (frozenset(letters) for letters in ("a", "bc", "abc"))
    assert f14.minimal_sets([c, b, a]) == [a, b]
    assert f14.minimal_sets([c, frozenset()]) == [frozenset()]
    assert f14.minimal_sets([]) == []
