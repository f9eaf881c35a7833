"""What the guides tell one to type runs as written: Python blocks of all, commands of the first scenario."""

from __future__ import annotations

import pytest

from tests.docs.reading import (
    ROOT,
    blocks,
    python_with_few_points,
    python_with_few_runs,
    realpolitik_commands,
    run_python,
    run_realpolitik,
    with_few_runs,
)

GUIDE = ROOT / "docs" / "guides" / "first-scenario.md"


@pytest.fixture
def folder(tmp_path):
    (variant,) = blocks(GUIDE, "toml")
    (tmp_path / "agreement-kept.toml").write_text(variant, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("name", ["first-scenario", "decision-rule", "experiments"])
def test_python_runs(name, tmp_path):
    code = "\n".join(blocks(GUIDE.with_name(f"{name}.md"), "python"))
    assert code
    ended = run_python(python_with_few_points(python_with_few_runs(code), tmp_path), tmp_path)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize("words", realpolitik_commands(GUIDE), ids=" ".join)
def test_command_runs(words, folder, monkeypatch):
    monkeypatch.setattr("realpolitik.report.style.as_png", lambda figure: b"")  # the README's command paints them
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
