"""The form of an exploration: scenario, run, and a slider or switch for everything that can be assumed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from nicegui import ui

from realpolitik.app.explore.settings import LARGEST_RUN, Exploration, shipped_titles
from realpolitik.app.explore.uploads import PREFIX
from realpolitik.app.language import Language
from realpolitik.app.pages.number_field import NumberField
from realpolitik.theory.assumptions import ASSUMPTIONS, GROUPS, SWITCHES, Assumption, Switch

LARGEST_TYPED_SEED = 10**9
SLIDER_STEPS = 200
NUMBERS = (
    (
        "seed",
        "Seed",
        "Which draws of chance all runs are made from. The same seed gives the same runs.",
    ),
    ("run", "Run", "Which of the many possible histories is stepped through."),
)
"""Fields for numbers: of what, their names, what they mean."""
FIELD = "outlined dense options-dense"
SELECT_TEXT = "event => event.target.select && event.target.select()"
"""Whoever starts to type into a list replaces what stands there."""


def decimals_of(item: Assumption) -> int:
    """Return how many decimals tell the settings of a slider apart."""
    span = item.high - item.low
    return 0 if span >= 100 else 1 if span >= 10 else 3 if span >= 0.2 else 4


def name_of(item: Assumption | Switch) -> str:
    """Return the name of an assumption or a switch as a reader writes it: ``projection scale (km)``."""
    name = item.name.replace("_", " ")
    return f"{name.removesuffix(' km')} (km)" if name.endswith(" km") else name


def source_in_words(source: str, language: Language) -> str:
    """Return a source in the language; authors and years stay as they are written."""
    pieces = source.split("; ")
    told = [language(piece) for piece in pieces]
    apart = [language.apart(piece) if piece == said else said for piece, said in zip(pieces, told, strict=True)]
    return language("; ").join(apart)


class Form:
    """The form; every change is told as the exploration that it makes.

    Parameters
    ----------
    exploration : Exploration
        What the form shows at first.
    language : Language
        The language of its labels.
    changed : callable
        Called with the new exploration.
    """

    def __init__(self, exploration: Exploration, language: Language, changed: Callable[[Exploration], Any]) -> None:
        self.exploration = exploration
        self._language = language
        self._changed = changed
        self._own = exploration.base().overrides

    def _tell(self, exploration: Exploration) -> None:
        if exploration != self.exploration:
            self.exploration = exploration
            self._changed(exploration)

    def draw_world(self) -> None:
        """Show the scenario, the one beside it, and which run of which draws."""
        language = self._language
        titles = {name: language(title) for name, title in shipped_titles().items()}
        for beside, name in ((False, self.exploration.scenario), (True, self.exploration.beside)):
            if name and name.startswith(PREFIX):
                titles[name] = self.exploration.base(beside=beside).title
        scenario = ui.select(titles, value=self.exploration.scenario, label=language("Scenario"), with_input=True)
        scenario.classes("w-full").props(FIELD)
        scenario.on_value_change(lambda event: self._scenario(event.value))
        scenario.on("focus", js_handler=SELECT_TEXT)
        others = {"": language("none"), **titles}
        beside_it = ui.select(others, value=self.exploration.beside or "", label=language("Beside it"), with_input=True)
        beside_it.classes("w-full").props(FIELD)
        beside_it.on_value_change(lambda event: self._tell(replace(self.exploration, beside=event.value or None)))
        beside_it.on("focus", js_handler=SELECT_TEXT)
        with ui.row().classes("w-full no-wrap"):
            for name, label, told in NUMBERS:
                change = partial(self._number, name)
                with NumberField(language(label), language, getattr(self.exploration, name), change).classes("w-full"):
                    ui.tooltip(language(told)).classes("rp-tooltip").props("max-width=340px")

    def draw_assumptions(self) -> None:
        """Show a slider for each assumption, in groups, and the switches."""
        language = self._language
        for group in GROUPS:
            if group != "growth":  # capabilities follow the record in what is shipped
                with ui.expansion(language(group.capitalize()), value=group == "security").classes("w-full"):
                    for item in ASSUMPTIONS:
                        if item.group == group:
                            self._slider(item)
        with ui.expansion(language("Rival assumptions")).classes("w-full"):
            for switch in SWITCHES:
                self._switch(switch)

    def _scenario(self, name: str | None) -> None:
        if name:  # nothing is chosen while a name is being typed
            self._tell(replace(self.exploration, scenario=name))

    def _number(self, name: str, number: int) -> None:
        if name == "seed" and 0 <= number <= LARGEST_TYPED_SEED:
            self._tell(replace(self.exploration, seed=number))
        elif name == "run" and 0 <= number <= LARGEST_RUN:
            self._tell(replace(self.exploration, run=number))

    def _slider(self, item: Assumption) -> None:
        language = self._language
        own = float(self._own.get(item.name, item.default))
        value = float(self.exploration.changes.get(item.name, own))
        name, decimals = language(name_of(item)), decimals_of(item)
        meaning = language(item.meaning)
        with ui.element("div").classes("w-full").style("padding: 2px 4px"):
            with ui.row().classes("w-full justify-between no-wrap items-baseline"):
                ui.label(name).style("font-size: 0.88rem")
                shown = ui.label(language.number(value, decimals)).style("font-variant-numeric: tabular-nums")
            step = (item.high - item.low) / SLIDER_STEPS
            slider = ui.slider(min=item.low, max=item.high, step=step, value=min(max(value, item.low), item.high))
            slider.props("dense").mark(item.name)
            slider.props["aria-label"] = f"{name}: {meaning}"
            slider.props["data-assumption"] = item.name
            self._explained(meaning, "" if item.unit == "1" else language(item.unit), item.source, slider)

        def change(event: Any) -> None:
            moved = float(f"{float(event.value):.6g}")  # what stands in the address is what is run
            shown.text = language.number(moved, decimals)
            self._tell(self.exploration.with_change(item.name, moved))

        slider.on_value_change(change)

    def _explained(self, meaning: str, unit: str, source: str, control: ui.element) -> None:
        """Tell meaning, unit and source of what stands above: on hover, and to whoever comes by keyboard or touch."""
        with ui.tooltip().classes("rp-tooltip").props("max-width=340px") as told:
            ui.label(meaning + (f" ({unit})" if unit else ""))
            ui.label(source_in_words(source, self._language)).style("opacity: 0.85")
        control.on("focusin", js_handler=f"() => getElement({told.id}).show()")
        control.on("focusout", js_handler=f"() => getElement({told.id}).hide()")

    def _switch(self, item: Switch) -> None:
        language = self._language
        value = str(self.exploration.changes.get(item.name, self._own.get(item.name, item.default)))
        choices = {choice: language(choice.replace("_", " ")) for choice in item.choices}
        name = language(name_of(item))
        with ui.select(choices, value=value, label=name).classes("w-full").props(FIELD) as select:
            self._explained(language(item.meaning), "", item.source, select)
        select.on_value_change(lambda event: self._tell(self.exploration.with_change(item.name, event.value)))
