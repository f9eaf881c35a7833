"""Exploring: the page shows what the command line computes; the newest setting wins; addresses hold settings."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import parse_qsl

import numpy as np
import pytest
from matplotlib.text import Text

import realpolitik
from realpolitik.app.explore.events import draw_timeline, spells
from realpolitik.app.explore.figure import draw_figure
from realpolitik.app.explore.names import description_of, sources_of
from realpolitik.app.explore.refining import STEPS, Refiner, Tally
from realpolitik.app.explore.settings import Exploration, from_query
from realpolitik.app.explore.stepping import SteppedRun
from realpolitik.app.explore.taking_away import scenario_text
from realpolitik.app.explore.triangle import draw_triangle, greatest_threat
from realpolitik.app.language import LANGUAGES, language_of
from realpolitik.errors import InputError
from realpolitik.explanation import explain
from realpolitik.explanation.answer import answer, heading
from realpolitik.explanation.details import aftermath, conditions_table, moves_table, sights, step_table
from realpolitik.explanation.words import percent
from realpolitik.scenario import load
from realpolitik.simulation.states import RealistModel
from realpolitik.theory.assumptions import make_assumptions

CHANGED = Exploration("pahlavi", seed=3, run=7, changes={"trust_loss": 0.8, "crises": "off"})
GROWING = 'format_version = 1\nextends = "pahlavi"\ntitle = "Growing"\ncapabilities = "model"\n'


def mesa_of(exploration):
    scenario = exploration.load()
    assumptions = make_assumptions(**scenario.overrides)
    return RealistModel(scenario.timeline(), assumptions, seed=exploration.seed, run=exploration.run)


def is_alike(view, model):
    states = model.states
    assert view.year == model.year
    assert view.ties == {pair: model.tie(pair) for pair in view.ties}
    assert view.trust == pytest.approx({(a, b): v for a, s in states.items() for b, v in s.trust.items()})
    assert view.threat == pytest.approx({(a, b): v for a, s in states.items() for b, v in s.threat.items()})
    for name, agent in states.items():
        assert view.interests[name] == pytest.approx(agent.interests, abs=1e-6)
        assert view.capability[name] == pytest.approx(agent.capability)


def test_the_triangle_shows_ladders_trust_and_threat():
    run = SteppedRun(CHANGED)
    run.go_to(1960)
    view, names = run.now, {name: name.upper() for name in run.scenario.names}
    drawing = draw_triangle(view, names, language_of("en"))
    for pair in view.ties:
        assert f">trust {view.mutual_trust(pair):.2f}<" in drawing
    for state in view.interests:
        who, value = greatest_threat(view, state)
        assert value == max(view.threat[key] for key in view.threat if key[0] == state) == view.threat[(state, who)]
        assert f">threat {value:.2f}: {who.upper()}<" in drawing
        assert f"{state.upper()}: threat {value:.2f}" in drawing  # for those who hear the page
    assert drawing.count("<line") == 2 * len(view.ties)
    calm = replace(view, threat=dict.fromkeys(view.threat, 0.0))
    assert 'stroke-dasharray="0.0 ' in draw_triangle(calm, names, language_of("en"))
    assert 'stroke-dasharray="0.0 ' not in drawing


def test_the_stepped_run_is_the_run_of_the_mesa_model():
    run, model = SteppedRun(CHANGED), mesa_of(CHANGED)
    for year in run.scenario.years:
        model.step()
        run.go_to(year)
        is_alike(run.now, model)
    assert run.at_end
    assert len(run.seen) == len(run.scenario.years)
    run.forward()
    assert run.at_end
    run.go_to(0)
    assert run.at_start
    run.back()
    assert run.now.year == run.scenario.years[0]


def test_capabilities_that_grow_by_the_model_are_those_of_the_run():
    from realpolitik.app.explore.uploads import UPLOADS

    exploration = Exploration(UPLOADS.add("growing.toml", GROWING.encode()), run=2)
    run, model = SteppedRun(exploration), mesa_of(exploration)
    for year in run.scenario.years:
        model.step()
        run.go_to(year)
    is_alike(run.now, model)
    recorded = SteppedRun(Exploration("pahlavi", run=2))
    recorded.go_to(year)
    assert recorded.now.capability != pytest.approx(run.now.capability)


def test_shares_are_those_of_a_simulation_however_many_steps_they_take():
    exploration = Exploration("pahlavi", beside="pahlavi-without-pacts", seed=3, changes={"trust_loss": 0.8})
    tally = Tally(exploration)
    tally.up_to(20)
    found = tally.up_to(50)
    for shares, beside in ((found, False), (found.beside, True)):
        results = realpolitik.simulate(exploration.load(beside=beside), runs=50, seed=3)
        assert shares.runs == 50
        for row, pair in enumerate(results.pairs):
            assert np.array_equal(shares.by_pair[pair], results.ensemble.class_count[:, row] / 50)


def test_an_address_holds_a_setting():
    exploration = CHANGED.with_change("contest_exponent", 0.6332001)
    assert from_query(dict(parse_qsl(exploration.query()))) == exploration
    assert from_query({}) == Exploration()
    assert exploration.with_change("contest_exponent", None) == CHANGED


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"scenario": "pahlavy"}, "did you mean 'pahlavi'"),
        ({"beside": "/etc/passwd"}, "beside"),
        ({"seed": "-1", "run": "x"}, "run"),
        ({"trust_los": "0.5"}, "did you mean 'trust_loss'"),
        ({"trust_loss": "7"}, "a number from"),
        ({"trust_loss": "nan"}, "a number from"),
        ({"crises": "maybe"}, "off, on"),
        ({"states.iran.value": "0.5"}, "an assumption or a switch"),
        ({f"x{number}": "1" for number in range(200)}, "at most"),
        ({"scenario": "upload-0000"}, "upload the file again"),
    ],
)
def test_a_bad_address_is_explained(words, told):
    with pytest.raises(InputError, match=told.replace("'", ".")):
        from_query(words)


def test_the_newest_setting_wins_and_the_rest_is_dropped():
    wanted = [Exploration("pahlavi", changes={"trust_loss": round(0.5 + number / 100, 2)}) for number in range(30)]
    shown = []

    async def move():
        with ThreadPoolExecutor(1) as pool:
            refiner = Refiner(lambda answer: shown.append(answer.shares), lambda error: pytest.fail(str(error)), pool)
            for exploration in wanted:
                refiner.want(exploration)
                await asyncio.sleep(0.001)
            await refiner.finished()

    asyncio.run(move())
    assert shown[-1].exploration == wanted[-1]
    assert shown[-1].runs == STEPS[-1] == 500
    seen = [wanted.index(shares.exploration) for shares in shown]
    assert seen == sorted(seen), "nothing older is shown after something newer"
    assert len(set(seen)) < len(wanted) / 2, "settings that nobody waits for are not computed"
    assert [shares.runs for shares in shown if shares.exploration == wanted[-1]] == list(STEPS)


def test_an_error_is_told_and_the_next_setting_is_answered():
    shown, told = [], []

    async def move():
        with ThreadPoolExecutor(1) as pool:
            refiner = Refiner(shown.append, told.append, pool)
            refiner.want(Exploration("upload-gone"))
            await refiner.finished()
            refiner.want(Exploration("pahlavi"))
            await refiner.finished()

    asyncio.run(move())
    assert [type(error) for error in told] == [InputError]
    assert shown[-1].shares.runs == 500


def test_a_scenario_taken_away_is_the_one_explored(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(scenario_text(CHANGED))
    assert realpolitik.load(path).overrides == CHANGED.load().overrides


def test_a_scenario_tells_what_it_is_for_in_the_language_or_else_its_title():
    shipped, (english, persian) = load("pahlavi"), map(language_of, ("en", "fa"))
    assert "eve of the revolution" in description_of(shipped, english)
    assert sources_of(shipped, english) == "; ".join(shipped.document.sources)
    for text in (description_of(shipped, persian), sources_of(shipped, persian)):
        assert text
        assert not re.search("[A-Za-z]", re.sub("\u2066[^\u2069]*\u2069", "", text))
    own = shipped.with_settings({"description": "What I wrote", "title": "Mine", "sources": ["a book"]})
    assert description_of(own, english) == "What I wrote"
    assert (description_of(own, persian), sources_of(own, persian)) == ("Mine", "")


def test_a_timeline_tells_its_spells():
    found = spells(["hostile", "hostile", None, "tactical"], 1979)
    assert found == [("hostile", 1979, 1980), (None, 1981, 1981), ("tactical", 1982, 1982)]
    drawn = draw_timeline({"<Iran>": ["hostile", "tactical"]}, range(1979, 1989), language_of("en"), marked_year=1980)
    assert 'aria-label="&lt;Iran&gt;: hostile 1979, tactical 1980"' in drawn
    assert "left:15.00%" in drawn


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("year", "pair"), [(1979, "iran-west"), (1985, "iran-russia"), (2015, "russia-west")])
def test_why_is_told_in_every_language(code, year, pair):
    language = language_of(code)
    told = explain("islamic-republic", 0, year, pair)
    told = replace(told, names={name: language(shown) for name, shown in told.names.items()})
    first, second = (told.names[side.state] for side in told.sides)
    tables = [make(told, language) for make in (moves_table, step_table, conditions_table)]
    assert all((table is None) == (told.drawn is None) for table in tables)
    cells = [cell for table in tables if table for row in (table.columns, *table.rows, table.notes) for cell in row]
    sentences = [heading(told, language), *answer(told, language), *aftermath(told, language)]
    sentences += [sentence for side in sights(told, language) for sentence in side]
    assert first in sentences[0]
    assert second in sentences[1]
    text = " ".join([*sentences, *cells])
    assert "{" not in text
    if told.drawn is not None:
        assert percent(told.option(told.drawn).probability, language) in cells
    if code == "fa":
        assert not re.search("[A-Za-z0-9]", text), text


def test_a_terminal_and_a_page_tell_the_same():
    told = explain("islamic-republic", 0, 1985, "iran-russia")
    text = " ".join(str(told).split())
    for sentence in [*answer(told), *aftermath(told), *(one for side in sights(told) for one in side)]:
        assert sentence in text


def test_a_figure_speaks_the_language_of_the_page():
    results = realpolitik.simulate("pahlavi", 20)
    figure = draw_figure(results, "iran-russia", language_of("fa"))
    figure.canvas.draw()
    said = [shown.get_text() for shown in figure.findobj(Text) if shown.get_text() and shown.get_visible()]
    assert any("ایران" in text for text in said)
    assert any("۱۹۵۳" in text for text in said)
    foreign = [text for text in said if re.search("[A-Za-z0-9]", text)]
    assert foreign == []
    assert not any(text.endswith("٫") for text in said)  # the full stop is no decimal mark
    title = figure.texts[0]
    assert title.get_ha() == "right"
    assert title.get_position()[0] > 0.9
    english = [shown.get_text() for shown in draw_figure(results, "iran-russia", language_of("en")).texts]
    assert english == [shown.get_text() for shown in results.plot("iran-russia").texts]
