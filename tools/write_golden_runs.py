"""Write what shipped scenarios give at the present defaults, for the tests that notice when a result changes.

    uv run python tools/write_golden_runs.py

A change of rules or defaults changes these numbers on purpose: write them anew, and look at the difference before it is
committed. A change of anything else must leave them as they are.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from realpolitik.scenario import load
from realpolitik.simulation.ensemble import SUMMARY, run_ensemble
from realpolitik.theory.assumptions import make_assumptions

GOLDEN = Path(__file__).parents[1] / "tests" / "simulation" / "golden_runs.json"
SCENARIOS = (
    "pahlavi", "islamic-republic", "century", "all-three-removed", "multipolar-with-china", "united-states-and-europe",
    "belarus", "finland", "turkey",
)  # fmt: skip
RUNS, SEED = 60, 0


def golden_run(name: str) -> dict[str, Any]:
    """Return, by pair, the mean of each summary over the runs of a scenario, and the shares of classes."""
    timeline = load(name).timeline()
    found = run_ensemble(timeline, make_assumptions(), runs=RUNS, seed=SEED)
    shares = found.class_count.sum(axis=0) / (RUNS * len(timeline.years))
    return {
        pair: {
            "class_shares": [round(float(share), 9) for share in shares[p]],
            **{label: round(float(found.summary[:, p, column].mean()), 9) for column, label in enumerate(SUMMARY)},
        }
        for p, pair in enumerate(timeline.pairs)
    }


def main() -> int:
    """Write the file."""
    content = {name: golden_run(name) for name in SCENARIOS}
    GOLDEN.write_text(json.dumps({"runs": RUNS, "seed": SEED, "scenarios": content}, indent=1) + "\n", encoding="utf-8")
    print(f"written: {GOLDEN.relative_to(GOLDEN.parents[2])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
