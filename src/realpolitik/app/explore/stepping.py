"""One run that is stepped through year by year, and what a year looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.simulation.decision_rules import Tie
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.simulation.world import PARTS
from realpolitik.theory.classes import CLASSES, class_of

if TYPE_CHECKING:
    from realpolitik.app.explore.settings import Exploration
    from realpolitik.scenario import ScenarioTimeline
    from realpolitik.theory.assumptions import Assumptions


@dataclass(frozen=True)
class YearView:
    """A year of the run as the page shows it.

    Attributes
    ----------
    year : int
        The calendar year.
    ties : dict of str to Tie
        By pair, at the end of the year.
    trust, threat : dict of (str, str) to float
        From state to state, and to actors.
    interests : dict of str to dict of str to float
        By state and interest, unweighted.
    capability : dict of str to float
        Shares of the world's capabilities, by state.
    news : tuple of str
        Dated events of the year.
    """

    year: int
    ties: dict[str, Tie]
    trust: dict[tuple[str, str], float]
    threat: dict[tuple[str, str], float]
    interests: dict[str, dict[str, float]]
    capability: dict[str, float]
    news: tuple[str, ...]

    def mutual_trust(self, pair: str) -> float:
        """Return the smaller of the two trusts of a pair."""
        first, second = pair.split("-")
        return min(self.trust[(first, second)], self.trust[(second, first)])


class SteppedRun:
    """A run of an exploration, the same as in the ensemble, stepped forward and back.

    Parameters
    ----------
    exploration : Exploration
        What is run.
    """

    def __init__(self, exploration: Exploration) -> None:
        self.exploration = exploration
        self.scenario = exploration.base()
        self._views = _views(exploration)
        self._shown = 0

    @property
    def now(self) -> YearView:
        """The year that is shown."""
        return self._views[self._shown]

    @property
    def seen(self) -> tuple[YearView, ...]:
        """The years up to the one that is shown."""
        return tuple(self._views[: self._shown + 1])

    @property
    def at_end(self) -> bool:
        """Whether the last year is shown."""
        return self._shown == len(self._views) - 1

    @property
    def at_start(self) -> bool:
        """Whether the first year is shown."""
        return self._shown == 0

    def forward(self) -> None:
        """Show the next year; nothing after the last."""
        self._shown = min(self._shown + 1, len(self._views) - 1)

    def back(self) -> None:
        """Show the year before; nothing before the first."""
        self._shown = max(0, self._shown - 1)

    def go_to(self, year: int) -> None:
        """Show a year, as near to the one asked for as there is."""
        self._shown = min(max(0, year - self._views[0].year), len(self._views) - 1)


def _views(exploration: Exploration) -> list[YearView]:
    """Run all years at once and return them in order."""
    timeline, assumptions = exploration.inputs()
    found = run_ensemble(
        timeline, assumptions, runs=1, seed=exploration.seed, first_run=exploration.run, trajectories=True, threads=1
    )
    assert found.pair_record is not None
    assert found.threat is not None
    assert found.interests is not None
    pairs, threat, interests = found.pair_record[0], found.threat[0], found.interests[0]
    capability = _capability(timeline, assumptions, exploration)
    events = exploration.base().document.live_events
    views = []
    for row, year in enumerate(timeline.years):
        ties, trust = {}, {}
        for place, pair in enumerate(timeline.pairs):
            first, second = pair.split("-")
            security, economic, forward, backward = map(float, pairs[row, place, :4])
            ties[pair] = Tie(int(economic), int(security), CLASSES[int(class_of(economic, security))])
            trust[(first, second)], trust[(second, first)] = forward, backward
        views.append(
            YearView(
                year,
                ties,
                trust,
                {
                    (state, actor): float(threat[row, i, k])
                    for i, state in enumerate(timeline.states)
                    for k, actor in enumerate(timeline.actors)
                    if actor != state
                },
                {
                    state: dict(zip(PARTS, map(float, interests[row, i]), strict=True))
                    for i, state in enumerate(timeline.states)
                },
                {state: float(capability[row, i]) for i, state in enumerate(timeline.states)},
                tuple(event.text for event in events if event.year == year),
            )
        )
    return views


def _capability(timeline: ScenarioTimeline, assumptions: Assumptions, exploration: Exploration) -> np.ndarray:
    """Return shares of capabilities, a row a year: from the record, or from the run where the model makes them grow."""
    if not timeline.arrays.capability_free[0]:
        return np.asarray(timeline.arrays.capability)
    from realpolitik.simulation.states import RealistModel

    model = RealistModel(timeline, assumptions, seed=exploration.seed, run=exploration.run)
    rows = []
    for _ in timeline.years:
        model.step()
        rows.append([model.single.world.capability[i] for i in model.single.states])
    return np.array(rows, dtype=float)
