"""The search for the best vector: an evolution strategy that can be stopped and taken up again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from realpolitik.validation.extra import evolution
from realpolitik.validation.objective import Objective
from realpolitik.validation.space import Space

SPREAD = 0.5


@dataclass(frozen=True)
class Search:
    """A finished search.

    Attributes
    ----------
    values : dict of str to float
        The mean vector at the end.
    losses : tuple of float
        The smallest penalised loss of every generation: has it converged?
    spreads : tuple of float
        Step size of the strategy after every generation, in coordinates.
    ends_at_start : bool
        Whether the values are those from which the search began, because where it went was no better.
    """

    values: dict[str, float]
    losses: tuple[float, ...]
    spreads: tuple[float, ...]
    ends_at_start: bool = False


Losses = list[list[float]]


def search(
    objective: Objective,
    space: Space,
    start: Mapping[str, float],
    *,
    generations: int,
    seed: int,
    population: int | None = None,
    spread: float = SPREAD,
    done: Sequence[Sequence[float]] = (),
    keep: Callable[[Losses], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Search:
    """Minimise the objective with the covariance matrix adaptation evolution strategy.

    Parameters
    ----------
    objective : Objective
        The loss. Every generation has draws of its own, so that the search does not fit the noise of one set.
    space : Space
        The assumptions that are searched; all others stay at the objective's base.
    start : mapping of str to float
        Where the search starts.
    generations : int
        How many generations.
    seed : int
        Seed of the strategy and of the draws.
    population : int, optional
        Candidates in a generation; by default as many as the strategy advises for the number of assumptions.
    spread : float
        First step size, in coordinates (see `Space`).
    done : sequence
        Losses of the generations that an earlier, stopped search has evaluated: they are not evaluated again, and the
        search goes on to the same bits.
    keep : callable, optional
        Called after each generation with the losses of all generations so far.
    progress : callable, optional
        Called with 1 after each generation.

    Notes
    -----
    Source of the method: Hansen 2016 (pycma).
    """
    generator = np.random.Generator(np.random.Philox(seed))
    options: dict[str, Any] = {
        "verbose": -9,
        # All randomness is ours. (With CMA_diagonal, pycma 4.5 would return to numpy's global one at its end.)
        "randn": lambda rows, columns: generator.standard_normal((rows, columns)),
        "maxiter": generations + 1,
        "tolfun": 0,
        "tolfunhist": 0,
        "tolstagnation": 10**9,
    }
    if population:
        options["popsize"] = population
    strategy = evolution().CMAEvolutionStrategy(space.position(start), spread, options)
    losses: Losses = []
    spreads: list[float] = []
    for generation in range(generations):
        positions = strategy.ask()
        if generation < len(done):
            found = list(done[generation])
        else:
            draws = seed * 10_000 + generation
            found = [objective.penalised(space, position, seed=draws) for position in positions]
        strategy.tell(positions, found)
        losses.append(found)
        spreads.append(float(strategy.sigma))
        if generation >= len(done) and keep is not None:
            keep(losses)
        if progress is not None:
            progress(1)
    return Search(space.values(strategy.mean), tuple(min(found) for found in losses), tuple(spreads))
