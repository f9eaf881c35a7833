"""What a user gives to the Mesa model, checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import InputError, Problem, quoted
from realpolitik.scenario import Scenario, load
from realpolitik.scenario.timeline import ScenarioTimeline
from realpolitik.simulation.lookup import find_state
from realpolitik.theory.assumptions import Assumptions, make_assumptions

if TYPE_CHECKING:
    from realpolitik.simulation.decision_rules import DecisionRule


def timeline_of(scenario: object) -> ScenarioTimeline:
    """Return the timeline of a scenario, of its name or file, or the timeline itself.

    Raises
    ------
    InputError
        It is none of these, or the scenario is wrong.
    """
    if isinstance(scenario, str | Path):
        scenario = load(str(scenario))
    if isinstance(scenario, Scenario):
        scenario = scenario.timeline()
    if not isinstance(scenario, ScenarioTimeline):
        allowed = "a scenario, its timeline, the name of a shipped one or the path of a file"
        raise InputError([Problem(("scenario",), quoted(scenario), allowed)])
    return scenario


def assumptions_of(timeline: ScenarioTimeline, assumptions: object) -> Assumptions:
    """Return all assumptions of a run: those given, or the scenario's own with those given by name in their place.

    Raises
    ------
    InputError
        Neither a mapping nor all assumptions.
    UnknownAssumption, ImpossibleValue
        As `make_assumptions` says.
    """
    if isinstance(assumptions, Assumptions):
        return assumptions
    if assumptions is not None and not isinstance(assumptions, Mapping):
        allowed = 'names and values, {"trust_loss": 0.5}, or what `make_assumptions` returns'
        raise InputError([Problem(("assumptions",), quoted(assumptions), allowed)])
    return make_assumptions(**{**timeline.settings, **(assumptions or {})})


def checked_rules(timeline: ScenarioTimeline, rules: object) -> dict[str, DecisionRule]:
    """Return decision rules by state.

    Raises
    ------
    InputError
        Everything that is wrong: no mapping, a state that does not decide, a rule that cannot be called.
    """
    if not isinstance(rules, Mapping):
        raise InputError([Problem(("rules",), quoted(rules), "states and their rules: {'iran': Isolationist()}")])
    problems: list[Problem] = []
    for name, rule in rules.items():
        try:
            find_state(timeline, name)
        except InputError as error:
            problems += error.problems
        if not callable(rule):
            problems.append(Problem(("rules", name), quoted(rule), "something to call with a state and a partner"))
    if problems:
        raise InputError(problems)
    return dict(rules)
