"""Ranges of assumptions that the record allows: profiles of the loss, one assumption at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from realpolitik.theory.assumptions import Assumption
from realpolitik.validation.objective import Objective
from realpolitik.validation.search import search
from realpolitik.validation.space import Space

POINTS = 9
HALVINGS = 3
"""How often the step of the grid in which a range ends is halved, so that its end is no value of the grid."""
SILENT_SHARE = 0.8
"""A range that covers this share of the plausible range says that the record is silent about the assumption."""


@dataclass(frozen=True)
class Profile:
    """The profile of one assumption.

    Attributes
    ----------
    name : str
        The assumption.
    values, losses : tuple of float
        Values over its plausible range, closer where the range ends, and the mean loss over clients above that of the
        fitted vector.
    low, high : float
        Ends of the values that the record does not tell from the fitted one.
    share : float
        Share of the plausible range that lies between.
    refitted : bool
        Whether the assumptions that matter were fitted again at every value; else all others were held.
    """

    name: str
    values: tuple[float, ...]
    losses: tuple[float, ...]
    low: float
    high: float
    share: float
    refitted: bool

    @property
    def speaks(self) -> bool:
        """Whether the record speaks to the assumption."""
        return self.share < SILENT_SHARE

    def to_dict(self) -> dict[str, Any]:
        """Return the profile for a file."""
        return {
            "name": self.name,
            "values": list(self.values),
            "losses": list(self.losses),
            "low": self.low,
            "high": self.high,
            "share": self.share,
            "refitted": self.refitted,
            "speaks": self.speaks,
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Profile:
        """Return a profile from what `to_dict` gave."""
        values, losses = tuple(content["values"]), tuple(content["losses"])
        low, high, share = content["low"], content["high"], content["share"]
        return cls(content["name"], values, losses, low, high, share, content["refitted"])


def compatible(difference: np.ndarray) -> bool:
    """Return whether clients' losses are on average no larger, at 95 %, one-sided, with the client as the unit.

    Years of one client hang together, so that a likelihood-ratio test over years would call nearly everything
    precise; the paired differences over clients are what can be taken as independent.
    """
    mean = float(difference.mean())
    if mean <= 0.0 or len(difference) < 2:
        return True
    error = float(difference.std(ddof=1)) / np.sqrt(len(difference))
    return mean <= float(stats.t.ppf(0.95, len(difference) - 1)) * error


def profile(
    objective: Objective,
    item: Assumption,
    fitted: Mapping[str, float],
    *,
    seed: int,
    free: Space | None = None,
    generations: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Profile:
    """Return the profile of one assumption around a fitted vector.

    Parameters
    ----------
    objective : Objective
        The loss; its runs should be many, for small differences show.
    item : Assumption
        The assumption.
    fitted : mapping of str to float
        The fitted vector.
    seed : int
        Seed of the draws, the same at every value.
    free : Space, optional
        Assumptions that are fitted again at every value, `item` not among them.
    generations : int
        Generations of these fits; 0 holds all others.
    progress : callable, optional
        Called with 1 after each value.
    """
    best = objective.by_client(fitted, seed=seed)
    losses: dict[float, float] = {}
    allowed: dict[float, bool] = {fitted[item.name]: True}

    def judge(value: float) -> bool:
        """Say whether a value is allowed, and keep what was found."""
        vector = {**fitted, item.name: value}
        found = objective.by_client(vector, seed=seed)
        if free is not None and generations:
            held = Objective(objective.targets, max(1, objective.runs // 3), {**objective.base, **vector})
            moved = search(held, free, {name: fitted[name] for name in free.names}, generations=generations,
                           seed=seed, spread=0.25).values  # fmt: skip
            again = objective.by_client({**vector, **moved}, seed=seed)
            if again.mean() < found.mean():
                found = again
        losses[value] = float(found.mean() - best.mean())
        allowed[value] = compatible(found - best)
        if progress is not None:
            progress(1)
        return allowed[value]

    for value in np.linspace(item.low, item.high, POINTS):
        judge(float(value))
    low, high = (range_end(judge, inside, outside) for inside, outside in _around(allowed, fitted[item.name]))
    share = (high - low) / (item.high - item.low)
    values = tuple(sorted(losses))
    heights = tuple(losses[value] for value in values)
    return Profile(item.name, values, heights, low, high, share, bool(free and generations))


def range_end(judge: Callable[[float], bool], inside: float, outside: float | None) -> float:
    """Return the last allowed value found between an allowed and a refused one by halving the step between them.

    Parameters
    ----------
    judge : callable
        Says whether a value is allowed.
    inside, outside : float
        An allowed value and a refused one; without a refused one the allowed is the end.
    """
    if outside is None:
        return inside
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        if judge(middle):
            inside = middle
        else:
            outside = middle
    return inside


def _around(allowed: Mapping[float, bool], fitted: float) -> list[tuple[float, float | None]]:
    """Return, downwards and upwards from the fitted value, the last allowed value and the refused one behind it."""
    found = []
    for side in (
        sorted((value for value in allowed if value <= fitted), reverse=True),
        sorted(value for value in allowed if value >= fitted),
    ):
        inside, outside = fitted, None
        for value in side:
            if not allowed[value]:
                outside = value
                break
            inside = value
        found.append((inside, outside))
    return found
