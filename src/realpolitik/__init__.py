"""Iran, Russia and the West as realist states: scenario runs, findings, history.

>>> import realpolitik as rp
>>> results = rp.simulate("pahlavi", runs=20)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realpolitik.api import compare, experiment, explain, findings, simulate
    from realpolitik.errors import InputError
    from realpolitik.experiments.analysis.discovery import discover
    from realpolitik.experiments.analysis.effects import effects
    from realpolitik.experiments.analysis.sensitivity import sensitivity
    from realpolitik.report.experiment.page import write_experiment_report
    from realpolitik.scenario import Scenario, load
    from realpolitik.simulation.states import RealistModel

__version__ = "0.1.0"

__all__ = [
    "InputError",
    "RealistModel",
    "Scenario",
    "compare",
    "discover",
    "effects",
    "experiment",
    "explain",
    "findings",
    "load",
    "sensitivity",
    "simulate",
    "write_experiment_report",
]

_HOMES = {
    "compare": "api",
    "discover": "experiments.analysis.discovery",
    "effects": "experiments.analysis.effects",
    "experiment": "api",
    "explain": "api",
    "findings": "api",
    "simulate": "api",
    "InputError": "errors",
    "Scenario": "scenario",
    "load": "scenario",
    "sensitivity": "experiments.analysis.sensitivity",
    "write_experiment_report": "report.experiment.page",
    "RealistModel": "simulation.states",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: numba, Mesa and pandas take their time."""
    if name in _HOMES:
        value = getattr(importlib.import_module(f"realpolitik.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'realpolitik' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
