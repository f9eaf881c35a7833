"""Packages that only some experiments need: how to say which command installs them."""

from __future__ import annotations

import importlib
from typing import Any

from realpolitik.errors import InputError, Problem


def needed(module: str, extra: str, what: str) -> Any:
    """Return a module of an extra.

    Raises
    ------
    InputError
        It is not installed; the message has the command that installs it.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if (error.name or "").partition(".")[0] != package:
            raise
        found = f"{what} without the package {package}"
        raise InputError([Problem((), found, f"{what} after: pip install 'realpolitik[{extra}]'")]) from None
