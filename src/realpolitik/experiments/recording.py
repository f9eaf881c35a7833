"""Which columns a run leaves in the tables: outcomes of pairs, of all years and of windows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from realpolitik.errors import Problem, listed, nearest_name
from realpolitik.experiments.outcomes import BY_NAME, OUTCOMES, USUAL, Column
from realpolitik.experiments.rows import VARIANCE
from realpolitik.experiments.schema import ExperimentDocument

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario


def recorded_columns(
    document: ExperimentDocument, scenarios: Mapping[str, Scenario], content: Mapping[str, Any], problems: list[Problem]
) -> tuple[Column, ...]:
    """Return the columns, and note pairs, windows and contrasts that cannot be."""
    known = list(scenarios.values())
    if not known:
        return ()
    pairs = _pairs(document, known, problems)
    names = document.record.outcomes or USUAL
    for window, (first, last) in document.record.windows.items():
        if window == VARIANCE.strip("_"):
            allowed = "another name: points.parquet has a variance of every column"
            problems.append(Problem(("record", "windows", window), f"the name {window!r}", allowed))
        if not any(first >= scenario.years[0] and last <= scenario.years[-1] for scenario in known):
            spans = listed(f"{name}: {s.years[0]}-{s.years[-1]}" for name, s in scenarios.items())
            problems.append(Problem(("record", "windows", window), f"{first}-{last}", f"within the years of {spans}"))
    columns = {Column(BY_NAME[name], pair): None for pair in pairs for name in names}
    for window in document.record.windows:
        wanted = [BY_NAME[name] for name in names if BY_NAME[name].in_windows]
        columns |= {Column(outcome, pair, window): None for pair in pairs for outcome in wanted}
    columns |= dict.fromkeys(_contrasted(document, known, content, problems))
    names_seen: dict[str, Column] = {}
    for column in columns:
        if column.name in names_seen:
            found = f"two columns {column.name!r}, of {names_seen[column.name].pair} and {column.pair}"
            problems.append(Problem(("record", "pairs"), found, "pairs and windows that make different names"))
        names_seen[column.name] = column
    return tuple(columns)


def pair_of(text: str, scenarios: Iterable[Scenario]) -> str | None:
    """Return a pair as the first scenario that has it prints it; None if none has."""
    for scenario in scenarios:
        if scenario.roster.pair(text, deciding=True) is not None:
            return scenario.roster.pair_id(text)
    return None


def _pairs(document: ExperimentDocument, scenarios: list[Scenario], problems: list[Problem]) -> list[str]:
    every = list(dict.fromkeys(pair for scenario in scenarios for pair in scenario.roster.pairs))
    if document.record.pairs is None:
        common = [pair for pair in every if all(pair_of(pair, [scenario]) for scenario in scenarios)]
        if not common:
            problems.append(Problem(("record", "pairs"), "no pair that all scenarios have", listed(every)))
        return common
    found: list[str] = []
    for place, text in enumerate(document.record.pairs):
        pair = pair_of(text, scenarios)
        if pair is None:
            turned = ["-".join(reversed(pair.split("-"))) for pair in every]
            near = nearest_name(text, [*every, *turned])
            problems.append(Problem(("record", "pairs", place), f"the unknown pair {text!r}", listed(every), near))
        elif pair in found:
            problems.append(Problem(("record", "pairs", place), f"{text!r} a second time", "each pair once"))
        else:
            found.append(pair)
    return found


def _contrasted(
    document: ExperimentDocument, scenarios: list[Scenario], content: Mapping[str, Any], problems: list[Problem]
) -> list[Column]:
    """Return the columns that contrasts need."""
    columns: list[Column] = []
    arms = content.get("arms") or {}
    names: list[str] = []
    for place, contrast in enumerate(document.contrasts):
        where = ("contrasts", place)
        if contrast.name in names:
            problems.append(Problem((*where, "name"), f"{contrast.name!r} a second time", "each name once"))
        names.append(contrast.name)
        for key in ("arm", "versus"):
            arm = getattr(contrast, key)
            if arm not in arms:
                problems.append(
                    Problem((*where, key), f"the unknown arm {arm!r}", listed(arms), nearest_name(arm, arms))
                )
        windows = document.record.windows
        if contrast.window is not None and contrast.window not in windows:
            near = nearest_name(contrast.window, windows)
            problems.append(
                Problem((*where, "window"), f"the unknown window {contrast.window!r}", listed(windows), near)
            )
        outcome = BY_NAME[contrast.outcome]
        if contrast.window is not None and not outcome.in_windows:
            allowed = listed(other.name for other in OUTCOMES if other.in_windows)
            problems.append(Problem((*where, "outcome"), f"{outcome.name} of a window", allowed))
        pair = pair_of(contrast.pair, scenarios)
        if pair is None:
            every = dict.fromkeys(pair for scenario in scenarios for pair in scenario.roster.pairs)
            near = nearest_name(contrast.pair, every)
            problems.append(Problem((*where, "pair"), f"the unknown pair {contrast.pair!r}", listed(every), near))
        else:
            columns.append(Column(outcome, pair, contrast.window))
    if document.contrasts and document.rows == "points":
        problems.append(Problem(("rows",), "'points' with contrasts", "'runs': contrasts pair the runs one by one"))
    return columns
