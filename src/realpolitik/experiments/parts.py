"""Parts: fixed pieces of an experiment. They depend on the experiment alone, never on who computes them when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from realpolitik.experiments.experiment import Experiment

SMALLEST_RUNS = 64
LARGEST_RUNS = 4096
PARTS_WANTED = 64
MOST_PARTS = 20_000


@dataclass(frozen=True)
class Part:
    """A piece of work, as plain data.

    Attributes
    ----------
    number : int
        Its place among the parts.
    first_evaluation : int
        Number of its first evaluation.
    codes : (evaluations, factors) array
        The codes of its evaluations.
    first_replication, replications : int
        Which replications of each.
    """

    number: int
    first_evaluation: int
    codes: np.ndarray
    first_replication: int
    replications: int


@dataclass(frozen=True)
class PartLayout:
    """How evaluations and replications are cut into parts.

    Attributes
    ----------
    evaluations, replications, cases : int
        How many evaluations; runs of each in each case; cases.
    evaluations_per_part, slices : int
        Whole evaluations in a part; or, where one has too many runs, in how many parts its replications go.
    """

    evaluations: int
    replications: int
    cases: int
    evaluations_per_part: int
    slices: int

    @classmethod
    def of(cls, experiment: Experiment) -> PartLayout:
        """Return the layout of an experiment."""
        evaluations, replications = experiment.points.evaluations, experiment.replications
        each = experiment.runs_per_point
        total = evaluations * each
        wanted = min(LARGEST_RUNS, max(SMALLEST_RUNS, -(-total // PARTS_WANTED)))
        wanted = max(wanted, -(-total // MOST_PARTS))
        slices = 1 if experiment.rows == "points" else min(replications, max(1, each // wanted))
        return cls(evaluations, replications, len(experiment.cases), max(1, wanted // each), slices)

    @property
    def count(self) -> int:
        """Number of parts."""
        return self.slices * (-(-self.evaluations // self.evaluations_per_part))

    def evaluation_span(self, number: int) -> tuple[int, int]:
        """Return the first evaluation of a part, and the one after its last."""
        start = (number // self.slices) * self.evaluations_per_part
        return start, min(self.evaluations, start + self.evaluations_per_part)

    def replication_span(self, number: int) -> tuple[int, int]:
        """Return the first replication of a part, and the one after its last."""
        place = number % self.slices
        return place * self.replications // self.slices, (place + 1) * self.replications // self.slices

    def runs(self, number: int) -> int:
        """Return how many runs a part has."""
        (start, stop), (first, last) = self.evaluation_span(number), self.replication_span(number)
        return (stop - start) * (last - first) * self.cases

    def parts_of(self, evaluation: int) -> range:
        """Return the parts that hold an evaluation."""
        first = evaluation // self.evaluations_per_part * self.slices
        return range(first, first + self.slices)

    def part(self, number: int, experiment: Experiment) -> Part:
        """Return a part as a piece of work."""
        (start, stop), (first, last) = self.evaluation_span(number), self.replication_span(number)
        return Part(number, start, experiment.points.evaluated_codes(start, stop), first, last - first)
