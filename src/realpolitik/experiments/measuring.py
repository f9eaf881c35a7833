"""Measuring the points of an experiment: many short ensembles on few timelines, without the cost of setting up each.

Points that differ in assumptions and switches only share their timeline; the inputs of the kernel are made once per
timeline and process, the state of a run once per piece of work. The bits are those of `run_ensemble`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.changes import split_rules
from realpolitik.experiments.outcomes import Column, fold_window, values_of
from realpolitik.experiments.parts import Part
from realpolitik.experiments.rule_factors import RuleFactors

if TYPE_CHECKING:
    from realpolitik.blocks import Block, BlockSeries
    from realpolitik.experiments.experiment import Case, Experiment
    from realpolitik.scenario.timeline import ScenarioTimeline

RUNS_AT_ONCE = 256
"""Runs that the kernel makes before anybody is told: progress, and a chance to stop."""

RUNS_WAITING = 2048
"""Runs of which the outcomes are worked out at once, rather than point by point, where points have few runs.

Where windows need the years of every run there are only `RUNS_AT_ONCE` of them, for years take memory.
"""

TIMELINES_KEPT = 64
NOT_FINITE = "an outcome that is no finite number"


@dataclass(frozen=True)
class Measured:
    """What a part came to.

    Attributes
    ----------
    values : (evaluations, replications, cases, columns) float64 array
        NaN where a run failed, or where the scenario has no such pair or years.
    errors : mapping of (evaluation, replication, case) to str
        Why runs failed.
    """

    values: np.ndarray
    errors: dict[tuple[int, int, int], str]


class Stopped(Exception):
    """The work was asked to stop."""


@dataclass(frozen=True)
class _Prepared:
    """A timeline made ready for the kernel."""

    timeline: ScenarioTimeline
    inputs: BlockSeries
    overrides: dict[str, float | str]
    rules: np.ndarray
    pairs: np.ndarray
    keys: np.ndarray
    columns: tuple[tuple[int, slice | None] | None, ...]
    """For each column the row of its pair and the span of its years; None where the scenario has no such."""

    def new_rows(self) -> tuple[np.ndarray, np.ndarray]:
        """Return rows for the summaries of runs that wait and, where a window asks for them, for their years."""
        from realpolitik.simulation.ensemble import PAIR_RECORD, SUMMARY

        windows = any(found is not None and found[1] is not None for found in self.columns)
        runs, kept = (RUNS_AT_ONCE, RUNS_AT_ONCE) if windows else (RUNS_WAITING, 0)
        record = np.zeros((kept, len(self.timeline.years), len(self.pairs), len(PAIR_RECORD)), np.float32)
        return np.zeros((runs, len(self.pairs), len(SUMMARY))), record


class Simulator:
    """Measures parts of one experiment; safe to use from several threads, and light to send to other processes.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self._rule_factors = RuleFactors.of(experiment)
        self._prepared: OrderedDict[str, _Prepared] = OrderedDict()
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        return {"experiment": self.experiment}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["experiment"])  # type: ignore[misc]

    def measure(
        self,
        part: Part,
        progress: Callable[[int], None] | None = None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> Measured:
        """Run a part.

        Parameters
        ----------
        part : Part
            The piece of work.
        progress : callable, optional
            Called with the number of runs that just finished.
        stopping : callable
            Asked now and then; True ends the work.

        Raises
        ------
        Stopped
            The work was asked to stop.
        MemoryError, OSError
            The machine failed, not the run.
        """
        experiment = self.experiment
        shape = (len(part.codes), part.replications, len(experiment.cases), len(experiment.columns))
        values = np.full(shape, np.nan)
        errors: dict[tuple[int, int, int], str] = {}
        batches = [_Batch(experiment, number, values, errors) for number in range(len(experiment.cases))]
        worlds: dict[tuple[int, int, int], Block] = {}
        assumed = new_assumed()
        for place, codes in enumerate(part.codes):
            first = experiment.first_run(part.first_evaluation + place) + part.first_replication
            for number, case in enumerate(experiment.cases):
                done = 0
                try:
                    prepared, rules = self._ready(case, codes)
                    while done < part.replications:
                        if stopping():
                            raise Stopped
                        count = min(RUNS_AT_ONCE, part.replications - done)
                        rows = batches[number].rows(prepared, place, done, count)
                        assumed.buffer[:] = rules
                        self._run(prepared, assumed, first + done, worlds, rows)
                        done += count
                        if progress is not None:
                            progress(count)
                except (Stopped, MemoryError, OSError):
                    raise
                except Exception as error:
                    batches[number].fail(place, done, part.replications, error)
                    if progress is not None:
                        progress(part.replications - done)
        for batch in batches:
            batch.write()
        return Measured(values, errors)

    def _ready(self, case: Case, codes: np.ndarray) -> tuple[_Prepared, np.ndarray]:
        """Return the prepared timeline of a point, and its assumptions and switches as numbers."""
        from realpolitik.theory.assumptions import Assumptions, make_assumptions
        from realpolitik.theory.domains import check_weights

        scenario, settings = self.experiment.settings(case, codes, self._rule_factors.others)
        others, rules = split_rules(settings)
        prepared = self._timeline(scenario, others)
        numbers = prepared.rules.copy()
        if rules:
            numbers[:] = make_assumptions(**{**prepared.overrides, **rules})
        self._rule_factors.write(codes, numbers)
        place = Assumptions._fields.index
        check_weights(numbers[place("autonomy_weight")], numbers[place("development_weight")])
        return prepared, numbers

    def _timeline(self, scenario: str, settings: dict[str, Any]) -> _Prepared:
        key = f"{scenario} {settings!r}"
        with self._lock:
            if key in self._prepared:
                self._prepared.move_to_end(key)
                return self._prepared[key]
        prepared = _prepare(self.experiment, scenario, settings)
        with self._lock:
            self._prepared[key] = prepared
            while len(self._prepared) > TIMELINES_KEPT:
                self._prepared.popitem(last=False)
        return prepared

    def _run(
        self, prepared: _Prepared, assumed: Block, first_run: int, worlds: dict[tuple[int, int, int], Block],
        rows: tuple[np.ndarray, np.ndarray],
    ) -> None:  # fmt: skip
        """Run one point in one case and leave its summaries, and its years where a window asks for them, in `rows`."""
        from realpolitik.simulation.ensemble import kernel_for
        from realpolitik.simulation.world import new_world

        timeline, (summary, record) = prepared.timeline, rows
        states, actors, years = len(timeline.states), len(timeline.actors), len(timeline.years)
        kept, pairs = len(record), len(prepared.pairs)
        run_runs, beside = kernel_for(timeline)
        if (states, actors, beside) not in worlds:
            worlds[states, actors, beside] = new_world(states, actors, beside)
        world = worlds[states, actors, beside]
        world.keys[:] = prepared.keys
        directed = np.zeros((2, kept, years, states, actors), np.float32)
        run_runs(
            world, prepared.inputs, years, prepared.pairs, timeline.first_year,
            np.uint64(self.experiment.document.seed), np.uint64(first_run), assumed, summary,
            np.zeros((years, pairs, 5), np.int64), np.zeros((years, pairs), np.int64), np.zeros((beside, pairs)),
            record, directed[0], directed[1], np.zeros((kept, years, states, 5), np.float32),
        )  # fmt: skip


class _Batch:
    """What the kernel leaves of many points in one case, until their outcomes are worked out all at once.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    number : int
        The case.
    values, errors
        Of `Measured`: where the outcomes go.
    """

    def __init__(
        self, experiment: Experiment, number: int, values: np.ndarray, errors: dict[tuple[int, int, int], str]
    ) -> None:
        self._experiment = experiment
        self._number = number
        self._values = values
        self._errors = errors
        self._prepared: _Prepared | None = None
        self._waiting: list[tuple[int, int, int]] = []
        self._taken = 0

    def rows(self, prepared: _Prepared, place: int, done: int, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows that some runs of a point fill: of their summaries and, for windows, of their years."""
        if prepared is not self._prepared:
            self.write()
            self._prepared, (self._summary, self._record) = prepared, prepared.new_rows()
        if self._taken + count > len(self._summary):
            self.write()
        part = slice(self._taken, self._taken + count)
        self._waiting.append((place, done, count))
        self._taken += count
        self._summary[part] = 0.0  # the kernel adds to what is there
        return self._summary[part], self._record[part]

    def fail(self, place: int, done: int, replications: int, error: Exception) -> None:
        """Note that the runs of a point from one on came to nothing, and why."""
        if self._waiting and self._waiting[-1][:2] == (place, done):  # begun, but not done
            self._taken -= self._waiting.pop()[2]
        text = " ".join(str(error).split()) or type(error).__name__
        for run in range(done, replications):
            self._errors[place, run, self._number] = text

    def write(self) -> None:
        """Work out the outcomes of what has been run and put them among the values."""
        if self._prepared is None or not self._taken:
            return
        outcomes = self._outcomes(self._prepared)
        broken = _broken(outcomes, self._prepared)
        outcomes[broken] = np.nan
        first = 0
        for place, done, count in self._waiting:
            self._values[place, done : done + count, self._number] = outcomes[first : first + count]
            for run in np.flatnonzero(broken[first : first + count]).tolist():
                self._errors[place, done + run, self._number] = NOT_FINITE
            first += count
        self._waiting, self._taken = [], 0

    def _outcomes(self, prepared: _Prepared) -> np.ndarray:
        """Return (runs, columns) outcomes; NaN where the scenario has no such pair or years."""
        summary, record = self._summary[: self._taken], self._record[: self._taken]
        years = len(prepared.timeline.years)
        outcomes = np.full((self._taken, len(self._experiment.columns)), np.nan)
        folded: dict[tuple[int, int, int], np.ndarray] = {}
        for place, (column, found) in enumerate(zip(self._experiment.columns, prepared.columns, strict=True)):
            if found is None:
                continue
            row, window = found
            if window is None:
                outcomes[:, place] = values_of(column, summary[:, row], years)
                continue
            span = (row, window.start, window.stop)
            if span not in folded:
                folded[span] = fold_window(record[:, :, row], window)
            outcomes[:, place] = values_of(column, folded[span], window.stop - window.start)
        return outcomes


def new_assumed() -> Block:
    """Return a block for assumptions and switches: made once, written anew for every point."""
    from realpolitik.blocks import Block
    from realpolitik.simulation.world import ASSUMED

    return Block(ASSUMED, 0, 0)


def _broken(values: np.ndarray, prepared: _Prepared) -> np.ndarray:
    """Return which runs have a value that is not finite where there should be one."""
    there = [place for place, found in enumerate(prepared.columns) if found is not None]
    return ~np.isfinite(values[:, there]).all(axis=1)


def _prepare(experiment: Experiment, scenario: str, settings: dict[str, Any]) -> _Prepared:
    from realpolitik.simulation.ensemble import name_keys
    from realpolitik.simulation.world import inputs_of
    from realpolitik.theory.assumptions import make_assumptions

    changed = experiment.scenarios[scenario].with_settings(settings)
    timeline = changed.timeline()
    return _Prepared(
        timeline,
        inputs_of(timeline),
        changed.overrides,
        np.array(make_assumptions(**changed.overrides), dtype=np.float64),
        np.array(timeline.pair_indices, dtype=np.int64).reshape(-1, 2),
        name_keys(timeline.actors),
        tuple(_place(column, timeline, experiment) for column in experiment.columns),
    )


def _place(column: Column, timeline: ScenarioTimeline, experiment: Experiment) -> tuple[int, slice | None] | None:
    """Return the row of a column's pair and its years in a timeline; None where it has no such."""
    first, second = column.pair.split("-")
    row = next((timeline.pairs.index(p) for p in (column.pair, f"{second}-{first}") if p in timeline.pairs), None)
    if row is None:
        return None
    if column.window is None:
        return row, None
    start, stop = experiment.document.record.windows[column.window]
    if start < timeline.years[0] or stop > timeline.years[-1]:
        return None
    return row, slice(start - timeline.first_year, stop - timeline.first_year + 1)
