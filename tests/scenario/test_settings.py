"""Single values changed by their path, as `--set path=value` does."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from realpolitik.errors import InputError
from realpolitik.scenario import load, parse_settings
from realpolitik.scenario.settings import read_value
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

CHANGES = {
    "number": ({"assumptions.trust_gain": 0.1}, lambda d: d.assumptions["trust_gain"], 0.1),
    "number as text": ({"assumptions.trust_gain": "0.1"}, lambda d: d.assumptions["trust_gain"], 0.1),
    "switch": ({"switches.images": "equal"}, lambda d: d.switches["images"], "equal"),
    "state": ({"states.iran.value": "0.7"}, lambda d: d.states["iran"].value, 0.7),
    "steps": ({"states.iran.value": "[[1950, 0.1], [1952, 0.2]]"}, lambda d: d.states["iran"].value,
              ((1950, 0.1), (1952, 0.2))),
    "years": ({"years": "[1951, 1954]"}, lambda d: d.years, (1951, 1954)),
    "mode": ({"profiles": "record"}, lambda d: d.profiles, "record"),
    "text": ({"title": "Another title"}, lambda d: d.title, "Another title"),
    "pair": ({"pairs.iran-russia.clash": 0}, lambda d: d.pairs["iran-russia"].clash, 0),
    "pair turned": ({"pairs.russia-iran.clash": 0}, lambda d: d.pairs["iran-russia"].clash, 0),
    "new pair": ({"pairs.west-russia.clash": 0.2}, lambda d: d.pairs["russia-west"].clash, 0.2),
    "new first rung": ({"initial.russia-iran.economic": "2"},
                       lambda d: d.initial["iran-russia"].economic, 2),
    "direction": ({"penetration.west->iran": 0.2}, lambda d: d.penetration["west->iran"], 0.2),
    "event by id": ({"events.arms-deal.level": 1}, lambda d: d.events[0].level, 1),
    "pin by place": ({"pins.0.level": "1"}, lambda d: d.pins[0].level, 1),
    "list appended": ({"adjust": '[{quantity = "cinc", of = "iran", scale = 2}]'},
                      lambda d: len(d.adjust), 1),
    "list replaced": ({"drop_events": '["visit"]'}, lambda d: d.drop_events, ("visit",)),
    "choice of the mapping": ({"mapping.recorded_pairs": []}, lambda d: d.mapping.recorded_pairs, ()),
}  # fmt: skip


@pytest.mark.parametrize(("change", "look", "value"), CHANGES.values(), ids=CHANGES)
def test_a_setting_changes_one_value(toy, change, look, value):
    scenario = load(toy)
    changed = scenario.with_settings(change)
    assert look(changed.document) == value
    assert changed.settings == change
    assert load(toy).document == scenario.document  # the original is as it was


def test_settings_add_up(toy):
    scenario = load(toy).with_settings({"profiles": "record"}).with_settings({"capabilities": "model"})
    assert (scenario.document.profiles, scenario.document.capabilities) == ("record", "model")
    assert scenario.settings == {"profiles": "record", "capabilities": "model"}
    assert scenario.overrides == {"trust_loss": 0.5, "crises": "off"}


WRONG = {
    "unknown key": ({"nonsense": 1}, "nonsense", "unknown key", None),
    "misspelt key": ({"yeers": 1}, "yeers", "'yeers'", "years"),
    "misspelt key of a state": ({"states.iran.valu": 1}, "states.iran.valu", "'valu'", "value"),
    "unknown state": ({"states.iraan.value": 1}, "states.iraan", "'iraan'", "iran"),
    "unknown pair": ({"pairs.iran-wets.clash": 1}, "pairs.iran-wets", "'iran-wets'", "iran-west"),
    "unknown assumption": ({"assumptions.trust_los": 1}, "assumptions.trust_los", "'trust_los'",
                           "trust_loss"),
    "unknown switch": ({"switches.crisis": "off"}, "switches.crisis", "'crisis'", "crises"),
    "unknown event": ({"events.arms-del.level": 1}, "events.arms-del", "'arms-del'", "arms-deal"),
    "place beyond the list": ({"pins.7.level": 1}, "pins.7", "'7'", None),
    "below a value": ({"years.0.x": 1}, "years.0.x", "below a single value", None),
    "another base": ({"extends": "x"}, "extends", "a setting of the base", None),
    "empty path": ({"": 1}, "", "unknown key", None),
    "not a number": ({"assumptions.trust_loss": "nan"}, "assumptions.trust_loss", "nan", None),
    "text for a number": ({"assumptions.trust_loss": "much"}, "assumptions.trust_loss", "'much'", None),
    "out of bounds": ({"pairs.iran-russia.clash": 2}, "pairs.iran-russia.clash", "2", None),
    "years beyond the series": ({"years": [1940, 1950]}, "years", "1940 to 1950", None),
    "rung too high": ({"events.arms-deal.level": 4}, "events.arms-deal.level", "4", None),
    "table for a value": ({"title": "{ a = 1 }"}, "title", "{'a': 1}", None),
}  # fmt: skip


@pytest.mark.parametrize(("change", "where", "found", "nearest"), WRONG.values(), ids=WRONG)
def test_wrong_settings_are_told(toy, change, where, found, nearest):
    with pytest.raises(InputError) as caught:
        load(toy).with_settings(change)
    problem = caught.value.problems[0]
    assert problem.key == where
    assert found in problem.found
    assert problem.nearest == nearest
    assert problem.file == "setting"


def test_all_wrong_paths_are_told_at_once(toy):
    with pytest.raises(InputError) as caught:
        load(toy).with_settings({"nonsense": 1, "states.x.value": 2})
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("text", ["nonsense", "=1", "a=", ""])
def test_settings_need_a_path_and_a_value(text):
    with pytest.raises(InputError, match="path=value"):
        parse_settings([text, "a=b"])


def test_settings_are_read_as_the_command_line_gives_them():
    assert parse_settings(["a.b = 1", "c=d=e"]) == {"a.b": "1", "c": "d=e"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("1.5", 1.5),
        ("true", True),
        ('"1"', "1"),
        ("word", "word"),
        ("[1, 2]", [1, 2]),
        ("1\nx = 2", "1\nx = 2"),
        ((1, 2), [1, 2]),
        pytest.param("[" * 50_000, "[" * 50_000, id="nested too deeply"),
    ],
)
def test_values_are_read_as_toml_or_stand_for_themselves(text, value):
    assert read_value(text) == value


WEIGHTS = ("autonomy_weight", "development_weight")
possible = {
    item.name: st.floats(item.domain[0], min(item.domain[1], 0.5 if item.name in WEIGHTS else 1e300))
    for item in ASSUMPTIONS
}
assumption_values = st.lists(st.sampled_from(list(possible)), unique=True, max_size=4).flatmap(
    lambda names: st.fixed_dictionaries({name: possible[name] for name in names})
)
settings_of = {item.name: st.sampled_from(item.choices) for item in SWITCHES}
switch_values = st.fixed_dictionaries({}, optional=settings_of)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(assumptions=assumption_values, switches=switch_values, clash=st.floats(0, 1), as_text=st.booleans())
def test_what_is_set_is_what_is_read(toy, assumptions, switches, clash, as_text):
    change = {f"assumptions.{name}": value for name, value in assumptions.items()}
    change |= {f"switches.{name}": value for name, value in switches.items()}
    change["pairs.west-iran.clash"] = clash
    given_as = {path: repr(value) if as_text else value for path, value in change.items()}
    base = load(toy)
    scenario = base.with_settings(given_as)
    assert scenario.document.assumptions == {**base.document.assumptions, **assumptions}
    assert scenario.document.switches == {**base.document.switches, **switches}
    assert scenario.document.pairs["iran-west"].clash == clash
    assert scenario.with_settings(change).digest == scenario.digest


def test_scenarios_travel_between_processes(toy):
    scenario = load(toy)
    copy = pickle.loads(pickle.dumps(scenario))
    assert copy == scenario
    assert copy.digest == scenario.digest


def test_digests_tell_scenarios_apart(toy):
    scenario = load(toy)
    assert scenario.with_settings({"assumptions.trust_loss": 0.6}).digest != scenario.digest
    assert scenario.with_settings({"assumptions.trust_loss": 0.5}).digest == scenario.digest


def test_a_profile_can_be_exchanged(toy):
    scenario = load(toy)
    swapped = scenario.with_profile("first", scenario.elites["second"])
    assert (swapped.timeline().arrays.risk_given[:, 0] == 0.6).all()
    assert swapped.with_settings({"profiles": "elite"}).elites["first"].risk == 0.6
    with pytest.raises(InputError, match="did you mean 'first'"):
        scenario.with_profile("frst", scenario.elites["second"])


@pytest.mark.parametrize("text", ["iran-west", "west-iran"])
def test_pairs_are_read_either_way_round(toy, text):
    assert load(toy).pair(text) == "iran-west"


@pytest.mark.parametrize("text", ["iran-narnia", "iran-iraq", "iran", "iran-iran", ""])
def test_unknown_pairs_are_told(toy, text):
    with pytest.raises(InputError, match="iran-russia, iran-west, russia-west"):
        load(toy).pair(text)
