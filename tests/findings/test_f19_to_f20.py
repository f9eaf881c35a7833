"""F19 and F20 on ensembles whose truth is known: each verdict, and each control, can flip."""

import numpy as np
import pytest

from realpolitik.findings import f19_guarded_autonomy as f19
from realpolitik.findings import f20_from_adversary_to_partner as f20
from realpolitik.findings.shapley import shapley_values, subsets
from tests.findings.made import MadeEvidence, controls, first_runs, noise, status

RUNS = 100
IRAN, RUSSIA, WEST = 0, 1, 2
HOLDS, FAILS = "supported", "not supported"


# F19


def test_the_line_is_that_of_least_squares():
    generator = np.random.default_rng(0)
    security, autonomy = generator.normal(size=(2, 4, 5))
    at_security, found = generator.normal(size=(2, 4))
    gaps = f19.above_line(security, autonomy, at_security, found)
    for run in range(4):
        line = np.poly1d(np.polyfit(security[run], autonomy[run], 1))
        assert gaps[run] == pytest.approx(found[run] - line(at_security[run]))
    assert np.isnan(f19.above_line(np.ones((4, 5)), autonomy, at_security, found)).all()


def tied(gain=0.1, hedged=0.2):
    """Return a function: autonomy falls by half of what security rises; spread ties are off that line."""

    def write(made):
        pins = made.timeline.arrays.security_pin[-1, IRAN]
        if pins[RUSSIA] < 0.0:
            spread(hedged)(made)
            return
        security = -0.5 + 0.1 * (pins[RUSSIA] - 1.0) + 0.2 * (pins[WEST] - 1.0)
        autonomy = 0.2 - 0.5 * security + (gain if pins[RUSSIA] == pins[WEST] == 2.0 else 0.0)
        made.interest("iran", "security", security)
        made.interest("iran", "autonomy", autonomy + noise(made, 0.001))

    return write


def spread(share, weightless=None):
    """Return a function: a share of runs in which Iran is a partner of Russia and, without a pact, of one more."""

    def write(made):
        other = made.timeline.states[-1]
        power = made.timeline.arrays.capability[-1, len(made.timeline.states) - 1]
        runs = first_runs(made.runs, share if weightless is None or power > 0.1 else weightless)
        made.economic("iran", "russia", 2.0).security("iran", other, np.where(runs, 2.0, 1.0))

    return write


@pytest.mark.parametrize(
    ("gain", "shares", "conditions", "control"),
    [
        (0.1, (0.2, 0.8, 0.3), [HOLDS, HOLDS], HOLDS),
        (-0.1, (0.2, 0.8, 0.3), [FAILS, HOLDS], HOLDS),
        (0.1, (0.8, 0.2, 0.1), [HOLDS, FAILS], HOLDS),
        (0.1, (0.5, 0.5, 0.1), [HOLDS, FAILS], HOLDS),
        (0.1, (0.2, 0.8, 0.9), [HOLDS, HOLDS], FAILS),
    ],
)
def test_f19(gain, shares, conditions, control):
    two, three, weightless = shares
    evidence = MadeEvidence(
        RUNS, islamic_republic=tied(gain, two), multipolar_with_china=spread(three, weightless=weightless)
    )
    measured = f19.measure(evidence)
    assert status(measured) == conditions
    assert controls(measured) == [control]
    assert measured.headline.estimate.value == pytest.approx(gain, abs=0.01)
    assert measured.details["hedging"] == pytest.approx(
        {"two_powers": two, "three_powers": three, "weightless_third": weightless}
    )


def test_f19_tells_what_hedging_would_be_at_random():
    def write(made):
        spread(0.5 if made.settings == {"choice_rule": "null"} else 0.25)(made)

    details = f19.measure(MadeEvidence(RUNS, multipolar_with_china=write)).details
    assert details["hedging_at_random"] == {"two_powers": 0.0, "three_powers": 0.5}
    assert details["hedging"]["three_powers"] == 0.25


@pytest.mark.parametrize(
    ("economic", "security", "hedged"),
    [
        ((2.0, 2.0), (1.0, 1.0), 1.0),
        ((2.0, 1.0), (1.0, 2.0), 1.0),
        ((2.0, 0.0), (2.0, 2.0), 1.0),
        ((2.0, 1.0), (2.0, 1.0), 0.0),
        ((2.0, 2.0), (1.0, 0.0), 0.0),
        ((2.0, 2.0), (3.0, 2.0), 0.0),
    ],
)
def test_hedging_is_ties_with_two_and_a_pact_with_none(economic, security, hedged):
    def write(made):
        for power, rung, other in zip(("russia", "west"), economic, security, strict=True):
            made.economic("iran", power, rung).security("iran", power, other)

    arm = MadeEvidence(4, islamic_republic=write).arm("islamic-republic")
    assert (f19.hedging_share(arm) == hedged).all()


