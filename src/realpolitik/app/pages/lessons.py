"""The lessons on the page: a list, and one lesson with its prediction and its runs."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import Executor
from functools import partial

from nicegui import ui

from realpolitik.app.explore.charts import bands, class_legend
from realpolitik.app.explore.settings import shipped_titles
from realpolitik.app.language import Language
from realpolitik.app.lessons.lesson import Lesson, LessonRun, Part, Prediction, lessons
from realpolitik.app.lessons.measuring import RUNS, Measured, is_share, measure
from realpolitik.app.pages.form import name_of
from realpolitik.app.pages.frame import address
from realpolitik.app.pages.parts import chart, heading, legend, redraw
from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.explanation.words import in_a_row
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES, Assumption, Switch

HEADINGS = {
    "question": "The question",
    "prediction": "Your prediction",
    "run": "The run",
    "happened": "What happened",
    "realists": "What realists say",
    "critics": "What their critics say",
    "exercises": "Exercises",
    "teacher": "For the teacher",
}

MEASURE_NAMES = {
    "hostile": "share of years hostile",
    "distant": "share of years distant",
    "transactional": "share of years transactional",
    "tactical": "share of years tactical",
    "alliance": "share of years allied",
    "security_rung": "mean security rung (0 to 3)",
    "economic_rung": "mean economic rung (0 to 2)",
    "mutual_trust": "mean mutual trust (0 to 1)",
    "pact": "share of runs with a pact",
    "strategic_alliance": "share of runs with a lasting alliance",
}


AFTER_THE_RUN = ("happened", "realists", "critics", "exercises")
"""Sections that a student sees once the runs are made: nobody predicts what stands below."""
_CODE = re.compile("`([a-z0-9-]+)`")


def list_lessons(language: Language) -> None:
    """Show all lessons."""
    with ui.element("div").classes("rp-page"):
        heading(language("Lessons"), 1)
        for lesson in lessons(language.code):
            with (
                ui.link(target=address(f"/lessons/{lesson.id}", language))
                .classes("rp-card")
                .style("text-decoration: none; color: inherit; gap: 2px")
            ):
                ui.label(f"{language.number(lesson.number)}. {lesson.title}").classes("rp-title").style(
                    "color: #1f4e79"
                )
                ui.label(language("{minutes} minutes", minutes=lesson.minutes)).classes("rp-muted")


def find_lesson(name: str, language: Language) -> Lesson:
    """Return a lesson by its id.

    Raises
    ------
    InputError
        There is none.
    """
    found = {lesson.id: lesson for lesson in lessons(language.code)}
    if name not in found:
        near = nearest_name(name, found)
        raise InputError([Problem(("lesson",), quoted(name, 60), listed(found), near)])
    return found[name]


def with_links(text: str, language: Language) -> str:
    """Return a text in which the name of a scenario, ``cuba`` in the file, is its title and leads to it."""
    titles = shipped_titles()

    def link(match: re.Match[str]) -> str:
        name = match[1]
        if name not in titles:
            return match[0]
        return f"[{language(titles[name])}]({address('/explore', language, f'scenario={name}')})"

    return _CODE.sub(link, text)


class LessonPage:
    """A lesson in one browser.

    Parameters
    ----------
    lesson : Lesson
        The lesson.
    language : Language
        Its language.
    pool : Executor
        Where runs are made.
    for_teacher : bool
        Whether the teacher's section is shown.
    """

    def __init__(self, lesson: Lesson, language: Language, pool: Executor, *, for_teacher: bool) -> None:
        self._language = language
        self._pool = pool
        self._predicted: str | None = None
        self._answer = ""
        self._told: ui.element
        self._to_run = [part for parts in lesson.sections.values() for part in parts if isinstance(part, LessonRun)]
        self._wait_for: list[ui.button] = []
        self._after_run: list[ui.element] = []
        with ui.element("article").classes("rp-page rp-lesson"):
            heading(f"{language.number(lesson.number)}. {lesson.title}", 1)
            for name, parts in lesson.sections.items():
                if name == "teacher" and not for_teacher:
                    continue
                with ui.element("section").classes("rp-card") as section:
                    heading(language(HEADINGS[name]), 2)
                    if name == "happened":
                        self._told = ui.element("div").props("data-testid=answer")
                    for part in parts:
                        self._part(part)
                if name in AFTER_THE_RUN and not for_teacher:
                    section.visible = False
                    self._after_run.append(section)
            self._more = ui.label(language("The rest of the lesson follows the runs.")).classes("rp-muted")
            self._more.visible = bool(self._after_run)
            if for_teacher:
                self._tell_answer()
            if not for_teacher:
                there = address(f"/lessons/{lesson.id}", language, "teacher=1")
                ui.link(language("Show the teacher's page"), there).classes("rp-link")

    def _part(self, part: Part) -> None:
        if isinstance(part, Prediction):
            self._prediction(part)
        elif isinstance(part, LessonRun):
            self._run(part)
        else:
            ui.markdown(with_links(part, self._language)).style(
                "font-size: 1.04rem; line-height: 1.6; max-width: 46rem"
            )

    def _prediction(self, part: Prediction) -> None:
        ui.label(part.question).style("font-size: 1.04rem")
        self._answer = part.answer

        def choose(event: object) -> None:
            self._predicted = str(getattr(event, "value", ""))
            for button in self._wait_for:
                button.enable()

        options = ui.radio(list(part.options), on_change=choose)
        options.props["aria-label"] = self._language("Your prediction")

    def _tell_answer(self) -> None:
        """Hold the prediction against what the runs bear out."""
        language = self._language
        self._told.clear()
        with self._told:
            if self._predicted:
                ui.label(language("You predicted: {answer}", answer=self._predicted)).classes("rp-muted")
            answer = ui.label(language("In the model: {answer}", answer=self._answer))
            answer.style("font-size: 1.2rem; font-weight: 650")

    def _run(self, run: LessonRun) -> None:
        language = self._language
        compared = language("{first} beside {second}", **dict(zip(("first", "second"), self._titles(run), strict=True)))
        ui.label(compared).classes("rp-title")
        label = f"{language('Run it')}: {language(MEASURE_NAMES[run.measure])}"
        button = ui.button(label).props("no-caps")
        button.props["aria-label"] = f"{label}, {compared}"
        if self._predicted is None:
            button.disable()
            ui.label(language("Predict first, then run")).classes("rp-muted").bind_visibility_from(
                button, "enabled", backward=lambda enabled: not enabled and self._predicted is None
            )
        self._wait_for.append(button)
        shown = ui.column().classes("w-full").props("data-testid=lesson-run")

        async def act() -> None:
            button.disable()
            work = partial(measure, run)
            found = await asyncio.get_running_loop().run_in_executor(self._pool, work)
            shown.clear()
            with shown:
                self._show(run, found)
            button.enable()
            if run in self._to_run:
                self._to_run.remove(run)
            if not self._to_run:
                self._more.visible = False
                self._tell_answer()
                for section in self._after_run:
                    section.visible = True

        button.on_click(act)

    def _show(self, run: LessonRun, found: Measured) -> None:
        language = self._language
        if self._predicted:
            ui.label(language("You predicted: {answer}", answer=self._predicted)).classes("rp-muted")
        name = language(MEASURE_NAMES[run.measure])
        numbers = [self._shown(run, value) for value in (found.difference.first, found.difference.second)]
        gap = found.difference.difference
        share = is_share(run.measure)
        ends = [language.number(100 * end if share else end, 1 if share else 2, sign=True)
                for end in (gap.value, gap.low, gap.high)]  # fmt: skip
        ui.label(f"{name}: {numbers[0]} {language.arrow} {numbers[1]}").style("font-size: 1.2rem; font-weight: 650")
        between = language(
            "difference {value} percentage points, 95 % interval {low} to {high}, {runs} runs on shared draws"
            if share
            else "difference {value}, 95 % interval {low} to {high}, {runs} runs on shared draws",
            value=ends[0],
            low=ends[1],
            high=ends[2],
            runs=RUNS,
        )
        ui.label(between).classes("rp-muted")
        for title, years, shares in zip(self._titles(run), found.years, found.shares, strict=True):
            ui.label(title).classes("rp-title").style("margin-top: 8px")
            redraw(chart(title, 260), bands(years, shares, language))
        legend(class_legend(language))

    def _titles(self, run: LessonRun) -> tuple[str, str]:
        language = self._language
        first, second = (language(side.base().title) for side in (run.first, run.second))
        if run.second.changes:
            names: dict[str, Assumption | Switch] = {item.name: item for item in ASSUMPTIONS}
            names |= {item.name: item for item in SWITCHES}
            changed = [
                f"{language(name_of(names[name]))} = "
                + (language(value.replace("_", " ")) if isinstance(value, str) else language.in_digits(str(value)))
                for name, value in run.second.changes.items()
            ]
            second = f"{second} ({in_a_row(changed, language)})"
        return first, second

    def _shown(self, run: LessonRun, value: float) -> str:
        language = self._language
        return language.percent(value, 1) if is_share(run.measure) else language.number(value, 2)
