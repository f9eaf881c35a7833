"""What a series must have of a state, what stands in for the rest, and whom a message names where it is lacking."""

from __future__ import annotations

import re

import pytest

import realpolitik as rp
from realpolitik.errors import InputError
from realpolitik.scenario import load
from realpolitik.scenario.coverage import NEEDED
from realpolitik.scenario.quantities import SERIES_NAMES
from tests.docs.reading import ROOT, blocks

GUIDE = ROOT / "docs" / "guides" / "first-scenario.md"
TURKEY = '[states.turkey]\nname = "Turkey"\n'
NEEDED_OF_TURKEY = {
    "cinc.turkey": 0.01,
    "gdp.turkey": 100,
    **{f"distance_km.turkey-{other}": 500 for other in ("iran", "russia", "west")},
}


@pytest.fixture
def with_turkey(toy):
    """Return a function that writes a variant with a fourth state, and columns of its own for it, and loads it."""

    def read(columns):
        head, *rows = (toy.parent / "toy.csv").read_text().splitlines()
        lines = [",".join([head, *columns]), *(",".join([row, *map(str, columns.values())]) for row in rows)]
        (toy.parent / "mine.csv").write_text("\n".join(lines))
        path = toy.parent / "four.toml"
        path.write_text(f'extends = "toy"\nseries = "mine.csv"\n{TURKEY}')
        return load(path)

    return read


def guide_rows() -> dict[str, str]:
    """Return what the guide says of each quantity."""
    text = GUIDE.read_text(encoding="utf-8").partition("## 8. Another state")[2]
    return dict(re.findall(r"^\| `(\w+)\.\S+.*? \| (.+) \|$", text, re.MULTILINE))


def test_the_needed_columns_are_enough_and_each_is_needed(with_turkey):
    assert list(with_turkey(NEEDED_OF_TURKEY).document.states) == ["iran", "russia", "west", "turkey"]
    for name in NEEDED_OF_TURKEY:
        rest = {other: value for other, value in NEEDED_OF_TURKEY.items() if other != name}
        with pytest.raises(InputError) as caught:
            with_turkey(rest)
        (problem,) = caught.value.problems
        quantity, _, actors = name.partition(".")
        turned = "-".join(reversed(actors.split("-")))
        assert problem.key == "states.turkey"
        assert problem.file.endswith("four.toml")
        assert problem.found == f"no column '{quantity}.{turned}' in mine.csv"
        assert problem.allowed == f"a column {quantity} for every {NEEDED[quantity]}"
        assert problem.nearest is None


def test_the_guide_lists_the_needed_columns_and_what_stands_in_for_the_others(with_turkey):
    rows = guide_rows()
    notes = [note for note in with_turkey(NEEDED_OF_TURKEY).timeline().notes if "turkey" in note.column]
    stand_ins = {note.column.partition(".")[0]: note.filled_with.partition(", not on")[0] for note in notes}
    assert {name for name, said in rows.items() if said.startswith("refused")} == set(NEEDED)
    assert set(rows) == set(NEEDED) | set(stand_ins)
    for quantity, stand_in in stand_ins.items():
        assert re.search(rf"(^|: ){re.escape(stand_in)}\b", rows[quantity]), quantity
    with_bystander = {note.column.partition(".")[0] for note in notes if "iraq" in note.column}
    assert {name for name, said in rows.items() if "not read with a bystander" in said} == set(
        stand_ins
    ) - with_bystander
    text = GUIDE.read_text(encoding="utf-8")
    unread = set(SERIES_NAMES) - set(rows)
    assert unread == {"loose_pact", "arms_share", "arms_volume", "recorded_class"}
    assert all(f"`{name}`" in text for name in unread)


def test_the_state_of_the_guide_takes_part(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = next(block for block in blocks(GUIDE, "python") if "mine.csv" in block)
    exec(code, {"rp": rp})
    text = GUIDE.read_text(encoding="utf-8").partition("in `with-turkey.toml`:\n")[2]
    lines = [line for line in text.partition("\nA series")[0].splitlines() if line.startswith("    ")]
    (tmp_path / "with-turkey.toml").write_text("\n".join(line[4:] for line in lines))
    assert "iran-turkey" in load("with-turkey.toml").roster.pairs


def test_a_state_without_figures_is_told_once_with_the_file_of_the_user(toy):
    path = toy.parent / "four.toml"
    path.write_text(f'extends = "toy"\n{TURKEY}[bystanders.israel]\nname = "Israel"\n')
    with pytest.raises(InputError) as caught:
        load(path)
    turkey, israel = caught.value.problems
    assert (turkey.key, israel.key) == ("states.turkey", "bystanders.israel")
    assert turkey.file == israel.file == str(path)
    assert turkey.found == (
        "no columns 'cinc.turkey', 'gdp.turkey', 'distance_km.iran-turkey', 'distance_km.russia-turkey', "
        "'distance_km.west-turkey' in toy.csv"
    )
    assert israel.found == "no column 'cinc.israel' in toy.csv"
    assert turkey.nearest is israel.nearest is None


def test_a_series_that_lacks_the_states_of_the_base_is_named_itself(toy):
    (toy.parent / "mine.csv").write_text((toy.parent / "toy.csv").read_text().replace("gdp.west", "gdp.china"))
    path = toy.parent / "mine.toml"
    path.write_text('extends = "toy"\nseries = "mine.csv"\n')
    with pytest.raises(InputError, match=r"mine\.toml: series: found no column 'gdp\.west' in mine\.csv; [^?]+$"):
        load(path)


@pytest.mark.parametrize(("written", "nearest"), [("turkye", "gdp.turkye"), ("europe", None), ("turkmenistan", None)])
def test_only_a_column_of_nearly_the_same_name_is_taken_for_a_slip(with_turkey, written, nearest):
    columns = {name: value for name, value in NEEDED_OF_TURKEY.items() if name != "gdp.turkey"}
    with pytest.raises(InputError) as caught:
        with_turkey({**columns, f"gdp.{written}": 100})
    (problem,) = caught.value.problems
    assert problem.nearest == nearest
