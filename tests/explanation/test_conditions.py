"""What would have been different, had one thing been otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from realpolitik.explanation import explain
from realpolitik.explanation.conditions import CONDITIONS
from tests.explanation.conftest import SEED, STAY


def test_conditions_change_what_they_name(republic):
    """A condition that already holds changes nothing; the clash of aims is worth what it cost."""
    holding = {
        "full_trust": {
            "adjust": [{"quantity": "trust", "of": "iran-russia", "value": 1.0}], "switches.trust_learning": "off",
        },
        "no_clash_of_aims": {"switches.aims": "off"},
        "no_secondary_sanctions": {"switches.secondary_sanctions": "off"},
        "equal_images": {"switches.images": "equal"},
        "equal_power": {
            "adjust": [{"quantity": "cinc", "of": "russia", "equal_to": "iran"}],
            "assumptions.capability_error_sd": 0.0,
        },
        "no_misperception": {"assumptions.intent_error_sd": 0.0, "assumptions.capability_error_sd": 0.0},
    }  # fmt: skip
    assert set(holding) == set(CONDITIONS)
    # a pair that may only take up military cooperation, and did not so far
    pin = {"pair": "iran-russia", "ladder": "economic", "years": [1979, 2025], "level": 1}
    still = {"pins": [pin], "assumptions.status_quo_bias": 5.0, "switches.crises": "off"}
    free = explain(republic.with_settings(still), 0, 2010, "iran-russia", SEED)
    assert (free.drawn, free.focus) == (STAY, (0, 1))
    for condition, settings in holding.items():
        held = explain(republic.with_settings(still | settings), 0, 2010, "iran-russia", SEED).otherwise
        for otherwise in held:
            if otherwise.condition == condition:
                assert otherwise.net_otherwise == pytest.approx(otherwise.net, abs=1e-12), condition
                assert not otherwise.changes_verdict
        changes = [abs(o.net_otherwise - o.net) for o in free.otherwise if o.condition == condition]
        assert len(changes) == 2
        assert max(changes) > 1e-9, condition


def test_without_the_clash_of_aims_its_part_is_gone(decades):
    """The parts add up; without aims more may be had from others, too, and is taken off."""
    compared = 0
    for found in decades:
        for otherwise in found.otherwise:
            gain = found.option(found.focus).gains[otherwise.state]
            if otherwise.condition == "no_clash_of_aims" and gain.outside == 0.0 == otherwise.net - gain.gain:
                without = gain.gain - gain.parts["aims"] - otherwise.outside_otherwise
                assert otherwise.net_otherwise == pytest.approx(without, abs=1e-12)
                compared += 1
    assert compared > 10


def test_verdicts_follow_their_numbers():
    from realpolitik.explanation.conditions import Otherwise

    as_it_was = Otherwise("iran", "full_trust", -0.1, -0.05, 0.0, -0.1, -0.05, 0.02, 0.1, 0.2)
    assert not as_it_was.changes_verdict
    assert not as_it_was.changes_balance
    assert replace(as_it_was, net_otherwise=0.01).changes_verdict
    assert not replace(as_it_was, counts_otherwise=0.01).changes_balance
    assert replace(as_it_was, counts_otherwise=0.03).changes_balance
    assert not replace(as_it_was, counts=None, counts_otherwise=None).changes_balance
