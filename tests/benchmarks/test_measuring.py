"""The tools that measure: turns and ratios, worlds of more states, memory, the table and what it is written from."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest

from benchmarks import __main__ as command
from benchmarks import child, memory, tables, throughput
from benchmarks.interleaved import PROCESSOR, WALL, Timing, Way, interleave, seconds_of
from benchmarks.many_states import with_states, with_years
from realpolitik.results_folder import write_manifest
from realpolitik.scenario import load
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.simulation.world import INPUTS
from realpolitik.theory.assumptions import make_assumptions
from tests.benchmarks.replay import Replay
from tests.benchmarks.test_plain_mesa import compare_year


def test_a_ratio_is_taken_within_rounds():
    # the machine is ten times as slow in the third round; the ratio does not notice
    timing = Timing({WALL: {"fast": [1.0, 1.0, 10.0], "slow": [4.0, 5.0, 40.0]}})
    assert timing.ratio("fast", "slow", WALL)["median"] == 4.0
    assert timing.ratio("slow", "fast", WALL)["median"] == pytest.approx(0.25)
    assert timing.runs_per_second("slow", WALL) == pytest.approx(1 / 5.0)


def test_turns_go_there_and_back():
    calls = []

    def way(name):
        def work(runs):
            calls.append((name, runs))
            sum(range(20_000 * runs))

        return Way(work, 0.02)

    timing = interleave({"first": way("first"), "second": way("second")}, rounds=3)
    turns = [name for name, runs in calls if runs == timing.runs_per_turn[name]][-6:]
    assert turns == ["first", "second", "second", "first", "first", "second"]
    for clock in (WALL, PROCESSOR):
        assert all(len(rounds) == 3 and min(rounds) > 0.0 for rounds in timing.seconds_per_run[clock].values())


def test_waiting_takes_no_processor_time():
    taken = seconds_of(lambda runs: time.sleep(0.5 * runs), 2)
    assert taken[WALL] >= 1.0
    assert taken[PROCESSOR] < 0.5 * taken[WALL]


def test_more_states_are_one_world_with_copies():
    timeline = load("islamic-republic").timeline()
    larger = with_years(with_states(timeline, 6), 4)
    assert larger.states[:4] == ("iran", "russia", "west", "iran_2")
    assert larger.bystanders == timeline.bystanders
    assert len(larger.pairs) == 15
    assert len(larger.years) == 4
    for name, letters in INPUTS.fields:
        values = getattr(larger.arrays, name)
        shape = tuple({"N": 6, "M": 9}.get(letter) or int(letter) for letter in letters)
        assert values.shape in (shape, (4, *shape)), name
        assert values.flags.c_contiguous, name
    assert np.array_equal(larger.arrays.capability[:, 6:], timeline.arrays.capability[:4, 3:])
    # Iraq's attack of 1980 is an attack by Iraq, wherever it stands among the actors
    attacked = larger.arrays.crisis_event[1, 0]
    assert larger.actors[int(attacked)] == "iraq"
    with pytest.raises(ValueError, match="at least the 3"):
        with_states(timeline, 2)


def test_the_plain_model_agrees_in_a_world_of_more_states():
    replay = Replay(with_years(with_states(load("islamic-republic").timeline(), 6), 6), make_assumptions(), 2, 1)
    while replay.plain.running:
        compare_year(replay, replay.step())


def test_fewer_years_are_the_first_years():
    timeline = load("pahlavi").timeline()
    whole = run_ensemble(timeline, make_assumptions(), runs=3, seed=4)
    short = run_ensemble(with_years(timeline, 5), make_assumptions(), runs=3, seed=4)
    assert np.array_equal(short.class_count, whole.class_count[:5])


@pytest.mark.slow
def test_memory_is_that_of_a_process_of_its_own():
    waste = np.ones(100_000_000)  # 800 MB here must not count there
    found = memory.measure(2_000)
    assert found["peak_bytes"] < child.peak_memory_bytes()
    assert waste.nbytes > found["peak_bytes"] >= found["before_bytes"]
    assert found["summary_bytes"] == 2_000 * 3 * 15 * 8


def test_a_child_that_fails_says_why():
    with pytest.raises(RuntimeError, match="no such year"):
        child.run(["-c", "raise SystemExit('no such year')"])
    ended = child.run(["-c", "sum(range(3_000_000)); print('done')"])
    assert ended.printed == "done\n"
    assert ended.processor > 0.0


MEASURED = {
    "python": "3.13.0", "packages": {"mesa": "3.5.1", "numba": "0.68.1", "numpy": "2.5.5"}, "git": None, "rounds": 2,
    "machine": {"processor": "a processor", "cores": 2, "instruction_set": "AVX2"}, "share_of_a_core": 1.0,
    "memory": [{"runs": 1_000_000, "peak_bytes": 7.0e8, "before_bytes": 2.0e8}],
    "starting_warm": {"rp.simulate(runs=1)": {WALL: 1.25, PROCESSOR: 1.2}},
}  # fmt: skip


def test_the_table_has_what_was_measured_and_what_is_to_be_reached():
    table = tables.markdown(MEASURED)
    assert "| peak memory, 1,000,000 runs, summaries only | 700 MB | under 1,000 MB | under 600 MB |" in table
    assert "| 1.25 s (processor 1.20 s) | 1.5 s | 1.0 s |" in table
    assert "busy" not in table
    assert "one thread got 50% of a core" in tables.markdown({**MEASURED, "share_of_a_core": 0.5})


def test_the_document_keeps_everything_but_its_table():
    document = f"before\n{command.BEGIN}\nold\n{command.END}\nafter\n"
    assert command.with_table(document, "new") == document.replace("old", "new")
    with pytest.raises(ValueError, match="no part between"):
        command.with_table("nothing generated", "new")


def test_the_document_shows_the_published_record():
    record = Path(command.PUBLISHED) / "benchmarks.json"
    document = command.DOCUMENT.read_text(encoding="utf-8")
    if record.exists():
        assert command.with_table(document, tables.markdown(json.loads(record.read_text(encoding="utf-8")))) == document
    else:
        assert command.with_table(document, "Not measured yet.") == document


def test_the_command_writes_what_was_measured(tmp_path: Path, monkeypatch, capsys):
    published = command.PUBLISHED / "benchmarks.json"
    monkeypatch.setattr(command, "measure", lambda rounds, quick, say: json.loads(published.read_text()))
    monkeypatch.setattr("sys.argv", ["benchmarks", "--quick", "--out", str(tmp_path / "out")])
    for _ in range(2):  # its own results are replaced
        assert command.main() == 0
    names = {"benchmarks.json", "benchmarks.png", "manifest.json", "table.md"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    assert "written to" in capsys.readouterr().out
    (tmp_path / "other").mkdir()
    write_manifest(tmp_path / "other", {"kind": "run"})
    monkeypatch.setattr("sys.argv", ["benchmarks", "--quick", "--out", str(tmp_path / "other")])
    assert command.main() == 2
    assert "run" in capsys.readouterr().err


@pytest.mark.parametrize("way", [throughput.plain, throughput.facade, throughput.stepped])
def test_models_are_run_as_a_mesa_user_runs_them(way):
    way(with_years(load("pahlavi").timeline(), 2))(1)
