"""Calibration: the search finds what made a record, goes on where it was stopped, and says what it does not know."""

from __future__ import annotations

import json

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.scenario.panel import read_panel
from realpolitik.theory.assumptions import ASSUMPTIONS
from realpolitik.validation.calibration import _or_its_start, calibrate, fitted_clients, start_values
from realpolitik.validation.checkpoint import Checkpoint
from realpolitik.validation.example_panel import EXAMPLE_FOLDER
from realpolitik.validation.fitting import FITTED
from realpolitik.validation.objective import only_years, without_years
from realpolitik.validation.plan import Plan
from realpolitik.validation.profiles import HALVINGS, _around, compatible, range_end
from realpolitik.validation.screening import screen, trajectories
from realpolitik.validation.search import search
from realpolitik.validation.space import Space
from realpolitik.validation.targets import client_targets

SPACE = Space(FITTED[:4])


class Bowl:
    """An objective with a known smallest place: 0.7 of every range but the last, which does not matter."""

    def by_client(self, values, *, seed, runs=None):
        shares = [(values[item.name] - item.low) / (item.high - item.low) for item in SPACE.items]
        return np.full(3, sum((share - 0.7) ** 2 for share in shares[:-1]))

    def loss(self, values, *, seed, runs=None):
        return float(self.by_client(values, seed=seed).mean())

    def penalised(self, space, position, *, seed):
        return self.loss(space.values(position), seed=seed)


def _shares(values):
    return [(values[item.name] - item.low) / (item.high - item.low) for item in SPACE.items]


def test_the_search_finds_the_smallest_place():
    found = search(Bowl(), SPACE, SPACE.at_shares([0.2] * 4), generations=60, seed=3)
    assert np.allclose(_shares(found.values)[:-1], 0.7, atol=0.03)
    assert found.losses[-1] < found.losses[0] / 50


@pytest.mark.parametrize(("share", "generations", "kept"), [(0.7, 2, True), (0.2, 60, False)])
def test_a_calibration_does_not_come_out_worse_than_it_began(share, generations, kept):
    """From the smallest place the search can only go astray; from another it comes nearer."""
    bowl, start = Bowl(), SPACE.at_shares([share] * 4)
    bowl.base = start
    found = search(bowl, SPACE, start, generations=generations, seed=3)
    ended = _or_its_start(found, bowl)
    assert (ended.values == start) == ended.ends_at_start == kept
    assert bowl.loss(ended.values, seed=0) <= bowl.loss(start, seed=0)
    assert ended.losses == found.losses


def test_a_stopped_search_goes_on_to_the_same_bits():
    kept = []
    whole = search(
        Bowl(), SPACE, SPACE.at_shares([0.2] * 4), generations=12, seed=3, keep=lambda x: kept.append(len(x))
    )
    assert kept == list(range(1, 13))
    done: list[list[float]] = []
    search(
        Bowl(),
        SPACE,
        SPACE.at_shares([0.2] * 4),
        generations=5,
        seed=3,
        keep=lambda x: done.__setitem__(slice(None), x),
    )
    again = search(Bowl(), SPACE, SPACE.at_shares([0.2] * 4), generations=12, seed=3, done=json.loads(json.dumps(done)))
    assert again == whole


def test_a_search_leaves_global_randomness_alone():
    np.random.seed(5)  # noqa: NPY002
    expected = np.random.random(3)  # noqa: NPY002
    np.random.seed(5)  # noqa: NPY002
    state = np.random.get_state()[1].copy()  # noqa: NPY002
    search(Bowl(), SPACE, SPACE.at_shares([0.2] * 4), generations=2, seed=3)
    assert (np.random.get_state()[1] == state).all()  # noqa: NPY002
    assert (np.random.random(3) == expected).all()  # noqa: NPY002


def test_screening_tells_what_matters():
    effects = screen(Bowl(), SPACE, count=6, seed=0)
    by_name = {effect.name: effect.mean_size for effect in effects}
    assert by_name[SPACE.names[-1]] == 0.0
    assert all(by_name[name] > 0.01 for name in SPACE.names[:-1])
    assert effects[-1].name == SPACE.names[-1]


def test_trajectories_move_one_place_by_half_the_range():
    points, moved = trajectories(6, 5, 1)
    steps = np.diff(points, axis=1)
    assert ((np.abs(steps) > 0).sum(axis=2) == 1).all()
    assert np.allclose(np.abs(steps).sum(axis=2), 2 / 3)
    assert points.min() >= 0
    assert points.max() <= 1
    for path in range(5):
        assert sorted(moved[path]) == list(range(6))
        assert (np.abs(steps[path]).argmax(axis=1) == moved[path]).all()


def test_values_come_back_from_coordinates():
    values = {item.name: item.low + 0.3 * (item.high - item.low) for item in SPACE.items}
    assert SPACE.values(SPACE.position(values)) == pytest.approx(values)
    assert SPACE.at_shares([0.3] * 4) == pytest.approx(values)


