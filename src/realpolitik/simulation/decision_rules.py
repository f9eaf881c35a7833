"""Decision rules of one's own: what a state proposes to each partner instead of choosing as the model does.

A rule is called once a year for each partner, after the state has perceived and weighed. It proposes a joint
move: a step of -1, 0 or +1 on each ladder. A pure step down happens; a step up needs the other side's consent,
given with the logit probability of its gain; if the other side has a rule of its own too, both must propose
the step up. A proposal that leaves a ladder or touches a pinned one leaves the pair where it is. None leaves
this partner, this year, to the model's own choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol


class JointMove(NamedTuple):
    """What a pair does in a year: a step on each ladder, -1, 0 or +1."""

    economic: int
    security: int


class Tie(NamedTuple):
    """Where a pair stands: economic rung 0-2, security rung 0-3, and the class that they make."""

    economic: int
    security: int
    class_name: str


class StateView(Protocol):
    """What a decision rule may look at: the state it decides for, as that state sees the world."""

    @property
    def name(self) -> str:
        """Id of the state."""

    @property
    def year(self) -> int:
        """The calendar year."""

    @property
    def partners(self) -> tuple[str, ...]:
        """Ids of the other deciding states."""

    @property
    def trust(self) -> dict[str, float]:
        """Trust that each other state keeps its word, 0 to 1."""

    @property
    def threat(self) -> dict[str, float]:
        """Threat from each other actor, 0 to 1."""

    @property
    def intent(self) -> dict[str, float]:
        """Hostile intent attributed to each other actor, 0 to 1."""

    @property
    def interests(self) -> dict[str, float]:
        """Security, autonomy, development, identity and aims at the end of last year, unweighted."""

    def tie(self, partner: str) -> Tie:
        """Return where the state stands with a partner."""

    def gains(self, partner: str) -> dict[JointMove, float]:
        """Return what each possible joint move with a partner would bring the state, against staying."""


class DecisionRule(Protocol):
    """Anything that can be called with a state and a partner and proposes a joint move."""

    def __call__(self, state: StateView, partner: str) -> JointMove | tuple[int, int] | None:
        """Return the proposed steps (economic, security), or None for the model's own choice."""


def _toward(present: int, wanted: int) -> int:
    """Return the step of one rung, or none, from the present rung to the wanted one."""
    return (wanted > present) - (wanted < present)


class ScriptedPath:
    """A rule that steers toward rungs written down in advance, one step a year.

    Parameters
    ----------
    path : mapping of str to mapping of int to (int, int)
        For each partner, the economic and security rung to steer toward from a year on. Before the first
        year, and with partners that are not named, the state decides as in the model.

    Examples
    --------
    Iran seeks cooperation with Russia from 1990 on, and a defence pact from 2001 on:

    >>> rule = ScriptedPath({"russia": {1990: (2, 2), 2001: (2, 3)}})
    """

    def __init__(self, path: Mapping[str, Mapping[int, tuple[int, int]]]) -> None:
        self.path = {partner: dict(sorted(years.items())) for partner, years in path.items()}

    def __call__(self, state: StateView, partner: str) -> JointMove | None:
        """Return the step toward the rungs of the latest year written down."""
        wanted = None
        for year, rungs in self.path.get(partner, {}).items():
            if year <= state.year:
                wanted = rungs
        if wanted is None:
            return None
        tie = state.tie(partner)
        return JointMove(_toward(tie.economic, wanted[0]), _toward(tie.security, wanted[1]))


class Isolationist:
    """A rule that keeps out of quarrels and partnerships: ordinary trade and no security ties with everybody.

    A worked example: it looks where the state stands and proposes one step toward the rungs (1, 1).
    """

    def __call__(self, state: StateView, partner: str) -> JointMove:
        """Return the step toward ordinary relations."""
        tie = state.tie(partner)
        return JointMove(_toward(tie.economic, 1), _toward(tie.security, 1))


class Opportunist:
    """A rule that proposes what would bring the state itself most, whether or not the partner consents."""

    def __call__(self, state: StateView, partner: str) -> JointMove:
        """Return the possible move with the largest gain; to stay has gain 0."""
        gains = state.gains(partner)
        return max(gains, key=lambda move: (gains[move], move == (0, 0)))