def test_a_pact_with_a_third_ends_hedging():
    def write(made):
        made.economic("iran", "russia", 2.0).economic("iran", "west", 2.0).security("iran", "china", 3.0)

    arm = MadeEvidence(4, multipolar_with_china=write).arm("multipolar-with-china")
    assert (f19.hedging_share(arm) == 0.0).all()


# F20


def test_shapley_values_of_a_known_game():
    # two of the three are needed, and the first counts for two: Shapley's shares are 2/3, 1/6, 1/6
    worth = {chosen: np.full(3, float(len(chosen) + ("a" in chosen) >= 3)) for chosen in subsets("abc")}
    found = shapley_values(worth, "abc")
    assert {player: value.tolist() for player, value in found.items()} == {
        "a": pytest.approx([2 / 3] * 3),
        "b": pytest.approx([1 / 6] * 3),
        "c": pytest.approx([1 / 6] * 3),
    }


def test_there_is_every_subset_once():
    found = list(subsets("abc"))
    assert len(found) == len(set(found)) == 8
    assert found[0] == frozenset()
    assert found[-1] == frozenset("abc")


IMAGE, TRUST = {"pahlavi": 0.9, "islamic-republic": 0.4}, {"pahlavi": 0.2, "islamic-republic": 0.6}


def era(name, level=1.0, per_image=0.0, per_clash=0.0, per_trust=0.0):
    """Return a function: an era of a given class, which answers what is set of images, aims and trust."""

    def write(made):
        arrays = made.timeline.arrays
        for of, toward in (("iran", "russia"), ("russia", "iran")):
            made.intent(of, toward, IMAGE[name]).trust(of, toward, TRUST[name])
        image, trust = arrays.intent_given[-1, IRAN, RUSSIA], arrays.trust_given[-1, RUSSIA, IRAN]
        rung = level
        if image >= 0.0:
            rung += per_image * (image - 0.4) + per_trust * (trust - 0.6)
            rung += per_clash * (arrays.clash[-1, IRAN, RUSSIA] - 0.35)
        made.economic("iran", "russia", rung + noise(made, 0.001))

    return write


def egypt(before, after):
    def write(made):
        made.economic("egypt", "russia", before + noise(made, 0.001), (1946, 1978))
        made.economic("egypt", "russia", after, (1979, 2025))

    return write


@pytest.mark.parametrize(
    ("first", "second", "control", "verdict", "behaves"),
    [
        (0.5, 1.5, (1.5, 1.0), HOLDS, HOLDS),
        (1.5, 0.5, (1.5, 1.0), FAILS, HOLDS),
        (0.5, 1.5, (1.0, 1.5), HOLDS, FAILS),
    ],
)
def test_f20(first, second, control, verdict, behaves):
    evidence = MadeEvidence(
        RUNS,
        pahlavi=era("pahlavi", first),
        islamic_republic=era("islamic-republic", second),
        egypt=egypt(*control),
    )
    measured = f20.measure(evidence)
    assert measured.verdict == verdict
    assert controls(measured) == [behaves]
    assert measured.headline.estimate.value == pytest.approx(second - first, abs=0.01)


def test_f20_takes_the_rise_apart():
    evidence = MadeEvidence(
        RUNS,
        pahlavi=era("pahlavi", 0.5),
        islamic_republic=era("islamic-republic", 1.5, per_image=-1.0, per_clash=-1.0, per_trust=0.5),
    )
    details = f20.measure(evidence).details
    clash = {name: evidence.arm(name).timeline.arrays.clash[:, IRAN, RUSSIA].mean() for name in IMAGE}
    expected = {"security": 0.5, "aims": clash["pahlavi"] - clash["islamic-republic"], "trust": 0.2}
    for factor, part in expected.items():
        assert details["parts_of_the_rise"][factor]["value"] == pytest.approx(part, abs=1e-4), factor
        assert details["fall_if_one_is_replaced"][factor]["value"] == pytest.approx(part, abs=1e-4), factor
    explained = sum(expected.values())
    assert details["explained"]["value"] == pytest.approx(explained, abs=1e-4)
    assert details["residual"]["value"] == pytest.approx(1.0 - explained, abs=1e-3)
    assert len(details["mean_class_by_replaced_factors"]) == 8


def test_f20_levels_are_set_on_all_of_the_three_and_nowhere_else():
    seen = []

    def write(made):
        arrays = made.timeline.arrays
        seen.append(((arrays.intent_given >= 0.0).any(axis=0), (arrays.trust_given >= 0.0).any(axis=0)))

    f20.measure(MadeEvidence(RUNS, islamic_republic=write))
    three = ~np.eye(3, dtype=bool)
    for images, trust in seen[1:]:
        assert np.array_equal(images[:, :3], three)
        assert not images[:, 3:].any()
        assert {tuple(pair) for pair in np.argwhere(trust)} == {(IRAN, RUSSIA), (RUSSIA, IRAN)}
    assert len(seen) == 9
