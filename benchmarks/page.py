"""How fast the page answers: the first view after the start, and eight browsers that move sliders at once.

    uv run python -m benchmarks.page [--browsers 8] [--seconds 30]

The browsers are clients of the page's own protocol without a screen: they load the explore page, connect, and move one
slider each to ever new places. The time of a move is from the moment it is sent until the ensemble of that setting, or
of a newer one, arrives.
"""

from __future__ import annotations

import argparse
import ast
import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import aiohttp
import numpy as np
import psutil
import socketio

from benchmarks.machine import machine

if TYPE_CHECKING:
    from collections.abc import Iterator

SLIDERS = ("contest_exponent", "cooperation_commitment", "arms_boost", "crisis_rate", "entrapment_cost", "tethering",
           "embrace_relief", "support_stake")  # fmt: skip
EVENT_PAUSE_S = 0.05
"""Between two moves of a slider: the fastest that a dragging hand sends them."""
PATIENCE_S = 180.0


@contextmanager
def serving() -> Iterator[tuple[str, float, psutil.Process]]:
    """Start the page; the address, the moment of the start, the process."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from realpolitik.cli import main; main()", "app", "--port", str(port)]
        # an installed package has its bytecode: without this variable it is written once, then read
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        began = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--rooms", folder], cwd=folder, stderr=subprocess.DEVNULL, env=environment
        )
        try:
            yield f"http://127.0.0.1:{port}", began, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait()


async def first_views(address: str, began: float, server: psutil.Process) -> dict[str, float]:
    """Return when the server listened, when the first view was there, and when a run could be explored.

    And the processor time that the server had taken by the first view: on a busy machine the wall tells of the others.
    """
    found: dict[str, float] = {}
    async with aiohttp.ClientSession() as session:
        while "first view" not in found:
            asked = time.perf_counter()
            try:
                async with session.get(f"{address}/") as answer:
                    await answer.read()
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.02)
                continue
            found["listening"] = asked - began
            found["first view"] = time.perf_counter() - began
            taken = server.cpu_times()
            found["processor"] = taken.user + taken.system
        while "explore" not in found:
            async with session.get(f"{address}/explore") as answer:
                if "Getting ready" not in await answer.text():
                    found["explore"] = time.perf_counter() - began
                    continue
            await asyncio.sleep(0.1)
            if time.perf_counter() - began > PATIENCE_S:
                raise TimeoutError("the page does not become ready")
    return found


@dataclass
class Visitor:
    """A browser without a screen: its connection, its slider, its moves under way and the times of those answered."""

    slider: str
    element: int = 0
    listener: str = ""
    client: str = ""
    label: int = 0
    low: float = 0.0
    high: float = 1.0
    socket: Any = None
    under_way: list[tuple[float, float]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    async def enter(self, session: aiohttp.ClientSession, address: str) -> None:
        """Load the page, find the slider, connect."""
        async with session.get(f"{address}/explore") as answer:
            html = await answer.text()
        query = ast.literal_eval(re.search(r"query: (\{.*?\}),\n", html)[1])  # type: ignore[index]
        elements = json.loads(_unescaped(re.search(r"parseElements\(String.raw`(.*?)`\)", html, re.DOTALL)[1]))  # type: ignore[index]
        for number, element in elements.items():
            props = element.get("props", {})
            if props.get("data-assumption") == self.slider:
                self.element, self.low, self.high = int(number), props["min"], props["max"]
                self.listener = next(
                    one["listener_id"] for one in element["events"] if one["type"] == "update:modelValue"
                )
            if props.get("data-testid") == "runs":
                self.label = int(number)
        self.client = query["client_id"]
        self.socket = socketio.AsyncClient()
        self.socket.on("update", self._updated)
        await self.socket.connect(
            f"{address}?client_id={self.client}", socketio_path="/_nicegui_ws/socket.io", transports=["websocket"]
        )
        data = query | {"tab_id": f"tab-{self.client}", "document_id": self.client}
        if not await self.socket.call("handshake", data):
            raise ConnectionError("the page refuses the handshake")

    async def move(self, until: float) -> None:
        """Move the slider to ever new places."""
        dice = random.Random(self.slider)
        await asyncio.sleep(dice.random() * EVENT_PAUSE_S)
        while time.perf_counter() < until:
            value = float(f"{dice.uniform(self.low, self.high):.6g}")
            self.under_way.append((value, time.perf_counter()))
            message = {
                "id": self.element,
                "client_id": self.client,
                "listener_id": self.listener,
                "args": [json.dumps(value)],
            }
            await self.socket.emit("event", message)
            await asyncio.sleep(EVENT_PAUSE_S)
        wait_until = time.perf_counter() + 30.0
        while self.under_way and time.perf_counter() < wait_until:
            await asyncio.sleep(0.05)

    def _updated(self, message: dict[str, Any]) -> None:
        """Take the times of the moves that an update answers: that of its setting and all before it."""
        element = message.get(str(self.label))
        setting = (element or {}).get("props", {}).get("data-setting")
        if not setting:
            return
        shown = parse_qs(setting).get(self.slider)
        for place, (value, _) in enumerate(self.under_way):
            if shown and float(shown[0]) == value:
                now = time.perf_counter()
                self.times += [now - sent for _, sent in self.under_way[: place + 1]]
                del self.under_way[: place + 1]
                return


def _unescaped(text: str) -> str:
    for sign, escaped in (("<", "&lt;"), (">", "&gt;"), ("`", "&#96;"), ("$", "&#36;"), ("&", "&amp;")):
        text = text.replace(escaped, sign)
    return text


async def _games_ready(session: aiohttp.ClientSession, address: str) -> None:
    """Wait until nothing more is being prepared."""
    while True:
        async with session.get(f"{address}/play") as answer:
            if "Getting ready" not in await answer.text():
                return
        await asyncio.sleep(0.2)


async def crowd(address: str, browsers: int, seconds: float) -> list[Visitor]:
    """Let many browsers move their sliders at once."""
    visitors = [Visitor(SLIDERS[number % len(SLIDERS)]) for number in range(browsers)]
    async with aiohttp.ClientSession() as session:
        await _games_ready(session, address)
        for visitor in visitors:
            await visitor.enter(session, address)
    await asyncio.sleep(3.0)  # until the first ensembles are shown
    until = time.perf_counter() + seconds
    await asyncio.gather(*(visitor.move(until) for visitor in visitors))
    for visitor in visitors:
        await visitor.socket.disconnect()
    return visitors


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browsers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30.0)
    asked = parser.parse_args()
    print(", ".join(f"{name}: {value}" for name, value in machine().items()))
    with serving() as (address, began, server):
        views = asyncio.run(first_views(address, began, server))
        print(
            f"listening {views['listening']:.2f} s after the start, first view {views['first view']:.2f} s after it, "
            f"for {views['processor']:.2f} s of processor time"
        )
        print(f"explore was ready {views['explore']:.1f} s after the start")
        visitors = asyncio.run(crowd(address, asked.browsers, asked.seconds))
    times = np.array([one for visitor in visitors for one in visitor.times])
    lost = sum(len(visitor.under_way) for visitor in visitors)
    middle, late, last = np.quantile(times, [0.5, 0.95, 1.0])
    print(
        f"{asked.browsers} browsers, a move every {EVENT_PAUSE_S} s each for {asked.seconds:g} s: {len(times)} moves "
        f"answered, {lost} not; median {middle:.2f} s, 95th percentile {late:.2f} s, longest {last:.2f} s"
    )


if __name__ == "__main__":
    main()
