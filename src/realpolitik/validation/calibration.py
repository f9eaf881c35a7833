"""Fitting one vector to a panel: screen, search from several starts, profile, leave out; resumable."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from realpolitik import __version__
from realpolitik.compiled import CACHE_FOLDER
from realpolitik.scenario.panel import Panel
from realpolitik.theory.assumptions import ASSUMPTIONS, Assumption, make_assumptions
from realpolitik.validation.checkpoint import Checkpoint, digest_of
from realpolitik.validation.fitting import FITTED
from realpolitik.validation.leave_out import leave_client_out, leave_period_out
from realpolitik.validation.objective import Objective
from realpolitik.validation.plan import Plan
from realpolitik.validation.profiles import Profile, profile
from realpolitik.validation.scores import summary_scores
from realpolitik.validation.screening import Effect, screen
from realpolitik.validation.search import Search, search
from realpolitik.validation.space import Space
from realpolitik.validation.targets import Target, record_of

NEVER_FITTED = "iran"
CHECK_RUNS, CHECK_SEED = 100, 100_000
SIGNIFICANT_DIGITS = 3

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, and how many of its steps are done and planned."""


@dataclass(frozen=True)
class Calibration:
    """The result of a calibration.

    Attributes
    ----------
    plan : Plan
        How it went.
    values : dict of str to float
        The vector: what was searched, and the rest as it was.
    effects : list of Effect
        The screening, largest first.
    searches : list of Search
        One for each start.
    check_losses : tuple of float
        Loss of each search's end on draws of its own; the smallest is taken.
    chosen : int
        Which one it is.
    profiles : list of Profile
        Ranges, in the order of the assumptions.
    training_scores : dict of str to float
        Scores on the clients that it was fitted to.
    left_out : dict
        Scores of clients and periods that refits had not seen; empty unless asked for.
    """

    plan: Plan
    values: dict[str, float]
    effects: list[Effect]
    searches: list[Search]
    check_losses: tuple[float, ...]
    chosen: int
    profiles: list[Profile]
    training_scores: dict[str, float]
    left_out: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the result as its file has it, a superset of the file of the package's defaults."""
        return {
            "values": self.values,
            "searched": list(self.searched),
            "clients": list(self.plan.clients),
            "training_scores": self.training_scores,
            "left_out": self.left_out,
            "ranges": {one.name: {"low": one.low, "high": one.high, "speaks": one.speaks} for one in self.profiles},
            "screening": [dataclasses.asdict(effect) for effect in self.effects],
            "searches": [
                dataclasses.asdict(one) | {"check_loss": check}
                for one, check in zip(self.searches, self.check_losses, strict=True)
            ],
            "chosen": self.chosen,
            "losses": list(self.searches[self.chosen].losses),
            "generations": self.plan.generations,
            "runs": self.plan.runs,
            "seed": self.plan.seed,
            "plan": dataclasses.asdict(self.plan),
            "version": __version__,
        }

    @property
    def searched(self) -> tuple[str, ...]:
        """Names of the assumptions that the search moved."""
        return tuple(effect.name for effect in self.effects[: self.plan.searched])


