"""The first page, and the one that is shown while the server is getting ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nicegui import ui

from realpolitik.app.language import Language
from realpolitik.app.pages.frame import WAYS, address, frame
from realpolitik.app.pages.parts import heading, legend

if TYPE_CHECKING:
    from realpolitik.app.preparing import Preparation

LOOK_S = 0.5

ABOUT = {
    "/explore": "Choose a scenario, move the assumptions, watch one run and five hundred.",
    "/play": "Be Iran, Russia or the West: hear your advisers, choose, live with the answers. Alone or as a class.",
    "/lessons": "Nine lessons on realism, each built on runs that you make yourself.",
}


def show_start(language: Language, preparation: Preparation) -> None:
    """Show what the page is about and where to go; once the model is loaded, also what it is about: eighty years."""
    with ui.element("div").classes("rp-page"):
        heading(language("Why did Iran and Russia never become allies?"), 1)
        ui.label(
            language(
                "Three states seek security, autonomy and development. They see one another with error, learn whom to "
                "trust, and each year move closer or apart. Nothing scripts what becomes of Iran and Russia, except "
                "that they confront each other in the six years with a use of force between them on record."
            )
        ).style("font-size: 1.15rem; line-height: 1.6; padding-bottom: 8px")
        with ui.element("div").style(
            "display: grid; gap: 14px; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr))"
        ):
            for path, name in WAYS:
                with (
                    ui.link(target=address(path, language))
                    .classes("rp-card")
                    .style("text-decoration: none; color: inherit")
                ):
                    ui.label(language(name)).classes("rp-title").style("font-size: 1.25rem; color: #1f4e79")
                    ui.label(language(ABOUT[path])).classes("rp-muted")
        place = ui.element("section").classes("rp-card rp-century").props("data-testid=century")
    place.visible = False

    def look() -> None:
        if preparation.is_over("explore"):
            timer.deactivate()
            with place:
                _show_century(language)
            place.visible = True

    timer = ui.timer(LOOK_S, look, immediate=True)


def _show_century(language: Language) -> None:
    """Show what Iran and Russia were to each other on record, and in one run of the model."""
    from realpolitik.app.explore.charts import class_legend
    from realpolitik.app.explore.events import draw_timeline
    from realpolitik.app.explore.settings import Exploration
    from realpolitik.app.explore.stepping import SteppedRun
    from realpolitik.app.explore.taking_away import recorded_classes

    run = SteppedRun(Exploration("century"))
    scenario, pair = run.scenario, "iran-russia"
    run.go_to(scenario.years[-1])
    strips: dict[str, Sequence[str | None]] = {
        language("History"): recorded_classes(scenario, pair, scenario.years),
        language("One run of the model"): [view.ties[pair].class_name for view in run.seen],
    }
    heading(language("Iran and Russia, year by year"), 2)
    ui.html(draw_timeline(strips, scenario.years, language), sanitize=False).classes("w-full")
    legend(class_legend(language))
    there = address("/explore", language, run.exploration.query())
    ui.link(language("Step through this run, and see five hundred others"), there).classes("rp-link")


def getting_ready(language: Language, here: str, preparation: Preparation, part: str) -> None:
    """Say that the server is getting ready, and load the page again once it is."""
    with frame(language, here, language("Getting ready")), ui.element("div").classes("rp-page"):
        heading(language("Getting ready"), 1)
        ui.label(
            language("The rules are being loaded; after an update they are compiled, which takes about half a minute.")
        ).props("role=status")
        ui.spinner(size="lg")

    def look() -> None:
        if preparation.is_over(part):
            ui.navigate.reload()

    ui.timer(LOOK_S, look)
