"""Wrong input: every problem of a file at once, each with where, what was found and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]
"""Where in a document: keys of tables and indices of lists."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what the user gave.

    Attributes
    ----------
    path : tuple of str or int
        Where in the document, outermost key first; empty for the document as a whole.
    found, allowed : str
        What stands there, and what may stand there.
    nearest : str, optional
        The valid name closest to a misspelt one.
    file : str
        The file, or the option of a command, that holds it.
    """

    path: KeyPath
    found: str
    allowed: str
    nearest: str | None = None
    file: str = ""

    @property
    def key(self) -> str:
        """The path as ``--set`` writes it: ``states.iran.value``."""
        return ".".join(str(part) for part in self.path)

    def __str__(self) -> str:
        hint = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        what = f"found {self.found}; allowed: {self.allowed}{hint}"
        return ": ".join(part for part in (self.file, self.key, what) if part)


class InputError(ValueError):
    """The user's input is wrong; carries all problems that were found.

    Parameters
    ----------
    problems : iterable of Problem
        At least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)  # the one argument, so that the exception survives pickling

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def nearest_name(name: str, valid: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the valid name most like `name`, or None if none is as alike as it must be (1: equal).

    Examples
    --------
    >>> nearest_name("irann", ["iran", "russia"])
    'iran'
    """
    candidates = list(valid)
    matches = difflib.get_close_matches(str(name), candidates, n=1, cutoff=likeness)
    return matches[0] if matches else None


def listed(names: Iterable[object], limit: int = 20) -> str:
    """Return names as readable text, cut after `limit` of them."""
    texts = [str(name) for name in names]
    if not texts:
        return "none"
    more = len(texts) - limit
    return ", ".join(texts[:limit]) + (f" and {more} more" if more > 0 else "")


def quoted(value: object, limit: int = 80) -> str:
    """Return a value as a message shows it: its repr, cut to a readable length."""
    try:
        text = repr(value)
    except ValueError:  # an integer with more digits than Python prints
        text = "a number with thousands of digits"
    return text if len(text) <= limit else text[: limit - 3] + "..."
