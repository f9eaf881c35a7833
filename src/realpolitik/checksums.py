"""Checksums of results: a file, or a manifest, that is not what was written is told from one that is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from realpolitik.errors import Problem

HASHES = "sha256"
"""Key of a manifest under which the SHA-256 of the tables stand, by name of the file."""

SEAL = "manifest_sha256"
"""Key of the SHA-256 of all else that a manifest says."""


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sealed(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a manifest with its seal."""
    return {**content, SEAL: _seal(content)}


def _seal(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content, whatever the order of its keys and the layout of the file."""
    said = json.loads(json.dumps({key: value for key, value in content.items() if key != SEAL}))
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def file_problems(folder: Path, manifest: Mapping[str, Any], remedy: str) -> Iterator[Problem]:
    """Report the files of a folder that are not what its manifest says; one without checksums says nothing.

    Parameters
    ----------
    folder : Path
        The folder.
    manifest : mapping
        Its manifest.
    remedy : str
        How to get the files anew.
    """
    hashes = manifest.get(HASHES)
    for name, expected in hashes.items() if isinstance(hashes, Mapping) else ():
        path = folder / name
        actual = sha256(path) if path.is_file() else None
        if actual != expected:
            what = "no such file" if actual is None else "a file that is not what was written"
            yield Problem((), what, f"the file as it was; {remedy}", file=str(path))


def seal_problems(path: Path, manifest: Mapping[str, Any], remedy: str) -> Iterator[Problem]:
    """Report a manifest that says something else than what was written; one without a seal is taken as it is."""
    if SEAL in manifest and manifest[SEAL] != _seal(manifest):
        what = "a manifest that is not what was written"
        yield Problem((), what, f"the manifest as it was; {remedy}", file=str(path))
