"""Where a result comes from: versions, platform, state of the source tree."""

from __future__ import annotations

import datetime
import importlib.metadata
import platform
import subprocess
from pathlib import Path
from typing import Any

PACKAGES = ("mesa", "numba", "numpy", "pandas", "pyarrow", "scipy", "xarray")


def provenance() -> dict[str, Any]:
    """Return versions, platform, time and, in a source tree under git, its commit and whether it was changed."""
    from realpolitik import __version__

    return {
        "version": __version__,
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
        "platform": f"{platform.system()} {platform.machine()}",
        "git": git_state(),
    }


def git_state() -> dict[str, Any] | None:
    """Return commit and cleanness of the source tree that the package runs from; None outside one."""
    root = Path(__file__).parents[2]
    if not (root / ".git").exists():
        return None
    try:
        commit = _git(root, "rev-parse", "HEAD")
        changed = bool(_git(root, "status", "--porcelain", "--untracked-files=no"))
    except (OSError, subprocess.SubprocessError):  # no git on this machine, or a tree that it does not trust
        return None
    return {"commit": commit, "changed": changed}


def _git(root: Path, *words: str) -> str:
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
