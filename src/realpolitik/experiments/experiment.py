"""An experiment ready to run: its document, its scenarios, its factors, and what holds at each point."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem, listed
from realpolitik.experiments.changes import Change, combined, read_change
from realpolitik.experiments.factors import Factor
from realpolitik.experiments.outcomes import Column
from realpolitik.experiments.schema import ExperimentDocument, LatinHypercube
from realpolitik.limits import LARGEST_RUNS, LARGEST_SEED, checked_whole_number

if TYPE_CHECKING:
    from realpolitik.experiments.designs import DesignPoints
    from realpolitik.scenario import Scenario

RUNS_IN_FULL = 20_000_000
"""Up to so many runs every run has a row; above, every point has one with means and variances."""

FACTORS_IN_REPR = 6


@dataclass(frozen=True)
class Case:
    """A base scenario under an arm: what is run at every point.

    Attributes
    ----------
    scenario, arm : str
        The base scenario as the file names it; the arm, empty without arms.
    change : Change
        What the file changes in all scenarios, and the arm in its own.
    """

    scenario: str
    arm: str
    change: Change


@dataclass(frozen=True)
class CellRule:
    """A change that holds where some factors have certain codes.

    Attributes
    ----------
    codes : mapping of int to float
        The codes, by place of the factor.
    change : Change
        What is changed.
    """

    codes: Mapping[int, float]
    change: Change


@dataclass(frozen=True, repr=False)
class Experiment:
    """A checked experiment.

    Attributes
    ----------
    name : str
        Name of the file without its ending.
    document : ExperimentDocument
        All that the file says.
    scenarios : mapping of str to Scenario
        Every scenario that it names, loaded.
    factors : tuple of Factor
        What varies, in the order of the columns of the design.
    cases : tuple of Case
        What is run at every point.
    columns : tuple of Column
        What is recorded of every run.
    cells : tuple of CellRule
        Changes for combinations of choices.
    table : (points, factors) array or None
        The codes of a table of points.
    """

    name: str
    document: ExperimentDocument
    scenarios: Mapping[str, Scenario]
    factors: tuple[Factor, ...]
    cases: tuple[Case, ...]
    columns: tuple[Column, ...]
    cells: tuple[CellRule, ...] = ()
    table: np.ndarray | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        names = listed((factor.name for factor in self.factors), FACTORS_IN_REPR)
        return f"<Experiment {self.name}: factors {names}; {self.runs_per_point} runs a point>"

    @property
    def title(self) -> str:
        """One line to print."""
        return self.document.title

    @property
    def replications(self) -> int:
        """Runs of each point in each case."""
        return self.document.replications

    @property
    def runs_per_point(self) -> int:
        """Runs of each point in all cases."""
        return self.replications * len(self.cases)

    @cached_property
    def points(self) -> DesignPoints:
        """The points of the design."""
        from realpolitik.experiments.designs import design_points

        return design_points(self)

    @property
    def rows(self) -> str:
        """What a row of the table of runs is: "runs", or "points" where there are too many."""
        if self.document.rows is not None:
            return self.document.rows
        total = self.points.size * self.runs_per_point
        return "runs" if total <= RUNS_IN_FULL or self.document.contrasts else "points"

    def without_points(self) -> Experiment:
        """Return what measuring a part needs: everything but the points, which come with the parts."""
        document = self.document.model_copy(update={"rows": self.rows})
        return replace(self, document=document, table=None)

    def first_run(self, evaluation: int) -> int:
        """Return the number of the first run of an evaluated point: it keys the draws."""
        return 0 if self.document.draws == "shared" else evaluation * self.replications

    def settings(
        self, case: Case, codes: Sequence[float] | np.ndarray, factors: Iterable[int] | None = None
    ) -> tuple[str, dict[str, Any]]:
        """Return the scenario of a point in a case, and what some factors, by default all, change in it."""
        changing = range(len(self.factors)) if factors is None else factors
        changes = [case.change, *(self.factors[k].change(codes[k]) for k in changing)]
        changes += [rule.change for rule in self.cells if all(codes[k] == code for k, code in rule.codes.items())]
        return combined(case.scenario, changes)

    def altered(
        self,
        *,
        replications: int | None = None,
        seed: int | None = None,
        points: int | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> Experiment:
        """Return the same experiment with other replications, seed or points, or assumptions changed everywhere.

        Parameters
        ----------
        replications, seed : int, optional
            In the place of those of the file.
        points : int, optional
            Points of a Latin hypercube; no other design has a number of points to choose.
        settings : mapping, optional
            What is changed in all scenarios before anything is varied: short names or paths, and values.

        Raises
        ------
        InputError
            A number out of bounds, a name that is no assumption, switch or path.
        """
        update: dict[str, Any] = {}
        if replications is not None:
            update["replications"] = checked_whole_number("replications", replications, 1, LARGEST_RUNS)
        if seed is not None:
            update["seed"] = checked_whole_number("seed", seed, 0, LARGEST_SEED)
        if points is not None:
            if not isinstance(self.document.design, LatinHypercube):
                kind = self.document.design.kind
                raise InputError([Problem(("points",), f"points of a design {kind!r}", "those of a Latin hypercube")])
            checked = checked_whole_number("points", points, 1, LARGEST_RUNS)
            update["design"] = self.document.design.model_copy(update={"points": checked})
        cases = self.cases
        if settings:
            problems: list[Problem] = []
            change = read_change(settings, ("set",), problems)
            if problems:
                raise InputError(problems)
            update["set"] = {**self.document.set, **change.settings}
            cases = tuple(
                replace(case, change=Change(combined("", [change, case.change])[1], case.change.scenario))
                for case in cases
            )
        document = self.document.model_copy(update=update)
        document.model_fields_set.update(update)
        return replace(self, document=document, cases=cases)

    def case_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the base scenarios and the arms, each in the order of the file."""
        return tuple(dict.fromkeys(c.scenario for c in self.cases)), tuple(dict.fromkeys(c.arm for c in self.cases))

    def to_dict(self) -> dict[str, Any]:
        """Return the experiment in full for a manifest."""
        document = self.document.model_dump(mode="json", exclude_unset=True)
        if self.table is not None:
            document["design"]["sha256"] = hashlib.sha256(np.ascontiguousarray(self.table).tobytes()).hexdigest()
        scenarios = {name: scenario.to_dict() for name, scenario in sorted(self.scenarios.items())}
        return {"name": self.name, "document": document, "scenarios": scenarios}

    def identity(self) -> dict[str, Any]:
        """Return what the numbers depend on, to tell whether a folder holds results of this same experiment.

        Texts for the reader and what the report shows are left out; the rules of the package are named by a hash of
        their sources.
        """
        from realpolitik import __version__
        from realpolitik.compiled import source_hash  # also names the compiled code

        content = self.to_dict()
        document = {key: value for key, value in content["document"].items() if key not in _TEXTS}
        document["factors"] = {
            name: {key: value for key, value in table.items() if key not in ("label", "unit")}
            for name, table in document.get("factors", {}).items()
        }
        return {
            **document,
            "scenarios": {name: self.scenarios[name].digest for name in sorted(self.scenarios)},
            "bases": list(self.document.scenarios),
            "version": __version__,
            "rules": source_hash(),
        }


_TEXTS = ("title", "description", "sources", "scenarios", "report")
