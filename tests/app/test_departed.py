"""A browser that leaves before it is answered is no error; whatever else goes wrong stays one."""

from __future__ import annotations

import asyncio

import pytest
from starlette.middleware.base import BaseHTTPMiddleware

from realpolitik.app.departed import UNANSWERED, Departed

REQUEST = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}


def ask(application, *messages):
    """Let an application answer a request whose browser sends these messages, one after the other."""
    left = iter(messages)

    async def receive():
        return {"type": next(left)}

    async def send(message):
        pass

    asyncio.run(Departed(application)(dict(REQUEST), receive, send))


async def forgetful(scope, receive, send):
    """Listen until the browser has gone, and answer nothing."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def passed_on(request, call_next):
    return await call_next(request)


def test_who_has_gone_is_not_answered():
    ask(BaseHTTPMiddleware(forgetful, dispatch=passed_on), "http.request", "http.disconnect")


@pytest.mark.parametrize(
    ("text", "messages"), [(UNANSWERED, ["http.request"]), ("broken", ["http.request", "http.disconnect"])]
)
def test_other_errors_are_raised(text, messages):
    async def failing(scope, receive, send):
        for _ in messages:
            await receive()
        raise RuntimeError(text)

    with pytest.raises(RuntimeError, match=text):
        ask(failing, *messages)
