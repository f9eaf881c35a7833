"""F6 to F10 on ensembles whose truth is known: each verdict, and each control, can flip."""

import math

import numpy as np
import pytest

from realpolitik.findings import f06_sanctions as f06
from realpolitik.findings import f07_counterweight as f07
from realpolitik.findings import f08_distrust as f08
from realpolitik.findings import f09_images as f09
from realpolitik.findings import f10_national_interest as f10
from realpolitik.findings.records import recorded_classes
from tests.findings.made import MadeEvidence, controls, first_runs, noise, status

RUNS = 100


def test_the_slope_is_that_of_least_squares():
    responses = np.random.default_rng(0).normal(size=(7, 5))
    expected = [np.polyfit(f06.doses_given(), row, 1)[0] for row in responses]
    assert f06.slope(responses, f06.doses_given()) == pytest.approx(expected)


def test_the_doses_are_the_five_severities_of_the_record():
    assert f06.doses_given() == (0.0, 0.25, 0.5, 0.75, 1.0)


def responding(west, russia=0.0, small=0.0, economic=0.0):
    """Return a function that makes the rung with Russia answer the doses that stand in the timeline."""

    def write(made):
        actors = made.timeline.actors
        dose = {
            sender: made.timeline.arrays.sanction[-1, actors.index(sender), 0]
            for sender in ("west", "russia", "saudi_arabia")
        }
        rung = 1.0 + west * dose["west"] + russia * dose["russia"] + small * dose["saudi_arabia"]
        made.security("iran", "russia", rung + noise(made) * (1.0 + dose["west"]))
        made.economic("iran", "russia", 1.0 + economic * dose["west"])

    return write


@pytest.mark.parametrize(
    ("given", "conditions", "behaves"),
    [
        ({"west": 0.5, "russia": -0.9, "economic": 0.4}, ["supported", "supported"], ["supported"] * 3),
        ({"west": -0.5, "economic": 0.4}, ["not supported", "supported"], ["supported"] * 3),
        ({"west": 0.5, "economic": -0.4}, ["supported", "not supported"], ["not supported", "supported", "supported"]),
        ({"west": 0.5, "small": 0.2}, ["supported", "not supported"], ["not supported", "not supported", "supported"]),
        ({"west": 0.5, "small": -0.2}, ["supported", "not supported"], ["not supported", "supported", "not supported"]),
    ],
)
def test_f6(given, conditions, behaves):
    measured = f06.measure(MadeEvidence(RUNS, islamic_republic=responding(**given)))
    # a rung that never moves has a slope of exactly 0, which is not above 0
    assert status(measured) == conditions
    assert controls(measured) == behaves
    assert measured.headline.estimate.value == pytest.approx(given["west"], abs=0.01)


def test_f6_holds_all_six_images_in_every_dosed_arm():
    seen = []

    def write(made):
        made.intent("iran", "west", 0.77)
        seen.append(made.timeline.arrays.intent_given[-1, :, :3])

    f06.measure(MadeEvidence(RUNS, islamic_republic=write))
    held = seen[1:]
    assert len(held) == 15
    for images in held:
        assert (images[~np.eye(3, dtype=bool)] >= 0.0).all()
        assert images[0, 2] == pytest.approx(0.77, abs=1e-6)


@pytest.mark.parametrize(
    ("pressed", "free", "found"),
    [(2.0, 1.0, 1.0), (2.0, 2.0, 0.0), (2.0, 1.5, 0.5), (1.5, 0.5, 2.0), (3.0, 3.5, -0.25)],
)
def test_conditionality_is_the_share_that_goes(pressed, free, found):
    assert f07.conditionality(np.full(5, pressed), np.full(5, free)) == pytest.approx(found)


def test_conditionality_without_a_tie_is_undefined():
    assert math.isnan(f07.conditionality(np.full(4, 1.125), np.full(4, 1.0)))
    assert f07.conditionality(np.full(5, 1.2), np.full(5, 1.0)) == pytest.approx(1.0)


