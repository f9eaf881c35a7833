"""What is left out when rules are compiled: steps that numba has, and that no rule has need of."""

from __future__ import annotations

import pytest

from realpolitik.compiled import COMPILED, kernel, rule

if not COMPILED:
    pytest.skip("here rules run as plain Python", allow_module_level=True)

from numba.core.compiler import DefaultPassBuilder
from numba.core.errors import NumbaError
from numba.core.typed_passes import NativeLowering

from realpolitik.rule_compiler import NOT_FOR_RULES, RuleCompiler, RuleLowering


class _Flags:
    enable_ssa = True
    no_rewrites = False
    auto_parallel = type("Parallel", (), {"enabled": False})


class _State:
    flags, func_ir = _Flags, None


def test_every_step_left_out_is_one_that_numba_has():
    assert {step.__name__ for step, _ in DefaultPassBuilder.define_nopython_pipeline(_State).passes} >= NOT_FOR_RULES


def test_all_other_steps_are_taken_in_order():
    compiler = RuleCompiler.__new__(RuleCompiler)
    compiler.state = _State
    (passes,) = compiler.define_pipelines()
    steps = [step for step, _ in DefaultPassBuilder.define_nopython_pipeline(_State).passes]
    kept = [step for step in steps if step.__name__ not in NOT_FOR_RULES]
    assert [step for step, _ in passes.passes] == [RuleLowering if step is NativeLowering else step for step in kept]


@rule
def _sum_of_squares(numbers):
    return sum([number * number for number in numbers])


def test_a_rule_that_needs_what_is_left_out_does_not_compile():
    @kernel
    def apply(a, b):
        return _sum_of_squares((a, b))

    with pytest.raises(NumbaError):
        apply(1.0, 2.0)
    assert _sum_of_squares((1.0, 2.0)) == 5.0
