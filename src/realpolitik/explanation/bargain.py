"""What a pair weighed in one year of one run, read from the run stopped before its moves were made."""

from __future__ import annotations

import copy
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.simulation.bargaining import IMPOSSIBLE, breaking_with, outside_of
from realpolitik.simulation.decision_rules import JointMove
from realpolitik.simulation.moves import logit_chances
from realpolitik.simulation.world import PARTS
from realpolitik.theory import assumptions as names
from realpolitik.theory.choice import MOVES, STAY, economic_step, forfeited_aid, security_step
from realpolitik.theory.interests import national_interest

if TYPE_CHECKING:
    from collections.abc import Callable

    from realpolitik.simulation.single_run import SingleRun

OUTSIDE = "outside"
"""Name of the outside option beside the five parts of the national interest."""


@dataclass(frozen=True)
class Gain:
    """What a joint move would bring one side, against staying, in units of utility.

    Attributes
    ----------
    gain : float
        The change of its utility.
    parts : dict of str to float
        What each part of the national interest adds to it; they sum to `gain`.
    outside : float
        Its outside option, at least 0: what a step up with somebody else promises. Counts for the client alone.
    aid : float
        Aid received, or paid (negative); of a step down, aid that ends with it: saved, or lost (negative). Sides that
        choose independently count neither aid nor outside option.
    """

    gain: float
    parts: dict[str, float]
    outside: float
    aid: float

    @property
    def net(self) -> float:
        """The gain less the outside option."""
        return self.gain - self.outside

    @property
    def net_with_aid(self) -> float:
        """The gain less the outside option, with aid received or paid."""
        return self.net + self.aid

    @property
    def reasons(self) -> dict[str, float]:
        """What speaks for (positive) and against the move: the parts, and the outside option if there is one."""
        return {**self.parts, **({OUTSIDE: -self.outside} if self.outside > 0.0 else {})}

    @property
    def foremost(self) -> str:
        """The reason that carries the net gain: the greatest one for a move that pays, or against one that costs."""
        reasons = self.reasons
        return (max if self.net > 0.0 else min)(reasons, key=reasons.__getitem__)


@dataclass(frozen=True)
class Option:
    """One of the nine joint moves of a pair.

    Attributes
    ----------
    move : JointMove
        Steps on the two ladders.
    possible : bool
        Whether it can be made: both rungs exist, and no ladder that moves is held by a pin or an event.
    gains : dict of str to Gain
        By state; empty if the move is not possible.
    counts : float or None
        What the move counts for the pair, with aid and less the price; staying counts the status quo bias. None if the
        move is not possible or the two sides choose independently.
    price : float
        What breaking a word costs, of a step down from cooperation or a pact that the two sides choose jointly.
    probability : float
        That it is drawn.
    """

    move: JointMove
    possible: bool
    gains: dict[str, Gain]
    counts: float | None
    price: float
    probability: float

    @property
    def is_step_up(self) -> bool:
        """Whether it steps up on one ladder and down on none."""
        return min(self.move) >= 0 and max(self.move) > 0

    @property
    def is_step_down(self) -> bool:
        """Whether it steps down on one ladder and up on none."""
        return max(self.move) <= 0 and min(self.move) < 0

    @property
    def decider(self) -> str | None:
        """The side on which a move hangs: of a step up the one that gains less, of a step down the one that gains more.

        Aid is left aside, as where the rules tell who broke its word; `decider_with_aid` counts it. None for staying
        and for a move that is not possible.
        """
        return self._on_which_it_hangs(lambda gain: gain.net)

    @property
    def decider_with_aid(self) -> str | None:
        """The side whose gain with aid is what the move counts: it may be the one that pays. None as for `decider`."""
        return self._on_which_it_hangs(lambda gain: gain.net_with_aid)

    def _on_which_it_hangs(self, worth: Callable[[Gain], float]) -> str | None:
        if not self.gains or self.move == (0, 0):
            return None
        return (max if self.is_step_down else min)(self.gains, key=lambda state: worth(self.gains[state]))


def steps_of(move: int) -> JointMove:
    """Return the joint move of a number 0 to 8."""
    return JointMove(economic_step(move), security_step(move))


def index_of(move: JointMove) -> int:
    """Return the number 0 to 8 of a joint move."""
    return 3 * (move.security + 1) + move.economic + 1


