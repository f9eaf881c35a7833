"""Write the ranges that the record allows, which experiments can draw from, from the calibration on record.

    uv run python tools/write_calibrated_ranges.py

Reads results/fit/fit.json (`realpolitik calibrate`), writes src/realpolitik/experiments/calibrated_ranges.json.
"""

from __future__ import annotations

import json
from pathlib import Path

from realpolitik.experiments.calibrated import RANGES

FIT = Path(__file__).parents[1] / "results" / "fit" / "fit.json"


def ranges_of(fit: Path = FIT) -> dict[str, list[float]]:
    """Return the two ends of the range of every fitted assumption, to six digits."""
    found = json.loads(fit.read_text(encoding="utf-8"))["ranges"]
    return {name: [float(f"{one[end]:.6g}") for end in ("low", "high")] for name, one in found.items()}


if __name__ == "__main__":
    RANGES.write_text(json.dumps(ranges_of(), indent=1) + "\n", encoding="utf-8")
    print(f"written: {RANGES.name}")
