"""Arithmetic whose bits do not depend on the machine: only + - * / and assembly of exponents.

Library versions of exp and log differ in the last bit between platforms and vector widths; a run would then not
be reproducible. The polynomials are those of fdlibm (Sun Microsystems 1993), good to one unit in the last place.
"""

from __future__ import annotations

import numpy as np

from realpolitik.compiled import rule

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_LARGEST_EXPONENT = 700.0
_SQRT_2 = 1.4142135623730951

_MANTISSA_BITS = 52
_BIAS = 1023
_MANTISSA_MASK = 0x000FFFFFFFFFFFFF
_ONE_BITS = 0x3FF0000000000000


@rule
def where(condition, a, b):
    """Return a if the condition holds, else b. Both are evaluated: rules select, they do not branch."""
    return a if condition else b


@rule
def clip(value, low, high):
    """Return the value, or the bound that it exceeds."""
    return low if value < low else (high if value > high else value)


@rule
def exp(x):
    """Return e to the power x, for x cut to [-700, 700]."""
    x = clip(x, -_LARGEST_EXPONENT, _LARGEST_EXPONENT)
    twos = int(x * _LOG2_E + (0.5 if x > 0.0 else -0.5))
    high = x - twos * _LN2_HIGH
    low = twos * _LN2_LOW
    rest = high - low
    t = rest * rest
    c = 4.13813679705723846039e-08
    c = -1.65339022054652515390e-06 + t * c
    c = 6.61375632143793436117e-05 + t * c
    c = -2.77777777770155933842e-03 + t * c
    c = 1.66666666666666019037e-01 + t * c
    c = rest - t * c
    result = 1.0 - ((low - (rest * c) / (2.0 - c)) - high)
    return result * np.int64((twos + _BIAS) << _MANTISSA_BITS).view(np.float64)


@rule
def log(x):
    """Return the natural logarithm of a positive, normal number."""
    bits = np.float64(x).view(np.int64)
    twos = (bits >> _MANTISSA_BITS) - _BIAS
    mantissa = np.int64((bits & _MANTISSA_MASK) | _ONE_BITS).view(np.float64)
    if mantissa > _SQRT_2:
        mantissa = 0.5 * mantissa
        twos += 1
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    odd = 1.818357216161805012e-01 + w * 1.479819860511658591e-01
    odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * odd))
    half_square = 0.5 * f * f
    return twos * _LN2_HIGH - ((half_square - (s * (half_square + (even + odd)) + twos * _LN2_LOW)) - f)


@rule
def logistic(x):
    """Return 1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + exp(-x))
