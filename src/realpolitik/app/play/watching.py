"""A game as an onlooker sees it: where everybody stands, and how they came there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.app.explore.stepping import YearView
from realpolitik.app.play.advice import news_of
from realpolitik.simulation.states import collected

if TYPE_CHECKING:
    from realpolitik.app.play.game import Game


def view_of(game: Game) -> YearView:
    """Return the world before the moves of the year are made; after the last year, as it ended."""
    model = game.model
    world = model.single.world
    return YearView(
        game.year,
        {pair: model.tie(pair) for pair in model.single.timeline.pairs},
        {(name, other): value for name, agent in model.states.items() for other, value in agent.trust.items()},
        {(name, other): value for name, agent in model.states.items() for other, value in agent.threat.items()},
        {name: agent.interests for name, agent in model.states.items()},
        {name: float(world.capability[agent.row]) for name, agent in model.states.items()},
        news_of(game),
    )


def path_of(game: Game, pair: str) -> list[str]:
    """Return the class of a pair at the end of each year that is over."""
    years = game.model.datacollector.get_model_vars_dataframe()
    return list(years[collected("class", pair)]) if len(years) else []
