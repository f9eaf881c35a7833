"""Worlds made for tests: timelines by the scenario's own schema and mapping, and what the ensemble leaves of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from realpolitik.scenario.figures import YearlyFigures
from realpolitik.scenario.mapping import map_timeline
from realpolitik.scenario.schema import ScenarioDocument, in_scenario_order
from realpolitik.scenario.timeline import ScenarioTimeline
from realpolitik.simulation.ensemble import PAIR_RECORD, SUMMARY, kernel_for, name_keys
from realpolitik.simulation.world import WORLD, assumed, inputs_of, new_world
from realpolitik.theory.assumptions import ASSUMPTION_NAMES, ASSUMPTIONS, SWITCHES, make_assumptions

Figure = float | Sequence[float]

# What has no switch of its own, at the value at which it does nothing.
WITHOUT = {"intent_error_sd": 0.0, "capability_error_sd": 0.0}


def made(
    states: Sequence[str],
    bystanders: Sequence[str] = (),
    years: tuple[int, int] = (2000, 2003),
    figures: Mapping[str, Figure] | None = None,
    **document: Any,
) -> ScenarioTimeline:
    """Return the timeline of a made-up scenario.

    Parameters
    ----------
    states, bystanders : sequence of str
        Ids.
    years : (int, int)
        First and last year.
    figures : mapping, optional
        Columns of the series (``cinc.a``, ``sanctions.a-b``), a figure for all years or one for each. Left out:
        equal capabilities and economies, neighbours by land, votes alike.
    **document
        Further keys of the scenario: ``adjust=[...]``, ``events=[...]``, ``pins=[...]``, ``initial={...}``.
    """
    span = range(years[0], years[1] + 1)
    actors = (*states, *bystanders)
    columns: dict[str, Figure] = {f"cinc.{actor}": 0.1 for actor in actors}
    columns |= {f"gdp.{actor}": 100.0 for actor in actors}
    for place, first in enumerate(states):
        for second in actors[place + 1 :]:
            columns[f"distance_km.{first}-{second}"] = 0.0
            if second in states:
                columns[f"ideal_distance.{first}-{second}"] = 0.0
    columns |= figures or {}
    numbers = {name: np.broadcast_to(np.asarray(figure, float), len(span)).copy() for name, figure in columns.items()}
    content = {
        "format_version": 1, "title": "Made for a test", "years": list(years), "series": "none.csv",
        "states": {name: {"name": name} for name in states},
        "bystanders": {name: {"name": name} for name in bystanders},
    }  # fmt: skip
    read = ScenarioDocument.model_validate({**content, **document})
    return map_timeline(YearlyFigures(tuple(span), numbers, {}), in_scenario_order(read), {})


def intent(of: str, toward: str, value: float) -> dict[str, Any]:
    """Return the adjustment that fixes the hostile intent that one sees in another."""
    return {"quantity": "intent", "of": f"{of}->{toward}", "value": value}


def fixed(
    actors: Iterable[str], states: Iterable[str], seen: Mapping[str, float], quantity: str = "intent"
) -> list[Any]:
    """Return adjustments that fix a directed quantity for all pairs: 0 but for those named ``a->b``."""
    return [
        {"quantity": quantity, "of": f"{first}->{second}", "value": seen.get(f"{first}->{second}", 0.0)}
        for first in states
        for second in actors
        if first != second
    ]


def weights(of: str, security: float, autonomy: float, development: float) -> dict[str, Any]:
    """Return the adjustment that fixes the weights of a state's interests."""
    return {"quantity": "weights", "of": of, "value": [security, autonomy, development]}


def plain(**changed: float | str) -> Any:
    """Return assumptions under which only danger, dependence and markets count; no error, the best joint move."""
    off: dict[str, float | str] = {"confrontation_cost": 0.0}
    off |= {switch.name: "off" for switch in SWITCHES if "off" in switch.choices}
    without = {name: value for name, value in WITHOUT.items() if name in ASSUMPTION_NAMES}
    return make_assumptions(**{**off, **without, "choice_rule": "best_reply", **changed})


