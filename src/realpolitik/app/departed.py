"""Browsers that leave before they are answered: nobody is left to answer, and nothing is wrong with the server."""

from __future__ import annotations

from typing import Any

UNANSWERED = "No response returned."
"""What Starlette raises where the middleware of NiceGUI waits for an answer and the browser has gone."""


class Departed:
    """ASGI middleware that ends a request quietly whose browser has gone, instead of with a traceback in the terminal.

    Parameters
    ----------
    app : ASGI application
        What answers.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer a request, if there is still somebody who asks."""
        gone = False

        async def hear() -> Any:
            nonlocal gone
            message = await receive()
            gone = gone or message["type"] == "http.disconnect"
            return message

        try:
            await self._app(scope, hear, send)
        except RuntimeError as error:
            if not (gone and str(error) == UNANSWERED):
                raise
