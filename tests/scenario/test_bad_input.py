"""Every kind of wrong input is told where it stands, what was found, what is allowed and the nearest name."""

from __future__ import annotations

import copy
import datetime as dt
import functools
import operator
import pickle
import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from realpolitik.errors import InputError, Problem
from realpolitik.scenario import ScenarioDocument, check_file, load, load_profile
from realpolitik.scenario.merging import merged_over
from realpolitik.scenario.scenario import assemble

TOML, CSV, ELITE = "toy.toml", "toy.csv", "profiles/first.toml"
AGAIN = '[[events]]\nid = "again"\n'

# Kind: file, passage replaced (an empty one appends), what replaces it, and what the message must hold:
# where, found, allowed, nearest.
# fmt: off
CASES = {
    "unknown key at the top": (TOML, "title =", "titel =", "titel", "unknown key 'titel'", "description",
        "title"),
    "unknown key of a state": (TOML, "great =", "graet =", "states.russia.graet", "'graet'", "global_reach",
        "great"),
    "unknown key of an event": (TOML, "victim =", "vctim =", "events.ultimatum.vctim", "'vctim'",
        "challenger", "victim"),
    "unknown key of a profile": (ELITE, "risk =", "rsk =", "rsk", "unknown key 'rsk'", "intensity", "risk"),
    "missing key": (TOML, 'kind = "crisis"\nvictim = "iran"', 'kind = "crisis"', "events.ultimatum.victim",
        "nothing", "required (the deciding state that is challenged)", None),
    "format of another version": (TOML, "version = 1", "version = 2", "format_version", "2", "1", None),
    "wrong type": (TOML, "great = true", 'great = "yes"', "states.russia.great", "'yes'", "true or false",
        None),
    "text for a number": (TOML, "clash = 0.4", 'clash = "0.4"', "pairs.russia-iran.clash", "'0.4'",
        "a number", None),
    "not a number": (TOML, "clash = 0.4", "clash = nan", "pairs.russia-iran.clash", "nan", "finite number",
        None),
    "infinity in a step": (TOML, "[1951, 0.5]", "[1951, inf]", "penetration.russia->iran.0.1", "inf",
        "finite", None),
    "number out of bounds": (TOML, "clash = 0.4", "clash = 1.5", "pairs.russia-iran.clash", "1.5",
        "less than or equal to 1", None),
    "enormous number": (TOML, "clash = 0.4", f"clash = {'9' * 4000}", "pairs.russia-iran.clash", "9999...",
        "a number", None),
    "years out of order": (TOML, "[1950, 1955]", "[1955, 1950]", "years", "[1955, 1950]", "first year", None),
    "steps out of order": (TOML, "[[1950, 0.3], [1953, 0.6]]", "[[1953, 0.3], [1950, 0.6]]",
        "states.iran.value", "[1953, 1950]", "increasing order", None),
    "step without a number": (TOML, "[1953, 0.6]", "[1953]", "states.iran.value.1", "too few",
        "[year, value]", None),
    "years outside the series": (TOML, "[1950, 1955]", "[1950, 1960]", "years", "1950 to 1960",
        "1949 to 1955", None),
    "unknown profile": (TOML, '"second"', '"secnd"', "states.iran.profiles.1.1", "'secnd'", "first, second",
        "second"),
    "profile of another state": (ELITE, 'state = "iran"', 'state = "turkey"', "states.iran.profiles.0.1",
        "profile 'first' of 'turkey'", "'iran'", None),
    "id in capitals": (TOML, "[states.west]", "[states.West]", "states.West", "'West'", "lower-case", None),
    "state and bystander": (TOML, "[bystanders.iraq]", "[bystanders.west]", "bystanders.west",
        "'west' among the", "one of the two", None),
    "state without data": (TOML, "[bystanders.iraq]", '[states.turkey]\nname = "Turkey"\n[bystanders.iraq]',
        "states.turkey", "no columns 'cinc.turkey', 'gdp.turkey', 'distance_km.iran-turkey'", "every actor", None),
    "pair of an unknown state": (TOML, "[pairs.russia-iran]", "[pairs.rusia-iran]", "pairs.rusia-iran",
        "'rusia'", "iran, russia, west", "russia"),
    "pair of a bystander": (TOML, "[pairs.russia-iran]", "[pairs.iraq-iran]", "pairs.iraq-iran",
        "bystander 'iraq'", "iran, russia, west", None),
    "pair with itself": (TOML, "[pairs.russia-iran]", "[pairs.iran-iran]", "pairs.iran-iran", "'iran-iran'",
        "iran-russia", None),
    "pair twice": (TOML, "[penetration]", "[pairs.iran-russia]\nclash = 0.1\n[penetration]",
        "pairs.iran-russia", "a second time, after 'russia-iran'", "each pair once", None),
    "direction as a pair": (TOML, '"russia->iran"', '"russia-iran"', "penetration.russia-iran",
        "'russia-iran'", "russia->iran", None),
    "reach into a bystander": (TOML, '"russia->iran"', '"russia->iraq"', "penetration.russia->iraq", "'iraq'",
        "iran, russia, west", None),
    "pin outside the years": (TOML, "[1952, 1953]", "[1962, 1963]", "pins.0.years", "1962 to 1963",
        "1950 to 1955", None),
    "pin of an unknown pair": (TOML, "iraq-iran", "irak-iran", "pins.0.pair", "'irak'", "iraq", "iraq"),
    "rung too high": (TOML, "level = 0", "level = 4", "pins.0.level", "4", "less than or equal to 3", None),
    "rung not on the ladder": (TOML, 'ladder = "security"\nlevel = 2', 'ladder = "economic"\nlevel = 3',
        "events.arms-deal", "level 3", "0 to 2 on the economic ladder", None),
    "unknown ladder": (TOML, 'ladder = "security"', 'ladder = "securty"', "pins.0.ladder", "'securty'",
        "economic", "security"),
    "event outside the years": (TOML, "year = 1954", "year = 1956", "events.arms-deal.year", "1956",
        "1950 to 1955", None),
    "event of an unknown pair": (TOML, 'pair = "west-iran"', 'pair = "wst-iran"', "events.arms-deal.pair",
        "'wst'", "west", "west"),
    "event by a third": (TOML, 'by = "west"', 'by = "russia"', "events.arms-deal.by", "'russia'",
        "west, iran", None),
    "unknown kind of event": (TOML, 'kind = "crisis"', 'kind = "crises"', "events.ultimatum.kind", "'crises'",
        "tie, crisis, note", "crisis"),
    "crisis of a bystander": (TOML, 'victim = "iran"', 'victim = "iraq"', "events.ultimatum.victim", "'iraq'",
        "iran, russia, west", None),
    "crisis with oneself": (TOML, 'challenger = "iraq"', 'challenger = "iran"', "events.ultimatum.challenger",
        "'iran'", "other than the victim", None),
    "event id twice": (TOML, '"ultimatum"', '"arms-deal"', "events.arms-deal.id", "'arms-deal'",
        "each id once", None),
    "events in conflict": (TOML, "", AGAIN +
        'year = 1954\nkind = "tie"\npair = "iran-west"\nladder = "security"\nlevel = 1\n',
        "events.again.year", "a second event for iran-west on the security ladder in 1954, after 'arms-deal'",
        "drop_events", None),
    "crises in conflict": (TOML, "", AGAIN +
        'year = 1951\nkind = "crisis"\nvictim = "iran"\nchallenger = "west"\n',
        "events.again.year", "a crisis of iran in 1951", "one a year", None),
    "unknown event dropped": (TOML, "[states.iran]", 'drop_events = ["ultimtum"]\n[states.iran]',
        "drop_events.0", "'ultimtum'", "arms-deal", "ultimatum"),
    "pact under sanctions at the start": (TOML, "{ security = 0 }", "{ security = 3, economic = 0 }",
        "initial.west-iran", "security 3 with economic 0", "economic 1 or 2", None),
    "pact under sanctions by pins": (TOML, "level = 0",
        'level = 3\n[[pins]]\npair = "iran-iraq"\nladder = "economic"\nyears = [1953, 1955]\nlevel = 0',
        "pins.0.level", "a pact (security 3) in 1953", "economic 1 or 2", None),
    "unknown assumption": (TOML, "trust_loss", "trust_los", "assumptions.trust_los", "'trust_los'",
        "contest_exponent", "trust_loss"),
    "assumption not a number": (TOML, "trust_loss = 0.5", "trust_loss = inf", "assumptions.trust_loss", "inf",
        "finite number", None),
    "unknown switch": (TOML, 'crises = "off"', 'crisis = "off"', "switches.crisis", "'crisis'", "wedge",
        "crises"),
    "unknown switch setting": (TOML, 'crises = "off"', 'crises = "of"', "switches.crises", "'of'", "off, on",
        "off"),
    "unknown recorded pair": (TOML, "[states.iran]", 'mapping.recorded_pairs = ["russia-wst"]\n[states.iran]',
        "mapping.recorded_pairs.0", "'wst'", "west", "west"),
    "series not there": (TOML, '"toy.csv"', '"toi.csv"', "series", "no file 'toi.csv'", "toy.csv", "toy.csv"),
    "weights not summing to one": (ELITE, "autonomy = 0.3", "autonomy = 0.4", "weights", "sum to 1.1",
        "sum to 1", None),
    "image of oneself": (ELITE, "russia = 0.8", "iran = 0.8", "", "images.iran", "other actors", None),
    "image out of bounds": (ELITE, "russia = 0.8", "russia = 8", "images.russia", "8",
        "less than or equal to 1", None),
    "year twice": (CSV, "1954,", "1953,", "year", "1953 twice", "each year once", None),
    "year left out": (CSV, "1949,0.01,0.1,0.4,0.005,100,300,600,1,2000,50,1,0,1,0,,0,hostile\n1950", "1949",
        "year", "1951 after 1949", "a row for every year", None),
    "years backwards": (CSV, "1954,", "1946,", "year", "1946 after 1953", "increasing order", None),
    "year as text": (CSV, "1954,", "c. 1954,", "line 7.year", "'c. 1954'", "whole number", None),
    "text in a number": (CSV, "1952,0.01", "1952,n/a", "line 5.cinc.iran", "'n/a'", "a number 0 to 1", None),
    "nan in a series": (CSV, "1952,0.01", "1952,nan", "line 5.cinc.iran", "'nan'", "an empty cell", None),
    "infinity in a series": (CSV, ",100,300,600", ",inf,300,600", "line 2.gdp.iran", "'inf'", "0 or more",
        None),
    "figure out of bounds": (CSV, "2000,50,1,2,1,5", "2000,50,1,7,1,5", "sanctions.west-iran", "'7'",
        "0 to 4", None),
    "class misspelt": (CSV, "distant", "distnt", "line 6.recorded_class.iran-russia", "'distnt'",
        "transactional", "distant"),
    "unknown column": (CSV, "rivalry.", "rivalri.", "rivalri.russia-west", "'rivalri.russia-west'", "rivalry",
        "rivalry.russia-west"),
    "column of a pair for an actor": (CSV, "gdp.west", "gdp.west-iran", "gdp.west-iran", "unknown column",
        "gdp.iran", None),
    "column twice": (CSV, "distance_km.russia-west", "distance_km.russia-iran", "distance_km.russia-iran",
        "the same figures as column 'distance_km.iran-russia'", "once", None),
    "column missing": (CSV, "gdp.russia", "gdp.rusia", "states.russia", "no column 'gdp.russia' in toy.csv",
        "every deciding state", "gdp.rusia"),
    "no year column": (CSV, "year,", "yera,", "line 1", "'yera'", "'year'", "year"),
    "cells missing": (CSV, ",distant", "", "line 6", "17 cells", "18 cells", None),
    "quotes not closed": (CSV, "1955,", '1955,"', "line 8", "syntax error", "comma-separated", None),
}
# fmt: on


