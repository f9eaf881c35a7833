"""F1 to F5 on ensembles whose truth is known: each verdict, and each control, can flip."""

import numpy as np
import pytest

from realpolitik.findings import f01_no_alliance as f01
from realpolitik.findings import f02_western_alignment as f02
from realpolitik.findings import f03_soviet_threat as f03
from realpolitik.findings import f04_shallow_ties as f04
from realpolitik.findings import f05_tactical_partner as f05
from realpolitik.findings.intervals import points_only
from realpolitik.findings.records import allied_clients
from tests.findings.made import MadeEvidence, controls, first_runs, status

RUNS = 200


def test_log_odds_differ_as_counted():
    hits = np.arange(100) < 20
    pooled = np.tile(np.arange(100)[:, None] < 80, (1, 3))
    found = f01.log_odds_difference(hits, pooled)
    assert found.value == pytest.approx(np.log(20.5 / 80.5) - np.log(240.5 / 60.5))
    assert found.low < found.value < found.high
    assert f01.log_odds_difference(hits, hits[:, None]).value == 0.0


def test_log_odds_have_an_interval_where_nothing_happened():
    found = f01.log_odds_difference(np.zeros(50, bool), np.ones((50, 2), bool))
    assert found.low < found.value < found.high < 0.0


def test_log_odds_do_not_count_copies_of_a_run_as_evidence():
    generator = np.random.default_rng(0)
    one = generator.random((100, 1)) < 0.5
    hits = generator.random(100) < 0.5
    single = f01.log_odds_difference(hits, one)
    copied = f01.log_odds_difference(hits, np.repeat(one, 12, axis=1))
    assert copied.high - copied.low > 0.95 * (single.high - single.low)


def pacts(share, years):
    """Return a function that writes pacts with Russia of so many years into a share of the runs."""

    def write(made):
        first = made.timeline.first_year
        state = made.timeline.states[0]
        rung = np.where(first_runs(made.runs, share), 3.0, 1.0)
        made.security(state, "russia", rung, (first + 2, first + 1 + years))

    return write


def f01_evidence(iran=0.0, iran_years=5, clients=0.9):
    allied = {client: pacts(clients, 8) for client in allied_clients()}
    eras = {"pahlavi": pacts(iran, iran_years), "islamic-republic": pacts(iran, iran_years)}
    return MadeEvidence(RUNS, **allied, **eras)


@pytest.mark.parametrize(
    ("given", "verdict", "control"),
    [
        ({"iran": 0.0}, "supported", "supported"),
        ({"iran": 1.0, "iran_years": 4}, "supported", "supported"),
        ({"iran": 0.3}, "not supported", "supported"),
        ({"iran": 0.05}, "undecided", "supported"),
        ({"iran": 0.0, "clients": 0.0}, "undecided", "not supported"),
        ({"iran": 0.2, "clients": 0.2}, "not supported", "not supported"),
    ],
)
def test_f1(given, verdict, control):
    measured = f01.measure(f01_evidence(**given))
    assert measured.verdict == verdict
    assert controls(measured) == [control]


def test_f1_needs_the_distance_to_allies():
    measured = f01.measure(f01_evidence(iran=0.0, clients=0.02))
    assert status(measured)[:2] == ["supported", "supported"]
    assert "supported" not in status(measured)[2:]


def stands(share, partner, rung=2.0):
    def write(made):
        state = made.timeline.states[0]
        made.security(state, partner, np.where(first_runs(made.runs, share), rung, 1.0), (1960, 1960))

    return write


def test_f2():
    measured = f02.measure(MadeEvidence(RUNS, pahlavi_without_pacts=stands(0.95, "west")))
    assert measured.verdict == "supported"
    assert controls(measured) == ["supported"] * 3
    weak = f02.measure(MadeEvidence(RUNS, pahlavi_without_pacts=stands(0.5, "west"), egypt=stands(1.0, "west", 3.0)))
    assert status(weak) == ["not supported", "supported"]
    assert controls(weak) == ["supported", "supported", "not supported"]


def test_f2_needs_distance_from_moscow():
    def both(made):
        stands(1.0, "west")(made)
        stands(0.4, "russia")(made)

    assert status(f02.measure(MadeEvidence(RUNS, pahlavi_without_pacts=both))) == ["supported", "not supported"]


def test_f2_looks_at_1960_alone():
    def later(made):
        made.security("iran", "west", 2.0, (1961, 1978))

    assert status(f02.measure(MadeEvidence(RUNS, pahlavi_without_pacts=later)))[0] == "not supported"


