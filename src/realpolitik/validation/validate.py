"""Scoring the present defaults on a panel, without fitting anything to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from realpolitik import __version__
from realpolitik.scenario.panel import Panel, read_panel
from realpolitik.theory.assumptions import SWITCHES, Assumptions, make_assumptions
from realpolitik.theory.classes import CLASSES
from realpolitik.validation.baselines import (
    forest_forecasts,
    logit_forecasts,
    persistence_forecasts,
    shipped_forests,
    shipped_logits,
)
from realpolitik.validation.century import Century, iran_century
from realpolitik.validation.events import IRAN, events_beside
from realpolitik.validation.extra import learning
from realpolitik.validation.forecasts import Forecasts, simulated
from realpolitik.validation.held_to_record import reinitialised
from realpolitik.validation.readings import (
    HEADLINE,
    differences,
    hit_rate,
    intervals,
    only_where_known,
    points,
)
from realpolitik.validation.reliability import Reliability, reliability
from realpolitik.validation.scoring import Pool, Score, resampling_weights, scores_of
from realpolitik.validation.spells import Spell, pact_spells, spell_summary
from realpolitik.validation.targets import CLIENTS, Target, record_of

HORIZONS = (1, 5, 10)
ORIGINS_EVERY = 5
MOST_RUNS_FROM_AN_ORIGIN = 50
"""Most runs for each origin from which the model is set back on the record."""

STEPS = 8
"""How many stages a validation calls by name, ablations apart."""

ABLATED = tuple(
    (switch.name, choice)
    for switch in SWITCHES
    for choice in switch.choices
    if choice != switch.default and (switch.name, choice) != ("choice_rule", "null")
)
"""Settings other than the default, one at a time; choices at random are a baseline already."""

Stage = Callable[[str], None]


@dataclass(frozen=True)
class Validation:
    """How the model and its baselines do on a panel.

    Attributes
    ----------
    panel : Panel
        The panel, its lag inside.
    targets : tuple of Target
        The clients that were scored.
    forecasts : dict of str to forecasts
        Forecasts of the model (``model``) and of every baseline.
    ahead : dict of int to forecasts
        The model set back on the record, by years ahead.
    ablations : dict of str to forecasts
        The model with one mechanism off, by switch; empty unless asked for.
    centuries : tuple of Century
        Iran with both kinds of profiles, if Iran is among the clients.
    runs, seed : int
        Runs for each client and the seed.
    assumptions : Assumptions
        What the model ran on.
    elapsed_seconds : float
        Time taken; not part of what is reproducible.
    """

    panel: Panel
    targets: tuple[Target, ...]
    forecasts: Mapping[str, Forecasts]
    ahead: Mapping[int, Forecasts]
    ablations: Mapping[str, Forecasts]
    centuries: tuple[Century, ...]
    runs: int
    seed: int
    assumptions: Assumptions
    elapsed_seconds: float = field(compare=False)

    @property
    def pool(self) -> Pool:
        """The records of all clients."""
        return Pool.of(self.targets)

    @property
    def seen(self) -> tuple[str, ...]:
        """Clients that the defaults and the baselines were fitted to: their scores are training scores."""
        return tuple(target.client for target in self.targets if target.client in CLIENTS)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Clients that nothing was fitted to."""
        return tuple(target.client for target in self.targets if target.client not in CLIENTS)

    def spells(self) -> list[Spell]:
        """Return when pacts began and ended, on record and in the model."""
        return pact_spells(self.targets, self.forecasts["model"])

    def reliability(self, name: str = "model") -> dict[str, Reliability]:
        """Return how often what is forecast with a chance comes true, for pacts with both sides."""
        return reliability(self.pool, self.forecasts[name])

    def to_dict(self) -> dict[str, Any]:
        """Return everything as the JSON of ``realpolitik validate``."""
        scores = {name: scores_of(self.pool, found) for name, found in self.forecasts.items()}
        weights = resampling_weights(len(self.targets), self.seed)
        clients = len(self.targets)
        numbers = {name: points(found, clients) for name, found in scores.items()}
        return {
            "clients": [target.client for target in self.targets],
            **numbers["model"],
            "intervals": intervals(scores["model"], weights),
            "baselines": {
                name: numbers[name]
                | {
                    "intervals": intervals(found, weights),
                    "model_minus_baseline": differences(scores["model"], found, weights, clients),
                }
                for name, found in scores.items()
                if name != "model"
            },
            "by_client": {target.client: self._of_client(target) for target in self.targets},
            "groups": {
                label: {
                    name: points(scores_of(pool, self.forecasts[name]), len(pool.targets)) for name in self.forecasts
                }
                | {"clients": list(members)}
                for label, members in (("training", self.seen), ("unseen", self.unseen))
                if members
                for pool in (self._pool_of(members),)
            },
            "horizons": {str(horizon): self._at_horizon(horizon, weights) for horizon in self.ahead},
            "ablations": self._ablated(scores["model"], weights),
            "reliability": {side: found.to_dict() for side, found in self.reliability().items()},
            "pacts": {"summary": spell_summary(self.spells()), "spells": [one.to_dict() for one in self.spells()]},
            "iran": {one.profiles: one.to_dict() for one in self.centuries},
            "training_clients": list(self.seen),
            "panel": self.panel.folder.name,
            "lag": self.panel.lag,
            "runs": self.runs,
            "seed": self.seed,
            "corrections": list(self.panel.corrections(target.client for target in self.targets)),
            "gaps": {target.client: target.timeline.gap_lines() for target in self.targets},
            "version": __version__,
            "elapsed_seconds": round(self.elapsed_seconds, 1),
        }

    def _pool_of(self, clients: Sequence[str]) -> Pool:
        return Pool.of([target for target in self.targets if target.client in clients])

    def _of_client(self, target: Target) -> dict[str, Any]:
        pool = Pool.of([target])
        level = target.level
        likely = self.forecasts["model"][target.client].classes.argmax(axis=1)
        coded = {name: int((level == number).sum()) for number, name in enumerate(CLASSES)}
        known = ~np.isnan(level)
        return {
            "code": self.panel.clients[target.client],
            "training": target.client in CLIENTS,
            "first_year": target.timeline.years[0],
            "last_year": target.timeline.years[-1],
            **points(scores_of(pool, self.forecasts["model"]), 1),
            "coded_years": coded,
            "simulated_years": {name: int((likely[known] == number).sum()) for number, name in enumerate(CLASSES)},
            "class_accuracy_of_baselines": {
                name: hit_rate(level, found[target.client].classes)
                for name, found in self.forecasts.items()
                if name != "model"
            },
        }

    def _at_horizon(self, horizon: int, weights: np.ndarray) -> dict[str, Any]:
        """Return model against persistence in the same client-years, those that lie at the horizon of an origin."""
        model, pool, clients = self.ahead[horizon], self.pool, len(self.targets)
        held = self.forecasts[f"persistence_{horizon}" if horizon > 1 else "persistence"]
        same = {client: only_where_known(held[client], model[client]) for client in held}
        ours, theirs = scores_of(pool, model), scores_of(pool, same)
        return {
            "model": {name: points(ours, clients)[name] for name in (*HEADLINE, "brier")},
            "persistence": {name: points(theirs, clients)[name] for name in (*HEADLINE, "brier")},
            "model_minus_persistence": differences(ours, theirs, weights, clients),
            "client_years": int((~np.isnan(pool.forecast(model, "mean_level"))).sum()),
        }

    def _ablated(self, full: Mapping[str, Score], weights: np.ndarray) -> dict[str, Any]:
        clients = len(self.targets)
        found = {}
        for name, forecasts in self.ablations.items():
            scores = scores_of(self.pool, forecasts)
            found[name] = points(scores, clients) | {
                "model_minus_ablation": differences(full, scores, weights, clients)
            }
        return found


