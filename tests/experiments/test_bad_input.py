"""Everything that can be wrong with an experiment file has a message, and all of it is said at once."""

from __future__ import annotations

import pytest

from realpolitik.cli import main
from realpolitik.errors import InputError
from realpolitik.experiments.confirming import check_size
from realpolitik.experiments.files import load_experiment

FACTOR = "[factors.trust_loss]\n"
SOBOL = '[design]\nkind = "sobol"\nsamples = {}\n'

WRONG = {
    "unknown key": ("colour = 1\n", "colour: found the unknown key 'colour'"),
    "unknown kind": ('[design]\nkind = "grit"\n', "design.kind: found 'grit'; .* did you mean 'grid'"),
    "no power of two": (SOBOL.format(100) + FACTOR, "design.samples: found 100; allowed: a power of two, such as 64"),
    "odd levels": ('[design]\nkind="morris"\ntrajectories=2\nlevels=3\n' + FACTOR, "an even number, such as 2 or 4"),
    "no replications": ("replications = 0\n", "replications: found 0"),
    "negative seed": ("seed = -1\n", "seed: found -1"),
    "unknown path": ("[factors.trust_los]\n", "factors.trust_los: found the unknown path 'trust_los'.*'trust_loss'"),
    "no such assumption": ('[factors.x]\npath="assumptions.trust_los"\n', "unknown assumption 'trust_los'"),
    "unknown state": ('[factors.x]\npath="states.irann.value"\nlow=0\nhigh=1\n', "unknown actor 'irann'.*'iran'"),
    "reversed": ("[factors.trust_loss]\nlow=0.9\nhigh=0.1\n", "low = 0.9, high = 0.1; allowed: low below high"),
    "reversed by the plausible range": ("[factors.trust_loss]\nlow=0.95\n", "low = 0.95, high = 0.9; allowed: low"),
    "no range": ('[factors.x]\npath="states.iran.value"\n', "factors.x: found no low and high"),
    "outside the scenario": ('[factors.x]\npath="states.iran.value"\nlow=0\nhigh=1.5\n', "1.5: states.iran.value: 1.5"),
    "log of zero": ("[factors.trust_loss]\nlow=0\nhigh=1\nlog=true\n", "log only where both"),
    "wrong choice": ('[factors.identity]\nchoices=["on","of"]\n', "choices.1: found 'of'; .*did you mean 'off'"),
    "range of a switch": ("[factors.identity]\nlow=0\nhigh=1\n", "found a range of a switch"),
    "equal values": ("[factors.trust_loss]\nvalues=[0.5,0.3,0.50]\n", "factors.trust_loss.values: found 0.5 twice"),
    "no placeholder": ('[factors.x]\nlow=0\nhigh=1\nset={"states.iran.value"=0.5}\n', "found no '\\$'"),
    "reserved name": ('[factors.run]\npath="trust_loss"\n', "a name that tables have a column for"),
    "same path twice": ('[factors.a]\npath="trust_loss"\n[factors.b]\npath="trust_loss"\n', "which 'a' sets, too"),
    "factor without effect": (
        '[factors.x.choices]\na={"states.iran.value"=0.8}\nb={"states.iran.value"=[[1900,0.8]]}\n',
        "a and b, which come to the same",
    ),
    "base again": ('[design]\nkind="one_at_a_time"\n[factors.identity]\nchoices=["on","off"]\n', "has already"),
    "sample without factors": (SOBOL.format(8), "no factor for a design 'sobol'"),
    "groups in a grid": ('groups={a=["trust_loss"]}\n' + FACTOR, "groups in a design 'grid'"),
    "unknown member": (
        'groups={a=["trust_los"]}\n' + SOBOL.format(8) + FACTOR, "groups.a.0: found 'trust_los'.*'trust_loss'",
    ),
    "unknown grouping": (
        'groups="subjects"\n' + SOBOL.format(8) + FACTOR, "groups: found 'subjects'; allowed: subject.*'subject'",
    ),
    "one choice": ('[factors.identity]\nchoices=["on"]\n', "choices: found only 1 in it; allowed: 2 or more"),
    "left out of nothing": ('leave_out=["trust_loss"]\n', "leave_out.0"),
    "unknown pair": ('[record]\npairs=["iran-rusia"]\n', "unknown pair 'iran-rusia'.*did you mean 'iran-russia'"),
    "unknown outcome": ('[record]\noutcomes=["mean_trus"]\n', "did you mean 'mean_trust'"),
    "window outside": ("[record.windows]\nlate=[1990,2000]\n", "record.windows.late: found 1990-2000"),
    "a window called variance": ("[record.windows]\nvariance=[1946,1947]\n", "the name 'variance'"),
    "one arm": ("[arms.a]\n", "arms: found"),
    "unknown arm": (
        '[arms.a]\n[arms.b]\nwedge="off"\n[[contrasts]]\nname="c"\narm="a"\nversus="x"\npair="iran-russia"\n',
        "contrasts.0.versus: found the unknown arm 'x'",
    ),
    "unknown scenario of an arm": ('[arms.a]\n[arms.b]\nscenario="pahlavy"\n', "unknown scenario 'pahlavy'.*'pahlavi'"),
    "unknown choice of a cell": ('[factors.identity]\n[[cells]]\nat={identity="of"}\nchange={}\n', "found 'of'.*'off'"),
    "unknown column of the report": (
        '[report]\ncolumns=["mean_trus__iran_russia"]\n', "report.columns.0: .*did you mean 'mean_trust__iran_russia'",
    ),
    "unknown column of a box": ('[[report.boxes]]\ncolumn="x"\nat_least=1\n', "report.boxes.0.column: found the unknown"),
    "both sides of a box": (
        '[[report.boxes]]\ncolumn="mean_trust__iran_russia"\nat_least=1\nat_most=0\n', "at_least or at_most, one of them",
    ),
    "no side of a box": ('[[report.boxes]]\ncolumn="mean_trust__iran_russia"\n', "at_least or at_most, one of them"),
    "boxes without a space": (
        '[design]\nkind="one_at_a_time"\n[[report.boxes]]\ncolumn="mean_trust__iran_russia"\nat_least=1\n' + FACTOR,
        "boxes of a design 'one_at_a_time'",
    ),
    "unknown rule for holes": ('[report]\nholes="dorp"\n', "report.holes: found 'dorp'.*'drop'"),
    "no table": ('[design]\nkind="table"\nfile="none.csv"\n', "none.csv: found no such file"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_the_message_says_where_and_what(written, name):
    text, message = WRONG[name]
    with pytest.raises(InputError, match=message):
        load_experiment(written(text))


def test_a_list_whose_items_are_wrong_is_not_called_empty(written):
    with pytest.raises(InputError) as caught:
        load_experiment(written('[record]\noutcomes=["mean_trst"]\n'))
    assert [problem.key for problem in caught.value.problems] == ["record.outcomes.0"]
    with pytest.raises(InputError, match=r"record\.outcomes: found nothing in it"):
        load_experiment(written("[record]\noutcomes=[]\n"))


def test_all_problems_of_a_file_are_reported_at_once(written):
    text = 'replications = "many"\n[factors.trust_los]\n[factors.x]\npath="states.iran.value"\nlow=0\nhigh=7\n'
    with pytest.raises(InputError) as caught:
        load_experiment(written(text + '[record]\npairs=["iran-rusia"]\n'))
    keys = {problem.key for problem in caught.value.problems}
    assert {"replications", "factors.trust_los", "factors.x", "record.pairs.0"} <= keys


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("trust_loss\n0.5\nhalf\n", "row 3.trust_loss: found 'half'"),
        ("trust_loss,identity\n0.5\n", "row 2: found 1 cells"),
        ("trust_loss\n", "no row below the names"),
        ("trust_loss,trust_loss\n0.5,0.6\n", "column 2"),
        ("trust_loss\n0.5\n0.3\n0.5\n", "row 4 equal to row 2"),
        ("trust_los\n0.5\n", "unknown path 'trust_los'"),
        ("trust_loss,identity\n0.5,on\n\nhalf,on\n", "row 4.trust_loss: found 'half'"),
        ("trust_loss,identity\n\n0.5\n", "row 3: found 1 cells"),
        ("trust_loss,identity\n0.5,on\n\n0.3,off\n0.5,on\n", "row 5 equal to row 2"),
        ("trust_loss\n0.5\n\n0.3\n\n0.4\n", "row 5 equal to row 3"),
        ("trust_loss\n\n\n", "no row below the names"),
    ],
)
def test_wrong_tables_of_points(written, tmp_path, table, message):
    (tmp_path / "points.csv").write_text(table)
    with pytest.raises(InputError, match=message):
        load_experiment(written('[design]\nkind = "table"\nfile = "points.csv"\n'))


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("low = 0.3\nhigh = 0.4", "row 3.trust_loss: found '0.5'; allowed: a number 0.3 to 0.4"),
        ("high = 0.4", "row 3.trust_loss: found '0.5'; allowed: a number up to 0.4"),
        ("low = 0.45", "row 2.trust_loss: found '0.35'; allowed: a number from 0.45"),
        ("values = [0.3, 0.4]", "row 3.trust_loss: found '0.5'; allowed: a number 0.3 to 0.4"),
    ],
)
def test_cells_outside_a_declared_range(written, tmp_path, declared, message):
    (tmp_path / "points.csv").write_text("trust_loss\n0.35\n0.5\n")
    with pytest.raises(InputError, match=message):
        load_experiment(written(f'[design]\nkind = "table"\nfile = "points.csv"\n{FACTOR}{declared}\n'))


