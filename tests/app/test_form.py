"""The form of an exploration, without a browser: what it shows is what is run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from nicegui import Client, ui

from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.uploads import UPLOADS
from realpolitik.app.language import language_of
from realpolitik.app.pages.form import Form, decimals_of
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

EXTREME = """format_version = 1
extends = "islamic-republic"
title = "Extreme"
[assumptions]
contest_exponent = 5
rationality = 1000
[switches]
identity = "off"
"""


def on_a_page(act: Callable[[Client], None]) -> None:
    """Do something on a page that no browser shows."""

    async def run() -> None:
        with Client(ui.page(""), request=None) as client:
            act(client)

    asyncio.run(run())


class Shown:
    """A form and what it tells."""

    def __init__(self, client: Client, exploration: Exploration) -> None:
        self.told: list[Exploration] = []
        self.form = Form(exploration, language_of("en"), self.told.append)
        self._client = client
        self.form.draw_world()
        self.form.draw_assumptions()

    def _of_kind(self, kind: type) -> list:
        return [one for one in self._client.elements.values() if isinstance(one, kind)]

    def field(self, label: str) -> ui.input | ui.select:
        """Return a field by its label."""
        return next(one for kind in (ui.select, ui.input) for one in self._of_kind(kind) if one.props["label"] == label)

    def sliders(self) -> dict[str, ui.slider]:
        """Return the sliders of assumptions that are drawn."""
        return {one.props["data-assumption"]: one for one in self._of_kind(ui.slider) if "data-assumption" in one.props}

    def number_at(self, slider: ui.slider) -> str:
        """Return the number that is printed above a slider."""
        row = slider.parent_slot.parent.default_slot.children[0]
        return row.default_slot.children[1].text

    def open_groups(self) -> None:
        for group in self._of_kind(ui.expansion):
            group.value = True

    def choose_scenario(self, name: str) -> None:
        self.field("Scenario").value = name
        self.form.take(self.form.exploration)

    def shows_what_is_run(self) -> None:
        _, run = self.form.exploration.inputs()
        for item in ASSUMPTIONS:
            if item.group != "growth":
                slider = self.sliders()[item.name]
                value = getattr(run, item.name)
                assert slider.value == pytest.approx(min(max(value, item.low), item.high)), item.name
                assert self.number_at(slider) == f"{value:.{decimals_of(item)}f}", item.name
        own = {**self.form.exploration.base().overrides, **self.form.exploration.changes}
        for switch in SWITCHES:
            shown = self.field(switch.name.replace("_", " ")).value
            assert shown == own.get(switch.name, switch.default), switch.name


@pytest.mark.parametrize("opened", ["before", "after"])
@pytest.mark.parametrize("names", [("islamic-republic", "identical-images"), ("identical-images", "islamic-republic")])
def test_another_scenario_shows_what_it_assumes(names, opened):
    def act(client: Client) -> None:
        shown = Shown(client, Exploration(names[0]))
        if opened == "before":
            shown.open_groups()
        shown.choose_scenario(names[1])
        shown.open_groups()
        shown.shows_what_is_run()
        assert shown.told == [Exploration(names[1])], "what a scenario assumes is no change of the visitor"

    on_a_page(act)


def test_what_the_visitor_set_stays_and_an_uploaded_file_leaves_nothing_behind():
    def act(client: Client) -> None:
        shown = Shown(client, Exploration(UPLOADS.add("extreme.toml", EXTREME.encode())))
        shown.open_groups()
        shown.shows_what_is_run()
        shown.sliders()["trust_loss"].value = 0.8
        shown.choose_scenario("pahlavi")
        shown.shows_what_is_run()
        assert shown.sliders()["trust_loss"].value == 0.8
        assert shown.form.exploration.changes == {"trust_loss": 0.8}

    on_a_page(act)


def test_a_slider_moved_back_to_its_own_place_is_told():
    def act(client: Client) -> None:
        shown = Shown(client, Exploration())
        slider = shown.sliders()["contest_exponent"]
        own = slider.value
        for place in (own + slider.props["step"], own):
            slider.value = place
            assert shown.told[-1].changes["contest_exponent"] == pytest.approx(place)

    on_a_page(act)


def test_a_number_beyond_the_ends_of_its_slider_is_read_out_as_it_is_printed():
    def act(client: Client) -> None:
        shown = Shown(client, Exploration(UPLOADS.add("extreme.toml", EXTREME.encode())))
        slider = shown.sliders()["contest_exponent"]
        assert slider.props["aria-valuetext"] == shown.number_at(slider) == "5.000"
        slider.value = slider.props["min"]
        assert "aria-valuetext" not in slider.props, "the browser reads out where it stands"

    on_a_page(act)