def rung(value):
    def write(made):
        made.security(made.timeline.states[0], "russia", value + noise(made))

    return write


def f07_evidence(second=(2.0, 1.1), first=(1.8, 1.1), belarus=(2.5, 2.4)):
    return MadeEvidence(
        RUNS,
        islamic_republic=rung(second[0]),
        no_western_pressure=rung(second[1]),
        pahlavi=rung(first[0]),
        pahlavi_no_western_pressure=rung(first[1]),
        belarus=rung(belarus[0]),
        belarus_no_western_pressure=rung(belarus[1]),
    )


@pytest.mark.parametrize(
    ("given", "verdict", "control"),
    [
        ({}, "supported", "supported"),
        ({"second": (2.0, 1.9)}, "not supported", "supported"),
        ({"first": (2.0, 1.9)}, "not supported", "supported"),
        ({"first": (1.1, 1.0)}, "undefined", "supported"),
        ({"second": (1.1, 1.0), "first": (2.0, 1.9)}, "not supported", "supported"),
        ({"belarus": (2.5, 1.2)}, "supported", "not supported"),
    ],
)
def test_f7(given, verdict, control):
    measured = f07.measure(f07_evidence(**given))
    assert measured.verdict == verdict
    assert controls(measured) == [control]


def ending(forward, backward=0.9, before=0.9):
    """Return a function that writes trust with Russia: high until the last year, then as given."""

    def write(made):
        state, last = made.timeline.states[0], made.timeline.years[-1]
        made.trust(state, "russia", before).trust("russia", state, before)
        made.trust(state, "russia", forward + noise(made), (last, last))
        made.trust("russia", state, backward, (last, last))

    return write


@pytest.mark.parametrize(
    ("second", "first", "mongolia", "conditions", "control"),
    [
        (0.4, 0.2, 0.8, ["supported"] * 3, "supported"),
        (0.2, 0.4, 0.8, ["supported", "supported", "not supported"], "supported"),
        (0.7, 0.2, 0.8, ["not supported", "supported", "supported"], "supported"),
        (0.8, 0.7, 0.3, ["not supported", "not supported", "supported"], "not supported"),
    ],
)
def test_f8(second, first, mongolia, conditions, control):
    evidence = MadeEvidence(
        RUNS,
        islamic_republic_equal_trust=ending(second),
        pahlavi_equal_trust=ending(first),
        mongolia_equal_trust=ending(mongolia),
    )
    measured = f08.measure(evidence)
    assert status(measured) == conditions
    assert controls(measured) == [control]
    assert measured.headline.estimate.value == pytest.approx(second, abs=0.01)


def test_f8_trust_is_the_smaller_of_the_two():
    evidence = MadeEvidence(RUNS, islamic_republic_equal_trust=ending(0.9, backward=0.1))
    assert f08.measure(evidence).headline.estimate.value == pytest.approx(0.1)


def test_total_variation_of_known_shares():
    one, other = np.array([[2, 0, 0, 2, 0]]), np.array([[0, 0, 0, 4, 0]])
    assert f09.total_variation(one, other) == pytest.approx(0.5)
    assert f09.total_variation(one, one) == 0.0
    assert f09.total_variation(one, np.array([[0, 3, 0, 0, 0]])) == 1.0


def perceiving(early=0.8, late=0.3, sensitivity=0.0):
    """Return a function: own images before and after 2002; held images move security by their level."""

    def write(made):
        held = made.timeline.arrays.intent_given[-1, 0, 1]
        if held < 0.0:
            made.intent("iran", "russia", early, (1979, 2001)).intent("iran", "russia", late, (2002, 2025))
        else:
            share = 0.5 + sensitivity * (held - 0.5)
            made.security("iran", "russia", np.where(first_runs(made.runs, share), 1.0, 2.0))

    return write


def falling(before, after):
    def write(made):
        made.intent("iran", "russia", before + noise(made), (1970, 1978))
        made.intent("iran", "russia", after, (2000, 2025))

    return write


