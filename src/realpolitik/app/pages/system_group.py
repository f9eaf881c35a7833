"""The group "System" of the form: how strong the states are, how hard sanctions, and what system that makes."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from nicegui import ui

from realpolitik.app.explore.names import actor_names
from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.system import AS_GIVEN, WEAKEST, Lever
from realpolitik.app.explore.system_words import (
    STRUCTURE_MEANING,
    STRUCTURE_SOURCE,
    lever_meaning,
    lever_name,
    lever_source,
    structure_in_words,
    value_in_words,
)
from realpolitik.app.language import Language
from realpolitik.app.pages.explained import Explained, source_in_words

DOUBLINGS_A_STEP = 0.25
"""A slider of strength goes by doublings: half and twice lie equally far from 1."""
NOT_SET = -1
"""Place of a slider of sanctions that leaves those of the scenario."""


class SystemGroup:
    """Sliders for the structure of the world; made anew when another scenario has other states.

    Parameters
    ----------
    exploration : Exploration
        What it shows at first.
    language : Language
        Its language.
    changed : callable
        Called with the name of a setting and its value, None for what the scenario has.
    """

    def __init__(
        self, exploration: Exploration, language: Language, changed: Callable[[str, float | None], Any]
    ) -> None:
        self._language = language
        self._changed = changed
        self._shown: Exploration | None = None
        with ui.expansion(language("System")).classes("w-full").props("data-testid=system"):
            with ui.element("div").classes("w-full").style("padding: 2px 4px").props("tabindex=0 role=note") as note:
                self._structure = ui.label().classes("rp-muted").style("white-space: pre-line; font-size: 0.86rem")
                Explained(note, language(STRUCTURE_MEANING), source_in_words(STRUCTURE_SOURCE, language))
            self._structure.props("aria-live=polite data-testid=structure")
            self._sliders = ui.column().classes("w-full").style("gap: 0")
        self.take(exploration)

    def take(self, exploration: Exploration) -> None:
        """Show another exploration."""
        before, self._shown = self._shown, exploration
        if before is None or (before.scenario, before.beside) != (exploration.scenario, exploration.beside):
            self._draw_sliders(exploration)
        if before is None or (before.scenario, before.system) != (exploration.scenario, exploration.system):
            self._tell_structure(exploration)

    def _tell_structure(self, exploration: Exploration) -> None:
        timeline, _ = exploration.inputs()
        names = actor_names(exploration.base(), self._language)
        self._structure.text = "\n".join(structure_in_words(timeline, names, self._language))

    def _draw_sliders(self, exploration: Exploration) -> None:
        scenario = exploration.base()
        names = actor_names(scenario, self._language)
        growing = scenario.document.capabilities == "model"
        self._sliders.clear()
        with self._sliders:
            for lever in exploration.levers():
                name = lever_name(lever, names, self._language)
                meaning = lever_meaning(lever, names, self._language, growing=growing)
                self._slider(lever, name, meaning, exploration.system.get(lever.name))

    def _slider(self, lever: Lever, name: str, meaning: str, value: float | None) -> None:
        language = self._language
        told = value_in_words(lever, value, language)
        with ui.element("div").classes("w-full").style("padding: 2px 4px"):
            with ui.row().classes("w-full justify-between no-wrap items-baseline"):
                ui.label(name).style("font-size: 0.88rem")
                shown = ui.label(told).style("font-variant-numeric: tabular-nums; text-align: end")
            low, high, step = _track(lever)
            slider = ui.slider(min=low, max=high, step=step, value=_place(lever, value)).props("dense")
            if not lever.is_strength:
                slider.props("snap markers")
            slider.props["aria-label"] = f"{name}: {meaning}"
            slider.props["aria-valuetext"] = told
            slider.props["data-setting-of"] = lever.name
            Explained(slider, meaning, source_in_words(lever_source(lever), language))

        # in the browser: a message for every move of every visitor would keep them all waiting
        texts = [
            value_in_words(lever, _value(lever, low + step * place), language) for place in range(_steps(lever) + 1)
        ]
        spoken = f"{json.dumps(texts)}[Math.round((place - {low}) / {step})]"
        say = f"place => getHtmlElement({slider.id}).setAttribute('aria-valuetext', {spoken})"
        slider.on("update:model-value", js_handler=say)

        def change(event: Any) -> None:
            moved = _value(lever, float(event.value))
            shown.text = value_in_words(lever, moved, language)
            self._changed(lever.name, moved)

        slider.on_value_change(change)


def _steps(lever: Lever) -> int:
    """Return how many steps a slider has."""
    low, high, step = _track(lever)
    return round((high - low) / step)


def _track(lever: Lever) -> tuple[float, float, float]:
    """Return the ends of a slider and its step."""
    if lever.is_strength:
        steps = math.floor(math.log2(lever.high) / DOUBLINGS_A_STEP)
        return math.log2(WEAKEST), steps * DOUBLINGS_A_STEP, DOUBLINGS_A_STEP
    return NOT_SET, lever.high, 1


def _place(lever: Lever, value: float | None) -> float:
    """Return where a slider stands."""
    if lever.is_strength:
        return math.log2(AS_GIVEN if value is None else value)
    return NOT_SET if value is None else value


def _value(lever: Lever, place: float) -> float | None:
    """Return the setting of a place of a slider; what stands in the address is what is run."""
    if lever.is_strength:
        value = float(f"{2.0**place:.3g}")
        return None if value == AS_GIVEN else value
    return None if place < 0 else int(place)
