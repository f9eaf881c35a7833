"""What findings read of the shipped experiments: points, levels, scenarios and changes stand in their files alone."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.changes import split_rules
from realpolitik.experiments.files import load_experiment

if TYPE_CHECKING:
    from realpolitik.experiments.experiment import Experiment

ROBUSTNESS = "robustness"
"""The experiment over all assumptions at whose points every claim is judged."""

WITHIN_RECORD = "robustness-calibrated"
"""The same over the ranges that the record allows."""

Levels = Mapping[str, float | str]
"""Factors and what each is set to: a number of a range, the label of a choice."""


@functools.cache
def shared(name: str) -> Experiment:
    """Return a shipped experiment."""
    return load_experiment(name)


@dataclass(frozen=True)
class Setting:
    """What an experiment says of one of its points.

    Attributes
    ----------
    scenario : str
        The scenario that is run.
    changes : mapping of str to value
        What is changed in it, by full path.
    rules : mapping of str to value
        Assumptions and switches by their short names.
    """

    scenario: str
    changes: Mapping[str, Any]
    rules: Mapping[str, Any]


def setting_of(name: str, levels: Levels | None = None, *, scenario: str = "", arm: str = "") -> Setting:
    """Return what a shipped experiment says of a point; factors that are not named stay as the scenario has them.

    Parameters
    ----------
    name : str
        The experiment.
    levels : mapping, optional
        Factors and values or labels.
    scenario, arm : str
        The base scenario and the arm; the first ones by default.

    Raises
    ------
    KeyError
        The file has no such factor, label, scenario or arm: it and the finding no longer agree.
    """
    experiment = shared(name)
    cases = [
        case
        for case in experiment.cases
        if (not scenario or case.scenario == scenario) and (not arm or case.arm == arm)
    ]
    if not cases:
        raise KeyError(f"experiment {name}: no case of scenario {scenario!r} and arm {arm!r}")
    factors = {factor.name: place for place, factor in enumerate(experiment.factors)}
    codes = np.full(len(factors), np.nan)
    for factor, level in (levels or {}).items():
        if factor not in factors:
            raise KeyError(f"experiment {name}: no factor {factor!r}")
        place = factors[factor]
        labels = experiment.factors[place].labels
        if labels and level not in labels:
            raise KeyError(f"experiment {name}, factor {factor}: no choice {level!r}")
        codes[place] = labels.index(str(level)) if labels else float(level)
    found, settings = experiment.settings(cases[0], codes)
    changes, rules = split_rules(settings)
    return Setting(found, changes, rules)


def levels_of(name: str, factor: str) -> tuple[float, ...]:
    """Return the values that a factor of a shipped grid takes, in order."""
    experiment = shared(name)
    place = [one.name for one in experiment.factors].index(factor)
    codes = experiment.points.codes(0, experiment.points.size)
    return tuple(map(float, np.unique(codes[:, place])))


def runs_per_point() -> int:
    """Return the runs of each arm at a point over all assumptions: the replications of the experiment `robustness`."""
    return shared(ROBUSTNESS).replications


def points_in_file() -> int:
    """Return how many points over all assumptions the experiment `robustness` has."""
    return shared(ROBUSTNESS).points.size


def assumption_points(points: int, seed: int, experiment: str = ROBUSTNESS) -> list[dict[str, float]]:
    """Return the points over all assumptions at which claims are judged: the design of a shipped experiment.

    Parameters
    ----------
    points : int
        How many, in the place of those of the file.
    seed : int
        The seed of the design.
    experiment : str
        `ROBUSTNESS` or `WITHIN_RECORD`.
    """
    designed = shared(experiment).altered(points=points, seed=seed)
    codes = designed.points.codes(0, designed.points.size)
    case = designed.cases[0]
    return [
        {name: float(value) for name, value in split_rules(designed.settings(case, row)[1])[1].items()} for row in codes
    ]
