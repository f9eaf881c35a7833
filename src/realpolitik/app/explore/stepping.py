"""One run that is stepped through year by year, and what a year looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.simulation.decision_rules import Tie
from realpolitik.simulation.states import RealistModel
from realpolitik.theory.assumptions import make_assumptions

if TYPE_CHECKING:
    from realpolitik.app.explore.settings import Exploration


@dataclass(frozen=True)
class YearView:
    """A year of the run as the page shows it.

    Attributes
    ----------
    year : int
        The calendar year; the one before the first while nothing has happened.
    ties : dict of str to Tie
        By pair.
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
    """A run of an exploration, stepped forward and back.

    Parameters
    ----------
    exploration : Exploration
        What is run.
    """

    def __init__(self, exploration: Exploration) -> None:
        self.exploration = exploration
        self.scenario = exploration.load()
        self._model = RealistModel(
            self.scenario.timeline(),
            make_assumptions(**self.scenario.overrides),
            seed=exploration.seed,
            run=exploration.run,
        )
        self._views = [self._view()]
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
        return self.now.year == self.scenario.years[-1]

    @property
    def at_start(self) -> bool:
        """Whether nothing has happened yet."""
        return self._shown == 0

    def forward(self) -> None:
        """Show the next year; nothing after the last."""
        if self.at_end:
            return
        if self._shown == len(self._views) - 1:
            self._model.step()
            self._views.append(self._view())
        self._shown += 1

    def back(self) -> None:
        """Show the year before; nothing before the first."""
        self._shown = max(0, self._shown - 1)

    def go_to(self, year: int) -> None:
        """Show a year, as near to the one asked for as there is."""
        first = self.scenario.years[0] - 1
        while self.now.year < min(year, self.scenario.years[-1]):
            self.forward()
        while self.now.year > max(year, first):
            self.back()

    def _view(self) -> YearView:
        model = self._model
        world = model.single.world
        states = tuple(model.states)
        events = self.scenario.document.live_events
        return YearView(
            model.year,
            {pair: model.tie(pair) for pair in model.single.timeline.pairs},
            {(name, other): value for name, agent in model.states.items() for other, value in agent.trust.items()},
            {(name, other): value for name, agent in model.states.items() for other, value in agent.threat.items()},
            {name: agent.interests for name, agent in model.states.items()},
            {name: float(world.capability[row]) for row, name in enumerate(states)},
            tuple(event.text for event in events if event.year == model.year),
        )
