"""Fit the baselines of `realpolitik validate` to the twelve shipped clients and write their coefficients.

    uv run python tools/fit_baselines.py [--out src/realpolitik/validation/baselines.json]

The training record is the shipped client scenarios. Coefficients are written for inputs as they are and for
rivalry, disputes, voting and sanctions delayed by five years. A test refits them and compares.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import sklearn

from realpolitik import __version__
from realpolitik.validation.baselines import COEFFICIENTS, fit_logits
from realpolitik.validation.targets import CLIENTS, client_targets

LAGS = (0, 5)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=COEFFICIENTS)
    options = parser.parse_args()
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
