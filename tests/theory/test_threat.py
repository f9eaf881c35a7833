"""Force and defence in configurations small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.theory import threat

S2 = 0.25


@pytest.fixture
def world():
    """Three states and a bystander: client 0, neighbour 1, distant power 2, the client's rival 3."""
    security = np.ones((4, 4))
    projection = np.array([[1, 1, 0.1, 1], [1, 1, 0.5, 1], [0.8, 0.8, 1, 0.8], [1, 0.2, 0.1, 1]], dtype=float)
    capability = np.array([0.01, 0.16, 0.30, 0.02])
    intent = np.array([0.0, 0.6, 0.2, 0.9])
    trust = np.array([0.0, 0.5, 0.8])
    return security, projection, capability, intent, trust


def _tie(security, i, j, rung):
    security[i, j] = security[j, i] = rung


def test_force_is_the_threateners_own_strength_at_the_victims_border(world):
    security, projection, capability, intent, _ = world
    assert threat.force_against(0, 2, security, intent, projection, capability, S2) == pytest.approx(0.8 * 0.30)


def test_a_threateners_partner_joins_with_its_own_hostility(world):
    security, projection, capability, intent, _ = world
    projection[3, 0] = 0.7
    _tie(security, 1, 3, 2.0)
    expected = 0.16 + S2 * 0.9 * 0.7 * 0.02
    assert threat.force_against(0, 1, security, intent, projection, capability, S2) == pytest.approx(expected)


def test_ones_own_partner_does_not_join_the_threatener(world):
    security, projection, capability, intent, _ = world
    _tie(security, 1, 3, 3.0)
    _tie(security, 0, 3, 2.0)
    assert threat.force_against(0, 1, security, intent, projection, capability, S2) == pytest.approx(0.16)


def test_defence_alone_is_ones_own_strength(world):
    security, projection, capability, _, trust = world
    assert threat.defence_against(0, 1, 3, security, trust, projection, capability, S2, 0.0) == pytest.approx(0.01)


def test_a_trusted_pact_adds_the_partners_reach(world):
    security, projection, capability, _, trust = world
    _tie(security, 0, 2, 3.0)
    expected = 0.01 + 0.8 * 0.8 * 0.30
    assert threat.defence_against(0, 1, 3, security, trust, projection, capability, S2, 0.0) == pytest.approx(expected)


def test_a_partner_bound_to_the_threatener_is_worth_less(world):
    security, projection, capability, _, trust = world
    _tie(security, 0, 2, 3.0)
    _tie(security, 1, 2, 2.0)
    expected = 0.01 + 0.8 * 0.8 * 0.30 * (1 - S2)
    assert threat.defence_against(0, 1, 3, security, trust, projection, capability, S2, 0.0) == pytest.approx(expected)


def test_bystanders_do_not_defend(world):
    security, projection, capability, _, trust = world
    _tie(security, 0, 3, 3.0)
    assert threat.defence_against(0, 1, 3, security, trust, projection, capability, S2, 0.0) == pytest.approx(0.01)


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_equal_sides_split_the_contest(exponent):
    assert threat.contest(0.2, 0.2, exponent) == pytest.approx(0.5)


@pytest.mark.parametrize(("force", "defence", "share"), [(0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (1.0, 0.0, 1.0)])
def test_contest_at_its_ends(force, defence, share):
    assert threat.contest(force, defence, 1.0) == share


def test_contest_by_hand():
    assert threat.contest(0.3, 0.1, 2.0) == pytest.approx(0.09 / (0.09 + 0.01))
    assert threat.contest(0.03, 0.01, 2.0) == pytest.approx(0.9)


def test_threat_by_hand():
    assert threat.threat(0.5, 0.4, 0.6, 0.5, 0.2) == pytest.approx(0.2 + 0.06)
    assert threat.threat(0.98, 1.0, 0.0, 0.0, 0.2) == 0.98
    assert threat.threat(1.0, 1.0, 1.0, 1.0, 0.2) == 1.0


def test_a_full_threat_in_confrontation_is_the_greatest_danger():
    in_confrontation = threat.relation_factor(0.0, 0.5, 0.3, 0.8, 0.2, S2)
    assert threat.danger(1.0, in_confrontation, 0.3) == 1.0
    assert threat.danger(0.5, 1.0, 0.3) == pytest.approx(0.5 / 1.3)


def test_embrace_without_trust_brings_only_what_a_tether_brings():
    assert threat.relation_factor(3.0, 0.0, 0.3, 0.7, 0.0, S2) == 1.0
    assert threat.relation_factor(3.0, 0.0, 0.3, 0.7, 0.2, S2) == pytest.approx(1.0 - 0.7 * 0.2)
    assert threat.relation_factor(3.0, 1.0, 0.3, 0.7, 0.2, S2) == pytest.approx(1.0 - 0.7)
    assert threat.relation_factor(0.0, 1.0, 0.3, 0.7, 0.2, S2) == 1.3


@pytest.mark.parametrize(
    ("one", "other", "strain"),
    [((1, 3), (2, 3), 1.0), ((1, 3), (1, 2), 0.5), ((2, 2), (1, 2), 0.5), ((1, 3), (2, 1), 0.25), ((1, 3), (1, 1), 0.0),
     ((2, 1), (2, 1), 0.25), ((0, 0), (1, 3), 0.0)],
)  # fmt: skip
def test_the_lesser_tie_to_one_of_two_enemies_is_the_strain(one, other, strain):
    camps = threat.camp(*map(float, one)), threat.camp(*map(float, other))
    assert threat.divided_loyalty(*camps, 1.0) == strain
    assert threat.divided_loyalty(*camps, 0.0) == 0.0


def test_a_pact_entraps_more_than_its_share():
    loose = threat.entrapment(2.0, 0.4, S2, 2.0)
    assert loose == pytest.approx(S2**2 * 0.4)
    assert threat.entrapment(3.0, 0.4, S2, 2.0) == pytest.approx(0.4)
    assert threat.entrapment(3.0, 0.01, S2, 2.0) == pytest.approx(0.01)
    assert threat.entrapment(1.0, 0.4, S2, 2.0) == threat.entrapment(3.0, 0.0, S2, 2.0) == 0.0


def test_arms_strengthen_their_buyer_and_a_pact_brings_no_more_of_them(world):
    security, projection, capability, _, trust = world
    trust[:] = 0.0
    boosted = 0.01 * (1.0 + 2.0 * (0.30 - 0.01) / 0.31)
    for rung in (2.0, 3.0):
        _tie(security, 0, 2, rung)
        found = threat.defence_against(0, 1, 3, security, trust, projection, capability, S2, 2.0)
        assert found == pytest.approx(boosted)


def test_the_threatener_does_not_arm_against_itself(world):
    security, projection, capability, _, trust = world
    _tie(security, 0, 1, 2.0)
    found = threat.defence_against(0, 1, 3, security, trust, projection, capability, S2, 2.0)
    assert found == pytest.approx(0.01)
