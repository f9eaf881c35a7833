"""The transcription of the series: its arithmetic on a panel small enough to check by hand."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from realpolitik.scenario.corrections import Correction
from tools.transcribe_series import main

TOOL = Path(__file__).parents[2] / "tools" / "transcribe_series.py"

STATES = """\
state,year,cinc,gdp,ideal,regional_rivals_cinc
IRN,1990,0.010,100,0.0,0.02
IRN,1991,0.011,110,0.0,0
IRN,1992,,,,0
RUS,1990,0.100,1000,-1.0,0
RUS,1991,0.090,900,-0.5,0
RUS,1992,,,,0
USA,1990,0.140,9000,3.0,0
USA,1991,0.130,9100,3.0,0
USA,1992,,,,0
GBR,1990,0.020,1500,-1.0,0
GBR,1991,0.021,,1.0,0
GBR,1992,,,,0
FRA,1991,0.022,1400.25,2.0,0
FRA,1992,,,,0
"""

DYADS = """\
client,partner,year,min_dist_km,contig,rivalry,mid_hostlev,sanc_sev,sanc_sev_reverse,ally_defense,\
ally_neutral,ally_nonagg,ally_consul,partner_forces,tiv5_share,tiv5
IRN,RUS,1990,0,1,0,3,0,,0,0,1,0,0,0.25,500
IRN,RUS,1991,0,1,,0,0,,0,0,0,0,0,0.5,700
IRN,USA,1990,7500,0,1,2,3,,0,0,0,0,0,0.1,10
IRN,USA,1991,7500,0,1,4,3,,0,0,0,0,0,0.1,10
IRN,GBR,1990,3500,4,0,4,0,,0,0,0,0,1,0.2,20.5
IRN,GBR,1991,3500,4,0,0,1,,1,0,0,0,0,0.2,20.5
IRN,FRA,1991,2900,5,0,3,2,,0,0,0,1,0,,
RUS,USA,1990,80,2,1,4,2,1,0,0,0,0,0,0,0
"""

OUTCOMES = """\
client,year,outcome
IRN,1990,transactional
IRN,1991,tactical
"""


def write_panel(folder: Path) -> Path:
    for name, text in (("state_year", STATES), ("dyad_year", DYADS), ("outcomes_year", OUTCOMES)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    return write_panel(tmp_path)


def words(panel: Path, out: Path) -> list[str]:
    return ["--panel", str(panel), "--out", str(out), "--series", "iran"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what the command writes, as a process of its own."""
    panel = write_panel(tmp_path_factory.mktemp("panel"))
    done = subprocess.run([sys.executable, TOOL, *words(panel, panel)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return panel / "iran.csv"


@pytest.fixture(scope="module")
def rows(written: Path) -> dict[str, dict[str, str]]:
    with written.open(encoding="utf-8", newline="") as file:
        return {row["year"]: row for row in csv.DictReader(file)}


def test_a_row_for_every_year_of_the_client(rows):
    assert list(rows) == ["1990", "1991", "1992"]


def test_a_group_has_the_sum_of_its_members_of_the_year(rows):
    assert rows["1990"]["cinc.west"] == "0.16"  # France is not in the panel's 1990
    assert rows["1991"]["cinc.west"] == "0.173"
    assert rows["1991"]["cinc.europe"] == "0.043"
    assert rows["1990"]["gdp.west"] == "10500"


def test_a_sum_with_an_uncovered_member_is_empty(rows):
    assert rows["1991"]["gdp.west"] == ""  # Britain is missing
    assert rows["1991"]["arms_share.iran-west"] == ""  # France is
    assert rows["1990"]["arms_share.iran-west"] == "0.3"
    assert rows["1990"]["arms_volume.iran-west"] == "30.5"


def test_nothing_is_carried_into_uncovered_years(rows):
    figures = {name: cell for name, cell in rows["1992"].items() if cell}
    constants = {"distance_km.united_states-europe", "distance_km.iran-regional_rivals"}
    assert set(figures) == {
        "year",
        "cinc.regional_rivals",
        "rivalry.iran-regional_rivals",
        *constants,
    }
    assert rows["1991"]["rivalry.iran-russia"] == ""


def test_ideal_distance_is_to_the_mean_of_a_group(rows):
    assert rows["1990"]["ideal_distance.iran-west"] == "1"  # (3 - 1) / 2, not the mean distance 2
    assert rows["1990"]["ideal_distance.iran-europe"] == "1"
    assert rows["1991"]["ideal_distance.iran-west"] == "2"
    assert rows["1991"]["ideal_distance.russia-west"] == "2.5"
    assert rows["1991"]["ideal_distance.united_states-europe"] == "1.5"


def test_the_largest_treaty_and_rivalry_and_the_smallest_distance(rows):
    first, second = rows["1990"], rows["1991"]
    assert (first["pact.iran-west"], second["pact.iran-west"]) == ("0", "1")
    assert (first["loose_pact.iran-russia"], second["loose_pact.iran-west"]) == ("1", "1")
    assert (first["distance_km.iran-west"], second["distance_km.iran-west"]) == ("3500", "2900")
    assert (first["contiguity.iran-west"], first["contiguity.iran-united_states"]) == ("4", "0")
    assert (first["forces.iran-west"], first["forces.iran-united_states"]) == ("1", "0")
    assert first["rivalry.iran-west"] == "1"
    assert first["rivalry.iran-europe"] == "0"


def test_sanctions_are_written_sender_first(rows):
    assert rows["1990"]["sanctions.united_states-iran"] == "3"
    assert rows["1990"]["sanctions.west-russia"] == "2"
    assert rows["1990"]["sanctions.russia-west"] == "1"
    assert "sanctions.iran-west" not in rows["1990"]


def test_a_group_has_the_mean_sanctions_of_its_members_by_product(rows):
    assert rows["1990"]["sanctions.west-iran"] == "2.57"  # 9000 of 10500 stand behind severity 3, the rest behind none
    # Britain's product of 1990 is held; France, with severity 2, has less than half of Europe's
    assert rows["1991"]["sanctions.europe-iran"] == "1.48"


def test_a_group_has_the_mean_hostility_of_its_members_by_product(rows):
    assert rows["1990"]["dispute_level.iran-west"] == "2.29"  # force (4) by Britain, a threat (2) by 9000 of 10500
    assert rows["1991"]["dispute_level.iran-west"] == "4"  # force by the United States: more than the mean of 3.38
    assert rows["1991"]["dispute_level.iran-europe"] == "1.45"
    assert rows["1991"]["dispute_level.iran-united_states"] == "4"


def test_rivals_of_the_region_are_one_bystander(rows):
    assert [row["cinc.regional_rivals"] for row in rows.values()] == ["0.02", "0", "0"]
    assert rows["1990"]["rivalry.iran-regional_rivals"] == "1"
    assert rows["1990"]["distance_km.iran-regional_rivals"] == "0"


def test_recorded_class(rows):
    assert [row["recorded_class.iran-russia"] for row in rows.values()] == ["transactional", "tactical", ""]


def test_a_known_error_of_the_datasets_is_corrected(panel, monkeypatch):
    wrong = Correction("IRN", "RUS", 1990, "mid_hostlev", 3, 2, "no show of force")
    monkeypatch.setattr("tools.transcribe_series.CORRECTIONS", (wrong,))
    assert main(words(panel, panel)) == 0
    with (panel / "iran.csv").open(encoding="utf-8", newline="") as file:
        levels = {row["year"]: row["dispute_level.iran-russia"] for row in csv.DictReader(file)}
    assert levels == {"1990": "2", "1991": "0", "1992": ""}


def test_twice_the_same_bytes(written, panel):
    for _ in range(2):
        assert main(words(panel, panel)) == 0
        assert (panel / "iran.csv").read_bytes() == written.read_bytes()


def test_faults_of_a_panel_are_listed_together(panel, capsys):
    (panel / "outcomes_year.csv").unlink()
    (panel / "dyad_year.csv").write_text("client,partner,year\n", encoding="utf-8")
    assert main(words(panel, panel)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "outcomes_year.csv" in printed.err
    assert "dyad_year.csv: no column min_dist_km" in printed.err


def test_a_missing_folder_is_refused(panel, capsys):
    assert main(words(panel, panel / "nowhere")) == 2
    assert "no such folder" in capsys.readouterr().err
