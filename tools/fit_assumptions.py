"""Fit the global assumptions on the twelve shipped clients other than Iran and write the vector with its provenance.

    uv run python tools/fit_assumptions.py --out results/fit/fit.json --generations 150

Starts from the present defaults, or from --start FILE (an earlier result); the start stands in the result, so that
the search can be repeated. The result becomes the defaults by copying its values into theory/assumptions.py; a test
checks that the two agree.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from realpolitik import __version__
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.validation.fitting import FITTED, fit
from realpolitik.validation.scores import predict, summary_scores
from realpolitik.validation.targets import CLIENTS, client_targets

CHECK_RUNS, CHECK_SEED = 100, 100_000


def main() -> None:
    """Run the fit; every ten generations its mean is checked on draws of its own, and the best so far is written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--generations", type=int, default=120)
    parser.add_argument("--runs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = make_assumptions()._asdict()
    if options.start:
        start |= json.loads(options.start.read_text())["values"]
    start = {item.name: start[item.name] for item in FITTED}
    targets = client_targets()
    began = time.monotonic()
    losses: list[float] = []
    best = float("inf")

    def report(generation: int, values: dict[str, float], loss: float) -> None:
        nonlocal best
        losses.append(loss)
        if generation % 10 and generation != options.generations:
            return
        rounded = {name: float(f"{value:.3g}") for name, value in values.items()}
        found = predict(targets, make_assumptions(**rounded), runs=CHECK_RUNS, seed=CHECK_SEED)
        scores = {name: round(score, 4) for name, score in summary_scores(found).items()}
        print(f"{generation:4d} {time.monotonic() - began:7.0f} s  loss {loss:.3f}  {scores}", flush=True)
        if scores["log_loss"] >= best:
            return
        best = scores["log_loss"]
        result = {
            "values": rounded,
            "start": start,
            "clients": list(CLIENTS),
            "training_scores": scores,
            "generations": generation,
            "runs": options.runs,
            "seed": options.seed,
            "losses": [round(value, 4) for value in losses],
            "version": __version__,
        }
        options.out.parent.mkdir(parents=True, exist_ok=True)
        partial = options.out.with_suffix(".partial")
        partial.write_text(json.dumps(result, indent=1) + "\n")
        partial.replace(options.out)

    fit(
        targets,
        start,
        generations=options.generations,
        runs=options.runs,
        seed=options.seed,
        progress=report,
    )


if __name__ == "__main__":
    sys.exit(main())
