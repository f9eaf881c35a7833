"""Building the C++ year: a shared library for each number of states, actors and runs side by side.

They are kept in the cache of the rules.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.machine import processor_name
from realpolitik.compiled import CACHE_FOLDER
from realpolitik.simulation.world import ASSUMED, INPUTS

if TYPE_CHECKING:
    from realpolitik.blocks import Layout

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "simulation" / "ensemble.cpp"
COMPILERS = ("g++", "c++", "clang++")
# No contraction and no reassociation: every operation is rounded as it is in the rules. Nobody reads errno or the
# flags of exceptions, which the rules' compiler does not keep either.
FLAGS = (
    "-std=c++17", "-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math",
    "-fvisibility=hidden", "-Wno-psabi", "-shared", "-fPIC",
)  # fmt: skip
SIDE_BY_SIDE = (1, 8, 16)
"""How many runs the C++ year can take through at once: 1 is the scalar year."""


class NoCompiler(RuntimeError):
    """There is no C++ compiler on this machine."""


def find_compiler() -> str:
    """Return the path of a C++ compiler.

    Raises
    ------
    NoCompiler
        There is none.
    """
    for name in COMPILERS:
        found = shutil.which(name)
        if found:
            return found
    raise NoCompiler(f"the C++ year needs a C++17 compiler: none of {', '.join(COMPILERS)} is on the path")


def _structure(name: str, layout: Layout) -> str:
    sides = {"N": "states", "M": "actors"}
    fields = [
        f"    double {field}{''.join(f'[{sides.get(letter, letter)}]' for letter in letters)};"
        for field, letters in layout.fields
    ]
    return "\n".join([f"struct {name} {{", *fields, "};"])


def layouts(states: int, actors: int, side_by_side: int) -> str:
    """Return the header that lays out what the kernel is given: sizes, and the memory order of the blocks."""
    return "\n".join(
        [
            "// Written by benchmarks/cpp_year/build.py from the layouts of simulation/world.py.",
            "#pragma once",
            "namespace realpolitik {",
            f"constexpr int states = {states};",
            f"constexpr int actors = {actors};",
            f"constexpr int side_by_side = {side_by_side};",
            _structure("Inputs", INPUTS),
            _structure("Assumptions", ASSUMED),
            "}",
            "",
        ]
    )


def _digest(header: str, compiler: str) -> str:
    """Return a hash of all that shapes the library, the processor included: it is built for this one."""
    version = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout
    digest = hashlib.sha256("\0".join([header, version, *FLAGS, processor_name()]).encode())
    for file in sorted(path for path in FOLDER.rglob("*") if path.suffix in (".hpp", ".cpp")):
        digest.update(file.relative_to(FOLDER).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def build(states: int, actors: int, side_by_side: int) -> Path:
    """Return the shared library for so many states, actors and runs side by side, built if there is none yet.

    Raises
    ------
    NoCompiler
        There is no compiler.
    RuntimeError
        The compiler refuses the source.
    """
    compiler = find_compiler()
    header = layouts(states, actors, side_by_side)
    library = CACHE_FOLDER / f"cpp_year-{states}-{actors}-{side_by_side}-{_digest(header, compiler)}.so"
    if library.exists():
        return library
    with tempfile.TemporaryDirectory(dir=CACHE_FOLDER) as work:
        (Path(work) / "layouts.hpp").write_text(header, encoding="utf-8")
        fresh = Path(work) / library.name
        command = [compiler, *FLAGS, f"-I{FOLDER}", f"-I{work}", str(SOURCE), "-o", str(fresh)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
        os.replace(fresh, library)  # whole or not at all, whoever builds beside us
    return library


def _array(kind: type[np.generic], dimensions: int) -> type:
    return np.ctypeslib.ndpointer(kind, dimensions, flags="C_CONTIGUOUS")


@cache
def kernel(states: int, actors: int, side_by_side: int) -> ctypes._NamedFuncPointer:
    """Return the C++ function that runs an ensemble of so many states and actors, so many runs side by side."""
    function = ctypes.CDLL(str(build(states, actors, side_by_side))).run_ensemble
    function.restype = None
    function.argtypes = [
        _array(np.float64, 2),  # inputs, a row a year
        _array(np.float64, 1),  # assumptions
        _array(np.uint64, 1),  # keys of the names
        ctypes.c_int64,  # years
        _array(np.int64, 2),  # pairs
        ctypes.c_int64,  # first year
        ctypes.c_uint64,  # seed
        ctypes.c_uint64,  # first run
        ctypes.c_int64,  # runs
        _array(np.float64, 3),  # summary
        _array(np.int64, 3),  # class_count
        _array(np.int64, 2),  # trust_total
    ]
    return function
