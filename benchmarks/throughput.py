"""Runs per second: the ordinary Mesa model, the Mesa model on compiled rules, the ensemble on one and two cores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import mesa

from benchmarks.interleaved import PROCESSOR, WALL, Timing, Way, interleave
from benchmarks.many_states import with_states, with_years
from benchmarks.measured import SCENARIO
from benchmarks.plain_mesa import PlainModel
from realpolitik.scenario import load
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.simulation.states import RealistModel
from realpolitik.theory.assumptions import make_assumptions

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline

PLAIN, FACADE, STEPPED = "plain Mesa, batch_run", "RealistModel, batch_run", "RealistModel, stepped"
ONE_CORE, TWO_CORES = "ensemble, 1 core", "ensemble, 2 cores"
STATES = (3, 6, 12)
YEARS_OF_MANY_STATES = 5


def plain(timeline: ScenarioTimeline) -> Callable[[int], object]:
    """Return runs of the ordinary Mesa model, as a Mesa user starts them."""
    return lambda runs: mesa.batch_run(
        PlainModel, {"timeline": timeline}, rng=range(runs), data_collection_period=1, display_progress=False
    )


def facade(timeline: ScenarioTimeline) -> Callable[[int], object]:
    """Return runs of the Mesa model on compiled rules, started in the same way."""
    return lambda runs: mesa.batch_run(
        RealistModel, {"scenario": timeline, "run": range(runs)}, rng=[0], data_collection_period=1,
        display_progress=False,
    )  # fmt: skip


def stepped(timeline: ScenarioTimeline) -> Callable[[int], object]:
    """Return runs of the Mesa model on compiled rules, stepped one after the other."""

    def work(runs: int) -> None:
        for run in range(runs):
            RealistModel(timeline, run=run).run_model()

    return work


def ensemble(timeline: ScenarioTimeline, threads: int) -> Callable[[int], object]:
    """Return runs of the ensemble, summaries only."""
    return lambda runs: run_ensemble(timeline, make_assumptions(), runs=runs, seed=0, threads=threads)


def time_ways(rounds: int, turn: Callable[[], None]) -> Timing:
    """Time all ways to run the scenario."""
    timeline = load(SCENARIO).timeline()
    ways = {
        PLAIN: Way(plain(timeline), 1.0),
        FACADE: Way(facade(timeline), 0.5),
        STEPPED: Way(stepped(timeline), 0.5),
        ONE_CORE: Way(ensemble(timeline, 1), 1.0),
        TWO_CORES: Way(ensemble(timeline, 2), 1.0),
    }
    return interleave(ways, rounds, turn)


def runs_per_second(name: str, timing: Mapping[str, Any]) -> float:
    """Return the runs per second of a way, by the clock that suits it."""
    return timing["runs_per_second"][WALL if name == TWO_CORES else PROCESSOR]


def time_states(states: int, rounds: int, turn: Callable[[], None]) -> Timing:
    """Time the ordinary Mesa model and the ensemble in a world of so many states, a few years long."""
    timeline = with_years(with_states(load(SCENARIO).timeline(), states), YEARS_OF_MANY_STATES)
    return interleave({PLAIN: Way(plain(timeline), 0.5), ONE_CORE: Way(ensemble(timeline, 1), 0.5)}, rounds, turn)
