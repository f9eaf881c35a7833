"""The record is read as it stands, and never invented."""

import numpy as np
import pytest

from realpolitik.findings import records
from realpolitik.findings.registry import CLAIMS
from realpolitik.scenario import load
from realpolitik.theory.classes import ALLIANCE, CLASSES


def test_years_outside_the_series_are_not_covered():
    found = records.recorded("pahlavi", "arms_share.iran-russia", range(1900, 1975))
    assert np.isnan(found[:50]).all()
    assert np.isfinite(found[-10:]).all()


def test_a_missing_column_is_an_error():
    with pytest.raises(KeyError):
        records.recorded("pahlavi", "arms_share.iran-atlantis", range(1950, 1960))


def test_classes_of_clients_are_an_alliance_only_with_a_pact():
    for client in records.CLIENTS:
        years = load(client).years
        classes = records.recorded_classes(client, client, years)
        pact = records.recorded(client, f"pact.{client}-russia", years)
        assert set(classes[~np.isnan(classes)]) <= set(range(len(CLASSES)))
        assert (pact[classes == ALLIANCE] == 1.0).all()


@pytest.mark.parametrize(
    ("present", "longest"), [([], 0), ([0, 0], 0), ([1, 1, 0, 1], 2), ([0, 1, 1, 1], 3), ([1, 0, 1], 1)]
)
def test_the_longest_spell_is_unbroken(present, longest):
    assert records.longest_spell(np.array(present, bool)) == longest


def test_allied_clients_are_those_with_lasting_pacts():
    allied = records.allied_clients()
    assert {"belarus", "mongolia", "east_germany"} <= set(allied)
    assert not {"india", "egypt", "turkey", "saudi_arabia"} & set(allied)


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if claim.record], ids=lambda claim: claim.id)
def test_records_are_plain_and_sourced(claim):
    found = claim.record()
    assert len(found.statement) > 20
    # "is False" is what the verdict asks; a numpy bool would never be
    assert found.agrees is None or type(found.agrees) is bool
    assert found.value is None or (type(found.value) is float and np.isfinite(found.value))
