"""Each rule of the mapping, on a series small enough to work out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from realpolitik.errors import InputError
from realpolitik.scenario import load
from realpolitik.scenario.mapping import map_timeline
from realpolitik.scenario.record import OUT_OF_REACH_KM, fill_gaps
from realpolitik.scenario.timeline import NO_AFFINITY, Timeline

IRAN, RUSSIA, WEST, IRAQ = range(4)


@pytest.fixture
def timeline(toy):
    return load(toy).timeline()


@pytest.fixture
def arrays(timeline):
    return timeline.arrays


def changed(toy, *adjust, **settings):
    """Return the arrays of the toy scenario with adjustments and settings."""
    return load(toy).with_settings({"adjust": list(adjust), **settings}).timeline().arrays


def test_rows_are_named_in_scenario_order(timeline):
    assert timeline.first_year == 1950
    assert timeline.years == range(1950, 1956)
    assert timeline.actors == ("iran", "russia", "west", "iraq")
    assert timeline.pairs == ("iran-russia", "iran-west", "russia-west")
    assert timeline.pair_indices == ((0, 1), (0, 2), (1, 2))


def test_arrays_have_the_documented_shapes_and_type(arrays):
    sizes = {"Y": 6, "N": 3, "M": 4, "3": 3, "1": 1}
    documented = {
        "YM": "capability economy",
        "YN": "value intensity_given risk_given regime_change crisis_event",
        "YNN": "identity_distance identity_given trust_given clash "
        "security_event economic_event security_event_by economic_event_by",
        "YNM": "image_given intent_given penetration",
        "YMM": "distance_km rivalry dispute sanction security_pin economic_pin",
        "YN3": "weights_given",
        "MM": "initial_security initial_economic",
        "M": "global_reach",
        "1": "capability_free",
    }
    letters_of = {name: letters for letters, names in documented.items() for name in names.split()}
    assert set(letters_of) == set(Timeline._fields)
    for name, letters in letters_of.items():
        array = getattr(arrays, name)
        assert array.shape == tuple(sizes[letter] for letter in letters), name
        assert array.dtype == np.float64, name
        assert array.flags.c_contiguous, name
        assert np.isfinite(array).all(), name


def test_undirected_arrays_are_symmetric(arrays):
    ladders = [f"{ladder}_{what}" for ladder in ("security", "economic") for what in ("pin", "event", "event_by")]
    for name in ("distance_km", "rivalry", "dispute", "identity_distance", "clash", *ladders):
        array = getattr(arrays, name)
        assert_array_equal(array, array.transpose(0, 2, 1), err_msg=name)


def test_gaps_take_the_nearest_covered_year_the_earlier_of_two():
    covered, figures = np.array([1950.0, 1954.0]), np.array([1.0, 3.0])
    filled = fill_gaps(covered, figures, np.arange(1949.0, 1956.0))
    assert_array_equal(filled, [1, 1, 1, 1, 3, 3, 3])


def test_gaps_are_filled_and_counted(timeline):
    # Russia: 0.1 in 1949-50, then nothing until 0.2 in 1953, the only other figure.
    assert_allclose(timeline.arrays.capability[:, RUSSIA], [0.1, 0.1, 0.2, 0.2, 0.2, 0.2])
    notes = {note.column: note for note in timeline.notes}
    assert notes["cinc.russia"].years == 4
    assert notes["ideal_distance.iran-russia"].years == 4
    assert notes["ideal_distance.iran-west"].filled_with == "1.5, not on record"
    assert notes["distance_km.russia-iraq"].years == 6
    assert "cinc.iran" not in notes


def test_economy_is_the_share_of_the_actors_gdp(arrays):
    assert_allclose(arrays.economy[0], [0.1, 0.3, 0.6, 0.0])
    assert_allclose(arrays.economy.sum(axis=1), 1.0)


def test_distance_is_zero_by_land_and_out_of_reach_where_unknown(arrays):
    assert (arrays.distance_km[:, IRAN, RUSSIA] == 0).all()
    assert (arrays.distance_km[:, IRAN, WEST] == 2000).all()
    assert (arrays.distance_km[:, RUSSIA, WEST] == 50).all()
    assert (arrays.distance_km[:, IRAN, IRAQ] == OUT_OF_REACH_KM).all()
    assert_array_equal(np.einsum("tii->ti", arrays.distance_km), 0)
    assert_array_equal(arrays.global_reach, [0, 0, 1, 0])


def test_relations_of_the_record(arrays):
    assert_array_equal(arrays.rivalry[:, RUSSIA, WEST], [1, 1, 0, 0, 1, 1])
    assert_array_equal(arrays.dispute[:, IRAN, IRAQ], [0, 1, 0, 0, 0, 0])
    # Nearest of 2.5 in 1951 and 3.5 in 1954.
    assert_array_equal(arrays.identity_distance[:, IRAN, RUSSIA], [2.5, 2.5, 2.5, 3.5, 3.5, 3.5])
    assert_array_equal(arrays.identity_distance[:, IRAN, WEST], 1.5)


def test_steps_hold_until_the_next(arrays):
    assert_allclose(arrays.value[:, IRAN], [0.3, 0.3, 0.3, 0.6, 0.6, 0.6])
    assert_array_equal(arrays.value[:, RUSSIA], 0)
    assert_allclose(arrays.penetration[:, IRAN, RUSSIA], [0, 0.5, 0.5, 0.5, 0.5, 0.5])
    assert_array_equal(arrays.penetration[:, RUSSIA, IRAN], 0)
    assert_allclose(arrays.clash[:, RUSSIA, IRAN], 0.4)


def test_sanctions_hold_the_economic_ladder_and_lift_by_the_sender(arrays):
    assert_allclose(arrays.sanction[:, WEST, IRAN], [0, 0.5, 0.75, 0.25, 0, 0])
    assert_array_equal(arrays.sanction[:, IRAN, WEST], 0)
    assert_array_equal(arrays.economic_pin[:, IRAN, WEST], [-1, 0, 0, -1, -1, -1])
    assert_array_equal(arrays.economic_event[:, IRAN, WEST], [-1, -1, -1, 1, -1, -1])
    assert_array_equal(arrays.economic_event_by[:, IRAN, WEST], [-1, -1, -1, WEST, -1, -1])


def test_sanctions_of_both_sides_are_lifted_by_both(edit):
    edit("toy.csv", "dispute_level.iran-iraq", "sanctions.iran-west")  # 5 is too much, so:
    path = edit("toy.csv", "2,1,5,2.5", "2,1,2,2.5")
    edit("toy.csv", "3,0,0,,0", "3,0,3,,0")
    arrays = load(path).timeline().arrays
    assert arrays.economic_event[3, IRAN, WEST] == 1
    assert arrays.economic_event_by[3, IRAN, WEST] == -1


def test_great_powers_follow_the_record(arrays):
    assert_array_equal(arrays.security_pin[:, RUSSIA, WEST], [0, 0, 1, 1, 0, 0])
    assert_array_equal(arrays.economic_pin[:, RUSSIA, WEST], 1)
    assert_array_equal(arrays.security_pin[:, IRAN, RUSSIA], -1)


def test_recorded_pairs_replace_the_great_powers(toy):
    arrays = changed(toy, **{"mapping.recorded_pairs": ["west-iran"]})
    assert_array_equal(arrays.security_pin[:, RUSSIA, WEST], -1)
    assert_array_equal(arrays.economic_pin[:, IRAN, WEST], [1, 0, 0, 1, 1, 1])
    assert (arrays.economic_event == -1).all()  # a pinned ladder has no lifting
    # The dated event of 1954 still stands: what the file says wins.
    assert_array_equal(arrays.security_pin[:, IRAN, WEST], [1, 1, 1, 1, -1, 1])


def test_bystanders_are_pinned_unless_the_file_says_otherwise(arrays):
    assert_array_equal(arrays.security_pin[:, IRAQ, IRAN], [1, 1, 0, 0, 1, 1])
    assert_array_equal(arrays.security_pin[:, IRAQ, RUSSIA], 1)
    assert_array_equal(arrays.economic_pin[:, IRAQ, WEST], 1)


def test_first_rungs_come_from_the_first_year(arrays, edit):
    assert arrays.initial_security[RUSSIA, WEST] == 0  # rivalry
    assert arrays.initial_security[IRAN, WEST] == 0  # [initial] wins over the forces on record
    assert arrays.initial_security[IRAN, RUSSIA] == 1
    assert_array_equal(arrays.initial_economic, 1)
    path = edit("toy.toml", '"west-iran" = { security = 0 }', "")
    assert load(path).timeline().arrays.initial_security[WEST, IRAN] == 2
    edit("toy.csv", "forces.iran-west", "pact.west-iran")
    assert load(path).timeline().arrays.initial_security[WEST, IRAN] == 3
    edit(
        "toy.csv",
        "1950,0.01,0.1,0.4,0.005,100,300,600,1,2000,50,1,0",
        "1950,0.01,0.1,0.4,0.005,100,300,600,1,2000,50,1,2",
    )
    mapped = load(path).timeline().arrays
    assert mapped.initial_security[WEST, IRAN] == 2  # a pact under sanctions
    assert mapped.initial_economic[WEST, IRAN] == 0


def test_a_ladder_held_in_the_first_year_starts_there(edit):
    edit("toy.csv", "forces.iran-west", "pact.russia-west")
    path = edit("toy.toml", "years = [1952, 1953]", "years = [1950, 1953]")
    arrays = load(path).timeline().arrays
    assert arrays.initial_security[RUSSIA, WEST] == 0  # the rivalry, not the pact on paper
    assert arrays.initial_security[IRAN, IRAQ] == 0
    assert arrays.initial_security[RUSSIA, IRAQ] == 1


def test_events_set_a_rung_in_their_year(arrays):
    assert_array_equal(arrays.security_event[:, IRAN, WEST], [-1, -1, -1, -1, 2, -1])
    assert_array_equal(arrays.security_event_by[:, IRAN, WEST], [-1, -1, -1, -1, WEST, -1])
    assert_array_equal(arrays.crisis_event[:, IRAN], [-1, IRAQ, -1, -1, -1, -1])


def test_a_pin_of_the_file_silences_the_lifting_of_sanctions(toy):
    pin = {"pair": "iran-west", "ladder": "economic", "years": [1953, 1954], "level": 2}
    arrays = load(toy).with_settings({"pins": [pin]}).timeline().arrays
    assert_array_equal(arrays.economic_pin[:, IRAN, WEST], [-1, 0, 0, 2, 2, -1])
    assert (arrays.economic_event == -1).all()


def test_profiles_hold_office_by_year(arrays):
    assert_allclose(arrays.weights_given[:, IRAN], [[0.5, 0.3, 0.2]] * 6)
    assert_array_equal(arrays.weights_given[:, RUSSIA], -1)
    assert_allclose(arrays.intensity_given[0], [0.4, -1, -1])
    assert_allclose(arrays.risk_given[:, IRAN], [-0.2] * 3 + [0.6] * 3)
    assert_array_equal(arrays.regime_change[:, IRAN], [0, 0, 0, 1, 0, 0])
    assert_allclose(arrays.image_given[0, IRAN], [-1, 0.8, -1, 0.1])
    assert_allclose(arrays.image_given[3, IRAN], [-1, 0.3, -1, 0.1])
    assert_allclose(arrays.identity_given[0, IRAN], [NO_AFFINITY, NO_AFFINITY, 0.5])
    assert_array_equal(arrays.identity_given[:, WEST], NO_AFFINITY)


def test_gaps_are_told_in_few_lines(timeline):
    lines = timeline.gap_lines()
    assert "cinc: the nearest covered year for 4 years (russia)" in lines
    assert "ideal_distance: 1.5, not on record for 6 years (iran-west, russia-west)" in lines
    assert len(lines) < 20


def test_gaps_are_told_in_one_line(timeline):
    groups = timeline.gap_lines()
    told = timeline.gap_summary()
    assert "\n" not in told
    assert "4 years of cinc (russia)" in told
    assert told.endswith(f"; {len(groups) - 3} more")
    assert replace(timeline, notes=()).gap_summary() == ""


def test_states_of_which_a_quantity_says_nothing_are_named(timeline):
    # Iran and Russia voted together in a year on record, the West with neither of them.
    assert timeline.unrecorded()["ideal_distance"] == ["west"]
    assert "no ideal_distance on record for west" in timeline.gap_summary()


def test_names_of_profiles_that_take_no_part_are_noted(timeline):
    notes = {note.column: note for note in timeline.notes}
    assert notes["profiles.china"].years == 6
    assert "profiles: no part in this scenario for 6 years (china)" in timeline.gap_lines()


def test_the_record_alone_ignores_profiles(toy):
    arrays = changed(toy, profiles="record")
    assert (arrays.weights_given == -1).all()
    assert (arrays.image_given == -1).all()
    assert (arrays.identity_given == NO_AFFINITY).all()
    assert (arrays.regime_change == 0).all()


@pytest.mark.parametrize(("text", "free"), [("record", 0.0), ("model", 1.0)])
def test_capabilities_follow_record_or_model(toy, text, free):
    assert_array_equal(changed(toy, capabilities=text).capability_free, [free])


def test_the_mapping_is_pure(toy):
    scenario = load(toy)
    digest = scenario.series.digest
    first = map_timeline(scenario.series, scenario.document, scenario.elites)
    first.arrays.capability[:] = -5
    second = map_timeline(scenario.series, scenario.document, scenario.elites)
    assert (second.arrays.capability >= 0).all()
    assert scenario.series.digest == digest


def test_a_pact_while_recorded_sanctions_hold_is_refused(toy):
    event = {
        "id": "treaty",
        "kind": "tie",
        "year": 1952,
        "pair": "iran-west",
        "ladder": "security",
        "level": 3,
    }
    with pytest.raises(InputError, match=r"a pact \(security 3\) for iran-west in 1952"):
        load(toy).with_settings({"events": [event]})


def test_timelines_are_ones_own_and_variants_leave_the_record_alone():
    scenario = load("pahlavi")
    before = scenario.timeline().arrays
    scenario.timeline().arrays.capability[:] = 0.0
    stronger = scenario.with_settings({"adjust": [{"quantity": "cinc", "of": "iran", "scale": 2.0}]})
    assert np.array_equal(stronger.timeline().arrays.capability[:, 0], before.capability[:, 0] * 2.0)
    after = scenario.timeline().arrays
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    again = load("pahlavi").timeline().arrays
    assert all(np.array_equal(one, other) for one, other in zip(before, again, strict=True))
