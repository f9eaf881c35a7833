"""The parts of a variance that is known, and PAWN beside that of SALib."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.experiments.analysis.chance import variance_parts
from realpolitik.experiments.analysis.pawn import Membership, distances, pawn_index, pawn_indices, slices
from realpolitik.experiments.analysis.resolution import order_kept, resolution, standing
from realpolitik.experiments.analysis.responses import responses
from realpolitik.experiments.analysis.sensitivity import sensitivity
from tests.experiments.analysis.answers import PATHS, RECORD, answering, factors, run
from tests.experiments.analysis.test_sensitivity import ISHIGAMI_VARIANCE, PI, ishigami

CUBE = "[design]\nkind = 'latin_hypercube'\npoints = 1000\n"


@pytest.mark.parametrize("draws", ["separate", "shared"])
def test_the_parts_of_the_variance(made, tmp_path, draws):
    text = f"replications = 10\ndraws = '{draws}'\n" + CUBE + PI + RECORD
    luck = 3.0 if draws == "shared" else 0.0
    results = run(made(text), tmp_path / "out", answering(ishigami, noise=4.0, luck=luck))
    parts = variance_parts(responses(results, "mean_trust"))
    assert parts.explained == pytest.approx(ISHIGAMI_VARIANCE, rel=0.06)
    assert parts.chance == pytest.approx(16.0, rel=0.05)
    assert parts.noise == pytest.approx(1.6 / (ISHIGAMI_VARIANCE + 1.6), rel=0.05)
    if draws == "shared":
        table = responses(results, "mean_trust").values
        assert parts.common == pytest.approx(table.mean(axis=0).var(ddof=1), rel=0.05)
    total = parts.explained + parts.common + 16.0
    assert parts.share_of_a_run == pytest.approx(parts.explained / total, rel=0.03)


def test_means_alone_give_an_upper_bound_of_chance(made, tmp_path):
    head = "replications = 10\nrows = 'points'\n"
    results = run(made(head + CUBE + PI + RECORD), tmp_path / "out", answering(ishigami, noise=4.0, luck=3.0))
    parts = variance_parts(responses(results, "mean_trust"))
    assert parts.noise > 1.6 / (ISHIGAMI_VARIANCE + 1.6)


def test_a_single_run_a_point_does_not_tell_chance(made, tmp_path):
    results = run(made("replications = 1\n" + CUBE + PI + RECORD), tmp_path / "out", answering(ishigami))
    found = sensitivity(results, "mean_trust")
    assert np.isnan(found.variance.noise)
    assert "one run a point" in str(found.resolution)


def test_pawn_is_that_of_salib_on_a_continuous_sample():
    pawn = pytest.importorskip("SALib.analyze.pawn")
    random = np.random.default_rng(3)
    sample = random.uniform(-np.pi, np.pi, size=(3000, 3))
    outcome = ishigami(sample)
    problem = {"num_vars": 3, "names": list("xyz"), "bounds": [[-np.pi, np.pi]] * 3}
    theirs = pawn.analyze(problem, sample, outcome, S=10)
    ours = [pawn_index(outcome, slices(sample[:, k])) for k in range(3)]
    assert ours == pytest.approx(list(theirs["median"]), abs=0.005)


def test_pawn_tells_influence_from_a_dummy(made, tmp_path):
    text = (
        "replications = 2\n" + CUBE.replace("1000", "4000") + PI + factors(PATHS[3:], 0, 1).replace("x1", "x4") + RECORD
    )
    results = run(made(text), tmp_path / "out", answering(lambda codes: ishigami(codes[:, :3])))
    found = sensitivity(results, "mean_trust")
    assert found.method == "pawn"
    assert found.indices["standing"].tolist()[:3] == ["matters"] * 3
    assert found.indices["standing"]["x4"] != "matters"


def test_levels_are_slices_and_the_last_counts():
    codes = np.repeat([0.0, 1.0, 2.0], 50)
    outcome = (codes == 2.0) * 1.0
    assert distances(outcome, slices(codes)).tolist() == pytest.approx([1 / 3, 1 / 3, 2 / 3])
    assert slices(np.array([np.nan, 1.0, np.nan])).tolist() == [1, 0, 1]


def test_pawn_is_zero_without_influence_and_near_one_with_all():
    codes = np.linspace(0, 1, 1000)
    assert pawn_index(np.zeros(1000), slices(codes)) == 0.0
    index, half, dummy = pawn_indices(codes, [slices(codes)], seed=0)
    assert index[0] > 0.65
    assert half[0] < 0.05
    assert dummy[0] < 0.15


def test_what_is_asked_of_a_resolved_set():
    assert str(resolution(np.array([0.05, 0.01]), 1.0, 0.2)) == "resolved"
    assert "half width of 0.20" in str(resolution(np.array([0.2, 0.01]), 1.0, 0.2))
    assert "chance has 60%" in str(resolution(np.array([0.05]), 1.0, 0.6))
    assert "half width of 0.1004 of the scale, more than 0.1" in str(resolution(np.array([0.1004]), 1.0, 0.2))
    assert "chance has 50.4% of the variance" in str(resolution(np.array([0.05]), 1.0, 0.504))
    assert resolution(np.array([0.4]), 10.0, 0.2).resolved
    found = standing(np.array([0.5, 0.01, 0.1]), np.array([0.1, 0.01, 0.1]), 0.05)
    assert found == ["matters", "negligible", "open"]
    assert order_kept([np.array([1.0, 2.0, 3.0])] * 3) == pytest.approx(1.0)
    assert order_kept([np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])]) == pytest.approx(-1.0)


def test_the_indices_of_many_factors_at_once_are_those_of_each_by_definition():
    random = np.random.default_rng(5)
    for outcome in (random.normal(size=90), random.integers(0, 4, 90) * 1.0):
        slice_of = [slices(random.integers(0, count, 90) * 1.0) for count in (2, 3, 7, 40)]
        expected = []
        for places in slice_of:
            reached = []
            for name in np.unique(places):
                own = outcome[places == name]
                apart = [abs((own <= value).mean() - (outcome <= value).mean()) for value in outcome]
                reached.append(max(apart))
            expected.append(np.median(reached))
        index, half, _ = pawn_indices(outcome, slice_of, seed=1)
        assert index.tolist() == pytest.approx(expected, abs=1e-12)
        alone = [pawn_indices(outcome, [places], seed=1)[1][0] for places in slice_of]
        assert half.tolist() == pytest.approx(alone, rel=1e-12)


def test_a_slice_that_a_resample_leaves_out_has_no_distance():
    lonely = np.array([0, 0, 0, 1, 1, 2, 3])
    points = np.array([0, 1, 3, 4])  # nobody of slices 2 and 3
    outcome = np.array([1.0, 2.0, 3.0, 4.0])
    found = Membership.of([lonely]).indices(outcome, points)
    assert found.tolist() == [pawn_index(outcome, lonely[points])] == [0.5]


@pytest.mark.parametrize(("points", "expected"), [(1, "open"), (30, "open"), (200, "negligible")])
def test_pawn_says_nothing_of_a_constant_outcome_at_few_points(made, tmp_path, points, expected):
    text = "replications = 2\n" + CUBE.replace("1000", str(points)) + PI + RECORD
    found = sensitivity(run(made(text), tmp_path / "out", answering(lambda codes: 0 * codes[:, 0])), "mean_trust")
    assert set(found.indices["standing"]) == {expected}
