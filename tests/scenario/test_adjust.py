"""Adjustments of one quantity, made to the record before anything is derived from it."""

from __future__ import annotations

import pytest
from numpy.testing import assert_allclose, assert_array_equal

from realpolitik.errors import InputError
from realpolitik.scenario import load
from realpolitik.scenario.adjust import cells
from realpolitik.scenario.quantities import ADJUSTABLE_NAMES
from realpolitik.scenario.roster import Roster

IRAN, RUSSIA, WEST, IRAQ = range(4)


def changed(toy, *adjust):
    return load(toy).with_settings({"adjust": list(adjust)}).timeline().arrays


def test_a_value_is_set_in_its_years(toy):
    arrays = changed(toy, {"quantity": "cinc", "of": "iran", "value": 0.2, "years": [1951, 1952]})
    assert_allclose(arrays.capability[:, IRAN], [0.01, 0.2, 0.2, 0.02, 0.02, 0.02])


def test_years_that_reach_beyond_the_scenario_are_cut(toy):
    arrays = changed(toy, {"quantity": "cinc", "of": "iran", "value": 0.2, "years": [1900, 1950]})
    assert_allclose(arrays.capability[:2, IRAN], [0.2, 0.01])


def test_shares_follow_an_adjusted_economy(toy):
    arrays = changed(toy, {"quantity": "gdp", "of": "iran", "scale": 2})
    assert_allclose(arrays.economy[0], [200 / 1100, 300 / 1100, 600 / 1100, 0])


def test_lifting_a_sanction_frees_the_ladder(toy):
    arrays = changed(toy, {"quantity": "sanctions", "of": "west->iran", "value": 0})
    assert (arrays.economic_pin[:, IRAN, WEST] == -1).all()
    assert (arrays.economic_event == -1).all()


def test_rivalry_reaches_recorded_pairs_and_first_rungs(toy):
    arrays = changed(toy, {"quantity": "rivalry", "of": "west-russia", "value": 0})
    assert_array_equal(arrays.security_pin[:, RUSSIA, WEST], 1)
    assert arrays.initial_security[RUSSIA, WEST] == 1


def test_copies_and_order(toy):
    arrays = changed(
        toy,
        {"quantity": "cinc", "of": "iran", "equal_to": "russia"},
        {"quantity": "cinc", "of": "iran", "scale": 0.5},
    )
    assert_allclose(arrays.capability[:, IRAN], arrays.capability[:, RUSSIA] / 2)


def test_directions(toy):
    arrays = changed(
        toy,
        {"quantity": "intent", "of": "iran->iraq", "value": 0.9},
        {"quantity": "trust", "of": "west-iran", "value": 0.7},
        {"quantity": "identity", "of": "iran->russia", "value": -0.5},
        {"quantity": "penetration", "of": "iraq->iran", "value": 0.2},
        {"quantity": "clash", "of": "west-iran", "value": 0.1},
    )
    assert (arrays.intent_given[:, IRAN, IRAQ] == 0.9).all()
    assert (arrays.intent_given != -1).sum() == 6
    assert (arrays.trust_given[:, IRAN, WEST] == 0.7).all()
    assert (arrays.trust_given[:, WEST, IRAN] == 0.7).all()
    assert (arrays.identity_given[:, IRAN, RUSSIA] == -0.5).all()
    assert (arrays.identity_given[:, RUSSIA, IRAN] == -9).all()
    assert (arrays.penetration[:, IRAN, IRAQ] == 0.2).all()
    assert (arrays.clash[:, WEST, IRAN] == 0.1).all()


def test_a_pair_may_swap_its_directions(toy):
    arrays = changed(toy, {"quantity": "sanctions", "of": "west-iran", "equal_to": "iran-west"})
    assert_allclose(arrays.sanction[:, IRAN, WEST], [0, 0.5, 0.75, 0.25, 0, 0])
    assert (arrays.sanction[:, WEST, IRAN] == 0).all()


