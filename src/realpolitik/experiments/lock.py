"""One process on a folder at a time: a lock that the system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from realpolitik.errors import InputError, Problem

LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder during the block.

    Raises
    ------
    InputError
        Another process works in the folder. One that was killed does not count: its lock is gone with it.
    """
    path = folder / LOCK
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _taken(handle):
            holder = _holder(handle)
            os.close(handle)
            allowed = "a folder in which no other realpolitik works; wait for it, or give another --out"
            raise InputError([Problem((), f"a folder in use by {holder}", allowed, file=str(folder))])
        if _is_still(handle, path):
            break
        os.close(handle)  # its holder ended and removed it just now
    try:
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _taken(handle: int) -> bool:
    """Try to take the lock of an open file."""
    try:
        if os.name == "nt":
            import msvcrt

            # beyond the text, which others may read
            os.lseek(handle, 1 << 20, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(handle: int) -> str:
    try:
        text = os.pread(handle, 200, 0) if hasattr(os, "pread") else b""
    except OSError:
        text = b""
    return text.decode(errors="replace").strip() or "another process"


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False
