"""CART: a tree of yes and no that parts the points of interest from the others, its leaves read as boxes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.analysis.boxes import Box, Limit, Quality, range_limit, table_of_factors
from realpolitik.experiments.analysis.prim import LEAST_MASS
from realpolitik.experiments.analysis.workbench import workbench

if TYPE_CHECKING:
    import pandas as pd


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Let the one global generator of numpy, which the workbench's tree draws ties from, begin at a seed."""
    before = np.random.get_state()  # noqa: NPY002
    np.random.seed(seed)  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002


def grown(
    codes: pd.DataFrame, interesting: np.ndarray, factors: Sequence[Mapping[str, Any]], seed: int
) -> tuple[Box, ...]:
    """Return the leaves of a tree as boxes, those with most of the points of interest first.

    Parameters
    ----------
    codes, interesting, factors
        As in `prim.peeled`.
    seed : int
        Decides between splits that part the points equally well.

    Notes
    -----
    Source: Breiman, Friedman, Olshen and Stone 1984; the tree is that of ``ema_workbench.analysis.cart``, with 5 % of
    the points or more in a leaf. Its boxes are read off the tree here: the workbench's own share their sets of
    choices and mix them up.
    """
    module = workbench("cart", "CART")
    table = table_of_factors(codes.reset_index(drop=True), factors)
    with warnings.catch_warnings(), _seeded(seed):
        warnings.simplefilter("ignore")
        cart = module.CART(table, interesting.astype(int), mass_min=LEAST_MASS)
        cart.build_tree()
    boxes = []
    for limits in _leaves(cart.clf.tree_, cart.feature_names, cart.sep, factors):
        box = Box(limits, Quality(1.0, float(interesting.mean()), 1.0))
        boxes.append(Box(limits, Quality.of(box.inside(codes, factors), interesting)))
    return tuple(sorted(boxes, key=lambda box: (-box.quality.coverage, str(box))))


def _leaves(
    tree: Any, features: Sequence[str], separator: str, factors: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Limit, ...]]:
    """Yield the limits of every leaf."""
    whole: dict[str, Any] = {
        f["name"]: set(range(len(f["labels"]))) if f["kind"] == "choice" else (f["low"], f["high"]) for f in factors
    }
    waiting = [(0, whole)]
    while waiting:
        node, held = waiting.pop()
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left < 0:
            yield _limits(held, factors)
            continue
        name, _, level = features[int(tree.feature[node])].partition(separator)
        cut = float(tree.threshold[node])
        if level:  # is it this choice?
            no, yes = held[name] - {int(level)}, held[name] & {int(level)}
        else:
            no, yes = (held[name][0], cut), (float(np.nextafter(cut, np.inf)), held[name][1])
        waiting += [(right, {**held, name: yes}), (left, {**held, name: no})]


def _limits(held: Mapping[str, Any], factors: Sequence[Mapping[str, Any]]) -> tuple[Limit, ...]:
    limits = []
    for factor in factors:
        one = held[factor["name"]]
        if factor["kind"] == "choice":
            if len(one) < len(factor["labels"]):
                allowed = sorted(one)
                labels = tuple(factor["labels"][code] for code in allowed)
                limits.append(Limit(factor["name"], float(allowed[0]), float(allowed[-1]), labels))
        elif one[0] > factor["low"] or one[1] < factor["high"]:
            limits.append(range_limit(factor, *one))
    return tuple(limits)
