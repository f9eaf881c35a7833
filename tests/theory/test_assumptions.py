"""The declared assumptions and switches: complete, within their ranges, and strict about names and values."""

from __future__ import annotations

import pytest

from realpolitik.theory.assumptions import (
    ASSUMPTIONS,
    FITTED_WORDS,
    GROUPS,
    SWITCHES,
    Assumptions,
    UnknownAssumption,
    make_assumptions,
)
from realpolitik.theory.domains import ImpossibleValue


@pytest.mark.parametrize("item", ASSUMPTIONS, ids=lambda item: item.name)
def test_assumption_is_declared_in_full(item):
    assert item.low <= item.default <= item.high
    assert item.low < item.high
    assert item.domain[0] <= item.low < item.high <= item.domain[1]
    assert item.group in GROUPS
    assert all((item.symbol, item.meaning, item.unit, item.source))


@pytest.mark.parametrize("item", ASSUMPTIONS, ids=lambda item: item.name)
def test_source_tells_the_mechanism_apart_from_the_default(item):
    mechanism, *rest = item.source.split(f"; {FITTED_WORDS}")
    assert mechanism
    assert "fitted" not in mechanism
    assert rest == ([""] if item.fitted else [])


@pytest.mark.parametrize("item", SWITCHES, ids=lambda item: item.name)
def test_switch_is_declared_in_full(item):
    assert item.default in item.choices
    assert len(set(item.choices)) == len(item.choices) > 1
    assert all((item.meaning, item.source))


def test_names_and_symbols_are_unique():
    assert len(set(Assumptions._fields)) == len(ASSUMPTIONS) + len(SWITCHES)
    symbols = [item.symbol for item in ASSUMPTIONS]
    assert len(set(symbols)) == len(symbols)


def test_persistence_of_errors_is_a_pure_number_of_0_to_1():
    persistence = next(item for item in ASSUMPTIONS if item.name == "error_persistence")
    assert "/" not in persistence.unit
    assert persistence.domain == (0.0, 1.0)


def test_trust_is_lost_faster_than_won():
    made = make_assumptions()
    assert made.trust_loss > made.trust_gain


def test_default_weights_leave_some_for_security():
    heaviest = {item.name: item.high for item in ASSUMPTIONS}
    assert heaviest["autonomy_weight"] + heaviest["development_weight"] < 1.0


def test_overrides():
    made = make_assumptions(entrapment_cost=0.9, choice_rule="null", relative_gains="dominant")
    assert made.entrapment_cost == 0.9
    assert made.choice_rule == 1.0
    assert made.relative_gains == 2.0
    assert made.rationality == make_assumptions().rationality


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ({"entrapmentcost": 0.1}, ("entrapmentcost", "did you mean 'entrapment_cost'")),
        ({"zzz": 0.1}, ("zzz",)),
        ({"choice_rule": "nul"}, ("choice_rule", "nul", "best_reply")),
        ({"entrapment_cost": float("nan")}, ("entrapment_cost", "finite")),
        ({"entrapment_cost": float("inf")}, ("entrapment_cost", "finite")),
        ({"entrapment_cost": 10**400}, ("entrapment_cost", "finite")),
        ({"worth_base": 1e308}, ("worth_base", "found 1e+308", "0 to 1000000000")),  # interests would overflow
        ({"trust_loss": -0.1}, ("trust_loss", "found -0.1", "0 to 1 (share)")),
        ({"error_persistence": 1.5}, ("error_persistence", "found 1.5", "0 to 1 (correlation)")),
        ({"trade_distance_km": 0.0}, ("trade_distance_km", "found 0", "1 to 1000000000 (km)")),
        ({"rationality": -5.0}, ("rationality", "found -5", "0 to 1000000000")),
        ({"autonomy_weight": 0.9}, ("autonomy_weight", "0.24", "a sum of at most 1")),
    ],
)
def test_wrong_overrides_are_refused(override, words):
    with pytest.raises((UnknownAssumption, ImpossibleValue)) as caught:
        make_assumptions(**override)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize("autonomy", [0.1, 0.29, 0.58, 0.7, 0.999])
def test_weights_that_leave_security_nothing_are_possible_whatever_rounding_makes_of_their_sum(autonomy):
    made = make_assumptions(autonomy_weight=autonomy, development_weight=1.0 - autonomy + 1e-16)
    assert made.autonomy_weight == autonomy
