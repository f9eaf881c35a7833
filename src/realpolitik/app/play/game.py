"""A game: people choose for some of the states, the model for the others, year by year.

A game is a function of its set-up and of the choices made: whoever has both has the game. So a room keeps choices
alone, and a restarted server plays them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.limits import LARGEST_SEED
from realpolitik.simulation.decision_rules import JointMove, StateView
from realpolitik.simulation.states import RealistModel
from realpolitik.theory.assumptions import make_assumptions

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario

STAY = JointMove(0, 0)


@dataclass(frozen=True)
class SetUp:
    """How a game begins.

    Attributes
    ----------
    scenario : Scenario
        Whose world it is.
    seats : tuple of str
        The states that people decide for.
    first_year : int
        The first year that people decide; the years before are the model's.
    seed, run : int
        The draws.
    """

    scenario: Scenario
    seats: tuple[str, ...]
    first_year: int
    seed: int = 0
    run: int = 0

    def __post_init__(self) -> None:
        states = tuple(self.scenario.document.states)
        problems = [
            Problem(("seats",), f"the unknown state {quoted(seat)}", listed(states), nearest_name(seat, states))
            for seat in self.seats
            if seat not in states
        ]
        if not self.seats or len(set(self.seats)) != len(self.seats):
            problems.append(Problem(("seats",), listed(self.seats), "at least one state, each once"))
        years = self.scenario.years
        if self.first_year not in years:
            problems.append(Problem(("first_year",), repr(self.first_year), f"a year from {years[0]} to {years[-1]}"))
        if not 0 <= self.seed <= LARGEST_SEED:
            problems.append(Problem(("seed",), str(self.seed), f"a whole number from 0 to {LARGEST_SEED}"))
        if problems:
            raise InputError(problems)


@dataclass
class _Seat:
    """A decision rule that says what a person chose; without a choice the pair stays as it is."""

    choices: Mapping[str, JointMove] = field(default_factory=dict)

    def __call__(self, state: StateView, partner: str) -> JointMove:
        return self.choices.get(partner, STAY)


class Game:
    """A game as it stands, before the moves of `year`.

    Parameters
    ----------
    set_up : SetUp
        How it begins.

    Attributes
    ----------
    model : RealistModel
        The world; all states have weighed their moves of the year and made none.
    """

    def __init__(self, set_up: SetUp) -> None:
        self.set_up = set_up
        self._seats = {state: _Seat() for state in set_up.seats}
        self._chosen: dict[str, dict[str, JointMove]] = {}
        scenario = set_up.scenario
        self.model = RealistModel(
            scenario.timeline(), make_assumptions(**scenario.overrides), seed=set_up.seed, run=set_up.run
        )
        while self.model.single.year < set_up.first_year:
            self.model.step()
        for state, seat in self._seats.items():
            self.model.states[state].rule = seat
        self.model.weigh_options()

    @property
    def is_over(self) -> bool:
        """Whether the last year has been played."""
        return self.model.single.is_over

    @property
    def year(self) -> int:
        """The year that is being decided; the last one when the game is over."""
        return self.model.year

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """Seats that have not chosen this year."""
        return () if self.is_over else tuple(state for state in self._seats if state not in self._chosen)

    def options(self, state: str, partner: str) -> tuple[JointMove, ...]:
        """Return the moves that a state can propose to a partner this year; none where history decides."""
        return tuple(self.model.states[state].gains(partner))

    def choose(self, state: str, moves: Mapping[str, JointMove]) -> None:
        """Take the choice of a seat for this year; it can be changed until the year advances.

        Parameters
        ----------
        state : str
            The seat.
        moves : mapping of str to JointMove
            A possible move for some or all partners; the others stay as they are.

        Raises
        ------
        InputError
            Not a seat, an unknown partner, or a move that is not possible this year.
        RuntimeError
            The game is over.
        """
        if self.is_over:
            raise RuntimeError("the game is over")
        if state not in self._seats:
            raise InputError([Problem(("state",), quoted(state), listed(self._seats))])
        partners = self.model.states[state].partners
        problems = []
        for partner, move in moves.items():
            if partner not in partners:
                near = nearest_name(partner, partners)
                problems.append(Problem((partner,), f"the unknown state {quoted(partner)}", listed(partners), near))
            elif move != STAY and move not in self.options(state, partner):
                possible = listed(tuple(move) for move in self.options(state, partner))
                problems.append(Problem((partner,), f"the move {tuple(move)!r}", possible or "none this year"))
        if problems:
            raise InputError(problems)
        self._chosen[state] = {partner: JointMove(*move) for partner, move in moves.items()}

    def advance(self) -> dict[str, dict[str, JointMove]]:
        """Play the year: seats without a choice stay as they are. Returns the choices that counted.

        Raises
        ------
        RuntimeError
            The game is over.
        """
        if self.is_over:
            raise RuntimeError("the game is over")
        choices = {state: dict(self._chosen.get(state, {})) for state in self._seats}
        for state, seat in self._seats.items():
            seat.choices = choices[state]
        self._chosen = {}
        self.model.step()
        if not self.is_over:
            self.model.weigh_options()
        return choices
