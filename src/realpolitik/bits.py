"""What exp, log and draws need of the bits of numbers: instructions of compiled rules, see `lane_instructions`."""

from __future__ import annotations

from typing import Any

import numpy as np

from realpolitik.compiled import instruction

_MANTISSA_BITS = 52
_BIAS = 1023
_MANTISSA_MASK = 0x000FFFFFFFFFFFFF
_ONE_BITS = 0x3FF0000000000000


@instruction
def whole(x: Any) -> Any:
    """Return x without its decimals, for x below 2**31."""
    return float(int(x))


@instruction
def power_of_two(n: Any) -> Any:
    """Return two to the power n, a whole number from -1022 to 1023."""
    return float(np.int64((int(n) + _BIAS) << _MANTISSA_BITS).view(np.float64))


@instruction
def exponent_of(x: Any) -> Any:
    """Return the n of a positive, normal number x = m 2**n with 1 <= m < 2."""
    return float((np.float64(x).view(np.int64) >> _MANTISSA_BITS) - _BIAS)


@instruction
def mantissa_of(x: Any) -> Any:
    """Return the m of a positive, normal number x = m 2**n with 1 <= m < 2."""
    return float(np.int64((np.float64(x).view(np.int64) & _MANTISSA_MASK) | _ONE_BITS).view(np.float64))


@instruction
def word(number: Any) -> Any:
    """Return a whole number as a word of 64 bits without sign."""
    return np.uint64(number)


@instruction
def number_of(word: Any) -> Any:
    """Return a word below 2**52 as a number."""
    return float(word)