def test_starts_are_the_defaults_and_then_other_places():
    base = {item.name: item.default for item in ASSUMPTIONS}
    assert start_values(SPACE, base, 0, 1) == {name: base[name] for name in SPACE.names}
    first, second = start_values(SPACE, base, 1, 1), start_values(SPACE, base, 2, 1)
    assert first != second
    assert first == start_values(SPACE, base, 1, 1)


def test_losses_count_as_larger_only_if_clients_agree():
    assert compatible(np.array([-0.1, 0.05, 0.02]))
    assert compatible(np.array([0.9, -0.5, 0.1, 0.0]))
    assert not compatible(np.array([0.11, 0.1, 0.12, 0.1]))
    assert compatible(np.array([5.0]))


def test_a_range_is_the_unbroken_run_around_the_fitted_value():
    values = [round(0.1 * step, 1) for step in range(11)]
    allowed = dict(zip(values, [True, False, False, True, True, True, True, False, True, True, True], strict=True))
    assert _around({**allowed, 0.45: True}, 0.45) == [(0.3, 0.2), (0.6, 0.7)]
    assert _around({**dict.fromkeys(values, False), 0.45: True}, 0.45) == [(0.45, 0.4), (0.45, 0.5)]
    assert _around(dict.fromkeys(values, True), 0.4) == [(0.0, None), (1.0, None)]


@pytest.mark.parametrize(("inside", "outside"), [(1.0, 0.0), (0.0, 1.0)])
def test_the_end_of_a_range_is_looked_for_between_two_values_of_the_grid(inside, outside):
    asked = []

    def judge(value):
        asked.append(value)
        return abs(value - inside) <= 0.7

    found = range_end(judge, inside, outside)
    assert abs(found - inside) == pytest.approx(0.625)
    assert len(asked) == HALVINGS == 3
    assert range_end(judge, inside, None) == inside
    assert len(asked) == 3


def test_hidden_years_are_hidden_and_no_others():
    targets = client_targets(["finland", "belarus"])
    hidden, left = without_years(targets, range(1946, 1954)), only_years(targets, range(1946, 1954))
    assert [target.client for target in left] == ["finland"]
    rows = np.asarray(targets[0].timeline.years) < 1954
    assert np.isnan(hidden[0].level[rows]).all()
    np.testing.assert_array_equal(hidden[0].level[~rows], targets[0].level[~rows])
    np.testing.assert_array_equal(left[0].level[rows], targets[0].level[rows])
    assert np.isnan(left[0].pact_with_west[~rows]).all()


def test_iran_is_never_fitted_to():
    class WithIran:
        def chosen(self, names):
            return ("egypt", "iran")

    assert fitted_clients(WithIran(), ()) == ("egypt",)


@pytest.fixture(scope="module")
def panel():
    return read_panel(EXAMPLE_FOLDER)


def _plan(panel, **changes):
    sizes = {"searched": 3, "trajectories": 1, "starts": 2, "generations": 2, "profile_generations": 0,
             "leave_out_generations": 1, "leave_out_sets": 2, "runs": 1, "profile_runs": 1}  # fmt: skip
    return Plan(fitted_clients(panel)[:2], **(sizes | changes))


@pytest.mark.slow
def test_a_stopped_calibration_goes_on_to_the_same_result(panel, tmp_path):
    plan = _plan(panel)
    whole = calibrate(panel, plan, tmp_path).to_dict()
    steps = tmp_path / "steps"
    (steps / "search_1.json").write_text(json.dumps(json.loads((steps / "search_1.json").read_text())[:1]))
    (steps / f"profile_{FITTED[7].name}.json").unlink()
    stages = []
    again = calibrate(panel, plan, tmp_path, progress=lambda stage, done, of: stages.append(stage)).to_dict()
    assert json.dumps(again) == json.dumps(whole)
    assert "screening" not in stages, "a finished step is not done again"
    assert set(whole["values"]) == {item.name for item in FITTED}
    held = {item.name for item in FITTED} - set(whole["searched"])
    defaults = {item.name: item.default for item in FITTED}
    assert all(whole["values"][name] == defaults[name] for name in held)
    with pytest.raises(InputError, match=r"steps of another calibration \(different: plan\)"):
        calibrate(panel, _plan(panel, runs=2), tmp_path)


def test_steps_appear_at_once(tmp_path):
    checkpoint = Checkpoint.open(tmp_path, {"a": 1}, fresh=False)
    assert checkpoint.once("one", lambda: [1, 2]) == [1, 2]
    assert checkpoint.once("one", lambda: pytest.fail("done before")) == [1, 2]
    with pytest.raises(ValueError, match="JSON"):
        checkpoint.write("two", float("nan"))
    assert checkpoint.read("two") is None
    assert Checkpoint.open(tmp_path, {"a": 1}, fresh=True).read("one") is None
