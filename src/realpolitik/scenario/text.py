"""Reading a file of text: what can go wrong before its content matters."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from realpolitik.errors import InputError, Problem

LARGEST_FILE_BYTES = 20_000_000


def read_text(path: Path, label: str, kind: str) -> str:
    """Return the text of a file.

    Parameters
    ----------
    path : Path
        The file.
    label : str
        How messages call it.
    kind : str
        What it should be, as in "a TOML file".

    Raises
    ------
    InputError
        There is no such file, or it is a folder, unreadable, binary or empty.
    """
    allowed = f"{kind} in UTF-8"
    try:
        if path.is_dir():
            raise _refused(label, "a folder", allowed)
        if not path.exists():
            raise _refused(label, "no such file", allowed)
        if not path.is_file():
            raise _refused(label, "neither file nor folder", allowed)
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise _refused(label, f"more than {LARGEST_FILE_BYTES // 1_000_000} megabytes", allowed)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(label, f"a file that cannot be read ({reason})", allowed) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(label, f"bytes that are no UTF-8 text (at byte {error.start})", allowed) from None
    if "\0" in text:
        raise _refused(label, "a binary file", allowed)
    if not text.strip():
        raise _refused(label, "an empty file", allowed)
    return text


def read_toml(path: Path, label: str) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises
    ------
    InputError
        The file cannot be read, or is no TOML; a syntax error names its line.
    """
    return toml_in(read_text(path, label, "a TOML file"), label)


def toml_in(text: str, label: str) -> dict[str, Any]:
    """Return the content of a text of TOML.

    Raises
    ------
    InputError
        The text is no TOML; a syntax error names its line.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refused(label, f"a syntax error: {error}", "TOML") from None
    except RecursionError:
        raise _refused(label, "lists or tables nested too deeply", "TOML") from None
    except ValueError as error:  # a number that Python does not read
        raise _refused(label, f"a number that cannot be read: {error}", "TOML") from None


def _refused(label: str, found: str, allowed: str) -> InputError:
    return InputError([Problem((), found, allowed, file=label)])
