"""What is left out when rules are compiled: steps that numba has, and that no rule has need of."""

from __future__ import annotations

import pytest

from realpolitik.compiled import COMPILED, kernel, rule

if not COMPILED:
    pytest.skip("here rules run as plain Python", allow_module_level=True)

import numba
from numba.core.compiler import DefaultPassBuilder
from numba.core.errors import NumbaError
from numba.core.typed_passes import NativeLowering

from realpolitik.rule_compiler import NOT_FOR_RULES, KernelCompiler, KernelLowering, RuleCompiler, RuleLowering
from realpolitik.theory.arithmetic import exp, log


class _Flags:
    enable_ssa = True
    no_rewrites = False
    auto_parallel = type("Parallel", (), {"enabled": False})


class _State:
    flags, func_ir = _Flags, None


def test_every_step_left_out_is_one_that_numba_has():
    assert {step.__name__ for step, _ in DefaultPassBuilder.define_nopython_pipeline(_State).passes} >= NOT_FOR_RULES


@pytest.mark.parametrize(
    ("compiler", "last", "left_out"),
    [(RuleCompiler, RuleLowering, NOT_FOR_RULES), (KernelCompiler, KernelLowering, frozenset())],
)
def test_all_other_steps_are_taken_in_order(compiler, last, left_out):
    compiler = compiler.__new__(compiler)
    compiler.state = _State
    (passes,) = compiler.define_pipelines()
    steps = [step for step, _ in DefaultPassBuilder.define_nopython_pipeline(_State).passes]
    kept = [step for step in steps if step.__name__ not in left_out]
    assert [step for step, _ in passes.passes] == [last if step is NativeLowering else step for step in kept]


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


@rule
def _long_rule(x):
    return exp(x) + log(x + 1.0) + exp(x + 2.0) + log(x + 3.0) + exp(x + 4.0) + log(x + 5.0)


def _of_long_rule(x):
    return _long_rule(x)


def test_a_long_rule_that_a_kernel_uses_once_is_put_in_its_place():
    left = {}
    for name, options in (("numba", {}), ("kernel", {"pipeline_class": KernelCompiler})):
        compiled = numba.njit("float64(float64)", error_model="numpy", **options)(_of_long_rule)
        assert compiled(0.5) == _long_rule(0.5)
        functions = compiled.overloads[compiled.signatures[0]].library.get_defined_functions()
        left[name] = [function.name for function in functions if "_long_rule" in function.name.replace("_of_long", "")]
    assert left["numba"]
    assert not left["kernel"]
