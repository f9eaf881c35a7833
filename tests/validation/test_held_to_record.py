"""The model set back on the record, and inputs that stop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.validation.century import iran_century
from realpolitik.validation.events import event_scores, read_events
from realpolitik.validation.held_to_record import frozen_inputs, held_until, recorded_rungs, reinitialised, shortened
from realpolitik.validation.targets import iran_target, target_of


@pytest.fixture(scope="module")
def mongolia():
    return target_of("mongolia")


def _classes(timeline, runs=4):
    found = run_ensemble(timeline, make_assumptions(), runs=runs, seed=3).class_count[:, 0]
    return found.argmax(axis=1), found.max(axis=1) == runs


def test_rungs_are_those_of_the_class(mongolia):
    security, economic = recorded_rungs(mongolia)[0, 1]
    for level, rung in ((4, 3), (3, 2), (2, 1)):
        assert set(security[mongolia.level == level]) == {rung}
    assert set(economic[mongolia.level == 2]) == {2}
    assert np.isnan(economic[mongolia.level == 4]).all()


def test_held_years_are_the_record_and_later_years_are_free(mongolia):
    until = 1985
    rows = until - mongolia.timeline.first_year + 1
    found, certain = _classes(held_until(mongolia, until))
    assert (found[:rows] == mongolia.level[:rows]).all()
    assert certain[:rows].all()
    later = held_until(mongolia, until).arrays
    np.testing.assert_array_equal(later.security_pin[rows:], mongolia.timeline.arrays.security_pin[rows:])


def test_holding_nothing_changes_nothing(mongolia):
    before = held_until(mongolia, mongolia.timeline.first_year - 1)
    for one, other in zip(before.arrays, mongolia.timeline.arrays, strict=True):
        np.testing.assert_array_equal(one, other)


def test_frozen_inputs_know_nothing_of_later_years():
    target = iran_target()
    cut = 1979
    rows = cut - target.timeline.first_year + 1
    frozen = frozen_inputs(target.timeline, cut).arrays
    for name in ("capability", "rivalry", "sanction", "identity_distance", "security_pin"):
        values, known = getattr(frozen, name), getattr(target.timeline.arrays, name)
        np.testing.assert_array_equal(values[:rows], known[:rows])
        assert (values[rows:] == known[rows - 1]).all()
    changed = target.timeline.arrays.capability.copy()
    changed[rows:] *= 7.0
    other = target.timeline.arrays._replace(capability=changed)
    again = frozen_inputs(replace(target.timeline, arrays=other), cut)
    np.testing.assert_array_equal(again.arrays.capability, frozen.capability)


def test_after_the_cut_of_a_hindcast_the_model_is_free():
    of_chance = make_assumptions(rationality=20.0)  # free runs part, those held to the record cannot
    century = next(one for one in iran_century(of_chance, runs=6, seed=0) if one.profiles == "record")
    for hindcast in century.hindcasts:
        rows = np.asarray(century.years) > hindcast.cut
        shares = hindcast.forecast.classes
        known = ~rows & ~np.isnan(century.target.level)
        assert (shares[known].argmax(axis=1) == century.target.level[known]).mean() > 0.9
        assert (shares[rows].max(axis=1) < 1.0).any(), "some years after the cut differ between runs"


def test_class_interval_holds_the_likely_class():
    century = iran_century(make_assumptions(), runs=6, seed=0)[1]
    interval = century.class_interval()
    likely = century.forecast.classes.argmax(axis=1)
    assert ((interval[:, 0] <= likely) & (likely <= interval[:, 1])).all()


def test_forecasts_ahead_lie_at_their_horizon(mongolia):
    found = reinitialised([mongolia], make_assumptions(), horizons=(1, 5), every=10, runs=3, seed=0)
    first = mongolia.timeline.first_year
    for horizon, forecasts in found.items():
        known = np.flatnonzero(~np.isnan(forecasts["mongolia"].mean_level)) + first
        assert known.tolist() == [y + horizon for y in range(first, 2025, 10) if y + horizon <= 2025]


def test_a_run_set_back_depends_on_nothing_later(mongolia):
    short = shortened(held_until(mongolia, 1960), 1965)
    found, _ = _classes(short)
    whole, _ = _classes(held_until(mongolia, 1960))
    assert len(found) == 1965 - mongolia.timeline.first_year + 1
    np.testing.assert_array_equal(found, whole[: len(found)])


def test_event_scores_are_means_of_five_years(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text("year,actors,score\n1950,IRN-RUS,-4\n1953,IRN-RUS,2\n1953,IRN-USA,3\n")
    found = event_scores(read_events(file), range(1949, 1960))
    assert np.isnan(found["russia"][0])
    assert found["russia"][1] == -4
    assert found["russia"][4] == -1
    assert found["russia"][6] == 2
    assert np.isnan(found["russia"][9])
    assert found["west"][4] == 3
    assert event_scores(read_events(tmp_path / "none.csv"), range(1949, 1960)) == {}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1950,IRN-RUS,1e400", "line 3.score: found '1e400'; allowed: a number from -1,000,000 to 1,000,000"),
        ("1950,IRN-RUS,nan", "line 3.score: found 'nan'"),
        ("1950,IRN-RUS", "line 3.score: found None"),
        ("50,IRN-RUS,1", "line 3.year: found '50'; allowed: a year as a whole number"),
    ],
)
def test_what_is_no_event_is_wrong_input(tmp_path, row, told):
    file = tmp_path / "events.csv"
    file.write_text(f"year,actors,score\n1949,IRN-RUS,1\n{row}\n")
    with pytest.raises(InputError) as caught:
        read_events(file)
    assert told in str(caught.value)
