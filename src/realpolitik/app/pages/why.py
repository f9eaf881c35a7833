"""The dialog that answers why: any pair, any year, in plain words, and in full."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nicegui import ui

from realpolitik.app.explore.settings import Exploration
from realpolitik.app.language import Language
from realpolitik.app.pages.frame import show_problems
from realpolitik.app.pages.number_field import NumberField
from realpolitik.app.pages.parts import heading, table
from realpolitik.errors import InputError

if TYPE_CHECKING:
    from realpolitik.explanation import Explanation


class WhyDialog:
    """The dialog of one exploration.

    Parameters
    ----------
    exploration : Exploration
        What is explained.
    pair, year : str, int
        What is asked about first.
    years : range
        The years that can be asked about.
    pair_names, names : mapping of str to str
        Names to print, in the language.
    language : Language
        Its language.
    pool : Executor
        Where the run is made again.
    """

    def __init__(
        self,
        exploration: Exploration,
        pair: str,
        year: int,
        years: range,
        pair_names: Mapping[str, str],
        names: Mapping[str, str],
        language: Language,
        pool: Executor,
    ) -> None:
        self._exploration = exploration
        self._names = names
        self._language = language
        self._pool = pool
        self._asked_year = year
        with ui.dialog() as self._dialog, ui.card().style("max-width: 860px; width: 94vw; gap: 10px"):
            heading(language("Why?"), 2)
            with ui.row().classes("w-full").style("gap: 10px"):
                self._pair = ui.select(dict(pair_names), value=pair, label=language("Pair")).props("outlined dense")
                self._pair.style("flex: 1 1 220px")
                field = NumberField(
                    language("Year"), language, year, self._tell_year, bounds=(years[0], years[-1]), are_years=True
                )
                field.style("flex: 0 1 160px")
            self._told = ui.column().classes("w-full").style("gap: 6px").props("aria-live=polite data-testid=why")
            ui.button(language("Close"), on_click=self._dialog.close).props("no-caps outline")
        self._pair.on_value_change(self.tell)

    def open(self) -> None:
        """Show the dialog."""
        self._dialog.open()

    async def _tell_year(self, year: int) -> None:
        self._asked_year = year
        await self.tell()

    async def tell(self, _: Any = None) -> None:
        """Show the answer for the pair and year that are chosen."""
        from realpolitik.explanation import explain

        asked, language = self._exploration, self._language
        pair, year = str(self._pair.value), self._asked_year

        def ask() -> Explanation:
            found = explain(asked.load(), asked.run, year, pair, asked.seed)
            return replace(found, names={**found.names, **self._names})

        try:
            told = await asyncio.get_running_loop().run_in_executor(self._pool, ask)
        except InputError as error:
            self._told.clear()
            with self._told:
                show_problems(language, error)
            return
        self._told.clear()
        with self._told:
            self._show(told)

    def _show(self, told: Explanation) -> None:
        """Show the answer, and under it all that it rests on."""
        from realpolitik.explanation import answer as words
        from realpolitik.explanation import details

        language = self._language
        heading(words.heading(told, language), 3)
        for paragraph in words.answer(told, language):
            ui.label(paragraph).style("font-size: 1.05rem; line-height: 1.65")
        with ui.expansion(language("In full, with all numbers")).classes("w-full"):
            heading(language("What each side saw and wanted"), 3)
            for side in details.sights(told, language):
                ui.label(" ".join(side)).style("line-height: 1.6; padding-bottom: 6px")
            for made in (details.moves_table, details.step_table, details.conditions_table):
                found = made(told, language)
                if found is not None:
                    table(found.title, found.columns, found.rows, found.marked)
                    for note in found.notes:
                        ui.label(note).classes("rp-muted")
            heading(language("What came of it"), 3)
            for sentence in details.aftermath(told, language):
                ui.label(sentence).style("line-height: 1.6")
