"""Judging side by side: threads change nothing, arms are let go of, work that nobody waits for ends."""

from __future__ import annotations

import os
import threading
import time

import pytest

from realpolitik.findings import evidence as evidence_module
from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Evidence, work_of
from realpolitik.findings.finding import Condition, Measurement
from realpolitik.findings.intervals import mean
from realpolitik.findings.judging import STOCK_RUNS, Effort, judge, take_stock
from realpolitik.findings.registry import claims
from realpolitik.findings.stages import StoppedError, Tally

RUNS = 6


def claim(name: str, *scenarios: str, edited: bool = False) -> Claim:
    """Return a claim that reads the mean rung of Iran and Russia in some scenarios."""

    def measure(evidence: Evidence) -> Measurement:
        arms = [evidence.arm(scenario) for scenario in scenarios]
        if edited:
            arms.append(evidence.arm(scenarios[0], edit=lambda timeline: timeline, label="as it is"))
        rungs = sum(arm.security("iran", "russia").mean(axis=1) for arm in arms)
        return Measurement((Condition("sum of rungs", mean(rungs), ">", 0.0),))

    return Claim(name, name, "", "", "", measure)


CLAIMS = (claim("A", "pahlavi"), claim("B", "pahlavi", "islamic-republic"), claim("C", "pahlavi", edited=True))


def test_findings_do_not_depend_on_threads(monkeypatch: pytest.MonkeyPatch):
    found = []
    for threads in (1, 3):
        monkeypatch.setattr(os, "cpu_count", lambda threads=threads: threads)
        found.append(judge(claims(["F4", "F8"]), runs=RUNS, points=3, runs_per_point=3))
    assert found[0] == found[1]


def test_stock_tells_which_arms_are_asked_for_and_how_much_work_they_are():
    stock = take_stock(CLAIMS)
    assert [{key[:2] for key in asked} for asked in stock.asked] == [
        {("pahlavi", "")},
        {("pahlavi", ""), ("islamic-republic", "")},
        {("pahlavi", ""), ("pahlavi", "as it is")},
    ]
    evidence = Evidence(50)
    timelines = [evidence.arm(name).timeline for name in ("pahlavi", "pahlavi", "islamic-republic")]
    assert stock.work(50) == pytest.approx(sum(work_of(timeline, 50) for timeline in timelines))


def counted_ensembles(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by the number of runs with every ensemble."""
    ran: list[int] = []
    original = evidence_module.run_ensemble

    def run(*arguments, runs, **keywords):
        ran.append(runs)
        return original(*arguments, runs=runs, **keywords)

    monkeypatch.setattr(evidence_module, "run_ensemble", run)
    return ran


def test_an_arm_runs_once_however_many_claims_ask_for_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    ran = counted_ensembles(monkeypatch)
    judge(CLAIMS, runs=RUNS, points=2, runs_per_point=5)
    effort = Effort(RUNS, 2, 5)
    assert ran.count(STOCK_RUNS) == ran.count(RUNS) == ran.count(effort.null_runs) == 3
    assert ran.count(5) == 2 * 2 * 3  # two points of each hypercube


def test_threads_that_want_the_same_arm_share_one_ensemble(monkeypatch: pytest.MonkeyPatch):
    ran = counted_ensembles(monkeypatch)
    evidence = Evidence(RUNS)
    threads = [threading.Thread(target=evidence.view().arm, args=("pahlavi",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [RUNS]


def test_arms_are_let_go_of_after_the_last_claim_that_asks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    kept = []
    original = Evidence.forget

    def forget(self, keys):
        original(self, keys)
        kept.append({key[:2] for key in self._arms})

    monkeypatch.setattr(Evidence, "forget", forget)
    judge(CLAIMS, runs=RUNS)
    # the second claim was the last to ask for the second era, the third the last to ask for the first
    assert kept[:3] == [{("pahlavi", "")}, {("pahlavi", "")}, set()]


def test_a_forgotten_arm_is_run_anew_and_is_the_same():
    evidence = Evidence(RUNS)
    first = evidence.arm("pahlavi")
    evidence.forget(evidence.asked)
    again = evidence.arm("pahlavi")
    assert again is not first
    assert (again.security("iran", "russia") == first.security("iran", "russia")).all()


def test_evidence_under_other_assumptions_adds_no_timelines_to_the_first():
    evidence = Evidence(RUNS)
    evidence.arm("pahlavi")
    other = evidence.with_settings(RUNS, {"trust_loss": 0.5})
    other.arm("pahlavi", edit=lambda timeline: timeline, label="as it is")
    assert other.arm("pahlavi").timeline is evidence.arm("pahlavi").timeline
    assert ("pahlavi", "as it is", "elite") not in evidence._timelines


def test_a_failing_claim_fails_the_judging_and_ends_the_other_work():
    def fail(evidence: Evidence) -> Measurement:
        if evidence.runs > STOCK_RUNS:
            raise ZeroDivisionError
        return CLAIMS[0].measure(evidence)

    broken = Claim("X", "", "", "", "", fail)
    said = []
    with pytest.raises(ZeroDivisionError):
        judge((broken, *CLAIMS * 5), runs=RUNS, progress=said.append)
    assert all(stage.steps_done <= os.cpu_count() for stage in said)


def test_an_interruption_ends_the_workers_soon():
    running = threading.Event()

    def slow(evidence: Evidence) -> Measurement:
        if evidence.runs > STOCK_RUNS:
            running.set()
        return CLAIMS[0].measure(evidence)

    def interrupt(stage):
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        judge((Claim("S", "", "", "", "", slow), *CLAIMS), runs=RUNS, progress=interrupt)
    assert running.is_set()
    assert time.monotonic() - started < 60.0
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPoolExecutor")]


def test_a_tally_adds_up_and_stops():
    said = []
    tally = Tally(3, 10.0, said.append)
    tally.advance("a", 4.0, steps=1)
    tally.settle("b", 7.0)
    tally.advance("c", 100.0, steps=2)
    assert [stage.share for stage in said] == pytest.approx([0.4, 0.7, 1.0])
    assert str(said[0]) == "a (1 of 3 steps)"
    tally.stop()
    with pytest.raises(StoppedError):
        tally.advance("d", 1.0)
    assert len(said) == 3
