"""Who takes part in a scenario, in which order, and how their pairs are written.

A pair is written ``iran-russia``; either order is read, the order of the scenario is printed. A direction is
written ``russia->iran``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

IDENTIFIER = r"[a-z][a-z0-9_]*"
PAIR = re.compile(rf"({IDENTIFIER})-({IDENTIFIER})")
DIRECTION = re.compile(rf"({IDENTIFIER})\s*->\s*({IDENTIFIER})")


def split_pair(text: object) -> tuple[str, str] | None:
    """Return the two ids of ``a-b``, or None if it is not the text of such a pair."""
    match = PAIR.fullmatch(text) if isinstance(text, str) else None
    return (match[1], match[2]) if match and match[1] != match[2] else None


def split_direction(text: str) -> tuple[str, str] | None:
    """Return the two ids of ``a->b``, or None if the text is not such a direction."""
    match = DIRECTION.fullmatch(text)
    return (match[1], match[2]) if match and match[1] != match[2] else None


@dataclass(frozen=True)
class Roster:
    """The actors of a scenario, deciding states first.

    Attributes
    ----------
    states, bystanders : tuple of str
        Ids, in the order of the scenario.
    """

    states: tuple[str, ...]
    bystanders: tuple[str, ...] = ()

    @property
    def actors(self) -> tuple[str, ...]:
        """Ids of the states, then of the bystanders."""
        return self.states + self.bystanders

    @property
    def pairs(self) -> tuple[str, ...]:
        """Ids of the pairs of deciding states, in scenario order."""
        return tuple(f"{a}-{b}" for i, a in enumerate(self.states) for b in self.states[i + 1 :])

    @property
    def actor_pairs(self) -> tuple[str, ...]:
        """Ids of all pairs of actors, in scenario order."""
        return tuple(f"{a}-{b}" for i, a in enumerate(self.actors) for b in self.actors[i + 1 :])

    def index(self, actor: str) -> int:
        """Return the row of an actor in the arrays of the timeline."""
        return self.actors.index(actor)

    def pair(self, text: str, *, deciding: bool = False) -> tuple[int, int] | None:
        """Return the rows of a pair in scenario order, or None if it is not a pair of this scenario.

        Parameters
        ----------
        text : str
            ``a-b``, in either order.
        deciding : bool
            Whether both must be deciding states.
        """
        ids = split_pair(text)
        pool = self.states if deciding else self.actors
        if ids is None or ids[0] not in pool or ids[1] not in pool:
            return None
        first, second = sorted((self.index(ids[0]), self.index(ids[1])))
        return first, second

    def pair_id(self, text: str) -> str:
        """Return the pair as the scenario prints it; the pair must exist."""
        rows = self.pair(text)
        if rows is None:
            raise KeyError(text)
        return f"{self.actors[rows[0]]}-{self.actors[rows[1]]}"
