"""Ensembles written by hand, so that the truth behind a measurement is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from realpolitik.findings.evidence import Arm, Edit, Evidence
from realpolitik.scenario.timeline import ScenarioTimeline
from realpolitik.simulation.ensemble import LONGEST_PACT, PAIR_RECORD, SUMMARY, Ensemble
from realpolitik.simulation.world import PARTS

Years = tuple[int, int]


class Made:
    """An ensemble on a real timeline whose every figure is set by the test; neutral unless it is set.

    Rungs are 1, trust is 0.5, images are 0.5, all else is 0. Values are numbers or arrays (runs, 1), (runs, years).
    """

    def __init__(self, timeline: ScenarioTimeline, runs: int, settings: Mapping[str, float | str]) -> None:
        self.timeline, self.runs, self.settings = timeline, runs, settings
        years, states, actors = len(timeline.years), len(timeline.states), len(timeline.actors)
        self.pairs = np.zeros((runs, years, len(timeline.pair_indices), len(PAIR_RECORD)), np.float32)
        for name, neutral in (("security", 1.0), ("economic", 1.0), ("trust_forward", 0.5), ("trust_backward", 0.5)):
            self.pairs[..., PAIR_RECORD.index(name)] = neutral
        self.threats = np.zeros((runs, years, states, actors), np.float32)
        self.images = np.full((runs, years, states, actors), 0.5, np.float32)
        self.interests = np.zeros((runs, years, states, len(PARTS)), np.float32)

    def _span(self, years: Years | None) -> slice:
        first = self.timeline.first_year
        return slice(None) if years is None else slice(years[0] - first, years[1] - first + 1)

    def _write(self, name: str, first: str, second: str, value, years: Years | None) -> Made:
        i, j = self.timeline.states.index(first), self.timeline.states.index(second)
        row = self.timeline.pair_indices.index((min(i, j), max(i, j)))
        if name == "trust":
            name = "trust_forward" if i < j else "trust_backward"
        self.pairs[:, self._span(years), row, PAIR_RECORD.index(name)] = value
        return self

    def security(self, first: str, second: str, value, years: Years | None = None) -> Made:
        return self._write("security", first, second, value, years)

    def economic(self, first: str, second: str, value, years: Years | None = None) -> Made:
        return self._write("economic", first, second, value, years)

    def trust(self, of: str, toward: str, value, years: Years | None = None) -> Made:
        return self._write("trust", of, toward, value, years)

    def threat(self, of: str, source: str, value, years: Years | None = None) -> Made:
        row, column = self.timeline.states.index(of), self.timeline.actors.index(source)
        self.threats[:, self._span(years), row, column] = value
        return self

    def intent(self, of: str, toward: str, value, years: Years | None = None) -> Made:
        row, column = self.timeline.states.index(of), self.timeline.actors.index(toward)
        self.images[:, self._span(years), row, column] = value
        return self

    def interest(self, of: str, part: str, value, years: Years | None = None) -> Made:
        self.interests[:, self._span(years), self.timeline.states.index(of), PARTS.index(part)] = value
        return self

    def arm(self) -> Arm:
        runs, years, pairs, _ = self.pairs.shape
        summary = np.zeros((runs, pairs, len(SUMMARY)))
        spell = np.zeros((runs, pairs))
        for year in range(years):
            spell = np.where(self.pairs[:, year, :, 0] == 3.0, spell + 1.0, 0.0)
            summary[..., LONGEST_PACT] = np.maximum(summary[..., LONGEST_PACT], spell)
        count = np.zeros((years, pairs, 5), np.int64)
        trust = np.zeros((years, pairs))
        ensemble = Ensemble(summary, count, trust, self.pairs, self.threats, self.images, self.interests)
        return Arm(self.timeline, ensemble)


class MadeEvidence(Evidence):
    """Evidence whose arms are written by the test: a function for each scenario that needs figures of its own."""

    def __init__(self, runs: int = 60, **write: Callable[[Made], object]) -> None:
        super().__init__(runs)
        self.write = {name.replace("_", "-"): function for name, function in write.items()}

    def arm(self, scenario: str, *, edit: Edit | None = None, label: str = "", **settings: float | str) -> Arm:
        key = (scenario, label, tuple(sorted(settings.items())))
        if key not in self._arms:
            timeline, _ = self._timeline(scenario, edit, label)
            made = Made(timeline, self.runs, settings)
            self.write.get(scenario.replace("_", "-"), lambda made: None)(made)
            self._arms[key] = made.arm()
        return self._arms[key]


def first_runs(runs: int, share: float) -> np.ndarray:
    """Return truths for a share of the runs, as a column."""
    return (np.arange(runs) < round(share * runs))[:, None]


def status(measured):
    """Return how each condition of a finding came out."""
    return [condition.status for condition in measured.conditions]


def controls(measured):
    """Return how each control of a finding came out."""
    return [condition.status for condition in measured.controls]


def noise(made, size=0.01, seed=0):
    """Return a little chance for every run, the same in all years."""
    return np.random.default_rng(seed).normal(0.0, size, (made.runs, 1))
