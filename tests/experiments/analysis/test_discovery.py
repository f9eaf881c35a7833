"""Scenario discovery on data made for the purpose: the box that was put in is found again."""

from __future__ import annotations

import dataclasses
import inspect

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from realpolitik.errors import InputError
from realpolitik.experiments.analysis.discovery import discover
from realpolitik.experiments.analysis.prim import peeled
from realpolitik.experiments.analysis.workbench import workbench
from tests.experiments.analysis.answers import PATHS, RECORD, answering, factors, run
from tests.extras import needs

pytestmark = needs("ema_workbench")

CUBE = "replications = 2\n[design]\nkind = 'latin_hypercube'\npoints = 600\n"
CHOICES = ", ".join(f"{name} = {{ sanction_loss = 1.{k} }}" for k, name in enumerate("abc", 1))
KIND = f"[factors.kind]\nchoices = {{ {CHOICES} }}\n"


def in_the_box(codes):
    """Return 1 where x1 > 0.6, x2 < 0.5 and the kind is not b."""
    return ((codes[:, 0] > 0.6) & (codes[:, 1] < 0.5) & (codes[:, 3] != 1)) * 1.0


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    from realpolitik.experiments.files import load_experiment
    from tests.experiments.conftest import HEAD

    folder = tmp_path_factory.mktemp("box")
    path = folder / "box.toml"
    path.write_text(HEAD + CUBE + factors(PATHS[:3], 0, 1) + KIND + RECORD)
    results = run(load_experiment(path), folder / "out", answering(in_the_box))
    return results, discover(results, "mean_trust", ">=", 0.5)


@pytest.fixture(scope="module")
def again(found):
    results, _ = found
    return discover(results, "mean_trust", ">=", 0.5)


def test_a_discovery_is_equal_to_itself_only(found, again):
    _, discovery = found
    assert discovery != again


def test_prim_finds_the_box_again(found):
    _, one = found
    limits = {limit.factor: limit for limit in one.box.limits}
    assert set(limits) == {"x1", "x2", "kind"}  # x3 plays no part
    assert limits["x1"].low == pytest.approx(0.6, abs=0.03)
    assert limits["x1"].high == 1.0
    assert limits["x2"].high == pytest.approx(0.5, abs=0.03)
    assert limits["kind"].labels == ("a", "c")
    assert one.share == pytest.approx(0.4 * 0.5 * 2 / 3, abs=0.03)
    assert one.box.quality.coverage > 0.9
    assert one.box.quality.density > 0.9
    assert "kind is a or c" in str(one.box)


def test_its_quality_holds_for_points_it_has_not_seen(found):
    _, one = found
    assert one.elsewhere.coverage > 0.8
    assert one.elsewhere.density > 0.8


def test_the_quality_is_that_of_the_limits(found):
    results, one = found
    codes = one.codes
    inside = one.box.inside(codes, results.factors)
    wanted = codes["interesting"].to_numpy()
    assert one.box.quality.coverage == (inside & wanted).sum() / wanted.sum()
    assert one.box.quality.density == (inside & wanted).sum() / inside.sum()


def test_the_leaves_of_the_tree_part_all_points(found):
    results, one = found
    inside = np.array([leaf.inside(one.codes, results.factors) for leaf in one.leaves])
    assert (inside.sum(axis=0) == 1).all()
    assert sum(leaf.quality.coverage for leaf in one.leaves) == pytest.approx(1.0)
    dense = [leaf for leaf in one.leaves if leaf.quality.density > 0.9]
    assert sum(leaf.quality.coverage for leaf in dense) > 0.9
    assert all("kind" in str(leaf) for leaf in dense)


def test_the_same_again_to_the_bit(found, again):
    _, one = found
    assert again.to_frame().equals(one.to_frame())
    assert again.elsewhere == one.elsewhere


def test_noise_has_no_box_worth_the_name(made, tmp_path):
    results = run(made(CUBE + factors(PATHS[:3], 0, 1) + RECORD), tmp_path / "out",
                  answering(lambda codes: 0 * codes[:, 0], noise=1.0))  # fmt: skip
    one = discover(results, "mean_trust", ">=", 0.0)
    assert one.elsewhere.density == pytest.approx(one.share, abs=0.12)


