"""The debriefing on the page: the path against history and the model's own runs, interests, broken trust."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from weakref import WeakKeyDictionary

import numpy as np
from nicegui import ui

from realpolitik.app.explore.charts import bands, class_legend
from realpolitik.app.explore.events import draw_timeline
from realpolitik.app.language import Language
from realpolitik.app.pages.parts import chart, heading, legend, redraw
from realpolitik.app.play.debriefing import BrokenTrust, Debriefing, Path, debriefing, own_runs
from realpolitik.app.play.game import Game
from realpolitik.theory.classes import CLASSES

OWN_RUNS = 200
MOST_BROKEN = 30
_MADE: WeakKeyDictionary[Game, asyncio.Future[Debriefing]] = WeakKeyDictionary()


async def debrief(place: ui.element, game: Game, language: Language, names: Mapping[str, str], pool: Executor) -> None:
    """Show the debriefing of a game in place of what stood there."""
    place.clear()
    with place:
        ui.spinner(size="lg")
        ui.label(language("The model plays the same years by itself.")).props("role=status")
    told = await asyncio.shield(_of_game(game, pool))  # a browser that leaves takes nothing from the others
    place.clear()
    with place:
        show_debriefing(told, language, names)


def _of_game(game: Game, pool: Executor) -> asyncio.Future[Debriefing]:
    """Return the debriefing of a game, made once for all who look at it."""
    if game not in _MADE:
        _MADE[game] = asyncio.get_running_loop().run_in_executor(pool, _make, game)
    return _MADE[game]


def _make(game: Game) -> Debriefing:
    return debriefing(game, own_runs(game.set_up, OWN_RUNS))


def show_debriefing(told: Debriefing, language: Language, names: Mapping[str, str]) -> None:
    """Show what a game came to."""
    heading(language("Debriefing"), 1).props("data-testid=debriefing")
    for path in told.paths:
        _path(path, language, names)
    for seat, parts in told.interests.items():
        _interests(parts, names[seat], language)
    with ui.element("section").classes("rp-card"):
        heading(language("Where trust broke"), 2)
        if not told.broken_trust:
            ui.label(language("Nowhere: no year in which trust fell sharply."))
        for broken in told.broken_trust[:MOST_BROKEN]:
            ui.label(f"• {_broken(broken, language, names)}")


def _path(path: Path, language: Language, names: Mapping[str, str]) -> None:
    pair = " – ".join(names[name] for name in path.pair.split("-"))
    with ui.element("section").classes("rp-card"):
        heading(pair, 2)
        if path.agreement is not None:
            ui.label(language("As in the record in {share} of your years", share=language.percent(path.agreement)))
        likeness = language.percent(path.likeness)
        ui.label(language("On average {share} of the model's own runs stood where you stood", share=likeness))
        strips: dict[str, Sequence[str | None]] = {language("Your path"): path.played}
        if any(path.recorded):
            strips[language("History")] = path.recorded
        years = range(path.years[0], path.years[-1] + 1)
        ui.html(draw_timeline(strips, years, language), sanitize=False).classes("w-full")
        ui.label(language("The model's own {runs} runs", runs=OWN_RUNS)).classes("rp-muted")
        own = np.stack([path.shares[name] for name in CLASSES], axis=1)
        redraw(chart(pair, 220), bands(path.years, own, language))
        legend(class_legend(language))


def _interests(parts: Mapping[str, tuple[float, float]], name: str, language: Language) -> None:
    rows = [
        {
            "part": language(part),
            "you": language.number(mine, 2, sign=True),
            "model": language.number(usual, 2, sign=True),
            "gap": language.number(mine - usual, 2, sign=True),
        }
        for part, (mine, usual) in parts.items()
    ]
    titles = (("part", "interest"), ("you", "your mean"), ("model", "model's mean"), ("gap", "gained"))
    columns = [{"name": key, "label": language(title), "field": key, "align": "left"} for key, title in titles]
    with ui.element("section").classes("rp-card"):
        heading(language("Interests of {name}", name=name), 2)
        ui.table(columns=columns, rows=rows).props("flat dense").classes("w-full")


def _broken(broken: BrokenTrust, language: Language, names: Mapping[str, str]) -> str:
    return language(
        "{year}: {who} lost trust in {whom}, {before} to {after}",
        year=broken.year,
        who=names[broken.of],
        whom=names[broken.toward],
        before=language.number(broken.before, 2),
        after=language.number(broken.after, 2),
    )
