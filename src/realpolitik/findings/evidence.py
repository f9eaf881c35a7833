"""The ensembles that findings are judged on: run once, kept, shared between findings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.simulation.ensemble import LONGEST_PACT, PAIR_RECORD, STRATEGIC, Ensemble, run_ensemble
from realpolitik.simulation.world import PARTS
from realpolitik.theory.assumptions import make_assumptions

if TYPE_CHECKING:
    from realpolitik.findings.designs import Levels
    from realpolitik.scenario import Scenario
    from realpolitik.scenario.timeline import ScenarioTimeline

Edit = Callable[["ScenarioTimeline"], "ScenarioTimeline"]
Timelines = dict[tuple[str, str, str], tuple["ScenarioTimeline", dict[str, float | str]]]
ArmKey = tuple[str, str, tuple[tuple[str, float | str], ...]]
"""Scenario, label of the edit, settings: what tells one arm from another."""

OVERHEAD_RUNS = 3
"""What it takes to set up an arm, in runs (measured with three states)."""


def work_of(timeline: ScenarioTimeline, runs: int) -> float:
    """Return about how long an arm takes, in an arbitrary unit: the form was fitted to measured times."""
    return (runs + OVERHEAD_RUNS) * len(timeline.years) * len(timeline.states) ** 2 * len(timeline.actors) ** 0.5


@dataclass(frozen=True)
class Arm:
    """One ensemble with its trajectories, addressed by names. Arrays are (runs, years)."""

    timeline: ScenarioTimeline
    ensemble: Ensemble

    def _pair(self, first: str, second: str) -> tuple[int, bool]:
        """Return the row of a pair and whether `first` is its first state."""
        i, j = self.timeline.states.index(first), self.timeline.states.index(second)
        return self.timeline.pair_indices.index((min(i, j), max(i, j))), i < j

    def _window(self, years: tuple[int, int] | None) -> slice:
        if years is None:
            return slice(None)
        first = self.timeline.first_year
        return slice(max(0, years[0] - first), max(0, years[1] - first + 1))

    def _recorded(self, name: str, first: str, second: str, years: tuple[int, int] | None) -> np.ndarray:
        row, _ = self._pair(first, second)
        record = self.ensemble.pair_record
        assert record is not None, "findings keep trajectories"
        return record[:, self._window(years), row, PAIR_RECORD.index(name)].astype(np.float64)

    def security(self, first: str, second: str, years: tuple[int, int] | None = None) -> np.ndarray:
        """Return the security rung of a pair."""
        return self._recorded("security", first, second, years)

    def economic(self, first: str, second: str, years: tuple[int, int] | None = None) -> np.ndarray:
        """Return the economic rung of a pair."""
        return self._recorded("economic", first, second, years)

    def level(self, first: str, second: str, years: tuple[int, int] | None = None) -> np.ndarray:
        """Return the class of a pair as a level, 0 hostile to 4 alliance."""
        security, economic = self.security(first, second, years), self.economic(first, second, years)
        return np.where(security < 0.5, 0.0, np.where(security > 1.5, security + 1.0, economic))

    def directed(self, name: str, of: str, toward: str, years: tuple[int, int] | None = None) -> np.ndarray:
        """Return a directed record: "trust", "aid" (paid by `of`), "willingness" (of `of` to step up)."""
        _, forward = self._pair(of, toward)
        return self._recorded(f"{name}_{'forward' if forward else 'backward'}", of, toward, years)

    def mutual_trust(self, first: str, second: str, years: tuple[int, int] | None = None) -> np.ndarray:
        """Return the smaller of the two trusts of a pair."""
        return np.minimum(self.directed("trust", first, second, years), self.directed("trust", second, first, years))

    def threat(self, of: str, from_actor: str, years: tuple[int, int] | None = None) -> np.ndarray:
        """Return the threat to a state from an actor, as the state sees it."""
        i, k = self.timeline.states.index(of), self.timeline.actors.index(from_actor)
        assert self.ensemble.threat is not None
        return self.ensemble.threat[:, self._window(years), i, k].astype(np.float64)

    def intent(self, of: str, toward: str, years: tuple[int, int] | None = None) -> np.ndarray:
        """Return the hostile intent that a state attributes to an actor."""
        i, k = self.timeline.states.index(of), self.timeline.actors.index(toward)
        assert self.ensemble.intent is not None
        return self.ensemble.intent[:, self._window(years), i, k].astype(np.float64)

    def interest(self, of: str, part: str, years: tuple[int, int] | None = None) -> np.ndarray:
        """Return one of the parts of a state's utility (security, autonomy, development, identity, aims)."""
        assert self.ensemble.interests is not None
        return self.ensemble.interests[
            :, self._window(years), self.timeline.states.index(of), PARTS.index(part)
        ].astype(np.float64)

    def crises(self, first: str, second: str) -> tuple[np.ndarray, np.ndarray]:
        """Return how often the pair's partners were asked for support, and how often they gave it."""
        return (
            self._recorded("crises_asked", first, second, None),
            self._recorded("crises_supported", first, second, None),
        )

    def longest_pact(self, first: str, second: str) -> np.ndarray:
        """Return for each run the longest pact of a pair, in years."""
        return self.ensemble.summary[:, self._pair(first, second)[0], LONGEST_PACT]

    def strategic_alliance(self, first: str, second: str) -> np.ndarray:
        """Return for each run whether the pair reached a strategic alliance."""
        return self.ensemble.summary[:, self._pair(first, second)[0], STRATEGIC] > 0.5

    def class_shares(self, first: str, second: str) -> np.ndarray:
        """Return the shares of the five classes by year, (years, 5)."""
        count = self.ensemble.class_count[:, self._pair(first, second)[0]]
        return count / count.sum(axis=1, keepdims=True)

    def is_pinned(self, first: str, second: str, ladder: str, years: tuple[int, int] | None = None) -> bool:
        """Return whether a ladder of a pair is pinned in every year, or in every year of a window."""
        i, j = self.timeline.states.index(first), self.timeline.states.index(second)
        return bool((getattr(self.timeline.arrays, f"{ladder}_pin")[self._window(years), i, j] >= 0.0).all())


