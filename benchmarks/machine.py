"""On what was measured: processor, instruction set, load; the versions are part of the provenance."""

from __future__ import annotations

import os
import platform
from pathlib import Path

_WIDEST = (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("avx", "AVX"), ("sse2", "SSE2"), ("neon", "NEON"))


def machine() -> dict[str, object]:
    """Return the processor's name and cores, the instruction set that the rules are compiled for, and the load."""
    import llvmlite.binding as llvm

    features = llvm.get_host_cpu_features()
    found = [name for feature, name in _WIDEST if features.get(feature)]
    return {
        "processor": processor_name(),
        "compiled_for": os.environ.get("NUMBA_CPU_NAME") or llvm.get_host_cpu_name(),
        "instruction_set": found[0] if found else "none known",
        "cores": os.cpu_count(),
        "load_average": os.getloadavg()[0],
    }


def processor_name() -> str:
    """Return the name that the processor gives itself."""
    known = Path("/proc/cpuinfo")
    if known.is_file():
        for line in known.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
