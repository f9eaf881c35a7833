"""Boxes in the space of factors: limits, and how well a box holds the points of interest."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from realpolitik.experiments.digits import digits


@dataclass(frozen=True)
class Limit:
    """What a box asks of one factor.

    Attributes
    ----------
    factor : str
        Its name.
    low, high : float
        Ends of a range; of choices the first and last place.
    labels : tuple of str
        The choices that are allowed; empty for a range.
    surprise : float
        Probability of so dense a box without this limit by luck (the quasi-p of Bryant and Lempert 2010), of a range
        that of its less significant end; NaN if it is not known.
    """

    factor: str
    low: float
    high: float
    labels: tuple[str, ...] = ()
    surprise: float = float("nan")

    def holds(self, codes: np.ndarray, places: Mapping[str, float]) -> np.ndarray:
        """Return which codes are within."""
        if self.labels:
            return np.isin(codes, [places[label] for label in self.labels])
        return (codes >= self.low) & (codes <= self.high)

    def __str__(self) -> str:
        if self.labels:
            return f"{self.factor} is {' or '.join(self.labels)}"
        return f"{digits(self.low)} <= {self.factor} <= {digits(self.high)}"


@dataclass(frozen=True)
class Quality:
    """How well a box holds the points of interest.

    Attributes
    ----------
    coverage : float
        Share of the points of interest that are in the box.
    density : float
        Share of the points in the box that are of interest; NaN of an empty box.
    mass : float
        Share of all points that are in the box.
    """

    coverage: float
    density: float
    mass: float

    @classmethod
    def of(cls, inside: np.ndarray, interesting: np.ndarray) -> Quality:
        """Return the quality of a box from which points are in it and which are of interest."""
        both, within, wanted = int((inside & interesting).sum()), int(inside.sum()), int(interesting.sum())
        nothing = float("nan")
        return cls(both / wanted if wanted else nothing, both / within if within else nothing, within / len(inside))

    @property
    def balance(self) -> float:
        """Harmonic mean of coverage and density; 0 of an empty box."""
        both = self.coverage + self.density
        return 2.0 * self.coverage * self.density / both if both > 0 else 0.0


@dataclass(frozen=True)
class Box:
    """A box: the limits that define it, and its quality.

    Attributes
    ----------
    limits : tuple of Limit
        One for each factor that is restricted.
    quality : Quality
        On the points it was found with.
    """

    limits: tuple[Limit, ...]
    quality: Quality

    def __str__(self) -> str:
        return " and ".join(map(str, self.limits)) or "everywhere"

    def inside(self, codes: pd.DataFrame, factors: Sequence[Mapping[str, Any]]) -> np.ndarray:
        """Return which points are in the box."""
        held = np.ones(len(codes), dtype=bool)
        labels = {f["name"]: {label: float(n) for n, label in enumerate(f["labels"])} for f in factors}
        for limit in self.limits:
            held &= limit.holds(codes[limit.factor].to_numpy(), labels[limit.factor])
        return held

    def to_frame(self) -> pd.DataFrame:
        """Return a row per limit."""
        columns = ["factor", "low", "high", "choices", "quasi_p"]
        rows = [(one.factor, one.low, one.high, " or ".join(one.labels), one.surprise) for one in self.limits]
        return pd.DataFrame(rows, columns=columns)


def table_of_factors(codes: pd.DataFrame, factors: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the factors as the EMA workbench reads them: numbers, and categories of whole numbers.

    Whole numbers are handed over as any others: the workbench cannot keep a limit between two of them in their column.
    """
    columns = {}
    for factor in factors:
        column = codes[factor["name"]]
        if factor["kind"] == "choice":
            columns[factor["name"]] = pd.Categorical(column.astype(int), categories=range(len(factor["labels"])))
        else:
            columns[factor["name"]] = column.astype(float)
    return pd.DataFrame(columns, index=codes.index)


def range_limit(factor: Mapping[str, Any], low: float, high: float, surprise: float = float("nan")) -> Limit:
    """Return a limit of a range; of whole numbers its ends are the first and the last that it holds."""
    if factor["kind"] == "integer":
        low, high = float(math.ceil(low)), float(math.floor(high))
    return Limit(factor["name"], float(low), float(high), surprise=surprise)


def limits_of(
    box: pd.DataFrame, whole: pd.DataFrame, factors: Sequence[Mapping[str, Any]], surprise: Mapping[str, float]
) -> tuple[Limit, ...]:
    """Return the limits of a box as the EMA workbench writes it, of the factors that it restricts."""
    limits = []
    for factor in factors:
        name = factor["name"]
        if name not in box:
            continue
        quasi = surprise.get(name, float("nan"))
        if factor["kind"] == "choice":
            allowed = sorted(int(code) for code in box.loc[0, name])
            if len(allowed) < len(whole.loc[0, name]):
                labels = tuple(factor["labels"][code] for code in allowed)
                limits.append(Limit(name, float(allowed[0]), float(allowed[-1]), labels, quasi))
            continue
        low, high = float(box.loc[0, name]), float(box.loc[1, name])
        first, last = float(whole.loc[0, name]), float(whole.loc[1, name])
        if low > first or high < last:  # an end that is not cut goes as far as the factor does
            ends = factor["low"] if low <= first else low, factor["high"] if high >= last else high
            limits.append(range_limit(factor, *ends, quasi))
    return tuple(limits)
