"""A group of settings that is closed at first, or open."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui


def draw_group(title: str, draw: Callable[[], None], *, opened: bool = False) -> None:
    """Show a group of settings; its content is made once it is first opened.

    Few visitors open many groups. The content of all of them would keep every visitor waiting: when the page opens, and
    whenever something on it changes, for the library then goes through all that a page has.

    Parameters
    ----------
    title : str
        Its title, already in the language.
    draw : callable
        Makes the content.
    opened : bool
        Whether it is open at first.
    """
    group = ui.expansion(title, value=opened).classes("w-full")
    waiting = [draw]

    def fill() -> None:
        if group.value and waiting:
            with group:
                waiting.pop()()

    group.on_value_change(fill)
    fill()
