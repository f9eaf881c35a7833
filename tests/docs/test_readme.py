"""The README does what it says: its commands and its Python run, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import realpolitik
from tests.docs.reading import (
    ROOT,
    blocks,
    commands,
    python_with_few_runs,
    realpolitik_commands,
    run_python,
    run_realpolitik,
    with_few_runs,
)

README = ROOT / "README.md"
COMMANDS = realpolitik_commands(README)
REPRODUCE = ["reproduce"]
"""Runs in tests/report/test_reproduce.py, where what it writes is looked at."""
BY_HAND = (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))


@pytest.mark.slow
@pytest.mark.parametrize("words", [words for words in COMMANDS if words != REPRODUCE], ids=" ".join)
def test_command_runs(words, tmp_path):
    ended = run_realpolitik(with_few_runs(words), tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip()
    assert "Traceback" not in ended.stderr


def test_readme_shows_every_main_command():
    shown = {words[0] for words in COMMANDS}
    assert {"reproduce", "list", "run", "compare", "explain"} <= shown


@pytest.mark.slow
def test_python_runs(tmp_path):
    code = "\n".join(blocks(README, "python"))
    ended = run_python(python_with_few_runs(code), tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert "iran-russia" in ended.stdout
    assert (tmp_path / "pahlavi.png").stat().st_size > 0


def test_every_other_command_is_an_installer_or_the_test_command():
    others = [words for words in commands(README) if "realpolitik" not in words]
    assert others == [["pip", "install", "uv"], ["uv", "run", "pytest", "-n", "2"]]


def test_test_command_follows_its_marker():
    text = README.read_text(encoding="utf-8")
    assert text.count("<!-- test command -->") == 1
    assert "<!-- test command -->\n```console\n$ uv run pytest -n 2\n```\n" in text


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path):
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        linked = (path.parent / file).resolve() if file else path
        assert linked.exists(), f"{path.name}: {target}"
        if anchor:
            assert anchor in _anchors(linked), f"{path.name}: {target}"


def _anchors(path: Path) -> set[str]:
    """Return the anchors that GitHub makes of the headings of a document."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", head) for head in heads)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in plain}


def test_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {realpolitik.__version__}\n" in citation
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{realpolitik.__version__}]" in changes or "## [Unreleased]" in changes
