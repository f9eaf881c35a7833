"""Results of an experiment: tables with everything that made them, and outcomes as arrays for analysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem, listed, nearest_name
from realpolitik.experiments.assembling import CONTRASTS, DESIGN, POINTS, RUNS, SAMPLE
from realpolitik.experiments.rows import VARIANCE
from realpolitik.experiments.store import verified
from realpolitik.paths import checked_path

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ExperimentResults:
    """A finished experiment.

    Attributes
    ----------
    folder : Path
        Where it lies.
    manifest : mapping
        The experiment in full, columns, cases, versions, hashes.
    """

    folder: Path
    manifest: Mapping[str, Any] = field(repr=False)
    home: object = field(default=None, repr=False, compare=False)
    """What holds a folder that is nobody's; it goes with the results."""

    @classmethod
    def read(cls, folder: str | Path) -> ExperimentResults:
        """Return the results in a folder, their checksums verified.

        Raises
        ------
        InputError
            The folder is none of a finished experiment, or a table is damaged.
        """
        path = checked_path("folder", folder, "the folder of a finished experiment")
        return cls(path, verified(path))

    @property
    def name(self) -> str:
        """Name of the experiment."""
        return str(self.manifest["experiment"]["name"])

    @property
    def document(self) -> dict[str, Any]:
        """The experiment as its file says it."""
        return dict(self.manifest["experiment"]["document"])

    @property
    def factors(self) -> list[dict[str, Any]]:
        """What varies, in the order of the columns: name, kind, label, meaning, unit, range or labels, group, paths."""
        return list(self.manifest["factors"])

    @property
    def failed(self) -> int:
        """Number of failed runs."""
        return int(self.manifest["failed"])

    @property
    def replications(self) -> int:
        """Runs of each point in each case."""
        return int(self.manifest["replications"])

    @property
    def size(self) -> int:
        """Number of points."""
        return int(self.manifest["points"])

    def _table(self, name: str) -> pd.DataFrame:
        import pandas as pd

        return pd.read_parquet(self.folder / name)

    @cached_property
    def _design(self) -> pd.DataFrame:
        return self._table(DESIGN)

    @cached_property
    def _points(self) -> pd.DataFrame:
        return self._table(POINTS if self.manifest["rows"] == "runs" else RUNS)

    # Whoever asks for a table gets one of their own: what they do to it must not change what is read of it later.

    @property
    def design(self) -> pd.DataFrame:
        """A row per point: the values of the factors; empty where a factor stays as the scenario has it."""
        return self._design.copy()

    @property
    def sample(self) -> pd.DataFrame | None:
        """A row per point of a sampled design: its place in the unit cube."""
        return self._table(SAMPLE) if SAMPLE in self.manifest["files"] else None

    @property
    def points(self) -> pd.DataFrame:
        """A row per point, scenario and arm: mean and variance of every outcome over the runs."""
        return self._points.copy()

    @property
    def contrasts(self) -> pd.DataFrame | None:
        """A row per point, scenario and contrast, with 95 % intervals; None without contrasts."""
        return self._table(CONTRASTS) if CONTRASTS in self.manifest["files"] else None

    def to_frame(self) -> pd.DataFrame:
        """Return the table of runs (of points, where there are too many runs) with the factors beside it."""
        return self._table(RUNS).merge(self._design.drop(columns="evaluation"), on="point", validate="many_to_one")

    def column(self, outcome: str, pair: str | None = None, window: str | None = None) -> str:
        """Return the name of a column of the tables.

        Parameters
        ----------
        outcome : str
            An outcome, or the name of a column.
        pair : str, optional
            The pair, in either order; may be left out if there is one only.
        window : str, optional
            A window of years.

        Raises
        ------
        InputError
            There is no such column, or several.
        """
        columns = self.manifest["columns"]
        if any(item["name"] == outcome for item in columns):
            return outcome
        wanted = None if pair is None else {str(pair), "-".join(reversed(str(pair).split("-")))}
        found = [
            item["name"]
            for item in columns
            if item["outcome"] == outcome and item["window"] == window and (wanted is None or item["pair"] in wanted)
        ]
        if len(found) == 1:
            return str(found[0])
        names = [item["name"] for item in columns]
        what = "several columns" if found else "no column"
        text = " of ".join(str(part) for part in (outcome, pair, window) if part)
        near = None if found else nearest_name(str(outcome), [item["outcome"] for item in columns])
        raise InputError([Problem(("column",), f"{what} for {text}", listed(found or names, 60), near)])

    def _case(self, scenario: str | None, arm: str | None) -> int:
        """Return the place of a case among those of a point."""
        cases = self.manifest["cases"]
        found = [
            place
            for place, case in enumerate(cases)
            if scenario in (None, case["scenario"]) and (arm is None or case["arm"] == arm)
        ]
        if len(found) == 1:
            return found[0]
        names = [" ".join(part for part in (case["scenario"], case["arm"]) if part) for case in cases]
        what = " ".join(part for part in (scenario, arm) if part) or "no scenario or arm"
        raise InputError([Problem(("case",), what, f"one of {listed(names)}")])

    def values(
        self, outcome: str, pair: str | None = None, window: str | None = None, *,
        scenario: str | None = None, arm: str | None = None,
    ) -> np.ndarray:  # fmt: skip
        """Return an outcome of every run, (points, replications) float64, NaN where the run failed.

        Parameters
        ----------
        outcome, pair, window
            As in `column`.
        scenario, arm : str, optional
            Which case; may be left out where there is one only.

        Raises
        ------
        InputError
            There is no such column or case, or the table has means only.
        """
        import pyarrow.parquet as pq

        if self.manifest["rows"] != "runs":
            raise InputError([Problem(("rows",), "means and variances only", "moments, or rows = 'runs' in the file")])
        name, place, cases = self.column(outcome, pair, window), self._case(scenario, arm), len(self.manifest["cases"])
        column = pq.read_table(self.folder / RUNS, columns=[name])[name]
        values = column.to_numpy(zero_copy_only=False).astype(np.float64)
        return values.reshape(self.size, self.replications, cases)[:, :, place]

    def moments(
        self, outcome: str, pair: str | None = None, window: str | None = None, *,
        scenario: str | None = None, arm: str | None = None,
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
        """Return mean, variance between runs, and number of runs of an outcome at every point, (points,) each."""
        name, place, cases = self.column(outcome, pair, window), self._case(scenario, arm), len(self.manifest["cases"])
        columns = [self._points[key].to_numpy(np.float64) for key in (name, name + VARIANCE, "runs")]
        mean, variance, runs = (column.reshape(self.size, cases)[:, place] for column in columns)
        return mean, variance, runs

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as plain data: the JSON of ``realpolitik experiment``."""
        keys = ("points", "evaluations", "replications", "runs", "failed", "seed", "version")
        means = {item["name"]: self._points[item["name"]] for item in self.manifest["columns"]}
        outcomes = {name: {"least": _number(m.min()), "most": _number(m.max())} for name, m in means.items()}
        return {
            "experiment": self.name,
            "design": self.document.get("design", {"kind": "grid"})["kind"],
            **{key: self.manifest[key] for key in keys},
            "outcomes": outcomes,
            "files": list(self.manifest["files"]),
        }


def _number(value: Any) -> float | None:
    return None if value != value else float(value)
