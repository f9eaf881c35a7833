"""The scenarios and elite profiles that come with the package."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realpolitik.errors import InputError, Problem, listed, nearest_name
from realpolitik.scenario.text import read_toml

PROFILES = "profiles"


@dataclass(frozen=True)
class Entry:
    """A shipped file.

    Attributes
    ----------
    name : str
        Name by which it is loaded.
    title, description : str
        What the file says about itself.
    path : Path
        The file.
    """

    name: str
    title: str
    description: str
    path: Path


@functools.cache
def shipped_folder() -> Path:
    """Return the folder of the shipped files: inside an installed package, beside ``src`` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "shipped" / "scenarios"
    return installed if installed.is_dir() else package.parent.parent / "scenarios"


def shipped_scenarios() -> tuple[Entry, ...]:
    """Return the shipped scenarios, by name."""
    return _entries(shipped_folder())


def shipped_profiles() -> tuple[Entry, ...]:
    """Return the shipped elite profiles, by name."""
    return _entries(shipped_folder() / PROFILES)


def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios without opening their files."""
    return _names(shipped_folder())


def profile_names() -> tuple[str, ...]:
    """Return the names of the shipped profiles without opening their files."""
    return _names(shipped_folder() / PROFILES)


def shipped_file(name: str) -> Path:
    """Return the file of a shipped scenario or profile.

    Parameters
    ----------
    name : str
        The name of a scenario or profile; ``profiles/NAME`` where a scenario has the same name as a profile.

    Raises
    ------
    InputError
        Nothing of this name is shipped.
    """
    if name in scenario_names():
        return shipped_folder() / f"{name}.toml"
    profile = name.removeprefix(f"{PROFILES}/")
    if profile in profile_names():
        return shipped_folder() / PROFILES / f"{profile}.toml"
    names = (*scenario_names(), *profile_names())
    found = f"the unknown name {name!r}"
    raise InputError([Problem((), found, listed(names, 60), nearest_name(name, names))])


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml"))) if folder.is_dir() else ()


def _entries(folder: Path) -> tuple[Entry, ...]:
    return tuple(_entry(folder / f"{name}.toml") for name in _names(folder))


def _entry(path: Path) -> Entry:
    content = read_toml(path, path.name)
    return Entry(path.stem, _text(content, "title"), _text(content, "description"), path)


def _text(content: dict[str, Any], key: str) -> str:
    value = content.get(key, "")
    return value if isinstance(value, str) else ""
