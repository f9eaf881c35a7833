"""``realpolitik check``: what is wrong with scenario, profile and experiment files, all of it."""

from __future__ import annotations

from typing import Annotated

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.reading import Reading
from realpolitik.cli.screen import print_json, print_text


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Scenario, profile or experiment files.")],
    as_json: JsonOption = False,
) -> None:
    """Check scenario, profile and experiment files; every problem of every file is reported."""
    from realpolitik.experiments.checking import check_any_file

    reading = Reading()
    taken = [reading.take(check_any_file, file) for file in files]
    reading.finish()
    kinds = [(file, kind.value) for file, kind in zip(files, taken, strict=True)]
    if as_json:
        print_json({"files": [{"file": file, "kind": kind} for file, kind in kinds]})
    else:
        print_text("\n".join(f"{file}: a valid {kind}" for file, kind in kinds))
