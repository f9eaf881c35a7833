"""The words of the decision trace say what its numbers say."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from realpolitik.explanation import explain
from realpolitik.theory.choice import MOVES
from tests.explanation.conftest import SEED, SETTINGS_OF, STAY


def test_a_pair_at_the_top_is_told_what_a_step_down_would_bring(pahlavi):
    scenario = pahlavi.with_settings(
        {
            "initial.iran-west": {"security": 3, "economic": 2},
            "assumptions.status_quo_bias": 5.0,
            "switches.crises": "off",
        }
    )
    found = explain(scenario, 0, 1948, "iran-west", SEED)
    assert (found.started.class_name, found.drawn) == ("alliance", STAY)
    option = found.option(found.focus)
    assert option.is_step_down
    assert option.gains[option.decider].gain == max(gain.gain for gain in option.gains.values())
    assert found.blocker is None
    assert "No step up was open to them." in str(found)


def test_an_event_that_decided_is_told(pahlavi, republic):
    event = explain(pahlavi, 0, 1955, "iran-west", SEED)
    security = next(given for given in event.given if given.ladder == "security")
    assert (security.kind, security.rung, security.by) == ("event", 2, None)
    assert event.ended.security == 2
    assert "Baghdad Pact" in str(event)
    assert all(not option.possible for option in event.options if option.move.security)
    revolution = explain(republic, 0, 1979, "iran-west", SEED)
    assert [(given.kind, given.by) for given in revolution.given if given.ladder == "security"] == [("event", "iran")]
    assert "An event set their security ladder to confrontation, by Iran" in " ".join(str(revolution).split())
    other_year = explain(pahlavi, 0, 1956, "iran-west", SEED)
    assert "event" not in {given.kind for given in other_year.given}


def test_a_year_of_force_is_told_as_held_by_the_record(republic):
    """Where no pin of the file holds the ladder, force on record does: the words say so, and only then."""
    fought, other = (explain(republic, 0, year, "iran-russia", SEED) for year in (1986, 1990))
    assert [(given.ladder, given.kind, given.rung) for given in fought.given] == [("security", "pin", 0)]
    words = "Their security ladder was held at confrontation by the scenario (a use of force on record)."
    assert words in " ".join(str(fought).split())
    assert not other.given


def test_a_pinned_pair_says_so(republic):
    found = explain(republic, 0, 1990, "russia-west", SEED)
    assert {(given.ladder, given.kind) for given in found.given} == {("economic", "pin"), ("security", "pin")}
    assert found.options == ()
    assert (found.drawn, found.likeliest, found.focus, found.blocker) == (None, None, None, None)
    assert "there was nothing for them to choose" in " ".join(str(found).split())
    assert found.to_frame().empty
    assert "gain_security" in found.to_frame().columns
    json.dumps(found.to_dict(), allow_nan=False)


def test_a_ladder_moved_by_the_record_is_told(republic):
    found = explain(republic, 0, 1979, "iran-west", SEED)
    assert (found.ended_last_year.economic, found.started.economic) == (2, 0)
    assert "The record moved them there" in " ".join(str(found).split())


def test_frame_has_a_row_for_each_move_and_side(decades):
    for found in decades:
        frame = found.to_frame()
        assert len(frame) == 2 * MOVES
        assert not frame.duplicated(["state", "economic_step", "security_step"]).any()
        one_side = frame[frame["state"] == "iran"]
        assert one_side["probability"].sum() == pytest.approx(1.0)
        assert one_side["drawn"].sum() == 1
        parts = frame.filter(regex="^gain_").sum(axis=1, skipna=False)
        assert np.allclose(parts, frame["gain"], atol=1e-12, equal_nan=True)
        assert (frame["gain"].isna() == ~frame["possible"]).all()


def test_dict_is_plain_and_complete(decades):
    for found in decades:
        plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
        assert plain["pair"] == "iran-russia"
        assert plain["blocker"] == found.blocker
        assert plain["drawn"] == {"economic": found.drawn.economic, "security": found.drawn.security}
        for option, shown in zip(found.options, plain["options"], strict=True):
            assert shown["decider"] == option.decider
            for state, gain in option.gains.items():
                assert shown["gains"][state]["net"] == gain.net
                assert shown["gains"][state]["parts"] == gain.parts


def test_text_is_readable(decades):
    for found in decades:
        text = str(found)
        lines = text.splitlines()
        assert max(map(len, lines)) <= 80
        assert len(lines) <= 70
        assert re.match(rf"Why Iran and Russia .+ in {found.year}\n=+\n", text)
        assert not re.search(r"\bnan\b|None|[a-z]_[a-z]", text)
        made = next(line for line in lines if line.startswith("* "))
        percent = f"{100 * found.option(found.drawn).probability:.0f} %"
        assert made.endswith(percent) or made.endswith(("<1 %", ">99 %"))


NAMES = [
    ("North Yemen Republic", "North Korea Republic"),  # the same when cut to one word
    ("United States", "Europe (Britain, France, Germany)"),
    ("Saint Vincent and the Grenadines", "Saint Vincent and the Pines"),  # the same when cut to as much as there is
]


@pytest.mark.parametrize("names", NAMES)
def test_columns_of_long_names_stay_apart(decades, names):
    for found in decades:
        named = replace(found, names={**found.names, **dict(zip(("iran", "russia"), names, strict=True))})
        lines = str(named).splitlines()
        step = next(place for place, line in enumerate(lines) if line.endswith(", by interest"))
        numbers = re.compile(r"  (\S.*?)(?: +(?:[+-]\d\.\d{3}|0\.000)){8}")
        rows = [numbers.fullmatch(line) for line in lines[step + 2 : step + 4]]
        assert all(rows)
        labels = [row[1] for row in rows]
        assert len(set(labels)) == 2
        assert all(name.startswith(label) for name, label in zip(names, labels, strict=True))
        assert "United States" not in names or "United States" in labels
        heads = next(line for line in lines if line.startswith("  economic + security ties"))
        assert all(f" {label} " in heads for label in labels)
        title, *table = lines[next(place for place, line in enumerate(lines) if line.startswith("Had one thing")) :]
        assert re.fullmatch(
            rf"Had one thing been otherwise for ({'|'.join(map(re.escape, names))}) +then +chance", title
        )
        for line in itertools.takewhile(lambda line: "->" in line, table):
            assert re.search(r"[a-z)] +([+-]\d|0)\.\d{3} -> \S+ +(still|now) ", line, re.IGNORECASE)
            assert line.index(" now " if " now " in line else " still ") + 1 == title.index(" then ") + 1


def test_states_of_the_same_name_are_told_apart_by_their_ids(republic):
    alike = republic.with_settings({"states.iran.name": "Realm", "states.russia.name": "Realm"})
    found = explain(alike, 0, 2010, "iran-russia", SEED)
    assert (found.names["iran"], found.names["russia"]) == ("Realm (iran)", "Realm (russia)")
    assert found.names["west"] == republic.names["west"]
    assert all(f"  Realm ({state})  " in str(found) for state in ("iran", "russia"))


@pytest.mark.parametrize("rule", SETTINGS_OF["choice_rule"])
def test_text_suits_every_choice_rule(republic, rule):
    scenario = republic.with_settings({"switches.choice_rule": rule})
    text = " ".join(str(explain(scenario, 2, 1993, "iran-russia", SEED)).split())
    assert ("at random" in text) == (rule == "null")
    assert ("for the pair, staying" in text) <= (rule in ("joint", "best_reply"))
