"""What an experiment file says of its report: columns that must be there, boxes that its design allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.errors import KeyPath, Problem, listed, nearest_name

if TYPE_CHECKING:
    from realpolitik.experiments.outcomes import Column
    from realpolitik.experiments.schema import ExperimentDocument

BOXED = ("latin_hypercube", "sobol", "grid", "factorial", "table")
"""Designs in whose space of factors boxes can be looked for."""


def check_report(document: ExperimentDocument, columns: Sequence[Column], problems: list[Problem]) -> None:
    """Note columns that are not recorded, and boxes in a design that spans no space."""
    names = [column.name for column in columns]
    shown = enumerate(document.report.columns or ())
    wanted: list[tuple[KeyPath, str]] = [(("report", "columns", place), name) for place, name in shown]
    wanted += [(("report", "boxes", place, "column"), box.column) for place, box in enumerate(document.report.boxes)]
    for where, name in wanted:
        if name not in names:
            found, near = f"the unknown column {name!r}", nearest_name(name, names)
            problems.append(Problem(where, found, listed(names), near))
    if document.report.boxes and document.design.kind not in BOXED:
        found = f"boxes of a design {document.design.kind!r}"
        problems.append(Problem(("report", "boxes"), found, f"a design of {', '.join(BOXED)}"))
