"""The explore page: settings, a run that steps year by year, and the ensemble beside it."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from typing import Any

from nicegui import ui

from realpolitik.app.explore.charts import bands, lines
from realpolitik.app.explore.refining import Refiner, Shares
from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.stepping import SteppedRun
from realpolitik.app.explore.triangle import draw_triangle
from realpolitik.app.language import Language
from realpolitik.app.pages.form import Form
from realpolitik.app.pages.frame import address
from realpolitik.errors import InputError
from realpolitik.scenario import Scenario
from realpolitik.scenario.quantities import CLASS_COLUMN
from realpolitik.scenario.series import column_of

SPEEDS_S = {"slow": 1.6, "medium": 0.8, "fast": 0.3}


class ExplorePage:
    """One browser's exploration.

    Parameters
    ----------
    exploration : Exploration
        What it starts with.
    language : Language
        Its language.
    pool : Executor
        Where ensembles run.
    """

    def __init__(self, exploration: Exploration, language: Language, pool: Executor) -> None:
        self._language = language
        self._pool = pool
        self._exploration = exploration
        self._run = SteppedRun(exploration)
        self._refiner = Refiner(self._show_shares, self._complain, pool)
        self._shares: Shares | None = None
        self._pair = self._run.scenario.roster.pairs[0]
        self._draw()
        self._refiner.want(exploration)
        self._run.go_to(self._run.scenario.years[0])
        self._show_year()

    # what stands on the page

    def _draw(self) -> None:
        language = self._language
        with ui.element("div").classes("rp-grid").style("padding: 14px 0"):
            with ui.element("section").classes("rp-card").props(f'aria-label="{language("Settings")}"'):
                Form(self._exploration, language, self._change)
                with ui.row().classes("w-full"):
                    ui.button(language("Copy link"), on_click=self._copy_link).props("outline no-caps dense")
                    ui.button(language("Defaults"), on_click=self._defaults).props("outline no-caps dense")
            with ui.element("section").classes("rp-card").props(f'aria-label="{language("One run")}"'):
                self._draw_run()
            with ui.element("section").classes("rp-card").props(f'aria-label="{language("Many runs")}"'):
                self._draw_ensemble()

    def _draw_run(self) -> None:
        language = self._language
        with ui.row().classes("w-full items-center justify-between no-wrap"):
            ui.label(language("One run, year by year")).classes("rp-title")
            self._year = (
                ui.label().style("font-size: 1.7rem; font-weight: 700").props('aria-live="polite" data-testid=year')
            )
        with ui.row().classes("items-center w-full").style("gap: 6px"):
            self._play = self._button("play_arrow", language("Play"), self._toggle)
            self._button("skip_previous", language("Step back"), self._back)
            self._button("skip_next", language("Step"), self._forward)
            self._button("replay", language("Reset"), self._reset)
            speeds = {name: language(name) for name in SPEEDS_S}
            self._speed = ui.select(speeds, value="medium", label=language("Speed")).props(
                "dense outlined options-dense"
            )
            self._speed.style("min-width: 7.5rem")
        years = self._run.scenario.years
        self._slider = ui.slider(min=years[0], max=years[-1], value=years[0], step=1).props(
            f'aria-label="{language("Year")}"'
        )
        self._slider.on_value_change(lambda event: self._go_to(int(event.value)))
        self._triangle = ui.html("", sanitize=False).classes("w-full")
        with ui.row().style("gap: 14px; font-size: 0.82rem").classes("rp-muted"):
            ui.label(language("blue: security; ochre: trade; dashed red: confrontation or sanctions; thicker: closer"))
        self._news = ui.column().classes("w-full").style("gap: 2px").props(f'aria-label="{language("Events")}"')
        with ui.tabs().props("no-caps dense align=left") as tabs:
            ui.tab("interests", label=language("Interests"))
            ui.tab("trust", label=language("Trust"))
            ui.tab("threat", label=language("Threats"))
        self._tabs = tabs
        tabs.on_value_change(lambda: self._show_lines())
        self._chart = ui.echart({"series": []}).style("height: 240px; width: 100%")
        self._chart.props(f'role="img" aria-label="{language("Values by year")}"')
        ui.button(language("Why?"), on_click=self._explain).props("no-caps outline dense").tooltip(
            language("Why the pair did what it did in this year")
        )
        self._timer = ui.timer(SPEEDS_S["medium"], self._tick, active=False)
        self._speed.on_value_change(lambda event: setattr(self._timer, "interval", SPEEDS_S[event.value]))

    def _button(self, icon: str, label: str, act: Any) -> ui.button:
        button = ui.button(icon=icon, on_click=act).props(f'round flat dense aria-label="{label}"')
        button.tooltip(label)
        return button

    def _draw_ensemble(self) -> None:
        language = self._language
        with ui.row().classes("w-full items-center justify-between"):
            ui.label(language("Many runs: share in each class")).classes("rp-title")
            self._count = ui.label().classes("rp-muted").props("data-testid=runs aria-live=polite")
        self._pairs = ui.select([], label=language("Pair")).props("outlined dense options-dense").classes("w-full")
        self._pairs.on_value_change(self._choose_pair)
        self._fill_pairs()
        self._title = ui.label().classes("rp-muted")
        self._bands = ui.echart({"series": []}).style("height: 330px; width: 100%")
        self._bands.props(f'role="img" aria-label="{language("Class shares by year")}"')
        self._beside_title = ui.label().classes("rp-muted")
        self._beside_bands = ui.echart({"series": []}).style("height: 330px; width: 100%")
        with ui.row():
            ui.button(language("Download data"), on_click=self._download_data).props("outline no-caps dense")
            ui.button(language("Download figure"), on_click=self._download_figure).props("outline no-caps dense")
            ui.button(language("Download scenario"), on_click=self._download_scenario).props("outline no-caps dense")

    # names

    def _names(self) -> dict[str, str]:
        return {actor: self._language(name) for actor, name in self._run.scenario.names.items()}

    def _pair_name(self, pair: str) -> str:
        return " – ".join(self._names()[name] for name in pair.split("-"))

    def _fill_pairs(self) -> None:
        pairs = self._run.scenario.roster.pairs
        if self._pair not in pairs:
            self._pair = pairs[0]
        self._pairs.set_options({pair: self._pair_name(pair) for pair in pairs}, value=self._pair)

    # what changes

    def _change(self, exploration: Exploration) -> None:
        scenario_changed = exploration.scenario != self._exploration.scenario
        year = self._run.now.year
        try:
            run = SteppedRun(exploration)
        except InputError as error:
            self._complain(error)
            return
        self._exploration, self._run = exploration, run
        years = run.scenario.years
        if scenario_changed:
            self._fill_pairs()
            self._slider.props(f"min={years[0]} max={years[-1]}")
            year = years[0]
        run.go_to(max(year, years[0]))
        self._show_year()
        self._refiner.want(exploration)
        ui.run_javascript(
            f"history.replaceState(null, '', {address('/explore', self._language, exploration.query())!r})"
        )

    def _defaults(self) -> None:
        ui.navigate.to(address("/explore", self._language, Exploration(self._exploration.scenario).query()))

    def _choose_pair(self, event: Any) -> None:
        if event.value:
            self._pair = event.value
            self._draw_bands()

    def _complain(self, error: Exception) -> None:
        text = "; ".join(map(str, error.problems)) if isinstance(error, InputError) else type(error).__name__
        ui.notify(f"{self._language('This cannot be done')}: {text}", type="negative")

    # the run

    def _toggle(self) -> None:
        self._timer.active = not self._timer.active
        self._play.props(f"icon={'pause' if self._timer.active else 'play_arrow'}")

    def _tick(self) -> None:
        if self._run.at_end:
            self._toggle()
        else:
            self._forward()

    def _forward(self) -> None:
        self._run.forward()
        self._show_year()

    def _back(self) -> None:
        self._run.back()
        self._show_year()

    def _reset(self) -> None:
        if self._timer.active:
            self._toggle()
        self._run.go_to(self._run.scenario.years[0])
        self._show_year()

    def _go_to(self, year: int) -> None:
        if year != self._run.now.year:
            self._run.go_to(year)
            self._show_year()

    def _show_year(self) -> None:
        view = self._run.now
        self._year.text = self._language.number(view.year)
        self._slider.value = view.year
        self._triangle.content = draw_triangle(view, self._names(), self._language)
        self._news.clear()
        with self._news:
            for text in view.news:
                ui.label(f"• {self._language(text)}").style("font-size: 0.92rem")
        self._show_lines()
        self._draw_bands()

    def _show_lines(self) -> None:
        seen = [view for view in self._run.seen if view.year >= self._run.scenario.years[0]]
        years = [view.year for view in seen]
        names = self._names()
        first = next(iter(self._run.now.interests))
        chosen = self._tabs.value or "interests"
        if chosen == "interests":
            parts = ("security", "autonomy", "development")
            values = {part: [view.interests[first][part] for view in seen] for part in parts}
            names = {part: self._language(part) for part in parts}
            options = lines(years, values, self._language, names=names, low=-1.0, high=1.0)
        elif chosen == "trust":
            pairs = self._run.scenario.roster.pairs
            values = {pair: [view.mutual_trust(pair) for view in seen] for pair in pairs}
            options = lines(years, values, self._language, names={pair: self._pair_name(pair) for pair in pairs})
        else:
            threats = [key for key in self._run.now.threat if key[0] == first]
            values = {key[1]: [view.threat[key] for view in seen] for key in threats}
            options = lines(years, values, self._language, names=names)
        self._replace(self._chart, options)

    async def _explain(self) -> None:
        from realpolitik.explanation import explain

        language = self._language
        now, exploration = self._run.now, self._exploration
        loop = asyncio.get_running_loop()
        told = await loop.run_in_executor(
            self._pool, explain, self._run.scenario, exploration.run, now.year, self._pair, exploration.seed
        )
        with ui.dialog() as dialog, ui.card().style("max-width: 900px; width: 92vw"):
            ui.label(f"{self._pair_name(self._pair)}, {language.number(now.year)}").classes("rp-title")
            ui.label(str(told)).style("white-space: pre-wrap; font-family: monospace; font-size: 0.84rem").props(
                'dir="ltr"'
            )
            ui.button(language("Close"), on_click=dialog.close).props("no-caps")
        dialog.open()

    # the ensemble

    def _show_shares(self, shares: Shares) -> None:
        self._shares = shares
        self._count.text = self._language("{runs} runs", runs=shares.runs)
        self._draw_bands()

    def _draw_bands(self) -> None:
        shares = self._shares
        if shares is None or shares.exploration.scenario != self._exploration.scenario:
            return
        if self._pair not in shares.by_pair:
            return
        scenario = self._run.scenario
        self._title.text = self._language(scenario.title)
        self._replace(
            self._bands,
            bands(
                shares.years,
                shares.by_pair[self._pair],
                self._language,
                marked_year=self._run.now.year,
                recorded=recorded_classes(scenario, self._pair, shares.years),
            ),
        )
        other = shares.beside
        shown = other is not None and self._pair in other.by_pair
        self._beside_bands.visible = self._beside_title.visible = shown
        if shown and other is not None:
            self._beside_title.text = self._language(self._exploration.load(beside=True).title)
            self._replace(
                self._beside_bands,
                bands(other.years, other.by_pair[self._pair], self._language, marked_year=self._run.now.year),
            )

    def _replace(self, chart: ui.echart, options: dict[str, Any]) -> None:
        chart.options.clear()
        chart.options.update(options)
        chart.update()

    # what can be taken away

    def _copy_link(self) -> None:
        path = address("/explore", self._language, self._exploration.query())
        ui.run_javascript(f"navigator.clipboard && navigator.clipboard.writeText(location.origin + {path!r})")
        ui.notify(self._language("The address of this page holds the setting; it is copied"))

    def _download_scenario(self) -> None:
        ui.download.content(scenario_text(self._exploration), f"{self._exploration.scenario}-variant.toml")

    async def _download_data(self) -> None:
        results = await self._simulate()
        ui.download.content(results.by_year().to_csv(index=False), f"{self._exploration.scenario}.csv")

    async def _download_figure(self) -> None:
        from realpolitik.report.style import as_png

        results = await self._simulate()
        ui.download.content(as_png(results.plot(self._pair)), f"{self._exploration.scenario}-{self._pair}.png")

    async def _simulate(self) -> Any:
        from functools import partial

        from realpolitik.api import simulate

        work = partial(simulate, self._run.scenario, 500, self._exploration.seed)
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)


def recorded_classes(scenario: Scenario, pair: str, years: range) -> list[str | None]:
    """Return the class of the record by year, None where there is none."""
    column = column_of(scenario.series, CLASS_COLUMN, *pair.split("-"))
    if column is None:
        return [None for _ in years]
    coded = dict(zip(scenario.series.years, scenario.series.texts[column], strict=True))
    return [coded.get(year) for year in years]


def scenario_text(exploration: Exploration) -> str:
    """Return a scenario file that extends the explored scenario by what was changed."""
    from realpolitik.theory.assumptions import SWITCH_NAMES

    switches = {name: value for name, value in exploration.changes.items() if name in SWITCH_NAMES}
    numbers = {name: value for name, value in exploration.changes.items() if name not in SWITCH_NAMES}
    text = [
        "format_version = 1",
        f'extends = "{exploration.scenario}"',
        f'title = "A variant of {exploration.scenario}"',
        "",
    ]
    if numbers:
        text += ["[assumptions]", *(f"{name} = {value!r}" for name, value in numbers.items()), ""]
    if switches:
        text += ["[switches]", *(f'{name} = "{value}"' for name, value in switches.items()), ""]
    return "\n".join(text)
