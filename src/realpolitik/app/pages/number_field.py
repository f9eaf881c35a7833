"""A field for a whole number, in the digits of the language; typed in any digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nicegui import ui

from realpolitik.app.language import Language
from realpolitik.app.problems import tell
from realpolitik.errors import InputError, Problem, quoted

LONGEST = 20
"""Characters that can be typed: the largest seed has 19."""


class NumberField(ui.input):
    """A field for a whole number.

    A browser's own field for numbers knows Western digits alone, and none beyond 2^53, which seeds are.

    Parameters
    ----------
    label : str
        Its name, already in the language.
    language : Language
        The language of its digits.
    number : int or None
        What it shows at first; None is an empty field.
    changed : callable, optional
        Called with the number whenever another one is typed that can be. Whoever leaves such a field with anything else
        in it is told so and finds the last good number in it again: that is the one that counts.
    bounds : tuple of int, optional
        The least and the largest number that can be.
    are_years : bool
        Whether the numbers are years.
    """

    def __init__(
        self,
        label: str,
        language: Language,
        number: int | None,
        changed: Callable[[int], Any] | None = None,
        *,
        bounds: tuple[int, int] | None = None,
        are_years: bool = False,
    ) -> None:
        value = "" if number is None else language.number(number)
        super().__init__(label, value=value, validation=self._wrong_already)
        self._language = language
        self._good = number
        self._changed = changed
        self._bounds = bounds
        self._are_years = are_years
        self.props(f"outlined dense hide-bottom-space inputmode=numeric autocomplete=off maxlength={LONGEST}")
        self.on("blur", self.leave)
        self.on_value_change(self._take)

    @property
    def number(self) -> int | None:
        """What is typed, None if nothing is.

        Raises
        ------
        InputError
            It is no whole number, or out of bounds.
        """
        text = str(self.value or "").strip()
        if not text:
            return None
        try:
            number = int(text)  # of the digits of every script
        except ValueError:
            raise self._refusal(quoted(text, 20)) from None
        if self._bounds and not self._bounds[0] <= number <= self._bounds[1]:
            raise self._refusal(str(number))
        return number

    @property
    def number_given(self) -> int:
        """What is typed.

        Raises
        ------
        InputError
            It is no whole number, out of bounds, or nothing.
        """
        number = self.number
        if number is None:
            raise self._refusal("nothing")
        return number

    def leave(self) -> None:
        """Write the number in the digits of the language, or say what is wrong with it."""
        told = None
        try:
            number = self.number if self._changed is None else self.number_given
        except InputError as error:
            told = self._in_words(error)
            number = self._good
        if told is None or self._changed is not None:
            self.value = "" if number is None else self._language.number(number)
        self.error = told

    def take_bounds(self, least: int, most: int) -> None:
        """Take other bounds; a number beyond them gives way to the least one."""
        self._bounds = (least, most)
        try:
            _ = self.number
        except InputError:
            self.value = self._language.number(least)

    def _refusal(self, found: str) -> InputError:
        allowed = "a whole number"
        if self._bounds:
            least, most = self._bounds
            allowed = f"a year from {least} to {most}" if self._are_years else f"a whole number from {least} to {most}"
        return InputError([Problem((str(self.label),), found, allowed)])

    def _in_words(self, error: InputError) -> str:
        return tell(replace(error.problems[0], path=()), self._language)  # the field has its name above it

    def _wrong_already(self, _: Any) -> str | None:
        """Return what is wrong with what is typed, unless more digits may mend it."""
        try:
            _ = self.number
        except InputError as error:
            least = self._bounds[0] if self._bounds else 0
            text = str(self.value or "").strip()
            return None if text.isdecimal() and int(text) < least else self._in_words(error)
        return None

    def _take(self) -> Any:
        try:
            number = self.number
        except InputError:  # told by the field
            return None
        if number is None or number == self._good:
            return None
        self._good = number
        return None if self._changed is None else self._changed(number)
