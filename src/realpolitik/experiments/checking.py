"""Checking any file of ours: scenario, elite profile or experiment."""

from __future__ import annotations

import os
from pathlib import Path

from realpolitik.experiments.files import is_experiment, load_experiment
from realpolitik.scenario import check_file
from realpolitik.scenario.text import read_toml


def check_any_file(path: str | os.PathLike[str]) -> str:
    """Check a file and return what kind it is: "scenario", "profile" or "experiment".

    Raises
    ------
    InputError
        Everything that is wrong with it.
    """
    if is_experiment(read_toml(Path(path), os.fspath(path))):
        load_experiment(Path(path))
        return "experiment"
    return check_file(path)
