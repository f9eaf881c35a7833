"""The fitted vector that is on record is the one that the package runs on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from realpolitik.theory.assumptions import ASSUMPTIONS
from realpolitik.validation.fitting import FITTED, SILENT
from realpolitik.validation.targets import CLIENTS

FIT = json.loads((Path(__file__).parents[2] / "results" / "fit" / "fit.json").read_text())


@pytest.mark.parametrize("item", FITTED, ids=lambda item: item.name)
def test_default_is_the_fitted_value(item):
    assert item.default == pytest.approx(FIT["values"][item.name], rel=1e-12)


def test_the_fit_covers_what_it_says():
    assert set(FIT["values"]) == {item.name for item in FITTED}
    assert set(FIT["values"]) == {item.name for item in ASSUMPTIONS if item.fitted}
    assert sorted(FIT["clients"]) == sorted(CLIENTS)
    assert "iran" not in FIT["clients"]
    assert not set(SILENT) & set(FIT["values"])
    assert {item.name for item in ASSUMPTIONS if item.group == "growth"}.isdisjoint(FIT["values"])


def test_every_default_lies_in_its_range():
    for item in ASSUMPTIONS:
        assert item.low <= item.default <= item.high, item.name
