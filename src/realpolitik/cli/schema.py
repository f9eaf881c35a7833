"""``realpolitik schema``: the JSON Schema of the files, for editors and other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.screen import print_json


class Kind(StrEnum):
    """The files that have a schema."""

    SCENARIO = "scenario"
    PROFILE = "profile"
    EXPERIMENT = "experiment"


def print_schema(
    kind: Annotated[
        Kind, typer.Argument(metavar="KIND", help="scenario (the default), profile or experiment.")
    ] = Kind.SCENARIO,
    as_json: JsonOption = False,
) -> None:
    """Print the JSON Schema of a scenario, profile or experiment file; it is JSON with or without --json."""
    del as_json  # a schema has no other form
    match kind:
        case Kind.SCENARIO:
            from realpolitik.scenario import json_schema

            print_json(json_schema())
        case Kind.PROFILE:
            from realpolitik.scenario import Profile

            print_json(Profile.model_json_schema())
        case Kind.EXPERIMENT:
            from realpolitik.experiments.schema import json_schema as experiment_schema

            print_json(experiment_schema())
