"""Results and comparisons in Python: one set of numbers in every form, errors with every problem."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import realpolitik as rp
from realpolitik.comparison import OUTCOMES, Difference, compare_results
from realpolitik.findings.finding import Estimate
from realpolitik.findings.intervals import paired_proportions
from realpolitik.theory.classes import ALLIANCE, CLASSES, TACTICAL

RUNS = 30


@pytest.fixture(scope="module")
def results():
    return rp.simulate("pahlavi", runs=RUNS, seed=3, trajectories=True)


def test_the_tables_of_runs_and_of_years_count_the_same(results):
    frame, by_year = results.to_frame(), results.by_year()
    years = len(results.timeline.years)
    assert len(frame) == RUNS * len(results.pairs)
    for pair in results.pairs:
        of_runs = frame[frame["pair"] == pair]
        of_years = by_year[by_year["pair"] == pair]
        for name in CLASSES:
            assert of_runs[f"{name}_years"].sum() == pytest.approx(of_years[name].sum() * RUNS)
        assert (of_runs[[f"{name}_years" for name in CLASSES]].sum(axis=1) == years).all()
        assert of_runs["mean_trust"].mean() == pytest.approx(of_years["mean_trust"].mean(), abs=1e-6)


def test_the_summary_is_that_of_the_trajectories(results):
    data, summary = results.dataset, results.to_dict()["pairs"]
    for pair in results.pairs:
        security = data["security"].sel(pair=pair)
        economic = data["economic"].sel(pair=pair)
        row = summary[pair]
        assert row["class_shares"]["alliance"] == pytest.approx(float((security == 3).mean()))
        assert row["class_shares"]["tactical"] == pytest.approx(float((security == 2).mean()))
        hostile = (security == 0) | ((economic == 0) & (security < 2))
        assert row["class_shares"]["hostile"] == pytest.approx(float(hostile.mean()))
        assert row["p_pact"] == pytest.approx(float((security == 3).any("year").mean()))
        assert row["mean_trust"] == pytest.approx(float(data["trust"].sel(pair=pair).min("direction").mean()), abs=1e-6)
        assert data["mean_security_rung"].sel(pair=pair).mean() == pytest.approx(float(security.mean()))


def test_the_dataset_is_labelled(results):
    data = results.dataset
    assert dict(data.sizes)["run"] == RUNS
    assert list(data["class"].values) == list(CLASSES)
    assert list(data["year"].values) == list(range(1946, 1979))
    assert all(data[name].attrs["units"] for name in data.data_vars)
    assert data.attrs["scenario"] == "pahlavi"
    assert json.loads(data.attrs["assumptions"])["choice_rule"] == "joint"
    assert data["interest"].dims == ("run", "year", "state", "part")


def test_written_tables_hold_what_is_in_memory(results, tmp_path):
    results.write(tmp_path / "out")
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "out" / "runs.parquet"),
        results.to_frame(),
        check_categorical=False,
        check_dtype=False,
    )
    by_year = pd.read_csv(tmp_path / "out" / "by_year.csv")
    np.testing.assert_array_equal(by_year["tactical"], results.by_year()["tactical"])
    trajectories = pd.read_parquet(tmp_path / "out" / "trajectories.parquet")
    assert len(trajectories) == RUNS * 33 * 3
    one = trajectories[(trajectories["run"] == 7) & (trajectories["pair"] == "iran-west")]
    np.testing.assert_array_equal(one["security"], results.dataset["security"].sel(run=7, pair="iran-west"))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["seed"] == 3
    assert set(manifest["files"]) == {path.name for path in (tmp_path / "out").iterdir()}
    assert manifest["packages"]["numpy"] == np.__version__


def test_what_is_handed_out_can_be_changed_without_harm(results):
    before, by_year = results.to_frame(), results.by_year()
    for name in ("end_trust", "mean_trust", "crises_asked"):
        results.of_run(name, "iran-russia")[:] = 5
    for name, values in results.dataset.data_vars.items():
        with pytest.raises(ValueError, match="read-only"):
            values.values[...] = 0
        results.dataset[name] = 0
        assert results.dataset[name].ndim > 0
    pd.testing.assert_frame_equal(results.to_frame(), before)
    pd.testing.assert_frame_equal(results.by_year(), by_year)


def test_a_large_table_is_written_in_parts(results, tmp_path, monkeypatch):
    monkeypatch.setattr("realpolitik.results.ROWS_AT_ONCE", 10)
    monkeypatch.setattr("realpolitik.results_dataset.ROWS_AT_ONCE", 200)
    monkeypatch.setattr(type(results), "plot", lambda self, pair: None)  # the figures are those of any run
    monkeypatch.setattr("realpolitik.report.style.as_png", lambda figure: b"")
    results.write(tmp_path / "parts")
    for place in ("realpolitik.results.ROWS_AT_ONCE", "realpolitik.results_dataset.ROWS_AT_ONCE"):
        monkeypatch.setattr(place, 10**6)
    results.write(tmp_path / "whole")
    for name in ("runs.parquet", "trajectories.parquet"):
        parts, whole = (pd.read_parquet(tmp_path / folder / name) for folder in ("parts", "whole"))
        pd.testing.assert_frame_equal(parts, whole, check_categorical=False)


def test_assumptions_are_taken_by_name_or_path():
    plain = rp.simulate("pahlavi", runs=5)
    assert plain.to_dict() != rp.simulate("pahlavi", runs=5, assumptions={"rationality": 5.0}).to_dict()
    short = rp.simulate("pahlavi", runs=5, assumptions={"identity": "off", "years": [1960, 1965]})
    full = rp.simulate("pahlavi", runs=5, assumptions={"switches.identity": "off", "years": [1960, 1965]})
    assert short.to_dict() == full.to_dict()
    assert short.timeline.years == range(1960, 1966)


def test_everything_that_is_wrong_is_said():
    with pytest.raises(rp.InputError) as wrong:
        rp.simulate("pahlavi", runs=5, assumptions={"trust_los": 0.3, "nonsense": 1})
    assert "did you mean 'trust_loss'" in str(wrong.value)
    assert "'nonsense'" in str(wrong.value)
    for words in (
        {"runs": 0},
        {"runs": 2.5},
        {"runs": True},
        {"runs": "10"},
        {"seed": -1},
        {"seed": 2**63},
        {"threads": 0},
    ):
        with pytest.raises(rp.InputError, match="whole number"):
            rp.simulate("pahlavi", **({"runs": 5} | words))
    with pytest.raises(rp.InputError, match="nowhere"):
        rp.simulate("nowhere", runs=5)
    with pytest.raises(rp.InputError, match="unknown pair"):
        rp.simulate("pahlavi", runs=5).plot("iran-narnia")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda given: given.of_run("mean_trus", "iran-russia"), "outcome: found 'mean_trus'; allowed: .*'mean_trust'"),
        (lambda given: given.of_run(None, "iran-russia"), "outcome: found None; allowed: hostile_years"),
        (lambda given: given.of_run("mean_trust", None), "pair: found the unknown pair None; allowed: iran-russia"),
        (lambda given: given.plot(5), "pair: found the unknown pair 5; allowed: iran-russia"),
        (lambda given: given.write(5), "folder: found 5; allowed: the path of a folder"),
        (lambda given: given.write(""), "folder: found an empty path; allowed: the path of a folder"),
        (lambda _: rp.explain("pahlavi", 0, 1950, ("iran", "russia")), r"unknown pair \('iran', 'russia'\); allowed"),
        (lambda _: rp.explain("pahlavi", 0, 1950, None), "pair: found the unknown pair None; allowed"),
        (lambda _: rp.load(None), "found None; allowed: a shipped scenario"),
        (lambda _: rp.experiment(None), "found None; allowed: a shipped experiment"),
        (lambda _: rp.experiment({"title": "x"}), "found {'title': 'x'}; allowed: a shipped experiment"),
        (lambda _: rp.experiment("wedge", out=5), "out: found 5; allowed: the path of a folder"),
    ],
)
def test_what_is_no_name_and_no_path_is_wrong_input(results, call, told):
    with pytest.raises(rp.InputError, match=told):
        call(results)


def test_seed_and_threads():
    one = rp.simulate("pahlavi", runs=5, seed=1, threads=1)
    two = rp.simulate("pahlavi", runs=5, seed=1, threads=2)
    other = rp.simulate("pahlavi", runs=5, seed=2)
    assert one.to_dict() == two.to_dict() != other.to_dict() | {"seed": 1}


def test_a_comparison_is_paired_run_by_run():
    comparison = rp.compare("islamic-republic", "no-sanctions", runs=RUNS)
    first, second = comparison.first.to_frame(), comparison.second.to_frame()
    of_pair = [frame[frame["pair"] == "iran-russia"].reset_index() for frame in (first, second)]
    gaps = of_pair[1]["mean_security_rung"] - of_pair[0]["mean_security_rung"]
    found = comparison.differences["iran-russia"]["mean_security_rung"]
    assert found.difference.value == pytest.approx(gaps.mean())
    # the half-width of a paired mean, by hand
    assert found.difference.high - found.difference.value == pytest.approx(2.045230 * gaps.std() / RUNS**0.5, rel=1e-5)
    frame = comparison.to_frame()
    assert set(frame["outcome"]) == set(OUTCOMES)
    assert (frame["low"] <= frame["difference"]).all()
    assert (frame["difference"] <= frame["high"]).all()
    assert "*" in str(comparison)


def test_results_are_equal_to_themselves_only(results):
    again = rp.simulate("pahlavi", runs=RUNS, seed=3)
    comparison = compare_results(results, again)
    assert results != again
    assert comparison != compare_results(results, again)
    assert len({results, results, again, comparison}) == 3


def test_a_notebook_shows_a_line_or_a_table(results):
    pairs = "iran-russia, iran-west, russia-west"
    assert repr(results) == f"<Results of pahlavi: {RUNS} runs, seed 3, years 1946-1978, pairs {pairs}>"
    table = results._repr_html_()
    cells = [cell for line in str(results).splitlines()[2:] for cell in line.split()]
    assert all(f">{cell}</t" in table for cell in cells)
    comparison = compare_results(results, results)
    assert repr(comparison) == f"<Comparison of {results!r} with {results!r}>"
    assert comparison._repr_html_() == f"<pre>{html.escape(str(comparison))}</pre>"


def test_a_scenario_does_not_differ_from_itself():
    comparison = rp.compare("pahlavi", "pahlavi", runs=5)
    assert all(found.difference.value == 0 for pair in comparison.differences.values() for found in pair.values())
    assert "iran-russia: no difference" in str(comparison)


def test_a_comparison_of_a_scenario_with_itself_changed_says_what_was_changed():
    as_it_was = rp.load("pahlavi")
    changed = as_it_was.with_settings({"identity": "off", "trust_loss": 0.5})
    comparison = rp.compare(as_it_was, changed, runs=5)
    assert str(comparison).splitlines()[2:4] == [
        "A: as the scenario has it",
        "B: switches.identity = off, assumptions.trust_loss = 0.5",
    ]
    assert comparison.to_dict()["settings"] == {
        "first": {}, "second": {"switches.identity": "off", "assumptions.trust_loss": 0.5},
    }  # fmt: skip
    both = rp.compare(as_it_was, changed, runs=5, assumptions={"trust_loss": 0.6})
    assert "B: switches.identity = off\n" in str(both)
    assert "trust_loss" not in str(both)
    other = rp.compare(as_it_was.with_settings({"identity": "on"}), changed, runs=5)
    assert "A: switches.identity = on\n" in str(other)
    assert "A: " not in str(rp.compare("pahlavi", "no-sanctions", runs=5))


def test_scenarios_of_one_name_are_not_taken_for_the_same():
    one, other = (rp.simulate("pahlavi", runs=3) for _ in range(2))
    rewritten = rp.load("pahlavi").with_settings({"years": [1950, 1960]})
    other = rp.simulate(replace(rewritten, settings={}), runs=3)  # as a file of that name in another folder
    assert "They have the same name and are not the same scenario." in str(compare_results(one, other))
    assert "same name" not in str(compare_results(one, one))


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (0.0104, 0.00003, 0.0208, "+0.01040*   +0.00003 to +0.02080"),
        (-0.0104, -0.0208, -0.0004, "-0.0104*   -0.0208 to -0.0004"),
        (-0.0002, -0.0204, 0.0004, "0.000    -0.020 to 0.000"),
        (0.5, 0.4, 0.6, "+0.500*   +0.400 to +0.600"),
    ],
)
def test_what_leaves_out_nothing_is_seen_to_and_nothing_has_no_sign(value, low, high, expected):
    comparison = rp.compare("pahlavi", "pahlavi", runs=5)
    gap = Difference(0.1, 0.2, Estimate(value, low, high))
    shown = str(replace(comparison, differences={"iran-russia": {"mean_trust": gap}}))
    assert shown.splitlines()[-1].endswith(f" {expected}")


def test_what_has_nothing_in_common_is_not_compared():
    with pytest.raises(rp.InputError, match="cuba-russia"):
        rp.compare("cuba", "united-states-and-europe", runs=2)
    with pytest.raises(rp.InputError, match="as in the other"):
        compare_results(rp.simulate("pahlavi", runs=2), rp.simulate("pahlavi", runs=3))


def test_paired_proportions_by_hand():
    before = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 0], bool)
    after = np.array([1, 0, 1, 1, 1, 0, 0, 0, 0, 0], bool)
    found = paired_proportions(before, after)
    assert found.value == pytest.approx(0.2)  # three gained, one lost, of ten
    # Bonett and Price: p12 = 4/12, p21 = 2/12
    half = 1.959964 * ((4 / 12 + 2 / 12 - (2 / 12) ** 2) / 12) ** 0.5
    assert found.high == pytest.approx(2 / 12 + half, rel=1e-5)
    assert found.low == pytest.approx(2 / 12 - half, rel=1e-5)
    assert paired_proportions(before, before).low < 0 < paired_proportions(before, before).high


def test_levels_have_the_order_of_the_classes():
    assert CLASSES[TACTICAL] == "tactical"
    assert CLASSES[ALLIANCE] == "alliance"


def test_importing_the_package_loads_nothing_heavy():
    heavy = {"numpy", "pandas", "numba", "mesa", "xarray", "matplotlib", "scipy"}
    code = f"import realpolitik, sys; dir(realpolitik); print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
    with pytest.raises(AttributeError, match="nonsense"):
        rp.nonsense  # noqa: B018


def test_a_comparison_does_without_all_of_scipys_statistics():
    code = "import realpolitik.comparison, sys; print('scipy.special' in sys.modules, 'scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True False"
