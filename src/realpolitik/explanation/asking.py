"""Asking why: a run is repeated up to a year, stopped before its moves, looked into, and let go on."""

from __future__ import annotations

import copy
from collections import Counter
from typing import TYPE_CHECKING, Any

from realpolitik.errors import InputError, Problem
from realpolitik.explanation.bargain import Bargain, Option, steps_of
from realpolitik.explanation.conditions import weigh_conditions
from realpolitik.explanation.result import Explanation
from realpolitik.explanation.setting import read_crises, read_given, read_sides, remarks_of
from realpolitik.limits import LARGEST_SEED, checked_whole_number
from realpolitik.scenario import Scenario, load
from realpolitik.simulation.decision_rules import JointMove
from realpolitik.simulation.lookup import find_pair, find_year
from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.assumptions import SWITCHES, make_assumptions

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping


def explain(scenario: Scenario | str | os.PathLike[str], run: int, year: int, pair: str, seed: int = 0) -> Explanation:
    """Explain what a pair of states did in one year of one run, and why.

    Parameters
    ----------
    scenario : Scenario, str or path
        A scenario, the name of a shipped one, or the path of a file.
    run : int
        The run, as numbered in an ensemble on the same seed; the first is 0. It is run again, bit for bit.
    year : int
        A simulated year.
    pair : str
        Two deciding states, in either order: ``"iran-russia"``.
    seed : int
        0 is a seed.

    Returns
    -------
    Explanation
        ``print`` shows it as a text.

    Raises
    ------
    InputError
        All that is wrong with the scenario, or else with the other arguments.

    Examples
    --------
    >>> explanation = explain("islamic-republic", run=0, year=2010, pair="iran-russia")  # doctest: +SKIP
    >>> print(explanation)  # doctest: +SKIP
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    timeline = scenario.timeline()
    problems: list[Problem] = []

    def taken(read: Any, *arguments: Any) -> Any:
        try:
            return read(*arguments)
        except InputError as error:
            problems.extend(error.problems)

    run = taken(checked_whole_number, "run", run, 0, LARGEST_SEED)
    seed = taken(checked_whole_number, "seed", seed, 0, LARGEST_SEED)
    row = taken(find_year, timeline, year)
    rows = taken(find_pair, timeline, pair)
    if problems:
        raise InputError(problems)
    i, j = rows
    assumptions = make_assumptions(**scenario.overrides)
    single = SingleRun(timeline, assumptions, seed=seed, run=run)

    classes = []
    for _ in range(row):
        single.weigh_options()
        single.carry_on()
        classes.append(single.tie(i, j).class_name)
    ended_last_year = single.tie(i, j)
    single.weigh_options()
    weighed = copy.copy(single)
    single.carry_on()
    started = weighed.tie(i, j)
    bargain = Bargain(weighed, i, j) if weighed.has_choice(i, j) else None
    options = bargain.options() if bargain else ()
    drawn = steps_of(int(single.world.move[i, j])) if bargain else None
    focus = _focus(options, drawn)
    rule = next(switch for switch in SWITCHES if switch.name == "choice_rule")
    return Explanation(
        scenario=scenario.name,
        seed=seed,
        run=run,
        year=weighed.year,
        pair=timeline.pairs[timeline.pair_indices.index((i, j))],
        names=_told_apart(scenario.names),
        ended_last_year=ended_last_year,
        started=started,
        ended=single.tie(i, j),
        since=weighed.year - _years_without_break(classes, started.class_name),
        sides=read_sides(scenario, weighed, single, i, j),
        great_powers=tuple(name for name, great in zip(timeline.actors, weighed.world.great, strict=True) if great),
        given=read_given(scenario, weighed, i, j),
        options=options,
        drawn=drawn,
        likeliest=max(options, key=lambda option: option.probability).move if options else None,
        focus=focus,
        otherwise=weigh_conditions(weighed, i, j, focus) if focus else (),
        alternatives=bargain.alternatives() if bargain else {},
        crises=read_crises(scenario, weighed, single, i, j),
        remarks=remarks_of(scenario, weighed.year),
        choice_rule=rule.choices[int(weighed.assumed.choice_rule)],
        status_quo_bias=float(weighed.assumed.status_quo_bias),
    )


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names to print; two actors of the same name have their ids behind it."""
    often = Counter(names.values())
    return {actor: name if often[name] == 1 else f"{name} ({actor})" for actor, name in names.items()}


def _years_without_break(classes: list[str], class_name: str) -> int:
    """Return how many years up to the last one the pair was in a class."""
    for back, found in enumerate(reversed(classes)):
        if found != class_name:
            return back
    return len(classes)


def _focus(options: tuple[Option, ...], drawn: JointMove | None) -> JointMove | None:
    """Return the move that was made; of a pair that stayed, the step up that came nearest, or else the step down."""
    if drawn not in (None, (0, 0)):
        return drawn
    possible = [option for option in options if option.possible]
    steps = [option for option in possible if option.is_step_up] or [o for o in possible if o.is_step_down]

    def nearness(option: Option) -> float:
        if option.counts is not None:
            return option.counts
        assert option.decider is not None  # a possible step has two sides
        return option.gains[option.decider].net

    return max(steps, key=nearness).move if steps else None
