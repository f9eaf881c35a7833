"""Many runs on the explore page: class shares by year, a second scenario on the same draws, what can be taken away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Any

from nicegui import ui

from realpolitik.app.explore.charts import bands, class_legend
from realpolitik.app.explore.refining import Answer, Shares
from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.taking_away import data_text, figure_bytes, file_stem, recorded_classes, scenario_text
from realpolitik.app.language import Language
from realpolitik.app.pages.parts import chart, complain, heading, legend, redraw
from realpolitik.errors import InputError


class EnsemblePanel:
    """The ensemble beside the run.

    Parameters
    ----------
    exploration : Exploration
        What it shows first.
    language : Language
        Its language.
    pool : Executor
        Where files to take away are made.
    pair_chosen : callable
        Called with a pair when one is chosen.
    """

    def __init__(
        self, exploration: Exploration, language: Language, pool: Executor, pair_chosen: Callable[[str], Any]
    ) -> None:
        self.exploration = exploration
        self._language = language
        self._pool = pool
        self._pair_chosen = pair_chosen
        self._shares: Shares | None = None
        self._year = exploration.base().years[0]
        self.pair = exploration.base().roster.pairs[0]
        self._draw()

    def _draw(self) -> None:
        language = self._language
        with ui.row().classes("w-full items-center justify-between"):
            heading(language("Many runs: share in each class"), 2)
            self._count = ui.label().classes("rp-muted").props("data-testid=runs aria-live=polite")
        self._pairs = ui.select([], label=language("Pair")).props("outlined dense options-dense").classes("w-full")
        self._pairs.on_value_change(self._choose_pair)
        self._title = ui.label().classes("rp-title")
        self._bands = chart(language("Class shares by year"), 290)
        legend(class_legend(language))
        self._strip = ui.label(language("The strip above the bands: the class in the record")).classes("rp-muted")
        self._beside = ui.column().classes("w-full").style("gap: 10px").props("data-testid=beside")
        with self._beside:
            self._beside_title = ui.label().classes("rp-title")
            self._beside_bands = chart(language("Class shares by year in the second scenario"), 290)
            ui.label(language("Both on the same draws: what differs comes from the scenario, not from luck.")).classes(
                "rp-muted"
            )
        self._beside.visible = False
        with ui.row().style("gap: 8px"):
            for label, act in (
                ("Download data", self._download_data),
                ("Download figure", self._download_figure),
                ("Download scenario", self._download_scenario),
            ):
                ui.button(language(label), on_click=act).props("outline no-caps")

    def take(self, answer: Answer, pair_names: dict[str, str]) -> None:
        """Show an answer."""
        self._shares = answer.shares
        self.exploration = answer.shares.exploration
        if self.pair not in pair_names:
            self.pair = next(iter(pair_names))
        if self._pairs.options != pair_names:
            self._pairs.set_options(dict(pair_names), value=self.pair)
        self._count.text = self._language("{runs} runs", runs=answer.shares.runs)
        self._count.props["data-setting"] = self.exploration.query()
        self._count.update()
        self._show()

    def mark(self, year: int) -> None:
        """Mark a year in the charts."""
        if year != self._year:
            self._year = year
            self._show()

    def _choose_pair(self, event: Any) -> None:
        if event.value and event.value != self.pair:
            self.pair = event.value
            self._pair_chosen(self.pair)
            self._show()

    def _show(self) -> None:
        shares = self._shares
        if shares is None:
            return
        language, scenario = self._language, self.exploration.base()
        self._title.text = language(scenario.title)
        recorded = recorded_classes(scenario, self.pair, shares.years)
        self._strip.visible = any(recorded)
        options = bands(
            shares.years,
            shares.by_pair[self.pair],
            language,
            marked_year=self._year,
            recorded=recorded,
            recorded_name=language("recorded class"),
        )
        redraw(self._bands, options)
        other = shares.beside
        self._beside.visible = other is not None
        if other is None:
            return
        title = language(self.exploration.base(beside=True).title)
        if self.pair in other.by_pair:
            redraw(self._beside_bands, bands(other.years, other.by_pair[self.pair], language, marked_year=self._year))
        else:
            title += f" ({language('without this pair')})"
            redraw(self._beside_bands, {"series": []})
        self._beside_title.text = title

    # what can be taken away

    async def _make(self, work: Callable[[], Any]) -> Any:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except InputError as error:
            complain(self._language, error)
            return None

    async def _download_data(self) -> None:
        asked = self.exploration
        content = await self._make(partial(data_text, asked))
        if content is not None:
            ui.download.content(content, f"{file_stem(asked, of_both=True)}.csv")

    async def _download_figure(self) -> None:
        asked, pair = self.exploration, self.pair
        content = await self._make(partial(figure_bytes, asked, pair, self._language))
        if content is not None:
            ui.download.content(content, f"{file_stem(asked, of_both=True)}-{pair}.png")

    async def _download_scenario(self) -> None:
        asked = self.exploration
        content = await self._make(partial(scenario_text, asked))
        if content is not None:
            ui.download.content(content, f"{file_stem(asked)}-variant.toml")