def test_weights_are_three_numbers(toy):
    arrays = changed(toy, {"quantity": "weights", "of": "russia", "value": [0.2, 0.3, 0.5], "years": [1955, 1955]})
    assert_allclose(arrays.weights_given[5, RUSSIA], [0.2, 0.3, 0.5])
    assert (arrays.weights_given[4, RUSSIA] == -1).all()
    copied = changed(toy, {"quantity": "weights", "of": "west", "equal_to": "iran"})
    assert_allclose(copied.weights_given[:, WEST], copied.weights_given[:, IRAN])


# fmt: off
WRONG = {
    "unknown quantity": ({"quantity": "cnic", "of": "iran", "value": 1}, "adjust.0.quantity", "'cnic'",
        "cinc"),
    "unknown actor": ({"quantity": "cinc", "of": "irann", "value": 1}, "adjust.0.of", "'irann'", "iran"),
    "bystander": ({"quantity": "value", "of": "iraq", "value": 1}, "adjust.0.of", "'iraq'", "iran"),
    "unknown pair": ({"quantity": "rivalry", "of": "iran-wst", "value": 1}, "adjust.0.of", "'iran-wst'",
        "iran-west"),
    "unknown direction": ({"quantity": "trust", "of": "iran->wst", "value": 1}, "adjust.0.of", "'iran->wst'",
        "iran->west"),
    "image held by a bystander": ({"quantity": "intent", "of": "iraq->iran", "value": 1}, "adjust.0.of",
        "'iraq->iran'", "iran->iraq"),
    "years outside": ({"quantity": "cinc", "of": "iran", "value": 1, "years": [1980, 1981]}, "adjust.0.years",
        "1980 to 1981", None),
    "two changes": ({"quantity": "cinc", "of": "iran", "value": 1, "scale": 2}, "adjust.0", "value and scale",
        None),
    "no change": ({"quantity": "cinc", "of": "iran"}, "adjust.0", "no change", None),
    "value out of bounds": ({"quantity": "cinc", "of": "iran", "value": 2}, "adjust.0.value", "2", None),
    "one weight": ({"quantity": "weights", "of": "iran", "value": 0.5}, "adjust.0.value", "0.5", None),
    "weights not summing to one": ({"quantity": "weights", "of": "iran", "value": [0.5, 0.5, 0.5]},
        "adjust.0.value", "(0.5, 0.5, 0.5)", None),
    "three capabilities": ({"quantity": "cinc", "of": "iran", "value": [0.1, 0.2, 0.3]}, "adjust.0.value",
        "(0.1, 0.2, 0.3)", None),
    "nothing to multiply": ({"quantity": "trust", "of": "iran->west", "scale": 2}, "adjust.0.scale", "2",
        None),
    "nothing to copy": ({"quantity": "identity", "of": "iran->russia", "equal_to": "west->russia"},
        "adjust.0.equal_to", "no identity on record", None),
    "pair for a direction": ({"quantity": "trust", "of": "iran->west", "equal_to": "iran-russia"},
        "adjust.0.equal_to", "'iran-russia'", None),
    "scaled out of bounds": ({"quantity": "sanctions", "of": "west->iran", "scale": 2}, "adjust.0.scale",
        "sanctions of west->iran becoming 6", None),
}
# fmt: on


@pytest.mark.parametrize(("adjust", "where", "found", "nearest"), WRONG.values(), ids=WRONG)
def test_wrong_adjustments_are_told(toy, adjust, where, found, nearest):
    with pytest.raises(InputError) as caught:
        load(toy).with_settings({"adjust": [adjust]})
    (problem,) = caught.value.problems
    assert problem.key == where
    assert found in problem.found
    assert problem.nearest == nearest


@pytest.mark.parametrize("quantity", ADJUSTABLE_NAMES)
def test_every_adjustable_quantity_has_places(toy, quantity):
    roster = Roster(("iran", "russia"), ("iraq",))
    places = [cells(quantity, text, roster) for text in ("iran", "russia-iran")]
    assert sorted(map(len, places)) in ([0, 1], [0, 2])
    value = [0.2, 0.3, 0.5] if quantity == "weights" else 1.0
    of = "iran" if places[0] else "russia-iran"
    scenario = load(toy).with_settings({"adjust": [{"quantity": quantity, "of": of, "value": value}]})
    assert scenario.document.adjust[0].quantity == quantity