@pytest.mark.parametrize(("name", "old", "new", "where", "found", "allowed", "nearest"), CASES.values(), ids=CASES)
def test_wrong_input_is_told_in_full(edit, name, old, new, where, found, allowed, nearest):
    path = edit(name, old, new)
    with pytest.raises(InputError) as caught:
        load(path)
    told = [problem for problem in caught.value.problems if where in problem.key and found in problem.found]
    assert told, str(caught.value)
    assert allowed in told[0].allowed
    assert told[0].nearest == nearest
    assert told[0].file.endswith((name, TOML))
    assert str(told[0]) in str(caught.value)
    # One mistake is not told many times over.
    assert len(caught.value.problems) <= 5, str(caught.value)


def test_all_problems_of_all_files_are_told_at_once(edit):
    edit("toy.csv", "1952,0.01", "1952,x")
    edit("profiles/first.toml", "autonomy = 0.3", "autonomy = 0.4")
    edit("toy.toml", "clash = 0.4", "clash = 7")
    edit("toy.toml", "trust_loss", "trust_los")
    edit("toy.toml", 'victim = "iran"', 'victim = "irann"')
    path = edit("toy.toml", "title =", "titel =")
    with pytest.raises(InputError) as caught:
        load(path)
    keys = {problem.key for problem in caught.value.problems}
    assert keys == {
        "title",
        "titel",
        "pairs.russia-iran.clash",
        "assumptions.trust_los",
        "events.ultimatum.victim",
        "weights",
        "line 5.cinc.iran",
    }


