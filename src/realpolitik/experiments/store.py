"""The folder of an experiment: what is finished survives every kind of death, and nothing half written is believed.

    manifest.json     experiment and scenarios in full, versions, timings, SHA-256 of every table and of itself
    design.parquet    a row per point
    parts/            finished pieces while the work goes on; their names carry their SHA-256
    runs.parquet      ...

Every file is written beside its place and then moved there. A part whose content is not what its name says is
thrown away and computed again; a table that is not what the manifest says is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.checksums import HASHES, file_problems, seal_problems, sealed, sha256
from realpolitik.errors import InputError, Problem, quoted
from realpolitik.experiments.assembling import CONTRASTS, DESIGN, POINTS, RUNS, SAMPLE
from realpolitik.experiments.lock import LOCK, locked
from realpolitik.results_folder import (
    DAMAGED,
    MANIFEST,
    MARK,
    check_folder,
    check_writable,
    has_damaged_manifest,
    named,
    read_manifest,
)

if TYPE_CHECKING:
    import pyarrow as pa

PARTS = "parts"
KIND = "experiment"
RUNNING, FINISHED = "running", "finished"
FRESH = ".new"
"""Ending of a file that is being written."""

_REMEDY = "run with --fresh to make it again"
_PART_NAME = re.compile(r"(\d{6,})-([0-9a-f]{32})\.parquet")


class StoreError(RuntimeError):
    """The folder cannot take or give what it should; what is finished in it is kept."""


class Store:
    """An open folder of one experiment; `opened` makes one.

    Parameters
    ----------
    folder : Path
        The folder; exists, is ours, and is locked.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts_folder = folder / PARTS
        self._parts: dict[int, Path] = {}

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest as it stands."""
        return read_manifest(self.folder) or {}

    def write_manifest(self, content: Mapping[str, Any]) -> None:
        """Replace the manifest."""
        from realpolitik import __version__

        full = sealed({MARK: __version__, "kind": KIND, **content})
        text = json.dumps(full, indent=1, allow_nan=False)
        with self.writing(self.folder / MANIFEST) as path:
            path.write_text(text + "\n", encoding="utf-8")

    @contextmanager
    def writing(self, path: Path) -> Iterator[Path]:
        """Yield a path to write to; the file appears in its place when the block ends without an error.

        Raises
        ------
        StoreError
            The disk is full, or the folder cannot be written.
        """
        fresh = path.with_name(path.name + FRESH)
        try:
            yield fresh
            with fresh.open("rb") as file:
                os.fsync(file.fileno())
            os.replace(fresh, path)
        except OSError as error:
            reason = error.strerror or " ".join(str(error).split())
            kept = "what is finished is kept, the same command goes on from there"
            raise StoreError(f"{path.parent}: {path.name} cannot be written ({reason}); {kept}") from error
        finally:
            fresh.unlink(missing_ok=True)

    def find_parts(self) -> set[int]:
        """Return the numbers of the finished parts; what is damaged or half written is removed."""
        self._parts = {}
        if not self.parts_folder.is_dir():
            return set()
        for path in sorted(self.parts_folder.iterdir()):
            match = _PART_NAME.fullmatch(path.name)
            if match and sha256(path).startswith(match[2]):
                self._parts[int(match[1])] = path
            else:
                path.unlink()
        return set(self._parts)

    def write_part(self, number: int, table: pa.Table) -> None:
        """Keep a finished part."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd", compression_level=1)
        content = sink.getvalue().to_pybytes()
        path = self.parts_folder / f"{number:06d}-{hashlib.sha256(content).hexdigest()[:32]}.parquet"
        try:
            self.parts_folder.mkdir(exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.folder}: no folder for parts ({error.strerror})") from error
        with self.writing(path) as fresh:
            fresh.write_bytes(content)
        self._parts[number] = path

    def read_part(self, number: int) -> pa.Table:
        """Return a finished part.

        Raises
        ------
        StoreError
            It is not there, or not what was written.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self._parts[number]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror}); run the experiment again") from error
        if not hashlib.sha256(content).hexdigest().startswith(path.stem.partition("-")[2]):
            raise StoreError(f"{path}: damaged; run the experiment again, it is then computed anew")
        return pq.read_table(pa.BufferReader(content))

    def finish(self, content: Mapping[str, Any], tables: list[str]) -> None:
        """Write the last manifest, with the hashes of the tables, and remove the parts."""
        hashes = {name: sha256(self.folder / name) for name in tables}
        self.write_manifest({**content, "status": FINISHED, "files": [*tables, MANIFEST], HASHES: hashes})
        shutil.rmtree(self.parts_folder, ignore_errors=True)

    def add(self, files: Mapping[str, bytes]) -> None:
        """Write files that go with finished results, such as a report, in the place of earlier ones."""
        for name, content in files.items():
            with self.writing(self.folder / name) as path:
                path.write_bytes(content)
        manifest = self.manifest
        known = [name for name in manifest["files"] if name != MANIFEST]
        names = [*known, *(name for name in files if name not in known), MANIFEST]
        self.write_manifest({**manifest, "files": names})

    def clear(self) -> None:
        """Remove what an earlier experiment left; files that somebody else put there stay."""
        names = [str(name) for name in self.manifest.get("files", ())]
        shutil.rmtree(self.parts_folder, ignore_errors=True)
        for path in [self.folder / name for name in names if name != MANIFEST]:
            if path.parent == self.folder and path.is_file():
                path.unlink()
        if has_damaged_manifest(self.folder):  # it names no files, `_clearable` knows them
            for name in (DESIGN, SAMPLE, RUNS, POINTS, CONTRASTS):
                (self.folder / name).unlink(missing_ok=True)
        (self.folder / MANIFEST).unlink(missing_ok=True)


@contextmanager
def opened(folder: Path, *, fresh: bool = False) -> Iterator[Store]:
    """Open the folder of an experiment for writing, made if there is none; nobody else can meanwhile.

    Parameters
    ----------
    folder : Path
        The folder.
    fresh : bool
        Whether what an earlier experiment left there is going to be cleared.

    Raises
    ------
    InputError
        It is a file, holds files that are not ours or results of another kind, cannot be written, or is in use.
    StoreError
        It cannot be made.
    """
    check_store_folder(folder, fresh=fresh)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made ({error.strerror})") from error
    with locked(folder):
        for path in folder.glob(f"*{FRESH}"):
            path.unlink()
        yield Store(folder)


def check_store_folder(folder: Path, *, fresh: bool = False) -> None:
    """Check that an experiment can be written to a folder.

    Parameters
    ----------
    folder, fresh
        As `opened`.

    Raises
    ------
    InputError
        As `opened`, but whether it is in use.
    """
    try:
        left = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    except OSError:
        left = set()
    begun = bool(left) and left <= {LOCK, MANIFEST + FRESH}
    if begun:  # an experiment that was killed before its first manifest leaves a lock or less
        check_writable(folder, "a folder that can be written")
    elif not _clearable(folder):
        check_folder(folder, KIND)
    elif fresh:
        check_writable(folder, "a folder that can be written")
    else:
        allowed = "--fresh, to begin the experiment anew, or another --out"
        raise InputError([Problem((), DAMAGED, allowed, file=str(folder))])


def _clearable(folder: Path) -> bool:
    """Return whether a folder whose manifest is damaged has tables that only an experiment of ours leaves."""
    if not has_damaged_manifest(folder):
        return False
    try:
        parts = [path.name for path in (folder / PARTS).iterdir()] if (folder / PARTS).is_dir() else []
    except OSError:
        return False
    finished = all((folder / name).is_file() for name in (DESIGN, RUNS))
    return finished or (bool(parts) and all(map(_PART_NAME.fullmatch, parts)))


def check_same(folder: Path, stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Check that a folder holds results of the experiment that is to be run, key by key.

    Raises
    ------
    InputError
        What differs: the key, what the folder has, what the file has now.
    """
    allowed = "the same, --fresh, or another --out"
    problems = [
        Problem(path, f"{_shown(new)}, where the folder has results for {_shown(old)}", allowed, file=str(folder))
        for path, old, new in differences(stored, wanted)
    ]
    if problems:
        raise InputError(problems)


