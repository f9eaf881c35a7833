"""The start of a game: which world, which state, from when; alone or as a class. Every game is a room."""

from __future__ import annotations

from nicegui import ui

from realpolitik.app.language import Language
from realpolitik.app.pages.frame import address
from realpolitik.app.pages.number_field import NumberField
from realpolitik.app.pages.parts import complain, heading
from realpolitik.app.pages.room import remember
from realpolitik.app.play.game import SetUp
from realpolitik.app.play.rooms import Rooms
from realpolitik.errors import InputError
from realpolitik.limits import LARGEST_SEED
from realpolitik.scenario import load

PLAYABLE = ("pahlavi", "islamic-republic", "century")
STATES = ("iran", "russia", "west")


class PlayPage:
    """The start of a game.

    Parameters
    ----------
    language : Language
        Its language.
    rooms : Rooms
        The rooms of the server.
    visitor : str
        Whose browser this is, for the limits.
    """

    def __init__(self, language: Language, rooms: Rooms, visitor: str) -> None:
        self._language = language
        self._rooms = rooms
        self._visitor = visitor
        with ui.element("div").classes("rp-page"):
            heading(language("Play a state"), 1)
            with self._card("The world"), ui.element("div").classes("rp-columns"):
                titles = {name: language(load(name).title) for name in PLAYABLE}
                self._scenario = ui.select(titles, value="islamic-republic", label=language("Scenario"))
                self._scenario.props("outlined dense")
                self._first = NumberField(
                    language("First year that you decide"), language, 1990, bounds=self._years(), are_years=True
                )
                self._scenario.on_value_change(lambda: self._first.take_bounds(*self._years()))
                self._seed = NumberField(language("Seed"), language, 0, bounds=(0, LARGEST_SEED))
                with self._seed:
                    told = "Which draws of chance the game is made from. The same seed brings the same crises."
                    ui.tooltip(language(told)).classes("rp-tooltip").props("max-width=340px")
            with ui.element("div").classes("rp-columns"):
                self._draw_alone()
                self._draw_class()
                self._draw_join()

    def _card(self, title: str) -> ui.element:
        card = ui.element("section").classes("rp-card")
        with card:
            heading(self._language(title), 2)
        return card

    def _draw_alone(self) -> None:
        language = self._language
        names = load("century").names
        states = {name: language(names[name]) for name in STATES}
        with self._card("Alone"):
            ui.label(language("You are one state; the model plays the others.")).classes("rp-muted")
            state = ui.select(states, value="iran", label=language("Your state")).props("outlined dense")
            begin = ui.button(language("Begin"), on_click=lambda: self._begin_alone(str(state.value)))
            begin.props("no-caps data-testid=begin")

    def _draw_class(self) -> None:
        language = self._language
        with self._card("As a class"):
            ui.label(
                language("Three teams, one state each, in their own browsers. You open the room and see all.")
            ).classes("rp-muted")
            self._seconds = NumberField(language("Seconds for a year (empty: no limit)"), language, None)
            ui.button(language("Open a room"), on_click=self._open_room).props("no-caps data-testid=open-room")

    def _draw_join(self) -> None:
        language = self._language
        with self._card("Join a room"):
            ui.label(language("Your teacher has the code.")).classes("rp-muted")
            code = ui.input(language("Code")).props("outlined dense maxlength=12 autocomplete=off")

            def join() -> None:
                letters = "".join(one for one in str(code.value or "") if one.isalnum())[:12].upper()
                ui.navigate.to(address(f"/room/{letters or '-'}", language))

            code.on("keydown.enter", join)
            ui.button(language("Join"), on_click=join).props("no-caps data-testid=join-room")

    def _years(self) -> tuple[int, int]:
        """Return the first and the last year of the scenario that is chosen."""
        years = load(str(self._scenario.value)).years
        return years[0], years[-1]

    def _set_up(self, *seats: str) -> SetUp:
        return SetUp(load(str(self._scenario.value)), seats, self._first.number_given, self._seed.number_given)

    def _begin_alone(self, state: str) -> None:
        try:
            room, _ = self._rooms.open(self._set_up(state), None, self._visitor)
            token = room.join(state, self._language("You"))
        except InputError as error:
            complain(self._language, error)
            return
        self._enter(room.code, token)

    def _open_room(self) -> None:
        try:
            room, token = self._rooms.open(self._set_up(*STATES), self._seconds.number, self._visitor)
        except InputError as error:
            complain(self._language, error)
            return
        self._enter(room.code, token)

    def _enter(self, code: str, token: str) -> None:
        remember(code, token, then=address(f"/room/{code}", self._language))
