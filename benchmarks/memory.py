"""Peak memory of an ensemble that keeps summaries only, in a process of its own: ``python -m benchmarks.memory RUNS``.

What summaries take depends on the number of runs and not on the number of years, so the scenario is cut to its first
years, or else a million runs would take a quarter of an hour.
"""

from __future__ import annotations

import json
import sys

from benchmarks import child

RUNS = (1_000, 100_000, 1_000_000)
YEARS = 1


def measure(runs: int, years: int = YEARS) -> dict[str, float]:
    """Return what an ensemble of so many runs took: peak memory, of which before the first run, and time."""
    return json.loads(child.run(["-m", "benchmarks.memory", str(runs), str(years)]).printed)


def main(runs: int, years: int) -> None:
    """Run the ensemble here and print what it took."""
    import time

    from benchmarks.many_states import with_years
    from benchmarks.measured import SCENARIO
    from realpolitik.scenario import load
    from realpolitik.simulation.ensemble import run_ensemble
    from realpolitik.theory.assumptions import make_assumptions

    timeline = with_years(load(SCENARIO).timeline(), years)
    run_ensemble(timeline, make_assumptions(), runs=1, seed=0)
    before = child.peak_memory_bytes()
    start = time.perf_counter()
    ensemble = run_ensemble(timeline, make_assumptions(), runs=runs, seed=0)
    seconds = time.perf_counter() - start
    child.answer(
        {
            "runs": runs,
            "years": years,
            "peak_bytes": child.peak_memory_bytes(),
            "before_bytes": before,
            "summary_bytes": ensemble.summary.nbytes,
            "seconds": seconds,
        }
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
