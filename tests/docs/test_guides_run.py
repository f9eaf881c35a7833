"""The shell blocks of the guide to a first scenario run as written, on the file that it tells one to save."""

from __future__ import annotations

import pytest

from tests.docs.reading import ROOT, blocks, realpolitik_commands, run_realpolitik, with_few_runs

GUIDE = ROOT / "docs" / "guides" / "first-scenario.md"


@pytest.fixture
def folder(tmp_path):
    (variant,) = blocks(GUIDE, "toml")
    (tmp_path / "agreement-kept.toml").write_text(variant, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("words", realpolitik_commands(GUIDE), ids=" ".join)
def test_command_runs(words, folder):
    ended = run_realpolitik(with_few_runs(words), folder)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip()


def test_the_mistake_that_the_guide_suggests_is_explained(folder):
    path = folder / "agreement-kept.toml"
    path.write_text(path.read_text().replace('quantity = "sanctions"', 'quantity = "sanction"'))
    ended = run_realpolitik(["check", path.name], folder)
    assert ended.returncode == 2
    assert "sanctions" in ended.stderr
    assert ended.stdout == ""


def test_the_variant_frees_the_ladder_that_it_asks_about(folder):
    from realpolitik.scenario import load

    kept = load(folder / "agreement-kept.toml").timeline()
    record = load("islamic-republic").timeline()
    i, j = kept.pair_indices[kept.pairs.index("iran-west")]
    since_2016 = slice(2016 - kept.first_year, None)
    assert (record.arrays.economic_pin[since_2016, i, j] == 0).any()
    assert (kept.arrays.economic_pin[since_2016, i, j] < 0).all()
    i, j = kept.pair_indices[kept.pairs.index("iran-russia")]
    assert (kept.arrays.security_pin[:, i, j] < 0).all()
