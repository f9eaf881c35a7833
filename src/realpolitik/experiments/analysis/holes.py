"""Holes: points at which runs failed, and the rules by which an analysis may go on without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted

if TYPE_CHECKING:
    from realpolitik.experiments.results import ExperimentResults

REFUSE, DROP, REST = "refuse", "drop", "rest"
RULES = {
    REFUSE: "an error if any run failed (the default)",
    DROP: "leave out every point with a failed run; of Morris and Sobol' designs the whole trajectory or block of it",
    REST: "take the mean of the runs that did not fail; leave out, as drop does, points without any",
}
"""What may be done about failed runs, by name."""

LEAST_BLOCKS = 2


def block_size(manifest: Any) -> int:
    """Return how many points stand and fall together: a Morris trajectory, a block of Saltelli's matrices, or one."""
    design = manifest["experiment"]["document"].get("design", {"kind": "grid"})
    groups = len(set(manifest["groups"].values()))
    if design["kind"] == "morris":
        return groups + 1
    if design["kind"] == "sobol":
        return (2 * groups if design.get("second_order", False) else groups) + 2
    return 1


def kept_points(results: ExperimentResults, column: str, mean: np.ndarray, runs: np.ndarray, rule: str) -> np.ndarray:
    """Return the places of the points that an analysis uses.

    Parameters
    ----------
    results : ExperimentResults
        The experiment.
    column : str
        The outcome, for the message.
    mean, runs : (points,) array
        Mean of the outcome, NaN without any run; runs that did not fail.
    rule : str
        One of `RULES`.

    Raises
    ------
    InputError
        An unknown rule; holes without a rule; too little left.
    """
    if rule not in RULES:
        allowed = listed(f"{name}: {meaning}" for name, meaning in RULES.items())
        raise InputError([Problem(("holes",), quoted(rule), allowed, nearest_name(rule, RULES))])
    hole = np.isnan(mean) if rule == REST else np.isnan(mean) | (runs < results.replications)
    if not hole.any():
        return np.arange(len(mean))
    if np.isnan(mean).all() and (runs > 0).any():  # no rule for failed runs helps: the scenario has no such pair
        raise InputError([Problem((column,), "no point with the outcome", "an outcome that the scenario has")])
    if rule == REFUSE:
        empty = bool((np.isnan(mean) & (runs > 0)).any())  # the run did not fail, but its scenario has no such pair
        why = "without the outcome, which their scenario has not" if empty else "with failed runs"
        found = f"{int(hole.sum())} of {len(hole)} points {why}"
        mend = "an outcome that every point has" if empty else "mend what fails (see the column error)"
        rules = listed(f"{name}: {RULES[name]}" for name in (DROP, REST))
        raise InputError([Problem((column,), found, f"{mend}, or a rule: {rules}")])
    size = block_size(results.manifest)
    whole = ~hole.reshape(-1, size).any(axis=1)
    if whole.sum() < LEAST_BLOCKS:
        found = f"{int(whole.sum())} of {len(whole)} {'points' if size == 1 else 'blocks'} without a hole"
        raise InputError([Problem((column,), found, f"{LEAST_BLOCKS} or more; mend what fails")])
    return np.flatnonzero(np.repeat(whole, size))
