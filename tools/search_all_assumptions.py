"""Search all fitted assumptions at once on the twelve shipped clients other than Iran: the wide search.

    uv run python tools/search_all_assumptions.py --out results/fit/wide_search.json --generations 150

It starts from the present defaults, or from --start FILE (an earlier result); the start stands in the result, so that
the search can be repeated. Its vector is where `realpolitik calibrate`, which searches the few assumptions that matter
most from several starts, begins; the defaults of the package are the result of that calibration.

What is minimised is the same in both, `validation.fitting.training_loss`; here with a condition on top of it: the
model has to be able to say "alliance" where nothing is in the way of one, or its "tactical" says nothing. All draws of
the search are its own; the scores that are printed and written use others.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from realpolitik import __version__
from realpolitik.findings.records import shipped
from realpolitik.simulation.ensemble import STRATEGIC, run_ensemble
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.validation.fitting import CLASSES, FITTED, ORDER, PACTS, PRIOR_WEIGHT, training_loss
from realpolitik.validation.scores import Prediction, log_loss, predict, summary_scores
from realpolitik.validation.space import Space
from realpolitik.validation.targets import CLIENTS, Target, client_targets

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline

SPACE = Space(FITTED)
POPULATION, SPREAD = 18, 0.3
CHECK_RUNS, CHECK_SEED = 100, 100_000
CHECK_EVERY, BEST_CHECKED = 10, 3
DRAWS_OF_A_SEED = 1000

MAY_ALLY = {"all-three-removed": "iran", "belarus": "belarus", "mongolia": "mongolia"}
"""Scenarios with no obstacle left or with a pact on record, and the client whose pact with Moscow is asked for."""
ALLIED_AT_LEAST, MAY_ALLY_RUNS = 0.65, 32

TARGETS: dict[str, Target] = {}
POSSIBLE: list[Possible] = []


class Possible(NamedTuple):
    """A scenario in which the model has to be able to say "alliance"."""

    timeline: ScenarioTimeline
    overrides: dict[str, Any]
    pair: int


def possible_alliances() -> list[Possible]:
    """Return the scenarios of MAY_ALLY with the place of the pair in their results."""
    scenarios = {name: shipped(name) for name in MAY_ALLY}
    timelines = {name: scenario.timeline() for name, scenario in scenarios.items()}
    return [
        Possible(timelines[name], scenarios[name].overrides, timelines[name].pairs.index(f"{client}-russia"))
        for name, client in MAY_ALLY.items()
    ]


def missing_alliances(values: dict[str, float], seed: int) -> float:
    """Return by how much the share of runs with a strategic alliance falls short, summed over MAY_ALLY.

    Raises
    ------
    RuntimeError
        POSSIBLE has not been filled: the search would have no condition.
    """
    if len(POSSIBLE) < len(MAY_ALLY):
        raise RuntimeError("possible_alliances() was not read into POSSIBLE")
    missing = 0.0
    for one in POSSIBLE:
        assumptions = make_assumptions(**{**values, **one.overrides})
        found = run_ensemble(one.timeline, assumptions, runs=MAY_ALLY_RUNS, seed=seed)
        missing += max(0.0, ALLIED_AT_LEAST - float(found.summary[:, one.pair, STRATEGIC].mean()))
    return missing


def loss_of(predictions: Sequence[Prediction], position: np.ndarray) -> float:
    """Return the loss with a weak pull to the middle of the ranges."""
    return training_loss(predictions) + PRIOR_WEIGHT * float((position**2).mean())


def evaluate(work: tuple[np.ndarray, tuple[str, ...], int, int]) -> float:
    """Return what the search minimises, for one vector: its loss on some clients, and the alliances that it misses."""
    position, clients, runs, seed = work
    values = SPACE.values(position)
    found = predict([TARGETS[name] for name in clients], make_assumptions(**values), runs=runs, seed=seed)
    return loss_of(found, position) + missing_alliances(values, seed)


def rounded(position: np.ndarray) -> dict[str, float]:
    """Return assumptions to four digits: the values that are written, and scored."""
    return {name: float(f"{value:.4g}") for name, value in SPACE.values(position).items()}


def checked(pool: Any, clients: tuple[str, ...], vectors: Sequence[dict[str, float]]) -> list[float]:
    """Return what the search minimises for vectors, on the draws of the check and with more runs."""
    positions = [SPACE.position(values) for values in vectors]
    work = [(one, clients, CHECK_RUNS // 2, CHECK_SEED + half) for one in positions for half in range(2)]
    return [float(loss) for loss in np.reshape(pool.map(evaluate, work, chunksize=1), (-1, 2)).mean(axis=1)]


def search(pool: Any, clients: tuple[str, ...], start: dict[str, float], options: argparse.Namespace) -> dict[str, Any]:
    """Return the best vector of a search on some clients: its values, generation, check and the losses on the way.

    Every tenth generation its mean and the best vectors of three generations since the last time are checked; the
    start is, too.
    """
    import cma

    strategy: Any = cma.CMAEvolutionStrategy(
        SPACE.position(start), options.spread,
        {"popsize": options.population, "CMA_diagonal": 15, "verbose": -9, "seed": options.seed},
    )  # fmt: skip
    losses: list[float] = []
    lately: list[tuple[float, dict[str, float]]] = []
    best: dict[str, Any] = {"loss": checked(pool, clients, [start])[0], "values": start, "generation": 0}
    for generation in range(1, options.generations + 1):
        seed = DRAWS_OF_A_SEED * options.seed + generation  # every generation has draws of its own
        positions = strategy.ask()
        found = pool.map(evaluate, [(one, clients, options.runs, seed) for one in positions], chunksize=1)
        strategy.tell(positions, found)
        losses.append(min(found))
        lately.append((losses[-1], rounded(positions[int(np.argmin(found))])))
        if generation % CHECK_EVERY == 0 or generation == options.generations:
            lately.sort(key=lambda one: one[0])
            vectors = [rounded(strategy.mean), *(values for _, values in lately[:BEST_CHECKED])]
            for values, loss in zip(vectors, checked(pool, clients, vectors), strict=True):
                if loss < best["loss"]:
                    best = {"loss": loss, "values": values, "generation": generation}
            print(f"{generation:4d}  loss {losses[-1]:.3f}  check {best['loss']:.3f}", file=sys.stderr, flush=True)
            lately = []
    return best | {"losses": losses}


def scores_of(values: dict[str, float], clients: Sequence[str], runs: int) -> tuple[list[Prediction], dict[str, float]]:
    """Return predictions and scores of a vector on draws that no search uses."""
    found = predict([TARGETS[name] for name in clients], make_assumptions(**values), runs=runs, seed=2 * CHECK_SEED)
    return found, {name: round(score, 4) for name, score in summary_scores(found).items()}


def describe(prediction: Prediction) -> dict[str, float]:
    """Return how one client's prediction stands beside its record."""
    target = prediction.target
    known = ~np.isnan(target.level)
    figures = {
        "log_loss": log_loss(prediction),
        "pact_russia_recorded": float(np.nanmean(target.pact_with_russia)),
        "pact_russia_simulated": float(prediction.with_russia[:, 4].mean()),
        "pact_west_recorded": float(np.nanmean(target.pact_with_west)),
        "pact_west_simulated": float(prediction.with_west[:, 4].mean()),
        "class_accuracy": float((prediction.with_russia.argmax(axis=1)[known] == target.level[known]).mean()),
    }
    return {name: round(value, 3) for name, value in figures.items()}


