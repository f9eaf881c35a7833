"""Iran's century: the case that nothing is fitted to, in free runs and in hindcasts without future inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from realpolitik.scenario import load
from realpolitik.simulation.ensemble import STRATEGIC, run_ensemble
from realpolitik.theory.assumptions import Assumptions
from realpolitik.theory.classes import ALLIANCE, CLASSES, TACTICAL
from realpolitik.validation.events import IRAN, Event, event_scores
from realpolitik.validation.forecasts import RUSSIA_PAIR, WEST_PAIR, Forecast, forecast_of_shares
from realpolitik.validation.held_to_record import frozen_inputs, held_until
from realpolitik.validation.scoring import Pool, point, scores_of
from realpolitik.validation.targets import RECORD_ONLY_IRAN, Target, late, record_of

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario

PROFILES = {"elite": "century", "record": RECORD_ONLY_IRAN}
"""Scenarios of Iran with hand-written elite profiles, and as any other client."""

CUTS = (1979, 2013)
TREATY_YEAR = 2025


@dataclass(frozen=True)
class Hindcast:
    """What the model says after a year, knowing nothing of what came later.

    Attributes
    ----------
    cut : int
        The last year of which record and inputs are known; all inputs stay at their figures of that year.
    forecast : Forecast
        Chances for all years; those up to the cut follow the record.
    """

    cut: int
    forecast: Forecast


@dataclass(frozen=True)
class Century:
    """Iran with Moscow and the West in free runs, with one kind of profiles.

    Attributes
    ----------
    profiles : str
        ``elite`` or ``record``.
    target : Target
        The record.
    forecast : Forecast
        Free runs from the first year.
    strategic_alliance : float
        Share of runs with a strategic alliance with Moscow at any time.
    hindcasts : tuple of Hindcast
        One for each cut.
    events : dict of str to (years,) array
        Mean event score over five years, by side; empty without the file of events.
    """

    profiles: str
    target: Target
    forecast: Forecast
    strategic_alliance: float
    hindcasts: tuple[Hindcast, ...]
    events: Mapping[str, np.ndarray]

    @property
    def years(self) -> range:
        """The simulated years."""
        return self.target.timeline.years

    def class_interval(self, share: float = 0.95) -> np.ndarray:
        """Return the lowest and highest class of the central share of runs by year, (years, 2)."""
        upto = np.cumsum(self.forecast.classes, axis=1)
        low = (upto > (1.0 - share) / 2.0).argmax(axis=1)
        high = (upto >= 1.0 - (1.0 - share) / 2.0 - 1e-12).argmax(axis=1)
        return np.column_stack([low, high])

    def to_dict(self) -> dict[str, Any]:
        """Return the century for a file."""
        pool = Pool.of([self.target])
        scores = scores_of(pool, {self.target.client: self.forecast})
        found = {name: point(score, 1) for name, score in scores.items()}
        interval = self.class_interval()
        level = self.target.level
        known = ~np.isnan(level)
        return {
            "profiles": self.profiles,
            **{name: None if np.isnan(value) else value for name, value in found.items()},
            "p_strategic_alliance": self.strategic_alliance,
            "coded_within_interval": float(
                ((level[known] >= interval[known, 0]) & (level[known] <= interval[known, 1])).mean()
            ),
            "rank_with_events": {side: _rank(self._tie(side), score) for side, score in self.events.items()},
            "rank_with_voting": {side: _rank(self._tie(side), -self._voting(side)) for side in ("russia", "west")},
            "by_year": {
                str(year): {
                    "coded": None if np.isnan(level[row]) else CLASSES[int(level[row])],
                    "simulated": CLASSES[int(self.forecast.classes[row].argmax())],
                    "interval": [CLASSES[number] for number in interval[row]],
                    "shares": dict(zip(CLASSES, map(float, self.forecast.classes[row]), strict=True)),
                }
                for row, year in enumerate(self.years)
            },
            "hindcasts": {str(one.cut): self._hindcast(one) for one in self.hindcasts},
        }

    def _tie(self, side: str) -> np.ndarray:
        return self.forecast.mean_level if side == "russia" else self.forecast.tie_with_west

    def _voting(self, side: str) -> np.ndarray:
        i, j = RUSSIA_PAIR if side == "russia" else WEST_PAIR
        return self.target.timeline.arrays.identity_distance[:, i, j]

    def _hindcast(self, one: Hindcast) -> dict[str, Any]:
        rows = np.asarray(self.years) > one.cut
        level, classes = self.target.level[rows], one.forecast.classes[rows]
        known = ~np.isnan(level)
        last = self.target.level[~rows][-1]
        treaty = one.forecast.classes[self.years.index(TREATY_YEAR)] if TREATY_YEAR in self.years else None
        right, unchanged = classes[known].argmax(axis=1) == level[known], level[known] == last
        return {
            "years": [one.cut + 1, self.years[-1]],
            "class_accuracy": float(right.mean()) if known.any() else None,
            "class_accuracy_if_nothing_changed": float(unchanged.mean()) if known.any() else None,
            "pact_with_russia_2025": None if treaty is None else float(treaty[ALLIANCE]),
            "cooperation_without_pact_2025": None if treaty is None else float(treaty[TACTICAL]),
        }


def _rank(first: np.ndarray, second: np.ndarray) -> float | None:
    known = ~np.isnan(first) & ~np.isnan(second)
    if known.sum() < 3 or np.ptp(first[known]) == 0 or np.ptp(second[known]) == 0:
        return None
    return float(stats.spearmanr(first[known], second[known]).statistic)


def iran_century(
    assumptions: Assumptions,
    *,
    runs: int,
    seed: int,
    by_record: Scenario | None = None,
    lag: int = 0,
    events: Sequence[Event] | None = None,
    stage: Callable[[str], None] = lambda name: None,
) -> list[Century]:
    """Return Iran's century with elite profiles and with the record alone.

    Parameters
    ----------
    assumptions : Assumptions
        Global parameters and switches.
    runs, seed : int
        Runs and the seed of their draws.
    by_record : Scenario, optional
        Iran as any other client, from the panel that is scored; the shipped record by default. The elite profiles stand
        on the series of the shipped scenario, whose neighbours no panel has.
    lag : int
        Years by which some inputs of the shipped scenarios are delayed; a panel's are delayed already.
    events : sequence of Event, optional
        Dated events to hold the ties against.
    stage : callable
        Called with the name of each stage.
    """
    found = []
    for profiles, scenario in PROFILES.items():
        stage(f"Iran's century, {profiles} profiles")
        given = by_record if profiles == "record" else None
        target = record_of(given or late(load(scenario), lag), IRAN)
        forecast, alliance = _simulated(target, target.timeline, assumptions, runs, seed)
        hindcasts = []
        for cut in (cut for cut in CUTS if cut in target.timeline.years[:-1]):
            timeline = held_until(target, cut, frozen_inputs(target.timeline, cut))
            hindcasts.append(Hindcast(cut, _simulated(target, timeline, assumptions, runs, seed)[0]))
        scores = event_scores(events, target.timeline.years)
        found.append(Century(profiles, target, forecast, alliance, tuple(hindcasts), scores))
    return found


def _simulated(target: Target, timeline: Any, assumptions: Assumptions, runs: int, seed: int) -> tuple[Forecast, float]:
    ensemble = run_ensemble(timeline, assumptions, runs=runs, seed=seed)
    pairs = timeline.pair_indices
    shares = ensemble.class_count / runs
    russia = pairs.index(RUSSIA_PAIR)
    forecast = forecast_of_shares(shares[:, russia], shares[:, pairs.index(WEST_PAIR)])
    return forecast, float(ensemble.summary[:, russia, STRATEGIC].mean())
