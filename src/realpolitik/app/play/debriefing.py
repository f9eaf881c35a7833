"""After a game: the path against history and against the model's own runs, interests won and lost, broken trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.app.play.game import Game
from realpolitik.scenario.quantities import CLASS_COLUMN
from realpolitik.scenario.series import column_of
from realpolitik.simulation.ensemble import Ensemble, run_ensemble
from realpolitik.simulation.states import collected
from realpolitik.simulation.world import PARTS
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    from realpolitik.app.play.game import SetUp

TRUST_SHOCK, SHARE_SHOCK, VISIBLE = 0.03, 0.2, 0.01
"""Falls of trust within a year that a debriefing names, in trust and as a share of it: more than it fades by itself.

Who is trusted little has little to lose; a broken word takes a share of it. What two digits do not show is left out."""


@dataclass(frozen=True)
class Path:
    """One pair over the years of the scenario.

    Attributes
    ----------
    pair : str
        The pair.
    years : tuple of int
        Years of the scenario up to the last one played.
    played : tuple of str
        Class of the pair in each year.
    recorded : tuple of str or None
        Class in the record, None where it has none.
    shares : dict of str to tuple of float
        Share of the model's own runs in each class, by year.
    agreement : float or None
        Share of played years in which the class was the recorded one; None without a record.
    likeness : float
        Mean share of the model's runs that were in the same class as the game.
    """

    pair: str
    years: tuple[int, ...]
    played: tuple[str, ...]
    recorded: tuple[str | None, ...]
    shares: dict[str, tuple[float, ...]]
    agreement: float | None
    likeness: float


@dataclass(frozen=True)
class BrokenTrust:
    """A year in which a state lost trust in another."""

    year: int
    of: str
    toward: str
    before: float
    after: float


@dataclass(frozen=True)
class Debriefing:
    """What a game came to.

    Attributes
    ----------
    paths : tuple of Path
        Pairs with a seat in them.
    interests : dict
        For each seat and interest: mean over the played years in the game, and in the model's own runs.
    broken_trust : tuple of BrokenTrust
        In order of years.
    """

    paths: tuple[Path, ...]
    interests: dict[str, dict[str, tuple[float, float]]]
    broken_trust: tuple[BrokenTrust, ...]


def own_runs(set_up: SetUp, runs: int) -> Ensemble:
    """Return how the model plays the scenario by itself."""
    scenario = set_up.scenario
    chosen = make_assumptions(**scenario.overrides)
    return run_ensemble(scenario.timeline(), chosen, runs=runs, seed=set_up.seed, trajectories=True)


def debriefing(game: Game, own: Ensemble) -> Debriefing:
    """Compare a game, finished or not, with history and with the model's own runs of the scenario.

    Parameters
    ----------
    game : Game
        The game.
    own : Ensemble
        As `own_runs` returns it.
    """
    model = game.model.datacollector.get_model_vars_dataframe()
    beliefs = game.model.datacollector.get_agent_vars_dataframe()
    timeline = game.model.single.timeline
    seats = game.set_up.seats
    paths = tuple(
        _path(game, own, row, pair, tuple(model[collected("class", pair)]), tuple(map(int, model["year"])))
        for row, pair in enumerate(timeline.pairs)
        if set(pair.split("-")) & set(seats)
    )
    played = np.asarray(model["year"]) >= game.set_up.first_year
    interests: dict[str, dict[str, tuple[float, float]]] = {}
    assert own.interests is not None
    for seat in seats:
        of_seat = beliefs[beliefs["state"] == seat]
        usual = own.interests[:, : len(model), timeline.states.index(seat)].mean(axis=0)
        interests[seat] = {
            part: (_mean(of_seat[collected("interests", part)].to_numpy(), played), _mean(usual[:, place], played))
            for place, part in enumerate(PARTS)
        }
    return Debriefing(paths, interests, _broken(beliefs, timeline.states, seats, tuple(model["year"]), played))


def _mean(values: np.ndarray, where: np.ndarray) -> float:
    return float(values[where].mean()) if where.any() else 0.0


def _path(game: Game, own: Ensemble, row: int, pair: str, classes: tuple[str, ...], years: tuple[int, ...]) -> Path:
    count = own.class_count[: len(years), row]
    shares = count / count.sum(axis=1, keepdims=True)
    recorded = _recorded(game, pair, years)
    mine = [place for place, year in enumerate(years) if year >= game.set_up.first_year]
    judged = [place for place in mine if recorded[place] is not None]
    return Path(
        pair,
        years,
        classes,
        recorded,
        {name: tuple(map(float, shares[:, number])) for number, name in enumerate(CLASSES)},
        float(np.mean([classes[place] == recorded[place] for place in judged])) if judged else None,
        float(np.mean([shares[place, CLASSES.index(classes[place])] for place in mine])) if mine else 0.0,
    )


def _recorded(game: Game, pair: str, years: tuple[int, ...]) -> tuple[str | None, ...]:
    series = game.set_up.scenario.series
    column = column_of(series, CLASS_COLUMN, *pair.split("-"))
    coded = {} if column is None else dict(zip(series.years, series.texts[column], strict=True))
    return tuple(coded.get(year) for year in years)


def _broken(
    beliefs: object, states: tuple[str, ...], seats: tuple[str, ...], years: tuple[int, ...], played: np.ndarray
) -> tuple[BrokenTrust, ...]:
    import pandas as pd

    assert isinstance(beliefs, pd.DataFrame)
    found = []
    for of in states:
        mine = beliefs[beliefs["state"] == of]
        for toward in states:
            if of == toward or not {of, toward} & set(seats):
                continue
            trust = mine[collected("trust", toward)].to_numpy(dtype=float)
            for place in range(1, len(trust)):
                fall = trust[place - 1] - trust[place]
                shock = max(VISIBLE, min(TRUST_SHOCK, SHARE_SHOCK * trust[place - 1]))
                if played[place] and fall >= shock:
                    found.append(BrokenTrust(int(years[place]), of, toward, trust[place - 1], trust[place]))
    return tuple(sorted(found, key=lambda one: one.year))