def test_one_state_is_not_enough(tmp_path):
    path = tmp_path / "alone.toml"
    path.write_text('title = "t"\nyears = [1950, 1951]\n[states.iran]\nname = "Iran"\n')
    with pytest.raises(InputError, match="two deciding states or more"):
        load(path)


def test_sections_of_the_wrong_kind_are_told(tmp_path):
    path = tmp_path / "odd.toml"
    sections = [name for name in ScenarioDocument.model_fields if name not in ("extends", "description")]
    for wrong in ("5", '"x"', "[[[]]]", "{ a = { b = 1 } }", "[1979-02-11]", "true"):
        path.write_text("\n".join(f"{section} = {wrong}" for section in sections))
        with pytest.raises(InputError) as caught:
            load(path)
        assert len(caught.value.problems) > 10


UNREADABLE = {
    "missing": (None, "no such file", "a TOML file in UTF-8"),
    "folder": ("folder", "a folder", "a TOML file"),
    "empty": (b"", "an empty file", "a TOML file"),
    "blank": (b" \n\n", "an empty file", "a TOML file"),
    "no UTF-8": (b'title = "\xff\xfe"', "no UTF-8 text (at byte 9)", "a TOML file in UTF-8"),
    "binary": (b"\x00\x01\x02", "a binary file", "a TOML file"),
    "syntax": (b"a = 1\nb = [", "a syntax error", "TOML"),
    "line of the syntax error": (b"a = 1\nb =\n", "line 2", "TOML"),
    "nested too deeply": (b"a = " + b"[" * 100_000, "nested too deeply", "TOML"),
    "endless number": (b"a = " + b"9" * 5_000, "number that cannot be read", "TOML"),
}


