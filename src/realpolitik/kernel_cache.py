"""Kernels that were compiled before come from the disk without the compiler.

numba gets all of its compiler ready before it looks into its cache, scipy's linear algebra included: half of the time
from a command to its first result. Machine code that lies there needs none of it but the runtime that it calls.
"""

# mypy: ignore-errors
from __future__ import annotations

from collections.abc import Callable

from numba.core.caching import FunctionCache
from numba.core.runtime import rtsys

before_compiling: list[Callable[[], None]] = []
"""What is called when a kernel turns out not to be on the disk: its compilation takes a while."""


class KernelCache(FunctionCache):
    """numba's cache on disk, which leaves it to the compiler to get itself ready when something is to be compiled."""

    def load_overload(self, sig, target_context):
        """Return the machine code of a kernel for types of arguments, or None where it was never compiled."""
        rtsys.initialize(target_context)
        found = None  # what stays of it where the guard swallows an error of the disk
        with self._guard_against_spurious_io_errors():
            found = self._load_overload(sig, target_context)
        if found is None:
            for tell in before_compiling:
                tell()
        return found


def kept(kernel):
    """Return a compiled kernel that keeps its machine code on disk."""
    kernel._cache = KernelCache(kernel.py_func)
    return kernel
