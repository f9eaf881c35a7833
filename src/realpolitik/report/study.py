"""A reproduced study: what was run, what was found, as text, as plain data, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from realpolitik.findings.export import finding_record, plain
from realpolitik.report.eras import EraRow, RecordRow
from realpolitik.report.study_text import study_text

if TYPE_CHECKING:
    from realpolitik.findings.finding import Estimate, Finding
    from realpolitik.findings.judging import Effort
    from realpolitik.report.exhibits import Exhibits


@dataclass(frozen=True)
class Study:
    """What `reproduce` found.

    Attributes
    ----------
    seed : int
        The seed of all draws.
    effort : Effort
        Runs of each ensemble, points of the hypercube, runs at each point.
    findings : tuple of Finding
        All findings under elite profiles, then all under profiles mapped from the record.
    eras : tuple of EraRow
        The comparison of the eras, under elite profiles and then under the record's.
    record : tuple of RecordRow
        What the record says of both eras.
    exhibits : Exhibits
        The tables behind the figures (elite profiles).
    elapsed_seconds : float
        Time that it took.
    version : str
        Version of realpolitik.
    quick : bool
        Whether runs and points were cut for a first look.
    """

    seed: int
    effort: Effort
    findings: tuple[Finding, ...]
    eras: tuple[EraRow, ...]
    record: tuple[RecordRow, ...]
    exhibits: Exhibits = field(repr=False)
    elapsed_seconds: float
    version: str
    quick: bool

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the findings, each once, in order."""
        return tuple(dict.fromkeys(finding.id for finding in self.findings))

    def under(self, profiles: str) -> tuple[Finding, ...]:
        """Return the findings under one kind of profiles."""
        return tuple(finding for finding in self.findings if finding.profiles == profiles)

    def to_dict(self) -> dict[str, Any]:
        """Return the study as plain data: the JSON of ``realpolitik reproduce``."""
        return {
            "findings": [finding_record(finding) for finding in self.findings],
            "eras": [_era_record(row) for row in self.eras],
            "eras_on_record": [
                {
                    "quantity": row.quantity, "unit": row.unit, "source": row.source,
                    "pahlavi": plain(row.first), "islamic_republic": plain(row.second),
                    "years": [row.first_years, row.second_years],
                }
                for row in self.record
            ],
            "seed": self.seed,
            "runs": self.effort.runs,
            "runs_at_random": self.effort.null_runs,
            "points": self.effort.points,
            "runs_per_point": self.effort.runs_per_point,
            "quick": self.quick,
            "elapsed_seconds": round(self.elapsed_seconds, 1),
            "version": self.version,
        }  # fmt: skip

    def __str__(self) -> str:
        return study_text(self)


def _era_record(row: EraRow) -> dict[str, Any]:
    def estimate(one: Estimate) -> dict[str, Any]:
        interval = None if row.kind == "input" or not one.defined else [one.low, one.high]
        return {"value": plain(one.value), "interval": interval}

    return {
        "profiles": row.profiles, "group": row.group, "quantity": row.quantity, "unit": row.unit, "kind": row.kind,
        "pahlavi": estimate(row.first), "islamic_republic": estimate(row.second),
        "difference": estimate(row.difference),
    }  # fmt: skip


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings have each verdict, the most frequent first."""
    verdicts = [finding.verdict for finding in findings]
    return {
        name: verdicts.count(name) for name in sorted(set(verdicts), key=lambda name: (-verdicts.count(name), name))
    }
