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


def print_schema(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="scenario (the default) or profile.")] = Kind.SCENARIO,
    as_json: JsonOption = False,
) -> None:
    """Print the JSON Schema of a scenario file, or of a profile file; it is JSON with or without --json."""
    from realpolitik.scenario import Profile, json_schema

    del as_json  # a schema has no other form
    print_json(json_schema() if kind is Kind.SCENARIO else Profile.model_json_schema())
