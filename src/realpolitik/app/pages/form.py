"""The form of an exploration: scenario, run, and a slider or switch for everything that can be assumed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from realpolitik.app.explore.settings import LARGEST_RUN, Exploration
from realpolitik.app.language import Language
from realpolitik.limits import LARGEST_SEED
from realpolitik.scenario import shipped_scenarios
from realpolitik.theory.assumptions import ASSUMPTIONS, GROUPS, SWITCHES, Assumption, Switch

DELAY_S = 0.08


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
        self._own = exploration.load().overrides
        self._draw()

    def _tell(self, exploration: Exploration) -> None:
        if exploration != self.exploration:
            self.exploration = exploration
            self._changed(exploration)

    def _draw(self) -> None:
        language = self._language
        titles = {entry.name: language(entry.title) for entry in shipped_scenarios()}
        ui.select(titles, value=self.exploration.scenario, label=language("Scenario")).classes("w-full").props(
            "outlined dense options-dense"
        ).on_value_change(lambda event: self._tell(self._with(scenario=event.value)))
        ui.select(
            {"": language("none"), **titles}, value=self.exploration.beside or "", label=language("Beside it")
        ).classes("w-full").props("outlined dense options-dense").on_value_change(
            lambda event: self._tell(self._with(beside=event.value or None))
        )
        with ui.row().classes("w-full no-wrap"):
            for name, label, most in (("seed", "Seed", LARGEST_SEED), ("run", "Run", LARGEST_RUN)):
                ui.number(
                    language(label), value=getattr(self.exploration, name), min=0, max=min(most, 10**9), precision=0
                ).classes("w-full").props("outlined dense").on_value_change(
                    lambda event, name=name: self._number(name, event.value)
                )
        for group in GROUPS:
            if group != "growth":  # capabilities follow the record in what is shipped
                self._group(group)
        with ui.expansion(language("Rival assumptions")).classes("w-full").props("dense"):
            for item in SWITCHES:
                self._switch(item)

    def _with(self, **values: Any) -> Exploration:
        from dataclasses import replace

        return replace(self.exploration, **values)

    def _number(self, name: str, value: float | None) -> None:
        if value is not None and value >= 0 and float(value).is_integer():
            self._tell(self._with(**{name: int(value)}))

    def _group(self, group: str) -> None:
        language = self._language
        with ui.expansion(language(group.capitalize()), value=group == "security").classes("w-full").props("dense"):
            for item in ASSUMPTIONS:
                if item.group == group:
                    self._slider(item)

    def _slider(self, item: Assumption) -> None:
        language = self._language
        own = float(self._own.get(item.name, item.default))
        value = float(self.exploration.changes.get(item.name, own))
        name = language(item.name.replace("_", " "))
        meaning = language(item.meaning)
        with ui.element("div").classes("w-full").style("padding: 2px 4px"):
            with ui.row().classes("w-full justify-between no-wrap items-baseline"):
                ui.label(name).style("font-size: 0.86rem")
                shown = ui.label(language.number(value, 3)).style(
                    "font-size: 0.86rem; font-variant-numeric: tabular-nums"
                )
            slider = ui.slider(
                min=min(item.low, own), max=max(item.high, own), step=(item.high - item.low) / 200, value=value
            ).props(f'dense aria-label="{name}: {meaning}"')
            ui.tooltip(f"{meaning} ({language(item.unit)}). {item.source}").props("max-width=320px")

            def change(event: Any) -> None:
                shown.text = language.number(float(event.value), 3)
                self._tell(self.exploration.with_change(item.name, float(event.value)))

            slider.on_value_change(change)
            slider.props(f"throttle={DELAY_S}")

    def _switch(self, item: Switch) -> None:
        language = self._language
        value = str(self.exploration.changes.get(item.name, self._own.get(item.name, item.default)))
        choices = {choice: language(choice.replace("_", " ")) for choice in item.choices}
        name = language(item.name.replace("_", " "))
        with (
            ui.select(choices, value=value, label=name)
            .classes("w-full")
            .props("outlined dense options-dense") as select
        ):
            ui.tooltip(f"{language(item.meaning)}. {item.source}").props("max-width=320px")
        select.on_value_change(lambda event: self._tell(self.exploration.with_change(item.name, event.value)))
