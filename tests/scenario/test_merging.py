"""Variants: what a file says over what its base says."""

from __future__ import annotations

import pytest

from realpolitik.errors import InputError
from realpolitik.scenario import catalogue, load

HEAD = 'extends = "toy"\n'


@pytest.fixture
def variant(toy):
    """Return a function that writes a variant of the toy scenario beside it and loads it."""

    def read(text, name="variant"):
        path = toy.parent / f"{name}.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        return load(path)

    return read


def test_a_variant_without_words_of_its_own_is_its_base(variant, toy):
    scenario = variant("")
    assert scenario.name == "variant"
    assert scenario.digest == load(toy).digest


def test_tables_merge_key_by_key(variant):
    document = variant('title = "V"\n[states.iran]\nvalue = 0.1\n[assumptions]\ntrust_gain = 0.1\n').document
    assert document.title == "V"
    assert document.states["iran"].value == 0.1
    assert document.states["iran"].name == "Iran"
    assert document.assumptions == {"trust_loss": 0.5, "trust_gain": 0.1}
    assert list(document.states) == ["iran", "russia", "west"]


def test_a_pair_is_the_same_pair_either_way_round(variant):
    document = variant('[pairs.iran-russia]\nclash = 0.9\n[initial]\n"iran-west" = { economic = 2 }\n').document
    assert document.pairs["iran-russia"].clash == 0.9
    assert list(document.pairs) == ["iran-russia"]
    assert (document.initial["iran-west"].security, document.initial["iran-west"].economic) == (0, 2)


def test_a_direction_is_the_same_with_spaces(variant):
    assert variant('[penetration]\n"russia -> iran" = 0.25\n').document.penetration == {"russia->iran": 0.25}


def test_pins_events_and_adjustments_are_appended(variant):
    document = variant(
        '[[pins]]\npair = "iran-west"\nladder = "economic"\nyears = [1955, 1955]\nlevel = 1\n'
        '[[events]]\nid = "later"\nkind = "note"\nyear = 1955\n'
        '[[adjust]]\nquantity = "cinc"\nof = "iran"\nscale = 2\n'
    ).document
    assert [pin.pair for pin in document.pins] == ["iran-iraq", "iran-west"]
    assert [event.id for event in document.events] == ["arms-deal", "ultimatum", "visit", "later"]
    assert len(document.adjust) == 1


def test_other_lists_replace(variant):
    document = variant('[states.iran]\nprofiles = [[1950, "second"]]\n').document
    assert document.states["iran"].profiles == ((1950, "second"),)


def test_dropped_events_leave_the_timeline(variant):
    scenario = variant('drop_events = ["arms-deal", "ultimatum"]\n')
    arrays = scenario.timeline().arrays
    assert (arrays.security_event == -1).all()
    assert (arrays.crisis_event == -1).all()
    assert [event.id for event in scenario.document.live_events] == ["visit"]


def test_a_dropped_event_makes_room_for_another(variant):
    scenario = variant(
        'drop_events = ["arms-deal"]\n[[events]]\nid = "treaty"\nkind = "tie"\nyear = 1954\n'
        'pair = "iran-west"\nladder = "security"\nlevel = 1\n'
    )
    assert scenario.timeline().arrays.security_event[4, 0, 2] == 1


def test_narrower_years_leave_out_what_misses_them(variant, toy):
    document = variant("years = [1953, 1955]\n").document
    assert [event.id for event in document.events] == ["arms-deal"]
    assert len(document.pins) == 1  # 1952-53 overlaps
    assert load(toy).with_settings({"years": [1954, 1955]}).document.pins == ()


def test_own_events_outside_own_years_are_told(variant):
    with pytest.raises(InputError, match=r"variant\.toml: events\.early\.year: found 1950"):
        variant('years = [1953, 1955]\n[[events]]\nid = "early"\nkind = "note"\nyear = 1950\n')


def test_a_drop_of_an_event_outside_the_years_is_forgotten(variant, toy):
    variant('drop_events = ["ultimatum"]\n', name="middle")
    path = toy.parent / "outer.toml"
    path.write_text('extends = "middle"\nyears = [1953, 1955]\n')
    assert load(path).document.drop_events == ()


def test_problems_name_the_file_that_holds_them(variant, edit):
    edit("toy.toml", "clash = 0.4", "clash = 4")
    with pytest.raises(InputError) as caught:
        variant("[assumptions]\ntrust_los = 1\n"
                '[[events]]\nid = "late"\nkind = "note"\nyear = 1999\n')  # fmt: skip
    files = {problem.key: problem.file.rpartition("/")[2] for problem in caught.value.problems}
    assert files == {
        "pairs.russia-iran.clash": "toy.toml",
        "assumptions.trust_los": "variant.toml",
        "events.late.year": "variant.toml",
    }


def test_circles_are_told(toy):
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        (toy.parent / f"{name}.toml").write_text(f'extends = "{base}"\n')
    with pytest.raises(InputError, match=r"a\.toml -> .*b\.toml -> .*c\.toml -> .*a\.toml") as caught:
        load(toy.parent / "a.toml")
    assert caught.value.problems[0].key == "extends"
    (toy.parent / "self.toml").write_text('extends = "self"\n')
    with pytest.raises(InputError, match="a circle"):
        load(toy.parent / "self.toml")


@pytest.mark.parametrize(("value", "nearest"), [('"toi"', "toy"), ("5", None), ('""', None), ('"/"', None)])
def test_unknown_bases_are_told(toy, value, nearest):
    path = toy.parent / "variant.toml"
    path.write_text(f"extends = {value}\n")
    with pytest.raises(InputError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert (problem.key, problem.nearest) == ("extends", nearest)


def test_a_file_elsewhere_extends_a_shipped_scenario_by_name(toy, tmp_path_factory, monkeypatch):
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: toy.parent)
    folder = tmp_path_factory.mktemp("elsewhere")
    # The same name as its base: a copy to be changed, not a circle.
    for name in ("mine", "toy"):
        (folder / f"{name}.toml").write_text('extends = "toy"\ntitle = "Mine"\n')
        scenario = load(folder / f"{name}.toml")
        assert (scenario.title, scenario.names["iran"]) == ("Mine", "Iran")
    assert load("toy").title == "Toy"


def test_own_files_come_before_shipped_ones(toy, tmp_path_factory, monkeypatch):
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: toy.parent)
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "mine.toml").write_text('extends = "toy"\n')
    text = (toy.parent / "toy.csv").read_text().replace("0.4,0.005", "0.3,0.005")
    (folder / "toy.csv").write_text(text)
    assert load(folder / "mine.toml").timeline().arrays.capability[0, 2] == 0.3
