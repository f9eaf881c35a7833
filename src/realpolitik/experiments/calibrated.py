"""The ranges of the assumptions that the record allows, as the calibration of the defaults found them."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path

from realpolitik.theory.assumptions import ASSUMPTIONS

RANGES = Path(__file__).with_name("calibrated_ranges.json")
"""Written by tools/write_calibrated_ranges.py from the profiles of the calibration on record."""


@functools.cache
def calibrated_ranges() -> Mapping[str, tuple[float, float]]:
    """Return for every assumption the range that the record of the clients does not tell from the fitted value.

    What the fit left out (growth, weights, what the clients' record is silent about by construction) keeps its
    plausible range.
    """
    allowed = json.loads(RANGES.read_text(encoding="utf-8"))
    return {item.name: tuple(allowed.get(item.name, (item.low, item.high))) for item in ASSUMPTIONS}
