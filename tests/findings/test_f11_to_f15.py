"""F11 to F15 on ensembles whose truth is known: each verdict, and each control, can flip."""

import json
from itertools import permutations

import numpy as np
import pytest

from realpolitik.findings import f11_structure as f11
from realpolitik.findings import f12_own_interests as f12
from realpolitik.findings import f13_bargaining_chip as f13
from realpolitik.findings import f14_obstacles as f14
from realpolitik.findings import f15_asymmetry as f15
from realpolitik.findings.evidence import Evidence
from realpolitik.findings.export import plain
from realpolitik.findings.intervals import points_only
from realpolitik.scenario import load
from realpolitik.simulation.ensemble import PAIR_RECORD
from tests.findings.made import MadeEvidence, controls, first_runs, noise, status

RUNS = 100


def directed(made, name, of, toward, value):
    """Write a directed figure of a pair."""
    i, j = made.timeline.states.index(of), made.timeline.states.index(toward)
    row = made.timeline.pair_indices.index((min(i, j), max(i, j)))
    made.pairs[:, :, row, PAIR_RECORD.index(f"{name}_{'forward' if i < j else 'backward'}")] = value


TIMELINES = {}


def on(scenario_writes):
    """Return evidence written for each scenario, with timelines that are built once for all tests."""
    evidence = MadeEvidence(RUNS, **{name.replace("-", "_"): write for name, write in scenario_writes.items()})
    evidence._timelines = TIMELINES
    return evidence


# --- F11

CELLS = {
    ("cold war", "pahlavi"): "pahlavi-without-pacts",
    ("cold war", "islamic republic"): "islamic-republic-elites-in-cold-war",
    ("age of sanctions", "pahlavi"): "pahlavi-elites-in-sanctions-era",
    ("age of sanctions", "islamic republic"): "islamic-republic",
}
"""What the experiment puts in each cell."""


def crossed(russia, west, pact_in=""):
    """Return evidence whose rungs with Russia and the West are a sum of what structure and elites add."""

    def cell(structure, elites, with_russia, with_west, scenario):
        seed = 2 * structure + elites

        def write(made):
            level = 1.0 + with_russia[0] * structure + with_russia[1] * elites
            made.security("iran", "russia", level + noise(made, seed=seed))
            if scenario == pact_in:
                first = made.timeline.first_year
                made.security("iran", "russia", np.where(first_runs(made.runs, 0.3), 3.0, 1.0), (first, first + 5))
            made.security("iran", "west", 9.0)
            window = f11.AROUND_1979[list(f11.STRUCTURES)[structure]]
            level = 1.0 + with_west[0] * structure + with_west[1] * elites
            made.security("iran", "west", level + noise(made, seed=seed), window)

        return write

    writes = {}
    for cells in (CELLS, f11.WITHOUT_RUPTURE):
        for (structure, elites), scenario in cells.items():
            place = list(f11.STRUCTURES).index(structure), list(f11.ELITES).index(elites)
            writes[scenario] = cell(*place, russia, west, scenario)
    return on(writes)


@pytest.mark.parametrize(
    ("russia", "west", "headline", "control"),
    [
        ((0.8, 0.1), (0.1, -0.8), "supported", "supported"),
        ((0.1, 0.8), (0.1, -0.8), "not supported", "supported"),
        ((0.8, 0.1), (-0.8, 0.1), "supported", "not supported"),
        ((0.5, 0.5), (0.5, 0.5), "undecided", "undecided"),
    ],
)
def test_f11(russia, west, headline, control):
    measured = f11.measure(crossed(russia, west))
    assert status(measured) == [headline, *["supported"] * 4]
    assert controls(measured) == [control]
    expected = (russia[0] ** 2 - russia[1] ** 2) / (russia[0] ** 2 + russia[1] ** 2)
    assert measured.headline.estimate.value == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("scenario", CELLS.values())
def test_f11_fails_with_an_alliance_in_any_cell(scenario):
    measured = f11.measure(crossed((0.8, 0.1), (0.1, -0.8), pact_in=scenario))
    assert status(measured)[1:].count("not supported") == 1
    assert measured.verdict == "not supported"


def test_f11_is_undefined_without_elite_profiles():
    evidence = crossed((0.8, 0.1), (0.1, -0.8))
    evidence.profiles = "record"
    measured = f11.measure(evidence)
    assert measured.verdict == "undefined"
    assert controls(measured) == ["undefined"]
    assert measured.details["profiles_crossed"] is False


# --- F12


