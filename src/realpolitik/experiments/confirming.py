"""How much work an experiment is, and whether the user means it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.errors import InputError, Problem
from realpolitik.experiments.designs import LARGEST_UNCONFIRMED_RUNS

if TYPE_CHECKING:
    from realpolitik.experiments.experiment import Experiment

LARGEST_POINTS = 2**62


def check_size(experiment: Experiment, *, confirmed: bool) -> None:
    """Check that an experiment is not larger than its author can have wanted.

    Raises
    ------
    InputError
        It has more runs than `LARGEST_UNCONFIRMED_RUNS` and is not confirmed, or more points than can be numbered.
    """
    points, each = experiment.points.size, experiment.runs_per_point
    if points > LARGEST_POINTS:
        raise InputError([Problem(("design",), f"{points:.3g} points", f"at most {LARGEST_POINTS:.3g}")])
    total = experiment.points.evaluations * each
    if total > LARGEST_UNCONFIRMED_RUNS and not confirmed:
        found = f"{points:,} points of {each:,} runs, {total:,} runs together"
        allowed = f"at most {LARGEST_UNCONFIRMED_RUNS:,} runs, or --large to confirm"
        raise InputError([Problem(("design",), found, allowed)])
