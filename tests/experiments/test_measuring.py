"""Measured points are, to the bit, what `simulate` says of the same scenario and assumptions."""

from __future__ import annotations

import numpy as np
import pytest

import realpolitik as rp
from realpolitik.experiments import measuring
from realpolitik.experiments.measuring import Simulator
from realpolitik.experiments.outcomes import fold_window
from realpolitik.experiments.parts import PartLayout
from realpolitik.experiments.runner import run_in_memory

YEARS = {"years": [1946, 1952]}
OUTCOMES = """[record]
pairs = ["iran-russia"]
outcomes = ["mean_trust", "tactical_share", "end_trust", "pact", "mean_class"]
"""


def expected(scenario, changes, runs, seed=0):
    frame = rp.simulate(scenario, runs, seed, assumptions={**YEARS, **changes}).to_frame()
    return frame[frame["pair"] == "iran-russia"]


def test_points_in_assumptions_switches_and_scenario_are_those_of_simulate(made):
    text = """
    replications = 5
    seed = 3
    [design]
    kind = "factorial"
    [factors.rationality]
    [factors.identity]
    [factors.iran_value]
    path = "states.iran.value"
    low = 0.1
    high = 0.9
    """
    results = run_in_memory(made(text + OUTCOMES))
    values = results.values("mean_trust")
    assert len({tuple(row) for row in results.values("mean_class")}) > 2
    for point, row in enumerate(results.design.itertuples()):
        changes = {"rationality": row.rationality, "identity": row.identity, "states.iran.value": row.iran_value}
        frame = expected("pahlavi", changes, 5, seed=3)
        assert np.array_equal(values[point], frame["mean_trust"])
        assert np.array_equal(results.values("tactical_share")[point], frame["tactical_years"] / 7)
        assert np.array_equal(results.values("end_trust")[point], frame["end_trust"])
        assert np.array_equal(results.values("pact")[point], frame["longest_pact_years"] > 0)


def test_appended_changes_of_two_factors_add_up(made):
    text = "replications = 3\n[design]\nkind = 'grid'\nlevels = 2\n"
    for name in ("iran", "russia"):
        change = f"{{ adjust = [{{quantity='cinc', of='{name}', scale='$'}}] }}"
        text += f"[factors.{name}]\nlow = 0.5\nhigh = 2\nset = {change}\n"
    results = run_in_memory(made(text + OUTCOMES))
    both = [{"quantity": "cinc", "of": "iran", "scale": 2.0}, {"quantity": "cinc", "of": "russia", "scale": 0.5}]
    point = results.design.query("iran == 2 and russia == 0.5").index[0]
    assert np.array_equal(results.values("mean_trust")[point], expected("pahlavi", {"adjust": both}, 3)["mean_trust"])


def test_scenarios_and_arms_are_paired_on_the_same_draws(made):
    head = "format_version=1\ntitle='t'\nscenarios=['pahlavi','islamic-republic']\n"
    text = "replications=3\n[arms.as-it-is]\n[arms.no-wedge]\nwedge='off'\n"
    text += "[[contrasts]]\nname='d'\noutcome='mean_trust'\narm='no-wedge'\nversus='as-it-is'\npair='russia-iran'\n"
    results = run_in_memory(made(text + OUTCOMES, head))
    for scenario in ("pahlavi", "islamic-republic"):
        sides = []
        for arm, wedge in (("as-it-is", "on"), ("no-wedge", "off")):
            values = results.values("mean_trust", scenario=scenario, arm=arm)[0]
            frame = rp.simulate(scenario, 3, assumptions={"wedge": wedge}).to_frame()
            assert np.array_equal(values, frame[frame["pair"] == "iran-russia"]["mean_trust"])
            sides.append(values)
        assert results.contrasts is not None
        row = results.contrasts.query(f"scenario == '{scenario}'").iloc[0]
        assert row["value"] == pytest.approx((sides[1] - sides[0]).mean())
        assert row["runs"] == 3


def test_cells_choose_the_scenario_of_a_combination(made):
    from realpolitik.experiments.files import load_experiment

    experiment = load_experiment("elites-by-structure").altered(replications=2)
    results = run_in_memory(experiment)
    point = results.design.query("structure == 'cold-war' and elites == 'islamic-republic'").index[0]
    frame = rp.simulate("islamic-republic-elites-in-cold-war", 2).to_frame()
    expected_trust = frame[frame["pair"] == "iran-russia"]["mean_trust"]
    assert np.array_equal(results.values("mean_trust", "iran-russia")[point], expected_trust)


def test_separate_draws_are_later_runs_of_the_same_seed(made):
    text = "replications=2\ndraws='separate'\n[design]\nkind='grid'\nlevels=2\n[factors.trust_loss]\n"
    results = run_in_memory(made(text + OUTCOMES))
    later = expected("pahlavi", {"trust_loss": results.design["trust_loss"][1]}, 4)["mean_trust"][2:]
    assert np.array_equal(results.values("mean_trust")[1], later)


