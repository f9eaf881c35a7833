"""Which assumptions the record speaks to at all: elementary effects on the loss, over the plausible ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from realpolitik.validation.objective import Objective
from realpolitik.validation.space import Space

LEVELS = 4


@dataclass(frozen=True)
class Effect:
    """The elementary effects of one assumption.

    Attributes
    ----------
    name : str
        The assumption.
    mean_size, spread : float
        Mean absolute effect of half a range on the loss, and the standard deviation of the effects: a spread as
        large as the mean says that the effect depends on the other assumptions.
    """

    name: str
    mean_size: float
    spread: float


def trajectories(dimensions: int, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return designs in which one place changes at a time by half a range.

    Returns
    -------
    points : (count, dimensions + 1, dimensions) float64 array
        Places in the ranges, 0 to 1, on four levels.
    moved : (count, dimensions) int array
        Which place changes at each step.

    Notes
    -----
    Source: Morris 1991, with the means of absolute effects of Campolongo, Cariboni and Saltelli 2007.
    """
    generator = np.random.Generator(np.random.Philox(seed))
    step = LEVELS / (2.0 * (LEVELS - 1))
    lower = np.arange(LEVELS // 2) / (LEVELS - 1)
    points, moved = [], []
    for _ in range(count):
        start = generator.choice(lower, dimensions)
        up = generator.random(dimensions) < 0.5
        place = np.where(up, start, start + step)
        order = generator.permutation(dimensions)
        path = [place.copy()]
        for dimension in order:
            place[dimension] += step if up[dimension] else -step
            path.append(place.copy())
        points.append(np.array(path))
        moved.append(order)
    return np.array(points), np.array(moved)


def screen(
    objective: Objective, space: Space, *, count: int, seed: int, progress: Callable[[int], None] | None = None
) -> list[Effect]:
    """Return the effects of all assumptions on the loss, the largest first.

    Parameters
    ----------
    objective : Objective
        The loss.
    space : Space
        The assumptions.
    count : int
        Number of trajectories; each costs one evaluation more than there are assumptions.
    seed : int
        Seed of the design; all evaluations have the same draws.
    progress : callable, optional
        Called with 1 after each evaluation.
    """
    points, moved = trajectories(len(space.items), count, seed)
    effects = np.zeros((count, len(space.items)))
    for row, path in enumerate(points):
        before = np.nan
        for step, place in enumerate(path):
            loss = objective.loss(space.at_shares(place), seed=seed)
            if step:
                dimension = moved[row, step - 1]
                direction = np.sign(place[dimension] - path[step - 1][dimension])
                effects[row, dimension] = direction * (loss - before)
            before = loss
            if progress is not None:
                progress(1)
    found = [
        Effect(name, float(np.abs(column).mean()), float(column.std()))
        for name, column in zip(space.names, effects.T, strict=True)
    ]
    return sorted(found, key=lambda effect: -effect.mean_size)
