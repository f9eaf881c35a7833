"""Folders of results: which folder may be written to, and how files come into it all at once or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from realpolitik.checksums import HASHES, file_problems, seal_problems, sealed, sha256
from realpolitik.errors import InputError, Problem

MANIFEST = "manifest.json"
MARK = "realpolitik"
"""Key of a manifest that says that the folder is ours; its value is the version that wrote it."""

TABLES = (".parquet", ".csv", ".json")
"""Endings of the files of which a manifest keeps checksums."""

DAMAGED = f"a {MANIFEST} that cannot be read"
"""What a message calls a damaged manifest."""

_ALLOWED = "a new folder, an empty one, or one with results of an earlier {kind}"
_AS_WRITTEN = "run the same command again to make it anew"


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a folder of ours, None if it is not one."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and MARK in content else None


def has_damaged_manifest(folder: Path) -> bool:
    """Return whether a folder has a manifest that cannot be read, so that nobody knows whose it is."""
    path = folder / MANIFEST
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return path.is_file()
    return False


def named(folder: Path, words: str) -> str:
    """Return what a message calls what stands in the place of a folder of ours; the words, if it is a folder at all."""
    if has_damaged_manifest(folder):
        return DAMAGED
    return words if folder.is_dir() else "a file" if os.path.lexists(folder) else "no such folder"


def check_folder(folder: Path, kind: str) -> None:
    """Check that results of a kind can be written to a folder, without leaving anything in it.

    Raises
    ------
    InputError
        It is a file, holds files that are not ours or results of another kind, or cannot be written.
    """
    allowed = _ALLOWED.format(kind=kind)
    problem: str | None = None
    with contextlib.suppress(OSError, ValueError):  # of such paths `check_writable` has more to say
        if folder.is_dir():
            manifest = read_manifest(folder)
            if manifest is None and has_damaged_manifest(folder):
                problem = DAMAGED
            elif any(folder.iterdir()) and manifest is None:
                problem = f"a folder with files that are not ours ({next(folder.iterdir()).name})"
            elif manifest is not None and manifest.get("kind") != kind:
                problem = f"a folder with results of another kind ({manifest.get('kind')})"
    if problem is not None:
        raise InputError([Problem((), problem, allowed, file=str(folder))])
    check_writable(folder, allowed)


def check_writable(folder: Path, allowed: str) -> None:
    """Check that files can be written to a folder that is there or can be made, without leaving anything in it.

    Parameters
    ----------
    folder : Path
        The folder, as the user gave it.
    allowed : str
        What a message calls a folder that would do.

    Raises
    ------
    InputError
        It is a file, lies below one, or cannot be written.
    """
    problem: str | None = None
    try:
        if folder.is_dir():
            problem = _refusal(folder, "a folder that cannot be written")
        elif os.path.lexists(folder):
            problem = "a file"
        else:
            above = next(parent for parent in folder.absolute().parents if os.path.lexists(parent))
            if above.is_dir():
                problem = _refusal(above, "a path in a folder that cannot be written")
            else:
                problem = f"a path below {above.name}, which is a file"
    except (OSError, ValueError) as error:  # names too long, loops of links, null bytes
        problem = f"a path that cannot be used ({getattr(error, 'strerror', None) or error})"
    if problem is not None:
        raise InputError([Problem((), problem, allowed, file=str(folder))])


def _refusal(folder: Path, words: str) -> str | None:
    """Return the words if nothing can be made in a folder; only trying tells, for there are rights beside the bits."""
    try:
        Path(tempfile.mkdtemp(prefix=".realpolitik-", dir=folder)).rmdir()
    except OSError:
        return words
    return None


@contextmanager
def written_folder(folder: Path, kind: str) -> Iterator[Path]:
    """Yield an empty folder to write files into; they appear in `folder` when the block ends without an error.

    A new folder appears as a whole. In a folder of ours the files of the earlier run are replaced, the manifest
    last; files that somebody else put there stay.

    Raises
    ------
    InputError
        As `check_folder`.
    """
    check_folder(folder, kind)
    exists = folder.is_dir()
    home = folder if exists else folder.absolute().parent
    home.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name or 'results'}-", dir=home))
    try:
        yield fresh
        if exists:
            _replace(folder, fresh)
        else:
            fresh.chmod(0o777 & ~_umask())
            fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _replace(folder: Path, fresh: Path) -> None:
    """Move new files into a folder of ours; those of its earlier run that are not written again go."""
    earlier = read_manifest(folder) or {}
    names = {path.name for path in fresh.iterdir()}
    for name in earlier.get("files", ()):
        stale = folder / str(name)
        if stale.name not in names and stale.parent == folder and stale.is_file():
            stale.unlink()
    for path in sorted(fresh.iterdir(), key=lambda path: path.name == MANIFEST):
        target = folder / path.name
        if target.is_dir():
            shutil.rmtree(target)
        os.replace(path, target)


def write_manifest(folder: Path, content: Mapping[str, Any], *, checksums: bool = False) -> None:
    """Write the manifest of a folder, with the names of the files that stand in it.

    Parameters
    ----------
    folder : Path
        The folder, with all other files in it.
    content : mapping
        What the manifest says beside.
    checksums : bool
        Whether it keeps checksums of the tables and of itself, for `check_results`.
    """
    from realpolitik import __version__

    names = sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)
    full = {MARK: __version__, **content, "files": [*names, MANIFEST]}
    if checksums:
        full = sealed({**full, HASHES: {name: sha256(folder / name) for name in names if name.endswith(TABLES)}})
    (folder / MANIFEST).write_text(json.dumps(full, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def check_results(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Check that a folder holds what was written to it, as far as its manifest has checksums.

    Raises
    ------
    InputError
        A table is damaged, altered or missing, or the manifest was altered.
    """
    problems = list(file_problems(folder, manifest, _AS_WRITTEN))
    problems = problems or list(seal_problems(folder / MANIFEST, manifest, _AS_WRITTEN))
    if problems:
        raise InputError(problems)
