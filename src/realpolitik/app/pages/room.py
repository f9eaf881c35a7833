"""A room as one browser sees it: the teacher's, a team's, or somebody's who has no seat yet."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Any

from nicegui import ui

from realpolitik.app.explore.charts import class_legend
from realpolitik.app.explore.events import draw_timeline
from realpolitik.app.explore.names import actor_names, pair_names
from realpolitik.app.explore.triangle import draw_triangle
from realpolitik.app.language import Language
from realpolitik.app.pages.debriefing import debrief
from realpolitik.app.pages.parts import complain, heading, legend
from realpolitik.app.pages.seat import SeatView
from realpolitik.app.play.room import TEACHER, Room
from realpolitik.app.play.rooms import Rooms
from realpolitik.app.play.watching import path_of, view_of
from realpolitik.errors import InputError
from realpolitik.simulation.decision_rules import JointMove

LOOK_S = 0.5
ANSWER_S = 60.0
"""How long a slow browser may take to say which seat it holds."""


def remember(code: str, token: str, then: str = "") -> None:
    """Keep a token in the browser: whoever reloads keeps the seat. Then go to an address, if there is one.

    Both in one script: an address opened by a message of its own may be there before the token is kept.
    """
    script = f"localStorage.setItem({json.dumps('realpolitik-' + code)}, {json.dumps(token)});"
    ui.run_javascript(script + (f" location.assign({json.dumps(then)});" if then else ""))


class RoomPage:
    """A room in one browser.

    Parameters
    ----------
    room : Room
        The room.
    rooms : Rooms
        The rooms of the server.
    visitor : str
        Whose browser this is, for the limits.
    language : Language
        Its language.
    pool : Executor
        Where the model's own runs are made.
    """

    def __init__(self, room: Room, rooms: Rooms, visitor: str, language: Language, pool: Executor) -> None:
        self._room = room
        self._rooms = rooms
        self._visitor = visitor
        self._language = language
        self._pool = pool
        self._names = actor_names(room.game.set_up.scenario, language)
        self._token = ""
        self._head_shown: tuple[Any, ...] = ()
        self._body_shown: tuple[Any, ...] = ()
        with ui.element("div").classes("rp-page"):
            self._head = ui.element("div").classes("w-full")
            self._time = ui.label().classes("rp-title").props("data-testid=time-left role=timer")
            self._body = ui.element("div").classes("rp-page").style("padding: 0")

    @property
    def _is_class(self) -> bool:
        return len(self._room.game.set_up.seats) > 1

    async def begin(self) -> None:
        """Ask the browser for its token and show what it may see."""
        key = json.dumps("realpolitik-" + self._room.code)
        self._token = str(await ui.run_javascript(f"localStorage.getItem({key})", timeout=ANSWER_S) or "")
        await self._look()
        ui.timer(LOOK_S, self._look)

    async def _look(self) -> None:
        """Show anew what has changed, and nothing else: a choice that is being made stays as it is."""
        game, room = self._room.game, self._room
        holder = room.holder(self._token)
        self._show_time()
        head = (game.year, game.is_over, game.waiting_for, tuple(room.teams.items()))
        if head != self._head_shown:
            self._head_shown = head
            self._head.clear()
            with self._head:
                self._draw_head()
        body: tuple[Any, ...] = (holder, game.year, game.is_over, room.is_full, holder in game.waiting_for)
        if holder is None or holder == TEACHER:
            body += (tuple(room.teams),)
        if body == self._body_shown:
            return
        self._body_shown = body
        if game.is_over:
            await debrief(self._body, game, self._language, self._names, self._pool)
            with self._body:
                self._download()
            return
        self._body.clear()
        with self._body:
            self._draw_body(holder)

    def _show_time(self) -> None:
        deadline = self._room.deadline
        left = None if deadline is None else max(0, math.ceil(deadline - time.time()))
        self._time.visible = left is not None
        if left is not None:
            self._time.text = self._language("{seconds} seconds left for this year", seconds=left)

    # the head: which room, which year, who is there

    def _draw_head(self) -> None:
        language, room = self._language, self._room
        with ui.row().classes("w-full items-baseline justify-between"):
            if self._is_class:
                title = heading(language("Room {code}", code=room.code), 1).style(
                    "letter-spacing: 0.06em; font-size: 2.4rem"
                )
            else:
                title = heading(self._names[room.game.set_up.seats[0]], 1)
            title.props("data-testid=room-code")
            year = ui.label(language.number(room.game.year)).style("font-size: 1.9rem; font-weight: 700")
            year.props("data-testid=play-year aria-live=polite")
        if not self._is_class:
            return
        with ui.row().style("gap: 8px 22px"):
            for state in room.game.set_up.seats:
                team = room.teams.get(state)
                who = team.name if team else language("free")
                waits = state in room.game.waiting_for and room.is_full
                ui.label(f"{self._names[state]}: {who}" + (f" ({language('still choosing')})" if waits else ""))

    # the body: what this browser may do

    def _draw_body(self, holder: str | None) -> None:
        if holder == TEACHER and self._is_class:
            self._teacher()
        elif holder is None or holder == TEACHER:
            self._free_seats()
        else:
            self._seat(holder)

    def _world(self) -> None:
        """Show where everybody stands, and how they came there."""
        language, game = self._language, self._room.game
        scenario, view = game.set_up.scenario, view_of(game)
        with ui.element("section").classes("rp-card") as card:
            card.props["aria-label"] = language("Where everybody stands")
            heading(language("Where everybody stands"), 2)
            with ui.element("div").classes("rp-columns"):
                ui.html(draw_triangle(view, self._names, language), sanitize=False)
                paths = {name: path_of(game, pair) for pair, name in pair_names(scenario, language).items()}
                told = draw_timeline(paths, scenario.years, language, marked_year=game.year)
                with ui.element("div"):
                    ui.html(told, sanitize=False).classes("w-full")
                    legend(class_legend(language)).style("padding-top: 12px")
                    for text in view.news:
                        ui.label(f"• {language(text)}").style("padding-top: 6px")

    def _teacher(self) -> None:
        language = self._language
        with ui.element("section").classes("rp-card"):
            ui.label(language("Give your teams this code. The year advances when all have chosen or time is up."))
            with ui.row().style("gap: 8px"):
                advance = ui.button(
                    language("Advance the year now"), on_click=lambda: self._act(self._room.advance_now)
                )
                advance.props("no-caps outline")
                self._download()
            with ui.row().style("gap: 8px"):
                for state in self._room.teams:
                    free = partial(self._room.free_seat, state=state)
                    label = language("Free the seat of {name}", name=self._names[state])
                    ui.button(label, on_click=lambda free=free: self._act(free)).props("no-caps flat dense")
        self._world()

    def _act(self, act: Callable[[str], None]) -> None:
        try:
            act(self._token)
        except InputError as error:
            complain(self._language, error)

    def _free_seats(self) -> None:
        language = self._language
        free = {state: self._names[state] for state in self._room.game.set_up.seats if state not in self._room.teams}
        if not free:
            ui.label(language("All seats are taken.")).classes("rp-card")
            return
        with ui.element("section").classes("rp-card") as card:
            card.props["aria-label"] = language("Take the seat")
            state = ui.select(free, value=next(iter(free)), label=language("State")).props("outlined dense")
            name = ui.input(language("Name of your team")).props("outlined dense maxlength=60 autocomplete=off")

            async def join() -> None:
                try:
                    self._token = self._rooms.join(self._room, str(state.value), str(name.value or ""), self._visitor)
                except InputError as error:
                    complain(language, error)
                    return
                remember(self._room.code, self._token)
                await self._look()

            name.on("keydown.enter", join)
            ui.button(language("Take the seat"), on_click=join).props("no-caps data-testid=take-seat")

    def _seat(self, state: str) -> None:
        language = self._language
        if not self._room.is_full:
            ui.label(language("Waiting for the other teams.")).classes("rp-card rp-title")
        elif state not in self._room.game.waiting_for:
            waiting = ui.label(language("You have chosen. Waiting for the others."))
            waiting.classes("rp-card rp-title").props("data-testid=waiting role=status")
        else:
            SeatView(self._room.game, state, language, self._names, self._choose)
        self._world()

    async def _choose(self, moves: dict[str, JointMove]) -> None:
        try:
            self._room.choose(self._token, moves)
        except InputError as error:
            complain(self._language, error)
        await self._look()

    def _download(self) -> None:
        def send() -> None:
            lines = "\n".join(json.dumps(line) for line in self._room.record())
            ui.download.content(lines, f"room-{self._room.code}.jsonl")

        ui.button(self._language("Download the record"), on_click=send).props("no-caps outline")
