"""Testing claims: the effect, the null, the robustness, the record, the verdict.

The points at which robustness is judged are those of the shipped experiment of that name. Claims and points are
measured side by side in threads. What comes out depends on neither: arms are keyed by seed and run, and every claim is
a pure function of its arms.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.designs import ROBUSTNESS, WITHIN_RECORD, assumption_points
from realpolitik.findings.designs import runs_per_point as runs_in_file
from realpolitik.findings.evidence import OVERHEAD_RUNS, ArmKey, Evidence
from realpolitik.findings.finding import Finding, Measurement, Robustness
from realpolitik.findings.intervals import points_only
from realpolitik.findings.robustness import robustness
from realpolitik.findings.stages import Stage, Tally

STOCK_RUNS = 4
"""Runs of the arms that only tell which claim asks for which arms: enough for a variance between runs."""

LEAST_NULL_RUNS = 16

HYPERCUBES = {ROBUSTNESS: "plausible assumptions", WITHIN_RECORD: "assumptions that the record allows"}
"""The experiments at whose points every claim is judged, and what their points are."""


@dataclass(frozen=True)
class Stock:
    """What judging will take: which arms each claim asks for, and the work of one pass over them.

    Attributes
    ----------
    asked : tuple of sets
        The arms of each claim.
    work_per_run, overhead : float
        A pass over all claims with n runs takes ``work_per_run * n + overhead`` (see `work_of`).
    """

    asked: tuple[frozenset[ArmKey], ...]
    work_per_run: float
    overhead: float

    def work(self, runs: int) -> float:
        """Return the work of one pass over all claims."""
        return self.work_per_run * runs + self.overhead


@dataclass(frozen=True)
class Effort:
    """How much is run.

    Attributes
    ----------
    runs : int
        Runs of each arm.
    points, runs_per_point : int
        Points of each of the two hypercubes over all assumptions (`HYPERCUBES`), and runs of each arm at each.
    """

    runs: int
    points: int
    runs_per_point: int

    @property
    def null_runs(self) -> int:
        """Runs of each arm with choices at random, of which only the value is read."""
        return max(LEAST_NULL_RUNS, self.runs // 4)

    def steps(self, claims: Sequence[Claim]) -> int:
        """Return the steps that `judge` reports."""
        return 2 * len(claims) + len(HYPERCUBES) * self.points

    def work(self, stock: Stock) -> float:
        """Return the work of `judge`."""
        at_points = len(HYPERCUBES) * self.points * stock.work(self.runs_per_point)
        return stock.work(self.runs) + stock.work(self.null_runs) + at_points


def take_stock(claims: Sequence[Claim], seed: int = 0, profiles: str = "elite") -> Stock:
    """Measure every claim on a handful of runs and note which arms it asks for."""
    evidence = Evidence(STOCK_RUNS, seed, profiles=profiles)
    asked: dict[ArmKey, float] = {}
    by_claim = []
    for claim in claims:
        view = evidence.view()
        with points_only(), np.errstate(all="ignore"):
            claim.measure(view)
        asked |= view.asked
        by_claim.append(frozenset(view.asked))
    # the work of an arm is linear in its runs, so that one pass gives both parts
    per_run = sum(asked.values()) / (STOCK_RUNS + OVERHEAD_RUNS)
    return Stock(tuple(by_claim), per_run, per_run * OVERHEAD_RUNS)


def _side_by_side(work: Callable[[int], None], items: Iterable[int], tally: Tally, threads: int) -> None:
    """Do work in threads; if one fails or the user interrupts, end the others at their next report."""
    with ThreadPoolExecutor(threads) as pool:
        futures = [pool.submit(work, item) for item in items]
        try:
            for future in futures:
                future.result()
        except BaseException:
            tally.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _pass_over(
    claims: Sequence[Claim], evidence: Evidence, stock: Stock, tally: Tally, *, name: str, intervals: bool
) -> list[Measurement]:
    """Measure all claims on one evidence, and let go of each arm after the last claim that asks for it."""
    end = tally.done + stock.work(evidence.runs)
    waiting = Counter(key for keys in stock.asked for key in keys)
    measured: list[Measurement | None] = [None] * len(claims)

    def measure(row: int) -> None:
        text = f"{claims[row].id}, {name}"
        view = evidence.view(lambda arm, work: tally.advance(text, work))
        if intervals:
            measured[row] = claims[row].measure(view)
        else:
            with points_only():
                measured[row] = claims[row].measure(view)
        waiting.subtract(stock.asked[row])
        evidence.forget(key for key in view.asked if waiting[key] <= 0)
        tally.advance(text, 0.0, steps=1)

    _side_by_side(measure, range(len(claims)), tally, os.cpu_count() or 1)
    tally.settle(name, end)
    return [found for found in measured if found is not None]


def _over_points(
    claims: Sequence[Claim], evidence: Evidence, design: list[dict[str, float]], effort: Effort, stock: Stock,
    tally: Tally, name: str,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return whether each claim holds at each point of the design, and its headline effect there."""
    held = np.zeros((len(claims), len(design)), dtype=bool)
    effects = np.full((len(claims), len(design)), np.nan)

    def judge_point(number: int) -> None:
        there = evidence.with_settings(
            effort.runs_per_point, design[number], progress=lambda arm, work: tally.advance(name, 0.0), threads=1
        )
        for row, claim in enumerate(claims):
            with points_only(), np.errstate(all="ignore"):
                found = claim.measure(there)
            held[row, number] = found.holds
            effects[row, number] = found.headline.estimate.value
            tally.advance(name, stock.work(effort.runs_per_point) / len(claims))
        tally.advance(name, 0.0, steps=1)

    _side_by_side(judge_point, range(len(design)), tally, os.cpu_count() or 1)
    return held, effects


