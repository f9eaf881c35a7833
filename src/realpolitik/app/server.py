"""The server of the page: which address shows what, and how it is started.

What simulates takes seconds to import, and a minute to compile the first time. The server listens before that: whatever
is heavy is imported inside the functions that need it, and prepared in the background.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from fastapi import Request
from nicegui import app, ui

from realpolitik.app.body_limit import BodyLimit
from realpolitik.app.departed import Departed
from realpolitik.app.language import Language, language_of
from realpolitik.app.pages.frame import address, frame, wrong
from realpolitik.app.pages.start import getting_ready, show_start
from realpolitik.app.preparing import Preparation
from realpolitik.errors import InputError

WORKERS = max(2, os.cpu_count() or 1)
RECONNECT_S = 30.0
"""How long a page waits for a browser that has lost its connection, with everything as it was."""
START_AFTER_S = 0.3
"""The first visitor is answered before the imports take the processor."""
PATIENCE_S = 60.0
"""How long an address may take to answer."""


def _language(request: Request) -> Language:
    return language_of(request.query_params.get("lang"))


def _visitor(request: Request) -> str:
    return request.client.host if request.client else ""


def register(pool: ThreadPoolExecutor, preparation: Preparation) -> None:
    """Give every address its page."""

    @ui.page("/")
    def start(request: Request) -> None:
        language = _language(request)
        with frame(language, "/", language("Why did Iran and Russia never become allies?")):
            show_start(language, preparation)

    @ui.page("/explore", response_timeout=PATIENCE_S)
    async def explore(request: Request) -> None:
        language = _language(request)
        if not preparation.is_over("explore"):
            getting_ready(language, "/explore", preparation, "explore")
            return
        from realpolitik.app.explore.settings import from_query
        from realpolitik.app.pages.explore import ExplorePage

        try:
            exploration = from_query(dict(request.query_params))
            await asyncio.get_running_loop().run_in_executor(pool, exploration.load)
        except InputError as error:
            with frame(language, "/explore", language("Explore")):
                wrong(language, error, "/explore", language("Start afresh"))
            return
        with frame(language, "/explore", language("Explore"), exploration.query()):
            ExplorePage(exploration, language, pool)

    @ui.page("/play", response_timeout=PATIENCE_S)
    async def play(request: Request) -> None:
        language = _language(request)
        if not preparation.is_over("games"):
            getting_ready(language, "/play", preparation, "games")
            return
        from realpolitik.app.pages.play import PlayPage

        with frame(language, "/play", language("Play a state")):
            PlayPage(language, preparation.rooms, _visitor(request))

    @ui.page("/room/{code}", response_timeout=PATIENCE_S)
    async def room(request: Request, code: str) -> None:
        language = _language(request)
        if not preparation.is_over("games"):
            getting_ready(language, "/play", preparation, "games")
            return
        from realpolitik.app.pages.room import RoomPage

        visitor = _visitor(request)
        try:
            found = preparation.rooms.find(code, visitor)
        except InputError as error:
            with frame(language, "/play", language("Room")):
                wrong(language, error, "/play", language("Back"))
            return
        with frame(language, f"/room/{found.code}", language("Room")):
            page = RoomPage(found, preparation.rooms, visitor, language, pool)
            with suppress(TimeoutError):  # a browser that asked and has gone
                await ui.context.client.connected(timeout=PATIENCE_S)
                await page.begin()

    @ui.page("/lessons", response_timeout=PATIENCE_S)
    async def all_lessons(request: Request) -> None:
        language = _language(request)
        if not preparation.is_over("lessons"):
            getting_ready(language, "/lessons", preparation, "lessons")
            return
        from realpolitik.app.pages.lessons import list_lessons

        with frame(language, "/lessons", language("Lessons")):
            list_lessons(language)

    @ui.page("/lessons/{name}", response_timeout=PATIENCE_S)
    async def one_lesson(request: Request, name: str) -> None:
        language = _language(request)
        if not preparation.is_over("lessons"):
            getting_ready(language, "/lessons", preparation, "lessons")
            return
        from realpolitik.app.pages.lessons import LessonPage, find_lesson

        try:
            found = find_lesson(name, language)
        except InputError as error:
            with frame(language, "/lessons", language("Lessons")):
                wrong(language, error, "/lessons", language("Back"))
            return
        teacher = request.query_params.get("teacher") == "1"
        with frame(language, f"/lessons/{name}", found.title, "teacher=1" if teacher else ""):
            LessonPage(found, language, pool, for_teacher=teacher)

    @app.exception_handler(404)
    async def unknown(request: Request, exception: Exception) -> object:
        from nicegui import Client

        language = _language(request)
        with (
            Client(ui.page(""), request=request) as client,
            frame(language, "", language("No such page")),
            ui.element("div").classes("rp-page"),
        ):
            ui.label(language("There is no page at this address.")).classes("rp-card rp-wrong").props("role=alert")
            ui.link(language("To the start"), address("/", language)).classes("rp-link")
        return client.build_response(request, 404)


def serve(host: str, port: int, rooms_folder: Path, *, show: bool, before_rules: Callable[[], None]) -> None:
    """Serve the page until the process is stopped.

    Parameters
    ----------
    host, port : str, int
        Where it listens.
    rooms_folder : Path
        Where the logs of classrooms are.
    show : bool
        Whether to open a browser.
    before_rules : callable
        Called in the background before the rules are loaded.
    """
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="ensemble")
    preparation = Preparation(rooms_folder, before_rules)
    app.on_startup(lambda: asyncio.get_running_loop().call_later(START_AFTER_S, preparation.start, pool))
    app.add_middleware(BodyLimit)
    app.add_middleware(Departed)
    register(pool, preparation)
    app.timer(1.0, preparation.advance_due)
    app.timer(600.0, preparation.close_idle)
    ui.run(
        host=host,
        port=port,
        title="realpolitik",
        reload=False,
        show=show,
        show_welcome_message=False,
        tailwind=False,  # the style of the page is its own: what makes one in the browser takes it a second a page
        reconnect_timeout=RECONNECT_S,
    )