def willing(toward_client, of_client):
    """Return a function: willingness of and toward the client, which moves with the rung of Russia and the West."""

    def write(made):
        client, arrays = made.timeline.states[0], made.timeline.arrays
        rung = arrays.economic_pin[:, 1, 2]
        directed(made, "willingness", "russia", client, 0.3 + toward_client * rung + noise(made, 0.001) * rung)
        directed(made, "willingness", client, "russia", 0.2 + of_client * rung)

    return write


@pytest.mark.parametrize(
    ("russia", "iran", "india", "conditions", "behaves"),
    [
        (-0.2, 0.0, 0.0, ["supported", "supported"], ["supported", "supported"]),
        (-0.2, -0.3, 0.0, ["supported", "not supported"], ["supported", "supported"]),
        (0.2, 0.3, 0.0, ["not supported", "supported"], ["supported", "supported"]),
        (0.2, 0.0, 0.1, ["not supported", "not supported"], ["not supported", "supported"]),
        (-0.2, 0.0, -0.1, ["supported", "supported"], ["supported", "not supported"]),
    ],
)
def test_f12(russia, iran, india, conditions, behaves):
    measured = f12.measure(on({"islamic-republic": willing(russia, iran), "india": willing(india, 0.0)}))
    assert status(measured) == conditions
    assert controls(measured) == behaves
    assert measured.headline.estimate.value == pytest.approx(russia, abs=0.01)
    assert measured.details["change"]["iran_toward_russia"] == pytest.approx([iran] * 5, abs=1e-6)


def test_f12_compares_arms_that_are_the_same_until_the_rung_is_raised():
    evidence = Evidence(10)
    f12.changes(evidence, "islamic-republic", "russia", "iran")
    base = evidence.arm("islamic-republic")
    raised = evidence.arm(
        "islamic-republic", edit=f12._raised(1995), label="economic rung of russia and west raised in 1995"
    )
    for of, toward in permutations(("iran", "russia"), 2):
        for name in ("trust", "willingness"):
            before = [arm.directed(name, of, toward, (1979, 1994)) for arm in (base, raised)]
            assert np.array_equal(*before)
    higher = raised.economic("russia", "west") - base.economic("russia", "west")
    assert (higher[:, 1995 - 1979] == 1.0).all()
    assert np.abs(higher).sum() == 10.0


# --- F13


def paying(amount, spread=0.001):
    def write(made):
        directed(made, "aid", "west", "iran", amount + noise(made, spread))
        directed(made, "aid", "iran", "west", 0.5)

    return write


@pytest.mark.parametrize(
    ("bipolar", "unipolar", "headline", "behaves"),
    [
        ((0.10, 0.05), (0.05, 0.05), "supported", ["supported", "supported"]),
        ((0.05, 0.10), (0.05, 0.05), "not supported", ["supported", "supported"]),
        ((0.10, 0.05), (0.10, 0.05), "supported", ["not supported", "supported"]),
        ((0.10, 0.05), (0.05, 0.10), "supported", ["supported", "not supported"]),
        ((0.05, 0.05), (0.05, 0.05), "not supported", ["not supported", "not supported"]),
    ],
)
def test_f13(bipolar, unipolar, headline, behaves):
    given = dict(zip(("pahlavi", "pahlavi-moscow-closed"), bipolar, strict=True))
    given |= dict(zip(("unipolar", "unipolar-moscow-closed"), unipolar, strict=True))
    measured = f13.measure(on({name: paying(amount) for name, amount in given.items()}))
    assert status(measured) == [headline]
    assert controls(measured) == behaves
    assert measured.headline.estimate.value == pytest.approx(bipolar[0] - bipolar[1], abs=1e-6)


# --- F14


def pact(share, years=5):
    def write(made):
        first = made.timeline.first_year
        made.security("iran", "russia", np.where(first_runs(made.runs, share), 3.0, 1.0), (first, first + years - 1))

    return write


def obstructed(shares, no_iraq=0.0, years=5):
    """Return evidence with the share of runs with a pact for each set of removed obstacles, by their initials."""
    writes = {"no-iraq": pact(no_iraq)}
    for removed, scenario in f14.REMOVED.items():
        writes[scenario] = pact(shares.get("".join(sorted(name[0] for name in removed)), 0.0), years)
    return on(writes)


