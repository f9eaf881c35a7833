"""The form that begins a game, without a browser: years are those of the scenario, and nothing is no year."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from nicegui import Client, ui

from realpolitik.app.language import language_of
from realpolitik.app.pages import play
from realpolitik.app.pages.number_field import NumberField
from realpolitik.app.pages.play import PLAYABLE, PlayPage
from realpolitik.app.play.rooms import Rooms
from realpolitik.app.problems import tell
from realpolitik.scenario import load


@pytest.fixture
def refused(monkeypatch) -> list[str]:
    """Collect what the page complains of."""
    told: list[str] = []
    monkeypatch.setattr(
        play,
        "complain",
        lambda language, error: told.extend(tell(problem, language) for problem in error.problems),
    )
    return told


class Form:
    """The form of a new game."""

    def __init__(self, client: Client, folder: Path) -> None:
        PlayPage(language_of("en"), Rooms(folder), "somebody")
        self._elements = list(client.elements.values())

    def of_kind(self, kind: type, label: str) -> ui.input | ui.select:
        return next(one for one in self._elements if isinstance(one, kind) and one.props["label"] == label)

    def scenario(self) -> ui.select:
        return self.of_kind(ui.select, "Scenario")

    def first_year(self) -> NumberField:
        return self.of_kind(NumberField, "First year that you decide")

    def begin(self) -> None:
        button = next(one for one in self._elements if one.props.get("data-testid") == "begin")
        (listener,) = (one for one in button._event_listeners.values() if one.type == "click")
        listener.handler(None)


def with_form(act: Callable[[Form], None], folder: Path) -> None:
    async def run() -> None:
        with Client(ui.page(""), request=None) as client:
            act(Form(client, folder))

    asyncio.run(run())


def test_the_first_year_is_one_of_the_scenario_that_is_chosen(tmp_path):
    def act(form: Form) -> None:
        assert form.first_year().number == 1990
        for name in (*PLAYABLE, *reversed(PLAYABLE)):
            form.scenario().value = name
            assert form.first_year().number in load(name).years
            assert form.first_year().error is None
        form.first_year().value = "2000"
        form.scenario().value = "century"
        assert form.first_year().number == 2000, "a year that the other scenario has, too, stays"

    with_form(act, tmp_path)


@pytest.mark.parametrize(("typed", "found"), [("", "nothing"), ("1950", "1950"), ("abc", "'abc'")])
def test_a_year_that_cannot_be_is_named_as_it_was_typed(tmp_path, refused, typed, found):
    def act(form: Form) -> None:
        form.first_year().value = typed
        form.begin()

    with_form(act, tmp_path)
    assert refused == [f"First year that you decide: found {found}; allowed: a year from 1979 to 2025"]
