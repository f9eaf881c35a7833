"""Factors that set assumptions and switches alone: their codes as the numbers that the rules read.

A point of a sensitivity study sets dozens of them. To put every value under its name, and to look every name up again,
takes as long as the runs of the point; what each code comes to is therefore worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.experiments.changes import PLACEHOLDER, RULES, Change

if TYPE_CHECKING:
    from realpolitik.experiments.experiment import Experiment
    from realpolitik.experiments.factors import Factor


@dataclass(frozen=True)
class RuleFactors:
    """The factors of an experiment that set rules alone, and the others.

    Attributes
    ----------
    ranges, ranges_set : (n,) int arrays
        Factors whose code is the value of an assumption, and the place of that assumption in the numbers; a factor
        that sets several is there several times.
    choices : tuple of (int, tuple of (places, values))
        Factors of choices, and what each choice sets.
    others : tuple of int
        The factors that set something else, too, or what a cell of several factors sets anew.
    """

    ranges: np.ndarray
    ranges_set: np.ndarray
    choices: tuple[tuple[int, tuple[tuple[list[int], list[float]], ...]], ...]
    others: tuple[int, ...]

    @classmethod
    def of(cls, experiment: Experiment) -> RuleFactors:
        """Return the factors of an experiment, sorted out."""
        of_cells = {path for rule in experiment.cells for path in rule.change.settings}  # a cell wins over factors
        ranges, ranges_set, choices, others = [], [], [], []
        for place, factor in enumerate(experiment.factors):
            if of_cells & set(_paths(factor)) or not _sets_rules_alone(factor):
                others.append(place)
            elif factor.kind == "choice":
                choices.append((place, tuple(_numbers(change) for change in factor.changes)))
            else:
                places = [_place(path) for path in factor.template]
                ranges += [place] * len(places)
                ranges_set += places
        return cls(np.array(ranges, dtype=np.intp), np.array(ranges_set, dtype=np.intp), tuple(choices), tuple(others))

    def write(self, codes: np.ndarray, numbers: np.ndarray) -> None:
        """Write what the codes of a point set into the numbers of the rules; NaN leaves a number as it is."""
        values = codes[self.ranges]
        given = ~np.isnan(values)
        numbers[self.ranges_set[given]] = values[given]
        for place, of_choice in self.choices:
            code = codes[place]
            if code == code:  # not NaN
                places, chosen = of_choice[int(code)]
                numbers[places] = chosen


def _paths(factor: Factor) -> Iterable[str]:
    return {path for change in factor.changes for path in change.settings} | set(factor.template)


def _sets_rules_alone(factor: Factor) -> bool:
    if factor.kind == "choice":
        return not any(change.scenario for change in factor.changes) and all(
            path.startswith(RULES) for change in factor.changes for path in change.settings
        )
    return all(path.startswith(RULES[0]) and value == PLACEHOLDER for path, value in factor.template.items())


def _place(path: str) -> int:
    from realpolitik.theory.assumptions import Assumptions

    return Assumptions._fields.index(path.split(".", 1)[1])


def _numbers(change: Change) -> tuple[list[int], list[float]]:
    """Return where a choice writes, and what."""
    from realpolitik.theory.assumptions import make_assumptions

    made = make_assumptions(**{path.split(".", 1)[1]: value for path, value in change.settings.items()})
    places = [_place(path) for path in change.settings]
    return places, [made[place] for place in places]
