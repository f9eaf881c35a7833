"""How compiled code looks at runs side by side: as one of them, or by their numbers."""

# mypy: ignore-errors
from __future__ import annotations

from llvmlite import ir
from numba.core import types
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AbstractTemplate, infer_global, signature

from realpolitik.block_types import BlockType, Parts, made
from realpolitik.blocks import one_run, run_numbers
from realpolitik.lane_types import fill, words_of


@infer_global(one_run)
class _OneRun(AbstractTemplate):
    def generic(self, args, kws):
        if len(args) == 2 and isinstance(args[0], BlockType) and isinstance(args[1], types.Integer):
            kind = args[0]
            alone = kind if kind.runs == 1 else BlockType(kind.layout, kind.room, kind.runs, True)
            return signature(alone, kind, types.intp)
        return None


@lower_builtin(one_run, BlockType, types.Integer)
def _one_run(context, builder, sig, args):
    if sig.args[0].runs == 1:
        return args[0]
    block = Parts(context, builder, sig.args[0], args[0])
    return made(
        context, builder, sig.return_type, data=block.data, states=block.states, actors=block.actors, run=args[1]
    )


@infer_global(run_numbers)
class _RunNumbers(AbstractTemplate):
    def generic(self, args, kws):
        if len(args) == 2 and isinstance(args[0], BlockType) and isinstance(args[1], types.Integer):
            kind = args[0]
            return signature(words_of(kind.runs) if kind.runs > 1 else types.uint64, kind, types.uint64)
        return None


@lower_builtin(run_numbers, BlockType, types.Integer)
def _run_numbers(context, builder, sig, args):
    if sig.args[0].runs == 1:
        return args[1]
    vector = sig.return_type.vector
    return builder.add(fill(builder, args[1], vector), ir.Constant(vector, list(range(vector.count))))
