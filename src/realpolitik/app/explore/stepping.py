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
        self._timeline, assumptions = exploration.inputs()
        found = run_ensemble(
            self._timeline,
            assumptions,
            runs=1,
            seed=exploration.seed,
            first_run=exploration.run,
            trajectories=True,
            threads=1,
        )
        assert found.pair_record is not None
        assert found.threat is not None
        assert found.interests is not None
        # lists, because reading single numbers out of arrays is slow
        self._pairs = found.pair_record[0, :, :, :4].tolist()
        self._threat, self._interests = found.threat[0].tolist(), found.interests[0].tolist()
        self._capability = _capability(self._timeline, assumptions, exploration).tolist()
        self._views: list[YearView] = []
        self._shown = 0

    @property
    def now(self) -> YearView:
        """The year that is shown."""
        return self._up_to(self._shown)[-1]

    @property
    def seen(self) -> tuple[YearView, ...]:
        """The years up to the one that is shown."""
        return tuple(self._up_to(self._shown))

    @property
    def at_end(self) -> bool:
        """Whether the last year is shown."""
        return self._shown == len(self._pairs) - 1

    @property
    def at_start(self) -> bool:
        """Whether the first year is shown."""
        return self._shown == 0

    def forward(self) -> None:
        """Show the next year; nothing after the last."""
        self._shown = min(self._shown + 1, len(self._pairs) - 1)

    def back(self) -> None:
        """Show the year before; nothing before the first."""
        self._shown = max(0, self._shown - 1)

    def go_to(self, year: int) -> None:
        """Show a year, as near to the one asked for as there is."""
        self._shown = min(max(0, year - self._timeline.first_year), len(self._pairs) - 1)

    def _up_to(self, row: int) -> list[YearView]:
        """Return the views of the first years, made when they are asked for."""
        while len(self._views) <= row:
            self._views.append(self._view(len(self._views)))
        return self._views[: row + 1]

    def _view(self, row: int) -> YearView:
        timeline = self._timeline
        year = timeline.years[row]
        ties, trust = {}, {}
        for pair, (security, economic, forward, backward) in zip(timeline.pairs, self._pairs[row], strict=True):
            first, second = pair.split("-")
            ties[pair] = Tie(int(economic), int(security), CLASSES[int(class_of(economic, security))])
            trust[(first, second)], trust[(second, first)] = forward, backward
        threat = {
            (state, actor): value
            for state, values in zip(timeline.states, self._threat[row], strict=True)
            for actor, value in zip(timeline.actors, values, strict=True)
            if actor != state
        }
        interests = {
            state: dict(zip(PARTS, values, strict=True))
            for state, values in zip(timeline.states, self._interests[row], strict=True)
        }
        capability = dict(zip(timeline.states, self._capability[row], strict=False))  # bystanders follow the states
        events = self.scenario.document.live_events
        news = tuple(event.text for event in events if event.year == year)
        return YearView(year, ties, trust, threat, interests, capability, news)


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
