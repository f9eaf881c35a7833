"""How a calibration goes: the sizes of its stages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.validation.fitting import FITTED
from realpolitik.validation.leave_out import PERIODS, SEARCHES
from realpolitik.validation.profiles import HALVINGS, POINTS


@dataclass(frozen=True)
class Plan:
    """How a calibration goes.

    Attributes
    ----------
    clients : tuple of str
        Whom it is fitted to.
    lag : int
        Delay of the inputs that are part of the codes.
    searched : int
        How many assumptions the search moves: those that matter most by the screening.
    trajectories, starts, generations, profile_generations, leave_out_generations, leave_out_sets : int
        Sizes of the stages.
    runs, profile_runs : int
        Runs for each client in an evaluation.
    leave_out : bool
        Whether to refit without each client and each period.
    seed : int
        Seed of everything.
    """

    clients: tuple[str, ...]
    lag: int = 0
    searched: int = 14
    trajectories: int = 6
    starts: int = 3
    generations: int = 80
    profile_generations: int = 6
    leave_out_generations: int = 20
    leave_out_sets: int = 5
    runs: int = 16
    profile_runs: int = 48
    leave_out: bool = False
    seed: int = 1


def stage_sizes(plan: Plan) -> dict[str, float]:
    """Return about how many evaluations each stage takes, by the name under which it reports its progress."""
    population, population_of_all = _population(plan.searched), _population(len(FITTED))
    values = POINTS + 2 * HALVINGS  # at most: a range that covers the plausible one has no ends to look for
    points = values * plan.profile_runs / plan.runs
    sizes: dict[str, float] = {"screening": plan.trajectories * (len(FITTED) + 1)}
    sizes |= {f"search from start {start + 1} of {plan.starts}": plan.generations * population
              for start in range(plan.starts)}  # fmt: skip
    refits = plan.searched * values * plan.profile_generations * population
    sizes["profiles"] = len(FITTED) * points + refits
    if plan.leave_out:
        refit = plan.leave_out_sets * SEARCHES * plan.leave_out_generations * population_of_all
        sizes |= {"refits without a client": len(plan.clients) * refit, "refits without a period": len(PERIODS) * refit}
    return sizes


def _population(assumptions: int) -> int:
    """Return how many candidates a generation has by default (Hansen 2016)."""
    return 4 + int(3 * np.log(assumptions))
