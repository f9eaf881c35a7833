"""Keyed randomness: a draw is a function of (seed, run; year, purpose, two names), not of what was drawn before.

No worker, chunk, thread or order can change a draw, and scenarios on one seed share theirs, so that counterfactuals
are compared run by run. The generator is Threefry-2x64 with 20 rounds (Salmon et al. 2011, Random123).
"""

from __future__ import annotations

import math

import numpy as np

from realpolitik.bits import number_of, whole, word
from realpolitik.compiled import COMPILED, rule
from realpolitik.theory.arithmetic import log, where

PERCEPTION, BARGAIN, BARGAIN_ALONE, CRISIS, SUPPORT, GROWTH = range(6)

_PARITY = np.uint64(0x1BD11BDAA9FC1A22)
_ROTATIONS = tuple(np.uint64(r) for r in (16, 42, 12, 31, 16, 32, 24, 21))
_WORD = np.uint64(64)
_HALF_WORD = np.uint64(32)
_UNUSED_BITS = np.uint64(12)  # 52 remain, so that adding a half is exact and 1 is never reached
_UNIT = 2.220446049250313e-16  # 2 ** -52

# plain Python warns where unsigned words wrap around, as they are meant to
_words_wrap = (lambda function: function) if COMPILED else np.errstate(over="ignore")


@rule
@_words_wrap
def threefry(key0, key1, counter0, counter1):
    """Return the two words of Threefry-2x64-20 for two key words and two counter words (all uint64)."""
    key2 = _PARITY ^ key0 ^ key1
    x0 = counter0 + key0
    x1 = counter1 + key1
    for cycle in range(5):
        for step in range(4):
            x0 = x0 + x1
            turn = _ROTATIONS[(4 * cycle + step) % 8]
            x1 = ((x1 << turn) | (x1 >> (_WORD - turn))) ^ x0
        key0, key1, key2 = key1, key2, key0
        x0 = x0 + key0
        x1 = x1 + key1 + np.uint64(cycle + 1)
    return x0, x1


@rule
def _unit(word):
    """Return a word as a number strictly between 0 and 1."""
    return (number_of(word >> _UNUSED_BITS) + 0.5) * _UNIT


@rule
def _two_words(seed, run, year, purpose, i, j):
    counter0 = (np.uint64(year) << _HALF_WORD) | np.uint64(purpose)
    counter1 = (np.uint64(i) << _HALF_WORD) | np.uint64(j)
    return threefry(word(seed), word(run), counter0, counter1)


@rule
def uniform(seed, run, year, purpose, i, j):
    """Return a draw from (0, 1).

    Parameters
    ----------
    seed, run : int
        0 to 2**63 - 1; seed 0 is a seed. Of runs side by side, their numbers.
    year, purpose : int
        Calendar year; one of the purposes of this module.
    i, j : int or float
        Name keys of the state and its partner, whole numbers below 2**32.
    """
    drawn, _ = _two_words(seed, run, year, purpose, i, j)
    return _unit(drawn)


@rule
def _around_circle(share):
    """Return cos(2 pi share) and sin(2 pi share) for share in (0, 1), by Taylor series within an eighth of a turn."""
    quarters = whole(4.0 * share + 0.5)
    x = (share - 0.25 * quarters) * 6.283185307179586
    z = x * x
    cosine = 1.0 + z * (-1 / 2 + z * (1 / 24 + z * (-1 / 720 + z * (1 / 40320 + z * (-1 / 3628800 + z / 479001600)))))
    sine = x * (1.0 + z * (-1 / 6 + z * (1 / 120 + z * (-1 / 5040 + z * (1 / 362880 - z / 39916800)))))
    upright = (quarters == 1.0) | (quarters == 3.0)
    cosine, sine = where(upright, -sine, cosine), where(upright, cosine, sine)
    opposite = (quarters == 2.0) | (quarters == 3.0)
    return where(opposite, -cosine, cosine), where(opposite, -sine, sine)


@rule
def two_normals(seed, run, year, purpose, i, j):
    """Return two independent standard normal draws (Box and Muller 1958); parameters as in `uniform`."""
    first, second = _two_words(seed, run, year, purpose, i, j)
    radius = math.sqrt(-2.0 * log(_unit(first)))
    cosine, sine = _around_circle(_unit(second))
    return radius * cosine, radius * sine


@rule
def normal(seed, run, year, purpose, i, j):
    """Return a standard normal draw, the first of `two_normals`."""
    drawn, _ = two_normals(seed, run, year, purpose, i, j)
    return drawn
