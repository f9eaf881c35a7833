"""Factors: what varies, over which values, and what a value changes.

A point of a design holds a number per factor, its *code*: the value itself of a range, the place of a choice, NaN
where the factor stays as the scenario has it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from realpolitik.experiments.changes import SCENARIO, Change, placed

Kind = Literal["continuous", "integer", "choice"]


@dataclass(frozen=True)
class Factor:
    """A factor, ready to use.

    Attributes
    ----------
    name, label, unit : str
        Name in tables; what it is, and its unit, to print.
    meaning : str
        What the assumption or switch that it sets is, as the rule book says it.
    kind : {"continuous", "integer", "choice"}
        A range of real or of whole numbers, or choices in no order.
    low, high : float
        The range; of choices 0 and the last place.
    log : bool
        Whether the range is spread on a logarithmic scale.
    group : str
        Factors of one group are varied together in designs that know groups; its own name if it is in none.
    levels : int or None
        Number of values in a grid, if the file says it.
    listed : tuple of float
        Codes that the file lists; empty for a range.
    labels : tuple of str
        Names of the choices.
    changes : tuple of Change
        What each choice changes.
    template : mapping of str to value
        Settings in which the value is placed.
    """

    name: str
    kind: Kind
    low: float
    high: float
    label: str = ""
    unit: str = ""
    log: bool = False
    group: str = ""
    levels: int | None = None
    listed: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    template: Mapping[str, Any] = field(default_factory=dict)
    meaning: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The settings that it changes, each by its full path; ``scenario`` if it changes the scenario itself."""
        from_choices = [path for change in self.changes for path in change.settings]
        scenario = [SCENARIO] if any(change.scenario for change in self.changes) else []
        return tuple(dict.fromkeys([*scenario, *self.template, *from_choices]))

    def change(self, code: float) -> Change:
        """Return what a code changes; nothing if it is NaN."""
        if math.isnan(code):
            return Change()
        if self.kind == "choice":
            return self.changes[int(code)]
        number = int(code) if self.kind == "integer" else float(code)
        return Change(placed(self.template, number))

    def text(self, code: float) -> str:
        """Return a code as a reader sees it."""
        if math.isnan(code):
            return "as it is"
        return self.labels[int(code)] if self.kind == "choice" else f"{code:g}"

    def described(self) -> dict[str, Any]:
        """Return what a reader of the results needs to know of it, as plain data."""
        plain = {"name": self.name, "kind": self.kind, "label": self.label, "unit": self.unit, "log": self.log}
        plain |= {"low": self.low, "high": self.high, "labels": list(self.labels), "group": self.group}
        return plain | {"meaning": self.meaning, "paths": list(self.paths)}

    def spread(self, shares: np.ndarray) -> np.ndarray:
        """Return the codes at some shares of the range, 0 its lower end and 1 its upper."""
        if self.kind == "choice":
            return np.minimum(np.floor(shares * len(self.labels)), len(self.labels) - 1.0)
        if self.kind == "integer":  # each number has the slice of the range up to the next
            return np.clip(np.floor(self._at(shares, self.high + 1.0)), self.low, self.high)
        codes = np.where(shares == 1.0, self.high, self._at(shares, self.high))  # to the bit
        return np.clip(codes, self.low, self.high)

    def _at(self, shares: np.ndarray, high: float) -> np.ndarray:
        """Return what lies at some shares of the way from the lower end up to another number."""
        if self.log:
            return np.asarray(self.low * (high / self.low) ** shares)
        return np.asarray(self.low + shares * (high - self.low))

    def evenly(self, levels: int) -> np.ndarray:
        """Return the codes of a grid: those listed, all choices, or evenly spaced ones."""
        if self.listed:
            return np.array(self.listed)
        count = self.levels or levels
        if self.kind == "choice":
            return np.arange(len(self.labels), dtype=np.float64)
        if self.kind == "integer":
            return np.unique(np.round(self._between(count)))
        return self._between(count)

    def _between(self, count: int) -> np.ndarray:
        shares = np.linspace(0.0, 1.0, count)
        return self._at(shares, self.high) if self.kind == "integer" else self.spread(shares)

    def ends(self) -> np.ndarray:
        """Return the codes of a factorial: those listed, all choices, or the two ends of the range."""
        return self.evenly(2) if self.kind == "choice" or self.listed else np.array([self.low, self.high])
