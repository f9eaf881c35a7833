"""Had one thing been otherwise for one side: what it would have made of the same move."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.explanation.bargain import Bargain, index_of
from realpolitik.explanation.setting import NO_ERROR
from realpolitik.simulation.opening import EQUAL_INTENT

if TYPE_CHECKING:
    from realpolitik.blocks import Block
    from realpolitik.simulation.decision_rules import JointMove
    from realpolitik.simulation.single_run import SingleRun


@dataclass(frozen=True)
class Otherwise:
    """What one side would have made of a move had one thing been otherwise.

    Attributes
    ----------
    state, condition : str
        The side; one of `CONDITIONS`.
    net, net_otherwise : float
        Its gain less its outside option, as it was and as it would have been.
    outside_otherwise : float
        Its outside option as it would have been.
    counts, counts_otherwise : float or None
        What the move counted for the pair, and would have counted; None if the sides choose independently.
    staying : float
        What staying counts.
    probability, probability_otherwise : float
        That the move is drawn.
    """

    state: str
    condition: str
    net: float
    net_otherwise: float
    outside_otherwise: float
    counts: float | None
    counts_otherwise: float | None
    staying: float
    probability: float
    probability_otherwise: float

    @property
    def changes_verdict(self) -> bool:
        """Whether the side would have gained by a move by which it lost, or the other way round."""
        return (self.net > 0.0) != (self.net_otherwise > 0.0)

    @property
    def changes_balance(self) -> bool:
        """Whether the move would have counted more than staying for the pair, and did not, or the other way round."""
        if self.counts is None or self.counts_otherwise is None:
            return False
        return (self.counts > self.staying) != (self.counts_otherwise > self.staying)


def _full_trust(world: Block, i: int, j: int) -> None:
    world.trust[i, j] = 1.0


def _equal_images(world: Block, i: int, j: int) -> None:
    world.intent[i] = EQUAL_INTENT


def _equal_power(world: Block, i: int, j: int) -> None:
    world.capability[[i, j]] = world.capability[[i, j]].mean()


def _nothing(world: Block, i: int, j: int) -> None:
    """Leave the world as it is: the change is one of the assumptions."""


CONDITIONS: dict[str, tuple[Callable[[Block, int, int], None], dict[str, float]]] = {
    "full_trust": (_full_trust, {}),
    "no_clash_of_aims": (_nothing, {"aims": 0.0}),
    "no_secondary_sanctions": (_nothing, {"secondary_sanctions": 0.0}),
    "equal_images": (_equal_images, {}),
    "equal_power": (_equal_power, {}),
    "no_misperception": (_nothing, NO_ERROR),
}
"""What could have been otherwise for one side: a change of what it has before its eyes, or of an assumption."""


def weigh_conditions(weighed: SingleRun, i: int, j: int, joint_move: JointMove) -> tuple[Otherwise, ...]:
    """Return what each side would have made of a move of the pair i < j under each of `CONDITIONS`."""
    states = weighed.timeline.states
    move = index_of(joint_move)
    found = []
    as_it_was = Bargain(weighed, i, j).option(move)
    for side, other in ((i, j), (j, i)):
        for condition, (change, changed) in CONDITIONS.items():
            branch = copy.copy(weighed)
            change(branch.world, side, other)
            branch.weigh_otherwise(branch.world, side, **changed)
            branch.world.capability[:] = weighed.world.capability  # who is the patron stays as it was
            otherwise = Bargain(branch, i, j).option(move)
            state = states[side]
            found.append(
                Otherwise(
                    state=state, condition=condition,
                    net=as_it_was.gains[state].net, net_otherwise=otherwise.gains[state].net,
                    outside_otherwise=otherwise.gains[state].outside,
                    counts=as_it_was.counts, counts_otherwise=otherwise.counts,
                    staying=float(weighed.assumed.status_quo_bias),
                    probability=as_it_was.probability, probability_otherwise=otherwise.probability,
                )
            )  # fmt: skip
    return tuple(found)
