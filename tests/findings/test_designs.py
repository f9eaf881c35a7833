"""What findings read of the shipped experiments is what the experiments run."""

from __future__ import annotations

import numpy as np
import pytest

import realpolitik as rp
from realpolitik.experiments.runner import run_in_memory
from realpolitik.findings import designs
from realpolitik.findings.edits import scale_power
from realpolitik.findings.evidence import Evidence
from realpolitik.findings.robustness import drivers, largest_by_chance
from realpolitik.scenario import load
from realpolitik.theory.assumptions import ASSUMPTIONS


def test_the_hypercube_has_one_point_in_every_slice_of_every_range():
    design = designs.assumption_points(8, seed=5)
    assert design == designs.assumption_points(8, seed=5)
    assert design != designs.assumption_points(8, seed=6)
    assert {name for point in design for name in point} == {item.name for item in ASSUMPTIONS}
    for item in ASSUMPTIONS:
        values = np.array([point[item.name] for point in design])
        assert ((item.low <= values) & (values <= item.high)).all()
        slices = np.floor((values - item.low) / (item.high - item.low) * 8).astype(int)
        assert sorted(slices) == list(range(8))


def test_an_arm_of_a_finding_is_the_run_of_the_experiment_at_the_same_point():
    experiment = designs.shared(designs.ROBUSTNESS).altered(points=3, replications=4, seed=2)
    runs = run_in_memory(experiment).to_frame().sort_values("run")
    design = designs.assumption_points(3, seed=2)
    evidence = Evidence(4, 2)
    for number, settings in enumerate(design):
        there = evidence.with_settings(4, settings)
        for era in ("pahlavi", "islamic-republic"):
            found = there.arm(era).security("iran", "russia").mean(axis=1)
            rows = runs[(runs["point"] == number) & (runs["scenario"] == era)]
            assert found == pytest.approx(rows["mean_security_rung__iran_russia"].to_numpy(), abs=1e-12)


def test_changes_of_a_point_are_those_of_the_file():
    evidence = Evidence(2)
    doubled = evidence.point("asymmetry", {"client_power": 2.0}).timeline
    expected = scale_power(load("islamic-republic").timeline(), "iran", 2.0)
    for one, other in zip(doubled.arrays, expected.arrays, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)
    unmasked = designs.setting_of("asymmetry", {"patron_power": 0.5}, scenario="trust-and-shared-aims")
    assert unmasked.scenario == "trust-and-shared-aims"
    assert {item["of"] for item in unmasked.changes["adjust"]} == {"russia"}


def test_arms_and_cells_name_the_scenario_that_is_run():
    assert (
        designs.setting_of("two-eras", scenario="pahlavi", arm="no-pressure").scenario == "pahlavi-no-western-pressure"
    )
    cell = {"structure": "sanctions", "elites": "monarchy"}
    assert designs.setting_of("elites-by-structure", cell).scenario == "pahlavi-elites-in-sanctions-era"
    assert designs.setting_of("wedge", {"wedge_offer": 0.1}, arm="without").rules["wedge"] == "off"


def test_a_point_without_changes_is_the_scenario_itself():
    evidence = Evidence(2)
    assert evidence.point("two-eras", scenario="pahlavi", arm="pressure") is evidence.arm("pahlavi")


@pytest.mark.parametrize(
    ("levels", "place"),
    [
        ({"elite": "monarchy"}, {}),
        ({"elites": "shah"}, {}),
        ({}, {"scenario": "pahlavi"}),
        ({}, {"arm": "x"}),
    ],
)
def test_a_finding_that_no_longer_agrees_with_its_file_fails(levels, place):
    with pytest.raises(KeyError, match="elites-by-structure"):
        designs.setting_of("elites-by-structure", levels, **place)


def test_points_can_be_chosen_only_where_a_design_has_them():
    with pytest.raises(rp.InputError, match="Latin hypercube"):
        designs.shared("asymmetry").altered(points=3)


def test_chance_alone_reaches_the_bound_in_about_one_design_of_twenty():
    generator = np.random.default_rng(0)
    names = [f"a{place}" for place in range(20)]
    bound, above, designs_tried = largest_by_chance(30, len(names)), 0, 300
    for _ in range(designs_tried):
        values = generator.random((30, len(names)))
        found = drivers([dict(zip(names, row, strict=True)) for row in values], generator.random(30))
        above += abs(found[0][1]) > bound
    assert 0.02 < above / designs_tried < 0.09


def test_there_are_no_drivers_of_what_does_not_vary():
    design = [{"a": float(row)} for row in range(6)]
    assert drivers(design, np.ones(6)) == ()
    assert drivers(design, np.array([1.0, 2.0, 3.0, np.nan, np.nan, np.nan])) == ()
    assert drivers(design, np.array([1.0, 2.0, 4.0, 8.0, 9.0, np.nan])) == (("a", pytest.approx(1.0)),)
