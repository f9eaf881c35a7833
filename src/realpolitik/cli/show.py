"""``realpolitik show``: the text of a shipped file, to start one's own from."""

from __future__ import annotations

from typing import Annotated

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.screen import print_bytes, print_json


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A shipped scenario or profile; profiles/NAME where both have the same name."
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Print a shipped scenario or elite profile as it stands in its TOML file.

    realpolitik show pahlavi > mine.toml makes a copy that check and run take wherever it lies.
    """
    from realpolitik.scenario import shipped_file

    path = shipped_file(name)
    content = path.read_bytes()
    if as_json:
        kind = "profile" if path.parent.name == "profiles" else "scenario"
        print_json({"name": path.stem, "kind": kind, "toml": content.decode()})
    else:
        print_bytes(content)
