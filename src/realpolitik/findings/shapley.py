"""Shares of causes that act together: the Shapley value of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from math import factorial

import numpy as np


def subsets(players: Collection[str]) -> Iterator[frozenset[str]]:
    """Yield every set of the players, the empty one first and small ones before large ones."""
    for size in range(len(players) + 1):
        for chosen in combinations(players, size):
            yield frozenset(chosen)


def shapley_values(worth: Mapping[frozenset[str], np.ndarray], players: Collection[str]) -> dict[str, np.ndarray]:
    """Return what each player adds to the worth of a set, averaged over all orders in which the set can be built.

    Parameters
    ----------
    worth : mapping of frozenset to array
        Worth of every set of players, the empty one included; element by element, so that runs stay paired.
    players : collection of str
        All players.

    Notes
    -----
    The values add up to the worth of all less that of none. Source: Shapley 1953.
    """
    count = len(players)
    values = {}
    for player in players:
        value = np.zeros(np.shape(worth[frozenset()]))
        for before in subsets([other for other in players if other != player]):
            orders = factorial(len(before)) * factorial(count - len(before) - 1)
            value += orders / factorial(count) * (worth[before | {player}] - worth[before])
        values[player] = value
    return values
