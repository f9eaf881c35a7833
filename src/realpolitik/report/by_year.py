"""Class shares and trust by year of an ensemble, as a tidy table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.scenario.timeline import ScenarioTimeline
    from realpolitik.simulation.ensemble import Ensemble

COLUMNS = ("pair", "year", *CLASSES, "mean_trust")


def by_year_frame(timeline: ScenarioTimeline, ensemble: Ensemble) -> pd.DataFrame:
    """Return a row per pair and year: the share of runs in each class, and the mean of the smaller trust."""
    import pandas as pd

    counts = ensemble.class_count
    shares = counts / counts.sum(axis=2, keepdims=True)
    years = np.asarray(timeline.years)
    parts = [
        pd.DataFrame(
            {
                "pair": pair,
                "year": years,
                **{name: shares[:, row, number] for number, name in enumerate(CLASSES)},
                "mean_trust": ensemble.mean_trust[:, row],
            }
        )
        for row, pair in enumerate(timeline.pairs)
    ]
    return pd.concat(parts, ignore_index=True)


def of_pair(by_year: pd.DataFrame, pair: str) -> pd.DataFrame:
    """Return the rows of one pair in order of year.

    Raises
    ------
    KeyError
        The table has no such pair.
    """
    rows = by_year[by_year["pair"] == pair].sort_values("year")
    if rows.empty:
        raise KeyError(f"no rows of {pair!r}; there are {sorted(set(by_year['pair']))}")
    return rows


def usual_class(rows: pd.DataFrame) -> tuple[str, float]:
    """Return the class of most run-years of one pair, and its share."""
    shares = rows[list(CLASSES)].mean()
    return str(shares.idxmax()), float(shares.max())
