"""A server of the page and a headless Chromium for the tests in this folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("REALPOLITIK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
"""The browser: the one that the environment names, Debian's without a window of its own, Debian's, or Ubuntu's."""

ASKED_FOR = os.environ.get("REALPOLITIK_BROWSER_TESTS", "")
"""``required``: a machine without a browser fails the tests; ``skip``: they are skipped on any machine."""

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--disable-gpu-rasterization",
    "--disable-gpu-compositing", "--disable-software-rasterizer", "--process-per-site",
    "--js-flags=--no-maglev --no-turbofan",  # no page lives long enough to gain what optimising its scripts takes
]  # fmt: skip
UNSEEN = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "PreloadTopChromeWebUI",
)  # fmt: skip
"""Parts of Chromium's own window: each new page would load the 400 files of a menu that no test sees."""
NOT_FOR_TESTS = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
)  # fmt: skip
"""What Playwright switches off; Chromium goes by the last list that it is given, so that these stand in it again."""
PATIENCE_S = 300.0
"""How long the first start of a server may take: rules may have to be compiled."""
ANSWER_S = 10.0
LEAVE_S = 20.0
PATIENCE_MS = 30_000
"""How long a test waits for what a page shows."""
LIMIT_S = 600.0
"""For a test with all that it sets up: what runs inside a browser has no time limit of its own."""
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = f"{Path(__file__).parent}{os.sep}"
    skipped = ASKED_FOR == "skip" or (CHROMIUM is None and ASKED_FOR != "required")
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.timeout(LIMIT_S))
            if skipped:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (apt-get install chromium)"))


class Server:
    """A server of the page, as a user starts it.

    Parameters
    ----------
    folder : Path
        Where its rooms and its log are.
    port : int
        Where it listens.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._folder = folder
        main = "from realpolitik.cli import main; main()"
        self._command = [sys.executable, "-c", main, "app", "--port", str(port), "--rooms", str(folder / "rooms")]
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def told(self) -> str:
        """All that it has said."""
        return self._log.read_text()

    def start(self) -> None:
        """Start it where it does not run, and wait until it is ready."""
        if self._process is not None:
            return
        with self._log.open("a") as told:
            process = self._process = subprocess.Popen(
                self._command, cwd=self._folder, stdout=told, stderr=subprocess.STDOUT, env=environment()
            )
        limit = time.monotonic() + PATIENCE_S
        while not _is_ready(self.address):
            if process.poll() is not None:
                pytest.fail(f"the server has ended:\n{self.told}")
            if time.monotonic() > limit:
                self.end()
                pytest.fail(f"the server is not ready after {PATIENCE_S:g} s:\n{self.told}")
            time.sleep(0.3)

    def kill(self) -> None:
        """Kill it, as a machine does that loses its power."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(LEAVE_S)
        self._process = None

    def end(self) -> None:
        """End it; one that does not go when it is asked to is killed, and fails the tests with what it said."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(LEAVE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            pytest.fail(f"the server did not end within {LEAVE_S:g} s:\n{self.told}")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server that is ready."""
    server = Server(tmp_path_factory.mktemp("page"), free_port())
    try:
        server.start()
        yield server
        assert f"{os.sep}realpolitik{os.sep}app{os.sep}" not in server.told, server.told  # a traceback of the page
    finally:
        server.end()


def environment() -> dict[str, str]:
    """Return the environment of a server: that of a user, with bytecode, and not inside a test, for NiceGUI."""
    left_out = ("PYTEST", "NICEGUI", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)}


def _is_ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/play", timeout=ANSWER_S) as answer:
            return b"Getting ready" not in answer.read()
    except (URLError, OSError):
        return False


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium, closed before other tests run: Playwright keeps a loop running in the thread."""
    assert CHROMIUM is not None, "REALPOLITIK_BROWSER_TESTS=required, and there is no Chromium"
    with sync_playwright() as playwright:
        arguments = [*ARGUMENTS, f"--disable-features={','.join((*NOT_FOR_TESTS, *UNSEEN))}"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments, timeout=2 * PATIENCE_MS)
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
        context = new_context(self._browser, self._server)
        self._contexts.append(context)
        page = self.watched(context.new_page())
        page.set_viewport_size({"width": width, "height": height})
        return page

    def watched(self, page: Page) -> Page:
        """Collect the errors of a page."""
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


def new_context(browser: Browser, server: Server) -> BrowserContext:
    """Return a browser without a memory."""
    screen = {"width": 1280, "height": 720}
    context = browser.new_context(base_url=server.address, viewport=screen, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture(scope="package")
def regular(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """Return a browser that has been here before: it need not load and read the same scripts for every test.

    A page that stays open keeps the process in which they are compiled.
    """
    context = new_context(browser, server)
    context.new_page().goto("/")
    yield context
    context.close()


@pytest.fixture
def visitors(browser: Browser, server: Server) -> Iterator[Visitors]:
    """Return a maker of browsers; nothing may go wrong in any of them."""
    visitors = Visitors(browser, server)
    yield visitors
    visitors.leave()
    assert visitors.errors == []


@pytest.fixture
def page(regular: BrowserContext, visitors: Visitors) -> Iterator[Page]:
    """Return a new page of one browser."""
    page = visitors.watched(regular.new_page())
    yield page
    page.close()
