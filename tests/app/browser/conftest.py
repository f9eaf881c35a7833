"""A server of the page and a headless Chromium for the tests in this folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = os.environ.get("REALPOLITIK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
"""The browser: Debian's, Ubuntu's, or the one that the environment names."""

REQUIRED = os.environ.get("REALPOLITIK_BROWSER_TESTS") == "required"
"""Whether a machine without a browser fails the tests instead of skipping them."""

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
PATIENCE_S = 180.0
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and CHROMIUM is None and not REQUIRED:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (apt-get install chromium)"))


@dataclass(frozen=True)
class Server:
    """A server that answers.

    Attributes
    ----------
    address : str
        Its first page, without the slash.
    rooms : Path
        Folder of its rooms.
    """

    address: str
    rooms: Path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the page as a user does and wait until it is ready."""
    folder = tmp_path_factory.mktemp("page")
    port = free_port()
    log = (folder / "server.log").open("w")
    main = "from realpolitik.cli import main; main()"
    command = [sys.executable, "-c", main, "app", "--port", str(port), "--rooms", str(folder / "rooms")]
    # NiceGUI serves differently when it believes itself inside a test
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        limit = time.monotonic() + PATIENCE_S
        while not _is_ready(address):
            told = (folder / "server.log").read_text()
            assert process.poll() is None, told
            assert time.monotonic() < limit, f"not ready after {PATIENCE_S} s: {told}"
            time.sleep(0.3)
        yield Server(address, folder / "rooms")
        told = (folder / "server.log").read_text()
        assert f"{os.sep}realpolitik{os.sep}app{os.sep}" not in told, told  # a traceback through the page
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _is_ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/play", timeout=10) as answer:
            return b"Getting ready" not in answer.read()
    except (URLError, OSError):
        return False


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium, closed before other tests run: Playwright keeps a loop running in the thread."""
    assert CHROMIUM is not None, "REALPOLITIK_BROWSER_TESTS=required, and there is no Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitors:
    """Makes browsers without a common memory, and collects what goes wrong in them."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self._server = server
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def __call__(self, width: int = 1280, height: int = 720) -> Page:
        context = self._browser.new_context(
            base_url=self._server.address, viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: self.errors.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", self._failed)
        return page

    def _failed(self, request: object) -> None:
        if getattr(request, "failure", "") != "net::ERR_ABORTED":  # a page that was left while it was loading
            self.errors.append(f"{request}")

    def leave(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def visitors(browser: Browser, server: Server) -> Iterator[Visitors]:
    """Return a maker of browsers; nothing may go wrong in any of them."""
    visitors = Visitors(browser, server)
    yield visitors
    visitors.leave()
    assert visitors.errors == []


@pytest.fixture
def page(visitors: Callable[..., Page]) -> Page:
    """Return a page of one browser."""
    return visitors()