def crowd(states: int, bystanders: int, years: int = 12, seed: int = 1) -> ScenarioTimeline:
    """Return a timeline of many unlike actors: rivalries, disputes, sanctions, pins, events, clashes, subversion."""
    chance = np.random.default_rng(seed)
    names = [f"state_{chr(97 + row)}" for row in range(states)]
    others = [f"bystander_{chr(97 + row)}" for row in range(bystanders)]
    span = (1950, 1950 + years - 1)
    figures: dict[str, Figure] = {}
    for actor in (*names, *others):
        figures[f"cinc.{actor}"] = chance.uniform(0.2, 2.0, years) / (2 * (states + bystanders))
        figures[f"gdp.{actor}"] = chance.uniform(10.0, 500.0, years)
    clash, reach = {}, {}
    for place, first in enumerate(names):
        for second in (*names, *others)[place + 1 :]:
            pair = f"{first}-{second}"
            figures[f"distance_km.{pair}"] = float(chance.uniform(0, 9000))
            figures[f"rivalry.{pair}"] = (chance.random(years) < 0.3).astype(float)
            figures[f"dispute_level.{pair}"] = np.where(chance.random(years) < 0.2, chance.integers(1, 6, years), 0)
            if second in names:
                figures[f"ideal_distance.{pair}"] = chance.uniform(0, 4, years)
                figures[f"sanctions.{pair}"] = np.where(chance.random(years) < 0.15, 3.0, 0.0)
                clash[pair] = {"clash": float(chance.uniform(-0.5, 0.8))}
                reach[f"{second}->{first}"] = float(chance.uniform(0, 0.4))
    pin = {"pair": f"{names[0]}-{names[-1]}", "ladder": "security", "years": [1952, 1954], "level": 2}
    tie = {"id": "tie", "kind": "tie", "year": 1953, "pair": f"{names[0]}-{names[1]}", "ladder": "security", "level": 2}
    end = {**tie, "id": "end", "year": 1956, "level": 0, "by": names[1]}
    crisis = {"id": "crisis", "kind": "crisis", "year": 1955, "victim": names[0], "challenger": names[-1]}
    return made(names, others, span, figures, pairs=clash, penetration=reach, pins=[pin], events=[tie, end, crisis])


def without_crises(timeline: ScenarioTimeline) -> ScenarioTimeline:
    """Return a timeline without dated crises, which happen whatever the switch says."""
    nothing = np.full_like(timeline.arrays.crisis_event, -1.0)
    return replace(timeline, arrays=timeline.arrays._replace(crisis_event=nothing))


def moved_defaults(factor: float = 0.5) -> dict[str, float]:
    """Return every assumption at the middle of its range, or at another share of it."""
    return {item.name: item.low + factor * (item.high - item.low) for item in ASSUMPTIONS}


SCRATCH = ("row", "peaks", "worth", "fears", "pressure", "worths", "possible", "alone")
"""Fields of the world that are written over and over, and that what runs side by side may write for each other."""


def of_run(world: Any, place: int) -> dict[str, bytes]:
    """Return the fields of one of the runs side by side in a world, but for scratch, as bytes."""
    fields = {}
    for name, _ in WORLD.fields:
        if name not in SCRATCH:
            values = getattr(world, name)
            wide = world.runs > 1 and name not in WORLD.shared
            fields[name] = np.ascontiguousarray(values[..., place] if wide else values).tobytes()
    return fields


def world_of_ensemble(
    timeline: ScenarioTimeline, assumptions: Any, seed: int, run: int, years: int, runs: int = 1
) -> Any:
    """Return the world of the ensemble's kernel, trajectories kept, after so many years of so many runs."""
    states, actors, pairs = len(timeline.states), len(timeline.actors), len(timeline.pairs)
    run_chunk, beside = kernel_for(timeline)
    world = new_world(states, actors, beside)
    world.keys[:] = name_keys(timeline.actors)
    kept = [(pairs, len(PAIR_RECORD)), (states, actors), (states, actors), (states, 5)]
    run_chunk(
        world, inputs_of(timeline), years, np.array(timeline.pair_indices), timeline.first_year,
        np.uint64(seed), np.uint64(run), assumed(assumptions), np.zeros((runs, pairs, len(SUMMARY))),
        np.zeros((years, pairs, 5), np.int64), np.zeros((years, pairs), np.int64), np.zeros((beside, pairs)),
        *(np.zeros((runs, years, *shape), np.float32) for shape in kept),
    )  # fmt: skip
    return world
