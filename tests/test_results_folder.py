"""Folders of results: what may be written to, and that files come all at once or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from realpolitik.errors import InputError
from realpolitik.results_folder import check_folder, read_manifest, write_manifest, written_folder


def write(folder: Path, *names: str) -> None:
    with written_folder(folder, "run") as fresh:
        for name in names:
            (fresh / name).write_text(name)
        write_manifest(fresh, {"kind": "run", "seed": 0})


def write_and_fail(folder: Path, error: type[BaseException]) -> None:
    with written_folder(folder, "run") as fresh:
        (fresh / "a.csv").write_text("half")
        raise error


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_appears_as_a_whole(tmp_path):
    folder = tmp_path / "out" / "new"
    with written_folder(folder, "run") as fresh:
        (fresh / "a.csv").write_text("a")
        assert not folder.exists()
        write_manifest(fresh, {"seed": 7})
    assert names_in(folder) == ["a.csv", "manifest.json"]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["seed"] == 7
    assert manifest["files"] == ["a.csv", "manifest.json"]
    assert names_in(tmp_path / "out") == ["new"]


def test_a_failure_leaves_nothing_behind(tmp_path):
    folder = tmp_path / "new"
    with pytest.raises(RuntimeError):
        write_and_fail(folder, RuntimeError)
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_the_earlier_run_as_it_was(tmp_path):
    write(tmp_path / "ours", "a.csv")
    with pytest.raises(KeyboardInterrupt):
        write_and_fail(tmp_path / "ours", KeyboardInterrupt)
    assert (tmp_path / "ours" / "a.csv").read_text() == "a.csv"
    assert names_in(tmp_path / "ours") == ["a.csv", "manifest.json"]


def test_an_earlier_run_is_replaced_and_foreign_files_stay(tmp_path):
    folder = tmp_path / "ours"
    write(folder, "a.csv", "b.csv")
    (folder / "notes.txt").write_text("mine")
    write(folder, "b.csv", "c.csv")
    assert names_in(folder) == ["b.csv", "c.csv", "manifest.json", "notes.txt"]
    assert (folder / "notes.txt").read_text() == "mine"


def test_an_earlier_manifest_cannot_reach_outside_its_folder(tmp_path):
    folder = tmp_path / "ours"
    write(folder, "a.csv")
    (tmp_path / "precious.txt").write_text("keep")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] = ["../precious.txt", str(tmp_path / "precious.txt"), "a.csv"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    write(folder, "b.csv")
    assert (tmp_path / "precious.txt").read_text() == "keep"
    assert names_in(folder) == ["b.csv", "manifest.json"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"seed": 0}', "not json"])
def test_a_folder_of_somebody_else_is_refused(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content)
    assert read_manifest(tmp_path) is None
    with pytest.raises(InputError, match=r"not ours|manifest\.json that cannot be read"):
        check_folder(tmp_path, "run")


def test_results_of_another_kind_are_never_replaced(tmp_path):
    folder = tmp_path / "ours"
    write(folder, "a.csv")
    with (
        pytest.raises(InputError, match=r"results of another kind \(run\); allowed: .* of an earlier experiment"),
        written_folder(folder, "experiment"),
    ):
        pass
    assert names_in(folder) == ["a.csv", "manifest.json"]


def test_files_and_what_lies_below_them_are_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "file" / "far" / "below"):
        with pytest.raises(InputError, match="file"):
            check_folder(path, "run")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="a file"):
        check_folder(tmp_path / "dangling", "run")
    with pytest.raises(InputError, match="cannot be used"):
        check_folder(tmp_path / ("x" * 300), "run")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_locked_folder_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        check_folder(tmp_path / "new", "run")


def test_the_present_folder_can_be_written_to(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(Path(), "a.csv")
    write(Path(), "b.csv")
    assert names_in(tmp_path) == ["b.csv", "manifest.json"]
