"""list, show, check and schema: what is shipped can be listed, printed, and used from a copy."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from realpolitik.scenario import load, shipped_file, shipped_profiles, shipped_scenarios
from realpolitik.scenario.catalogue import profile_names, scenario_names
from realpolitik.theory.assumptions import ASSUMPTION_NAMES, ASSUMPTIONS, FITTED_WORDS, SWITCH_NAMES
from tests.cli.conftest import Call


def test_list_prints_every_name(call: Call) -> None:
    answer = call("list")
    assert answer.code == 0
    assert not answer.errors
    for name in (*scenario_names(), *profile_names(), *ASSUMPTION_NAMES, *SWITCH_NAMES):
        assert f" {name} " in answer.output.replace("\n", " ")


def test_list_as_json_holds_all_kinds(call: Call) -> None:
    content = json.loads(call("list", "--json").output)
    assert [row["name"] for row in content["scenarios"]] == [entry.name for entry in shipped_scenarios()]
    assert [row["name"] for row in content["profiles"]] == [entry.name for entry in shipped_profiles()]
    assert tuple(row["name"] for row in content["assumptions"]) == ASSUMPTION_NAMES
    assert tuple(row["name"] for row in content["switches"]) == SWITCH_NAMES


def test_list_of_assumptions_tells_where_the_defaults_come_from(call: Call) -> None:
    rows = json.loads(call("list", "assumptions", "--json").output)["assumptions"]
    assert all(row["fitted"] is (FITTED_WORDS in row["source"]) for row in rows)
    caption = call("list", "assumptions").output.partition("Defaults were fitted")[2]
    assert caption
    assert [item.name for item in ASSUMPTIONS if item.name in caption] == [
        item.name for item in ASSUMPTIONS if not item.fitted
    ]


def test_list_of_one_kind_holds_nothing_else(call: Call) -> None:
    assert list(json.loads(call("list", "switches", "--json").output)) == ["switches"]


@pytest.mark.parametrize("name", scenario_names())
def test_shown_scenario_is_valid_outside_the_shipped_folder(call: Call, tmp_path: Path, name: str) -> None:
    answer = call("show", name)
    assert answer.code == 0
    (tmp_path / "mine.toml").write_bytes(answer.output.encode())
    told, *gaps = call("check", "mine.toml").output.splitlines()
    assert told == "mine.toml: a valid scenario"
    assert gaps == [f"  filled gap in {line}" for line in load(name).timeline().gap_lines()]


@pytest.mark.parametrize("name", profile_names())
def test_shown_profile_is_valid_outside_the_shipped_folder(call: Call, tmp_path: Path, name: str) -> None:
    (tmp_path / "mine.toml").write_bytes(call("show", f"profiles/{name}").output.encode())
    assert call("check", "mine.toml").output == "mine.toml: a valid profile\n"


def test_show_prints_the_bytes_of_the_file(call: Call) -> None:
    assert call("show", "islamic-republic").output.encode() == shipped_file("islamic-republic").read_bytes()


def test_show_as_json_says_the_kind(call: Call) -> None:
    content = json.loads(call("show", "profiles/pahlavi", "--json").output)
    assert (content["name"], content["kind"]) == ("pahlavi", "profile")
    assert content["toml"].encode() == shipped_file("profiles/pahlavi").read_bytes()
    assert json.loads(call("show", "pahlavi", "--json").output)["kind"] == "scenario"


def test_check_as_json_names_the_kinds(call: Call) -> None:
    scenario, profile = shipped_file("pahlavi"), shipped_file("stalin")
    content = json.loads(call("check", scenario, profile, "--json").output)
    gaps = {"unrecorded": {}, "gaps_filled": load("pahlavi").timeline().gap_lines()}
    expected = [{"file": str(scenario), "kind": "scenario", **gaps}, {"file": str(profile), "kind": "profile"}]
    assert content == {"files": expected}


def test_check_names_states_of_which_a_series_says_nothing(call: Call, tmp_path: Path) -> None:
    with (shipped_file("pahlavi").parent / "iran.csv").open(newline="") as series:
        rows = list(csv.reader(series))
    kept = [place for place, name in enumerate(rows[0]) if not name.startswith("ideal_distance.iran-")]
    assert len(kept) < len(rows[0])
    with (tmp_path / "mine.csv").open("w", newline="") as series:
        csv.writer(series).writerows([row[place] for place in kept] for row in rows)
    (tmp_path / "mine.toml").write_text('format_version = 1\nextends = "pahlavi"\ntitle = "x"\nseries = "mine.csv"\n')
    told = call("check", "mine.toml").output.splitlines()
    assert told[:2] == ["mine.toml: a valid scenario", "  no ideal_distance on record for iran"]
    assert json.loads(call("check", "mine.toml", "--json").output)["files"][0]["unrecorded"] == {
        "ideal_distance": ["iran"]
    }


def test_check_reports_every_problem_of_every_file(call: Call, tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text('format_version = 1\ntitle = "x"\nextends = "pahlavi"\nzebra = 1\nyeti = 2\n')
    (tmp_path / "two.toml").write_text("x = [")
    answer = call("check", "one.toml", shipped_file("pahlavi"), "two.toml", "--json")
    assert answer.code == 2
    assert not answer.output
    for part in ("one.toml: zebra", "one.toml: yeti", "two.toml: found a syntax error"):
        assert part in answer.errors


@pytest.mark.parametrize("kind", ["scenario", "profile"])
def test_schema_is_one_json_object(call: Call, kind: str) -> None:
    plain = call("schema", kind)
    assert json.loads(plain.output)["type"] == "object"
    assert plain == call("schema", kind, "--json")


def test_schema_of_scenarios_names_the_assumptions(call: Call) -> None:
    properties = json.loads(call("schema").output)["properties"]
    assert tuple(properties["assumptions"]["properties"]) == ASSUMPTION_NAMES


def test_the_package_is_run_as_the_command() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "realpolitik", "--version"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("realpolitik ")
