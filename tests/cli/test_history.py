"""`validate` and `calibrate` from the command line: what they print, and wrong input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from realpolitik.validation.example_panel import EXAMPLE_FOLDER
from tests.cli.conftest import Call


@pytest.fixture
def panels(tmp_path: Path) -> Path:
    """Return a folder with a good panel and broken ones."""
    for name in ("good", "text", "double", "partner", "lonely"):
        (tmp_path / name).mkdir()
        for file in EXAMPLE_FOLDER.glob("*.csv"):
            shutil.copy(file, tmp_path / name)
    _edit(tmp_path / "text" / "state_year.csv", lambda text: text.replace("0.17,", "much,", 1))
    _edit(tmp_path / "double" / "outcomes_year.csv", lambda text: text + "ALB,1960,distant\n")
    partner = tmp_path / "partner" / "dyad_year.csv"
    _edit(partner, lambda text: "".join(line for line in text.splitlines(True) if not line.startswith("ALB,RUS")))
    lonely = tmp_path / "lonely" / "outcomes_year.csv"
    _edit(lonely, lambda text: "".join(line for line in text.splitlines(True) if line[:3] in ("cli", "ALB")))
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "mine.txt").write_text("keep")
    return tmp_path


def _edit(path: Path, change) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


WRONG = [
    ("validate",),
    *(
        (command, "--panel", *words)
        for command in ("validate", "calibrate")
        for words in (
            ("nowhere",), ("text",), ("double",), ("partner",), ("good", "--lag", "x"), ("good", "--lag", "99"),
            ("good", "--clients", "narnia"), ("good", "--runs", "0"), ("good", "--out", "foreign"),
            ("good", "--seed", "-1"),
        )
    ),
    ("calibrate", "--panel", "good", "--starts", "0"),
    ("calibrate", "--panel", "good", "--searched", "many"),
    ("calibrate", "--panel", "lonely"),
]  # fmt: skip


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_input_is_refused(call: Call, panels: Path, words: tuple[str, ...], form: tuple[str, ...]) -> None:
    before = sorted(panels.rglob("*"))
    answer = call(*words, *form)
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors.strip()
    assert "Traceback" not in answer.errors
    assert sorted(panels.rglob("*")) == before, "nothing is written for wrong input"


def test_all_problems_come_at_once(call: Call, panels: Path) -> None:
    errors = call("validate", "--panel", "text", "--runs", "0", "--seed", "x", "--out", "foreign").errors
    for part in ("'much'", "--runs", "--seed", "not ours"):
        assert part in errors


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the painting of the figures, which the tests of the validation look at."""
    monkeypatch.setattr("realpolitik.report.history.as_png", lambda figure: b"\x89PNG")


@pytest.mark.usefixtures("unpainted")
def test_validate_prints_json_and_nothing_else(call: Call) -> None:
    answer = call("validate", "--panel", "example", "--runs", "2", "--clients", "ALB,cordia", "--json")
    assert answer.code == 0
    assert json.loads(answer.output)["clients"] == ["alba", "cordia"]
    assert Path("out/validate/report.html").is_file()


@pytest.mark.usefixtures("unpainted")
def test_validate_prints_tables(call: Call) -> None:
    answer = call("validate", "--panel", "example", "--runs", "2", "--out", "mine")
    assert answer.code == 0
    for part in ("4 clients, never fitted to", "model", "forest", "persistence_10", "Written to mine"):
        assert part in answer.output


@pytest.mark.slow
def test_calibrate_writes_its_vector(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {"starts": 1, "generations": 1, "searched": 2, "trajectories": 1, "profile-generations": 0, "runs": 1}
    options = [word for name, size in sizes.items() for word in (f"--{name}", size)]
    answer = call("calibrate", "--panel", "example", "--clients", "ALB,COR", *options, "--json")
    assert answer.code == 0
    content = json.loads(answer.output)
    assert content["clients"] == ["alba", "cordia"]
    assert json.loads(Path("out/calibrate/fit.json").read_text()) == content
    assert len(content["searched"]) == 2
    monkeypatch.setattr("realpolitik.report.calibration.as_png", lambda figure: b"\x89PNG")  # they are drawn above
    again = call("calibrate", "--panel", "example", "--clients", "ALB,COR", *options, "--json")
    assert again.output == answer.output
    other = call("calibrate", "--panel", "example", "--clients", "ALB,COR", *options, "--seed", "4")
    assert other.code == 2
    assert "--fresh" in other.errors
