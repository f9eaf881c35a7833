"""The form of an exploration: scenario, run, and a slider or switch for everything that can be assumed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from nicegui import ui

from realpolitik.app.explore.names import description_of, sources_of
from realpolitik.app.explore.settings import LARGEST_RUN, Exploration, shipped_titles
from realpolitik.app.explore.uploads import PREFIX
from realpolitik.app.language import Language
from realpolitik.app.pages.explained import Explained, source_in_words
from realpolitik.app.pages.group import draw_group
from realpolitik.app.pages.number_field import NumberField
from realpolitik.app.pages.system_group import SystemGroup
from realpolitik.limits import LARGEST_SEED
from realpolitik.theory.assumptions import ASSUMPTIONS, GROUPS, SWITCHES, Assumption, Switch

SLIDER_STEPS = 200
NUMBERS = (
    (
        "seed",
        "Seed",
        "Which draws of chance all runs are made from. The same seed gives the same runs.",
        LARGEST_SEED,
    ),
    ("run", "Run", "Which of the many possible histories is stepped through.", LARGEST_RUN),
)
"""Fields for numbers: of what, their names, what they mean, the largest one."""
NUMBERS_SOURCE = "Salmon et al. 2011"
"""Draws that depend on seed, run and year alone."""
SAME_DRAWS = "Both on the same draws: what differs comes from the scenario, not from luck."
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
        self._drawn: list[Callable[[], None]] = []
        self._described: tuple[str, str | None] | None = None

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
        with scenario:
            self._scenario_told = Explained(scenario, "")
        others = {"": language("none"), **titles}
        beside_it = ui.select(others, value=self.exploration.beside or "", label=language("Beside it"), with_input=True)
        beside_it.classes("w-full").props(FIELD)
        beside_it.on_value_change(lambda event: self._worlds(beside=event.value or None))
        beside_it.on("focus", js_handler=SELECT_TEXT)
        with beside_it:
            self._beside_told = Explained(beside_it, "")
        self._describe()
        with ui.row().classes("w-full no-wrap"):
            for name, label, told, most in NUMBERS:
                change, number = partial(self._number, name), getattr(self.exploration, name)
                field = NumberField(language(label), language, number, change, bounds=(0, most))
                with field.classes("w-full"):
                    Explained(field, language(told), source_in_words(NUMBERS_SOURCE, language))

    def draw_assumptions(self) -> None:
        """Show a slider for each assumption, in groups, and the switches."""
        language = self._language
        for group in GROUPS:
            if group != "growth":  # capabilities follow the record in what is shipped
                draw_group(language(group.capitalize()), partial(self._sliders, group), opened=group == "security")
            if group == "development":
                self._system = SystemGroup(self.exploration, language, self._change_system)
        draw_group(language("Rival assumptions"), self._switches)

    def take(self, answered: Exploration) -> None:
        """Show what is known of an exploration once it is computed: its scenarios are read by then."""
        if (answered.scenario, answered.beside) == (self.exploration.scenario, self.exploration.beside):
            self._system.take(self.exploration)
            self._describe()
            self._take_own()

    def _take_own(self) -> None:
        """Show what a scenario assumes wherever the visitor has set nothing."""
        own = self.exploration.base().overrides
        if own != self._own:
            self._own = own
            for show in self._drawn:
                show()

    def _value(self, item: Assumption | Switch) -> float | str:
        """Return what is run: what the visitor set, or else the scenario, or else what is so by default."""
        return self.exploration.changes.get(item.name, self._own.get(item.name, item.default))

    def _describe(self) -> None:
        """Tell what the scenarios are for, and where their facts come from."""
        worlds = (self.exploration.scenario, self.exploration.beside)
        if worlds == self._described:
            return
        self._described = worlds
        language, own = self._language, self.exploration.base()
        self._scenario_told.tell(description_of(own, language), sources_of(own, language))
        if self.exploration.beside:
            other = self.exploration.base(beside=True)
            self._beside_told.tell(description_of(other, language), sources_of(other, language))
        else:
            self._beside_told.tell(language(SAME_DRAWS))

    def _scenario(self, name: str | None) -> None:
        if name:  # nothing is chosen while a name is being typed
            self._worlds(scenario=name)

    def _worlds(self, **names: str | None) -> None:
        """Change a scenario; what it does not let one change about the system is taken back, and that is said."""
        wanted = replace(self.exploration, **names)  # type: ignore[arg-type]
        fitted = wanted.fitted()
        gone = ", ".join(name for name in wanted.system if name not in fitted.system)
        if gone:
            language = self._language
            ui.notify(language("Taken back, for these scenarios do not allow it: {names}", names=language.apart(gone)))
        self._tell(fitted)

    def _change_system(self, name: str, value: float | None) -> None:
        self._tell(self.exploration.with_system(name, value).fitted())

    def _number(self, name: str, number: int) -> None:
        self._tell(replace(self.exploration, **{name: number}))  # type: ignore[arg-type]

    def _sliders(self, group: str) -> None:
        for item in ASSUMPTIONS:
            if item.group == group:
                self._slider(item)

    def _switches(self) -> None:
        for switch in SWITCHES:
            self._switch(switch)

    def _slider(self, item: Assumption) -> None:
        language = self._language
        name, decimals = language(name_of(item)), decimals_of(item)
        meaning = language(item.meaning)
        with ui.element("div").classes("w-full").style("padding: 2px 4px"):
            with ui.row().classes("w-full justify-between no-wrap items-baseline"):
                ui.label(name).style("font-size: 0.88rem")
                shown = ui.label().style("font-variant-numeric: tabular-nums")
            step = (item.high - item.low) / SLIDER_STEPS
            slider = ui.slider(min=item.low, max=item.high, step=step, value=self._place(item))
            slider.props("dense").mark(item.name)
            slider.props["aria-label"] = f"{name}: {meaning}"
            slider.props["data-assumption"] = item.name
            unit = "" if item.unit == "1" else f" ({language(item.unit)})"
            Explained(slider, meaning + unit, source_in_words(item.source, language))

        def tell() -> None:
            value = float(self._value(item))
            shown.text = language.number(value, decimals)
            if item.low <= value <= item.high:
                slider.props(remove="aria-valuetext")
            else:  # where the slider stands is not what is run
                slider.props(f'aria-valuetext="{shown.text}"')

        def show() -> None:
            slider.value = self._place(item)
            tell()

        def change(event: Any) -> None:
            if event.value != self._place(item):  # moved by the visitor, not by another scenario
                moved = float(f"{float(event.value):.6g}")  # what stands in the address is what is run
                self._tell(self.exploration.with_change(item.name, moved))
                tell()

        tell()
        self._drawn.append(show)
        slider.on_value_change(change)

    def _place(self, item: Assumption) -> float:
        """Return where a slider stands; a scenario may have a number beyond its ends."""
        return min(max(float(self._value(item)), item.low), item.high)

    def _switch(self, item: Switch) -> None:
        language = self._language
        choices = {choice: language(choice.replace("_", " ")) for choice in item.choices}
        name = language(name_of(item))
        with ui.select(choices, value=self._value(item), label=name).classes("w-full").props(FIELD) as select:
            Explained(select, language(item.meaning), source_in_words(item.source, language))

        def change(event: Any) -> None:
            if event.value != self._value(item):  # chosen by the visitor, not by another scenario
                self._tell(self.exploration.with_change(item.name, event.value))

        def show() -> None:
            select.value = self._value(item)

        self._drawn.append(show)
        select.on_value_change(change)
