"""One run that Python takes through its years stage by stage, on the compiled rules of the ensemble.

The Mesa model and the explanations stand on it: both need to look at the run between two stages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.compiled import kernel
from realpolitik.limits import LARGEST_SEED, checked_whole_number
from realpolitik.simulation import bargaining, crises, learning, opening, perceiving, year
from realpolitik.simulation.decision_rules import Tie
from realpolitik.simulation.ensemble import name_keys
from realpolitik.simulation.world import assumed, inputs_of, new_world
from realpolitik.theory.classes import CLASSES, class_of

if TYPE_CHECKING:
    from realpolitik.blocks import Block
    from realpolitik.scenario.timeline import ScenarioTimeline
    from realpolitik.theory.assumptions import Assumptions


@kernel
def _begin(world: Block, inputs: Block, assumptions: Block) -> None:
    opening.begin(world, inputs, assumptions)


@kernel
def _open_year(world: Block, inputs: Block, assumptions: Block) -> None:
    opening.open_year(world, inputs, assumptions)


@kernel
def _perceive(
    i: int,
    world: Block,
    inputs: Block,
    calendar_year: int,
    seed: Any,
    run: Any,
    assumptions: Block,
) -> None:
    perceiving.perceive(i, world, inputs, calendar_year, seed, run, assumptions)


@kernel
def _decide(i: int, world: Block, inputs: Block, assumptions: Block) -> None:
    bargaining.decide(i, world, inputs, assumptions)


@kernel
def _settle(
    i: int,
    j: int,
    world: Block,
    inputs: Block,
    calendar_year: int,
    seed: Any,
    run: Any,
    assumptions: Block,
) -> None:
    bargaining.settle(i, j, world, inputs, calendar_year, seed, run, assumptions)


@kernel
def _apply_moves(world: Block) -> None:
    bargaining.apply_moves(world)


@kernel
def _assess(i: int, world: Block, inputs: Block, assumptions: Block) -> None:
    perceiving.assess(i, world, inputs, assumptions)


@kernel
def _challenge(
    i: int,
    world: Block,
    inputs: Block,
    calendar_year: int,
    seed: Any,
    run: Any,
    assumptions: Block,
) -> None:
    crises.challenge(i, world, inputs, calendar_year, seed, run, assumptions)


@kernel
def _answer(
    i: int,
    world: Block,
    inputs: Block,
    calendar_year: int,
    seed: Any,
    run: Any,
    assumptions: Block,
) -> None:
    crises.answer(i, world, inputs, calendar_year, seed, run, assumptions)


@kernel
def _split(world: Block, assumptions: Block) -> None:
    crises.split(world, assumptions)


@kernel
def _learn(i: int, world: Block, inputs: Block, assumptions: Block) -> None:
    learning.learn(i, world, inputs, assumptions)


@kernel
def _account(i: int, world: Block, inputs: Block, assumptions: Block) -> None:
    year.account(i, world, inputs, assumptions)


@kernel
def _grow(world: Block, calendar_year: int, seed: Any, run: Any, assumptions: Block) -> None:
    learning.grow(world, calendar_year, seed, run, assumptions)


class SingleRun:
    """One run as it stands; each method is one stage of `simulation.year.advance`.

    Parameters
    ----------
    timeline : ScenarioTimeline
        The inputs.
    assumptions : Assumptions
        Global parameters and switches.
    seed, run : int
        The draws: the same seed and run number are the same run of an ensemble.

    Attributes
    ----------
    world : Block
        The state of the run.
    finished_years : int
        How many years are over; also the row of the year that runs or comes next.
    """

    def __init__(self, timeline: ScenarioTimeline, assumptions: Assumptions, *, seed: int, run: int) -> None:
        self.timeline = timeline
        self.assumptions = assumptions
        self.seed = checked_whole_number("seed", seed, 0, LARGEST_SEED)
        self.run = checked_whole_number("run", run, 0, LARGEST_SEED)
        self.finished_years = 0
        self.world = new_world(len(timeline.states), len(timeline.actors))
        self.world.keys[:] = name_keys(timeline.actors)
        self.world.gains[:] = bargaining.IMPOSSIBLE  # nothing has been weighed yet
        self._connect()
        _begin(self.world, self._series[0], self._assumed)

    def _connect(self) -> None:
        """Make what follows from the timeline, the assumptions and the year."""
        self._series = inputs_of(self.timeline)
        self._assumed = assumed(self.assumptions)
        self._draws = (np.uint64(self.seed), np.uint64(self.run))
        self._read_inputs()

    def _read_inputs(self) -> None:
        if not self.is_over:
            self._inputs = self._series[self.finished_years]

    def __copy__(self) -> SingleRun:
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)  # inputs and assumptions are only read: both can share them
        twin.world = self.copy_of_world()
        return twin

    def __getstate__(self) -> dict[str, Any]:
        # A block is a pointer into memory: only its numbers can travel to a copy or another process.
        state = {name: value for name, value in self.__dict__.items() if not name.startswith("_")}
        return state | {"world": self.world.buffer.copy()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.world = new_world(len(self.timeline.states), len(self.timeline.actors))
        self.world.buffer[:] = state["world"]
        self._connect()

    @property
    def is_over(self) -> bool:
        """Whether the last year of the scenario is finished."""
        return self.finished_years >= len(self.timeline.years)

    @property
    def year(self) -> int:
        """The calendar year that runs or comes next."""
        return self.timeline.first_year + self.finished_years

    @property
    def inputs(self) -> Block:
        """What the scenario brings in the year that runs or comes next."""
        return self._inputs

    @property
    def assumed(self) -> Block:
        """The assumptions and the settings of the switches, as the numbers that the rules read."""
        return self._assumed

    @property
    def states(self) -> range:
        """Rows of the deciding states."""
        return range(len(self.timeline.states))

    def tie(self, i: int, j: int) -> Tie:
        """Return where the states i and j stand with one another."""
        economic, security = self.world.economic[i, j], self.world.security[i, j]
        return Tie(int(economic), int(security), CLASSES[int(class_of(economic, security))])

    def has_choice(self, i: int, j: int) -> bool:
        """Return whether a ladder of the states i and j is free in the year that runs."""
        return not bargaining.both_pinned(i, j, self.world)

    def open_year(self) -> None:
        """Read the year's inputs, set pinned ladders, mix in the images of new elites."""
        _open_year(self.world, self._inputs, self._assumed)

    def perceive(self, i: int) -> None:
        """Let state i see the others with its errors of the year."""
        _perceive(i, self.world, self._inputs, self.year, *self._draws, self._assumed)

    def decide(self, i: int) -> None:
        """Let state i weigh nine joint moves with each partner."""
        _decide(i, self.world, self._inputs, self._assumed)

    def settle(self, i: int, j: int) -> None:
        """Let the pair i < j draw its joint move."""
        _settle(i, j, self.world, self._inputs, self.year, *self._draws, self._assumed)

    def apply_moves(self) -> None:
        """Move all pairs to their new rungs at once."""
        _apply_moves(self.world)

    def assess(self, i: int) -> None:
        """Let state i judge its threats in the new configuration."""
        _assess(i, self.world, self._inputs, self._assumed)

    def challenge(self, i: int) -> None:
        """Let the greatest threatener open a crisis against state i, by chance or by a dated event."""
        _challenge(i, self.world, self._inputs, self.year, *self._draws, self._assumed)

    def answer(self, i: int) -> None:
        """Let the partners of a challenged state i stand by it or aside."""
        _answer(i, self.world, self._inputs, self.year, *self._draws, self._assumed)

    def split(self) -> None:
        """Carry out the wedges of the year."""
        _split(self.world, self._assumed)

    def learn(self, i: int) -> None:
        """Update state i's trust and images."""
        _learn(i, self.world, self._inputs, self._assumed)

    def account(self, i: int) -> None:
        """Write down state i's interests at the end of the year."""
        _account(i, self.world, self._inputs, self._assumed)

    def close_year(self) -> None:
        """Let capabilities grow where they are not pinned, and turn to the next year."""
        if self._inputs.capability_free[0] > 0.5:
            _grow(self.world, self.year, *self._draws, self._assumed)
        self.finished_years += 1
        self._read_inputs()

    def weigh_options(self) -> None:
        """Run the year up to the point where every state has weighed its moves and none is made."""
        self.open_year()
        for i in self.states:
            self.perceive(i)
        for i in self.states:
            self.decide(i)

    def carry_on(self) -> None:
        """Run the rest of the year: moves, crises, learning."""
        for i in self.states:
            for j in self.states[i + 1 :]:
                self.settle(i, j)
        self.apply_moves()
        for stage in (self.assess, self.challenge, self.answer):
            for i in self.states:
                stage(i)
        self.split()
        for stage in (self.learn, self.account):
            for i in self.states:
                stage(i)
        self.close_year()

    def copy_of_world(self) -> Block:
        """Return the world as it stands, to keep or to change."""
        world = new_world(len(self.timeline.states), len(self.timeline.actors))
        world.buffer[:] = self.world.buffer
        return world

    def perceive_otherwise(self, world: Block, i: int, **changed: float) -> None:
        """Let state i see the others again, in a copy of the world under changed assumptions.

        Its errors are those of the year. Parameters as in `weigh_otherwise`; what i sees and fears is overwritten.
        """
        # with a persistence of 1 the errors stay as they are instead of being drawn again
        kept = assumed(self.assumptions._replace(**{**changed, "error_persistence": 1.0}))
        _perceive(i, world, self._inputs, self.year, *self._draws, kept)

    def weigh_otherwise(self, world: Block, i: int, **changed: float) -> None:
        """Let state i see the others again and weigh its moves, in a copy of the world under changed assumptions.

        Parameters
        ----------
        world : Block
            A copy of `world` as it was when states decided; what i sees, fears and gains is overwritten.
        i : int
            The state.
        **changed : float
            Assumptions, or switches by the index of their setting.
        """
        self.perceive_otherwise(world, i, **changed)
        _decide(i, world, self._inputs, assumed(self.assumptions._replace(**changed)))
