"""A field for a whole number, in the digits of the language; typed in any digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from realpolitik.app.language import Language
from realpolitik.errors import InputError, Problem, quoted

LONGEST = 12
"""Characters that can be typed."""


class NumberField(ui.input):
    """A field for a whole number.

    A browser's own field for numbers knows Western digits alone.

    Parameters
    ----------
    label : str
        Its name, already in the language.
    language : Language
        The language of its digits.
    number : int or None
        What it shows at first; None is an empty field.
    changed : callable, optional
        Called with the number whenever another one is typed.
    """

    def __init__(
        self, label: str, language: Language, number: int | None, changed: Callable[[int], Any] | None = None
    ) -> None:
        super().__init__(label, value="" if number is None else language.number(number))
        self._language = language
        self._told = number
        self.props(f"outlined dense inputmode=numeric autocomplete=off maxlength={LONGEST}")
        self.on("blur", self._tidy)
        if changed is not None:
            self.on_value_change(lambda: self._tell(changed))

    @property
    def number(self) -> int | None:
        """What is typed, None if nothing is.

        Raises
        ------
        InputError
            It is no whole number.
        """
        text = str(self.value or "").strip()
        if not text:
            return None
        try:
            return int(text)  # of the digits of every script
        except ValueError:
            raise InputError([Problem((str(self.label),), quoted(text, 20), "a whole number")]) from None

    def _tell(self, changed: Callable[[int], Any]) -> Any:
        try:
            number = self.number
        except InputError:  # while something is being typed
            return None
        if number is None or number == self._told:
            return None
        self._told = number
        return changed(number)

    def _tidy(self) -> None:
        try:
            number = self.number
        except InputError:
            return
        if number is not None:
            self.value = self._language.number(number)
