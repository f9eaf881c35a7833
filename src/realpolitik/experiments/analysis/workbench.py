"""The EMA workbench: imported when it is asked for, and without the seconds that its log costs."""

from __future__ import annotations

import contextlib
import inspect
import warnings
from collections.abc import Iterator
from types import FrameType
from typing import Any

from realpolitik.experiments.extras import needed


def workbench(module: str, what: str) -> Any:
    """Return a module of the EMA workbench's analysis.

    Parameters
    ----------
    module : str
        Its name.
    what : str
        What is asked for, for the message to those who have not got the workbench.

    Raises
    ------
    InputError
        The workbench is not installed; the message has the command that installs it.
    """
    with warnings.catch_warnings(), _frames_without_sources():
        warnings.simplefilter("ignore")  # of packages that it can do without
        return needed(f"ema_workbench.analysis.{module}", "sensitivity", what)


@contextlib.contextmanager
def _frames_without_sources() -> Iterator[None]:
    """Let `inspect.getouterframes` tell names and lines only.

    The workbench asks it for the name of a class at every method that it logs. To find the sources of the frames, it
    looks through all modules that are loaded: more than half of the import, nine tenths beside many other packages.
    """
    with_sources = inspect.getouterframes
    inspect.getouterframes = _outer_frames
    try:
        yield
    finally:
        inspect.getouterframes = with_sources


def _outer_frames(frame: FrameType | None, context: int = 1) -> list[inspect.FrameInfo]:
    found = []
    while frame is not None:
        code = frame.f_code
        found.append(inspect.FrameInfo(frame, code.co_filename, frame.f_lineno, code.co_name, None, None))
        frame = frame.f_back
    return found
