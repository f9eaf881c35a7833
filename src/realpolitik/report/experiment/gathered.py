"""All that the report of an experiment says, worked out once: effects, indices, regions, and what could not be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from realpolitik.errors import InputError
from realpolitik.experiments.analysis.effects import Effects, effects
from realpolitik.experiments.analysis.sensitivity import MADE_FOR, Sensitivity, sensitivity
from realpolitik.report.experiment.named import case_name, cases_of

if TYPE_CHECKING:
    from realpolitik.experiments.analysis.discovery import Discovery
    from realpolitik.experiments.results import ExperimentResults

COLUMNS_SHOWN = 6
Found = TypeVar("Found")


@dataclass(frozen=True)
class Gathered:
    """What the report of an experiment says.

    Attributes
    ----------
    results : ExperimentResults
        The experiment.
    columns : tuple of mappings
        Columns that figures show, as the manifest describes them.
    indices : mapping of str to list of (str, Sensitivity)
        By column, the indices in each case.
    effects : mapping of str to list of (str, Effects)
        By column, the effects in each case.
    regions : list of (str, Discovery)
        Boxes in each case.
    missing : tuple of str
        What could not be worked out, and why.
    """

    results: ExperimentResults
    columns: tuple[dict[str, Any], ...]
    indices: dict[str, list[tuple[str, Sensitivity]]] = field(default_factory=dict)
    effects: dict[str, list[tuple[str, Effects]]] = field(default_factory=dict)
    regions: list[tuple[str, Discovery]] = field(default_factory=list)
    missing: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Kind of the design."""
        return str(self.results.document.get("design", {"kind": "grid"})["kind"])


def shown_columns(results: ExperimentResults) -> tuple[dict[str, Any], ...]:
    """Return the columns that figures show: those that the file names, or the first six of all years."""
    columns = results.manifest["columns"]
    wanted = results.document.get("report", {}).get("columns")
    if wanted is not None:
        by_name = {item["name"]: item for item in columns}
        return tuple(by_name[name] for name in wanted)
    whole = [item for item in columns if item["window"] is None]
    return tuple(whole[:COLUMNS_SHOWN])


def gather(results: ExperimentResults) -> Gathered:
    """Work out all that the report of an experiment says.

    What cannot be had (holes without a rule, a package that is not installed, too few points of interest) is noted;
    the report says so in its place.
    """
    missing: list[str] = []
    found = Gathered(results, shown_columns(results))
    holes = results.document.get("report", {}).get("holes", "refuse")

    def tried(what: str, work: Callable[[], Found]) -> Found | None:
        try:
            return work()
        except InputError as error:
            missing.append(f"{what}: {'; '.join(str(problem) for problem in error.problems)}")
            return None

    several = len(results.manifest["cases"]) > 1
    for item in found.columns:
        name = item["name"]
        for case, keys in cases_of(results):
            where = f"{name}, {case}" if several else name
            if results.factors and found.kind in MADE_FOR and found.kind not in ("grid", "factorial"):
                one = tried(f"indices of {where}", partial(sensitivity, results, name, **keys, holes=holes))
                if one is not None:
                    found.indices.setdefault(name, []).append((case, one))
            if results.factors and found.kind in ("one_at_a_time", "grid", "factorial"):
                other = tried(f"effects on {where}", partial(effects, results, name, **keys, holes=holes))
                if other is not None:
                    found.effects.setdefault(name, []).append((case, other))
    for sought in results.document.get("report", {}).get("boxes", ()):
        for case in results.manifest["cases"]:
            keys = {"scenario": case["scenario"], **({"arm": case["arm"]} if case["arm"] else {})}
            label = case_name(case) if several else ""
            what = f"box of {sought['column']}" + (f", {label}" if label else "")
            region = tried(what, partial(_region, results, sought, keys, holes))
            if region is not None:
                found.regions.append((label, region))
    unique = tuple(dict.fromkeys(missing))
    return Gathered(results, found.columns, found.indices, found.effects, found.regions, unique)


def _region(results: ExperimentResults, sought: dict[str, Any], keys: dict[str, str], holes: str) -> Discovery:
    from realpolitik.experiments.analysis.discovery import discover

    least = sought.get("at_least")
    relation, threshold = ("<=", sought["at_most"]) if least is None else (">=", least)
    return discover(results, sought["column"], relation, threshold, **keys, holes=holes)
