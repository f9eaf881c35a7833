"""``realpolitik show``: the text of a shipped file, to start one's own from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.screen import print_bytes, print_json
from realpolitik.errors import InputError, Problem, listed, nearest_name


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A shipped scenario, profile or experiment; profiles/NAME or experiments/NAME where several have the "
            "same name.",
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Print a shipped scenario, elite profile or experiment as it stands in its TOML file.

    realpolitik show pahlavi > mine.toml makes a copy that check and run take wherever it lies.
    """
    path, kind = _shipped(name)
    content = path.read_bytes()
    if as_json:
        print_json({"name": path.stem, "kind": kind, "toml": content.decode()})
    else:
        print_bytes(content)


def _shipped(name: str) -> tuple[Path, str]:
    """Return a shipped file and its kind.

    Raises
    ------
    InputError
        Nothing of this name is shipped.
    """
    from realpolitik.experiments.catalogue import SUFFIX, experiment_names, shipped_folder
    from realpolitik.scenario import shipped_file
    from realpolitik.scenario.catalogue import PROFILES, scenario_names

    own = name.removeprefix("experiments/")
    if own in experiment_names() and (own != name or name not in scenario_names()):
        return shipped_folder() / f"{own}{SUFFIX}", "experiment"
    try:
        path = shipped_file(name)
    except InputError as error:
        raise InputError(_with_experiments(problem, name) for problem in error.problems) from None
    return path, "profile" if path.parent.name == PROFILES else "scenario"


def _with_experiments(problem: Problem, name: str) -> Problem:
    from realpolitik.experiments.catalogue import experiment_names

    names = experiment_names()
    near = problem.nearest or nearest_name(name, names)
    return replace(problem, allowed=f"{problem.allowed}, {listed(names, 60)}", nearest=near)
