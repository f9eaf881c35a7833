"""F16 to F18 on ensembles whose truth is known: each verdict, and each control, can flip."""

import numpy as np
import pytest

from realpolitik.findings import f16_pragmatic_moscow as f16
from realpolitik.findings import f17_neither_east_nor_west as f17
from realpolitik.findings import f18_yielding_ideology as f18
from tests.findings.made import MadeEvidence, controls, first_runs, noise, status

RUNS = 100
IRAN, RUSSIA, WEST = 0, 1, 2
HOLDS, FAILS = "supported", "not supported"


# F16


def test_partial_slopes_are_those_of_least_squares():
    generator = np.random.default_rng(0)
    response, first, second = generator.normal(size=(3, 6, 5))
    found = f16.partial_slopes(response, first, second)
    for run in range(6):
        causes = np.column_stack([np.ones(5), first[run], second[run]])
        expected = np.linalg.lstsq(causes, response[run], rcond=None)[0][1:]
        assert (found[0][run], found[1][run]) == pytest.approx(tuple(expected))


def test_causes_that_do_not_vary_apart_have_no_slopes():
    cause = np.arange(5.0)[None]
    for other in (2.0 * cause, np.ones((1, 5))):
        assert np.isnan(f16.partial_slopes(cause, cause, other)).all()


def moscow(nearness=0.0, threat=0.5, ideological=0.8, jitter=0.001):
    """Return a function that makes support answer the nearness and the threat that stand in the timeline."""

    def write(made):
        arrays = made.timeline.arrays
        image = arrays.intent_given[-1, RUSSIA, WEST]
        if image < 0.0:
            return
        near = (arrays.identity_given[-1, RUSSIA, IRAN] + 1.0) / 2.0
        seen = 0.6 * image
        slope = ideological if (arrays.intensity_given[:, RUSSIA] == 1.0).all() else nearness
        made.threat("russia", "west", seen)
        made.security("iran", "russia", 1.0 + slope * near + threat * seen + noise(made, jitter, int(100 * near)))

    return write


@pytest.mark.parametrize(
    ("given", "conditions", "control"),
    [
        ({"nearness": 0.02}, [HOLDS, HOLDS, HOLDS], HOLDS),
        ({"nearness": -0.02}, [HOLDS, HOLDS, HOLDS], HOLDS),
        ({"nearness": 0.08}, [FAILS, HOLDS, HOLDS], HOLDS),
        ({"nearness": -0.08}, [HOLDS, FAILS, HOLDS], HOLDS),
        ({"nearness": 0.02, "threat": -0.5}, [HOLDS, HOLDS, FAILS], HOLDS),
        ({"nearness": 0.02, "ideological": 0.02}, [HOLDS, HOLDS, HOLDS], FAILS),
        ({"nearness": 0.05, "jitter": 0.1}, ["undecided", HOLDS, HOLDS], HOLDS),
    ],
)
def test_f16(given, conditions, control):
    measured = f16.measure(MadeEvidence(RUNS, century=moscow(**given)))
    assert status(measured) == conditions
    assert controls(measured) == [control]
    slopes = measured.details["slopes"]
    assert slopes["nearness"]["value"] == pytest.approx(given["nearness"], abs=0.05)
    assert slopes["threat"]["value"] == pytest.approx(given.get("threat", 0.5), abs=0.05)


def test_f16_a_tie_that_never_moves_is_no_support_for_the_claim():
    measured = f16.measure(MadeEvidence(RUNS, century=moscow(0.0, 0.0, 0.0, jitter=0.0)))
    assert status(measured) == [FAILS, FAILS, FAILS]
    assert controls(measured) == [FAILS]


def test_f16_without_any_threat_is_undefined():
    def blind(made):
        made.security("iran", "russia", 2.0 + noise(made, 0.001))

    assert f16.measure(MadeEvidence(RUNS, century=blind)).verdict == "undefined"


def test_f16_holds_all_other_images_and_frees_ideas_in_the_control_alone():
    seen = []

    def write(made):
        made.intent("iran", "west", 0.77)
        seen.append((made.timeline.arrays, made.settings))

    f16.measure(MadeEvidence(RUNS, century=write))
    assert len(seen) == 10
    for arrays, settings in seen[1:]:
        images = arrays.intent_given[-1, :, :3]
        assert (images[~np.eye(3, dtype=bool)] >= 0.0).all()
        assert images[IRAN, WEST] == pytest.approx(0.77, abs=1e-6)
        zealous = bool((arrays.intensity_given[:, RUSSIA] == 1.0).all())
        assert settings == ({"identity_yield": 0.0} if zealous else {})
    assert sum(settings != {} for _, settings in seen) == 4


# F17


def standing(*spans):
    """Return a function that writes security rungs with Russia and the West into spans."""

    def write(made):
        for years, russia, west in spans:
            made.security("iran", "russia", russia, years).security("iran", "west", west, years)

    return write


PARTNER = ((1990, 2025), 2.0, 0.0)
SHAH = standing(((1970, 1978), 1.0, 2.0))


