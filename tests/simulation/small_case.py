"""A small case that a fresh process repeats: every stage of a year, with crises, pins, events and bystanders.

It stands in a file of its own, so that such a process need not import what only tests need.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields

from realpolitik.simulation.ensemble import Ensemble, run_ensemble
from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.assumptions import make_assumptions
from tests.simulation.worlds import crowd


def bytes_of(found: Ensemble) -> dict[str, bytes]:
    """Return everything in an ensemble, as bytes by field."""
    arrays = {field.name: getattr(found, field.name) for field in fields(found)}
    return {name: array.tobytes() for name, array in arrays.items() if array is not None}


def digests_of_small_case() -> tuple[str, str]:
    """Return a digest of a run, stage by stage, and one of an ensemble."""
    timeline, assumptions = crowd(3, 1, years=7), make_assumptions(crisis_rate=0.5)
    single = SingleRun(timeline, assumptions, seed=6, run=2)
    years = hashlib.sha256()
    while not single.is_over:
        single.weigh_options()
        single.carry_on()
        years.update(single.world.buffer.tobytes())
    found = run_ensemble(timeline, assumptions, runs=2, seed=4, trajectories=True)
    runs = hashlib.sha256(b"".join(bytes_of(found).values()))
    return years.hexdigest(), runs.hexdigest()
