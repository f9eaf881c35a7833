"""Refits for scores on what a fit has not seen: the best of several searches, none of them told what was left out."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from realpolitik.validation import leave_out
from tests.validation.made import forecast_of, target_made


def test_a_refit_is_the_end_with_the_smallest_loss_on_fresh_draws(monkeypatch):
    seeds, asked = [], []

    class Judged:
        def __init__(self, targets, runs, base):
            self.targets = targets

        def loss(self, vector, *, seed, runs):
            asked.append((self.targets, seed))
            return abs(vector["trust_loss"] - 0.4)

    def search(objective, space, start, *, generations, seed, spread):
        seeds.append(seed)
        return SimpleNamespace(values={"trust_loss": [0.1, 0.35, 0.9][len(seeds) - 1]})

    monkeypatch.setattr(leave_out, "Objective", Judged)
    monkeypatch.setattr(leave_out, "search", search)
    found = leave_out._refit(["others"], {"trust_loss": 0.2, "trust_gain": 0.1}, runs=1, generations=1, seed=1)
    assert found == {"trust_loss": 0.35, "trust_gain": 0.1}
    assert len(set(seeds)) == leave_out.SEARCHES
    assert {targets for targets, _ in asked} == {("others",)}
    assert leave_out.SCORED_SEED not in {seed for _, seed in asked}


def test_the_scores_are_means_over_sets_of_refits_and_the_interval_holds_them_all():
    targets = [target_made(years=4, client=client, level=[0, 1, 2, 3]) for client in ("egypt", "iraq")]
    right = {one.client: forecast_of(4, classes=np.eye(5)[[0, 1, 2, 3]]) for one in targets}
    half = {one.client: forecast_of(4, classes=np.eye(5)[[0, 1, 0, 0]]) for one in targets}
    found = leave_out._scored(targets, [right, half])["class_accuracy"]
    assert found["sets"] == [1.0, 0.5]
    assert found["value"] == 0.75
    assert found["interval"] == [0.5, 1.0]


class Kept:
    """Finished steps in memory, by name."""

    def __init__(self):
        self.steps = {}

    def once(self, step, work):
        assert step not in self.steps
        self.steps[step] = work()
        return self.steps[step]


def refits(monkeypatch):
    """Let no refit search: return whom each was told of, and its seed."""
    told = []

    def refit(targets, values, *, runs, generations, seed):
        told.append(({one.client: list(one.level) for one in targets}, seed))
        return {**values, "trust_loss": 0.3}

    monkeypatch.setattr(leave_out, "_refit", refit)
    return told


SIZES = {"runs": 1, "generations": 1, "sets": 2, "seed": 1, "progress": lambda *done: None}


def test_a_client_left_out_is_unknown_to_its_refits_and_every_set_has_draws_of_its_own(monkeypatch):
    targets = [target_made(years=4, client=client, level=[0, 1, 2, 3]) for client in ("egypt", "iraq", "turkey")]
    told, kept = refits(monkeypatch), Kept()
    leave_out.leave_client_out(kept, targets, {"trust_gain": 0.1}, **SIZES)
    found = sorted((tuple(sorted(known)), seed) for known, seed in told)
    pairs = [("egypt", "iraq"), ("egypt", "turkey"), ("iraq", "turkey")]
    assert found == [(pair, seed) for pair in pairs for seed in (2, 3)]
    assert {step: rows[0][0] for step, rows in kept.steps.items()} == {
        f"without_{client}_{one}": client for client in ("egypt", "iraq", "turkey") for one in (0, 1)
    }


def test_the_years_left_out_are_unknown_to_their_refits(monkeypatch):
    targets = [target_made(years=12, client=client, level=[1.0] * 12) for client in ("egypt", "iraq")]
    told, kept = refits(monkeypatch), Kept()
    found = leave_out.leave_period_out(kept, targets, {"trust_gain": 0.1}, **SIZES)
    assert list(found) == ["1946-1953", "1954-1962"]
    assert [int(np.isnan(known["egypt"]).sum()) for known, _ in told] == [8, 8, 4, 4]
    assert [seed for _, seed in told] == [2, 3, 2, 3]
    assert list(kept.steps) == [f"without_{years}_{one}" for years in ("1946_1953", "1954_1962") for one in (0, 1)]