def test_runs_of_one_point_in_several_parts_are_those_of_one_ensemble(made):
    experiment = made("replications = 200\n" + OUTCOMES)
    assert PartLayout.of(experiment).slices > 1
    values = run_in_memory(experiment).values("mean_trust")
    assert np.array_equal(values[0], expected("pahlavi", {}, 200)["mean_trust"])


def test_a_window_of_all_years_is_the_whole_run(made):
    results = rp.simulate("pahlavi", 4, trajectories=True, assumptions=YEARS)
    record = results.ensemble.pair_record
    folded = fold_window(record[:, :, 0], slice(0, 7))
    whole = results.ensemble.summary[:, 0]
    known = ~np.isnan(folded[0])
    assert known.sum() == whole.shape[1] - 1
    assert folded[:, known] == pytest.approx(whole[:, known], abs=1e-5)


def test_pairs_and_windows_that_a_scenario_lacks_are_empty_not_failed(made):
    head = "format_version=1\ntitle='t'\nscenarios=['islamic-republic']\nset={years=[1979,1984]}\n"
    text = "replications=2\n[factors.polarity]\npath='scenario'\nchoices=['islamic-republic','multipolar-with-china']\n"
    text += "[record]\npairs=['iran-china']\noutcomes=['mean_trust']\nwindows={early=[1979,1981]}\n"
    results = run_in_memory(made(text, head))
    assert results.failed == 0
    values = results.values("mean_trust", "iran-china", "early")
    assert np.isnan(values[0]).all()
    assert np.isfinite(values[1]).all()


def test_a_point_that_the_scenario_refuses_fails_alone(made):
    """Each scale is allowed, the two together leave the bounds of the quantity."""
    text = "replications = 2\n[design]\nkind = 'factorial'\n"
    for number in (1, 2):
        change = "{ adjust = [{quantity='clash', of='iran-russia', scale='$'}] }"
        text += f"[factors.clash{number}]\nlow = 0.5\nhigh = 1.3\nset = {change}\n"
    results = run_in_memory(made(text + OUTCOMES))
    rows = results.to_frame()
    failed = rows[rows["error"].notna()]
    assert set(failed["point"]) == {3}
    assert failed["error"].str.contains("clash").all()
    assert results.failed == 2


def test_a_simulator_survives_being_sent_elsewhere(made):
    import pickle

    experiment = made("replications = 2\n[factors.trust_loss]\nlevels = 2\n" + OUTCOMES)
    here = Simulator(experiment)
    there = pickle.loads(pickle.dumps(here))
    part = PartLayout.of(experiment).part(0, experiment)
    assert np.array_equal(here.measure(part).values, there.measure(part).values)


OFTEN = """
replications = 7
[design]
kind = "grid"
levels = 3
[factors.iran_value]
path = "states.iran.value"
low = 0.1
high = 0.9
[factors.rationality]
high = 30
[record]
pairs = ["iran-russia"]
outcomes = ["mean_class", "mean_trust"]
"""
WINDOW = "windows = { early = [1946, 1948] }\n"


@pytest.mark.parametrize("windows", ["", WINDOW], ids=["whole", "window"])
def test_outcomes_are_the_same_however_many_runs_wait_for_them(made, monkeypatch, windows):
    experiment = made(OFTEN + windows)
    part = PartLayout.of(experiment).part(0, experiment)
    at_once = Simulator(experiment).measure(part).values
    assert np.isfinite(at_once).all()
    assert len(np.unique(at_once[..., 0])) > 10
    monkeypatch.setattr(measuring, "RUNS_AT_ONCE", 3)
    monkeypatch.setattr(measuring, "RUNS_WAITING", 8)
    assert np.array_equal(Simulator(experiment).measure(part).values, at_once)


@pytest.mark.parametrize("windows", ["", WINDOW], ids=["whole", "window"])
def test_a_point_that_breaks_in_the_middle_spoils_no_other(made, monkeypatch, windows):
    experiment = made(OFTEN + windows)
    part = PartLayout.of(experiment).part(0, experiment)
    whole = Simulator(experiment).measure(part)
    run, calls = Simulator._run, []

    def breaking(*arguments):
        calls.append(arguments)
        if len(calls) == 5:  # the second piece of the second point
            raise ValueError("it broke")
        run(*arguments)

    monkeypatch.setattr(measuring, "RUNS_AT_ONCE", 3)
    monkeypatch.setattr(Simulator, "_run", breaking)
    broken = Simulator(experiment).measure(part)
    assert broken.errors == {(1, number, 0): "it broke" for number in range(3, 7)}
    assert np.isnan(broken.values[1, 3:]).all()
    broken.values[1, 3:] = whole.values[1, 3:]
    assert np.array_equal(broken.values, whole.values)
