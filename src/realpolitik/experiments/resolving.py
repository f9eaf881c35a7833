"""From the factors of a file to factors ready to use: what a name stands for, over which values it varies."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from realpolitik.errors import InputError, KeyPath, Problem, listed, nearest_name
from realpolitik.experiments import schema
from realpolitik.experiments.calibrated import calibrated_ranges
from realpolitik.experiments.changes import SCENARIO, Change, has_placeholder, placed, read_change
from realpolitik.experiments.digits import exact
from realpolitik.experiments.factors import Factor, Kind
from realpolitik.experiments.schema import EVERY, SWITCH_GROUP, ExperimentDocument
from realpolitik.scenario.settings import full_path
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

RESERVED = ("point", "evaluation", "varied", "run", "scenario", "arm", "error")
SAMPLED = ("latin_hypercube", "sobol", "morris")
GROUPED = ("sobol", "morris")

_ASSUMPTIONS = {item.name: item for item in ASSUMPTIONS}
_SWITCHES = {item.name: item for item in SWITCHES}
SUBJECTS = {item.name: item.group for item in ASSUMPTIONS} | dict.fromkeys(_SWITCHES, SWITCH_GROUP)


def resolve(document: ExperimentDocument, problems: list[Problem]) -> tuple[Factor, ...]:
    """Return the factors of a document as far as they are right, and note what is wrong with the others."""
    tables = dict(document.factors)
    tables |= {name: schema.Factor() for name in _meant(document, tables, problems)}
    named_in_cells = {name for cell in document.cells for name in cell.at}
    found: list[Factor] = []
    for name, table in tables.items():
        fresh: list[Problem] = []
        factor = _Resolving(name, table, document, fresh).factor(name in named_in_cells)
        problems += fresh
        if factor is not None and not fresh:
            found.append(factor)
    _paths_once(found, problems)
    return _grouped(found, tables, document, problems)


def _meant(document: ExperimentDocument, tables: dict[str, Any], problems: list[Problem]) -> list[str]:
    """Return the assumptions and switches that ``every`` adds."""
    meant: list[str] = []
    for word in document.every:
        subject = {"assumptions": tuple(_ASSUMPTIONS), "switches": tuple(_SWITCHES)}.get(word)
        meant += subject or [name for name, group in SUBJECTS.items() if group == word]
    for place, name in enumerate(document.leave_out):
        if name not in meant:
            allowed = f"what 'every' means: {listed(meant)}" if meant else f"nothing without every = {list(EVERY)}"
            problems.append(Problem(("leave_out", place), repr(name), allowed, nearest_name(name, meant)))
    own = {table.path or name for name, table in tables.items()} | set(tables)
    own |= {name.split(".", 1)[1] for name in own if name.startswith(("assumptions.", "switches."))}
    return [name for name in dict.fromkeys(meant) if name not in own and name not in document.leave_out]


class _Resolving:
    """One factor on its way from the file."""

    def __init__(self, name: str, table: schema.Factor, document: ExperimentDocument, problems: list[Problem]) -> None:
        self.name, self.table, self.problems = name, table, problems
        self.design, self.ranges = document.design.kind, document.ranges
        self.where: KeyPath = ("factors", name)

    def _wrong(self, key: str, found: str, allowed: str, nearest: str | None = None) -> None:
        self.problems.append(Problem((*self.where, key) if key else self.where, found, allowed, nearest))

    def factor(self, in_cells: bool) -> Factor | None:
        """Return the factor, or None after noting why there is none."""
        table = self.table
        if self.name in RESERVED:
            self._wrong("", "a name that tables have a column for", f"another name than {listed(RESERVED)}")
            return None
        if isinstance(table.choices, dict):
            labels = tuple(table.choices)
            places = [(*self.where, "choices", label) for label in labels]
            changes = [
                read_change(table.choices[label], place, self.problems)
                for label, place in zip(labels, places, strict=True)
            ]
            return self._choice(labels, changes)
        if table.set is not None:
            change = read_change(table.set, (*self.where, "set"), self.problems)
            if not has_placeholder(table.set):
                self._wrong("set", "no '$'", "changes with a '$' in the place of the value")
            if change.scenario:
                self._wrong("set.scenario", "a scenario", "choices with a scenario each")
            return self._valued(change)
        path = table.path or self.name
        if path == SCENARIO:
            return self._scenarios()
        try:
            full = full_path(path)
        except InputError as error:
            if in_cells and table.path is None and table.choices is not None:
                return self._choice(tuple(map(str, table.choices)), [Change() for _ in table.choices])
            for item in error.problems:
                self._wrong("path" if table.path else "", item.found, f"{item.allowed}, or 'set'", item.nearest)
            return None
        if not full.startswith(("assumptions.", "switches.")):
            return self._at(full)
        found = self._rule(full)
        return found and _said_by_the_rules(found, full.split(".", 1)[1])

    def _choice(self, labels: tuple[str, ...], changes: Iterable[Change]) -> Factor:
        table = self.table
        return Factor(
            self.name, "choice", 0.0, len(labels) - 1.0, table.label, table.unit, group=table.group or self.name,
            labels=labels, changes=tuple(changes),
        )  # fmt: skip

    def _scenarios(self) -> Factor | None:
        choices = self.table.choices
        if not isinstance(choices, tuple) or not all(isinstance(choice, str) for choice in choices):
            self._wrong("choices", "no scenarios to choose from", "a list of two scenarios or more")
            return None
        return self._choice(tuple(map(str, choices)), [Change(scenario={"": str(choice)}) for choice in choices])

    def _rule(self, full: str) -> Factor | None:
        """Return the factor of an assumption or a switch, its values checked here."""
        kind, name = full.split(".", 1)
        known = _ASSUMPTIONS if kind == "assumptions" else _SWITCHES
        if name not in known:
            what = "assumption" if kind == "assumptions" else "switch"
            self._wrong("", f"the unknown {what} {name!r}", listed(known, 40), nearest_name(name, known))
            return None
        if kind == "assumptions":
            if self.table.choices is not None:
                broken = [c for c in self.table.choices if isinstance(c, bool | str)]
                if broken:
                    self._wrong("choices", repr(broken[0]), "numbers")
            plausible = (_ASSUMPTIONS[name].low, _ASSUMPTIONS[name].high)
            return self._at(full, calibrated_ranges()[name] if self.ranges == "calibrated" else plausible)
        valid = _SWITCHES[name].choices
        table = self.table
        if table.choices is None and any(x is not None for x in (table.low, table.high, table.values)):
            self._wrong("", "a range of a switch", f"choices among {listed(valid)}")
            return None
        choices = tuple(table.choices or valid)
        for place, choice in enumerate(choices):
            if choice not in valid:
                self.problems.append(
                    Problem(
                        (*self.where, "choices", place), repr(choice), listed(valid), nearest_name(str(choice), valid)
                    )
                )
        return self._choice(tuple(map(str, choices)), [Change({full: choice}) for choice in choices])

    def _at(self, full: str, plausible: tuple[float, float] | None = None) -> Factor | None:
        """Return the factor of a path."""
        if self.table.choices is not None:
            choices = tuple(self.table.choices)
            return self._choice(tuple(map(str, choices)), [Change({full: choice}) for choice in choices])
        return self._valued(Change({full: "$"}), plausible)

    def _valued(self, change: Change, plausible: tuple[float, float] | None = None) -> Factor | None:
        """Return the factor of a range or of listed numbers."""
        table = self.table
        if table.choices is not None:
            settings = [placed(change.settings, choice) for choice in table.choices]
            return self._choice(tuple(map(str, table.choices)), map(Change, settings))
        values = table.values
        low, high = table.low, table.high
        if low is None:
            low = min(values) if values else plausible[0] if plausible else None
        if high is None:
            high = max(values) if values else plausible[1] if plausible else None
        if low is None or high is None:
            missing = " and ".join(name for name, end in (("low", low), ("high", high)) if end is None)
            self._wrong("", f"no {missing}", "low and high, values, or choices (only assumptions have a range already)")
            return None
        if low > high or (low == high and not values):
            self._wrong("", f"low = {low:g}, high = {high:g}", "low below high")
        if table.log and low <= 0:
            self._wrong("log", f"log with low = {low:g}", "log only where both ends are above 0")
        if values and self.design in SAMPLED:  # a hypercube over a list of numbers: they are choices
            numbers = map(int, values) if table.integer else values
            changes = [Change(placed(change.settings, number)) for number in numbers]
            return self._choice(tuple(map(exact, values)), changes)
        kind: Kind = "integer" if table.integer else "continuous"
        return Factor(
            self.name, kind, float(low), float(high), table.label, table.unit, table.log, table.group or self.name,
            table.levels, tuple(map(float, values or ())), template=change.settings,
        )  # fmt: skip


def _said_by_the_rules(factor: Factor, name: str) -> Factor:
    """Return a factor with what the rule book says of its assumption or switch; its own unit stands."""
    if name in _SWITCHES:
        return dataclasses.replace(factor, meaning=_SWITCHES[name].meaning)
    declared = _ASSUMPTIONS[name]
    return dataclasses.replace(factor, meaning=declared.meaning, unit=factor.unit or declared.unit)


def _paths_once(factors: list[Factor], problems: list[Problem]) -> None:
    """Note the paths that two factors set: one would silently undo the other."""
    from realpolitik.scenario.merging import APPENDED

    setters: dict[str, str] = {}
    for factor in factors:
        paths = {path for change in factor.changes for path in change.settings} | set(factor.template)
        if any(change.scenario for change in factor.changes):
            paths.add(SCENARIO)
        for path in sorted(paths - set(APPENDED)):
            if path in setters:
                found = f"{path}, which {setters[path]!r} sets, too"
                problems.append(Problem(("factors", factor.name), found, "each path in one factor"))
            setters[path] = factor.name


def _grouped(
    factors: list[Factor], tables: dict[str, Any], document: ExperimentDocument, problems: list[Problem]
) -> tuple[Factor, ...]:
    """Return the factors with their groups."""
    groups = document.groups
    own = [factor.name for factor in factors if factor.group != factor.name]
    if (groups or own) and document.design.kind not in GROUPED:
        where: KeyPath = ("groups",) if groups else ("factors", own[0], "group")
        problems.append(Problem(where, f"groups in a design {document.design.kind!r}", f"groups in {listed(GROUPED)}"))
    member: dict[str, str] = {}
    if groups == "subject":
        member = {factor.name: SUBJECTS[factor.name] for factor in factors if factor.name in SUBJECTS}
    elif isinstance(groups, dict):
        for group, names in groups.items():
            for place, name in enumerate(names):
                if name not in tables:
                    near = nearest_name(name, tables)
                    problems.append(Problem(("groups", group, place), repr(name), listed(tables), near))
                elif name in member:
                    found = f"{name!r}, which is in {member[name]!r}, too"
                    problems.append(Problem(("groups", group, place), found, "each factor in one group"))
                member[name] = group
    return tuple(
        dataclasses.replace(factor, group=member[factor.name])
        if factor.name in member and factor.group == factor.name
        else factor
        for factor in factors
    )
