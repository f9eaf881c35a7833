"""The structure of the world on the page: what a slider sets is what the scenario file and the command line run."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import numpy as np
import pytest

import realpolitik
from realpolitik.app.explore.refining import Tally
from realpolitik.app.explore.settings import Exploration, from_query
from realpolitik.app.explore.stepping import SteppedRun
from realpolitik.app.explore.system_words import structure_in_words, value_in_words
from realpolitik.app.explore.taking_away import data_text, scenario_text
from realpolitik.app.explore.uploads import UPLOADS
from realpolitik.app.language import language_of
from realpolitik.cli import main
from realpolitik.errors import InputError
from realpolitik.scenario import load, shipped_scenarios
from realpolitik.scenario.structure import structure_in

MOVED = Exploration(
    "islamic-republic",
    seed=3,
    run=5,
    changes={"trust_loss": 0.8, "crises": "off"},
    system={"strength.russia": 2.83, "strength.west": 0.5, "sanctions.west-iran": 1},
)
ADJUST = (
    '[{quantity = "cinc", of = "russia", scale = 2.83}, {quantity = "cinc", of = "west", scale = 0.5}, '
    '{quantity = "sanctions", of = "west->iran", value = 1}]'
)
HEAD = 'format_version = 1\nextends = "islamic-republic"\ntitle = "Mine"\n'


def arrays_are_equal(one, other):
    return all(np.array_equal(first, second) for first, second in zip(one.arrays, other.arrays, strict=True))


@pytest.mark.parametrize("name", [entry.name for entry in shipped_scenarios()])
def test_every_slider_of_every_scenario_runs_what_the_file_runs(name):
    levers = Exploration(name).levers()
    states = Exploration(name).base().roster.states
    assert [lever.name for lever in levers if lever.is_strength] == [f"strength.{state}" for state in states]
    for end in ("low", "high"):
        system = {lever.name: getattr(lever, end) for lever in levers}
        exploration = Exploration(name, system=system)
        assert from_query(dict(parse_qsl(exploration.query()))) == exploration
        timeline, _ = exploration.inputs()
        assert arrays_are_equal(timeline, exploration.load().timeline())
        assert not arrays_are_equal(timeline, Exploration(name).inputs()[0])


def test_the_bloc_sanctions_the_client_and_each_of_its_parts_does():
    def sanctions(name):
        return [lever.name for lever in Exploration(name).levers() if not lever.is_strength]

    assert sanctions("multipolar-with-china") == ["sanctions.west-iran"]
    assert sanctions("united-states-and-europe") == ["sanctions.united_states-iran", "sanctions.europe-iran"]
    assert sanctions("neighbours") == []


def test_without_sanctions_it_is_the_scenario_without_sanctions():
    timeline, _ = Exploration("islamic-republic", system={"sanctions.west-iran": 0}).inputs()
    assert arrays_are_equal(timeline, load("no-sanctions").timeline())


def test_sanctions_bind_from_two_on_and_strength_leaves_economies():
    timelines = [Exploration("pahlavi", system={"sanctions.west-iran": step}).inputs()[0] for step in range(5)]
    held = [(timeline.arrays.economic_pin[:, 0, 2] == 0).all() for timeline in timelines]
    assert held == [False, False, True, True, True]
    assert [timeline.arrays.sanction[0, 2, 0] * 4 for timeline in timelines] == [0, 1, 2, 3, 4]
    own, stronger = (Exploration("pahlavi", system=one).inputs()[0].arrays for one in ({}, {"strength.russia": 2.0}))
    assert np.array_equal(stronger.capability[:, 1], own.capability[:, 1] * 2.0)
    assert np.array_equal(stronger.capability[:, [0, 2]], own.capability[:, [0, 2]])
    assert np.array_equal(stronger.economy, own.economy)


def test_page_file_and_command_line_run_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("realpolitik.report.style.as_png", lambda figure: b"")  # the figures are tested elsewhere
    monkeypatch.setattr("realpolitik.report.bands.draw_bands", lambda *table, **told: None)
    page = Tally(MOVED).up_to(60)
    file = tmp_path / "mine.toml"
    file.write_text(scenario_text(MOVED))
    from_file = realpolitik.simulate(file, runs=60, seed=3)
    changed = load("islamic-republic").with_settings({"adjust": ADJUST, **MOVED.changes})
    from_settings = realpolitik.simulate(changed, runs=60, seed=3)
    untouched = Tally(replace(MOVED, system={})).up_to(60)
    assert any(not np.array_equal(page.by_pair[pair], untouched.by_pair[pair]) for pair in page.by_pair)
    for results in (from_file, from_settings, realpolitik.simulate(MOVED.load(), runs=60, seed=3)):
        for row, pair in enumerate(results.pairs):
            assert np.array_equal(page.by_pair[pair], results.ensemble.class_count[:, row] / 60)
    common = ["--runs", "60", "--seed", "3", "--out"]
    settings = ["--set", f"adjust={ADJUST}", "--set", "trust_loss=0.8", "--set", "crises=off"]
    for place, words in (("file", [str(file)]), ("set", ["islamic-republic", *settings])):
        assert main(["run", *words, *common, str(tmp_path / place)]) == 0
        written = (tmp_path / place).glob("**/*by_year*.csv")
        assert [path.read_text() for path in written] == [from_file.by_year().to_csv(index=False)]


def test_a_system_applies_to_both_scenarios_where_the_states_exist():
    system = {"strength.russia": 2.0, "sanctions.west-iran": 0}
    exploration = Exploration("islamic-republic", "neighbours", system=system)
    assert arrays_are_equal(exploration.inputs(beside=True)[0], exploration.load(beside=True).timeline())
    own = load("neighbours").timeline().arrays.capability
    assert np.array_equal(exploration.inputs(beside=True)[0].arrays.capability[:, 1], own[:, 1] * 2.0)
    assert exploration.adjustments(beside=True) == exploration.adjustments()[:1]
    assert [lever.high for lever in exploration.levers() if lever.name == "strength.west"] == [4.0]
    tighter = Exploration("islamic-republic", "century", system={"strength.west": 4.0, "strength.russia": 2.0})
    assert [lever.high for lever in tighter.levers() if lever.name == "strength.west"] == [1.95]
    assert tighter.fitted().system == {"strength.russia": 2.0}


def test_a_move_that_is_taken_back_leaves_nothing():
    exploration = Exploration().with_system("strength.iran", 2.0)
    assert "strength.iran=2.0" in exploration.query()
    assert exploration.with_system("strength.iran", None) == Exploration()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"strength.rusia": "2"}, "strength.rusia: found the unknown state 'rusia'.*did you mean 'russia'"),
        ({"strength.russia": "5"}, "a number from 0.25 to 4"),
        ({"strength.russia": "nan"}, "a number from 0.25 to 4"),
        ({"strength.russia": "true"}, "a number from 0.25 to 4"),
        ({"strength.west": "3", "scenario": "century"}, "a number from 0.25 to 1.95"),
        ({"strength.china": "2"}, "the unknown state 'china'"),
        ({"sanctions.west-iran": "5"}, "a whole number from 0 to 4"),
        ({"sanctions.west-iran": "1.5"}, "a whole number from 0 to 4"),
        ({"sanctions.iran-west": "1"}, "did you mean 'west-iran'"),
        ({"sanctions.west-iran": "1", "scenario": "neighbours"}, "the unknown pair 'west-iran'; allowed: nothing"),
        ({"sanctions.": "1"}, "the unknown pair ''"),
    ],
)
def test_a_bad_address_is_explained(words, told):
    with pytest.raises(InputError, match=told):
        from_query(words)


def test_a_pact_of_the_scenario_forbids_sanctions_that_bind():
    pact = HEAD + '[[pins]]\npair = "iran-west"\nladder = "security"\nyears = [2000, 2001]\nlevel = 3\n'
    pact += '[[adjust]]\nquantity = "sanctions"\nof = "west->iran"\nvalue = 0\n'
    name = UPLOADS.add("pact.toml", pact.encode())
    assert [lever.high for lever in Exploration(name).levers() if not lever.is_strength] == [1]


@pytest.mark.parametrize(
    ("own", "commented"),
    [
        ("", 0),
        ("[assumptions]\ntrust_loss = 0.7\n", 1),
        ('adjust = [{quantity = "gdp", of = "iran", scale = 2.0}]\n', 3),
        ('[[adjust]]\nquantity = "cinc"\nof = "russia"\nequal_to = "west"\n', 0),
    ],
)
def test_an_upload_comes_back_with_the_changes(own, commented, tmp_path):
    name = UPLOADS.add("mine.toml", (HEAD + own).encode())
    exploration = replace(MOVED, scenario=name)
    text = scenario_text(exploration)
    assert text.startswith(HEAD + own)
    assert sum(line.startswith("# [") for line in text.splitlines()) == commented
    file = tmp_path / "back.toml"
    file.write_text(text)
    returned = load(file)
    if not commented:
        assert arrays_are_equal(returned.timeline(), exploration.inputs()[0])
        assert returned.overrides == exploration.load().overrides


def test_run_why_and_data_see_the_system():
    run = SteppedRun(MOVED)
    run.go_to(1979)
    own = SteppedRun(Exploration("islamic-republic"))
    assert run.now.capability["russia"] == own.now.capability["russia"] * 2.83
    explained = realpolitik.explain(MOVED.load(), MOVED.run, 1979, "iran-west", MOVED.seed)
    assert explained.great_powers == ("russia",)
    assert data_text(MOVED) == realpolitik.simulate(MOVED.load(), 500, MOVED.seed).by_year().to_csv(index=False)


def test_the_structure_is_told_in_words():
    names = {actor: actor.upper() for actor in ("iran", "russia", "west", "iraq", "israel", "saudi_arabia")}

    def told(system, code="en"):
        timeline, _ = Exploration("islamic-republic", system=system).inputs()
        return structure_in_words(timeline, names, language_of(code))

    assert told({})[0].startswith("1979: two great powers, WEST and RUSSIA: bipolar. Concentration 0.5")
    assert told({})[1] == "2025: one great power, WEST: unipolar. Concentration 1.00."
    assert told({"strength.russia": 4.0, "strength.west": 0.25})[0].startswith("1979: one great power, RUSSIA: unip")
    assert "چندقطبی" in told({"strength.iran": 4.0, "strength.russia": 0.25, "strength.west": 0.25}, "fa")[0]


def test_concentration_is_that_of_the_great_powers():
    timeline = load("islamic-republic").timeline()
    found = structure_in(timeline, 1979)
    west, russia = (timeline.arrays.capability[0, timeline.actors.index(name)] for name in ("west", "russia"))
    assert found.great_powers == ("west", "russia")
    assert found.concentration == pytest.approx((west**2 + russia**2) / (west + russia) ** 2)


def test_capabilities_that_grow_by_the_model_are_told_for_the_start_alone():
    name = UPLOADS.add("growing.toml", (HEAD + 'capabilities = "model"\n').encode())
    exploration = Exploration(name, system={"strength.russia": 2.0})
    names = exploration.base().names
    told = structure_in_words(exploration.inputs()[0], names, language_of("en"))
    assert [line[:4] for line in told] == ["1979", "Afte"]


def test_settings_stand_beside_their_sliders():
    strength, sanctions = Exploration().levers()[0], Exploration().levers()[-1]
    english, persian = language_of("en"), language_of("fa")
    assert value_in_words(strength, None, english) == "1.00 ×"
    assert value_in_words(strength, 2.83, persian) == "۲٫۸۳ ×"
    assert value_in_words(sanctions, None, english) == "as in the scenario"
    assert value_in_words(sanctions, 4, english) == "4: full embargo"