def validate(
    panel: str | Path | Panel,
    *,
    clients: Sequence[str] = (),
    runs: int = 200,
    seed: int = 0,
    lag: int = 0,
    ablations: bool = False,
    assumptions: Assumptions | None = None,
    stage: Stage = lambda name: None,
) -> Validation:
    """Score the model on a panel; nothing is fitted to the panel.

    Parameters
    ----------
    panel : path or Panel
        A folder as `read_panel` takes it, or a panel that was read.
    clients : sequence of str
        Ids or codes; all by default.
    runs, seed : int
        Free runs for each client; the seed of all draws and of the resampling of clients.
    lag : int
        Years by which rivalry, disputes, voting and sanctions are delayed, in the panel and in what the baselines
        are fitted to. A panel that was read has its own.
    ablations : bool
        Also run the model with one mechanism off at a time.
    assumptions : Assumptions, optional
        Other than the defaults.
    stage : callable
        Called with the name of each stage as it begins.

    Raises
    ------
    InputError
        Everything that is wrong with the panel, an unknown client, or the extra `validation` is not installed.
    """
    began = time.monotonic()
    learning()
    stage("reading the panel")
    read = panel if isinstance(panel, Panel) else read_panel(Path(panel), lag=lag)
    chosen = read.chosen(clients)
    events = events_beside(read, chosen)
    scenarios = read.scenarios(chosen)
    targets = [record_of(scenario, client) for client, scenario in scenarios.items()]
    assumed = make_assumptions() if assumptions is None else assumptions
    stage("simulating the clients")
    forecasts: dict[str, Forecasts] = {"model": simulated(targets, assumed, runs=runs, seed=seed)}
    stage("fitting and applying the baselines")
    logits = logit_forecasts(shipped_logits(read.lag), targets)
    forecasts["logit"] = logits["logit"]
    forecasts["forest"] = forest_forecasts(shipped_forests(read.lag), targets)
    forecasts["majority"] = logits["majority"]
    forecasts["persistence"] = persistence_forecasts(targets, 1)
    null = assumed._replace(**{"choice_rule": _setting("choice_rule", "null")})
    forecasts["null"] = simulated(targets, null, runs=runs, seed=seed)
    for name in ("distance_capability", "identity", "lagged_ordered_logit"):
        forecasts[name] = logits[name]
    for years in HORIZONS[1:]:
        forecasts[f"persistence_{years}"] = persistence_forecasts(targets, years)
    forecasts["first_year_held"] = persistence_forecasts(targets, None)
    stage("setting the model back on the record")
    few = min(runs, MOST_RUNS_FROM_AN_ORIGIN)
    ahead = reinitialised(targets, assumed, horizons=HORIZONS, every=ORIGINS_EVERY, runs=few, seed=seed)
    without: dict[str, Forecasts] = {}
    if ablations:
        for name, choice in ABLATED:
            stage(f"without a mechanism: {name} {choice}")
            changed = assumed._replace(**{name: _setting(name, choice)})
            without[f"{name}={choice}"] = simulated(targets, changed, runs=runs, seed=seed)
    centuries: list[Century] = []
    if IRAN in chosen:
        centuries = iran_century(
            assumed, runs=runs, seed=seed, by_record=scenarios[IRAN], lag=read.lag, events=events, stage=stage
        )
    stage("scoring")
    elapsed = time.monotonic() - began
    return Validation(read, tuple(targets), forecasts, ahead, without, tuple(centuries), runs, seed, assumed, elapsed)


def _setting(switch: str, choice: str) -> float:
    return next(float(item.choices.index(choice)) for item in SWITCHES if item.name == switch)
