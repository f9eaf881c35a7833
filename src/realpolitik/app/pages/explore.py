"""The explore page: settings, a run that steps year by year, and the ensemble beside it."""

from __future__ import annotations

import json
from concurrent.futures import Executor

from nicegui import ui

from realpolitik.app.explore.names import pair_names
from realpolitik.app.explore.refining import Answer, Refiner
from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.stepping import SteppedRun
from realpolitik.app.language import Language
from realpolitik.app.pages.ensemble_panel import EnsemblePanel
from realpolitik.app.pages.form import Form
from realpolitik.app.pages.frame import address
from realpolitik.app.pages.parts import complain, heading
from realpolitik.app.pages.run_panel import RunPanel
from realpolitik.app.pages.upload import draw_upload


class ExplorePage:
    """One browser's exploration.

    Parameters
    ----------
    exploration : Exploration
        What it starts with.
    language : Language
        Its language.
    pool : Executor
        Where runs are made.
    """

    def __init__(self, exploration: Exploration, language: Language, pool: Executor) -> None:
        self._language = language
        self._exploration = exploration
        self._form = Form(exploration, language, self._change)
        with ui.element("div").classes("rp-grid"):
            with ui.element("div").classes("rp-settings"):
                with self._card(language("Scenario")):
                    self._form.draw_world()
                    with ui.row().classes("w-full").style("gap: 8px"):
                        ui.button(language("Copy link"), on_click=self._copy_link).props("outline no-caps")
                        ui.button(language("Defaults"), on_click=self._defaults).props("outline no-caps")
                with self._card(language("Settings")).classes("rp-assumptions"):
                    heading(language("Assumptions"), 2)
                    self._form.draw_assumptions()
                    draw_upload(language)
            with self._card(language("One run")):
                self._run = RunPanel(SteppedRun(exploration), language, pool, self._show_year)
            with self._card(language("Many runs")):
                self._ensemble = EnsemblePanel(exploration, language, pool, self._ask_about)
        self._client = ui.context.client
        self._refiner = Refiner(self._show, self._complain, pool)
        self._refiner.want(exploration)
        self._client.on_delete(self._refiner.stop)

    def _card(self, label: str) -> ui.element:
        card = ui.element("section").classes("rp-card")
        card.props["aria-label"] = label
        return card

    def _show_year(self, year: int) -> None:
        if hasattr(self, "_ensemble"):
            self._ensemble.mark(year)

    def _ask_about(self, pair: str) -> None:
        self._run.asked_pair = pair

    def _change(self, exploration: Exploration) -> None:
        self._exploration = exploration
        self._refiner.want(exploration)

    def _show(self, answer: Answer) -> None:
        self._ensemble.take(answer, pair_names(answer.run.scenario, self._language))
        if answer.run is not self._run.run:
            here = address("/explore", self._language, answer.run.exploration.query())
            self._client.run_javascript(f"history.replaceState(null, '', {json.dumps(here)})")
            self._run.take(answer.run, pair=self._ensemble.pair)
            self._form.take(answer.run.exploration)

    def _complain(self, error: Exception) -> None:
        with self._client:  # answers come from the background, which belongs to no browser
            complain(self._language, error)

    def _defaults(self) -> None:
        ui.navigate.to(address("/explore", self._language, Exploration(self._exploration.scenario).query()))

    async def _copy_link(self) -> None:
        # a page that does not come over HTTPS or from this machine has no clipboard
        copied = await ui.run_javascript(
            "navigator.clipboard ? navigator.clipboard.writeText(location.href).then(() => true, () => false) : false",
            timeout=5.0,
        )
        language = self._language
        if copied:
            ui.notify(language("The address of this page holds the setting; it is copied"))
        else:
            ui.notify(language("The address of this page holds the setting: copy it from the line above the page"))
