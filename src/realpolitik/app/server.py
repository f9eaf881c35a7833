"""The server of the page: which address shows what, and how it is started."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fastapi import Request
from nicegui import app, ui

from realpolitik.app.explore.settings import from_query
from realpolitik.app.language import Language, language_of
from realpolitik.app.pages.explore import ExplorePage
from realpolitik.app.pages.frame import WAYS, address, frame, wrong
from realpolitik.app.pages.lessons import LessonPage, find_lesson, list_lessons
from realpolitik.app.pages.play import PlayPage, RoomPage
from realpolitik.app.play.rooms import Rooms
from realpolitik.errors import InputError

WORKERS = max(1, os.cpu_count() or 1)


def _language(request: Request) -> Language:
    return language_of(request.query_params.get("lang"))


def _visitor(request: Request) -> str:
    return request.client.host if request.client else ""


def register(pool: ThreadPoolExecutor, rooms: Rooms) -> None:
    """Give every address its page."""

    @ui.page("/")
    def start(request: Request) -> None:
        language = _language(request)
        with frame(language, "/", language("Why did Iran and Russia never become allies?")):
            _start(language)

    @ui.page("/explore")
    def explore(request: Request) -> None:
        language = _language(request)
        words = dict(request.query_params)
        try:
            exploration = from_query(words)
            exploration.load()
        except InputError as error:
            with frame(language, "/explore", language("Explore")):
                wrong(language, error)
                ui.link(language("Start afresh"), address("/explore", language))
            return
        with frame(language, "/explore", language("Explore"), exploration.query()):
            ExplorePage(exploration, language, pool)

    @ui.page("/play")
    def play(request: Request) -> None:
        language = _language(request)
        with frame(language, "/play", language("Play a state")):
            PlayPage(language, pool, rooms, _visitor(request))

    @ui.page("/room/{code}")
    async def room(request: Request, code: str) -> None:
        language = _language(request)
        with frame(language, "/play", language("Room")):
            try:
                page = RoomPage(rooms.find(code, _visitor(request)), language, pool)
            except InputError as error:
                wrong(language, error)
                ui.link(language("Back"), address("/play", language))
                return
            await ui.context.client.connected()
            await page.begin()

    @ui.page("/lessons")
    def all_lessons(request: Request) -> None:
        language = _language(request)
        with frame(language, "/lessons", language("Lessons")):
            list_lessons(language)

    @ui.page("/lessons/{name}")
    def one_lesson(request: Request, name: str) -> None:
        language = _language(request)
        try:
            found = find_lesson(name, language)
        except InputError as error:
            with frame(language, "/lessons", language("Lessons")):
                wrong(language, error)
                ui.link(language("Back"), address("/lessons", language))
            return
        teacher = request.query_params.get("teacher") == "1"
        with frame(language, f"/lessons/{name}", found.title, "teacher=1" if teacher else ""):
            LessonPage(found, language, pool, for_teacher=teacher)


def _start(language: Language) -> None:
    about = {
        "/explore": "Choose a scenario, move the assumptions, watch one run and five hundred.",
        "/play": "Be Iran, Russia or the West: hear your advisers, choose, live with the answers. Alone or as a class.",
        "/lessons": "Nine lessons on realism, each built on runs that you make yourself.",
    }
    with ui.element("div").style("max-width: 980px; margin: 0 auto; padding: 28px 0"):
        ui.html(
            f"<h1 style='font-size:2rem;font-weight:700;line-height:1.2'>"
            f"{language('Why did Iran and Russia never become allies?')}</h1>",
            sanitize=False,
        )
        ui.label(
            language(
                "Three states seek security, autonomy and development. They see one another with error, learn whom to "
                "trust, and each year move closer or apart. Nothing scripts what becomes of Iran and Russia."
            )
        ).style("font-size: 1.1rem; padding: 8px 0 18px")
        with ui.row().classes("w-full").style("gap: 14px"):
            for path, name in WAYS:
                with (
                    ui.link(target=address(path, language))
                    .classes("rp-card")
                    .style("flex: 1 1 240px; text-decoration: none; color: inherit")
                ):
                    ui.label(language(name)).classes("rp-title").style("font-size: 1.25rem")
                    ui.label(language(about[path])).classes("rp-muted")


def warm_up() -> None:
    """Compile or load the rules, so that the first visitor does not wait for it."""
    from realpolitik.app.explore.refining import shares_of
    from realpolitik.app.explore.settings import Exploration
    from realpolitik.app.explore.stepping import SteppedRun

    run = SteppedRun(Exploration())
    run.forward()
    shares_of(Exploration(), 1)


def _take_up(rooms: Rooms) -> None:
    """Take up the rooms of an earlier server and say what could not be taken up."""
    for failure in rooms.restore():
        sys.stderr.write(f"realpolitik: {failure}\n")


def serve(host: str, port: int, rooms_folder: Path, *, show: bool) -> None:
    """Serve the page until the process is stopped.

    Parameters
    ----------
    host, port : str, int
        Where it listens.
    rooms_folder : Path
        Where the logs of classrooms are.
    show : bool
        Whether to open a browser.
    """
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="ensemble")
    pool.submit(warm_up)
    rooms = Rooms(rooms_folder)
    app.on_startup(lambda: _take_up(rooms))
    register(pool, rooms)
    app.timer(1.0, rooms.advance_due)
    app.timer(600.0, rooms.close_idle)
    ui.run(host=host, port=port, title="realpolitik", reload=False, show=show, show_welcome_message=False)