@pytest.mark.parametrize(("content", "found", "allowed"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("read", [load, load_profile, check_file])
def test_unreadable_files_are_refused(tmp_path, read, content, found, allowed):
    path = tmp_path / "file.toml"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(str(path))
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    assert found in problem.found
    assert allowed in problem.allowed


@pytest.mark.parametrize("name", ["no-such-scenario", "", "a\0b", "x" * 5_000])
def test_unknown_names_are_refused(name):
    for read in (load, load_profile):
        with pytest.raises(InputError, match="unknown"):
            read(name)


def test_a_byte_order_mark_is_no_mistake(toy):
    toy.write_bytes(b"\xef\xbb\xbf" + toy.read_bytes())
    assert load(toy).title == "Toy"


def test_an_unused_profile_of_a_bad_state_name_is_checked_alone(toy):
    assert check_file(toy) == "scenario"
    assert check_file(toy.parent / "profiles" / "first.toml") == "profile"


JUNK = (
    *(
        None,
        5,
        -1,
        1e308,
        float("nan"),
        float("inf"),
        10**400,
        True,
        [],
        [[]],
        {},
        {"a": 1},
        [1, 2],
        [1950, 1955],
    ),
    *([[1950, 0.1]], [None], [{"a": [{}]}], dt.date(1979, 2, 11), "", "x", "iran", "iran-west", "iran->west"),
    *("a\0b", "../x", "%s", "{found}", "[key]", "number", "tie"),
)
KEYS = ("x", "West", "west-iran", "[key]", "number", ".")


def places(content, path=()):
    """Yield the paths of everything in a document."""
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from places(item, (*path, key))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(data=st.data())
def test_no_mistake_ends_in_another_exception(toy, data):
    content = tomllib.loads(toy.read_text())
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(content))))
        parent = functools.reduce(operator.getitem, path[:-1], content)
        if isinstance(parent, dict) and data.draw(st.booleans()):
            parent[data.draw(st.sampled_from(KEYS))] = parent.pop(path[-1])
        else:
            parent[path[-1]] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
    problems = ()
    try:
        assemble("toy", merged_over(None, content, "toy.toml"), (toy.parent,))
    except InputError as error:
        problems = error.problems
    assert all(problem.file and problem.found and problem.allowed for problem in problems)


def test_input_errors_survive_pickling():
    error = InputError([Problem(("a", 0), "x", "y", "z", "f.toml")])
    copy = pickle.loads(pickle.dumps(error))
    assert copy.problems == error.problems
    assert str(copy) == "f.toml: a.0: found x; allowed: y; did you mean 'z'?"
