"""Paths that the user gives: what is none at all."""

from __future__ import annotations

import os
from pathlib import Path

from realpolitik.errors import InputError, Problem, quoted


def checked_path(name: str, value: object, allowed: str) -> Path:
    """Return a path that the user gave.

    Parameters
    ----------
    name : str
        What the user gave it as.
    value : object
        What they gave.
    allowed : str
        What a message calls a path that would do.

    Raises
    ------
    InputError
        It is neither text nor path, or it is empty: an empty path would be the present folder.
    """
    if isinstance(value, Path):
        return value
    text = os.fspath(value) if isinstance(value, str | os.PathLike) else None
    if not isinstance(text, str) or not text.strip():
        found = "an empty path" if text is not None and not text.strip() else quoted(value)
        raise InputError([Problem((name,), found, allowed)])
    return Path(text)
