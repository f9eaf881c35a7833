"""Designs against what is known of them: sizes, levels, bounds, SALib's own matrices, equal points once."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.experiments.designs import Combinations, Listed
from realpolitik.experiments.factors import Factor
from realpolitik.experiments.sampling import latin_hypercube, saltelli, trajectories
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

RECORD = '[record]\npairs = ["iran-russia"]\noutcomes = ["mean_trust"]\n'


def test_a_grid_is_every_combination_and_can_be_had_in_pieces():
    grid = Combinations((np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0])))
    whole = grid.codes(0, grid.size)
    assert whole.tolist() == [[1, 10], [1, 20], [2, 10], [2, 20], [3, 10], [3, 20]]
    assert np.array_equal(np.vstack([grid.codes(0, 4), grid.codes(4, 6)]), whole)


def test_a_grid_of_a_million_million_points_costs_nothing_until_asked_for():
    grid = Combinations(tuple(np.arange(10.0) for _ in range(12)))
    assert grid.size == 10**12
    assert grid.codes(10**12 - 1, 10**12).tolist() == [[9.0] * 12]


@pytest.mark.parametrize("groups", [list("abcd"), list("aabb"), list("abab")])
@pytest.mark.parametrize("second_order", [False, True])
def test_saltelli_matrices_are_those_of_salib(groups, second_order):
    salib = pytest.importorskip("SALib.sample.sobol")
    problem = {"num_vars": 4, "names": list("wxyz"), "bounds": [[0, 1]] * 4}
    if len(set(groups)) < 4:
        problem["groups"] = groups
    expected = salib.sample(problem, 16, calc_second_order=second_order, seed=7)
    assert np.array_equal(saltelli(16, groups, 7, second_order), expected)


def test_each_slice_of_a_latin_hypercube_has_one_point():
    sample = latin_hypercube(40, 3, 0)
    for column in sample.T:
        assert sorted(np.floor(column * 40).astype(int)) == list(range(40))


def test_trajectories_move_one_group_at_a_time():
    pytest.importorskip("SALib")
    sample = trajectories(5, ["a", "b", "b"], 4, 0).reshape(5, 3, 3)
    for path in sample:
        moved = np.diff(path, axis=0) != 0
        assert sorted(map(tuple, moved.tolist())) == [(False, True, True), (True, False, False)]


@pytest.mark.parametrize(
    "make", [lambda seed: latin_hypercube(8, 2, seed), lambda s: saltelli(8, ["a", "b"], s, False)]
)
def test_samples_follow_the_seed_and_zero_is_one(make):
    assert np.array_equal(make(0), make(0))
    assert not np.array_equal(make(0), make(1))


def test_equal_points_are_evaluated_once_and_numbered_as_they_first_occur():
    points = Listed(np.array([[2.0, np.nan], [1.0, 0.0], [2.0, np.nan], [1.0, -0.0], [3.0, 0.0]]))
    assert points.evaluations == 3
    assert points.evaluation_of(0, 5).tolist() == [0, 1, 0, 1, 2]
    assert points.evaluated_codes(1, 3).tolist() == [[1.0, 0.0], [3.0, 0.0]]


def test_ranges_are_spread_to_the_bit_at_their_ends():
    shares = np.array([0.0, 0.5, 1.0])
    assert Factor("x", "continuous", 0.1, 0.7).spread(shares).tolist()[::2] == [0.1, 0.7]
    log = Factor("x", "continuous", 0.1, 10.0, log=True).spread(shares)
    assert log.tolist()[::2] == [0.1, 10.0]
    assert log[1] == pytest.approx(1.0)
    assert Factor("x", "integer", 1, 4).spread(np.array([0.0, 0.249, 0.25, 0.999, 1.0])).tolist() == [1, 1, 2, 4, 4]


CUBE = '[design]\nkind = "latin_hypercube"\npoints = 30\n'


def test_listed_values_that_are_nearly_equal_stay_apart_in_a_sample(made):
    listed = "values = [1.0000001, 1.0000002, 3]\n"
    change = "set = { adjust = [{ quantity = 'cinc', of = 'iran', scale = '$' }] }\n"
    (factor,) = made(CUBE + "[factors.power]\n" + listed + change + RECORD).factors
    assert factor.labels == ("1.0000001", "1.0000002", "3")
    assert factor.change(1.0).settings["adjust"][0]["scale"] == 1.0000002


def test_listed_years_are_whole_in_a_sample(made):
    listed = "values = [1950, 1952]\ninteger = true\nset = { years = [1946, '$'] }\n"
    (factor,) = made(CUBE + "[factors.end]\n" + listed + RECORD).factors
    assert factor.labels == ("1950", "1952")
    assert repr(factor.change(0.0).settings["years"]) == "[1946, 1950]"


def test_whole_numbers_can_be_spread_on_a_logarithmic_scale():
    factor = Factor("x", "integer", 1, 1000, log=True)
    assert factor.evenly(4).tolist() == [1, 10, 100, 1000]
    spread = factor.spread(np.linspace(0, 1, 1001))
    assert (spread == np.round(spread)).all()
    assert (spread[0], spread[-1]) == (1, 1000)
    assert np.mean(spread < 10) == pytest.approx(1 / 3, abs=0.01)
    assert np.mean(spread < 100) == pytest.approx(2 / 3, abs=0.01)


def test_one_at_a_time_leaves_the_base_alone_and_repeats_it_nowhere(made):
    experiment = made('[design]\nkind = "one_at_a_time"\n[factors.identity]\n[factors.trust_loss]\n' + RECORD)
    codes = experiment.points.codes(0, experiment.points.size)
    assert np.isnan(codes[0]).all()
    assert ((~np.isnan(codes[1:])).sum(axis=1) == 1).all()
    assert [experiment.factors[0].labels[int(c)] for c in codes[~np.isnan(codes[:, 0]), 0]] == ["off"]
    assert experiment.points.size == 1 + 1 + 2


def test_an_ablation_turns_every_switch_to_each_other_setting():
    from realpolitik.experiments.files import load_experiment
    from realpolitik.theory.assumptions import SWITCHES

    experiment = load_experiment("ablation")
    assert experiment.points.size == 1 + sum(len(item.choices) - 1 for item in SWITCHES)


def test_a_table_of_points_is_taken_as_it_stands(made, tmp_path):
    (tmp_path / "points.csv").write_text("trust_loss,identity,iran\n0.5,off,0.2\n,on,0.4\n0.3,,\n")
    text = '[design]\nkind = "table"\nfile = "points.csv"\n[factors.iran]\npath = "states.iran.value"\nlow=0\nhigh=1\n'
    experiment = made(text + RECORD)
    columns = [factor.name for factor in experiment.factors]
    codes = experiment.points.codes(0, 3)[:, [columns.index(name) for name in ("trust_loss", "identity", "iran")]]
    assert np.array_equal(codes, [[0.5, 0, 0.2], [np.nan, 1, 0.4], [0.3, np.nan, np.nan]], equal_nan=True)


@pytest.mark.parametrize("declared", ["", '[factors."states.iran.global_reach"]\nchoices = [true, false]\n'])
def test_true_and_false_in_a_table_are_spelled_as_in_the_file(made, tmp_path, declared):
    (tmp_path / "points.csv").write_text("states.iran.global_reach\ntrue\nfalse\n")
    experiment = made(f'[design]\nkind = "table"\nfile = "points.csv"\n{declared}{RECORD}')
    (factor,) = experiment.factors
    codes = experiment.points.codes(0, 2)[:, 0]
    assert [factor.change(code).settings["states.iran.global_reach"] for code in codes] == [True, False]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("trust_loss\n0.5\n\n0.3\n", [0.5, np.nan, 0.3]),
        ("trust_loss\n\n0.5\n", [np.nan, 0.5]),
        ("\ntrust_loss\n0.5\n0.3\n\n\n", [0.5, 0.3]),
        ('trust_loss\r\n0.5\r\n""\r\n', [0.5, np.nan]),
    ],
)
def test_a_blank_line_between_the_rows_of_one_column_is_an_empty_cell(made, tmp_path, table, expected):
    (tmp_path / "points.csv").write_bytes(table.encode())
    experiment = made('[design]\nkind = "table"\nfile = "points.csv"\n' + RECORD)
    assert np.array_equal(experiment.points.codes(0, experiment.points.size)[:, 0], expected, equal_nan=True)


def test_groups_by_subject_follow_the_assumptions():
    from realpolitik.experiments.files import load_experiment
    from realpolitik.theory.assumptions import ASSUMPTIONS, GROUPS

    experiment = load_experiment("sobol-groups")
    group = {factor.name: factor.group for factor in experiment.factors}
    assert {item.name: item.group for item in ASSUMPTIONS}.items() <= group.items()
    assert set(group.values()) == {*GROUPS, "switches"}
    assert experiment.points.size == 4096 * (2 * (len(GROUPS) + 1) + 2)


def test_calibrated_ranges_are_those_of_the_calibration_on_record(made):
    """A range of a factor's own table stands; an assumption that was not fitted keeps its plausible range."""
    from realpolitik.experiments.calibrated import calibrated_ranges
    from realpolitik.theory.assumptions import ASSUMPTIONS, make_assumptions
    from realpolitik.validation.fitting import FITTED
    from tools.write_calibrated_ranges import ranges_of

    allowed = calibrated_ranges()
    recorded = ranges_of()
    assert set(recorded) == {item.name for item in FITTED}
    assert {name: list(allowed[name]) for name in recorded} == recorded
    for item in ASSUMPTIONS:
        low, high = allowed[item.name]
        assert item.low <= low < high <= item.high
        assert low <= getattr(make_assumptions(), item.name) <= high
    text = 'every = ["assumptions"]\nranges = "calibrated"\n[design]\nkind = "latin_hypercube"\npoints = 8\n'
    experiment = made(text + "[factors.trust_loss]\nlow = 0.3\nhigh = 0.4\n" + RECORD)
    ranges = {factor.name: (factor.low, factor.high) for factor in experiment.factors}
    assert ranges.pop("trust_loss") == (0.3, 0.4)
    assert ranges == {name: one for name, one in allowed.items() if name != "trust_loss"}
    growth = next(item for item in ASSUMPTIONS if item.group == "growth")
    assert ranges[growth.name] == (growth.low, growth.high)


