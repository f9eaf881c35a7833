"""Running an ensemble in C++, from the same timeline and assumptions as the compiled ensemble."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.cpp_year.build import SIDE_BY_SIDE, kernel
from realpolitik.simulation.ensemble import FIXED_POINT, SUMMARY, Ensemble, name_keys
from realpolitik.simulation.world import INPUTS, assumed
from realpolitik.theory.assumptions import SWITCHES

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline
    from realpolitik.theory.assumptions import Assumptions


def _refuse_what_it_does_not_know(timeline: ScenarioTimeline, assumptions: Assumptions) -> None:
    for switch in SWITCHES:
        found = switch.choices[int(getattr(assumptions, switch.name))]
        if found != switch.default:
            raise NotImplementedError(
                f"switch {switch.name!r}: found {found!r}; the C++ year knows its default alone, {switch.default!r}"
            )
    if timeline.arrays.capability_free[0]:
        raise NotImplementedError("the C++ year knows no growth of capabilities: they must follow the record")


def _rows_of_inputs(timeline: ScenarioTimeline) -> np.ndarray:
    """Return the inputs as C++ lays them out: a row a year, without the room that the tables of rules have."""
    years = len(timeline.years)
    fields = []
    for name, letters in INPUTS.fields:
        values = getattr(timeline.arrays, name)
        shape = values.shape[values.ndim - len(letters) :]
        fields.append(np.broadcast_to(values, (years, *shape)).reshape(years, -1))
    return np.concatenate(fields, axis=1, dtype=np.float64)


def run_ensemble(
    timeline: ScenarioTimeline,
    assumptions: Assumptions,
    *,
    runs: int,
    seed: int,
    first_run: int = 0,
    side_by_side: int = SIDE_BY_SIDE[-1],
) -> Ensemble:
    """Run an ensemble on one core.

    Parameters
    ----------
    timeline : ScenarioTimeline
        The inputs.
    assumptions : Assumptions
        Global parameters; the switches must stand at their defaults.
    runs, seed, first_run : int
        As of the compiled ensemble.
    side_by_side : int
        How many runs go through a year at once, one of `build.SIDE_BY_SIDE`; the results are the same.

    Returns
    -------
    Ensemble
        The same as the compiled ensemble's, to the bit, without trajectories.

    Raises
    ------
    ValueError
        `side_by_side` is none of `build.SIDE_BY_SIDE`.
    NotImplementedError
        For a switch not at its default, or capabilities that grow by the model.
    NoCompiler
        There is no C++ compiler.
    """
    _refuse_what_it_does_not_know(timeline, assumptions)
    if side_by_side not in SIDE_BY_SIDE:
        raise ValueError(f"side_by_side: found {side_by_side}; allowed: {', '.join(map(str, SIDE_BY_SIDE))}")
    years = len(timeline.years)
    pairs = np.array(timeline.pair_indices, dtype=np.int64).reshape(-1, 2)
    summary = np.zeros((runs, len(pairs), len(SUMMARY)))
    class_count = np.zeros((years, len(pairs), 5), np.int64)
    trust_total = np.zeros((years, len(pairs)), np.int64)
    kernel(len(timeline.states), len(timeline.actors), side_by_side)(
        _rows_of_inputs(timeline), assumed(assumptions).buffer, name_keys(timeline.actors).astype(np.uint64), years,
        pairs, timeline.first_year, seed, first_run, runs, summary, class_count, trust_total,
    )  # fmt: skip
    return Ensemble(summary, class_count, trust_total / FIXED_POINT / runs, None, None, None, None)