def fitted_clients(panel: Panel, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the clients of a panel that a fit may use: Iran is never among them."""
    return tuple(client for client in panel.chosen(names) if client != NEVER_FITTED)


def plan_content(plan: Plan, panel: Panel) -> dict[str, Any]:
    """Return everything that the steps of a calibration depend on."""
    return {
        "plan": dataclasses.asdict(plan),
        "panel": digest_of({client: panel.scenario(client).digest for client in plan.clients}),
        "assumptions": digest_of([[item.name, item.default, item.low, item.high] for item in ASSUMPTIONS]),
        "rules": CACHE_FOLDER.name,
        "version": __version__,
    }


def calibrate(
    panel: Panel, plan: Plan, folder: Path, *, fresh: bool = False, progress: Progress = lambda stage, done, of: None
) -> Calibration:
    """Fit one vector of assumptions to the clients of a panel.

    Parameters
    ----------
    panel : Panel
        The record.
    plan : Plan
        Sizes of the stages.
    folder : Path
        Where finished steps are kept; a stopped calibration of the same plan goes on from them to the same result.
    fresh : bool
        Start anew.
    progress : callable
        Called after each step.

    Raises
    ------
    InputError
        The folder has the steps of another plan, or the extra `validation` is not installed.
    """
    checkpoint = Checkpoint.open(folder, plan_content(plan, panel), fresh=fresh)
    targets = tuple(record_of(scenario, client) for client, scenario in panel.scenarios(plan.clients).items())
    defaults = make_assumptions()._asdict()
    base = {item.name: float(defaults[item.name]) for item in FITTED}
    objective = Objective(targets, plan.runs, base)
    effects = _screen(checkpoint, objective, plan, progress)
    matters = {effect.name for effect in effects[: plan.searched]}
    space = Space(tuple(item for item in FITTED if item.name in matters))
    searches = [_search(checkpoint, objective, space, plan, start, progress) for start in range(plan.starts)]
    searches[0] = _or_its_start(searches[0], objective)
    vectors = [_all_values(one, base) for one in searches]
    checks = [_check(objective, vector) for vector in vectors]
    chosen = int(np.argmin(checks))
    values = vectors[chosen]
    predictions = objective.predictions(values, seed=CHECK_SEED, runs=CHECK_RUNS)
    training = {name: round(score, 4) for name, score in summary_scores(predictions).items()}
    profiles = _profiles(checkpoint, targets, base, space, values, plan, progress)
    left_out = _left_out(checkpoint, targets, values, plan, progress) if plan.leave_out else {}
    return Calibration(plan, values, effects, searches, tuple(checks), chosen, profiles, training, left_out)


def _or_its_start(first: Search, objective: Objective) -> Search:
    """Return the search from the present defaults, with them for its end if it found none better.

    Where a search of so many generations ends is luck, too; a calibration must not come out worse than it began.
    """
    if _check(objective, _all_values(first, objective.base)) < _check(objective, objective.base):
        return first
    return dataclasses.replace(first, values={name: objective.base[name] for name in first.values}, ends_at_start=True)


def _all_values(found: Search, base: Mapping[str, float]) -> dict[str, float]:
    return dict(base) | {name: _rounded(value) for name, value in found.values.items()}


def _check(objective: Objective, values: Mapping[str, float]) -> float:
    return objective.loss(values, seed=CHECK_SEED, runs=CHECK_RUNS)


def _rounded(value: float) -> float:
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}")


def _screen(checkpoint: Checkpoint, objective: Objective, plan: Plan, progress: Progress) -> list[Effect]:
    space = Space(FITTED)
    steps = plan.trajectories * (len(FITTED) + 1)
    counter = _Counter("screening", steps, progress)
    found = checkpoint.once(
        "screening",
        lambda: [
            dataclasses.asdict(effect)
            for effect in screen(objective, space, count=plan.trajectories, seed=plan.seed, progress=counter)
        ],
    )
    return [Effect(**row) for row in found]


def start_values(space: Space, base: Mapping[str, float], start: int, seed: int) -> dict[str, float]:
    """Return where a search starts: the first at the present defaults, the others anywhere in the ranges."""
    if start == 0:
        return {name: base[name] for name in space.names}
    generator = np.random.Generator(np.random.Philox(key=[seed, start]))
    return space.at_shares(generator.uniform(0.1, 0.9, len(space.items)))


def _search(
    checkpoint: Checkpoint, objective: Objective, space: Space, plan: Plan, start: int, progress: Progress
) -> Search:
    step = f"search_{start}"
    done = checkpoint.read(step) or []
    return search(
        objective,
        space,
        start_values(space, objective.base, start, plan.seed),
        generations=plan.generations,
        seed=plan.seed * 100 + start,
        done=done,
        keep=lambda losses: checkpoint.write(step, losses),
        progress=_Counter(f"search from start {start + 1} of {plan.starts}", plan.generations, progress),
    )


def _profiles(
    checkpoint: Checkpoint,
    targets: tuple[Target, ...],
    base: Mapping[str, float],
    space: Space,
    values: Mapping[str, float],
    plan: Plan,
    progress: Progress,
) -> list[Profile]:
    objective = Objective(targets, plan.profile_runs, base)
    found = []
    for done, item in enumerate(FITTED):

        def work(item: Assumption = item) -> dict[str, Any]:
            others = Space(tuple(other for other in space.items if other.name != item.name))
            free = others if item.name in space.names else None
            generations = plan.profile_generations
            return profile(objective, item, values, seed=CHECK_SEED, free=free, generations=generations).to_dict()

        found.append(Profile.from_dict(checkpoint.once(f"profile_{item.name}", work)))
        progress("profiles", done + 1, len(FITTED))
    return found


def _left_out(
    checkpoint: Checkpoint, targets: tuple[Target, ...], values: Mapping[str, float], plan: Plan, progress: Progress
) -> dict[str, Any]:
    settings = {
        "runs": plan.runs, "generations": plan.leave_out_generations, "sets": plan.leave_out_sets, "seed": plan.seed,
    }  # fmt: skip
    clients = leave_client_out(checkpoint, targets, values, progress=progress, **settings)
    periods = leave_period_out(checkpoint, targets, values, progress=progress, **settings)
    return {"clients": clients, "periods": periods}


class _Counter:
    """Counts steps of a stage for the progress of the whole."""

    def __init__(self, stage: str, steps: int, progress: Progress) -> None:
        self.stage, self.steps, self.done, self.progress = stage, steps, 0, progress

    def __call__(self, finished: int) -> None:
        self.done += finished
        self.progress(self.stage, self.done, self.steps)
