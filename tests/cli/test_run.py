"""run, compare and explain: what they print, what they write, where they write it."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest

from realpolitik.cli import main
from realpolitik.scenario import load
from realpolitik.theory.classes import CLASSES
from tests.cli.conftest import Answer, Call

FEW = ("--runs", 20)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Path]:
    """Return what the command says of a few runs of pahlavi as it is, and the folder that it was called in."""
    folder = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as printed:
        patch.chdir(folder)
        assert main(["run", "pahlavi", *map(str, FEW), "--json"]) == 0
    return json.loads(printed.getvalue()), folder


@pytest.fixture(autouse=True)
def undrawn(plain: tuple[dict, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no more figures than those of `plain`: drawing takes longer than all else that these commands do."""
    monkeypatch.setattr("realpolitik.results.Results.plot", lambda results, pair: None)
    monkeypatch.setattr("realpolitik.report.style.as_png", lambda figure: b"")


def content(answer: Answer) -> dict:
    assert answer.code == 0, answer.errors
    return json.loads(answer.output)


def test_run_prints_what_the_contract_says(plain: tuple[dict, Path]) -> None:
    found, _ = plain
    assert (found["scenario"], found["runs"], found["seed"]) == ("pahlavi", 20, 0)
    scenario = load("pahlavi")
    assert found["gaps_filled"] == scenario.timeline().gap_lines()
    assert tuple(found["pairs"]) == scenario.roster.pairs
    for row in found["pairs"].values():
        assert set(row["class_shares"]) == set(CLASSES)
        assert sum(row["class_shares"].values()) == pytest.approx(1)
        assert list(row["by_year"]) == [str(year) for year in scenario.years]
        assert all(sum(shares.values()) == pytest.approx(1) for shares in row["by_year"].values())
        for name in ("p_pact", "p_strategic_alliance", "mean_trust"):
            assert 0 <= row[name] <= 1


def test_run_writes_to_out_and_the_name(plain: tuple[dict, Path]) -> None:
    found, folder = plain
    assert Path(found["out"]) == Path("out/pahlavi")
    manifest = json.loads((folder / "out" / "pahlavi" / "manifest.json").read_text())
    assert manifest["realpolitik"]
    assert (folder / "out" / "pahlavi" / "runs.parquet").is_file()
    for pair in found["pairs"]:
        assert (folder / "out" / "pahlavi" / f"classes-{pair}.png").read_bytes().startswith(b"\x89PNG")
    assert not (folder / "out" / "pahlavi" / "trajectories.parquet").exists(), "they are kept only when asked for"
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["pahlavi"], "no temporary folder stays"


