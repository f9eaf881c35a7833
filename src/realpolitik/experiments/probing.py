"""Trying out what an experiment will set: values that a scenario refuses, and factors that change nothing.

A sweep that silently runs copies of its base is the worst that can happen to a sensitivity analysis. Every end of a
range, every listed value and every choice is therefore put into its scenario before anything is run, and what the
simulation would read is compared.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import InputError, KeyPath, Problem
from realpolitik.experiments.changes import default_rules, split_rules
from realpolitik.experiments.experiment import Case, Experiment
from realpolitik.experiments.factors import Factor

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario

MOST_CODES = 200
"""So many values of a factor are tried at most."""


def probe(experiment: Experiment, problems: list[Problem], *, complete: bool) -> Experiment:
    """Return the experiment with all elite profiles at hand that its values name, and note what cannot be.

    Parameters
    ----------
    experiment : Experiment
        The experiment, its scenarios loaded.
    problems : list of Problem
        Problems are added to it.
    complete : bool
        Whether everything else about it is right, so that factors without effect can be told.
    """
    trials = _Trials(experiment, problems)
    nowhere = np.full(len(experiment.factors), np.nan)
    base = tuple(trials.digest(case, nowhere, _where(case)) for case in experiment.cases)
    alone = {k for rule in experiment.cells for k in rule.codes}
    for place, factor in enumerate(experiment.factors):
        seen: dict[float, tuple[str | None, ...]] = {}
        for code in _codes(experiment, place, factor):
            row = nowhere.copy()
            row[place] = code
            where: KeyPath = ("factors", factor.name)
            seen[code] = tuple(trials.digest(case, row, where, factor.text(code)) for case in experiment.cases)
        if complete and not trials.refused and place not in alone:
            problems += _copies(factor, seen, base, experiment)
    for number, rule in enumerate(experiment.cells):
        row = nowhere.copy()
        for place, code in rule.codes.items():
            row[place] = code
        for case in experiment.cases:
            trials.digest(case, row, ("cells", number))
    if complete and not trials.refused:
        problems += _label_only(experiment, alone)
    return dataclasses.replace(experiment, scenarios=trials.scenarios)


def _where(case: Case) -> KeyPath:
    return ("arms", case.arm) if case.arm else ("set",)


def _codes(experiment: Experiment, place: int, factor: Factor) -> list[float]:
    if experiment.table is not None:
        given = np.unique(experiment.table[:, place])
        codes = given[~np.isnan(given)]
        if len(codes) > MOST_CODES:
            codes = np.array([codes[0], codes[-1]])
    elif factor.kind == "choice":
        codes = np.arange(len(factor.labels), dtype=np.float64)
    else:
        codes = np.unique([*factor.listed, factor.low, factor.high])
    return [float(code) for code in codes[:MOST_CODES]]


class _Trials:
    """Puts values into scenarios, each combination once."""

    def __init__(self, experiment: Experiment, problems: list[Problem]) -> None:
        self.experiment, self.problems = experiment, problems
        self.scenarios: dict[str, Scenario] = dict(experiment.scenarios)
        self.refused = False
        self._digests: dict[str, str | None] = {}
        self._own: dict[str, dict[str, float | str]] = {}

    def digest(self, case: Case, codes: np.ndarray, where: KeyPath, value: str = "") -> str | None:
        """Return a hash of what the simulation would read; None after noting why a scenario refuses the values."""
        scenario, settings = self.experiment.settings(case, codes)
        others, rules = split_rules(settings)
        timeline = self._timeline(scenario, others, where, value)
        if timeline is None or not self._rules_fit(rules, where, value):
            self.refused = True
            return None
        own = {**self.scenarios[scenario].overrides, **rules}
        return f"{timeline} {sorted(_with_defaults(own).items())!r}"

    def _timeline(self, scenario: str, settings: dict[str, object], where: KeyPath, value: str) -> str | None:
        key = f"{scenario} {settings!r}"
        if key not in self._digests:
            try:
                changed = self.scenarios[scenario].with_settings(settings)
            except InputError as error:
                self._note(error, where, value)
                self._digests[key] = None
            else:
                kept = self.scenarios[scenario]
                self.scenarios[scenario] = dataclasses.replace(kept, elites={**changed.elites, **kept.elites})
                self._digests[key] = _hash(changed)
        return self._digests[key]

    def _note(self, error: InputError, where: KeyPath, value: str) -> None:
        for problem in error.problems:
            found = ": ".join(part for part in (value, problem.key, problem.found) if part)
            self.problems.append(Problem(where, found, problem.allowed, problem.nearest))

    def _rules_fit(self, rules: dict[str, object], where: KeyPath, value: str) -> bool:
        from realpolitik.theory.assumptions import UnknownAssumption, make_assumptions
        from realpolitik.theory.domains import ImpossibleValue

        try:
            make_assumptions(**rules)  # type: ignore[arg-type]
        except ImpossibleValue as error:
            self.problems.append(Problem(where, error.found, error.allowed))
            return False
        except (UnknownAssumption, TypeError, ValueError) as error:
            found = ": ".join(part for part in (value, str(error)) if part)
            self.problems.append(Problem(where, found, "assumptions and switches as realpolitik list has them"))
            return False
        return True


def _with_defaults(rules: dict[str, float | str]) -> dict[str, float | str]:
    return default_rules() | {name: v if isinstance(v, str) else float(v) for name, v in rules.items()}


def _hash(scenario: Scenario) -> str:
    timeline = scenario.timeline()
    digest = hashlib.sha256(repr((timeline.first_year, timeline.states, timeline.bystanders)).encode())
    for array in timeline.arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _copies(
    factor: Factor,
    seen: dict[float, tuple[str | None, ...]],
    base: tuple[str | None, ...],
    experiment: Experiment,
) -> Iterator[Problem]:
    """Report values of a factor that come to the same in every scenario, or to the base where that is there, too."""
    where: KeyPath = ("factors", factor.name)
    first: dict[tuple[str | None, ...], float] = {}
    for code, found in seen.items():
        if found in first:
            same = f"{factor.text(first[found])} and {factor.text(code)}, which come to the same"
            yield Problem(where, same, "values of which each changes what the simulation reads")
        first.setdefault(found, code)
    if experiment.document.design.kind != "one_at_a_time":
        if len(seen) == 1 and next(iter(seen.values())) == base:
            yield Problem(where, f"{factor.text(next(iter(seen)))}, which changes nothing", "another value")
        return
    for code, found in seen.items():
        given = experiment.document.factors.get(factor.name)
        listed_by_user = given is not None and (given.choices is not None or given.values is not None)
        if found == base and (factor.kind != "choice" or listed_by_user):
            yield Problem(where, f"{factor.text(code)}, which the scenario has already", "values other than the base's")


def _label_only(experiment: Experiment, alone: set[int]) -> Iterator[Problem]:
    """Report choices that no cell gives a meaning."""
    for place in alone:
        factor = experiment.factors[place]
        if any(change.settings or change.scenario for change in factor.changes):
            continue
        used = {rule.codes.get(place) for rule in experiment.cells}
        for code, label in enumerate(factor.labels):
            if float(code) not in used and len(used) < len(factor.labels) - 1:
                yield Problem(("factors", factor.name, "choices", label), "no cell for it", "a cell for every choice")
