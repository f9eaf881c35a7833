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
