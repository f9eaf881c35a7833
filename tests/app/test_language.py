"""Languages: every string that a page can show has a translation with the same places; digits and direction."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import realpolitik.app
from realpolitik.app.explore.figure import AXES, SUBTITLES
from realpolitik.app.explore.rungs import ECONOMIC_RUNGS, SECURITY_RUNGS
from realpolitik.app.explore.system_words import SYSTEM_WORDS
from realpolitik.app.explore.uploads import read_upload
from realpolitik.app.language import FOLDER, LANGUAGES, language_of
from realpolitik.app.pages.explained import source_in_words
from realpolitik.app.pages.form import NUMBERS, SAME_DRAWS, decimals_of, name_of
from realpolitik.app.pages.frame import WAYS
from realpolitik.app.pages.lessons import HEADINGS, MEASURE_NAMES
from realpolitik.app.pages.start import ABOUT
from realpolitik.app.problems import KINDS, TEMPLATES, WHERE, in_words, tell
from realpolitik.errors import InputError, Problem
from realpolitik.explanation import answer, details, setting, words
from realpolitik.scenario import load, shipped_scenarios
from realpolitik.simulation.world import PARTS
from realpolitik.theory.assumptions import ASSUMPTIONS, GROUPS, SWITCHES
from realpolitik.theory.classes import CLASSES

APP = Path(realpolitik.app.__file__).parent
EXPLANATION = Path(words.__file__).parent
OTHERS = [code for code in LANGUAGES if code != "en"]


def constants() -> set[str]:
    """Return every text that stands in the code of the page."""
    paths = [*APP.rglob("*.py"), *EXPLANATION.rglob("*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@cache
def strings_of_the_page() -> set[str]:
    """Return what is asked for by a call of a language, and what is asked for by way of a table."""
    found = {
        *CLASSES,
        *PARTS,
        *ECONOMIC_RUNGS,
        *SECURITY_RUNGS,
        *HEADINGS.values(),
        *MEASURE_NAMES.values(),
        *ABOUT.values(),
        *WHERE.values(),
        *TEMPLATES,
        *KINDS,
        *SUBTITLES,
        *AXES,
        *(told for _, _, told, _ in NUMBERS),
        SAME_DRAWS,
        *SYSTEM_WORDS,
    }
    found |= {name for _, name in WAYS} | {group.capitalize() for group in GROUPS if group != "growth"}
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("language", "_language", "_card"):
                    found |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    return {text for text in found if isinstance(text, str) and text not in (" ", "_", "", "outside")}


@cache
def strings_of_explanations() -> set[str]:
    """Return the sentences of an explanation, and the words of its tables."""
    found = {
        *words.ECONOMIC_RUNGS,
        *words.SECURITY_RUNGS,
        *words.SHORT_ECONOMIC_RUNGS,
        *words.SHORT_SECURITY_RUNGS,
        *words.CLASS_WORDS.values(),
        *words.REASON_WORDS.values(),
        *answer.HEADINGS.values(),
        *details.CONDITION_WORDS.values(),
        *details.LESSON_WORDS.values(),
        *details.VERDICTS.values(),
        *details.STEP_TITLES.values(),
        *setting.LADDERS,
        setting.SANCTIONED,
        setting.FOUGHT,
        setting.RECORDED,
        setting.SANCTIONS_ENDED,
    }
    for path in EXPLANATION.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                found |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    return found


CITATION = re.compile(r"[A-Z][\w']+(?:(?:,| and| de| et al\.) ?[A-Z]?[\w']*)* \d{4}(?:, \d{4})*")
"""Authors and years, which every language leaves as they are."""


def prose_of_the_sources() -> set[str]:
    """Return what the sources of assumptions and switches say beside authors and years."""
    pieces = {piece for item in (*ASSUMPTIONS, *SWITCHES) for piece in item.source.split("; ")}
    return {piece for piece in pieces if not CITATION.fullmatch(piece)}


@cache
def strings_of_the_model() -> set[str]:
    """Return names, meanings, units and sources of assumptions, and names, meanings and settings of switches."""
    found = prose_of_the_sources()
    for item in ASSUMPTIONS:
        found |= {name_of(item), item.meaning}
        if item.unit != "1":
            found.add(item.unit)
    for switch in SWITCHES:
        found |= {switch.name.replace("_", " "), switch.meaning}
        found |= {choice.replace("_", " ") for choice in switch.choices}
    return found


@cache
def strings_of_the_scenarios() -> set[str]:
    """Return titles, descriptions, sources, names, events and the reasons of pins of all that is shipped."""
    found = set()
    for entry in shipped_scenarios():
        scenario = load(entry.name)
        found |= {scenario.title, *scenario.names.values(), *scenario.document.sources}
        found.add(" ".join(scenario.document.description.split()))
        found |= {event.text for event in scenario.document.live_events}
        found |= {pin.text for pin in scenario.document.pins if pin.text}
        found |= {elite.title for elite in scenario.elites.values()}
    return found


SOURCES = [strings_of_the_page, strings_of_explanations, strings_of_the_model, strings_of_the_scenarios]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@cache
def catalogue(code: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((FOLDER / code).glob("*.po")):
        with path.open("rb") as file:
            entries = {message.id: message.string for message in read_po(file, locale=code) if message.id}
        assert not set(entries) & set(found), f"{path.name} says again what another catalogue says"
        found |= entries
    return found


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("code", OTHERS)
def test_every_string_is_translated(code, source):
    translated, wanted = catalogue(code), source()
    assert len(wanted) > 80
    assert {text for text in wanted if not translated.get(text)} == set()
    language = language_of(code)
    assert all(language(text) == translated[text] for text in wanted)


@pytest.mark.parametrize("code", OTHERS)
def test_translations_have_the_same_places(code):
    for text, other in catalogue(code).items():
        assert places(text) == places(other), text


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_left_over(code):
    used = constants() | set().union(*(source() for source in SOURCES))
    assert {text for text in catalogue(code) if text not in used} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_sources_are_told_in_the_language_and_works_stand_apart(code):
    for item in (*ASSUMPTIONS, *SWITCHES):
        told = source_in_words(item.source, language_of(code))
        apart = re.findall("\u2066([^\u2069]*)\u2069", told)
        assert all(CITATION.fullmatch(work) for work in apart), told
        assert not re.search("[A-Za-z]", re.sub("\u2066[^\u2069]*\u2069|ODD", "", told)), told
        assert source_in_words(item.source, language_of("en")) == item.source


def test_persian_is_written_from_the_right_with_its_digits():
    persian = language_of("fa")
    assert persian.direction == "rtl"
    assert persian.number(1979) == "۱۹۷۹"
    assert persian.number(-0.256, 2) == "\u2066-۰٫۲۶\u2069"
    assert persian.number(-0.004, 2, sign=True) == "۰٫۰۰"
    assert persian.percent(0.004, 1, sign=True) == "\u2066+۰٫۴٪\u2069"
    assert persian.percent(0.5) == "۵۰٪"
    assert persian("{runs} runs", runs=500) == "۵۰۰ اجرا"


def test_a_problem_is_told_in_the_language():
    problem = Problem(("first_year",), "1900", "a year from 1979 to 2025")
    english, persian = (tell(problem, language_of(code)) for code in ("en", "fa"))
    assert english == "First year that you decide: found 1900; allowed: a year from 1979 to 2025"
    assert "سالی از ۱۹۷۹ تا ۲۰۲۵" in persian
    assert not any("a" <= letter <= "z" for letter in persian)
    assert in_words("a whole number from 0 to 7", language_of("fa")) == "عددی درست از ۰ تا ۷"
    assert in_words("what nobody foresaw", language_of("fa")) == "\u2066what nobody foresaw\u2069"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"import os", "خطای نحوی"),
        (b"", "فایلی تهی"),
        (b"\xff\xfe\x00", "در بایت ۰"),
        (b'format_version = 1\nextends = "pahlavy"', "سناریوهای همراه برنامه"),
        (b'format_version = 1\nextends = "pahlavi"\nfoo = 1', "کلید ناشناختهٔ"),
        (b'format_version = 1\nextends = "pahlavi"\n[assumptions]\ntrust_los = 1', "فرض ناشناختهٔ"),
        (b'format_version = 1\nextends = "pahlavi"\ntitle = 3', "متنی میان گیومه"),
        (b'format_version = 1\nextends = "pahlavi"\nyears = [1950, 1940]', "نخست سال آغاز"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_persian(content, told):
    with pytest.raises(InputError) as wrong:
        read_upload("mine.toml", content)
    said = "\n".join(tell(problem, language_of("fa")) for problem in wrong.value.problems)
    assert told in said
    assert not re.search("[A-Za-z]{2}", re.sub("\u2066[^\u2069]*\u2069", "", said)), said  # only what stands apart


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_problem_with_a_translation_is_one_that_the_code_writes(template):
    pieces = [piece for piece in re.split(r"\{\w+\}", template) if piece.strip(" ()")]
    assert all(piece in what_is_written() for piece in pieces)


@cache
def what_is_written() -> str:
    """Return all strings of the code that tells problems, but for the templates themselves."""
    places = [path for path in APP.rglob("*.py") if path != APP / "problems.py"]
    places += [*(APP.parent / "scenario").rglob("*.py"), APP.parent / "errors.py"]
    places += [APP.parent / "theory" / "domains.py"]
    return " ".join(text for path in places for text in texts(path))


def texts(path: Path) -> list[str]:
    """Return what stands in the strings of a file, pieces of composed ones too."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_english_needs_no_catalogue_and_unknown_codes_are_english():
    english = language_of("xx")
    assert english is LANGUAGES["en"] is language_of(None)
    assert english("{runs} runs", runs=500) == "500 runs"
    assert english.number(0.125, 2, sign=True) == "+0.12"
    assert english.percent(0.256, 1) == "25.6%"


@pytest.mark.parametrize("item", ASSUMPTIONS, ids=lambda item: item.name)
def test_a_slider_shows_as_many_decimals_as_tell_its_settings_apart(item):
    steps = {f"{item.low + (item.high - item.low) * place / 200:.{decimals_of(item)}f}" for place in range(201)}
    assert len(steps) > 150