class Evidence:
    """Runs arms on demand and keeps them: the same arm serves every finding that asks for it, from any thread.

    Parameters
    ----------
    runs, seed : int
        Runs of each arm; all arms share the seed, so that they are paired run by run.
    profiles : str
        "elite" or "record" for the scenarios that have elite profiles.
    settings : mapping
        Assumptions and switches that replace the defaults in every arm (a point of the robustness design).
    progress : callable, optional
        Called with the name of each arm that was run and its `work_of`.
    threads : int, optional
        Threads of one arm; all cores by default.
    timelines : dict, optional
        Timelines already built; they do not depend on the settings.
    """

    def __init__(
        self,
        runs: int,
        seed: int = 0,
        *,
        profiles: str = "elite",
        settings: Mapping[str, float | str] | None = None,
        progress: Callable[[str, float], None] | None = None,
        threads: int | None = None,
        timelines: Timelines | None = None,
    ) -> None:
        self.runs = runs
        self.seed = seed
        self.profiles = profiles
        self.settings = dict(settings or {})
        self.progress = progress
        self.threads = threads
        self.asked: dict[ArmKey, float] = {}
        self._arms: dict[ArmKey, Arm] = {}
        self._locks: dict[ArmKey, threading.Lock] = {}
        self._timelines: Timelines = {} if timelines is None else timelines

    def with_settings(
        self,
        runs: int,
        settings: Mapping[str, float | str],
        *,
        progress: Callable[[str, float], None] | None = None,
        threads: int | None = None,
    ) -> Evidence:
        """Return evidence under other assumptions, with arms of its own.

        It knows the timelines built so far; those that it adds, such as images held at its own paths, go with it.
        """
        known = dict(self._timelines)
        return Evidence(
            runs, self.seed, profiles=self.profiles, settings=settings, progress=progress, threads=threads,
            timelines=known,
        )  # fmt: skip

    def view(self, progress: Callable[[str, float], None] | None = None) -> Evidence:
        """Return evidence with the same arms that keeps a list of its own of what is asked of it."""
        other = Evidence(
            self.runs, self.seed, profiles=self.profiles, settings=self.settings, progress=progress,
            threads=self.threads, timelines=self._timelines,
        )  # fmt: skip
        other._arms, other._locks = self._arms, self._locks
        return other

    def forget(self, keys: Iterable[ArmKey]) -> None:
        """Drop arms that nobody will ask for again; asked for, they are run anew."""
        for key in keys:
            self._arms.pop(key, None)

    def point(self, experiment: str, levels: Levels | None = None, *, scenario: str = "", arm: str = "") -> Arm:
        """Return the ensemble of a point of a shipped experiment, with the runs and the seed of this evidence.

        Parameters
        ----------
        experiment : str
            Name of the experiment: scenario, changes and rules are those of its file.
        levels : mapping, optional
            Factors and the values or labels they are set to; the others stay as the scenario has them.
        scenario, arm : str
            Base scenario and arm of the file; the first ones by default.
        """
        from realpolitik.findings.designs import setting_of

        found = setting_of(experiment, levels, scenario=scenario, arm=arm)
        if not found.changes:
            return self.arm(found.scenario, **found.rules)

        def changed(_: ScenarioTimeline) -> ScenarioTimeline:
            return self._scenario(found.scenario, found.changes).timeline()

        told = ", ".join(f"{name} {level}" for name, level in (levels or {}).items())
        label = " ".join(filter(None, (f"{experiment}:", arm, told)))
        return self.arm(found.scenario, edit=changed, label=label, **found.rules)

    def _timeline(
        self, scenario: str, edit: Edit | None, label: str
    ) -> tuple[ScenarioTimeline, dict[str, float | str]]:
        key = (scenario, label, self.profiles)
        if key not in self._timelines:
            if edit is None:
                self._timelines[key] = self._shipped(scenario)
            else:
                base, own = self._timeline(scenario, None, "")
                self._timelines[key] = (edit(base), own)
        return self._timelines[key]

    def _shipped(self, scenario: str) -> tuple[ScenarioTimeline, dict[str, float | str]]:
        """Return the timeline of a shipped scenario under the profiles of this evidence, and its own assumptions."""
        found = self._scenario(scenario)
        return found.timeline(), found.overrides

    def _scenario(self, name: str, changes: Mapping[str, Any] | None = None) -> Scenario:
        """Return a shipped scenario under the profiles of this evidence, changed."""
        from realpolitik.findings.records import shipped

        profiles = {"profiles": "record"} if self.profiles == "record" else {}
        settings = {**profiles, **(changes or {})}
        return shipped(name).with_settings(settings) if settings else shipped(name)

    def arm(self, scenario: str, *, edit: Edit | None = None, label: str = "", **settings: float | str) -> Arm:
        """Return the ensemble of a scenario.

        Parameters
        ----------
        scenario : str
            Name of a shipped scenario.
        edit : callable, optional
            Changes the timeline; needs a `label` that names what it does.
        label : str
            Name of the edit.
        **settings : float or str
            Assumptions and switches that this arm replaces on top of all others.
        """
        if (edit is None) != (label == ""):
            raise ValueError("an edit needs a label, and a label an edit")
        key = (scenario, label, tuple(sorted(settings.items())))
        with self._locks.setdefault(key, threading.Lock()):
            arm = self._arms.get(key)
            if arm is None:
                timeline, own = self._timeline(scenario, edit, label)
                assumptions = make_assumptions(**{**own, **self.settings, **settings})
                ensemble = run_ensemble(
                    timeline, assumptions, runs=self.runs, seed=self.seed, trajectories=True, threads=self.threads
                )
                arm = self._arms[key] = Arm(timeline, ensemble)
                if self.progress is not None:
                    self.progress(f"{scenario} {label}".strip(), work_of(timeline, self.runs))
        self.asked[key] = work_of(arm.timeline, self.runs)
        return arm