def test_factors_say_what_they_set_what_it_is_and_in_which_unit(made):
    text = """
every = ["assumptions", "switches"]
leave_out = ["trust_gain", "aims"]
[design]
kind = "sobol"
samples = 2
[factors.iran_value]
path = "states.iran.value"
low = 0.2
high = 0.8
[factors.trust_loss]
unit = "share of trust"
[factors.era]
choices = { early = { trust_gain = 0.1, aims = "off" }, late = { trust_gain = 0.2, aims = "on" } }
"""
    factors = {factor["name"]: factor for factor in (one.described() for one in made(text).factors)}
    declared = {item.name: item for item in ASSUMPTIONS}
    assert set(declared) - set(factors) == {"trust_gain"}
    for name, item in declared.items():
        if name in factors:
            assert factors[name]["meaning"] == item.meaning
            assert factors[name]["unit"] == ("share of trust" if name == "trust_loss" else item.unit)
            assert factors[name]["paths"] == [f"assumptions.{name}"]
    for switch in SWITCHES:
        if switch.name in factors:
            assert (factors[switch.name]["meaning"], factors[switch.name]["unit"]) == (switch.meaning, "")
    assert factors["iran_value"]["paths"] == ["states.iran.value"]
    assert factors["era"]["paths"] == ["assumptions.trust_gain", "switches.aims"]
