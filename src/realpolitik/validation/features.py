"""What the baselines see: the model's own inputs, as one row of numbers a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline

FEATURES = (
    "capability_russia", "capability_west", "capability_rivals", "economy_russia", "economy_west",
    "distance_russia", "distance_west", "contiguous_russia", "contiguous_west",
    "rivalry_russia", "rivalry_west", "rivalry_of_both", "dispute_russia", "dispute_west", "dispute_of_both",
    "identity_russia", "identity_west", "identity_of_both",
    "sanctions_of_russia", "sanctions_of_west", "sanctions_between_both",
)  # fmt: skip
"""Logs of capabilities and economies over the client's; distances in thousand km; disputes as the mean of five
years (the model remembers, too); identity as distance of ideal points; sanctions as severity, 0 to 1."""

PLACE_AND_POWER = tuple(name for name in FEATURES if name.startswith(("capability", "economy", "distance", "contig")))
IDENTITY = tuple(name for name in FEATURES if name.startswith("identity"))

MEMORY_YEARS = 5
LEAST_SHARE = 1e-6
CLIENT, RUSSIA, WEST, RIVALS = 0, 1, 2, 3


def features(timeline: ScenarioTimeline) -> np.ndarray:
    """Return the inputs of a client's years, (years, len(FEATURES)).

    Parameters
    ----------
    timeline : ScenarioTimeline
        The client, Moscow, the West and the bystander of the client's rivals, in this order.
    """
    arrays = timeline.arrays
    power = np.log(np.maximum(arrays.capability, LEAST_SHARE))
    wealth = np.log(np.maximum(arrays.economy, LEAST_SHARE))
    pairs = ((CLIENT, RUSSIA), (CLIENT, WEST), (RUSSIA, WEST))
    distance = np.stack([arrays.distance_km[:, i, j] for i, j in pairs[:2]], axis=1)
    disputes = np.stack([_mean_of_last(arrays.dispute[:, i, j]) for i, j in pairs], axis=1)
    columns = [
        power[:, [RUSSIA, WEST, RIVALS]] - power[:, [CLIENT]],
        wealth[:, [RUSSIA, WEST]] - wealth[:, [CLIENT]],
        distance / 1000.0,
        (distance == 0.0).astype(float),
        np.stack([arrays.rivalry[:, i, j] for i, j in pairs], axis=1),
        disputes,
        np.stack([arrays.identity_distance[:, i, j] for i, j in pairs], axis=1),
        np.stack(
            [
                arrays.sanction[:, RUSSIA, CLIENT],
                arrays.sanction[:, WEST, CLIENT],
                np.maximum(arrays.sanction[:, WEST, RUSSIA], arrays.sanction[:, RUSSIA, WEST]),
            ],
            axis=1,
        ),
    ]
    return np.concatenate(columns, axis=1)


def _mean_of_last(values: np.ndarray) -> np.ndarray:
    """Return for each year the mean of it and up to four years before."""
    total = np.cumsum(np.r_[0.0, values])
    last = np.arange(1, len(values) + 1)
    first = np.maximum(0, last - MEMORY_YEARS)
    return (total[last] - total[first]) / (last - first)