def imagined(level):
    def write(made):
        made.intent("iran", "russia", level)

    return write


@pytest.mark.parametrize(
    ("second", "first", "century", "conditions", "control"),
    [
        (perceiving(0.21, 0.2, 1.0), 0.9, (0.8, 0.4), ["supported", "supported"], "supported"),
        (perceiving(0.21, 0.2, 0.0), 0.9, (0.8, 0.4), ["not supported", "supported"], "supported"),
        (perceiving(0.21, 0.2, 1.0), 0.9, (0.4, 0.8), ["supported", "not supported"], "supported"),
        (perceiving(0.9, 0.1, 1.0), 0.9, (0.8, 0.4), ["supported", "supported"], "not supported"),
        (perceiving(0.5, 0.5, 1.0), 0.5, (0.8, 0.4), ["not supported", "supported"], "supported"),
    ],
)
def test_f9(second, first, century, conditions, control):
    evidence = MadeEvidence(RUNS, islamic_republic=second, pahlavi=imagined(first), identical_images=falling(*century))
    measured = f09.measure(evidence)
    assert status(measured) == conditions
    assert controls(measured) == [control]


def test_the_bayes_factor_counts_the_recorded_classes():
    always, never = np.ones((10, 4), bool), np.zeros((10, 4), bool)
    ratio = (1.0 - 4 * f10.SMOOTHING) / f10.SMOOTHING
    assert f10.log10_bayes_factor(always, never) == pytest.approx(4 * math.log10(ratio))
    assert f10.log10_bayes_factor(never, always) == pytest.approx(-4 * math.log10(ratio))
    assert f10.log10_bayes_factor(always, always) == 0.0


WEIGHTS = {"pahlavi": 0.45, "islamic-republic": 0.39}


def faithful(own, swapped, state="iran"):
    """Return a function: the share of runs in the recorded class, under Pahlavi weights and under the others."""

    def write(made):
        timeline = made.timeline
        weight = timeline.arrays.weights_given[:, 0, 2]  # development: the first era's is the larger
        if np.ptp(weight) > 0.0 or (weight < 0.0).any():
            return
        share = own if weight[0] > 0.3 else swapped
        classes = np.nan_to_num(recorded_classes(state, state, timeline.years) if state != "iran" else _iran(timeline))
        security = np.select([classes == 0, classes == 3, classes == 4], [0.0, 2.0, 3.0], 1.0)
        economic = np.where(classes == 2, 2.0, 1.0)
        right = first_runs(made.runs, share)
        # where a run is wrong it is one class off, never by chance right
        made.security(state, "russia", np.where(right, security, np.where(security == 2.0, 1.0, 2.0)))
        made.economic(state, "russia", np.where(right, economic, 1.0))

    return write


def _iran(timeline):
    return recorded_classes("century", "iran", timeline.years)


@pytest.mark.parametrize(
    ("first", "second", "turkey", "verdict", "control"),
    [
        ((0.9, 0.3), (0.3, 0.9), (0.5, 0.5), "supported", "supported"),
        ((0.5, 0.5), (0.5, 0.5), (0.5, 0.5), "not supported", "supported"),
        ((0.3, 0.9), (0.9, 0.3), (0.9, 0.2), "not supported", "not supported"),
    ],
)
def test_f10(first, second, turkey, verdict, control):
    evidence = MadeEvidence(
        RUNS, pahlavi=faithful(*first), islamic_republic=faithful(*second), turkey=faithful(*turkey, state="turkey")
    )
    measured = f10.measure(evidence)
    assert measured.verdict == verdict
    assert controls(measured) == [control]


def test_f10_is_undefined_without_weights_of_elites():
    evidence = MadeEvidence(RUNS)
    evidence.profiles = "record"
    measured = f10.measure(evidence)
    assert measured.verdict == "undefined"
    assert measured.details["weights"] == {"pahlavi": None, "islamic-republic": None}