UNIT = [{"name": f"x{k}", "kind": "continuous", "low": 0.0, "high": 1.0, "labels": []} for k in range(1, 5)]


def surprises(box, codes, wanted):
    """Yield the quasi-p of every end of a box that is cut, by the binomial law itself."""
    inside = box.inside(codes, UNIT)
    for limit in box.limits:
        for wider in (dataclasses.replace(limit, low=0.0), dataclasses.replace(limit, high=1.0)):
            if wider != limit:
                limits = tuple(wider if one is limit else one for one in box.limits)
                share = wanted[dataclasses.replace(box, limits=limits).inside(codes, UNIT)].mean()
                yield stats.binom.sf((wanted & inside).sum() - 1, inside.sum(), share)


@pytest.mark.parametrize("seed", [2, 14, 16])  # one end by luck; a limit by luck when others are gone; two limits
def test_every_end_that_is_left_is_significant(seed):
    random = np.random.default_rng(seed)
    codes = pd.DataFrame(random.random((120, 4)), columns=[factor["name"] for factor in UNIT])
    wanted = codes.to_numpy() @ [0.5, 0.3, 0.2, 0.1] + 0.3 * random.normal(size=120) > 0.8
    box, _ = peeled(codes, wanted, UNIT)
    worst = max(surprises(box, codes, wanted), default=0.0)
    assert worst <= 0.05
    assert max((limit.surprise for limit in box.limits), default=0.0) == pytest.approx(worst)


def test_limits_of_whole_numbers_are_whole(made, tmp_path):
    whole = "[factors.year]\nlow = 1990\nhigh = 1999\ninteger = true\n"
    whole += "set = { adjust = [{ quantity = 'gdp', of = 'iran', scale = '$' }] }\n"
    results = run(made(CUBE + whole + factors(PATHS[:2], 0, 1) + RECORD), tmp_path / "out",
                  answering(lambda codes: ((codes[:, 0] >= 1993) & (codes[:, 0] < 1998)) * 1.0))  # fmt: skip
    one = discover(results, "mean_trust", ">=", 0.5)
    (limit,) = one.box.limits
    assert (limit.low, limit.high) == (1993.0, 1997.0)
    assert str(one.box) == "1993 <= year <= 1997"
    assert one.box.quality.density == 1.0
    ends = {end for leaf in one.leaves for limit in leaf.limits for end in (limit.low, limit.high)}
    assert ends == {1990.0, 1992.0, 1993.0, 1997.0, 1998.0, 1999.0}


def test_what_cannot_be_is_said(found, made, tmp_path):
    results, _ = found
    with pytest.raises(InputError, match="0 of 600 points"):
        discover(results, "mean_trust", ">=", 2.0)
    with pytest.raises(InputError, match="'=='"):
        discover(results, "mean_trust", "==", 0.5)
    text = "replications = 2\n[design]\nkind = 'one_at_a_time'\n" + factors(PATHS[:2], 0, 1) + RECORD
    other = run(made(text), tmp_path / "out", answering(lambda codes: np.nansum(codes, axis=1)))
    with pytest.raises(InputError, match="a design 'one_at_a_time'"):
        discover(other, "mean_trust", ">=", 0.5)


def test_the_workbench_is_imported_without_a_search_for_sources_and_nothing_is_left_of_it(monkeypatch):
    with_sources = inspect.getouterframes

    def importing(module, extra, what):
        frames = inspect.getouterframes(inspect.currentframe())
        assert [frame.function for frame in frames[:2]] == ["importing", "workbench"]
        assert frames[0].code_context is None
        return f"{module} of {extra}"

    monkeypatch.setattr(f"{workbench.__module__}.needed", importing)
    assert workbench("prim", "PRIM") == "ema_workbench.analysis.prim of sensitivity"
    assert inspect.getouterframes is with_sources
    assert inspect.getouterframes(inspect.currentframe())[0].code_context is not None
