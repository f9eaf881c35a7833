"""Results as labelled arrays (xarray) and trajectories as tidy tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.simulation.ensemble import PAIR_RECORD
from realpolitik.simulation.world import PARTS
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from realpolitik.results import Results

ROWS_AT_ONCE = 500_000

_OF_UNIT = {
    "years": ("class_years", "longest_pact_years"),
    "0 or 1": ("strategic_alliance",),
    "rung, 0-3": ("mean_security_rung", "security"),
    "rung, 0-2": ("mean_economic_rung", "economic"),
    "probability": ("mean_trust", "end_trust", "mean_trust_by_year", "trust", "intent"),
    "count": ("crises_asked", "crises_supported", "support_asked", "support_given"),
    "utility a year": ("mean_aid_first_to_second", "mean_aid_second_to_first", "aid"),
    "utility": ("willingness",),
    "utility, unweighted": ("interest",),
    "share of runs": ("class_share",),
    "share of full threat": ("threat",),
}
UNITS = {name: unit for unit, names in _OF_UNIT.items() for name in names}
"""The unit of each variable."""


def dataset_of(results: Results) -> xr.Dataset:
    """Return results as a dataset: outcomes by run and pair, shares by year, trajectories if they were kept.

    Every variable has its unit; the attributes name scenario, seed, versions and all assumptions.
    """
    import xarray as xr

    from realpolitik import __version__
    from realpolitik.results import assumptions_by_name

    timeline, ensemble = results.timeline, results.ensemble
    by_pair = [results._outcomes(row, 0, results.runs) for row in range(len(results.pairs))]
    variables: dict[str, Any] = {}
    for name in by_pair[0]:
        if not any(name == f"{one}_years" for one in CLASSES):
            variables[name] = (("run", "pair"), np.stack([outcomes[name] for outcomes in by_pair], axis=1))
    in_class = [np.stack([outcomes[f"{one}_years"] for one in CLASSES], axis=1) for outcomes in by_pair]
    variables["class_years"] = (("run", "pair", "class"), np.stack(in_class, axis=1))
    shares = ensemble.class_count / ensemble.class_count.sum(axis=2, keepdims=True)
    variables["class_share"] = (("year", "pair", "class"), shares)
    variables["mean_trust_by_year"] = (("year", "pair"), ensemble.mean_trust)
    coordinates: dict[str, Any] = {
        "run": np.arange(results.runs),
        "year": np.asarray(timeline.years),
        "pair": list(timeline.pairs),
        "class": list(CLASSES),
    }
    if ensemble.pair_record is not None:
        variables |= _trajectories(results)
        coordinates |= {
            "direction": ["first_to_second", "second_to_first"],
            "state": list(timeline.states),
            "actor": list(timeline.actors),
            "part": list(PARTS),
        }
    locked = {name: (dimensions, _read_only(values)) for name, (dimensions, values) in variables.items()}
    dataset = xr.Dataset(locked, coordinates)
    for variable in dataset.data_vars:
        dataset[variable].attrs["units"] = UNITS[str(variable)]
    dataset.attrs = {
        "scenario": results.scenario.name,
        "title": results.scenario.title,
        "scenario_digest": results.scenario.digest,
        "seed": results.seed,
        "realpolitik": __version__,
        "assumptions": json.dumps(assumptions_by_name(results.assumptions)),
    }
    return dataset


def _read_only(values: np.ndarray) -> np.ndarray:
    """Return a view that cannot be written through: trajectories are too large to be copied for a dataset."""
    view = values.view()
    view.flags.writeable = False
    return view


def _trajectories(results: Results) -> dict[str, Any]:
    """Return the yearly variables; trust, aid and willingness have a direction within the pair."""
    ensemble = results.ensemble
    record = ensemble.pair_record
    assert record is not None
    variables: dict[str, Any] = {}
    yearly = {"security": "security", "economic": "economic", "support_asked": "crises_asked"}
    for name, column in (yearly | {"support_given": "crises_supported"}).items():
        variables[name] = (("run", "year", "pair"), record[..., PAIR_RECORD.index(column)])
    for name in ("trust", "aid", "willingness"):
        both = [record[..., PAIR_RECORD.index(f"{name}_{way}")] for way in ("forward", "backward")]
        variables[name] = (("run", "year", "pair", "direction"), np.stack(both, axis=-1))
    variables["threat"] = (("run", "year", "state", "actor"), ensemble.threat)
    variables["intent"] = (("run", "year", "state", "actor"), ensemble.intent)
    variables["interest"] = (("run", "year", "state", "part"), ensemble.interests)
    return variables


def trajectory_frames(results: Results) -> Iterator[pd.DataFrame]:
    """Return a row per run, year and pair, in parts: rungs, trust, aid, crises and willingness.

    ``first`` and ``second`` in the names of columns are the states of the pair in the order of its name.
    """
    import pandas as pd

    record = results.ensemble.pair_record
    assert record is not None
    years, pairs = np.asarray(results.timeline.years), results.pairs
    per_run = len(years) * len(pairs)
    names = [name.replace("forward", "first_to_second").replace("backward", "second_to_first") for name in PAIR_RECORD]
    step = max(1, ROWS_AT_ONCE // per_run)
    for start in range(0, results.runs, step):
        part = record[start : start + step]
        runs = len(part)
        flat = part.reshape(-1, len(PAIR_RECORD))
        columns: dict[str, Any] = {
            "run": np.repeat(np.arange(start, start + runs), per_run),
            "year": np.tile(np.repeat(years, len(pairs)), runs).astype(np.int16),
            "pair": pd.Categorical.from_codes(np.tile(np.arange(len(pairs)), runs * len(years)), list(pairs)),
        }
        columns |= {name: flat[:, place] for place, name in enumerate(names)}
        yield pd.DataFrame(columns)