@pytest.mark.parametrize(
    ("shares", "no_iraq", "conditions", "control", "minimal"),
    [
        ({"acd": 0.9}, 0.0, ["supported"] * 4, "supported", [["asymmetry", "distrust", "clashing aims"]]),
        ({"acd": 0.9, "ad": 0.8}, 0.0, ["supported"] * 4, "supported", [["asymmetry", "distrust"]]),
        ({"acd": 0.2}, 0.0, ["not supported", *["supported"] * 3], "supported", []),
        (
            {"acd": 0.9, "a": 0.8, "cd": 0.7},
            0.3,
            ["supported", "not supported", "supported", "supported"],
            "not supported",
            [["asymmetry"], ["distrust", "clashing aims"]],
        ),
        (
            {"acd": 0.9, "d": 0.8},
            0.0,
            ["supported", "supported", "not supported", "supported"],
            "supported",
            [["distrust"]],
        ),
        (
            {"acd": 0.9, "c": 0.8},
            0.0,
            ["supported", "supported", "supported", "not supported"],
            "supported",
            [["clashing aims"]],
        ),
    ],
)
def test_f14(shares, no_iraq, conditions, control, minimal):
    measured = f14.measure(obstructed(shares, no_iraq))
    assert status(measured) == conditions
    assert controls(measured) == [control]
    assert measured.headline.estimate.value == pytest.approx(shares["acd"])
    assert measured.details["minimal_sufficient_sets"] == minimal
    values = measured.details["shapley_values_of_lifts"]
    assert sum(found["value"] for found in values.values()) == pytest.approx(shares["acd"])


def test_f14_lifts_are_those_of_the_case_as_it_was():
    measured = f14.measure(obstructed({"": 0.3, "acd": 0.9}, no_iraq=0.3))
    assert controls(measured) == ["supported"]
    assert measured.controls[0].estimate.value == pytest.approx(0.0)


def test_f14_a_pact_of_four_years_is_none():
    assert f14.measure(obstructed({"acd": 0.9}, years=4)).headline.estimate.value == 0.0


# --- F15


def asymmetric(of_iran, of_russia, base=0.5):
    """Return a function: the share of runs with a pact moves with the doublings of each state's power."""
    own = load("islamic-republic").timeline().arrays.capability[0]

    def write(made):
        iran, russia = np.log2(made.timeline.arrays.capability[0, :2] / own[:2])
        pact(base - of_iran * iran + of_russia * russia)(made)

    return write


@pytest.mark.parametrize(
    ("of_iran", "of_russia", "conditions"),
    [
        (-0.1, -0.2, ["supported", "supported"]),
        (0.1, -0.2, ["not supported", "supported"]),
        (-0.1, 0.2, ["supported", "not supported"]),
        (0.0, -0.2, ["not supported", "supported"]),
    ],
)
def test_f15(of_iran, of_russia, conditions):
    assert f15.multiples() == (0.25, 0.5, 1.0, 2.0, 4.0)
    measured = f15.measure(on({"islamic-republic": asymmetric(of_iran, of_russia)}))
    assert status(measured) == conditions
    assert [one.estimate.value for one in measured.conditions] == pytest.approx([of_iran, of_russia])
    agrees = measured.details["morrow"]["model_agrees"]
    assert agrees == {"iran": of_iran > 0 if of_iran else None, "russia": of_russia > 0}


@pytest.mark.parametrize("base", [0.0, 1.0])
def test_f15_is_undefined_where_nothing_could_slope(base):
    assert f15.measure(on({"islamic-republic": asymmetric(0.0, 0.0, base)})).verdict == "undefined"


def test_f15_record_is_the_line_through_the_clients(monkeypatch):
    def made(agrees, slope, wobble):
        def ratio_and_pact(scenario, client):
            place = f15.CLIENTS.index(client) if client in f15.CLIENTS else 0
            return float(place), 0.5 + slope * place + wobble * (-1) ** place

        monkeypatch.setattr(f15, "ratio_and_pact", ratio_and_pact)
        found = f15.record()
        assert found.agrees is agrees

    made(True, -0.04, 0.01)
    made(False, 0.04, 0.01)
    made(None, 0.0, 0.3)


def test_f15_record_reads_the_series():
    ratio, share = f15.ratio_and_pact("turkey", "turkey")
    assert 2.0 < ratio < 5.0
    assert share == 0.0
    assert f15.ratio_and_pact("belarus", "belarus")[1] > 0.5


# --- all five


@pytest.mark.parametrize("finding", [f11, f12, f13, f14, f15], ids=lambda module: module.CLAIM.id)
def test_details_are_plain_and_points_are_enough(finding):
    evidence = Evidence(10)
    measured = finding.measure(evidence)
    json.dumps(plain(measured.details), allow_nan=False)
    with points_only():
        again = finding.measure(evidence)
    assert repr(again.headline.estimate.value) == repr(measured.headline.estimate.value)
    assert measured.details
