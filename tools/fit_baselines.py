"""Fit the baselines of `realpolitik validate` to the twelve shipped clients and write their coefficients.

    uv run python tools/fit_baselines.py [--out src/realpolitik/validation/baselines.json]
    uv run python tools/fit_baselines.py --left-out results/validation/baselines_left_out.json

The training record is the shipped client scenarios. Coefficients are written for inputs as they are and for
rivalry, disputes, voting and sanctions delayed by five years. A test refits them and compares. With --left-out
nothing is fitted for the package: each client is forecast by baselines fitted to the other eleven, and their scores are
written, to be set beside those of `realpolitik calibrate --leave-out`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import sklearn

from realpolitik import __version__
from realpolitik.validation.baselines import COEFFICIENTS, fit_logits, forest_forecasts, grow_forests, logit_forecasts
from realpolitik.validation.scoring import Pool, interval, point, resampling_weights, scores_of
from realpolitik.validation.targets import CLIENTS, client_targets

LAGS = (0, 5)
LEFT_OUT = ("logit", "forest", "distance_capability", "identity")


def left_out_scores() -> dict[str, Any]:
    """Return the scores of baselines that have not seen the client that they forecast, pooled."""
    targets = client_targets()
    forecasts: dict[str, dict[str, Any]] = {}
    for target in targets:
        others = [other for other in targets if other is not target]
        found = logit_forecasts(fit_logits(others), [target])
        found["forest"] = forest_forecasts(grow_forests(others), [target])
        for name in LEFT_OUT:
            forecasts.setdefault(name, {}).update(found[name])
    pool, weights = Pool.of(targets), resampling_weights(len(targets), 0)
    scores: dict[str, Any] = {"version": __version__, "clients": list(CLIENTS)}
    for name, by_client in forecasts.items():
        scores[name] = {}
        for what, score in scores_of(pool, by_client).items():
            ends = interval(score.at(weights))
            scores[name][what] = {"value": point(score, len(targets)), "interval": list(ends) if ends else None}
    return scores


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=COEFFICIENTS)
    parser.add_argument("--left-out", type=Path)
    options = parser.parse_args()
    if options.left_out:
        options.left_out.parent.mkdir(parents=True, exist_ok=True)
        options.left_out.write_text(json.dumps(left_out_scores(), indent=1) + "\n", encoding="utf-8")
        print(f"{options.left_out}: {len(CLIENTS)} clients, each left out")
        return
    content = {
        "made_by": "tools/fit_baselines.py",
        "version": __version__,
        "scikit_learn": sklearn.__version__,
        "clients": list(CLIENTS),
        "lags": {str(lag): fit_logits(client_targets(lag=lag)).to_dict() for lag in LAGS},
    }
    options.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{options.out}: lags {', '.join(map(str, LAGS))}, {len(CLIENTS)} clients")


if __name__ == "__main__":
    main()
