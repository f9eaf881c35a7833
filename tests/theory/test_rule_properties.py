"""Every rule keeps its declared bounds and directions, has a sentence and a source, and is declared here."""

from __future__ import annotations

import inspect
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.theory.rule_properties import DECLARED, OVER_ACTORS, all_rules

ROUNDING = 1e-12


def _values(declared_range):
    if len(declared_range) == 2 and declared_range not in ((0.0, 1.0),):
        return st.floats(*declared_range)
    if declared_range == (0.0, 1.0):
        return st.floats(0.0, 1.0)
    return st.sampled_from(declared_range)


def _arguments(declared):
    return st.fixed_dictionaries({name: _values(bounds) for name, bounds in declared.ranges.items()})


def _rule_id(rule):
    return f"{rule.__module__.rsplit('.', 1)[-1]}.{rule.__name__}"


def test_no_rule_is_missing():
    missing = [_rule_id(rule) for rule in all_rules() if rule not in DECLARED and rule not in OVER_ACTORS]
    assert not missing


@pytest.mark.parametrize("rule", all_rules(), ids=_rule_id)
def test_rule_states_itself_and_its_source(rule):
    text = inspect.getdoc(rule)
    assert text
    assert text[0].isupper()
    whole = text + (inspect.getdoc(inspect.getmodule(rule)) or "")
    named = any(word in whole for word in ("Source", "MODEL", "Returns", "ladder", "source"))
    assert named or rule.__name__ in {"closeness", "is_possible"}


@pytest.mark.parametrize("rule", DECLARED, ids=_rule_id)
def test_arguments_are_those_declared(rule):
    assert set(inspect.signature(rule).parameters) == set(DECLARED[rule].ranges)


@pytest.mark.parametrize("rule", DECLARED, ids=_rule_id)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_bounds(rule, data):
    declared = DECLARED[rule]
    value = rule(**data.draw(_arguments(declared)))
    low, high = declared.bounds
    assert math.isfinite(value)
    assert low - ROUNDING <= value <= high + ROUNDING


@pytest.mark.parametrize(
    ("rule", "argument", "sign"),
    [(rule, name, 1.0) for rule, declared in DECLARED.items() for name in declared.rises]
    + [(rule, name, -1.0) for rule, declared in DECLARED.items() for name in declared.falls],
    ids=lambda value: _rule_id(value) if callable(value) else str(value),
)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_direction(rule, argument, sign, data):
    declared = DECLARED[rule]
    arguments = data.draw(_arguments(declared))
    other = data.draw(_values(declared.ranges[argument]))
    low, high = sorted((arguments[argument], other))
    less = rule(**{**arguments, argument: low})
    more = rule(**{**arguments, argument: high})
    assert sign * (more - less) >= -ROUNDING


@pytest.mark.parametrize(
    ("rule", "argument"),
    [(rule, name) for rule, declared in DECLARED.items() for name in declared.rises + declared.falls],
    ids=lambda value: _rule_id(value) if callable(value) else str(value),
)
def test_effect_exists(rule, argument):
    """A declared direction is not met by a constant: somewhere in the ranges the argument matters."""
    declared = DECLARED[rule]
    grids = {name: _grid(bounds) for name, bounds in declared.ranges.items()}
    found = False
    for number in range(400):
        arguments = {name: grid[_scramble(number, name) % len(grid)] for name, grid in grids.items()}
        values = {rule(**{**arguments, argument: value}) for value in grids[argument]}
        if max(values) - min(values) > 1e-6:
            found = True
            break
    assert found


def _grid(bounds):
    if len(bounds) > 2:
        return bounds
    low, high = bounds
    return tuple(low + (high - low) * step / 4 for step in range(5))


def _scramble(number, name):
    return (number * 2654435761 + sum(map(ord, name)) * 40503) % 2**32 >> 7
