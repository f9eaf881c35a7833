"""Tests that need a package of an extra: skipped without it, and nothing is imported to find that out.

The EMA workbench takes seconds to import, and every process that tests reads all files.
"""

from __future__ import annotations

import importlib.util

import pytest


def needs(*packages: str) -> pytest.MarkDecorator:
    """Return a mark that skips a test where one of the packages is not installed."""
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"without {', '.join(missing)}")