def judge(
    claims: Sequence[Claim],
    *,
    runs: int,
    seed: int = 0,
    profiles: str = "elite",
    points: int = 0,
    runs_per_point: int | None = None,
    progress: Callable[[Stage], None] | None = None,
    stock: Stock | None = None,
    tally: Tally | None = None,
) -> list[Finding]:
    """Test claims on shared ensembles.

    Parameters
    ----------
    claims : sequence of Claim
        What to test.
    runs, seed : int
        Runs of each arm; the seed that all arms share.
    profiles : str
        "elite" or "record".
    points, runs_per_point : int
        Points of each hypercube over all assumptions (`HYPERCUBES`), 0 for no robustness; runs at each, by default
        as many as the experiment `robustness` has replications.
    progress : callable, optional
        Called with a `Stage` whenever a piece of work is done, from any thread.
    stock : Stock, optional
        What `take_stock` found, if it is at hand.
    tally : Tally, optional
        The count of a longer piece of work that this is part of; then `progress` is not used.
    """
    if runs_per_point is None:
        runs_per_point = runs_in_file() if points else 0
    effort = Effort(runs, points, runs_per_point)
    if stock is None:
        stock = take_stock(claims, seed, profiles)
    if tally is None:
        tally = Tally(effort.steps(claims), effort.work(stock), progress)
    evidence = Evidence(runs, seed, profiles=profiles)
    measured = _pass_over(claims, evidence, stock, tally, name=f"{profiles} profiles", intervals=True)
    null = evidence.with_settings(effort.null_runs, {"choice_rule": "null"})
    at_random = _pass_over(claims, null, stock, tally, name=f"choices at random, {profiles} profiles", intervals=False)
    robust: dict[str, list[Robustness]] = {}
    for experiment, what in HYPERCUBES.items() if points else ():
        design = assumption_points(points, seed, experiment)
        held, effects = _over_points(
            claims, evidence, design, effort, stock, tally, f"hypercube of {what}, {profiles} profiles"
        )
        robust[experiment] = [robustness(design, *found, runs_per_point) for found in zip(held, effects, strict=True)]
    return [
        Finding(
            id=claim.id,
            claim=claim.claim,
            statistic=claim.statistic,
            threshold=claim.threshold,
            profiles=profiles,
            measurement=measured[row],
            null_value=_value(at_random[row]),
            robustness=robust[ROBUSTNESS][row] if points else None,
            record=claim.record() if claim.record is not None else None,
            within_record=robust[WITHIN_RECORD][row] if points else None,
        )
        for row, claim in enumerate(claims)
    ]


def _value(measurement: Measurement) -> float | None:
    value = measurement.headline.estimate.value
    return None if math.isnan(value) else value
