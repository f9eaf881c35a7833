"""Arithmetic whose bits do not depend on the machine: only + - * / and assembly of exponents.

Library versions of exp and log differ in the last bit between platforms and vector widths; a run would then not
be reproducible. The polynomials are those of fdlibm (Sun Microsystems 1993), good to one unit in the last place.
"""

from __future__ import annotations

from realpolitik.bits import exponent_of, mantissa_of, power_of_two, whole
from realpolitik.compiled import instruction, rule

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_LARGEST_EXPONENT = 700.0
_SQRT_2 = 1.4142135623730951


@instruction
def where(condition, a, b):
    """Return a if the condition holds, else b. Both are evaluated: rules select, they do not branch."""
    return a if condition else b


@instruction
def in_any_run(condition):
    """Return whether the condition holds: of runs side by side, in any. To save time only, never to decide."""
    return condition


@rule
def clip(value, low, high):
    """Return the value, or the bound that it exceeds."""
    return where(value < low, low, where(value > high, high, value))


@rule
def exp(x):
    """Return e to the power x, for x cut to [-700, 700]."""
    x = clip(x, -_LARGEST_EXPONENT, _LARGEST_EXPONENT)
    twos = whole(x * _LOG2_E + where(x > 0.0, 0.5, -0.5))
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
    return result * power_of_two(twos)


@rule
def log(x):
    """Return the natural logarithm of a positive, normal number."""
    twos = exponent_of(x)
    mantissa = mantissa_of(x)
    is_large = mantissa > _SQRT_2
    twos = where(is_large, twos + 1.0, twos)
    f = where(is_large, 0.5 * mantissa, mantissa) - 1.0
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