def test_run_as_text_shows_the_same_numbers_and_fits_a_narrow_terminal(
    call: Call, plain: tuple[dict, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = plain
    monkeypatch.setattr("realpolitik.cli.screen.UNLIMITED_WIDTH", 80)
    answer = call("run", "pahlavi", *FEW)
    text = answer.output
    for pair, row in found["pairs"].items():
        line = next(line for line in text.splitlines() if line.split()[:1] == [pair])
        shares = [f"{row['class_shares'][name]:.1%}" for name in CLASSES]
        pacts = [f"{row[name]:.1%}" for name in ("p_pact", "p_strategic_alliance")]
        assert line.split() == [pair, *shares, *pacts, f"{row['mean_trust']:.2f}"]
    assert "manifest.json" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    told = f"realpolitik: filled gaps: {load('pahlavi').timeline().gap_summary()}; all in out/pahlavi/manifest.json"
    assert answer.errors.splitlines()[-1] == told


def test_run_takes_an_empty_folder_and_overwrites_one_of_ours(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for seed in (1, 2):
        content(call("run", "pahlavi", *FEW, "--seed", seed, "--out", "mine", "--json"))
        assert json.loads((tmp_path / "mine" / "manifest.json").read_text())["seed"] == seed


def test_run_of_a_shown_copy_equals_the_shipped_one(call: Call, plain: tuple[dict, Path], tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(call("show", "pahlavi").output.encode())
    copy, (shipped, _) = content(call("run", "mine.toml", *FEW, "--json")), plain
    assert copy["scenario"] == "mine"
    assert Path(copy["out"]) == Path("out/mine")
    assert copy["pairs"] == shipped["pairs"]


def test_same_seed_same_answer_and_another_differs(call: Call, plain: tuple[dict, Path]) -> None:
    again, other = (content(call("run", "pahlavi", *FEW, "--seed", seed, "--json")) for seed in (0, 1))
    first, _ = plain
    assert first["pairs"] == again["pairs"]
    assert first["pairs"] != other["pairs"]


def test_settings_reach_the_model(call: Call, plain: tuple[dict, Path]) -> None:
    as_it_is, _ = plain
    short = content(call("run", "pahlavi", *FEW, "--set", "assumptions.trust_loss=0.9", "--json"))
    full = content(call("run", "pahlavi", *FEW, "--set", "trust_loss=0.9", "--json"))
    assert short["pairs"] == full["pairs"] != as_it_is["pairs"]
    random = content(call("run", "pahlavi", *FEW, "--set", "choice_rule=null", "--json"))
    assert random["pairs"] != as_it_is["pairs"]
    years = content(call("run", "pahlavi", *FEW, "--set", "years=[1960, 1962]", "--json"))
    assert list(years["pairs"]["iran-russia"]["by_year"]) == ["1960", "1961", "1962"]


def test_settings_are_in_the_manifest(call: Call, tmp_path: Path) -> None:
    content(call("run", "pahlavi", *FEW, "--set", "trust_loss=0.9", "--set", "aims=off", "--out", "mine", "--json"))
    manifest = json.loads((tmp_path / "mine" / "manifest.json").read_text())
    document = manifest["scenario"]["document"]
    assert document["assumptions"]["trust_loss"] == 0.9
    assert document["switches"]["aims"] == "off"


def test_trajectories_are_kept_when_asked_for(call: Call, tmp_path: Path) -> None:
    content(call("run", "pahlavi", *FEW, "--trajectories", "--out", "all", "--json"))
    assert (tmp_path / "all" / "trajectories.parquet").is_file()


def test_compare_of_a_scenario_with_itself_finds_no_difference(call: Call) -> None:
    found = content(call("compare", "pahlavi", "pahlavi", *FEW, "--json"))
    other = content(call("compare", "pahlavi", "pahlavi-equal-trust", *FEW, "--json"))
    assert set(found["pairs"]) == set(load("pahlavi").roster.pairs)
    assert found != other


def test_compare_of_single_runs_knows_no_interval(call: Call) -> None:
    found = content(call("compare", "pahlavi", "islamic-republic", "--runs", "1", "--json"))
    assert found["pairs"]["iran-russia"]["hostile"]["interval"] == [None, None]


def test_compare_as_text_names_both_scenarios(call: Call) -> None:
    answer = call("compare", "pahlavi", "islamic-republic", *FEW)
    assert answer.code == 0
    assert "pahlavi" in answer.output
    assert "islamic-republic" in answer.output
    assert "iran-russia" in answer.output


def test_explain_answers_in_both_forms_and_both_orders(call: Call) -> None:
    question = ("explain", "pahlavi", "--run", 3, "--year", 1962)
    found = content(call(*question, "--pair", "iran-russia", "--json"))
    assert found == content(call(*question, "--pair", "russia-iran", "--json"))
    text = call(*question, "--pair", "iran-russia")
    assert text.code == 0
    assert "1962" in text.output


def test_explain_and_compare_write_no_files(call: Call, tmp_path: Path) -> None:
    call("explain", "pahlavi", "--year", 1962, "--pair", "iran-russia")
    call("compare", "pahlavi", "islamic-republic", *FEW)
    assert not list(tmp_path.iterdir())
