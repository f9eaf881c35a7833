"""The experiments that come with the package."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.scenario.catalogue import Entry
from realpolitik.scenario.text import read_toml

SUFFIX = ".toml"


@functools.cache
def shipped_folder() -> Path:
    """Return the folder of the shipped experiments: inside an installed package, beside ``src`` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "shipped" / "experiments"
    return installed if installed.is_dir() else package.parent.parent / "experiments"


def experiment_names() -> tuple[str, ...]:
    """Return the names of the shipped experiments without opening their files."""
    folder = shipped_folder()
    return tuple(sorted(path.stem for path in folder.glob(f"*{SUFFIX}"))) if folder.is_dir() else ()


def shipped_experiments() -> tuple[Entry, ...]:
    """Return the shipped experiments, by name."""
    entries = []
    for name in experiment_names():
        path = shipped_folder() / f"{name}{SUFFIX}"
        content = read_toml(path, path.name)
        title, description = (str(content.get(key, "")) for key in ("title", "description"))
        entries.append(Entry(name, title, description, path))
    return tuple(entries)


def find_experiment(name_or_path: str | os.PathLike[str]) -> Path:
    """Return the file of an experiment: a shipped name first, else a path.

    Raises
    ------
    InputError
        The text is neither a shipped name nor a path.
    """
    names = experiment_names()
    allowed = f"a shipped experiment ({listed(names, 60)}) or the path of a {SUFFIX} file"
    if not isinstance(name_or_path, str | os.PathLike):
        raise InputError([Problem((), quoted(name_or_path), allowed)])
    text = os.fspath(name_or_path)
    if isinstance(name_or_path, str) and text in names:
        return shipped_folder() / f"{text}{SUFFIX}"
    path = Path(text)
    if isinstance(name_or_path, str) and not (text.endswith(SUFFIX) or "/" in text or path.exists()):
        raise InputError([Problem((), f"the unknown experiment {name_or_path!r}", allowed, nearest_name(text, names))])
    return path
