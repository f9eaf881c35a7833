"""Numbers that are several runs wide: one number a run, side by side in a vector register.

A rule is written for one run. Compiled for `Lanes` instead of float64, the same text runs several runs at once. Each
operation is done lane by lane and rounded as for one run, so that a lane has the bits of the run alone; no operation
mixes lanes but `in_any_run`, which may only be asked in order to save time. Beside `Lanes` there are `Words` (whole
numbers, for draws) and `Condition`s.

A `Condition` (the comparison of lanes) cannot be branched on: compiling ``if trust > 0.5:`` for lanes fails. Rules
select with `where` and join conditions with ``&`` and ``|``.
"""

# mypy: ignore-errors
from __future__ import annotations

import math
import operator
from functools import cache

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.imputils import lower_builtin, lower_cast
from numba.core.typeconv import Conversion
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import models, register_model

NUMBER = types.float64
INT32, INT64, _BIT, DOUBLE = ir.IntType(32), ir.IntType(64), ir.IntType(1), ir.DoubleType()


class Wide(types.Type):
    """What lanes, words and conditions share: a width, the type of one lane, and that one value does for all."""

    def __init__(self, width):
        self.width = width
        super().__init__(name=f"{type(self).__name__}({width})")

    @property
    def key(self):
        return type(self).__name__, self.width

    @property
    def vector(self):
        return ir.VectorType(self.element, self.width)

    def can_convert_from(self, typingctx, other):
        return Conversion.safe if isinstance(other, self.narrow) else None

    def unify(self, typingctx, other):
        return self if isinstance(other, self.narrow) else None


class Lanes(Wide):
    """Numbers, one a run."""

    element, narrow, alone = DOUBLE, types.Number, types.float64


class Words(Wide):
    """Words of 64 bits without sign, one a run."""

    element, narrow, alone = INT64, types.Integer, types.uint64


class Condition(Wide):
    """Whether something holds, one answer a run."""

    element, narrow, alone = _BIT, types.Boolean, types.boolean


class _WideModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, kind.vector)


lanes_of = cache(Lanes)
words_of = cache(Words)
condition_of = cache(Condition)


def fill(builder, value, vector):
    """Return a vector with the same value in every lane."""
    if isinstance(value, ir.Constant) and value.constant is not ir.Undefined:
        return ir.Constant(vector, [value.constant] * vector.count)
    first = builder.insert_element(ir.Constant(vector, ir.Undefined), value, INT32(0))
    return builder.shuffle_vector(
        first, ir.Constant(vector, ir.Undefined), ir.Constant(ir.VectorType(INT32, vector.count), [0] * vector.count)
    )


def _widen(context, builder, kind, from_type, value):
    return fill(builder, context.cast(builder, value, from_type, kind.alone), kind.vector)


for _wide in (Lanes, Words, Condition):
    register_model(_wide)(_WideModel)
    lower_cast(_wide.narrow, _wide)(
        lambda context, builder, from_type, to_type, value: _widen(context, builder, to_type, from_type, value)
    )


FIRST = {"target": "cpu"}
"""Of what numba may do for the arguments of a call, it tries first what is for this processor and not for all."""


def _width_of(kinds):
    return next((kind.width for kind in kinds if isinstance(kind, Wide)), None)


def teach(function, typed, emit, name=None):
    """Teach numba a function that is an instruction on lanes.

    Parameters
    ----------
    function : callable
        The function as rules call it.
    typed : callable
        From the width and the argument types to the result type and the types that arguments are cast to; None if the
        function is not meant.
    emit : callable
        Writes the instruction: (builder, result type, *values).
    """

    class _Template(AbstractTemplate):
        key = name or function
        metadata = FIRST

        def generic(self, args, kws):
            width = _width_of(args)
            found = None if kws else typed(width, args)
            return signature(found[0], *found[1]) if found else None

    infer_global(function, **({"typing_key": name} if name else {}))(_Template)

    def lower(context, builder, sig, args):
        return emit(builder, sig.return_type, *args)

    return lower


def are_all(kind, args):
    return all(isinstance(arg, (type(kind), kind.narrow)) for arg in args)


def teach_alike(function, operand, result, emit, count=2):
    """Teach an instruction whose operands are all of one kind."""

    def typed(width, args):
        if width is None:
            return None
        kind = operand(width)
        if len(args) != count or not any(arg is kind for arg in args) or not are_all(kind, args):
            return None
        return result(width), (kind,) * count

    lower = teach(function, typed, emit)
    wide = type(operand(2))
    lower_builtin(function, *(wide,) * count)(lower)


def _operator(name):
    return lambda builder, kind, *values: getattr(builder, name)(*values)


def _compare(sign):
    return lambda builder, kind, a, b: builder.fcmp_ordered(sign, a, b)


def _larger(sign):
    # as numba does it for one number: the later of two equals is left aside
    return lambda builder, kind, a, b: builder.select(builder.fcmp_ordered(sign, b, a), b, a)


def _call(builder, name, *values):
    vector = values[0].type
    name = f"{name}.v{vector.count}f64"
    function = cgutils.get_or_insert_function(builder.module, ir.FunctionType(vector, [vector] * len(values)), name)
    return builder.call(function, values)


for _sign, _name in (("add", "fadd"), ("sub", "fsub"), ("mul", "fmul"), ("truediv", "fdiv")):
    teach_alike(getattr(operator, _sign), lanes_of, lanes_of, _operator(_name))
    teach_alike(getattr(operator, "i" + _sign), lanes_of, lanes_of, _operator(_name))
for _name, _sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="), ("eq", "==")):
    teach_alike(getattr(operator, _name), lanes_of, condition_of, _compare(_sign))
teach_alike(operator.ne, lanes_of, condition_of, lambda builder, kind, a, b: builder.fcmp_unordered("!=", a, b))
teach_alike(operator.neg, lanes_of, lanes_of, _operator("fneg"), 1)
teach_alike(math.sqrt, lanes_of, lanes_of, lambda builder, kind, a: _call(builder, "llvm.sqrt", a), 1)
teach_alike(abs, lanes_of, lanes_of, lambda builder, kind, a: _call(builder, "llvm.fabs", a), 1)
teach_alike(max, lanes_of, lanes_of, _larger(">"))
teach_alike(min, lanes_of, lanes_of, _larger("<"))
for _name, _method in (("and_", "and_"), ("or_", "or_")):
    teach_alike(getattr(operator, _name), condition_of, condition_of, _operator(_method))
for _name, _method in (
    ("add", "add"), ("sub", "sub"), ("xor", "xor"), ("or_", "or_"), ("and_", "and_"), ("lshift", "shl"),
    ("rshift", "lshr"),
):  # fmt: skip
    teach_alike(getattr(operator, _name), words_of, words_of, _operator(_method))