def test_f2_tells_of_ties_that_came_and_went():
    def passing(made):
        made.security("iran", "russia", np.where(first_runs(made.runs, 0.4), 2.0, 1.0), (1950, 1951))

    measured = f02.measure(MadeEvidence(RUNS, pahlavi_without_pacts=passing))
    assert status(measured) == ["not supported", "supported"]
    found = measured.details["share_of_runs_with_a_tie_in_any_year_to_1960"]
    assert (found["iran-russia"], found["iran-west"]) == (pytest.approx(0.4), 0.0)


def threats(state, *spans):
    """Return a function that writes threats from Russia and the West into spans, with a little noise."""

    def write(made):
        noise = np.random.default_rng(0).normal(0.0, 0.01, (made.runs, 1))
        for years, russia, west in spans:
            made.threat(state, "russia", russia + noise, years)
            made.threat(state, "west", west, years)

    return write


def test_f3():
    iran = threats("iran", ((1950, 1978), 0.6, 0.4), ((1981, 2025), 0.4, 0.6))
    cuba = threats("cuba", ((1962, 1990), 0.1, 0.9))
    measured = f03.measure(MadeEvidence(RUNS, identical_images=iran, cuba=cuba))
    assert measured.verdict == "supported"
    assert measured.headline.estimate.value == pytest.approx(0.2, abs=0.005)
    assert controls(measured) == ["supported", "supported"]
    turned = threats("iran", ((1950, 1978), 0.4, 0.6), ((1981, 2025), 0.6, 0.4))
    other = f03.measure(MadeEvidence(RUNS, identical_images=turned, cuba=threats("cuba", ((1962, 1990), 0.9, 0.1))))
    assert other.verdict == "not supported"
    assert controls(other) == ["not supported", "not supported"]


def test_f3_runs_cuba_on_behaviour_alone():
    seen = {}

    def cuba(made):
        seen.update(made.settings)

    f03.measure(MadeEvidence(RUNS, cuba=cuba))
    assert seen == {"images": "behaviour"}


def ties(economic, security, years=(1963, 1978)):
    def write(made):
        state = made.timeline.states[0]
        made.economic(state, "russia", economic, years).security(state, "russia", security, years)

    return write


@pytest.mark.parametrize(
    ("write", "value", "verdict"),
    [
        (ties(2.0, 1.0), 1.0, "supported"),
        (ties(2.0, 0.0), 1.0, "supported"),
        (ties(2.0, 2.0), 0.0, "not supported"),
        (ties(1.0, 1.0), 0.0, "not supported"),
        (ties(2.0, 1.0, (1963, 1970)), 0.5, "not supported"),
        (ties(2.0, 1.0, (1963, 1971)), 9 / 16, "supported"),
        (ties(2.0, 1.0, (1946, 1962)), 0.0, "not supported"),
    ],
)
def test_f4(write, value, verdict):
    measured = f04.measure(MadeEvidence(RUNS, pahlavi=write, india=ties(2.0, 1.0)))
    assert measured.headline.estimate.value == pytest.approx(value)
    assert measured.verdict == verdict
    assert controls(measured) == ["not supported", "supported"]


def test_the_modal_rung_is_that_of_most_years():
    rungs = np.array([[1, 1, 2], [2, 2, 3], [0, 1, 2], [3, 3, 3]])
    assert f05.modal_rung(rungs).tolist() == [1, 2, 0, 3]


def usually(share, rung, years=(2000, 2025)):
    def write(made):
        state = made.timeline.states[0]
        made.security(state, "russia", np.where(first_runs(made.runs, share), rung, 1.0), years)

    return write


@pytest.mark.parametrize(
    ("share", "rung", "verdict"),
    [(0.95, 2.0, "supported"), (0.6, 2.0, "not supported"), (0.8, 2.0, "undecided"), (0.95, 3.0, "not supported")],
)
def test_f5(share, rung, verdict):
    evidence = MadeEvidence(RUNS, islamic_republic=usually(share, rung), belarus=usually(0.9, 3.0))
    measured = f05.measure(evidence)
    assert measured.verdict == verdict
    assert controls(measured) == ["supported", "supported"]


def test_f5_controls_can_fail():
    measured = f05.measure(MadeEvidence(RUNS, belarus=usually(0.9, 2.0), saudi_arabia=usually(0.9, 2.0)))
    assert controls(measured) == ["not supported", "not supported"]


def test_over_assumptions_f1_gives_the_same_values():
    evidence = f01_evidence(iran=0.3)
    with points_only():
        alone = f01.measure(evidence)
    assert alone.headline.estimate.value == f01.measure(evidence).headline.estimate.value
