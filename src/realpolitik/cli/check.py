"""``realpolitik check``: all that is wrong with scenario, profile and experiment files, and what is not on record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.reading import Reading
from realpolitik.cli.screen import print_json, print_text


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Scenario, profile or experiment files.")],
    as_json: JsonOption = False,
) -> None:
    """Check scenario, profile and experiment files; every problem of every file is reported.

    Of a valid scenario, the gaps of its series are listed, with what stands in for them.
    """
    reading = Reading()
    taken = [reading.take(_checked, file) for file in files]
    reading.finish()
    found = [one.value for one in taken]
    if as_json:
        print_json({"files": found})
    else:
        print_text("\n".join(line for one in found for line in _lines(one)))


def _checked(file: str) -> dict[str, Any]:
    """Return what kind of file it is and, of a scenario, what its series leave out.

    Raises
    ------
    InputError
        Everything that is wrong with it.
    """
    from realpolitik.experiments.checking import check_any_file
    from realpolitik.scenario import load

    kind = check_any_file(file)
    if kind != "scenario":
        return {"file": file, "kind": kind}
    timeline = load(Path(file)).timeline()
    return {"file": file, "kind": kind, "unrecorded": timeline.unrecorded(), "gaps_filled": timeline.gap_lines()}


def _lines(found: dict[str, Any]) -> list[str]:
    """Return what was found as text: the states of which a series says nothing come first."""
    lines = [f"{found['file']}: a valid {found['kind']}"]
    lines += [f"  no {quantity} on record for {', '.join(of)}" for quantity, of in found.get("unrecorded", {}).items()]
    lines += [f"  filled gap in {line}" for line in found.get("gaps_filled", ())]
    return lines
