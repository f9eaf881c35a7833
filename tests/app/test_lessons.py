"""Lessons: every file is whole in every language, their runs run, mistakes are told."""

from __future__ import annotations

import re

import pytest

from realpolitik.app.language import LANGUAGES, language_of
from realpolitik.app.lessons.lesson import SECTIONS, LessonRun, Prediction, lessons, lessons_folder, read_lesson
from realpolitik.app.lessons.measuring import measure
from realpolitik.app.pages.lessons import with_links
from realpolitik.errors import InputError

GOOD = (lessons_folder() / "en" / "1-security-dilemma.md").read_text(encoding="utf-8")


def runs_of(lesson):
    return [part for parts in lesson.sections.values() for part in parts if isinstance(part, LessonRun)]


def test_there_are_enough_lessons_of_the_right_length():
    found = lessons("en")
    assert len(found) >= 8
    assert [lesson.number for lesson in found] == list(range(1, len(found) + 1))
    assert all(10 <= lesson.minutes <= 20 for lesson in found)
    for lesson in found:
        assert tuple(lesson.sections) == SECTIONS
        assert all(lesson.sections[name] for name in SECTIONS)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_lessons_with_the_same_runs(code):
    there, here = lessons(code), lessons("en")
    assert [lesson.id for lesson in there] == [lesson.id for lesson in here]
    for one, other in zip(there, here, strict=True):
        assert runs_of(one) == runs_of(other)
        assert one.minutes == other.minutes
        options = [
            [len(part.options) for parts in lesson.sections.values() for part in parts if isinstance(part, Prediction)]
            for lesson in (one, other)
        ]
        assert options[0] == options[1]


def test_a_run_is_measured_on_shared_draws():
    (run, *_) = runs_of(lessons("en")[0])
    found = measure(run, runs=20)
    assert found.difference.difference.value == pytest.approx(found.difference.second - found.difference.first)
    assert found.shares[0].sum(axis=1) == pytest.approx(1)
    hostile = found.shares[0][:, 0].mean()
    assert found.difference.first == pytest.approx(hostile)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('scenario = "islamic-republic"', 'scenario = "islamic-republik"', "islamic-republik"),
        ('measure = "hostile"', 'measure = "hostle"', "hostle"),
        ("intent_error_sd = 0.0", "intent_eror_sd = 0.0", "intent_error_sd"),
        ('pair = "iran-russia"', 'pair = "iran-narnia"', "iran-narnia"),
        ("## {critics}", "## {critic}", "critics"),
        ("minutes = 15", 'minutes = "15"', "minutes"),
        ("+++\ntitle", "title", "head"),
        ("```predict\nquestion", "```predict\nqestion", "question"),
        ('answer = "There are about as many"', 'answer = "Fewer"', "one of the options"),
        ("[changes]", "[changes", "TOML"),
    ],
)
def test_mistakes_are_told(tmp_path, old, new, told):
    assert old in GOOD
    path = tmp_path / "1-mine.md"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_lesson(path)


def test_the_name_of_a_scenario_becomes_its_title_and_leads_to_it():
    assert with_links("run `cuba` and `nobody`", language_of("en")) == (
        "run [Cuba between Moscow and the West, 1946-2025](/explore?scenario=cuba) and `nobody`"
    )
    assert "(/explore?lang=fa&scenario=cuba)" in with_links("`cuba`", language_of("fa"))
    assert "Cuba" not in with_links("`cuba`", language_of("fa"))


def test_persian_lessons_call_settings_as_the_page_does():
    """Whoever reads a lesson in Persian finds no English name of a slider in it."""
    for lesson in lessons("fa"):
        texts = [part for parts in lesson.sections.values() for part in parts if isinstance(part, str)]
        assert not re.search("«[A-Za-z]", "".join(texts)), lesson.id
