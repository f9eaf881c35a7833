"""What a finding is: conditions with intervals, a verdict that may say no, and everything that qualifies it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal[
    "supported", "not supported", "undecided", "pinned", "undefined", "model supports, record contradicts"
]
Relation = Literal["<", "<=", ">", ">="]


@dataclass(frozen=True)
class Estimate:
    """A statistic with its 95 % interval; the unit of observation is the run. NaN is "undefined"."""

    value: float
    low: float
    high: float

    @property
    def defined(self) -> bool:
        """Whether the statistic exists at all."""
        return not math.isnan(self.value)


UNDEFINED = Estimate(math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class Condition:
    """One statistic held against a threshold that was fixed in advance.

    Attributes
    ----------
    name : str
        What is measured, in words.
    estimate : Estimate
        The statistic with its interval.
    relation, threshold : str, float
        The condition asks ``estimate relation threshold``.
    """

    name: str
    estimate: Estimate
    relation: Relation
    threshold: float

    def holds_at(self, value: float) -> bool:
        """Return whether a value meets the threshold."""
        return {
            "<": value < self.threshold,
            "<=": value <= self.threshold,
            ">": value > self.threshold,
            ">=": value >= self.threshold,
        }[self.relation]

    @property
    def status(self) -> Literal["supported", "not supported", "undecided", "undefined"]:
        """Supported or not only if the whole interval lies on one side of the threshold."""
        if not self.estimate.defined:
            return "undefined"
        ends = (self.holds_at(self.estimate.low), self.holds_at(self.estimate.high))
        if all(ends):
            return "supported"
        return "undecided" if any(ends) else "not supported"


@dataclass(frozen=True)
class Measurement:
    """What one set of ensembles says about a claim.

    Attributes
    ----------
    conditions : tuple of Condition
        All must hold; the first is the headline whose effect is reported.
    controls : tuple of Condition
        Cases in which the claim must not hold, each written as the condition that shows it does not.
    pinned : bool
        The ladder that the claim is about was pinned: nothing was tested.
    details : dict
        Further numbers for the report (decompositions, curves, cells).
    """

    conditions: tuple[Condition, ...]
    controls: tuple[Condition, ...] = ()
    pinned: bool = False
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def headline(self) -> Condition:
        """The condition whose effect is reported."""
        return self.conditions[0]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the model alone."""
        if self.pinned:
            return "pinned"
        statuses = [condition.status for condition in self.conditions]
        if "not supported" in statuses:
            return "not supported"
        if "undefined" in statuses:
            return "undefined"
        return "undecided" if "undecided" in statuses else "supported"

    @property
    def deciding(self) -> Condition:
        """The condition that makes the verdict: the first that has its status, the headline if all hold."""
        return next((one for one in self.conditions if one.status == self.verdict), self.headline)

    @property
    def holds(self) -> bool:
        """Whether all point estimates meet their thresholds (used over many points of assumption space)."""
        return not self.pinned and all(c.estimate.defined and c.holds_at(c.estimate.value) for c in self.conditions)


@dataclass(frozen=True)
class Record:
    """The same statistic in the historical record.

    Attributes
    ----------
    statement : str
        What the record shows, with the source.
    value : float or None
        The statistic, if the record has it.
    agrees : bool or None
        Whether the record meets the claim's threshold; None if it cannot be judged.
    """

    statement: str
    value: float | None = None
    agrees: bool | None = None


@dataclass(frozen=True)
class Finding:
    """A tested claim with everything that qualifies it.

    Attributes
    ----------
    id, claim, statistic, threshold : str
        F1 to F20; the claim in our words; what is measured; the condition fixed in advance.
    profiles : str
        "elite" (hand-written elite profiles) or "record" (profiles mapped from the panel).
    measurement : Measurement
        Effects, intervals and controls.
    null_value : float or None
        The headline effect with choices at random (lambda = 0).
    robustness : Robustness or None
        Share of a Latin hypercube over the plausible ranges of the assumptions in which the claim holds.
    record : Record or None
        The same statistic in history.
    within_record : Robustness or None
        As `robustness`, over the ranges that the record of the clients allows.
    """

    id: str
    claim: str
    statistic: str
    threshold: str
    profiles: str
    measurement: Measurement
    null_value: float | None
    robustness: Robustness | None
    record: Record | None
    within_record: Robustness | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict, which the record can qualify."""
        found = self.measurement.verdict
        if found == "supported" and self.record is not None and self.record.agrees is False:
            return "model supports, record contradicts"
        return found

    @property
    def control_status(self) -> Literal["hold", "fail", "undecided"] | None:
        """Whether the controls hold, one of them fails, or neither can be said; None without a control."""
        statuses = {control.status for control in self.measurement.controls}
        if not statuses:
            return None
        if statuses == {"supported"}:
            return "hold"
        return "fail" if "not supported" in statuses else "undecided"

    @property
    def control_holds(self) -> bool | None:
        """Whether every negative control behaves as it must; None without a control."""
        statuses = [control.status for control in self.measurement.controls]
        return all(status == "supported" for status in statuses) if statuses else None


@dataclass(frozen=True)
class Robustness:
    """How a claim fares over the points of a Latin hypercube of all global assumptions, as an experiment has it.

    Attributes
    ----------
    share : float
        Share of the points at which all conditions hold.
    points, runs : int
        Points of the hypercube and runs at each.
    effects : tuple of float
        The headline effect at every point, in order of the design (NaN where undefined).
    drivers : tuple of (str, float)
        Assumptions whose rank correlation with the effect is largest in size.
    held : tuple of bool
        Whether all conditions hold at every point, in order of the design.
    """

    share: float
    points: int
    runs: int
    effects: tuple[float, ...]
    drivers: tuple[tuple[str, float], ...]
    held: tuple[bool, ...]
