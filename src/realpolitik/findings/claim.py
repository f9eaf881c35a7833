"""A claim: what is said, what is measured, and the function that measures it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from realpolitik.findings.evidence import Evidence
from realpolitik.findings.finding import Measurement, Record


@dataclass(frozen=True)
class Claim:
    """One finding of the article as a test.

    Attributes
    ----------
    id, claim, statistic, threshold, source : str
        F1 to F20; the claim in our words; what is measured; the condition fixed in advance; where it is said.
    measure : callable
        From evidence to measurement; pure, so that it can be repeated over assumptions.
    record : callable or None
        The same statistic in the historical record.
    """

    id: str
    claim: str
    statistic: str
    threshold: str
    source: str
    measure: Callable[[Evidence], Measurement]
    record: Callable[[], Record] | None = None
