"""A lesson as its file says it: sections of text, a prediction to make, runs to look at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from realpolitik.app.explore.settings import Exploration
from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.scenario import shipped_scenarios
from realpolitik.theory.assumptions import ASSUMPTION_NAMES, SWITCHES
from realpolitik.theory.classes import CLASSES

SECTIONS = ("question", "prediction", "run", "happened", "realists", "critics", "exercises", "teacher")
"""What every lesson has, in this order; the last one is for the teacher."""

MEASURES = (*CLASSES, "security_rung", "economic_rung", "mutual_trust", "pact", "strategic_alliance")
"""What a run of a lesson can be asked for."""

_HEADING = re.compile(r"^## \{(\w+)\}\s*$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```\s*$", re.DOTALL | re.MULTILINE)
_NUMBER = re.compile(r"(\d+)-([a-z0-9-]+)")


@dataclass(frozen=True)
class Prediction:
    """What the student is asked before the run, and which of the options the runs bear out."""

    question: str
    options: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class LessonRun:
    """A run that a lesson shows: a scenario, and beside it another scenario or the same one changed.

    Attributes
    ----------
    first, second : Exploration
        What is compared; the same draws.
    pair : str
        The pair that is looked at.
    measure : str
        One of `MEASURES`.
    """

    first: Exploration
    second: Exploration
    pair: str
    measure: str


Part = str | Prediction | LessonRun


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes
    ----------
    id, number : str, int
        From the name of its file.
    title : str
        One line.
    minutes : int
        How long it takes.
    sections : mapping of str to tuple of Part
        Text (Markdown), predictions and runs in order, by section.
    """

    id: str
    number: int
    title: str
    minutes: int
    sections: Mapping[str, tuple[Part, ...]]


def lessons_folder() -> Path:
    """Return where the lessons are: in the wheel, or in a copy of the repository."""
    package = Path(__file__).parents[2]
    shipped = package / "shipped" / "lessons"
    return shipped if shipped.is_dir() else package.parents[1] / "lessons"


@cache
def lessons(code: str) -> tuple[Lesson, ...]:
    """Return the lessons of a language in order; those of English where it has none.

    Raises
    ------
    InputError
        Everything that is wrong with a file.
    """
    folder = lessons_folder() / code
    if not folder.is_dir():
        folder = lessons_folder() / "en"
    found = [read_lesson(path) for path in folder.glob("*.md")]
    return tuple(sorted(found, key=lambda lesson: lesson.number))


def read_lesson(path: Path) -> Lesson:
    """Read and check the file of a lesson.

    Raises
    ------
    InputError
        Everything that is wrong with it.
    """
    text = path.read_text(encoding="utf-8")
    problems: list[Problem] = []
    named = _NUMBER.fullmatch(path.stem)
    head, body = _front(text, path.name, problems)
    if named is None:
        problems.append(Problem((), quoted(path.stem), "a number, a hyphen and a name, as in 1-security-dilemma"))
    pieces = _HEADING.split(body)
    names = pieces[1::2]
    if tuple(names) != SECTIONS:
        problems.append(Problem(("sections",), listed(names), listed(SECTIONS)))
    sections = {name: tuple(_parts(content, name, problems)) for name, content in zip(names, pieces[2::2], strict=True)}
    kinds = [type(part) for parts in sections.values() for part in parts]
    for wanted in (Prediction, LessonRun):
        if wanted not in kinds and not problems:
            problems.append(Problem((), f"no {wanted.__name__}", "at least one"))
    if problems:
        raise InputError([Problem(one.path, one.found, one.allowed, one.nearest, path.name) for one in problems])
    assert named is not None
    return Lesson(named[2], int(named[1]), str(head["title"]), int(head["minutes"]), sections)


def _front(text: str, name: str, problems: list[Problem]) -> tuple[dict[str, Any], str]:
    parts = text.split("+++\n", 2)
    if len(parts) != 3 or parts[0]:
        problems.append(Problem((), "no head", "a head between two lines +++"))
        return {}, text
    head = _toml(parts[1], ("head",), problems)
    if not isinstance(head.get("title"), str) or not isinstance(head.get("minutes"), int):
        problems.append(Problem(("head",), listed(head), "title (text) and minutes (whole number)"))
    return head, parts[2]


def _toml(text: str, path: tuple[str, ...], problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(path, str(error), "TOML"))
        return {}


def _parts(content: str, section: str, problems: list[Problem]) -> list[Part]:
    """Return the parts of a section in order."""
    parts: list[Part] = []
    pieces = _FENCE.split(content)
    for place in range(0, len(pieces), 3):
        if pieces[place].strip():
            parts.append(pieces[place].strip())
        if place + 2 < len(pieces):
            kind, inside = pieces[place + 1], pieces[place + 2]
            if kind == "predict":
                parts += _prediction(_toml(inside, (section, kind), problems), section, problems)
            elif kind == "run":
                parts += _run(_toml(inside, (section, kind), problems), section, problems)
            else:
                parts.append(f"```{kind}\n{inside}```")
    return parts


def _prediction(table: dict[str, Any], section: str, problems: list[Problem]) -> list[Part]:
    options = table.get("options")
    good = isinstance(table.get("question"), str) and isinstance(options, list) and len(options) >= 2
    if set(table) != {"question", "options", "answer"} or not good:
        problems.append(Problem((section, "predict"), listed(table), "question, two options or more, and the answer"))
        return []
    told, answer = tuple(map(str, table["options"])), str(table["answer"])
    if answer not in told:
        near = nearest_name(answer, told)
        problems.append(Problem((section, "predict", "answer"), quoted(answer, 60), "one of the options", near))
        return []
    return [Prediction(table["question"], told, answer)]


def _run(table: dict[str, Any], section: str, problems: list[Problem]) -> list[Part]:
    where = (section, "run")
    before = len(problems)
    shipped = [entry.name for entry in shipped_scenarios()]
    known = ("scenario", "beside", "pair", "measure", "changes")
    for key in table:
        if key not in known:
            problems.append(Problem((*where, key), "an unknown key", listed(known), nearest_name(key, known)))
    for key in ("scenario", "beside"):
        name = table.get(key)
        if (name is None and key == "scenario") or (name is not None and name not in shipped):
            problems.append(Problem((*where, key), repr(name), "a shipped scenario", nearest_name(str(name), shipped)))
    if table.get("measure") not in MEASURES:
        problems.append(Problem((*where, "measure"), repr(table.get("measure")), listed(MEASURES)))
    changes = table.get("changes", {})
    valid = [*ASSUMPTION_NAMES, *(item.name for item in SWITCHES)]
    for name in changes:
        if name not in valid:
            problems.append(Problem((*where, "changes", name), "an unknown name", "an assumption or switch",
                                    nearest_name(name, valid)))  # fmt: skip
    if not changes and "beside" not in table:
        problems.append(Problem(where, "nothing to compare", "beside, or changes"))
    if len(problems) > before:
        return []
    first = Exploration(table["scenario"])
    second = Exploration(table.get("beside", table["scenario"]), changes=changes)
    try:
        first.load().pair(table["pair"])
        second.load().pair(table["pair"])
    except (InputError, KeyError) as error:
        problems.append(Problem((*where, "pair"), repr(table.get("pair")), str(error)))
        return []
    return [LessonRun(first, second, table["pair"], table["measure"])]
