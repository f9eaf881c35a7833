"""The wide search: its condition, its draws, and that its result is the best that it judged."""

from __future__ import annotations

import argparse

import pytest

from realpolitik.theory.assumptions import make_assumptions
from realpolitik.validation.fitting import FITTED
from realpolitik.validation.targets import client_targets
from tools import search_all_assumptions as wide

DEFAULTS = {item.name: make_assumptions()._asdict()[item.name] for item in FITTED}
CLIENTS = ("belarus",)


class OneProcess:
    """A pool that works in this process."""

    def map(self, function, work, chunksize):
        return [function(one) for one in work]


@pytest.fixture
def ready(monkeypatch):
    monkeypatch.setattr(wide, "TARGETS", {target.client: target for target in client_targets()})
    monkeypatch.setattr(wide, "POSSIBLE", wide.possible_alliances())


def test_defaults_can_say_alliance_and_states_that_never_move_cannot(ready):
    assert wide.missing_alliances(DEFAULTS, seed=1) < 0.1
    # mongolia begins with its pact; the two others would have to make theirs
    assert wide.missing_alliances(DEFAULTS | {"status_quo_bias": 100.0}, seed=1) >= 2 * wide.ALLIED_AT_LEAST - 0.1


def test_what_is_minimised_has_the_condition_on_top(ready, monkeypatch):
    position = wide.SPACE.position(DEFAULTS)
    with_condition = wide.evaluate((position, CLIENTS, 4, 1))
    monkeypatch.setattr(wide, "missing_alliances", lambda values, seed: 0.5)
    assert wide.evaluate((position, CLIENTS, 4, 1)) >= with_condition + 0.3


def test_a_search_without_its_condition_is_refused(monkeypatch):
    monkeypatch.setattr(wide, "POSSIBLE", [])
    with pytest.raises(RuntimeError, match="POSSIBLE"):
        wide.missing_alliances(DEFAULTS, seed=1)


def test_the_result_is_the_best_that_was_judged(ready, monkeypatch):
    monkeypatch.setattr(wide, "CHECK_RUNS", 4)
    judged = []
    checked = wide.checked

    def listening(pool, clients, vectors):
        losses = checked(pool, clients, vectors)
        judged.extend(zip(losses, vectors, strict=True))
        return losses

    monkeypatch.setattr(wide, "checked", listening)
    options = argparse.Namespace(generations=2, runs=2, population=4, spread=0.3, seed=7)
    best = wide.search(OneProcess(), CLIENTS, DEFAULTS, options)
    assert len(judged) == 1 + 1 + 2  # the start, the mean, the best of two generations
    assert (best["loss"], best["values"]) == min(judged, key=lambda one: one[0])
    assert len(best["losses"]) == 2


@pytest.mark.parametrize("words", [["--seed", "100"], ["--seed", "0"], ["--generations", "1000"]])
def test_draws_of_the_check_are_refused_for_the_search(words, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        wide.main(["--out", str(tmp_path / "found.json"), *words])
    assert stopped.value.code == 2
    assert "draws of the check" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
