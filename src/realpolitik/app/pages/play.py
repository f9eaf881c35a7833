"""Playing a state: alone against the model, or as a class in a room."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Any

from nicegui import ui

from realpolitik.app.language import Language
from realpolitik.app.pages.frame import address
from realpolitik.app.pages.seat import SeatView, show_debriefing
from realpolitik.app.play.debriefing import debriefing, own_runs
from realpolitik.app.play.game import Game, SetUp
from realpolitik.app.play.room import TEACHER, Room
from realpolitik.app.play.rooms import Rooms
from realpolitik.errors import InputError
from realpolitik.scenario import load
from realpolitik.simulation.decision_rules import JointMove

PLAYABLE = ("pahlavi", "islamic-republic", "century")
OWN_RUNS = 200
LOOK_S = 1.0


def complain(language: Language, error: InputError) -> None:
    """Say what is wrong with an answer."""
    told = "; ".join(map(str, error.problems))
    ui.notify(f"{language('This cannot be done')}: {told}", type="negative", multi_line=True, close_button=True)


def _names(game: Game, language: Language) -> dict[str, str]:
    return {actor: language(name) for actor, name in game.set_up.scenario.names.items()}


class PlayPage:
    """The start of a game: which scenario, which state, from when; alone or as a class."""

    def __init__(self, language: Language, pool: Executor, rooms: Rooms, visitor: str) -> None:
        self._language = language
        self._pool = pool
        self._rooms = rooms
        self._visitor = visitor
        self._content = ui.element("div").style("max-width: 980px; margin: 0 auto; padding: 20px 0; width: 100%")
        with self._content:
            self._start()

    def _start(self) -> None:
        language = self._language
        ui.label(language("Play a state")).style("font-size: 1.8rem; font-weight: 700").props(
            "role=heading aria-level=1"
        )
        with ui.element("section").classes("rp-card").style("margin: 10px 0"):
            ui.label(language("The world")).classes("rp-title")
            titles = {name: language(load(name).title) for name in PLAYABLE}
            scenario = ui.select(titles, value="islamic-republic", label=language("Scenario")).props("outlined dense")
            first = ui.number(language("First year that you decide"), value=1990, precision=0).props("outlined dense")
            seed = ui.number(language("Seed"), value=0, min=0, precision=0).props("outlined dense")
        with ui.element("section").classes("rp-card").style("margin: 10px 0"):
            ui.label(language("Alone")).classes("rp-title")
            states = {name: language(shown) for name, shown in load("century").names.items() if name in
                      ("iran", "russia", "west")}  # fmt: skip
            state = ui.select(states, value="iran", label=language("Your state")).props("outlined dense")

            async def alone() -> None:
                await self._begin(scenario.value, (str(state.value),), first.value, seed.value, self._alone)

            ui.button(language("Begin"), on_click=alone).props("no-caps data-testid=begin")
        with ui.element("section").classes("rp-card").style("margin: 10px 0"):
            ui.label(language("As a class")).classes("rp-title")
            ui.label(
                language("Three teams, one state each, in their own browsers. You open the room and see all.")
            ).classes("rp-muted")
            minutes = ui.number(language("Seconds for a year (empty: no limit)"), value=None, precision=0)
            minutes.props("outlined dense")

            async def open_room() -> None:
                await self._begin(
                    scenario.value, tuple(states), first.value, seed.value, partial(self._open_room, minutes.value)
                )

            ui.button(language("Open a room"), on_click=open_room).props("no-caps data-testid=open-room")
        with ui.element("section").classes("rp-card").style("margin: 10px 0"):
            ui.label(language("Join a room")).classes("rp-title")
            code = ui.input(language("Code")).props("outlined dense maxlength=12")

            def join() -> None:
                letters = "".join(one for one in str(code.value or "") if one.isalnum())[:12].upper()
                ui.navigate.to(address(f"/room/{letters or '-'}", language))

            ui.button(language("Join"), on_click=join).props("no-caps data-testid=join-room")

    async def _begin(
        self,
        scenario: str,
        seats: tuple[str, ...],
        year: float | None,
        seed: float | None,
        then: Callable[[SetUp], Any],
    ) -> None:
        try:
            set_up = SetUp(load(scenario), seats, int(year or 0), int(seed or 0))
            answer = then(set_up)
            if asyncio.iscoroutine(answer):
                await answer
        except InputError as error:
            complain(self._language, error)

    async def _alone(self, set_up: SetUp) -> None:
        loop = asyncio.get_running_loop()
        game = await loop.run_in_executor(self._pool, Game, set_up)
        self._content.clear()
        with self._content:
            SoloGame(game, self._language, self._pool)

    def _open_room(self, seconds: float | None, set_up: SetUp) -> None:
        room, token = self._rooms.open(set_up, None if seconds is None else int(seconds), self._visitor)
        remember(room.code, token)
        ui.navigate.to(address(f"/room/{room.code}", self._language))


class SoloGame:
    """A game of one player in one browser."""

    def __init__(self, game: Game, language: Language, pool: Executor) -> None:
        self._game = game
        self._language = language
        self._pool = pool
        self._names = _names(game, language)
        self._place = ui.element("div").classes("w-full")
        self._show()

    def _show(self) -> None:
        self._place.clear()
        with self._place:
            SeatView(self._game, self._game.set_up.seats[0], self._language, self._names, self._choose)

    async def _choose(self, moves: dict[str, JointMove]) -> None:
        try:
            self._game.choose(self._game.set_up.seats[0], moves)
        except InputError as error:
            complain(self._language, error)
            return
        self._game.advance()
        if self._game.is_over:
            await self._debrief()
        else:
            self._show()

    async def _debrief(self) -> None:
        await debrief(self._place, self._game, self._language, self._names, self._pool)


async def debrief(place: ui.element, game: Game, language: Language, names: dict[str, str], pool: Executor) -> None:
    """Show the debriefing of a game in place of what stood there."""
    place.clear()
    with place:
        ui.spinner(size="lg")
    own = await asyncio.get_running_loop().run_in_executor(pool, own_runs, game.set_up, OWN_RUNS)
    place.clear()
    with place:
        show_debriefing(debriefing(game, own), game, language, names)


# rooms


def remember(code: str, token: str) -> None:
    """Keep a token in the browser: whoever reloads keeps the seat."""
    ui.run_javascript(f"localStorage.setItem({json.dumps('realpolitik-' + code)}, {json.dumps(token)})")


class RoomPage:
    """A room as one browser sees it: the teacher's, a team's, or somebody's who has no seat yet."""

    def __init__(self, room: Room, language: Language, pool: Executor) -> None:
        self._room = room
        self._language = language
        self._pool = pool
        self._names = _names(room.game, language)
        self._token = ""
        self._shown: tuple[Any, ...] = ()
        self._place = ui.element("div").style("max-width: 980px; margin: 0 auto; padding: 20px 0; width: 100%")
        self._debriefed = False

    async def begin(self) -> None:
        """Ask the browser for its token and show what it may see."""
        key = json.dumps("realpolitik-" + self._room.code)
        self._token = str(await ui.run_javascript(f"localStorage.getItem({key})", timeout=10.0) or "")
        await self._look()
        ui.timer(LOOK_S, self._look)

    def _state(self) -> tuple[Any, ...]:
        game = self._room.game
        return (self._room.holder(self._token), game.year, game.is_over, game.waiting_for, tuple(self._room.teams))

    async def _look(self) -> None:
        """Show the room anew if anything in it has changed."""
        now = self._state()
        if now == self._shown or self._debriefed:
            return
        self._shown = now
        if self._room.game.is_over:
            self._debriefed = True
            await debrief(self._place, self._room.game, self._language, self._names, self._pool)
            with self._place:
                self._download()
            return
        self._place.clear()
        with self._place:
            self._head()
            holder = now[0]
            if holder == TEACHER:
                self._teacher()
            elif holder is None:
                self._free_seats()
            else:
                self._seat(holder)

    def _head(self) -> None:
        language, room = self._language, self._room
        with ui.row().classes("w-full items-baseline justify-between"):
            ui.label(language("Room {code}", code=room.code)).style(
                "font-size: 1.8rem; font-weight: 700; letter-spacing: 0.08em"
            ).props("data-testid=room-code")
            ui.label(language.number(room.game.year)).style("font-size: 1.8rem; font-weight: 700").props(
                "data-testid=room-year"
            )
        for state in room.game.set_up.seats:
            team = room.teams.get(state)
            who = team.name if team else language("free")
            waits = state in room.game.waiting_for and room.is_full
            ui.label(f"{self._names[state]}: {who}" + (f" ({language('still choosing')})" if waits else ""))

    def _teacher(self) -> None:
        language = self._language
        ui.label(language("Give your teams this code. The year advances when all have chosen or time is up.")).classes(
            "rp-muted"
        )
        ui.button(language("Advance the year now"), on_click=lambda: self._act(self._room.advance_now)).props(
            "no-caps outline"
        )
        for state in self._room.teams:
            free = partial(self._room.free_seat, state=state)
            ui.button(
                language("Free the seat of {name}", name=self._names[state]),
                on_click=lambda free=free: self._act(free),
            ).props("no-caps flat dense")
        self._download()

    def _act(self, act: Callable[[str], None]) -> None:
        try:
            act(self._token)
        except InputError as error:
            complain(self._language, error)

    def _free_seats(self) -> None:
        language = self._language
        free = {state: self._names[state] for state in self._room.game.set_up.seats if state not in self._room.teams}
        if not free:
            ui.label(language("All seats are taken."))
            return
        with ui.element("section").classes("rp-card"):
            state = ui.select(free, value=next(iter(free)), label=language("State")).props("outlined dense")
            name = ui.input(language("Name of your team")).props("outlined dense maxlength=60")

            async def join() -> None:
                try:
                    self._token = self._room.join(str(state.value), str(name.value or ""))
                except InputError as error:
                    complain(language, error)
                    return
                remember(self._room.code, self._token)
                await self._look()

            ui.button(language("Take the seat"), on_click=join).props("no-caps data-testid=take-seat")

    def _seat(self, state: str) -> None:
        language = self._language
        if not self._room.is_full:
            ui.label(language("Waiting for the other teams.")).classes("rp-title")
            return
        if state not in self._room.game.waiting_for:
            ui.label(language("You have chosen. Waiting for the others.")).classes("rp-title").props(
                "data-testid=waiting"
            )
            return

        async def choose(moves: dict[str, JointMove]) -> None:
            try:
                self._room.choose(self._token, moves)
            except InputError as error:
                complain(language, error)
            await self._look()

        SeatView(self._room.game, state, language, self._names, choose)

    def _download(self) -> None:
        def send() -> None:
            lines = "\n".join(json.dumps(line) for line in self._room.record())
            ui.download.content(lines, f"room-{self._room.code}.jsonl")

        ui.button(self._language("Download the record"), on_click=send).props("no-caps outline dense")
