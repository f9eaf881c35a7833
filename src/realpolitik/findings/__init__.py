"""The twenty findings of the article as tests: claims, statistics, controls, records, verdicts."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Findings(ModuleType):
    """The findings as what can be called to test them.

    ``rp.findings`` is a function to users, and this package to Python as soon as any of its modules is imported.
    """

    def __call__(self, *arguments: Any, **settings: Any) -> Any:
        from realpolitik import api

        return api.findings(*arguments, **settings)


sys.modules[__name__].__class__ = _Findings
