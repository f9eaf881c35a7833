"""The language in which an explanation speaks: English, or one that the caller brings."""

from __future__ import annotations

from typing import Protocol


class Speech(Protocol):
    """A language: it says sentences, numbers and shares.

    Every text that is said stands in the code in English, with places for values; a language looks it up.
    """

    @property
    def arrow(self) -> str:
        """From what is read first to what is read next."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text with values put in by name; whole numbers are years."""

    def number(self, value: float, decimals: int | None = None, *, sign: bool = False) -> str:
        """Return a number."""

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share as a percentage."""


class English:
    """English, as it stands in the code, in the signs of a terminal."""

    arrow = "->"

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text with values put in by name."""
        return text.format(**values) if values else text

    def number(self, value: float, decimals: int | None = None, *, sign: bool = False) -> str:
        """Return a number."""
        return f"{value:{'+' if sign else ''}.{2 if decimals is None else decimals}f}"

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share as a percentage."""
        return f"{100.0 * share:.{decimals}f} %"


ENGLISH = English()