class Bargain:
    """The bargain of the pair i < j in one year, settled in a copy of the run.

    Parameters
    ----------
    weighed : SingleRun
        The run after `weigh_options`, with a free ladder between the two; it is left as it is.
    i, j : int
        Rows of the two states.
    """

    def __init__(self, weighed: SingleRun, i: int, j: int) -> None:
        self.settled = copy.copy(weighed)
        self.settled.settle(i, j)
        self.pair = (i, j)
        world, assumed = self.settled.world, self.settled.assumed
        self.client, self.patron = (i, j) if world.capability[j] > world.capability[i] else (j, i)
        self.is_joint = assumed.choice_rule != names.INDEPENDENT
        self.pays = self.is_joint and bool(assumed.aid > 0.5) and bool(world.capability[i] != world.capability[j])
        self.outside = 0.0
        if self.pays:
            self.outside = float(outside_of(self.client, self.patron, world, _rationality(self.settled)))
        self.chances = world.chances[i, j] if self.is_joint else _independent_chances(self.settled, i, j)

    def option(self, move: int) -> Option:
        """Return one of the nine joint moves."""
        world, states = self.settled.world, self.settled.timeline.states
        steps = steps_of(move)
        possible = bool(world.possible[move] > 0.5)
        gains = {}
        for side, other in (self.pair, self.pair[::-1]) if possible else ():
            gains[states[side]] = Gain(
                gain=float(world.gains[side, other, move]),
                parts=_parts(self.settled, side, other, move),
                outside=self.outside if side == self.client and max(steps) > 0 else 0.0,
                aid=self._aid(side, other, move),
            )
        counts = float(world.worths[move]) if self.is_joint and possible else None
        return Option(steps, possible, gains, counts, self._price(move) if possible else 0.0, float(self.chances[move]))

    def _aid(self, side: int, other: int, move: int) -> float:
        """Return the aid that a move brings one side: what it receives, or saves by a step down."""
        world, assumed = self.settled.world, self.settled.assumed
        if max(steps_of(move)) > 0 or move == STAY or not self.pays:
            return float(world.offers[other, side, move] - world.offers[side, other, move]) if self.is_joint else 0.0
        of_patron, of_client = world.gains[self.patron, self.client, move], world.gains[self.client, self.patron, move]
        ended = float(forfeited_aid(of_patron, of_client, assumed.client_share, assumed.aid_limit))
        return ended if side == self.patron else -ended

    def _price(self, move: int) -> float:
        """Return what a step down costs for the word that it breaks."""
        steps = steps_of(move)
        if not self.is_joint or max(steps) > 0 or steps.security == 0:
            return 0.0
        return float(breaking_with(*self.pair, move, self.settled.world, self.settled.assumed))

    def options(self) -> tuple[Option, ...]:
        """Return all nine, in the order of the rules."""
        return tuple(self.option(move) for move in range(MOVES))

    def alternatives(self) -> dict[str, float]:
        """Return the client's outside option by the state that would grant it, those of 0 left out."""
        offers = {}
        for k in self.settled.states:
            if k not in self.pair and self.outside > 0.0:
                world = self.settled.copy_of_world()
                world.gains[self.client, [other for other in self.settled.states if other != k]] = IMPOSSIBLE
                best = float(outside_of(self.client, self.patron, world, _rationality(self.settled)))
                if best > 0.0:
                    offers[self.settled.timeline.states[k]] = best
        return offers


def _rationality(single: SingleRun) -> float:
    return 0.0 if single.assumed.choice_rule == names.NULL else float(single.assumed.rationality)


def _parts(single: SingleRun, i: int, j: int, move: int) -> dict[str, float]:
    """Return what each part of the national interest adds to the gain of a move.

    The Shapley value of the parts in `national_interest`: where interests add up, the weighted change of each;
    where they multiply, its mean share over all orders of changing them one after the other.
    """
    world = single.world
    before = world.stay_parts[i]
    after = before + world.move_parts[i, j, move]
    count = len(PARTS)

    def utility(changed: frozenset[int]) -> float:
        parts = [float((after if part in changed else before)[part]) for part in range(count)]
        return float(national_interest(*parts, *map(float, world.weights[i]), single.assumed.utility_form))

    utilities = {
        frozenset(chosen): utility(frozenset(chosen))
        for size in range(count + 1)
        for chosen in itertools.combinations(range(count), size)
    }
    shares = np.zeros(count)
    for chosen, worth in utilities.items():
        weight = 1.0 / (count * math.comb(count - 1, len(chosen))) if len(chosen) < count else 0.0
        for part in set(range(count)) - chosen:
            shares[part] += weight * (utilities[chosen | {part}] - worth)
    return dict(zip(PARTS, map(float, shares), strict=True))


def _independent_chances(single: SingleRun, i: int, j: int) -> np.ndarray:
    """Return the chances of the nine moves where each side draws alone: up needs both, down needs one."""
    world = single.world
    alone = np.zeros((2, MOVES))
    for chances, (side, other) in zip(alone, ((i, j), (j, i)), strict=True):
        worths = world.gains[side, other].copy()
        worths[STAY] = single.assumed.status_quo_bias
        logit_chances(worths, world.possible, single.assumed.rationality, chances)
    joint = np.zeros(MOVES)
    for first, second in itertools.product(range(MOVES), repeat=2):
        economic = min(economic_step(first), economic_step(second))
        move = index_of(JointMove(economic, min(security_step(first), security_step(second))))
        joint[move if world.possible[move] > 0.5 else STAY] += alone[0, first] * alone[1, second]
    return joint
