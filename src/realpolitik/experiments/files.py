"""Reading an experiment file: the document, the scenarios it names, its table of points; all problems at once."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import ValidationError

from realpolitik.errors import InputError, KeyPath, Problem, listed, nearest_name
from realpolitik.experiments.catalogue import find_experiment, shipped_folder
from realpolitik.experiments.changes import Change, read_change
from realpolitik.experiments.experiment import Case, CellRule, Experiment
from realpolitik.experiments.factors import Factor
from realpolitik.experiments.probing import probe
from realpolitik.experiments.recording import recorded_columns
from realpolitik.experiments.reported import check_report
from realpolitik.experiments.resolving import resolve
from realpolitik.experiments.schema import ExperimentDocument, PointsTable
from realpolitik.experiments.table import PointsFile, read_points
from realpolitik.scenario import catalogue, load
from realpolitik.scenario.problems import schema_problems
from realpolitik.scenario.text import read_toml

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario

NEUTRAL = {"title": "experiment", "scenarios": ["pahlavi"], "format_version": 1, "design": {"kind": "grid"}}
"""What stands in for required keys that are wrong, so that the rest of the file can be checked."""


def load_experiment(name_or_path: str | os.PathLike[str]) -> Experiment:
    """Return an experiment, its scenarios loaded, everything checked.

    Parameters
    ----------
    name_or_path : str or path
        The name of a shipped experiment, or the path of a TOML file. Scenarios and tables are looked for among the
        shipped ones, then beside the file.

    Raises
    ------
    InputError
        Everything that is wrong with the file and what it names.
    """
    path = find_experiment(name_or_path)
    label = path.name if path.parent == shipped_folder() else os.fspath(name_or_path)
    content = read_toml(path, label)
    problems: list[Problem] = []
    experiment = read_experiment(path.stem, content, path.parent, problems)
    if problems or experiment is None:
        raise InputError(
            dataclasses.replace(problem, file=problem.file or label) for problem in dict.fromkeys(problems)
        )
    return experiment


def is_experiment(content: Mapping[str, Any]) -> bool:
    """Return whether the content of a TOML file is meant as an experiment."""
    own = {"scenarios", "design", "factors", "replications", "arms", "every", "record"}
    return bool(own & set(content)) and "states" not in content and "weights" not in content


def read_experiment(name: str, content: dict[str, Any], folder: Path, problems: list[Problem]) -> Experiment | None:
    """Return the experiment that a document stands for; what is wrong is added to the problems."""
    document = _document(content, problems)
    if document is None:
        return None
    sound = not problems
    fresh: list[Problem] = []
    points = _points(document, folder, fresh)
    factors = resolve(_with_columns(document, points), fresh)
    changes = {arm: read_change(table, ("arms", arm), fresh) for arm, table in (document.arms or {"": {}}).items()}
    everywhere = read_change(document.set, ("set",), fresh)
    cells = _cells(document, factors, content, fresh)
    named = _scenario_names(document, factors, changes, cells)
    scenarios = _load_all(named, folder, fresh)
    _check_stand_ins(document, factors, changes, cells, fresh)
    cases = tuple(
        Case(base, arm, _together(everywhere, change)) for base in document.scenarios for arm, change in changes.items()
    )
    table = points.codes(factors, document.factors, fresh) if points is not None else None
    columns = recorded_columns(document, scenarios, content, fresh)
    if scenarios:
        check_report(document, columns, fresh)
    experiment = Experiment(name, document, scenarios, factors, cases, columns, tuple(cells), table)
    if set(named) <= set(scenarios):
        experiment = probe(experiment, fresh, complete=sound and not fresh)
    if sound and not fresh:
        _check_design(experiment, points.lines if points is not None else (), fresh)
    problems += fresh if sound else _without_echoes(fresh, problems)
    return experiment if not problems else None


def _document(content: dict[str, Any], problems: list[Problem]) -> ExperimentDocument | None:
    """Return the document; where it breaks the schema, what is left of it without the broken parts."""
    try:
        return ExperimentDocument.model_validate(content)
    except ValidationError as error:
        problems += schema_problems(error, ExperimentDocument)
    left = {key: dict(value) if isinstance(value, dict) else value for key, value in content.items()}
    for problem in problems:
        if not problem.path:
            return None
        key, inner = str(problem.path[0]), problem.path[1] if len(problem.path) > 1 else None
        if key in ("factors", "arms", "groups") and isinstance(left.get(key), dict) and inner in left[key]:
            del left[key][inner]
        else:
            left.pop(key, None)
    try:
        return ExperimentDocument.model_validate({**NEUTRAL, **left})
    except ValidationError:
        return None


def _without_echoes(fresh: Iterable[Problem], known: Iterable[Problem]) -> list[Problem]:
    """Return the problems that do not merely follow from parts that are broken already."""
    broken = {problem.path[:1] for problem in known}
    whole = {("scenarios",), ("design",)} & broken
    return [p for p in fresh if not whole and p.path[:1] not in {("contrasts",), ("cells",), ("groups",)} - broken]


def _together(first: Change, second: Change) -> Change:
    from realpolitik.experiments.changes import combined

    _, settings = combined("", [first, second])
    return Change(settings, {**first.scenario, **second.scenario})


def _cells(
    document: ExperimentDocument, factors: tuple[Factor, ...], content: Mapping[str, Any], problems: list[Problem]
) -> list[CellRule]:
    rules: list[CellRule] = []
    names = [factor.name for factor in factors]
    for place, cell in enumerate(document.cells):
        where: KeyPath = ("cells", place)
        codes: dict[int, float] = {}
        for name, label in cell.at.items():
            if name not in names:
                if name not in content.get("factors", {}):  # else it is wrong itself
                    found, near = f"the unknown factor {name!r}", nearest_name(name, names)
                    problems.append(Problem((*where, "at", name), found, listed(names), near))
                continue
            factor = factors[names.index(name)]
            if label not in factor.labels:
                allowed = listed(factor.labels) if factor.labels else "a factor with choices"
                problems.append(Problem((*where, "at", name), repr(label), allowed, nearest_name(label, factor.labels)))
                continue
            codes[names.index(name)] = float(factor.labels.index(label))
        rules.append(CellRule(codes, read_change(cell.change, (*where, "change"), problems)))
    return rules


def _scenario_names(
    document: ExperimentDocument, factors: Iterable[Factor], arms: Mapping[str, Change], cells: Iterable[CellRule]
) -> dict[str, KeyPath]:
    """Return the scenarios that the file names, and where it names each first."""
    named: dict[str, KeyPath] = {name: ("scenarios", place) for place, name in enumerate(document.scenarios)}

    def add(change: Change, where: KeyPath) -> None:
        for name in change.scenario.values():
            named.setdefault(name, where)

    add(read_change(document.set, (), []), ("set", "scenario"))
    for arm, change in arms.items():
        add(change, ("arms", arm, "scenario"))
    for factor in factors:
        for label, change in zip(factor.labels, factor.changes, strict=True):
            add(change, ("factors", factor.name, "choices", label))
    for place, rule in enumerate(cells):
        add(rule.change, ("cells", place, "change", "scenario"))
    return named


def _load_all(named: Mapping[str, KeyPath], folder: Path, problems: list[Problem]) -> dict[str, Scenario]:
    scenarios: dict[str, Scenario] = {}
    for name, where in named.items():
        try:
            scenarios[name] = _load_near(name, folder)
        except InputError as error:
            problems += [
                problem if problem.file else dataclasses.replace(problem, path=(*where, *problem.path))
                for problem in error.problems
            ]
    return scenarios


def _load_near(name: str, folder: Path) -> Scenario:
    if name in catalogue.scenario_names():
        return load(name)
    beside = folder / name
    return load(beside if beside.is_file() else name)


def _check_stand_ins(
    document: ExperimentDocument,
    factors: Iterable[Factor],
    arms: Mapping[str, Change],
    cells: Iterable[CellRule],
    problems: list[Problem],
) -> None:
    """Report scenarios that stand in for base scenarios that there are not, or for several alike."""
    bases = document.scenarios
    changes: list[tuple[KeyPath, Change]] = [(("arms", arm, "scenario"), change) for arm, change in arms.items()]
    for factor in factors:
        changes += [(("factors", factor.name, "choices"), change) for change in factor.changes]
    changes += [(("cells", place, "change", "scenario"), rule.change) for place, rule in enumerate(cells)]
    for where, change in changes:
        if "" in change.scenario and len(bases) > 1:
            allowed = f"a table that says for which of {listed(bases)} it stands in"
            problems.append(Problem(where, repr(change.scenario[""]), allowed))
        for base in change.scenario:
            if base and base not in bases:
                found, near = f"{base!r}, no base scenario", nearest_name(base, bases)
                problems.append(Problem((*where, base), found, listed(bases), near))


def _points(document: ExperimentDocument, folder: Path, problems: list[Problem]) -> PointsFile | None:
    if not isinstance(document.design, PointsTable):
        return None
    try:
        return read_points(folder / document.design.file, document.design.file)
    except InputError as error:
        problems += error.problems
        return None


def _with_columns(document: ExperimentDocument, points: PointsFile | None) -> ExperimentDocument:
    """Return the document with a factor for every column of its table of points."""
    if points is None:
        return document
    return document.model_copy(update={"factors": points.factors(document.factors)})


def _check_design(experiment: Experiment, lines: Sequence[int], problems: list[Problem]) -> None:
    """Report designs that cannot be: without factors, or with more of them than a sequence has dimensions."""
    kind, count = experiment.document.design.kind, len(experiment.factors)
    if count == 0 and kind not in ("grid", "factorial", "one_at_a_time"):
        problems.append(Problem(("factors",), f"no factor for a design {kind!r}", "one factor or more"))
        return
    try:
        points = experiment.points
    except InputError as error:
        problems += error.problems
        return
    except ValueError as error:
        problems.append(Problem(("design",), str(error), "fewer factors, or another design"))
        return
    if kind == "table" and points.evaluations < points.size:
        serves = points.evaluation_of(0, points.size)
        again = next(row for row in range(points.size) if serves[row] in serves[:row])
        first = int(np.flatnonzero(serves == serves[again])[0])
        found = f"row {lines[again]} equal to row {lines[first]}"
        problems.append(Problem(("design", "file"), found, "each point once; replications repeat it"))