@pytest.mark.parametrize(
    ("spans", "value", "verdict"),
    [
        ([((1980, 1988), 1.0, 0.0)], 1.0, HOLDS),
        ([((1980, 1988), 0.0, 1.0)], 1.0, HOLDS),
        ([((1980, 1988), 2.0, 0.0)], 0.0, FAILS),
        ([((1980, 1988), 1.0, 2.0)], 0.0, FAILS),
        ([((1980, 1980), 2.0, 1.0)], 8 / 9, HOLDS),
        ([((1980, 1980), 2.0, 1.0), ((1988, 1988), 1.0, 2.0)], 7 / 9, FAILS),
        ([((1979, 1979), 3.0, 3.0), ((1989, 1989), 3.0, 3.0)], 1.0, HOLDS),
    ],
)
def test_f17(spans, value, verdict):
    measured = f17.measure(MadeEvidence(RUNS, islamic_republic=standing(*spans, PARTNER), pahlavi=SHAH))
    assert measured.headline.estimate.value == pytest.approx(value)
    assert measured.verdict == verdict
    assert controls(measured) == [HOLDS, HOLDS]


def test_f17_is_undecided_where_runs_disagree():
    def torn(made):
        made.security("iran", "russia", np.where(first_runs(made.runs, 0.2), 2.0, 1.0), (1980, 1988))

    assert f17.measure(MadeEvidence(RUNS, islamic_republic=torn)).verdict == "undecided"


def test_f17_controls_can_fail():
    assert controls(f17.measure(MadeEvidence(RUNS))) == [FAILS, FAILS]


# F18


def swapped_identity(made):
    """Return whether Iran has the identity of the Pahlavi era: in it, the West is kindred."""
    return made.timeline.arrays.identity_given[0, IRAN, WEST] > 0.0


def ideas(high=0.1, low=0.5, odd=0.0, high_years=(1980, 2002)):
    """Return a function: how many classes a swap of identity moves a run in years of high threat and in others."""

    def write(made):
        years = np.array(made.timeline.years)
        dangerous = (years >= high_years[0]) & (years <= high_years[1])
        made.threat("iran", "iraq", np.where(dangerous, 0.8, 0.2)[None]).threat("iran", "west", 0.1)
        if swapped_identity(made):
            moved = np.where(dangerous, high, low) + odd * (years % 2)
            made.economic("iran", "russia", 1.0 + moved[None] * (1.0 + noise(made, 0.1)))

    return write


@pytest.mark.parametrize(
    ("given", "verdict", "control"),
    [
        ({}, HOLDS, [HOLDS, HOLDS]),
        ({"high": 0.5, "low": 0.1}, FAILS, [HOLDS, HOLDS]),
        ({"high": 0.5, "low": 0.5}, FAILS, [HOLDS, HOLDS]),
        ({"high": 0.0, "low": 0.0}, FAILS, [HOLDS, HOLDS]),
        ({"high": -0.1, "low": 0.5}, HOLDS, [HOLDS, HOLDS]),
        ({"odd": 0.4}, HOLDS, [FAILS, HOLDS]),
        ({"high": 0.5, "low": 0.9, "odd": -0.3}, HOLDS, [HOLDS, FAILS]),
    ],
)
def test_f18(given, verdict, control):
    measured = f18.measure(MadeEvidence(RUNS, islamic_republic=ideas(**given)))
    assert measured.verdict == verdict
    assert controls(measured) == control


def test_f18_measures_the_gap_between_the_years():
    measured = f18.measure(MadeEvidence(RUNS, islamic_republic=ideas(0.1, 0.5)))
    found = measured.details["psi_0"]
    assert measured.headline.estimate.value == pytest.approx(0.4, abs=0.02)
    assert found["high_threat_years"] == list(range(1980, 2003))
    assert found["effect_in_high_threat_years"] == pytest.approx(0.1, abs=0.01)
    assert found["effect_in_other_years"] == pytest.approx(0.5, abs=0.02)


def test_f18_judges_the_world_without_the_rule_and_shows_the_other():
    seen = []

    def write(made):
        free = made.settings.get("identity_yield") == 0.0
        seen.append((free, swapped_identity(made)))
        ideas(0.5, 0.1)(made) if free else ideas(0.1, 0.5)(made)

    measured = f18.measure(MadeEvidence(RUNS, islamic_republic=write))
    assert measured.verdict == FAILS
    with_rule = measured.details["psi_as_assumed"]
    assert with_rule["effect_in_high_threat_years"] < with_rule["effect_in_other_years"]
    assert "by construction" in measured.details["psi_as_assumed"]["note"]
    assert set(seen) == {(True, False), (True, True), (False, False), (False, True)}


def test_f18_is_undefined_where_no_year_is_more_dangerous_than_another():
    assert f18.measure(MadeEvidence(RUNS, islamic_republic=ideas(high_years=(1980, 2025)))).verdict == "undefined"


def test_f18_leaves_the_first_year_out():
    def write(made):
        ideas(0.1, 0.5)(made)
        if swapped_identity(made):
            made.security("iran", "russia", 3.0, (1979, 1979))

    assert f18.measure(MadeEvidence(RUNS, islamic_republic=write)).headline.estimate.value == pytest.approx(
        0.4, abs=0.02
    )


def test_f18_swaps_an_identity_that_is_the_same_in_every_year():
    seen = []

    def write(made):
        arrays = made.timeline.arrays
        seen.append(np.column_stack([arrays.identity_given[:, IRAN], arrays.intensity_given[:, IRAN]]))

    f18.measure(MadeEvidence(RUNS, islamic_republic=write))
    assert all((identity == identity[0]).all() for identity in seen[1:])
