"""The page on columns has every column of the tables that are really written, and no other."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace

import pandas as pd
import pytest

from realpolitik.api import simulate
from realpolitik.cli import main
from realpolitik.experiments.files import load_experiment
from realpolitik.experiments.outcomes import OUTCOMES
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.runner import LocalThreads, run_experiment
from realpolitik.report.calibration import convergence_table, ranges_table
from realpolitik.report.experiment.gathered import gather
from realpolitik.report.experiment.tables import analysis_files
from realpolitik.report.history import client_years, score_table
from realpolitik.report.study_tables import study_tables
from realpolitik.results_dataset import UNITS
from realpolitik.theory.assumptions import ASSUMPTIONS
from tests.docs.reading import ROOT
from tests.experiments.analysis.answers import PATHS, RECORD, answering, factors
from tests.extras import needs
from tests.report import made
from tests.validation.made import forecast_of, target_made

PAGE = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
HEAD = (
    "format_version = 1\ntitle = 'Small'\nscenarios = ['pahlavi']\nset = { years = [1946, 1952] }\nreplications = 4\n"
)
FACTORS = factors(PATHS[:2], 0, 1)
WINDOW = RECORD + "[record.windows]\nearly = [1946, 1948]\n"
ARMS = "[arms.one]\n[arms.other]\nwedge = 'off'\n[[contrasts]]\nname = 'gap'\noutcome = 'mean_trust'\narm = 'one'\n"
ARMS += "versus = 'other'\npair = 'iran-russia'\n"
BOX = "[[report.boxes]]\ncolumn = 'mean_trust__iran_russia'\nat_least = 1.0\n"
DESIGNS = {
    "single": "[design]\nkind = 'one_at_a_time'\n" + FACTORS + WINDOW + ARMS,
    "levels": "[design]\nkind = 'factorial'\n" + FACTORS + RECORD,
    "morris": "[design]\nkind = 'morris'\ntrajectories = 4\n" + FACTORS + RECORD,
    "sobol": "draws = 'separate'\n[design]\nkind = 'sobol'\nsamples = 16\nsecond_order = true\n" + FACTORS + RECORD,
    "cube": "[design]\nkind = 'latin_hypercube'\npoints = 120\n" + FACTORS + RECORD + BOX,
}


def described(heading: str) -> dict[str, tuple[str, str]]:
    """Return unit and meaning by column, of the table under a heading of the page."""
    section = re.search(rf"^### {re.escape(heading)}\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert section, f"{heading} is not on the page"
    found: dict[str, tuple[str, str]] = {}
    for line in section[1].splitlines():
        if line.startswith("| `"):
            names, unit, meaning = (cell.strip() for cell in line.strip("|").split("|"))
            fresh = dict.fromkeys(re.findall(r"`(.+?)`", names), (unit, meaning))
            assert not set(fresh) & set(found), f"{heading} says {names} twice"
            assert unit
            assert meaning
            found |= fresh
    return found


def general(column: str) -> str:
    """Return a column of an experiment as the page names it, without outcome, pair, window and factor."""
    names = {"mean_trust__iran_russia": "OUTCOME__PAIR", **dict.fromkeys(("x1", "x2"), "FACTOR")}
    for own, name in names.items():
        if column == own or column.startswith(f"{own}__"):
            return name + column.removeprefix(own).replace("__early", "__WINDOW")
    return column


def test_a_run(tmp_path):
    simulate("pahlavi", runs=3, trajectories=True).write(tmp_path / "run")
    assert main(["export", str(tmp_path / "run")]) == 0
    for name in ("runs", "trajectories"):
        assert list(pd.read_csv(tmp_path / "run" / f"{name}.csv")) == list(described(f"`{name}.parquet`"))
    assert list(pd.read_csv(tmp_path / "run" / "by_year.csv")) == list(described("`by_year.csv`"))
    of_runs, of_years = described("`runs.parquet`"), described("`trajectories.parquet`")
    named = {**of_years, **of_runs, "trust": of_years["trust_first_to_second"], "aid": of_years["aid_first_to_second"]}
    named |= {"willingness": of_years["willingness_first_to_second"], "class_years": of_runs["hostile_years"]}
    same = set(UNITS) & set(named)
    assert len(same) >= 14
    assert {name: named[name][0] for name in same} == {name: UNITS[name] for name in same}


@needs("SALib", "ema_workbench")
def test_an_experiment(tmp_path):
    written: dict[str, set[str]] = {}
    for name, text in DESIGNS.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        measures = answering(lambda codes: codes[:, 0] + 0.2 * codes[:, 1], noise=0.05)
        run_experiment(load_experiment(path), tmp_path / name, workers=LocalThreads(1, measures))
        assert main(["export", str(tmp_path / name)]) == 0
        tables = {f"{one.stem}.parquet": pd.read_csv(one) for one in (tmp_path / name).glob("*.csv")}
        files = analysis_files(gather(ExperimentResults.read(tmp_path / name)))
        tables |= {file: pd.read_csv(io.BytesIO(content)) for file, content in files.items()}
        for file, table in tables.items():
            written.setdefault(file, set()).update(map(general, table))
    assert set(written) == {
        "design.parquet", "sample.parquet", "runs.parquet", "points.parquet", "contrasts.parquet",
        "effects.csv", "indices.csv", "indices_second.csv", "boxes.csv",
    }  # fmt: skip
    for file, columns in written.items():
        heading = "`runs.parquet` of an experiment" if file == "runs.parquet" else f"`{file}`"
        assert columns == set(described(heading)), file


def test_outcomes():
    assert described("Outcomes") == {outcome.name: (outcome.unit, outcome.meaning) for outcome in OUTCOMES}


@pytest.mark.parametrize(
    "name", ["findings", "conditions", "eras", "class_shares", "paths", "counterfactuals", "beside_record"]
)
def test_a_study(name):
    tables = study_tables(made.study())
    assert set(tables[name]) == set(described(f"`{name}.csv`"))
    assert all(f"### `{table}.csv`" in PAGE for table in tables)


def test_a_validation():
    target, forecast = target_made(years=5), forecast_of(5)
    found = SimpleNamespace(targets=[target], forecasts={"model": {target.client: forecast}})
    assert set(client_years(found)) == set(described("`client_years.csv`"))
    scores = score_table({"baselines": {}, "intervals": {}, "groups": {}})
    assert list(scores) == list(described("`scores.csv`"))


def test_a_calibration():
    name = ASSUMPTIONS[0].name
    profile = SimpleNamespace(name=name, low=0.0, high=1.0, speaks=True, refitted=False)
    effect = SimpleNamespace(name=name, mean_size=0.1, spread=0.1)
    search = SimpleNamespace(losses=(1.0,), spreads=(0.5,))
    found = SimpleNamespace(
        effects=[effect], profiles=[profile], values={name: 0.5}, searched=(name,), searches=[search]
    )
    assert list(ranges_table(found)) == list(described("`ranges.csv`"))
    assert list(convergence_table(found)) == list(described("`convergence.csv`"))
