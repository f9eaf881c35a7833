"""Results of a run that were cut, altered or edited by hand are refused; old ones without checksums are read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from realpolitik.api import simulate
from realpolitik.checksums import SEAL, seal_problems, sealed
from realpolitik.cli import main


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checksums") / "run"
    simulate("pahlavi", runs=4, assumptions={"years": [1946, 1950]}).write(folder)
    return folder


@pytest.fixture
def folder(written, tmp_path):
    return shutil.copytree(written, tmp_path / "run")


def edited(folder: Path, **changes) -> None:
    """Change the manifest as a user with an editor does; None takes a key away."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({key: value for key, value in manifest.items() if value is not None}, indent=4))


def exported(folder: Path, capsys) -> tuple[int, list[str]]:
    code = main(["export", str(folder), "--out", str(folder.parent / "csv")])
    return code, capsys.readouterr().err.splitlines()


def test_what_was_written_is_exported(folder, capsys):
    edited(folder)  # another layout says the same
    assert exported(folder, capsys) == (0, [])


def test_every_table_has_its_checksum(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert list(manifest["sha256"]) == ["by_year.csv", "runs.parquet", "summary.json"]
    assert set(manifest["sha256"]) <= set(manifest["files"])


@pytest.mark.parametrize("name", ["runs.parquet", "by_year.csv"])
def test_a_cut_table_is_named(folder, name, capsys):
    path = folder / name
    path.write_bytes(path.read_bytes()[:-100])
    code, (told,) = exported(folder, capsys)
    assert code == 2
    assert told.startswith(f"realpolitik: {path}: found a file that is not what was written; allowed: the file as it")
    assert not (folder.parent / "csv").exists()


def test_a_missing_table_is_named(folder, capsys):
    (folder / "runs.parquet").unlink()
    assert exported(folder, capsys)[1][0].startswith(f"realpolitik: {folder / 'runs.parquet'}: found no such file")


@pytest.mark.parametrize("changes", [{"seed": 7}, {"runs": 5}, {"gaps_filled": None}])
def test_an_edited_manifest_is_refused(folder, changes, capsys):
    edited(folder, **changes)
    code, (told,) = exported(folder, capsys)
    assert code == 2
    assert told.startswith(f"realpolitik: {folder / 'manifest.json'}: found a manifest that is not what was written")


def test_a_folder_without_checksums_is_read(folder, capsys):
    edited(folder, sha256=None, manifest_sha256=None)
    assert exported(folder, capsys) == (0, [])


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_table_without_checksum_is_refused_in_words(folder, damage, capsys):
    edited(folder, sha256=None, manifest_sha256=None)
    path = folder / "runs.parquet"
    content = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[:500])
    code, (told,) = exported(folder, capsys)
    assert code == 2
    what = {"cut": "a file that is no whole Parquet table", "gone": "no such file"}[damage]
    assert told.startswith(f"realpolitik: {path}: found {what}; allowed: ")
    assert not list((folder.parent / "csv").iterdir())


def test_a_seal_is_of_the_content_and_not_of_its_order(tmp_path):
    content = {"a": 1.5, "b": {"c": (1, 2), "d": None}}
    turned = json.loads(json.dumps(dict(reversed(sealed(content).items()))))
    assert not list(seal_problems(tmp_path, turned, ""))
    assert list(seal_problems(tmp_path, turned | {"a": 1.25}, ""))
    assert not list(seal_problems(tmp_path, {"a": 1.25}, ""))
    assert sealed(sealed(content)) == sealed(content)
    assert SEAL in turned