def test_a_huge_grid_needs_a_confirmation(written, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ("trust_loss", "trust_gain", "rationality", "client_share", "aid_limit", "crisis_rate", "coercion_cost",
             "arms_boost", "peaceful_intent")  # fmt: skip
    text = "[design]\nkind='grid'\nlevels=10\n" + "".join(f"[factors.{name}]\n" for name in names)
    path = written(text)
    assert main(["experiment", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "1,000,000,000 points" in printed.err
    assert "--large" in printed.err
    assert not (tmp_path / "out").exists()
    check_size(load_experiment(path), confirmed=True)


def test_shipped_experiments_are_valid_and_small():
    from realpolitik.experiments.catalogue import experiment_names

    needed = {"two-eras", "elites-by-structure", "sanctions-dose", "what-would-make-an-alliance", "asymmetry", "wedge",
              "polarity-with-china", "ablation", "screening", "sobol"}  # fmt: skip
    assert needed <= set(experiment_names())
    for name in experiment_names():
        experiment = load_experiment(name)
        eights = -(-experiment.runs_per_point // 8)  # runs go side by side
        assert experiment.points.evaluations * eights <= 150_000, name  # a few minutes on two cores
        assert len(repr(experiment)) < 300, name


def test_the_schema_of_the_command_is_that_of_the_files(capsys):
    import json

    assert main(["schema", "experiment"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"scenarios", "factors", "design", "arms"} <= set(schema["properties"])
