"""`validate` as a whole, on the invented panel."""

from __future__ import annotations

import json

import numpy as np
import pytest

from realpolitik.report.history import client_years, score_table, write_validation
from realpolitik.report.history_figures import roc_points
from realpolitik.scenario.panel import read_panel
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.validation.example_panel import EXAMPLE_FOLDER
from realpolitik.validation.scores import predict, summary_scores
from realpolitik.validation.validate import validate
from tests.validation.made import target_made

HEADLINE = ("auc_pact_russia", "auc_pact_west", "class_accuracy", "rank_correlation")
CONTRACT = {"clients", *HEADLINE, "within_client_auc", "brier", "baselines", "by_client"}


@pytest.fixture(scope="module")
def found():
    return validate(EXAMPLE_FOLDER, runs=8, seed=2)


@pytest.fixture(scope="module")
def content(found):
    return found.to_dict()


def test_the_json_is_the_documented_one(content):
    assert set(content) >= CONTRACT
    assert {"logit", "forest", "majority", "persistence", "null"} <= set(content["baselines"])
    for name in (*HEADLINE, "within_client_auc", "brier"):
        assert isinstance(content[name], float)
        for baseline in content["baselines"].values():
            assert name in baseline
    assert list(content["by_client"]) == content["clients"] == ["alba", "borduria", "cordia", "dravia"]
    json.dumps(content, allow_nan=False)


def test_scores_are_those_of_the_fit(found, content):
    """The scores of a validation and those that the fit is steered by are two codes; they must agree."""
    predictions = predict(found.targets, make_assumptions(), runs=8, seed=2)
    expected = summary_scores(predictions)
    for name in HEADLINE:
        assert content[name] == pytest.approx(expected[name], abs=1e-9), name


def test_the_same_again(content):
    again = validate(read_panel(EXAMPLE_FOLDER), runs=8, seed=2).to_dict()
    again["elapsed_seconds"] = content["elapsed_seconds"]
    assert json.dumps(again) == json.dumps(content)


def test_unseen_clients_are_labelled_so(content):
    assert content["training_clients"] == []
    assert set(content["groups"]) == {"unseen"}
    assert not any(row["training"] for row in content["by_client"].values())


def test_differences_are_paired(content):
    for baseline in content["baselines"].values():
        for name in HEADLINE:
            difference = baseline["model_minus_baseline"][name]["value"]
            if baseline[name] is None:
                assert difference is None
            else:
                assert difference == pytest.approx(content[name] - baseline[name])


def test_persistence_and_model_are_compared_in_the_same_years(found, content):
    row = content["horizons"]["10"]
    origins = range(1960, 1999, 5)
    assert row["client_years"] == 4 * sum(origin + 10 < 2000 for origin in origins)
    assert row["persistence"]["class_accuracy"] is not None


def test_lag_and_choice_of_clients():
    late = validate(EXAMPLE_FOLDER, runs=2, lag=5, clients=["COR", "borduria"])
    assert [target.client for target in late.targets] == ["borduria", "cordia"]
    assert late.to_dict()["lag"] == 5


def test_tables_and_report(found, content, tmp_path):
    write_validation(found, content, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"classes.png", "scores.png", "roc.png", "reliability.png", "validation.json", "client_years.csv",
                     "scores.csv", "report.html", "manifest.json"}  # fmt: skip
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 4
    assert "http://" not in page
    assert "https://" not in page
    years = client_years(found)
    assert len(years) == 160
    assert np.allclose(years[[name for name in years if name.startswith("share_")][:5]].sum(axis=1), 1.0)
    assert set(score_table(content)["forecast"]) == {"model", *content["baselines"]}


def test_ablations_leave_one_mechanism_out():
    found = validate(EXAMPLE_FOLDER, runs=2, clients=["alba"], ablations=True).to_dict()["ablations"]
    assert {"identity=off", "crises=off", "choice_rule=independent", "images=equal"} <= set(found)
    assert "identity=on" not in found
    assert found["crises=off"]["class_accuracy"] is not None


def test_roc_takes_ties_together():
    false, true = roc_points(np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.9, 0.5, 0.5, 0.1]))
    assert false.tolist() == [0.0, 0.0, 0.5, 1.0]
    assert true.tolist() == [0.0, 0.5, 1.0, 1.0]


def test_alliance_years_without_a_pact_count_as_tactical():
    from realpolitik.validation.targets import target_of

    cuba = target_of("cuba")
    assert not ((cuba.level == 4) & (cuba.pact_with_russia != 1)).any()
    assert target_made(years=3).level.shape == (3,)


def test_irans_century_by_the_record_is_that_of_the_panel(tmp_path):
    """A client of the invented panel under Iran's code: the series of the shipped Iran are not looked at."""
    for file in EXAMPLE_FOLDER.glob("*.csv"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8").replace("ALB", "IRN"), encoding="utf-8")
    found = validate(tmp_path, clients=["IRN"], runs=8, seed=2)
    elite, by_record = found.centuries
    (target,) = found.targets
    assert (elite.profiles, by_record.profiles) == ("elite", "record")
    assert by_record.target.timeline.years == target.timeline.years != elite.target.timeline.years
    np.testing.assert_array_equal(by_record.forecast.classes, found.forecasts["model"]["iran"].classes)
    assert [hindcast.cut for hindcast in by_record.hindcasts] == [1979]
    json.dumps(found.to_dict(), allow_nan=False)
