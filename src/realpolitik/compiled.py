"""How rules and kernels are compiled, and where the compiled code is kept.

numba keys its cache on the file of the *cached* function alone: an edit of a rule would silently return the old
result. The cache folder is therefore named by a hash of every source file that holds rules or kernels
(`COMPILED_PARTS`). It is set before numba is imported, so this module comes first wherever rules are used.

With NUMBA_DISABLE_JIT=1 the rules run as plain Python (coverage, debugging); the results are the same to the bit.
"""

from __future__ import annotations

import gc
import hashlib
import importlib.metadata
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

COMPILED = os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0")
COMPILED_PARTS = (
    "theory", "simulation", "bits.py", "blocks.py", "block_types.py", "block_views.py", "lane_types.py",
    "lane_instructions.py", "rule_compiler.py", "kernel_cache.py", "compiled.py",
)  # fmt: skip
"""Where rules and kernels may be written: an edit anywhere else leaves the compiled code valid."""

_KEPT_CACHES = 8


def source_hash() -> str:
    """Return a hash of the sources of rules and kernels and of the versions that shape compiled code."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for part in COMPILED_PARTS:
        path = root / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    for package in ("numba", "llvmlite", "numpy"):
        digest.update(importlib.metadata.version(package).encode())
    return digest.hexdigest()[:16]


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _cache_home() -> Path:
    """Return the folder under which caches are kept: the user's own choice, the user's cache, else temporary."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen and Path(chosen).name.startswith("rules-"):  # set below by the process that started this one
        chosen = str(Path(chosen).parent.parent)
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    for candidate in (chosen, home):
        if candidate and _is_writable(Path(candidate) / "realpolitik"):
            return Path(candidate) / "realpolitik"
    return Path(tempfile.gettempdir()) / f"realpolitik-{os.getuid() if hasattr(os, 'getuid') else 'user'}"


def _remove_old_caches(home: Path, current: Path) -> None:
    """Keep the newest caches; others belong to sources that no longer exist."""
    others = [path for path in home.glob("rules-*") if path != current]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT_CACHES - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def cache_is_cold() -> bool:
    """Return whether the rules will have to be compiled: half a minute's wait that users should be told of."""
    return COMPILED and not any(CACHE_FOLDER.rglob("*.nbi"))


def _dispensable() -> list[str]:
    """Return what numba imports for nothing: coverage without NUMBA_JIT_COVERAGE, YAML without a file of settings."""
    asked = {"coverage": "NUMBA_JIT_COVERAGE" in os.environ, "yaml": Path(".numba_config.yaml").is_file()}
    return [package for package, is_asked in asked.items() if not is_asked and package not in sys.modules]


@contextmanager
def _quick_import() -> Iterator[None]:
    """Import numba without what it can do without, the search for garbage among it."""
    collecting = gc.isenabled()
    hidden = _dispensable()
    gc.disable()
    for package in hidden:
        sys.modules[package] = None  # type: ignore[assignment]  # an import of it fails as if there were none
    try:
        yield
    finally:
        for package in hidden:
            del sys.modules[package]
        if collecting:
            gc.enable()


def _unchanged(function: Callable[..., Any]) -> Any:
    return function


_rule: Callable[[Callable[..., Any]], Any] = _unchanged
_kernel: Callable[[Callable[..., Any]], Any] = _unchanged
CACHE_FOLDER = Path(tempfile.gettempdir())

if COMPILED:
    _home = _cache_home()
    CACHE_FOLDER = _home / f"rules-{source_hash()}"
    CACHE_FOLDER.mkdir(parents=True, exist_ok=True)
    _remove_old_caches(_home, CACHE_FOLDER)
    os.environ["NUMBA_CACHE_DIR"] = str(CACHE_FOLDER)
    # rules are wide by type or not at all: the passes that look for vectors find none and take a tenth of the time
    os.environ.setdefault("NUMBA_LOOP_VECTORIZE", "0")
    os.environ.setdefault("NUMBA_SLP_VECTORIZE", "0")
    with _quick_import():
        import numba
        from numba.extending import register_jitable

    setattr(numba.config, "CACHE_DIR", str(CACHE_FOLDER))  # noqa: B010  if somebody imported numba before
    # error_model "numpy": no zero-division branch in every quotient; rules guard their own denominators
    from realpolitik.kernel_cache import kept
    from realpolitik.rule_compiler import KernelCompiler, RuleCompiler

    # nothing in a rule is counted by its references ("nrt"): it makes no arrays
    _rule = register_jitable(
        error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False, pipeline_class=RuleCompiler
    )

    def _kernel(function: Callable[..., Any]) -> Any:
        return kept(numba.njit(error_model="numpy", nogil=True, pipeline_class=KernelCompiler)(function))


def instruction(function: Callable[..., Any]) -> Any:
    """Make a function of numbers that compiled rules carry out as an instruction, for one run or for lanes."""
    if COMPILED:
        from realpolitik import lane_instructions

        lane_instructions.teach_by_name(function)
    return function


def rule(function: Callable[..., Any]) -> Any:
    """Make a rule: a pure function of numbers and arrays, compiled into the kernels that use it.

    Called from Python, it stays the plain function that one reads; the bits are the same.
    """
    return _rule(function)


def kernel(function: Callable[..., Any]) -> Any:
    """Compile an entry point that Python calls: without the interpreter lock, kept on disk."""
    return _kernel(function)
