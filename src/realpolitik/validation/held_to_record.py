"""The model set back on the record: ladders follow it up to a year, and from then on the model runs free."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenario.timeline import NOT_GIVEN
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.theory.choice import FORCE_USED
from realpolitik.theory.classes import ALLIANCE, CLASSES, HOSTILE, TACTICAL, TRANSACTIONAL
from realpolitik.validation.forecasts import RUSSIA_PAIR, WEST_PAIR, Forecast, forecast_of_shares

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline
    from realpolitik.theory.assumptions import Assumptions
    from realpolitik.validation.targets import Target

CONFRONTATION, NO_TIE, COOPERATION, PACT = 0.0, 1.0, 2.0, 3.0
SANCTIONED, ORDINARY, PARTNERSHIP = 0.0, 1.0, 2.0


def recorded_rungs(target: Target) -> dict[tuple[int, int], tuple[np.ndarray, np.ndarray]]:
    """Return the rungs of security and economy that the record shows for both sides; NaN where it is silent.

    With Moscow they are those of the coded class; the economic rung of cooperation and pacts is left to the model.
    With the West: a pact, a security link, or neither; confrontation where rivalry or force is on record.
    """
    level = target.level
    of_class = np.full(len(CLASSES), NO_TIE)
    of_class[[HOSTILE, TACTICAL, ALLIANCE]] = CONFRONTATION, COOPERATION, PACT
    security = np.where(np.isnan(level), np.nan, of_class[np.nan_to_num(level).astype(int)])
    economic = np.full(len(level), np.nan)
    economic[(level > HOSTILE) & (level < TRANSACTIONAL)] = ORDINARY
    economic[level == TRANSACTIONAL] = PARTNERSHIP
    arrays = target.timeline.arrays
    i, j = WEST_PAIR
    at_odds = (arrays.rivalry[:, i, j] > 0.5) | (arrays.dispute[:, i, j] >= FORCE_USED)
    west = np.where(target.pact_with_west == 1.0, PACT, np.where(target.link_with_west == 1.0, COOPERATION, NO_TIE))
    west = np.where((west == NO_TIE) & at_odds, CONFRONTATION, west)
    west[np.isnan(target.pact_with_west)] = np.nan
    return {RUSSIA_PAIR: (security, economic), WEST_PAIR: (west, np.full(len(level), np.nan))}


def held_until(target: Target, last: int, timeline: ScenarioTimeline | None = None) -> ScenarioTimeline:
    """Return a client's timeline with its ladders held to the record up to and including a year.

    The years before count as they were lived: images and trust have learnt from them when the model takes over.
    Pins that the mapping itself sets (sanctions) stay; a pact under sanctions counts as cooperation.

    Parameters
    ----------
    target : Target
        The client.
    last : int
        The last calendar year that is held.
    timeline : ScenarioTimeline, optional
        Other inputs than the client's own, such as `frozen_inputs`.
    """
    timeline = timeline or target.timeline
    security_pin, economic_pin = timeline.arrays.security_pin.copy(), timeline.arrays.economic_pin.copy()
    rows = max(0, last - timeline.first_year + 1)
    for (i, j), (security, economic) in recorded_rungs(target).items():
        for pins, rungs in ((economic_pin, economic), (security_pin, security)):
            for row in range(min(rows, len(rungs))):
                rung = rungs[row]
                if np.isnan(rung) or pins[row, i, j] >= 0.0:
                    continue
                if pins is security_pin and economic_pin[row, i, j] == SANCTIONED:
                    rung = min(rung, COOPERATION)
                pins[row, i, j] = pins[row, j, i] = rung
                if pins is security_pin and rung == PACT and economic_pin[row, i, j] == NOT_GIVEN:
                    economic_pin[row, i, j] = economic_pin[row, j, i] = ORDINARY  # a pact needs ordinary relations
    arrays = timeline.arrays._replace(security_pin=security_pin, economic_pin=economic_pin)
    return replace(timeline, arrays=arrays)


def shortened(timeline: ScenarioTimeline, last: int) -> ScenarioTimeline:
    """Return a timeline that ends with a year (or where it ended before)."""
    size = len(timeline.years)
    keep = min(size, last - timeline.first_year + 1)
    yearly = set(timeline.arrays._fields) - {"global_reach", "initial_security", "initial_economic", "capability_free"}
    arrays = {
        name: np.ascontiguousarray(array[:keep]) if name in yearly else array
        for name, array in timeline.arrays._asdict().items()
    }
    return replace(timeline, arrays=type(timeline.arrays)(**arrays))


def frozen_inputs(timeline: ScenarioTimeline, last: int) -> ScenarioTimeline:
    """Return a timeline whose inputs after a year are those of that year; nothing dated happens after it."""
    rows = np.arange(len(timeline.years))
    known = np.minimum(rows, last - timeline.first_year)
    fields = timeline.arrays._asdict()
    fixed = {"global_reach", "initial_security", "initial_economic", "capability_free"}
    dated = {name for name in fields if name.endswith(("_event", "_event_by")) or name == "crisis_event"}
    for name, array in fields.items():
        if name in fixed:
            continue
        changed = np.ascontiguousarray(array[known])
        if name in dated:
            changed[rows > known] = NOT_GIVEN
        if name == "regime_change":
            changed[rows > known] = 0.0
        fields[name] = changed
    return replace(timeline, arrays=type(timeline.arrays)(**fields))


def reinitialised(
    targets: Sequence[Target],
    assumptions: Assumptions,
    *,
    horizons: Sequence[int],
    every: int,
    runs: int,
    seed: int,
) -> dict[int, dict[str, Forecast]]:
    """Return the model's forecasts some years ahead, set back on the record every few years.

    Parameters
    ----------
    targets : sequence of Target
        The clients.
    assumptions : Assumptions
        Global parameters and switches.
    horizons : sequence of int
        Years ahead.
    every : int
        Years between origins.
    runs, seed : int
        Runs from each origin; the seed of their draws.

    Returns
    -------
    dict of int to dict of str to Forecast
        By horizon and client; NaN in the years that lie at no horizon of any origin.

    Notes
    -----
    Inputs after the origin are those of the record (unlike `hindcasts`): what is compared with persistence is what
    the rules make of them.
    """
    work = [
        (target, origin)
        for target in targets
        for origin in range(target.timeline.first_year, target.timeline.years[-1], every)
    ]

    def simulate(item: tuple[Target, int]) -> tuple[Target, int, np.ndarray, np.ndarray]:
        target, origin = item
        timeline = shortened(held_until(target, origin), origin + max(horizons))
        found = run_ensemble(timeline, assumptions, runs=runs, seed=seed, threads=1)
        pairs = timeline.pair_indices
        shares = found.class_count / runs
        return target, origin, shares[:, pairs.index(RUSSIA_PAIR)], shares[:, pairs.index(WEST_PAIR)]

    sides = {
        horizon: {target.client: np.full((2, len(target.level), len(CLASSES)), np.nan) for target in targets}
        for horizon in horizons
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for target, origin, russia, west in pool.map(simulate, work):
            for horizon in horizons:
                row = origin + horizon - target.timeline.first_year
                if row < len(russia):
                    sides[horizon][target.client][:, row] = russia[row], west[row]
    return {
        horizon: {client: forecast_of_shares(both[0], both[1]) for client, both in found.items()}
        for horizon, found in sides.items()
    }
