"""Messages about wrong input: whole sentences, each fault once, and what the user meant is understood."""

from __future__ import annotations

import math

import pytest

import realpolitik as rp
from realpolitik.errors import InputError
from realpolitik.scenario import load

ADJUST = '[[adjust]]\nquantity = "sanctions"\nof = "west->iran"\nvalue = '


@pytest.mark.parametrize(("written", "found", "kind"), [("nan", "nan", "a finite number"), ('"1"', "'1'", "a number")])
def test_a_description_is_not_cut_at_a_colon_in_brackets(edit, written, found, kind):
    path = edit("toy.toml", "", f"\n{ADJUST}{written}\n")
    with pytest.raises(InputError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert (problem.key, problem.found) == ("adjust.0.value", found)
    assert problem.allowed == f"{kind} (set to this (weights: three numbers))"


@pytest.mark.parametrize("value", [math.nan, math.inf, 10**400, "high", [0.5], True], ids=lambda value: repr(value)[:9])
def test_an_assumption_that_is_no_number_is_told_once(toy, value):
    with pytest.raises(InputError) as caught:
        load(toy).with_settings({"trust_loss": value})
    (problem,) = caught.value.problems
    assert problem.key == "assumptions.trust_loss"
    assert problem.allowed.startswith(("a number", "a finite number"))


def test_an_assumption_outside_its_domain_is_still_told(toy):
    with pytest.raises(InputError, match=r"assumptions\.trust_loss: found 1\.5; allowed: a number from 0 to 1"):
        load(toy).with_settings({"trust_loss": 1.5})


@pytest.mark.parametrize("given", [["trust_loss"], [], "trust_loss", 0.5])
def test_settings_that_are_no_mapping_are_refused(toy, given):
    with pytest.raises(InputError) as caught:
        rp.simulate(load(toy), 1, assumptions=given)
    (problem,) = caught.value.problems
    assert str(problem) == f"assumptions: found {given!r}; allowed: names and their values, as in {{'trust_loss': 0.5}}"
    with pytest.raises(InputError, match="allowed: names and their values"):
        load(toy).with_settings(given)


def test_settings_whose_names_are_no_texts_are_refused(toy):
    with pytest.raises(InputError, match=r"assumptions: found the name 7; allowed: names and their values"):
        rp.simulate(load(toy), 1, assumptions={7: 0.5})


@pytest.mark.parametrize(
    ("pair", "found"),
    [
        ("iran-iraq", "the bystander 'iraq', which does not decide"),
        ("iraq-iran", "the bystander 'iraq', which does not decide"),
        ("iraq-israel", "the bystanders 'iraq' and 'israel', which do not decide"),
    ],
)
def test_a_pair_with_a_bystander_is_no_slip_of_the_pen(edit, pair, found):
    toy = edit("toy.toml", "[bystanders.iraq]", '[bystanders.israel]\nname = "Israel"\n[bystanders.iraq]')
    head, *rows = (toy.parent / "toy.csv").read_text().splitlines()
    lines = [f"{head},cinc.israel", *(f"{row},0.004" for row in rows)]
    (toy.parent / "toy.csv").write_text("\n".join(lines))
    with pytest.raises(InputError) as caught:
        load(toy).pair(pair)
    (problem,) = caught.value.problems
    assert problem.found == found
    assert problem.allowed == "a pair of deciding states: iran-russia, iran-west, russia-west"
    assert problem.nearest is None


def test_a_misspelt_pair_is_one(toy):
    with pytest.raises(InputError, match=r"the unknown pair 'irann-west'; .*did you mean 'iran-west'\?"):
        load(toy).pair("irann-west")
