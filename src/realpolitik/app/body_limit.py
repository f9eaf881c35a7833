"""A bound on what a visitor may send in one request, held before anything is read or written to disk."""

from __future__ import annotations

from typing import Any

MOST_BYTES = 1_000_000


class BodyLimit:
    """ASGI middleware that refuses requests whose body is larger than allowed, or does not say how large it is.

    Parameters
    ----------
    app : ASGI application
        What answers the others.
    most_bytes : int
        The bound.
    """

    def __init__(self, app: Any, most_bytes: int = MOST_BYTES) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            if b"transfer-encoding" in headers:
                await _refuse(send, 411, b"a body must say its length")
                return
            length = headers.get(b"content-length", b"0")
            if not length.isdigit() or int(length) > self._most:
                await _refuse(send, 413, b"at most %d bytes" % self._most)
                return
        await self._app(scope, receive, send)


async def _refuse(send: Any, status: int, text: bytes) -> None:
    headers = [
        (b"content-type", b"text/plain"),
        (b"content-length", str(len(text)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
