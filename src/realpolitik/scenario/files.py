"""Finding, reading and merging the files of a scenario."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.scenario import catalogue
from realpolitik.scenario.merging import Merged, merged_over
from realpolitik.scenario.profiles import Profile, read_profile
from realpolitik.scenario.scenario import Scenario, assemble
from realpolitik.scenario.text import read_toml

SUFFIX = ".toml"


@dataclass(frozen=True)
class _Layer:
    path: Path
    label: str
    content: dict[str, Any]


def load(name_or_path: str | os.PathLike[str]) -> Scenario:
    """Return a scenario, its bases merged in, its profiles and series read, everything checked.

    Parameters
    ----------
    name_or_path : str or path
        The name of a shipped scenario, or the path of a TOML file. A series, profile or base is looked for
        beside the file, then among the shipped ones.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario and its files.

    Examples
    --------
    >>> load("islamic-republic").roster.pairs
    ('iran-russia', 'iran-west', 'russia-west')
    """
    path = find_scenario(name_or_path)
    layers = _read_layers(path, _label(path, name_or_path))
    merged: Merged | None = None
    for layer in reversed(layers):
        merged = merged_over(merged, layer.content, layer.label)
    assert merged is not None  # there is at least the file itself
    folders = dict.fromkeys(layer.path.parent for layer in layers)
    return assemble(path.stem, merged, (*folders, catalogue.shipped_folder()))


def load_profile(name_or_path: str | os.PathLike[str]) -> Profile:
    """Return an elite profile: a shipped one by name, or one from a file.

    Raises
    ------
    InputError
        Everything that is wrong with the profile.
    """
    text = os.fspath(name_or_path)
    if text in catalogue.profile_names():
        return read_profile(catalogue.shipped_folder() / catalogue.PROFILES / f"{text}{SUFFIX}", f"{text}{SUFFIX}")
    if not _is_path(text):
        raise _unknown_name(text, "profile", catalogue.profile_names())
    return read_profile(Path(text), text)


def check_file(path: str | os.PathLike[str]) -> Literal["scenario", "profile"]:
    """Check a scenario or profile file and return which of the two it is.

    Raises
    ------
    InputError
        Everything that is wrong with it.
    """
    content = read_toml(Path(path), os.fspath(path))
    if "weights" in content and "states" not in content:
        load_profile(path)
        return "profile"
    load(path)
    return "scenario"


def find_scenario(name_or_path: str | os.PathLike[str]) -> Path:
    """Return the file of a scenario: a shipped name first, else a path.

    Raises
    ------
    InputError
        The text is neither a shipped name nor a path.
    """
    if not isinstance(name_or_path, str | os.PathLike):
        allowed = f"a shipped scenario ({listed(catalogue.scenario_names(), 60)}) or the path of a {SUFFIX} file"
        raise InputError([Problem((), quoted(name_or_path), allowed)])
    text = os.fspath(name_or_path)
    if isinstance(name_or_path, str) and text in catalogue.scenario_names():
        return catalogue.shipped_folder() / f"{text}{SUFFIX}"
    if isinstance(name_or_path, str) and not _is_path(text):
        raise _unknown_name(text, "scenario", catalogue.scenario_names())
    return Path(text)


def _is_path(text: str) -> bool:
    return text.endswith(SUFFIX) or os.sep in text or "/" in text or os.path.exists(text)


def _unknown_name(name: str, kind: str, names: tuple[str, ...]) -> InputError:
    allowed = f"a shipped {kind} ({listed(names, 60)}) or the path of a {SUFFIX} file"
    return InputError([Problem((), f"the unknown {kind} {name!r}", allowed, nearest_name(name, names))])


def _label(path: Path, given: str | os.PathLike[str]) -> str:
    """Call a file as the user did, a shipped one by its file name."""
    return path.name if path.parent == catalogue.shipped_folder() else os.fspath(given)


def _read_layers(path: Path, label: str) -> list[_Layer]:
    """Return the file and its bases, the file first."""
    layers = [_Layer(path, label, read_toml(path, label))]
    seen = {_identity(path): label}
    while "extends" in layers[-1].content:
        child = layers[-1]
        base = _find_base(child)
        base_label = _label(base, base)
        if _identity(base) in seen:
            circle = " -> ".join([*(layer.label for layer in layers), base_label])
            allowed = "a base that does not lead back here"
            raise InputError([Problem(("extends",), f"a circle: {circle}", allowed, file=child.label)])
        seen[_identity(base)] = base_label
        layers.append(_Layer(base, base_label, read_toml(base, base_label)))
    return layers


def _identity(path: Path) -> str:
    return os.path.realpath(path)


def _find_base(child: _Layer) -> Path:
    """Return the file that a file extends: beside it (but not itself), else shipped."""
    name = child.content["extends"]
    folder, allowed = child.path.parent, "the name of a shipped scenario, or of a file beside this one"
    if not isinstance(name, str) or not name:
        raise InputError([Problem(("extends",), repr(name), allowed, file=child.label)])
    beside = folder / (name if name.endswith(SUFFIX) else f"{name}{SUFFIX}")
    itself = _identity(beside) == _identity(child.path)
    stem = name.removesuffix(SUFFIX)
    if beside.is_file() and not (itself and stem in catalogue.scenario_names() and not _is_shipped(child.path)):
        return beside
    if stem in catalogue.scenario_names():
        return catalogue.shipped_folder() / f"{stem}{SUFFIX}"
    names = sorted({*catalogue.scenario_names(), *(path.stem for path in folder.glob(f"*{SUFFIX}"))})
    problem = Problem(("extends",), f"the unknown scenario {name!r}", listed(names, 60), nearest_name(stem, names))
    raise InputError([dataclasses.replace(problem, file=child.label)])


def _is_shipped(path: Path) -> bool:
    return path.parent == catalogue.shipped_folder()
