"""Baselines: shipped coefficients, what they see, and that they can learn."""

from __future__ import annotations

import builtins
import json

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.validation import baselines, extra
from realpolitik.validation.baselines import (
    COEFFICIENTS,
    OUTCOMES,
    FittedLogits,
    fit_logits,
    forest_forecasts,
    grow_forests,
    logit_forecasts,
    persistence_forecasts,
    shipped_logits,
)
from realpolitik.validation.features import FEATURES, features
from realpolitik.validation.logits import fit_logit, fit_ordered
from realpolitik.validation.targets import CLIENTS, client_targets, iran_target, target_of
from tests.validation.made import target_made


@pytest.fixture(scope="module")
def training():
    return client_targets()


@pytest.mark.parametrize("lag", [0, 5])
def test_shipped_coefficients_are_those_of_the_shipped_record(lag):
    fitted = fit_logits(client_targets(lag=lag))
    iran = [iran_target(lag=lag)]
    again, shipped = logit_forecasts(fitted, iran), logit_forecasts(shipped_logits(lag), iran)
    for name, found in shipped.items():
        for part in ("classes", "pact_with_russia", "pact_with_west", "tie_with_west"):
            one, other = getattr(found["iran"], part), getattr(again[name]["iran"], part)
            np.testing.assert_allclose(one, other, atol=2e-3, err_msg=f"{name} {part}")


def test_the_file_says_where_it_comes_from():
    content = json.loads(COEFFICIENTS.read_text(encoding="utf-8"))
    assert content["clients"] == list(CLIENTS)
    assert content["made_by"] == "tools/fit_baselines.py"
    assert content["lags"]["0"]["logit"]["classes"]["inputs"] == list(FEATURES)


def test_baselines_see_neither_pacts_nor_arms_nor_classes(training):
    target = training[0]
    rows = features(target.timeline)
    assert rows.shape == (len(target.level), len(FEATURES))
    blank = target_made(years=len(target.level), client=target.client, level=np.full(len(target.level), np.nan),
                        pact_with_russia=1 - target.pact_with_russia)  # fmt: skip
    np.testing.assert_array_equal(features(blank.timeline), rows)


def test_chances_sum_to_one(training):
    found = logit_forecasts(shipped_logits(0), training)
    for name, forecasts in found.items():
        for forecast in forecasts.values():
            total = forecast.classes.sum(axis=1)
            np.testing.assert_allclose(total[~np.isnan(total)], 1.0, atol=1e-9, err_msg=name)


def test_a_logit_finds_what_made_the_outcome():
    generator = np.random.Generator(np.random.Philox(0))
    rows = generator.standard_normal((600, len(FEATURES)))
    outcome = (rows[:, FEATURES.index("identity_russia")] > 0).astype(float)
    outcome[:50] = np.nan
    logit = fit_logit(rows, outcome, FEATURES)
    strongest = np.abs(logit.slope[1]).argmax()
    assert FEATURES[strongest] == "identity_russia"
    assert ((logit.chances(rows, 2)[50:, 1] > 0.5) == outcome[50:]).mean() > 0.97


def test_an_ordered_logit_has_ordered_cuts_and_follows_last_years_class(training):
    target = training[4]
    rows = np.tile(features(target.timeline).mean(axis=0), (5, 1))
    classes = np.arange(5.0)
    level = np.tile(classes, 60)
    model = fit_ordered(np.tile(rows, (60, 1)), level, level)
    assert (np.diff(model.cuts) > 0).all()
    assert model.chances(rows, classes).argmax(axis=1).tolist() == [0, 1, 2, 3, 4]
    assert np.isnan(model.chances(rows[:1], np.array([np.nan]))).all()


def test_an_outcome_that_training_never_showed_has_no_chance():
    rows = np.random.Generator(np.random.Philox(2)).standard_normal((90, len(FEATURES)))
    outcome = np.tile([0.0, 2.0, 3.0], 30)
    chances = fit_logit(rows, outcome, FEATURES).chances(rows, 5)
    assert (chances[:, [1, 4]] == 0).all()
    assert (fit_logit(rows, np.zeros(90), FEATURES).chances(rows, 2)[:, 0] == 1).all()


def test_coefficients_survive_their_file(training):
    fitted = fit_logits(training[:5])
    again = FittedLogits.from_dict(json.loads(json.dumps(fitted.to_dict())))
    one, other = logit_forecasts(fitted, training[:2]), logit_forecasts(again, training[:2])
    for name in one:
        for client in one[name]:
            np.testing.assert_allclose(one[name][client].classes, other[name][client].classes, atol=1e-3)


def test_forests_are_grown_alike_every_time(training, monkeypatch):
    monkeypatch.setattr(baselines, "TREES", 20)
    first, second = (forest_forecasts(grow_forests(training[:4]), [target_of("egypt")]) for _ in range(2))
    np.testing.assert_array_equal(first["egypt"].classes, second["egypt"].classes)
    assert set(OUTCOMES) == {"classes", "pact_with_russia", "pact_with_west", "tie_with_west"}


def test_persistence_looks_back():
    target = target_made(years=6, level=[np.nan, 1, 3, 3, 4, 0], pact_with_russia=[0, 0, 0, 0, 1, 0])
    one = persistence_forecasts([target], 1)[target.client]
    assert np.isnan(one.classes[:2]).all()
    assert one.classes[2:].argmax(axis=1).tolist() == [1, 3, 3, 4]
    assert one.pact_with_russia[1:].tolist() == [0, 0, 0, 0, 1]
    held = persistence_forecasts([target], None)[target.client]
    assert held.classes[1:].argmax(axis=1).tolist() == [1] * 5


@pytest.mark.parametrize(("load", "package"), [(extra.learning, "sklearn"), (extra.evolution, "cma")])
def test_a_missing_extra_names_the_command_that_installs_it(monkeypatch, load, package):
    real = builtins.__import__

    def without(name, *arguments, **keywords):
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return real(name, *arguments, **keywords)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"pip install 'realpolitik\[validation\]'"):
        load()
