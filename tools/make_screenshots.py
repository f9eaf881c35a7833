"""Make the screenshots of the page in docs/screenshots.

    uv run python tools/make_screenshots.py

It starts the page, plays a little in headless Chromium, and writes one PNG each. They are looked at by people, not
compared by a test: fonts differ from machine to machine.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
COLOURS = 256
PROJECTOR, PHONE = (1280, 800), (390, 844)
PATIENCE_MS = 60_000


def save(page: Page, name: str) -> None:
    """Write what a screen shows, in few colours so that the repository stays small."""
    page.wait_for_timeout(700)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)
    print(name, (FOLDER / f"{name}.png").stat().st_size // 1000, "kB")


def explore(visit: Callable[..., Page]) -> None:
    page = visit(PROJECTOR, "/explore?beside=no-sanctions")
    expect(page.get_by_test_id("runs")).to_have_text("500 runs")
    page.get_by_text("All events").click()
    page.get_by_role("button", name="2015: ").click()
    page.get_by_text("All events").click()
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(5, 5)
    save(page, "explore")
    page.get_by_test_id("why-button").click()
    expect(page.get_by_test_id("why")).to_contain_text("began 2015")
    save(page, "why")


def explore_in_persian(visit: Callable[..., Page]) -> None:
    page = visit(PROJECTOR, "/explore?lang=fa&scenario=pahlavi")
    expect(page.get_by_test_id("runs")).to_contain_text("۵۰۰")
    page.get_by_text("همهٔ رویدادها").click()
    page.get_by_role("button", name="۱۹۶۷: ").click()
    page.get_by_text("همهٔ رویدادها").click()
    page.evaluate("scrollTo(0, 0)")
    save(page, "explore-persian")


def phone(visit: Callable[..., Page]) -> None:
    page = visit(PHONE, "/explore")
    expect(page.get_by_test_id("runs")).to_have_text("500 runs")
    page.get_by_text("All events").click()
    page.get_by_role("button", name="1989: ").click()
    page.get_by_text("All events").click()
    page.get_by_role("region", name="One run").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelectorAll('.rp-card')[2].offsetTop - 64)")
    save(page, "phone")


def game(visit: Callable[..., Page]) -> None:
    page = visit(PROJECTOR, "/play")
    page.get_by_label("First year that you decide").fill("2015")
    page.get_by_label("First year that you decide").press("Tab")
    page.get_by_test_id("begin").click()
    page.get_by_test_id("decide").wait_for()
    save(page, "play")
    for year in range(2015, 2026):
        expect(page.get_by_test_id("play-year")).to_have_text(str(year))
        page.get_by_role("radio").nth(1).click()
        page.get_by_test_id("decide").click()
    page.get_by_test_id("debriefing").wait_for()
    page.mouse.move(5, 5)
    save(page, "debriefing")


def classroom(visit: Callable[..., Page]) -> None:
    teacher = visit(PROJECTOR, "/play")
    teacher.get_by_test_id("open-room").click()
    title = teacher.get_by_test_id("room-code")
    title.wait_for()
    code = (title.text_content() or "").split()[-1]
    for number, name in enumerate(("Team Tehran", "Team Moscow", "Team West")):
        team = visit(PROJECTOR, f"/room/{code}")
        if number:
            team.get_by_role("combobox", name="State").click()
            team.get_by_role("option").nth(0).click()
        team.get_by_label("Name of your team").fill(name)
        team.get_by_test_id("take-seat").click()
        expect(team.get_by_text(name).first).to_be_visible()
    expect(teacher.get_by_text("still choosing")).to_have_count(3)
    save(teacher, "classroom")


def lesson(visit: Callable[..., Page]) -> None:
    page = visit(PROJECTOR, "/lessons/security-dilemma?lang=fa")
    page.get_by_role("radio").nth(0).click()
    page.get_by_role("button", name="اجرا کن").first.click()
    expect(page.get_by_test_id("lesson-run").first).to_contain_text("۵۰۰")
    page.evaluate("scrollTo(0, document.querySelectorAll('.rp-card')[1].offsetTop - 64)")
    save(page, "lesson-persian")


def _is_ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/play", timeout=10) as answer:
            return b"Getting ready" not in answer.read()
    except (URLError, OSError):
        return False


def _visiting(browser: Browser, address: str) -> Callable[..., Page]:
    def visit(size: tuple[int, int], path: str) -> Page:
        page = browser.new_page(base_url=address, viewport={"width": size[0], "height": size[1]})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(path)
        page.wait_for_function("() => window.socket && window.socket.connected")
        return page

    return visit


def main() -> None:
    """Make all of them, or those named on the command line."""
    scenes = [explore, explore_in_persian, phone, game, classroom, lesson]
    wanted = [scene for scene in scenes if scene.__name__ in sys.argv[1:]] or scenes
    browser_path = os.environ.get("REALPOLITIK_CHROMIUM") or shutil.which("chromium")
    if browser_path is None:
        sys.exit("there is no Chromium on this machine (apt-get install chromium)")
    FOLDER.mkdir(exist_ok=True)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from realpolitik.cli import main; main()", "app", "--port", str(port)]
        server = subprocess.Popen([*command, "--rooms", folder], cwd=folder)
        try:
            while not _is_ready(address):
                time.sleep(0.5)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
                )
                expect.set_options(timeout=PATIENCE_MS)
                for scene in wanted:
                    scene(_visiting(browser, address))
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