def write(path: Path, result: dict[str, Any]) -> None:
    """Write a result whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(result, indent=1) + "\n")
    partial.replace(path)


def fit_all(pool: Any, start: dict[str, float], options: argparse.Namespace) -> dict[str, Any]:
    """Return the vector fitted on all clients with its provenance."""
    best = search(pool, CLIENTS, start, options)
    found, scores = scores_of(best["values"], CLIENTS, CHECK_RUNS)
    return {
        "values": best["values"],
        "start": start,
        "check": round(best["loss"], 4),
        "clients": list(CLIENTS),
        "weights": {"pacts": PACTS, "classes": CLASSES, "order": ORDER},
        "allied_at_least": dict.fromkeys(MAY_ALLY, ALLIED_AT_LEAST),
        "training_scores": scores,
        "by_client": {one.target.client: describe(one) for one in found},
        "generations": best["generation"],
        "runs": options.runs,
        "population": options.population,
        "spread": options.spread,
        "seed": options.seed,
        "losses": [round(value, 4) for value in best["losses"]],
        "version": __version__,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the search and write its result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--generations", type=int, default=120)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--population", type=int, default=POPULATION, help="vectors in a generation")
    parser.add_argument("--spread", type=float, default=SPREAD, help="first step of the search, in coordinates")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if not 0 < options.seed < CHECK_SEED // DRAWS_OF_A_SEED or not 0 < options.generations < DRAWS_OF_A_SEED:
        parser.error(f"--seed and --generations: the draws of the check ({CHECK_SEED} and on) are not for the search")
    start = make_assumptions()._asdict()
    if options.start:
        start |= json.loads(options.start.read_text())["values"]
    start = {item.name: start[item.name] for item in FITTED}
    TARGETS.update({target.client: target for target in client_targets()})
    POSSIBLE.extend(possible_alliances())
    predict(list(TARGETS.values())[:1], make_assumptions(), runs=1, seed=0)  # compile before the processes part
    began = time.monotonic()
    with multiprocessing.get_context("fork").Pool() as pool:
        result = fit_all(pool, start, options)
    write(options.out, result)
    print(result["training_scores"], f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
