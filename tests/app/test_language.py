"""Languages: every string of the page has a translation with the same places for values; digits and direction."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import realpolitik.app
from realpolitik.app.language import DOMAIN, FOLDER, LANGUAGES, language_of
from realpolitik.theory.classes import CLASSES

APP = Path(realpolitik.app.__file__).parent
OTHERS = [code for code in LANGUAGES if code != "en"]


def strings_of_the_page() -> set[str]:
    found = set(CLASSES)
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("language", "_language") and isinstance(node.args[0].value, str):
                    found.add(node.args[0].value)
    return found


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_every_string_is_translated(code):
    with (FOLDER / code / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    translated = {message.id: message.string for message in catalogue if message.id}
    assert len(strings_of_the_page()) > 80
    missing = {text for text in strings_of_the_page() if not translated.get(text)}
    assert missing == set()
    for text, other in translated.items():
        assert places(text) == places(other), text


def test_persian_is_written_from_the_right_with_its_digits():
    persian = language_of("fa")
    assert persian.direction == "rtl"
    assert persian.number(1979) == "۱۹۷۹"
    assert persian.number(-0.256, 2) == "-۰٫۲۶"
    assert persian.percent(0.5) == "۵۰٪"
    assert persian("{runs} runs", runs=500) == "۵۰۰ اجرا"


def test_english_needs_no_catalogue_and_unknown_codes_are_english():
    english = language_of("xx")
    assert english is LANGUAGES["en"] is language_of(None)
    assert english("{runs} runs", runs=500) == "500 runs"
    assert english.number(0.125, 2, sign=True) == "+0.12"
    assert english.percent(0.256, 1) == "25.6%"
