"""Rules are compiled for the kernels that use them, never to be called on their own.

numba would turn each of some hundred rules into machine code of its own, with all rules that it uses, a quarter of the
whole wait. What kernels need is the code before that step, which they take in; theirs alone becomes machine code, for
which the rules in it are the kernel's own.
"""

# mypy: ignore-errors
from __future__ import annotations

from llvmlite.binding import Linkage
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering

NOT_FOR_RULES = {
    "WithLifting", "InlineClosureLikes", "MakeFunctionToJitFunction", "RewriteDynamicRaises", "FindLiterallyCalls",
    "LiteralUnroll", "LiteralPropagationSubPipelinePass", "InlineInlinables", "InlineOverloads", "DeadBranchPrune",
    "NopythonRewrites", "AnnotateTypes", "DumpParforDiagnostics",
}  # fmt: skip
"""Steps of numba that find nothing to do in a rule, a fifth of the wait: for functions within functions, `with`, texts
made for an error, expressions of whole arrays, and reports. A rule that needs one of them does not compile."""


class RuleLibrary(JITCodeLibrary):
    """The code of a rule, to be taken into that of others."""

    def _optimize_final_module(self):
        """Leave optimisation to the kernel that takes the rule in: at every level it would be done all over again."""

    def _finalize_final_module(self):
        self._finalize_dynamic_globals()
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class RuleLowering(NativeLowering):
    """Write a rule's code and stop before machine code is made of it."""

    _name = "rule_lowering"

    def run_pass(self, state):
        """Do as numba's own pass with `no_compile`, and register the rule for those that use it."""
        state.flags.no_compile = True
        state.library = RuleLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        super().run_pass(state)
        standing_in = [].copy  # numba asks for one built-in function a rule, by which it knows the rule again
        state.targetctx.insert_user_function(standing_in, state["cr"].fndesc, [state.library])
        state["cr"] = state["cr"]._replace(cfunc=standing_in)
        return True


class KernelLibrary(JITCodeLibrary):
    """The code of a kernel, with all rules that it uses."""

    def _optimize_final_module(self):
        """Tell LLVM that nobody else calls the rules in here: they may suit this kernel alone.

        A rule that is used once goes to the place where it is used, however long; of others, what is the same at every
        call is written into them.
        """
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == Linkage.linkonce_odr:
                function.linkage = Linkage.internal
        super()._optimize_final_module()


@register_pass(mutates_CFG=True, analysis_only=False)
class KernelLowering(NativeLowering):
    """Write a kernel's code, into a `KernelLibrary`."""

    _name = "kernel_lowering"

    def run_pass(self, state):
        """Do as numba's own pass, in a library that can be kept on disk."""
        state.library = KernelLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return super().run_pass(state)


class _Compiler(CompilerBase):
    """numba's compiler with another last step, and without some."""

    lowering, left_out = NativeLowering, frozenset()

    def define_pipelines(self):
        """Return the one way to compile."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.passes = [
            (self.lowering if step is NativeLowering else step, text)
            for step, text in passes.passes
            if step.__name__ not in self.left_out
        ]
        passes._finalized = False
        passes.finalize()
        return [passes]


class RuleCompiler(_Compiler):
    """numba's compiler without the steps that rules have no need of, and with `RuleLowering` as its last."""

    lowering, left_out = RuleLowering, NOT_FOR_RULES


class KernelCompiler(_Compiler):
    """numba's compiler with `KernelLowering` as its last step."""

    lowering = KernelLowering
