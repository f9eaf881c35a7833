"""What the commands print: results on standard output, everything else on standard error."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

UNLIMITED_WIDTH = 240
"""Columns of a table that goes to a file or a pipe, where nothing need be cut or wrapped."""


def print_json(content: Mapping[str, Any]) -> None:
    """Print one JSON object on standard output.

    Raises
    ------
    ValueError
        The content holds NaN or an infinity, which JSON cannot say.
    """
    print_text(json.dumps(content, indent=2, allow_nan=False))


def print_text(text: str) -> None:
    """Print lines on standard output, at once: a full disk or a closed pipe must not surface at the exit."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def print_bytes(content: bytes) -> None:
    """Print the bytes of a file on standard output, unchanged."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def print_rich(*parts: RenderableType) -> None:
    """Print tables and lines on standard output, as wide as the terminal or else as they need."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else UNLIMITED_WIDTH
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)
    sys.stdout.flush()


def new_table(title: str, *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """Return an empty table; its first column names the rows, the columns in `numbers` are set to the right."""
    from rich import box
    from rich.table import Table

    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for column in columns:
        is_number = column in numbers
        is_name = column == columns[0]
        table.add_column(column, justify="right" if is_number else "left", no_wrap=is_number or is_name)
    return table


def complain(*messages: str, hint: str = "") -> None:
    """Print what is wrong on standard error, a line each."""
    lines = [f"realpolitik: {message}" for message in messages] + ([hint] if hint else [])
    with contextlib.suppress(OSError):  # nobody is listening
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()


def notice(message: str) -> None:
    """Print a remark on standard error."""
    complain(message)


def silence_standard_output() -> None:
    """Let what is left in the buffer of a broken standard output vanish, or Python fails again at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
