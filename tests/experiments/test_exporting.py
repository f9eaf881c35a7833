"""Tables for other programs: what Stata reads is what was written, under names that it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from realpolitik.api import simulate
from realpolitik.cli import main
from realpolitik.experiments.runner import LocalThreads, run_experiment
from realpolitik.experiments.stata import LONGEST_LABEL, LONGEST_NAME, RESERVED, stata_label, stata_names
from tests.experiments.conftest import SMALL, Known

WINDOWS = SMALL.replace("[factors.identity]", "[factors.identity]\n[factors.'states.iran.value']\nvalues = [0.5, 0.6]")
WINDOWS += "[record.windows]\nwindow_before_1950 = [1946, 1949]\nwindow_after_1950 = [1950, 1952]\n"
VALID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def stata(path: Path) -> tuple[pd.DataFrame, dict[str, str], str]:
    with pd.io.stata.StataReader(path) as reader:
        return reader.read(), reader.variable_labels(), reader.data_label


@pytest.fixture
def folder(made, tmp_path):
    run_experiment(made(WINDOWS), tmp_path / "out", workers=LocalThreads(1, Known))
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["design", "runs", "points"])
def test_stata_reads_every_column_under_its_full_name_as_label(folder, name):
    assert main(["export", str(folder), "--format", "stata"]) == 0
    found, labels, title = stata(folder / f"{name}.dta")
    written = pd.read_parquet(folder / f"{name}.parquet")
    assert title == "A small experiment"
    assert [labels[column] for column in found] == list(written)
    assert all(len(column) <= LONGEST_NAME and VALID.fullmatch(column) for column in found)
    for column, full in labels.items():
        values = written[full]
        if isinstance(values.dtype, pd.StringDtype) or values.dtype == object:
            assert found[column].tolist() == values.fillna("").tolist()
        else:
            assert found[column].to_numpy(float).tolist() == pytest.approx(values.to_numpy(float), abs=0, nan_ok=True)


def test_windows_whose_names_are_equal_when_cut_stay_apart(folder):
    full = list(pd.read_parquet(folder / "points.parquet"))
    long = [name for name in full if len(name) > LONGEST_NAME]
    assert len({name[:LONGEST_NAME] for name in long}) < len(long), "names that show what the test is about"
    assert main(["export", str(folder), "--format", "stata"]) == 0
    by_name = {label: name for name, label in stata(folder / "points.dta")[1].items()}
    assert len(set(by_name.values())) == len(full)
    assert by_name["point"] == "point"
    in_runs = {label: name for name, label in stata(folder / "runs.dta")[1].items()}
    assert all(by_name[label] == name for label, name in in_runs.items() if label in by_name)


def test_a_run_is_exported_with_its_pairs_as_text(tmp_path):
    simulate("pahlavi", runs=3, assumptions={"years": [1946, 1950]}, trajectories=True).write(tmp_path / "run")
    assert main(["export", str(tmp_path / "run"), "--format", "stata", "--out", str(tmp_path / "dta")]) == 0
    for name in ("runs", "trajectories"):
        found, _, _ = stata(tmp_path / "dta" / f"{name}.dta")
        written = pd.read_parquet(tmp_path / "run" / f"{name}.parquet")
        assert found["pair"].tolist() == written["pair"].tolist()
        assert len(found) == len(written)
    again = (tmp_path / "dta" / "runs.dta").read_bytes()
    assert main(["export", str(tmp_path / "run"), "--format", "stata", "--out", str(tmp_path / "dta")]) == 0
    assert (tmp_path / "dta" / "runs.dta").read_bytes() == again


def test_flags_of_a_run_are_numbers(tmp_path):
    simulate("pahlavi", runs=4, trajectories=True).write(tmp_path / "run")
    assert main(["export", str(tmp_path / "run")]) == 0
    found, written = (getattr(pd, f"read_{kind}")(tmp_path / "run" / f"runs.{kind}") for kind in ("csv", "parquet"))
    assert found["strategic_alliance"].tolist() == written["strategic_alliance"].astype(int).tolist()
    assert "true" not in (tmp_path / "run" / "runs.csv").read_text(encoding="utf-8")
    assert "false" not in (tmp_path / "run" / "runs.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a", "run", "mean_trust"], ["a", "run", "mean_trust"]),
        (["states.iran.value", "no-pressure", "8th"], ["states_iran_value", "no_pressure", "_8th"]),
        (["if", "str5", "strong"], ["_if", "_str5", "strong"]),
        (["x" * 32], ["x" * 32]),
        (["naïve", ""], ["na_ve", "_"]),
    ],
)
def test_names_for_stata_by_hand(names, expected):
    assert list(stata_names(names).values()) == expected


def test_names_for_stata_stay_apart():
    names = ["a.b", "a_b", "a-b", *(f"{'x' * 40}{number}" for number in range(3000)), *sorted(RESERVED)]
    found = stata_names(names)
    assert len(set(found.values())) == len(names)
    assert all(len(name) <= LONGEST_NAME and VALID.fullmatch(name) for name in found.values())
    assert not RESERVED & set(found.values())
    assert found["a_b"] == "a_b", "a name that Stata takes is never changed"
    assert found["x" * 40 + "1"].startswith("x" * 20)


def test_a_label_too_long_for_stata_keeps_its_end():
    name = f"{'a' * 60}{'b' * 60}"
    assert stata_label(name) == "..." + name[-77:]
    assert len(stata_label(name)) == LONGEST_LABEL
    assert stata_label("a" * 80) == "a" * 80


def test_an_unknown_format_and_a_bad_folder_are_refused_together(folder, capsys):
    before = sorted(folder.iterdir())
    (folder.parent / "file").write_text("")
    words = ["export", str(folder / "runs.parquet"), "--format", "sata", "--out", str(folder.parent / "file" / "below")]
    assert main(words) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "realpolitik: --format: found 'sata'; allowed: csv, stata; did you mean 'stata'?"
    assert told[1].startswith(f"realpolitik: {folder / 'runs.parquet'}: found a file; allowed: a folder that")
    assert "found a path below file, which is a file; allowed: a folder to write to" in told[2]
    assert len(told) == 3
    assert sorted(folder.iterdir()) == before
