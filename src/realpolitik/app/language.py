"""Languages of the page: catalogues of strings, direction of writing, digits.

The catalogues of a language are the gettext files ``locale/CODE/*.po``: the page, the assumptions, the scenarios.
English needs none, it is what stands in the code. A language is added by adding its files and a line in `LANGUAGES`.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

ISOLATED, END = "\u2066", "\u2069"
"""Around what is laid out from the left."""
FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Language:
    """A language of the page.

    Attributes
    ----------
    code : str
        As in the address: ``en``, ``fa``.
    name : str
        In the language itself.
    direction : str
        "ltr" or "rtl".
    digits : str
        Its ten digits.
    decimal, thousands : str
        Its marks.
    library_code : str
        What the library of the page calls it: its own words, as on a lost connection, come in it, too.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    digits: str = "0123456789"
    decimal: str = "."
    thousands: str = ","
    library_code: str = "en-US"

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text in this language, with values put in by name; numbers take the language's digits."""
        translated = _catalogue(self.code).gettext(text) if text else ""
        if not values:
            return translated
        shown = {
            name: self.number(value) if isinstance(value, int | float) else value for name, value in values.items()
        }
        return translated.format(**shown)

    def number(self, value: float, decimals: int | None = None, *, sign: bool = False) -> str:
        """Return a number in the language's digits; whole numbers (years above all) without thousands marks."""
        if decimals is None:
            decimals = 0 if isinstance(value, int) or float(value).is_integer() else 2
        if round(value, decimals) == 0:  # what rounds to nothing has no sign
            value, sign = 0.0, False
        return self._apart(self.in_digits(f"{value:{'+' if sign else ''}.{decimals}f}"))

    def percent(self, share: float, decimals: int = 0, *, sign: bool = False) -> str:
        """Return a share as a percentage."""
        number = self.in_digits(f"{100.0 * share:{'+' if sign else ''}.{decimals}f}")
        return self._apart(number + ("٪" if self.direction == "rtl" else "%"))

    def _apart(self, number: str) -> str:
        """Return a signed number so that its sign stays on its left in a line from the right."""
        return self.apart(number) if number[0] in "+-" else number

    def apart(self, text: str) -> str:
        """Return what is written from the left so that it stays so in a line from the right."""
        return f"{ISOLATED}{text}{END}" if self.direction == "rtl" else text

    @property
    def arrow(self) -> str:
        """An arrow from what is read first to what is read next."""
        return "←" if self.direction == "rtl" else "→"

    def in_digits(self, text: str) -> str:
        """Return a text with its Western digits and decimal points exchanged."""
        if self.digits == "0123456789":
            return text
        return text.translate(str.maketrans("0123456789.", self.digits + self.decimal))


LANGUAGES: dict[str, Language] = {
    "en": Language("en", "English"),
    "fa": Language("fa", "فارسی", "rtl", "۰۱۲۳۴۵۶۷۸۹", "٫", "٬", "fa-IR"),
}
DEFAULT = "en"


def language_of(code: str | None) -> Language:
    """Return a language by its code, English for one that there is not."""
    return LANGUAGES.get(code or DEFAULT, LANGUAGES[DEFAULT])


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    found = gettext.NullTranslations()
    if code == DEFAULT:
        return found
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for path in sorted((FOLDER / code).glob("*.po")):
        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=code))
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
        translations.add_fallback(found)
        found = translations
    return found
