"""Effects of levels on functions whose effects are known."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.experiments.analysis.effects import effects
from tests.experiments.analysis.answers import PATHS, RECORD, answering, run

CHOICE = "[factors.kind]\nchoices = { a = { trust_gain = 0.1 }, b = { trust_gain = 0.15 }, c = { trust_gain = 0.2 } }\n"
RANGE = f"[factors.range]\npath = '{PATHS[0]}'\nlow = 1\nhigh = 3\n"


def worth(codes):
    """Return 0, 1 or 5 for the choice, plus the value of the range; nothing for what stays as it is."""
    kind = np.array([0.0, 1.0, 5.0])[np.nan_to_num(codes[:, 0]).astype(int)]
    return kind + np.nan_to_num(codes[:, 1])


def test_one_at_a_time_against_the_base(made, tmp_path):
    text = "replications = 20\n[design]\nkind = 'one_at_a_time'\n" + CHOICE + RANGE + RECORD
    found = effects(run(made(text), tmp_path / "out", answering(worth, noise=0.1, luck=50.0)), "mean_trust")
    assert found.reference == "base"
    table = found.table.set_index(["factor", "level"])
    expected = {("kind", "a"): 0, ("kind", "b"): 1, ("kind", "c"): 5, ("range", "1"): 1, ("range", "3"): 3}
    for level, effect in expected.items():
        row = table.loc[level]
        assert row["effect"] == pytest.approx(effect, abs=0.15)
        assert row["high"] - row["low"] < 0.3  # luck that all points share is paired away
    assert found.by_factor().index.tolist() == ["kind", "range"]
    assert found.by_factor().loc["range", "least"] == 0.0  # the base is a level, too


def test_intervals_hold_what_they_should(made, tmp_path):
    text = "replications = 30\n[design]\nkind = 'one_at_a_time'\n" + RANGE.replace("low = 1\nhigh = 3", "values = "
        + str([k / 100 for k in range(1, 201)])) + RECORD  # fmt: skip
    results = run(made(text.replace("one_at_a_time", "grid")), tmp_path / "out",
                  answering(lambda codes: codes[:, 0], noise=1.0))  # fmt: skip
    table = effects(results, "mean_trust").table
    truth = table["code"] - 1.005
    inside = (table["low"] <= truth) & (truth <= table["high"])
    assert 0.88 < inside.mean() < 0.995


def test_main_effects_of_a_grid_against_the_mean_of_all(made, tmp_path):
    text = "replications = 5\n[design]\nkind = 'grid'\nlevels = 3\n" + CHOICE + RANGE + RECORD
    found = effects(run(made(text), tmp_path / "out", answering(worth)), "mean_trust")
    assert (found.reference, found.base) == ("mean of all points", pytest.approx(4.0))
    effect = found.table.set_index(["factor", "level"])["effect"]
    assert effect["kind"].tolist() == pytest.approx([-2.0, -1.0, 3.0])
    assert effect["range"].tolist() == pytest.approx([-1.0, 0.0, 1.0])


def test_what_has_no_levels_is_refused(made, tmp_path):
    text = "replications = 2\n[design]\nkind = 'latin_hypercube'\npoints = 5\n" + RANGE + RECORD
    with pytest.raises(InputError, match="a design 'latin_hypercube'"):
        effects(run(made(text), tmp_path / "out", answering(lambda codes: codes[:, 0])), "mean_trust")
    text = "replications = 2\n[design]\nkind = 'grid'\nlevels = 3\n" + CHOICE + RANGE + RECORD
    results = run(made(text), tmp_path / "hole", answering(worth, fails=lambda codes: codes[:, 1] > 2.5))
    with pytest.raises(InputError, match="of a grid left out"):
        effects(results, "mean_trust", holes="drop")
    text = "replications = 2\nrows = 'points'\n[design]\nkind = 'grid'\nlevels = 3\n" + RANGE + RECORD
    with pytest.raises(InputError, match="means and variances only"):
        effects(run(made(text), tmp_path / "means", answering(lambda codes: codes[:, 0])), "mean_trust")
