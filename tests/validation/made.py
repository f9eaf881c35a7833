"""Records and forecasts made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from realpolitik.validation.forecasts import Forecast
from realpolitik.validation.held_to_record import shortened
from realpolitik.validation.targets import Target, target_of


def target_made(*, years: int, client: str = "finland", **recorded: Sequence[float]) -> Target:
    """Return a shipped client's target, cut to some years, with parts of its record replaced."""
    target = target_of(client)
    cut = {
        name: getattr(target, name)[:years]
        for name in ("level", "pact_with_russia", "pact_with_west", "arms_from_russia", "arms_from_west",
                     "link_with_west")
    }  # fmt: skip
    cut |= {name: np.array(values, dtype=float) for name, values in recorded.items()}
    timeline = shortened(target.timeline, target.timeline.first_year + years - 1)
    return replace(target, timeline=timeline, **cut)


def forecast_of(years: int, **chances: Sequence[float]) -> Forecast:
    """Return a forecast of nothing, with parts replaced."""
    parts = {
        "classes": np.tile([0.0, 1.0, 0.0, 0.0, 0.0], (years, 1)),
        "pact_with_russia": np.zeros(years),
        "pact_with_west": np.zeros(years),
        "tie_with_west": np.zeros(years),
    }
    return Forecast(**(parts | {name: np.array(values, dtype=float) for name, values in chances.items()}))
