"""One run on the explore page: year by year, as a drawing, a timeline, lines and an answer to why."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from nicegui import ui

from realpolitik.app.explore.charts import class_legend, line_colours, lines
from realpolitik.app.explore.events import draw_timeline
from realpolitik.app.explore.names import actor_names, pair_names
from realpolitik.app.explore.stepping import SteppedRun
from realpolitik.app.explore.triangle import draw_triangle
from realpolitik.app.language import Language
from realpolitik.app.pages.parts import chart, heading, icon_button, legend, legend_html, redraw
from realpolitik.app.pages.why import WhyDialog

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario

SPEEDS_S = {"slow": 1.6, "medium": 0.8, "fast": 0.3}
PARTS = ("security", "autonomy", "development")


class RunPanel:
    """The run that is stepped through.

    Parameters
    ----------
    run : SteppedRun
        What it shows first.
    language : Language
        Its language.
    pool : Executor
        Where answers to why are computed.
    moved : callable
        Called with the year whenever another one is shown.
    """

    def __init__(self, run: SteppedRun, language: Language, pool: Executor, moved: Callable[[int], Any]) -> None:
        self.run = run
        self._language = language
        self._pool = pool
        self._moved = moved
        self._scenario: Scenario | None = None
        self._draw()
        self.take(run)

    def _draw(self) -> None:
        language = self._language
        with ui.row().classes("w-full items-center justify-between no-wrap"):
            heading(language("One run, year by year"), 2)
            self._year = ui.label().style("font-size: 1.9rem; font-weight: 700; line-height: 1.1")
            self._year.props('aria-live="polite" data-testid=year')
        with ui.row().classes("items-center w-full").style("gap: 6px"):
            self._play = icon_button("play_arrow", language("Play"), self._toggle)
            icon_button("skip_previous", language("Step back"), self._back)
            icon_button("skip_next", language("Step"), self._forward)
            icon_button("replay", language("Reset"), self._reset)
            speeds = {name: language(name) for name in SPEEDS_S}
            speed = ui.select(speeds, value="medium", label=language("Speed")).props("dense outlined options-dense")
            speed.style("min-width: 7.5rem")
            ui.space()
            why = ui.button(language("Why?"), on_click=self._why).props("no-caps outline data-testid=why-button")
            with why:
                ui.tooltip(language("Why the pair did what it did in this year"))
        self._slider = ui.slider(min=0, max=1, value=0, step=1)
        self._slider.props["aria-label"] = language("Year")
        if language.direction == "rtl":
            self._slider.props("reverse")  # the years run as they do in the charts
        self._slider.on_value_change(lambda event: self.go_to(int(event.value)))
        self._timeline = ui.html("", sanitize=False).classes("w-full")
        legend(class_legend(language))
        self._triangle = ui.html("", sanitize=False).classes("w-full")
        ui.label(
            language(
                "blue: security; ochre: trade; dashed red: confrontation or sanctions; thicker: closer; "
                "red ring: the greatest threat"
            )
        ).classes("rp-muted").style("font-size: 0.86rem")
        self._news = ui.column().classes("w-full").style("gap: 2px; min-height: 4.5rem")
        self._news.props["aria-live"] = "polite"
        self._news.props["data-testid"] = "news"
        with ui.row().classes("w-full items-center").style("gap: 10px"):
            with ui.tabs().props("no-caps dense align=left") as self._tabs:
                for name, label in (("interests", "Interests"), ("trust", "Trust"), ("threat", "Threats")):
                    ui.tab(name, label=language(label))
            self._state = ui.select([], label=language("State")).props("dense outlined options-dense")
            self._state.style("min-width: 9rem")
        self._chart = chart(language("Values by year"), 210)
        self._legend = legend([])
        self._tabs.value = "interests"
        self._tabs.on_value_change(lambda: self._show_lines())
        self._state.on_value_change(lambda: self._show_lines())
        self._all_events = ui.expansion(language("All events")).classes("w-full").props("dense")
        self._timer = ui.timer(SPEEDS_S["medium"], self._tick, active=False)
        speed.on_value_change(lambda event: setattr(self._timer, "interval", SPEEDS_S[event.value]))

    # names

    @property
    def names(self) -> dict[str, str]:
        """Names of all actors, in the language."""
        return actor_names(self.run.scenario, self._language)

    @property
    def pair_names(self) -> dict[str, str]:
        """Names of the pairs, in the language."""
        return pair_names(self.run.scenario, self._language)

    # what is shown

    def take(self, run: SteppedRun, *, pair: str | None = None) -> None:
        """Show another run, in the year that is shown if it has it."""
        year = int(self._slider.value)
        self.run = run
        self.asked_pair = pair or run.scenario.roster.pairs[0]
        if run.scenario is not self._scenario:
            self._take_scenario(run.scenario)
        run.go_to(year)
        self._show()

    def _take_scenario(self, scenario: Scenario) -> None:
        """Show the years, states and events of another scenario."""
        self._scenario = scenario
        years, names = scenario.years, self.names
        self._slider.props(f"min={years[0]} max={years[-1]}")
        states = tuple(scenario.document.states)
        chosen = self._state.value if self._state.value in states else states[0]
        self._state.set_options({state: names[state] for state in states}, value=chosen)
        self._events: dict[int, list[str]] = {}
        for event in sorted(scenario.document.live_events, key=lambda one: one.year):
            self._events.setdefault(event.year, []).append(self._language(event.text))
        self._all_events.clear()
        with self._all_events:
            for year, texts in self._events.items():
                button = ui.button(on_click=lambda year=year: self.go_to(year)).props("flat no-caps dense align=left")
                with button.classes("w-full"):
                    ui.label(f"{self._language.number(year)}: {'; '.join(texts)}").style("text-align: start")

    def _show(self) -> None:
        view, language = self.run.now, self._language
        self._year.text = language.number(view.year)
        self._slider.value = view.year
        self._triangle.content = draw_triangle(view, self.names, language)
        paths = {name: [seen.ties[pair].class_name for seen in self.run.seen] for pair, name in self.pair_names.items()}
        years = self.run.scenario.years
        self._timeline.content = draw_timeline(paths, years, language, events=self._events, marked_year=view.year)
        self._news.clear()
        with self._news:
            for text in view.news:
                ui.label(f"• {language(text)}")
        self._show_lines()
        self._moved(view.year)

    def _show_lines(self) -> None:
        seen, language, names = self.run.seen, self._language, self.names
        years = [view.year for view in seen]
        state = str(self._state.value)
        chosen = self._tabs.value
        self._state.visible = chosen != "trust"
        values: dict[str, list[float]]
        if chosen == "interests":
            values = {part: [view.interests[state][part] for view in seen] for part in PARTS}
            names = {part: language(part) for part in PARTS}
        elif chosen == "trust":
            names = self.pair_names
            values = {pair: [view.mutual_trust(pair) for view in seen] for pair in names}
        else:
            threats = [key for key in self.run.now.threat if key[0] == state]
            values = {key[1]: [view.threat[key] for view in seen] for key in threats}
        low = -1.0 if chosen == "interests" else 0.0
        all_years = list(self.run.scenario.years)
        redraw(self._chart, lines(years, values, language, names=names, all_years=all_years, low=low))
        colours = line_colours(values)
        self._legend.content = legend_html((names[line], colours[line]) for line in values)

    # what a visitor does

    def go_to(self, year: int) -> None:
        """Show a year."""
        if year != self.run.now.year:
            self.run.go_to(year)
            self._show()

    def _toggle(self) -> None:
        self._timer.active = not self._timer.active
        label = self._language("Pause" if self._timer.active else "Play")
        self._play.props["icon"] = "pause" if self._timer.active else "play_arrow"
        self._play.props["aria-label"] = label

    def _tick(self) -> None:
        if self.run.at_end:
            self._toggle()
        else:
            self._forward()

    def _forward(self) -> None:
        self.run.forward()
        self._show()

    def _back(self) -> None:
        self.run.back()
        self._show()

    def _reset(self) -> None:
        if self._timer.active:
            self._toggle()
        self.run.go_to(self.run.scenario.years[0])
        self._show()

    async def _why(self) -> None:
        dialog = WhyDialog(
            self.run.exploration,
            self.asked_pair,
            self.run.now.year,
            self.run.scenario.years,
            self.pair_names,
            self.names,
            self._language,
            self._pool,
        )
        dialog.open()
        await dialog.tell()
