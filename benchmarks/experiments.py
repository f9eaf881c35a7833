"""Experiments to measure the runner with: runs that all cost the same, cut into points as a study would cut them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measured import SCENARIO
from realpolitik.experiments.files import load_experiment
from realpolitik.theory.assumptions import ASSUMPTIONS

if TYPE_CHECKING:
    from realpolitik.experiments.experiment import Experiment

NARROW = 1e-6
"""Half of a range as a share of the default: a million points all unlike, and all of about the same cost."""

FACTORS = 20


def _file(lines: list[str]) -> Experiment:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measured.toml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_experiment(path)


def _head(replications: int, years: tuple[int, int] | None) -> list[str]:
    return [
        "format_version = 1",
        'title = "To measure the runner with"',
        f'scenarios = ["{SCENARIO}"]',
        *([f"set = {{ years = {list(years)} }}"] if years else []),
        f"replications = {replications}",
        'record = { pairs = ["iran-russia"] }',
    ]


def sweep(points: int, replications: int, years: tuple[int, int] | None = None, *, draws: str = "shared") -> Experiment:
    """Return an experiment of so many points and runs at each, all about as costly as the scenario itself."""
    item = next(item for item in ASSUMPTIONS if item.name == "trust_loss")
    low, high = item.default * (1.0 - NARROW), item.default * (1.0 + NARROW)
    design = [
        "[design]", 'kind = "latin_hypercube"', f"points = {points}",
        f"[factors.{item.name}]", f"low = {low!r}", f"high = {high!r}",
    ]  # fmt: skip
    return _file([*_head(replications, years), f'draws = "{draws}"', *design])


def sobol_study(samples: int, replications: int) -> Experiment:
    """Return a Sobol' study of the first twenty assumptions with indices of second order: 42 points a sample."""
    design = ["[design]", 'kind = "sobol"', f"samples = {samples}", "second_order = true"]
    factors = [f"[factors.{item.name}]" for item in ASSUMPTIONS[:FACTORS]]
    return _file([*_head(replications, None), 'draws = "separate"', *design, *factors])
