"""The libraries of the extra `validation`, and what to say when they are not there."""

from __future__ import annotations

from typing import Any

from realpolitik.errors import InputError, Problem

INSTALL = "pip install 'realpolitik[validation]'"


def learning() -> Any:
    """Return scikit-learn with the parts that the baselines use.

    Raises
    ------
    InputError
        It is not installed; the message names the command that installs it.
    """
    try:
        import sklearn.ensemble
        import sklearn.linear_model
    except ImportError:
        raise _missing("scikit-learn") from None
    return sklearn


def evolution() -> Any:
    """Return pycma.

    Raises
    ------
    InputError
        It is not installed; the message names the command that installs it.
    """
    try:
        import cma
    except ImportError:
        raise _missing("cma") from None
    return cma


def _missing(name: str) -> InputError:
    return InputError([Problem((), f"no package {name!r}", f"the extra 'validation'; install it with: {INSTALL}")])