_NOTHING = object()


def _shown(value: Any) -> str:
    return "nothing" if value is _NOTHING else quoted(value)


def differences(
    old: Any, new: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """Yield the places in which two documents differ, with what stands there."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from differences(old.get(key, _NOTHING), new.get(key, _NOTHING), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, (*path, place))
    elif old is _NOTHING or new is _NOTHING or old != new or type(old) is not type(new):
        yield path, old, new


def verified(folder: Path) -> dict[str, Any]:
    """Return the manifest of a finished experiment after checking its tables against it.

    Raises
    ------
    InputError
        The folder is none of a finished experiment, a table is damaged or missing, or the manifest was altered.
    """
    manifest = read_manifest(folder)
    if manifest is None or manifest.get("kind") != KIND:
        allowed = "the folder of a finished experiment"
        found = named(folder, "a folder without an experiment")
        allowed = _REMEDY if found == DAMAGED else allowed
        raise InputError([Problem((), found, allowed, file=str(folder))])
    if manifest.get("status") != FINISHED:
        found = "an experiment that has not ended"
        raise InputError([Problem((), found, "a finished one; run it again to go on", file=str(folder))])
    problems = list(file_problems(folder, manifest, _REMEDY))
    problems = problems or _agreement(folder, manifest)
    problems = problems or list(seal_problems(folder / MANIFEST, manifest, _REMEDY))
    if problems:
        raise InputError(problems)
    return manifest


def _agreement(folder: Path, manifest: Mapping[str, Any]) -> list[Problem]:
    from realpolitik.experiments.agreement import agreement_problems  # it reads the tables, which takes pyarrow

    return list(agreement_problems(folder, manifest))
