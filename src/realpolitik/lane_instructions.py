"""What compiled rules carry out as an instruction when they call it by name, for one run and for lanes.

The functions themselves, as Python understands them, are in `bits` and `theory.arithmetic`.
"""

# mypy: ignore-errors
from __future__ import annotations

from llvmlite import ir
from numba.core import types
from numba.core.imputils import lower_builtin

from realpolitik.lane_types import (
    DOUBLE,
    INT32,
    INT64,
    NUMBER,
    Condition,
    Lanes,
    Wide,
    Words,
    are_all,
    condition_of,
    lanes_of,
    teach,
    words_of,
)

_MANTISSA_BITS, _BIAS = 52, 1023


def _like(x, element):
    """Return the element's type, as wide as x."""
    return ir.VectorType(element, x.type.count) if isinstance(x.type, ir.VectorType) else element


def _same(vector, number):
    """Return a number as a constant, as wide as the type."""
    return ir.Constant(vector, [number] * vector.count if isinstance(vector, ir.VectorType) else number)


def _where(builder, kind, condition, a, b):
    return builder.select(condition, a, b)


def _typed_where(width, args):
    if len(args) != 3:
        return None
    condition, a, b = args
    if not isinstance(condition, Condition | types.Boolean):
        return None
    if width is None:
        return (NUMBER, (types.boolean, NUMBER, NUMBER)) if are_all(lanes_of(2), (a, b)) else None
    result = words_of(width) if isinstance(a, Words) or isinstance(b, Words) else lanes_of(width)
    if not are_all(result, (a, b)):
        return None
    return result, (condition if isinstance(condition, Condition) else types.boolean, result, result)


def _any(builder, kind, condition):
    if not isinstance(condition.type, ir.VectorType):
        return condition
    bits = builder.bitcast(condition, ir.IntType(condition.type.count))
    return builder.icmp_unsigned("!=", bits, bits.type(0))


def _whole(builder, kind, x):
    return builder.sitofp(builder.fptosi(x, _like(x, INT32)), x.type)


def _power_of_two(builder, kind, n):
    words = _like(n, INT64)
    twos = builder.add(builder.sext(builder.fptosi(n, _like(n, INT32)), words), _same(words, _BIAS))
    return builder.bitcast(builder.shl(twos, _same(words, _MANTISSA_BITS)), n.type)


def _exponent_of(builder, kind, x):
    words, small = _like(x, INT64), _like(x, INT32)
    bits = builder.lshr(builder.bitcast(x, words), _same(words, _MANTISSA_BITS))
    return builder.sitofp(builder.sub(builder.trunc(bits, small), _same(small, _BIAS)), x.type)


def _mantissa_of(builder, kind, x):
    words = _like(x, INT64)
    bits = builder.and_(builder.bitcast(x, words), _same(words, (1 << _MANTISSA_BITS) - 1))
    return builder.bitcast(builder.or_(bits, _same(words, _BIAS << _MANTISSA_BITS)), x.type)


def _word(builder, kind, x):
    return x


def _number_of(builder, kind, word):
    # the word as the mantissa of 2**52 + word: exact below 2**52, and many processors have no vector conversion
    numbers = _like(word, DOUBLE)
    bits = builder.or_(word, _same(word.type, (_BIAS + _MANTISSA_BITS) << _MANTISSA_BITS))
    return builder.fsub(builder.bitcast(bits, numbers), _same(numbers, 2.0**_MANTISSA_BITS))


def _boolean(width):
    return types.boolean


_INSTRUCTIONS = {
    "in_any_run": (condition_of, _boolean, _any),
    "whole": (lanes_of, lanes_of, _whole),
    "power_of_two": (lanes_of, lanes_of, _power_of_two),
    "exponent_of": (lanes_of, lanes_of, _exponent_of),
    "mantissa_of": (lanes_of, lanes_of, _mantissa_of),
    "word": (words_of, words_of, _word),
    "number_of": (words_of, lanes_of, _number_of),
}


def _typed_instruction(operand, result):
    def typed(width, args):
        if len(args) != 1 or not are_all(operand(2), args):
            return None
        if width is None:
            return _alone(result(2)), (operand(2).alone,)
        return result(width), (operand(width),)

    return typed


def _alone(kind):
    return kind.alone if isinstance(kind, Wide) else kind


def teach_by_name(function):
    """Teach numba a function of `bits` or `theory.arithmetic` as an instruction on numbers and lanes."""
    key = f"realpolitik.{function.__name__}"
    if function.__name__ == "where":
        lower = teach(function, _typed_where, _where, key)
        for condition in (Condition, types.Boolean):
            for wide in (Lanes, Words, types.Float):
                lower_builtin(key, condition, wide, wide)(lower)
    else:
        operand, result, emit = _INSTRUCTIONS[function.__name__]
        lower = teach(function, _typed_instruction(operand, result), emit, key)
        lower_builtin(key, type(operand(2)))(lower)
        lower_builtin(key, operand(2).alone)(lower)
