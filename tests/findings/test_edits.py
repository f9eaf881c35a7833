"""Edits change what they say, in the years they say, and leave their input alone."""

import numpy as np
import pytest

from realpolitik.findings import edits
from realpolitik.findings.evidence import Evidence
from realpolitik.findings.held_images import hold_images
from realpolitik.scenario import load
from tests.findings.made import Made

WEST, IRAN, RUSSIA = 2, 0, 1


@pytest.fixture(scope="module")
def timeline():
    return load("islamic-republic").timeline()


def changed(before, after):
    """Return the names of the arrays that differ."""
    pairs = zip(before.arrays._fields, before.arrays, after.arrays, strict=True)
    return {name for name, old, new in pairs if not np.array_equal(old, new)}


EDITS = {
    "pin_intent": lambda t: edits.pin_intent(t, "iran", "west", 0.25),
    "scale_power": lambda t: edits.scale_power(t, "iran", 2.0),
    "set_affinity": lambda t: edits.set_affinity(t, "russia", "iran", 0.123),
    "set_weights": lambda t: edits.set_weights(t, "iran", (0.2, 0.3, 0.5)),
    "set_identity": lambda t: edits.set_identity(t, "iran", (0.0, 0.11, -0.22), 0.33),
    "set_intensity": lambda t: edits.set_intensity(t, "russia", 0.99),
    "give_identity": lambda t: edits.give_identity(t, "iran", load("pahlavi").timeline()),
    "set_trust": lambda t: edits.set_trust(t, "iran", "russia", 0.44),
    "set_clash": lambda t: edits.set_clash(t, "iran", "russia", -0.44),
    "pin_ladder": lambda t: edits.pin_ladder(t, "security", "iran", "russia", 3.0),
    "raise_pinned": lambda t: edits.raise_pinned(t, "economic", "russia", "west", 1995),
    "set_sanctions": lambda t: edits.set_sanctions(t, "west", "iran", 0.25, (1995, 2025)),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_changes_its_result_alone(timeline, edit):
    before = [array.copy() for array in timeline.arrays]
    after = edit(timeline)
    assert changed(timeline, after)
    assert all(np.array_equal(old, new) for old, new in zip(before, timeline.arrays, strict=True))
    assert all(array.flags.c_contiguous and array.dtype == np.float64 for array in after.arrays)
    assert [a.shape for a in after.arrays] == [a.shape for a in timeline.arrays]


def test_intent_is_pinned_in_the_window(timeline):
    path = np.linspace(0.0, 1.0, 11)
    after = edits.pin_intent(timeline, "iran", "iraq", path, (1980, 1990))
    row = after.arrays.intent_given[:, IRAN, timeline.actors.index("iraq")]
    assert row[1:12] == pytest.approx(path)
    assert (row[[0, 12]] == -1.0).all()
    assert changed(timeline, after) == {"intent_given"}
    with pytest.raises(ValueError, match="0 to 1"):
        edits.pin_intent(timeline, "iran", "iraq", 1.5)


def test_power_is_scaled_against_everybody_else(timeline):
    after = edits.scale_power(timeline, "iran", 4.0)
    for name in ("capability", "economy"):
        old, new = getattr(timeline.arrays, name), getattr(after.arrays, name)
        assert new[:, IRAN] / new[:, RUSSIA] == pytest.approx(4.0 * old[:, IRAN] / old[:, RUSSIA])
        assert new[:, WEST] / new[:, RUSSIA] == pytest.approx(old[:, WEST] / old[:, RUSSIA])
    assert after.arrays.economy.sum(axis=1) == pytest.approx(1.0)


def test_identity_and_weights_go_where_they_belong(timeline):
    after = edits.set_identity(timeline, "iran", (0.0, 0.5, -0.5), 0.9)
    assert (after.arrays.identity_given[:, IRAN] == (0.0, 0.5, -0.5)).all()
    assert (after.arrays.intensity_given[:, IRAN] == 0.9).all()
    assert np.array_equal(after.arrays.identity_given[:, RUSSIA], timeline.arrays.identity_given[:, RUSSIA])
    weighed = edits.set_weights(timeline, "russia", (0.2, 0.3, 0.5))
    assert (weighed.arrays.weights_given[:, RUSSIA] == (0.2, 0.3, 0.5)).all()
    affine = edits.set_affinity(timeline, "russia", "iran", -1.0)
    assert (affine.arrays.identity_given[:, RUSSIA, IRAN] == -1.0).all()
    assert changed(timeline, affine) == {"identity_given"}


def test_an_identity_is_given_as_the_mean_of_the_other_era(timeline):
    source = load("pahlavi").timeline()
    after = edits.give_identity(timeline, "iran", source)
    assert changed(timeline, after) == {"identity_given", "intensity_given", "identity_distance"}
    for name in ("identity_given", "intensity_given", "identity_distance"):
        expected = getattr(source.arrays, name)[:, IRAN].mean(axis=0)
        assert getattr(after.arrays, name)[:, IRAN] == pytest.approx(np.broadcast_to(expected, (47, *expected.shape)))
        others = getattr(after.arrays, name)[:, RUSSIA:]
        assert np.array_equal(others, getattr(timeline.arrays, name)[:, RUSSIA:])


def test_an_identity_of_the_record_is_given_as_distance_of_votes(timeline):
    after = edits.give_identity(timeline, "iran", load("iran-as-client").timeline())
    assert (after.arrays.identity_given[:, IRAN] == -9.0).all()
    assert (after.arrays.intensity_given[:, IRAN] == -1.0).all()


def test_an_identity_without_a_mean_or_of_other_states_is_an_error(timeline):
    gappy = edits.set_affinity(timeline, "iran", "west", np.where(np.arange(47) < 9, -9.0, 0.5))
    with pytest.raises(ValueError, match="affinity is given in some years"):
        edits.give_identity(timeline, "iran", gappy)
    wild = edits.set_intensity(timeline, "iran", np.where(np.arange(47) < 9, -1.0, 0.5))
    with pytest.raises(ValueError, match="intensity is given in some years"):
        edits.give_identity(timeline, "iran", wild)
    with pytest.raises(ValueError, match="states"):
        edits.give_identity(timeline, "iran", load("multipolar-with-china").timeline())


def test_trust_is_directed_and_aims_are_shared(timeline):
    trusting = edits.set_trust(timeline, "russia", "iran", 0.4)
    assert (trusting.arrays.trust_given[:, RUSSIA, IRAN] == 0.4).all()
    assert np.array_equal(trusting.arrays.trust_given[:, IRAN], timeline.arrays.trust_given[:, IRAN])
    clashing = edits.set_clash(timeline, "russia", "iran", 0.9)
    assert (clashing.arrays.clash[:, [RUSSIA, IRAN], [IRAN, RUSSIA]] == 0.9).all()
    assert np.array_equal(clashing.arrays.clash[:, WEST], timeline.arrays.clash[:, WEST])


def test_a_ladder_is_pinned_in_a_window_or_in_all_years(timeline):
    late = edits.pin_ladder(timeline, "security", "iran", "russia", 2.0, (2000, 2010))
    arm = Made(late, 2, {}).arm()
    assert arm.is_pinned("iran", "russia", "security", (2000, 2010))
    assert not arm.is_pinned("iran", "russia", "security", (1999, 2010))
    assert not arm.is_pinned("iran", "russia", "security")


def test_a_pinned_ladder_drops_events_and_sets_where_it_starts(timeline):
    assert (timeline.arrays.security_event[:, IRAN, WEST] >= 0).any()
    after = edits.pin_ladder(timeline, "security", "iran", "west", 1.0)
    assert (after.arrays.security_pin[:, WEST, IRAN] == 1.0).all()
    assert (after.arrays.security_event[:, IRAN, WEST] == -1.0).all()
    assert after.arrays.initial_security[IRAN, WEST] == after.arrays.initial_security[WEST, IRAN] == 1.0
    late = edits.pin_ladder(timeline, "security", "iran", "russia", 2.0, (2000, 2010))
    assert (late.arrays.security_pin[:, IRAN, RUSSIA] >= 0).sum() == 11
    assert np.array_equal(late.arrays.initial_security, timeline.arrays.initial_security)
    with pytest.raises(ValueError, match="ladder"):
        edits.pin_ladder(timeline, "military", "iran", "west", 1.0)


@pytest.mark.parametrize(("dose", "rung"), [(0.0, -1.0), (0.25, -1.0), (0.5, 0.0), (1.0, 0.0)])
def test_doses_hold_the_ladder_from_one_half_on(timeline, dose, rung):
    after = edits.set_sanctions(timeline, "west", "iran", dose, (1995, 2025))
    since = 1995 - timeline.first_year
    assert (after.arrays.sanction[since:, WEST, IRAN] == dose).all()
    assert (after.arrays.economic_pin[since:, IRAN, WEST] == rung).all()
    assert (after.arrays.economic_event[since:, IRAN, WEST] == -1.0).all()
    for name in ("sanction", "economic_pin", "economic_event"):
        assert np.array_equal(getattr(after.arrays, name)[:since], getattr(timeline.arrays, name)[:since])


def test_a_bystanders_ladder_is_never_free(timeline):
    row = timeline.actors.index("saudi_arabia")
    mild = edits.set_sanctions(timeline, "saudi_arabia", "iran", 0.25, (1995, 2025))
    hard = edits.set_sanctions(timeline, "saudi_arabia", "iran", 0.5, (1995, 2025))
    assert mild.arrays.economic_pin[-1, row, IRAN] == 1.0
    assert hard.arrays.economic_pin[-1, row, IRAN] == 0.0


def test_a_pinned_ladder_is_raised_in_one_year_alone(timeline):
    raised = edits.raise_pinned(timeline, "economic", "russia", "west", 1995)
    moved = raised.arrays.economic_pin - timeline.arrays.economic_pin
    row = 1995 - timeline.first_year
    assert moved[row, RUSSIA, WEST] == moved[row, WEST, RUSSIA] == 1.0
    assert np.abs(moved).sum() == 2.0
    assert np.array_equal(raised.arrays.security_pin, timeline.arrays.security_pin)


def test_only_a_pinned_rung_below_the_highest_is_raised(timeline):
    with pytest.raises(ValueError, match="no pinned rung"):
        edits.raise_pinned(timeline, "economic", "iran", "russia", 1995)
    top = edits.pin_ladder(timeline, "economic", "russia", "west", 2.0)
    with pytest.raises(ValueError, match="no pinned rung"):
        edits.raise_pinned(top, "economic", "russia", "west", 1995)


def test_chained_edits_apply_in_order(timeline):
    both = edits.chained(
        lambda t: edits.pin_intent(t, "iran", "west", 0.1), lambda t: edits.pin_intent(t, "iran", "west", 0.2)
    )
    assert (both(timeline).arrays.intent_given[:, IRAN, WEST] == 0.2).all()


def test_held_images_follow_the_mean_path_and_are_told_apart_by_label(timeline):
    runs = 4
    rising = np.linspace(0.2, 0.8, len(timeline.years)) + np.array([-0.1, 0.1, -0.1, 0.1])[:, None]
    arm = Made(timeline, runs, {}).intent("iran", "west", rising).arm()
    other = Made(timeline, runs, {}).intent("iran", "west", 0.3).arm()
    edit, label = hold_images(arm, [("iran", "west")])
    assert edit(timeline).arrays.intent_given[:, IRAN, WEST] == pytest.approx(rising.mean(axis=0), abs=1e-6)
    assert label == hold_images(arm, [("iran", "west")])[1]
    assert label != hold_images(other, [("iran", "west")])[1]
    assert label != hold_images(arm, [("iran", "russia")])[1]


def test_pinned_intent_is_what_the_simulation_uses():
    evidence = Evidence(10)
    arm = evidence.arm("islamic-republic", edit=lambda t: edits.pin_intent(t, "iran", "russia", 0.0), label="no intent")
    # Without hostile intent only subversion could threaten, and Moscow's reach into Iran has ended by then.
    base = evidence.arm("islamic-republic")
    assert arm.threat("iran", "russia").mean() < base.threat("iran", "russia").mean()
