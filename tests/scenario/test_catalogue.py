"""What comes with the package, and what describes its files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from realpolitik.errors import InputError
from realpolitik.scenario import (
    catalogue,
    check_file,
    json_schema,
    load,
    load_profile,
    shipped_file,
    shipped_profiles,
    shipped_scenarios,
)
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES


@pytest.mark.parametrize("name", catalogue.scenario_names())
def test_every_shipped_scenario_loads_and_maps(name):
    scenario = load(name)
    assert scenario.title
    assert scenario.timeline().years == scenario.years
    assert check_file(shipped_file(name)) == "scenario"


@pytest.mark.parametrize("name", catalogue.profile_names())
def test_every_shipped_profile_loads(name):
    assert load_profile(name).title
    assert check_file(shipped_file(f"profiles/{name}")) == "profile"


def test_entries_tell_title_and_place(toy, monkeypatch):
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: toy.parent)
    (entry,) = shipped_scenarios()
    assert (entry.name, entry.title, entry.path) == ("toy", "Toy", toy)
    assert [profile.name for profile in shipped_profiles()] == ["first", "second"]
    assert shipped_file("second") == toy.parent / "profiles" / "second.toml"
    with pytest.raises(InputError, match="did you mean 'first'"):
        shipped_file("frist")


def test_shipped_files_are_found_in_a_checkout_and_in_an_installed_package(tmp_path, monkeypatch):
    package = tmp_path / "src" / "realpolitik"
    monkeypatch.setattr(catalogue, "__file__", str(package / "scenario" / "catalogue.py"))
    find = catalogue.shipped_folder.__wrapped__
    assert find() == tmp_path.resolve() / "scenarios"
    installed = package / "shipped" / "scenarios"
    installed.mkdir(parents=True)
    assert find() == installed.resolve()


def test_the_json_schema_tells_units_bounds_and_names():
    schema = json_schema()
    json.dumps(schema)
    assert set(schema["properties"]["assumptions"]["properties"]) == {item.name for item in ASSUMPTIONS}
    assert set(schema["properties"]["switches"]["properties"]) == {item.name for item in SWITCHES}
    trust = schema["properties"]["assumptions"]["properties"]["trust_loss"]
    assert {"unit", "default", "plausible_range", "description"} <= set(trust)
    assert schema["additionalProperties"] is False
    assert {"required": ["extends"]} in schema["anyOf"]
    for table in [schema, *schema["$defs"].values()]:
        for key, field in table["properties"].items():
            assert field.get("description"), key


def test_importing_the_package_is_light():
    heavy = {"pandas", "numba", "mesa", "xarray", "matplotlib"}
    code = f"import realpolitik.scenario, sys; print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_manifest_has_the_scenario_in_full(toy):
    content = load(toy).to_dict()
    json.dumps(content)
    assert content["document"]["assumptions"] == {"trust_loss": 0.5}
    assert content["profiles"]["first"]["weights"]["security"] == 0.5
    assert len(content["series_sha256"]) == 64
    assert str(Path(toy).parent) not in json.dumps(content)
