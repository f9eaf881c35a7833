"""Layers: what stands further down in the house may import what stands above it, never the other way round."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import realpolitik

HOME = Path(realpolitik.__file__).parent
ORDER = ("theory", "scenario", "simulation", "explanation", "experiments", "findings", "validation", "report", "cli")
"""From the top of the house down; the page (`app`) and the command line may both see everything else."""


def imported(path: Path) -> set[str]:
    """Return the folders of the package that a file imports from."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("realpolitik.")}


@pytest.mark.parametrize("layer", ORDER)
def test_no_layer_imports_one_below_it(layer):
    below = {*ORDER[ORDER.index(layer) + 1 :], *(() if layer == "cli" else ("app",))}
    found = {
        str(path.relative_to(HOME)): sorted(imported(path) & below)
        for path in (HOME / layer).rglob("*.py")
        if imported(path) & below
    }
    assert found == {}


def test_analysis_runs_nothing():
    for path in (HOME / "experiments" / "analysis").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "experiments.runner" not in text
        assert "experiments.measuring" not in text
