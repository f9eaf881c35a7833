"""The severity of a bloc's sanctions: by hand, and what holds for any members."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.scenario.bloc import held_figures, hostility_of_bloc, just_below, severity_of_bloc
from realpolitik.scenario.ladders import FORCE_USED, SANCTIONS_BIND

NAN = math.nan
members = st.lists(st.tuples(st.integers(0, 4), st.floats(1.0, 1e6)), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("severities", "products", "severity"),
    [
        ([3.0, 0.0], [600.0, 400.0], 2.0),  # the mean is 1.8, but most of the market is closed
        ([3.0, 3.0], [600.0, 400.0], 3.0),
        ([4.0, 1.0], [750.0, 250.0], 3.25),
        ([1.0, 4.0], [600.0, 400.0], just_below(SANCTIONS_BIND)),  # the mean is 2.2, but most of the market is open
        ([0.0, 2.0], [700.0, 300.0], 0.6),
        ([2.0, 0.0], [500.0, 500.0], 2.0),
        ([2.0, NAN, 0.0], [100.0, 900.0, 300.0], 0.5),
        ([2.0, 4.0], [100.0, NAN], 2.0),
    ],
)
def test_by_hand(severities, products, severity):
    assert severity_of_bloc(severities, products) == pytest.approx(severity)


@pytest.mark.parametrize(
    ("levels", "products", "hostility"),
    [
        ([4.0, 0.0, 0.0], [600.0, 200.0, 200.0], 4.0),  # the mean is 2.4, but most of the bloc used force
        ([0.0, 5.0, 5.0], [600.0, 200.0, 200.0], 2.0),  # Suez: two of the smaller ones did
        ([3.0, 5.0, 5.0], [502.0, 249.0, 249.0], just_below(FORCE_USED)),  # the mean is 3.996
        ([5.0, 4.0], [500.0, 500.0], 4.5),
        ([0.0, 0.0], [1.0, 2.0], 0.0),
    ],
)
def test_the_gunboats_of_a_member_are_not_those_of_the_bloc(levels, products, hostility):
    assert hostility_of_bloc(levels, products) == pytest.approx(hostility)


def test_without_figures_there_is_none():
    assert math.isnan(severity_of_bloc([], []))
    assert math.isnan(hostility_of_bloc([4.0], [NAN]))
    assert math.isnan(severity_of_bloc([3.0], [NAN]))
    assert math.isnan(severity_of_bloc([NAN], [100.0]))


@given(members)
def test_it_lies_between_its_members_and_binds_where_most_of_the_market_does(found):
    severities, products = [float(one) for one, _ in found], [product for _, product in found]
    severity = severity_of_bloc(severities, products)
    assert min(severities) - 1e-9 <= severity <= max(severities) + 1e-9
    binding = sum(product for one, product in zip(severities, products, strict=True) if one >= SANCTIONS_BIND)
    if abs(2.0 * binding - sum(products)) > 1e-6 * sum(products):
        assert (severity >= SANCTIONS_BIND) == (2.0 * binding > sum(products))


def test_a_gap_takes_the_figure_before_it_and_the_first_years_the_first():
    assert held_figures({3: 5.0, 1: NAN, 2: 4.0, 4: NAN}) == {1: 4.0, 2: 4.0, 3: 5.0, 4: 5.0}
    assert all(math.isnan(figure) for figure in held_figures({1: NAN, 2: NAN}).values())
