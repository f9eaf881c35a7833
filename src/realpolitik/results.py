"""What a scenario came to: labelled results with everything that made them inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.paths import checked_path
from realpolitik.report.by_year import by_year_frame
from realpolitik.simulation import ensemble as folded
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

    from realpolitik.scenario import Scenario, ScenarioTimeline
    from realpolitik.simulation.ensemble import Ensemble
    from realpolitik.theory.assumptions import Assumptions

ROWS_AT_ONCE = 250_000
"""Rows of the table of runs that are made and written at a time, so that memory does not grow with the runs."""

WHOLE = ("longest_pact_years", "crises_asked", "crises_supported", *(f"{name}_years" for name in CLASSES))
MEANS = {"mean_security_rung": folded.SECURITY_SUM, "mean_economic_rung": folded.ECONOMIC_SUM,
         "mean_trust": folded.TRUST_SUM, "mean_aid_first_to_second": folded.AID_FORWARD,
         "mean_aid_second_to_first": folded.AID_BACKWARD}  # fmt: skip

SHOWN = (*CLASSES, "lasting pact", "mean trust")
PAIRS_IN_REPR = 6


@dataclass(frozen=True, eq=False, repr=False)  # there is no one truth in the comparison of tables
class Results:
    """An ensemble of one scenario.

    Attributes
    ----------
    scenario : Scenario
        The scenario in full, with all settings.
    assumptions : Assumptions
        Every assumption, and the index of every switch's setting.
    runs, seed : int
        Number of runs; the seed of all draws.
    timeline : ScenarioTimeline
        The inputs that the scenario stands for.
    ensemble : Ensemble
        The arrays that the simulation left; `dataset` and the tables have them by name.
    """

    scenario: Scenario
    assumptions: Assumptions
    runs: int
    seed: int
    timeline: ScenarioTimeline = field(repr=False)
    ensemble: Ensemble = field(repr=False)

    @property
    def pairs(self) -> tuple[str, ...]:
        """Ids of the pairs of deciding states."""
        return self.timeline.pairs

    def of_run(self, outcome: str, pair: str) -> np.ndarray:
        """Return an outcome of a pair run by run, (runs,).

        Parameters
        ----------
        outcome : str
            A column of `to_frame`.
        pair : str
            A pair, in either order.

        Raises
        ------
        InputError
            There is no such outcome, or no such pair.
        """
        outcomes = self._outcomes(self.pairs.index(self.scenario.pair(pair)), 0, self.runs)
        if not isinstance(outcome, str) or outcome not in outcomes:
            near = nearest_name(str(outcome), outcomes)
            raise InputError([Problem(("outcome",), quoted(outcome), listed(outcomes), near)])
        return outcomes[outcome].copy()

    def _outcomes(self, row: int, start: int, stop: int) -> dict[str, np.ndarray]:
        summary = self.ensemble.summary[start:stop, row]
        years = len(self.timeline.years)
        outcomes = {f"{name}_years": summary[:, number] for number, name in enumerate(CLASSES)}
        outcomes["longest_pact_years"] = summary[:, folded.LONGEST_PACT]
        outcomes["strategic_alliance"] = summary[:, folded.STRATEGIC] > 0.5
        outcomes |= {name: summary[:, place] / years for name, place in MEANS.items()}
        outcomes["end_trust"] = summary[:, folded.END_TRUST]
        outcomes["crises_asked"] = summary[:, folded.ASKED]
        outcomes["crises_supported"] = summary[:, folded.SUPPORTED]
        return {name: values.astype(np.int32) if name in WHOLE else values for name, values in outcomes.items()}

    def to_frame(self) -> pd.DataFrame:
        """Return a row per run and pair.

        Returns
        -------
        DataFrame
            ``run``, ``pair``; years in each class; ``longest_pact_years``; ``strategic_alliance`` (a pact of five
            years without an unanswered crisis); means over the years of rungs (security 0-3, economic 0-2), of
            the smaller trust (0-1) and of the aid expected in each direction (utility); ``end_trust``; how often
            partners were asked for support in crises of the pair, and gave it.
        """
        import pandas as pd

        return pd.concat(self._frames(), ignore_index=True)

    def _frames(self) -> Iterator[pd.DataFrame]:
        """Return the table of runs in parts, in order of run and pair."""
        import pandas as pd

        count = len(self.pairs)
        step = max(1, ROWS_AT_ONCE // max(1, count))
        for start in range(0, self.runs, step):
            stop = min(self.runs, start + step)
            by_pair = [self._outcomes(row, start, stop) for row in range(count)]
            columns: dict[str, Any] = {
                "run": np.repeat(np.arange(start, stop), count),
                "pair": pd.Categorical.from_codes(np.tile(np.arange(count), stop - start), list(self.pairs)),
            }
            for name in by_pair[0] if by_pair else ():
                columns[name] = np.stack([outcomes[name] for outcomes in by_pair], axis=1).reshape(-1)
            yield pd.DataFrame(columns)

    def by_year(self) -> pd.DataFrame:
        """Return a row per pair and year: the share of runs in each class, and the mean of the smaller trust."""
        return by_year_frame(self.timeline, self.ensemble)

    @property
    def dataset(self) -> xr.Dataset:
        """The results as a labelled dataset, with dimensions run, year, pair, class and, of trajectories, state.

        Its numbers are those of the results, so they are read-only: ``dataset.copy(deep=True)`` can be changed.
        """
        return self._dataset.copy()

    @cached_property
    def _dataset(self) -> xr.Dataset:
        from realpolitik.results_dataset import dataset_of

        return dataset_of(self)

    def plot(self, pair: str | None = None) -> Figure:
        """Draw the share of runs in each class by year, as stacked bands with the dated events.

        Parameters
        ----------
        pair : str, optional
            The pair to draw, in either order; the first one by default.
        """
        from realpolitik.report.bands import draw_bands

        name = self.pairs[0] if pair is None else self.scenario.pair(pair)
        events = [event for event in self.scenario.document.live_events if getattr(event, "pair", name) == name]
        source = f"{self.scenario.title}: {self.runs} runs, seed {self.seed}."
        return draw_bands(self.by_year(), name, events, source=source)

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as plain data: the JSON of ``realpolitik run``."""
        years = [str(year) for year in self.timeline.years]
        pairs: dict[str, Any] = {}
        for row, pair in enumerate(self.pairs):
            count = self.ensemble.class_count[:, row]
            shares = count / count.sum(axis=1, keepdims=True)
            outcomes = self._outcomes(row, 0, self.runs)
            pairs[pair] = {
                "class_shares": _named(count.sum(axis=0) / count.sum()),
                "by_year": {year: _named(row_shares) for year, row_shares in zip(years, shares, strict=True)},
                "p_pact": float((outcomes["longest_pact_years"] > 0).mean()),
                "p_strategic_alliance": float(outcomes["strategic_alliance"].mean()),
                "mean_trust": float(outcomes["mean_trust"].mean()),
            }
        return {
            "scenario": self.scenario.name,
            "seed": self.seed,
            "runs": self.runs,
            "pairs": pairs,
            "gaps_filled": self.timeline.gap_lines(),
        }

    def manifest(self) -> dict[str, Any]:
        """Return all that is needed to repeat the results, and where they come from."""
        from realpolitik.provenance import provenance

        return {
            "kind": "run",
            "seed": self.seed,
            "runs": self.runs,
            "scenario": {**self.scenario.to_dict(), "digest": self.scenario.digest},
            "assumptions": assumptions_by_name(self.assumptions),
            "gaps_filled": self.timeline.gap_lines(),
            **provenance(),
        }

    def write(self, folder: str | Path) -> None:
        """Write tables, figures and the manifest to a folder, all at once.

        Parameters
        ----------
        folder : str or Path
            New, empty, or written by an earlier run, whose files are replaced.

        Notes
        -----
        ``runs.parquet`` has a row per run and pair, ``by_year.csv`` a row per pair and year, ``summary.json`` what
        `to_dict` returns; ``trajectories.parquet``, if they were kept, a row per run, year and pair. The manifest
        has the SHA-256 of each.

        Raises
        ------
        InputError
            The folder holds files that are not ours, or cannot be written.
        """
        import json

        from realpolitik.report.style import as_png
        from realpolitik.results_folder import write_manifest, written_folder
        from realpolitik.tables import write_csv, write_parquet

        with written_folder(checked_path("folder", folder, "the path of a folder"), "run") as fresh:
            write_parquet(fresh / "runs.parquet", self._frames())
            write_csv(fresh / "by_year.csv", self.by_year())
            (fresh / "summary.json").write_text(json.dumps(self.to_dict(), indent=1) + "\n", encoding="utf-8")
            if self.ensemble.pair_record is not None:
                from realpolitik.results_dataset import trajectory_frames

                write_parquet(fresh / "trajectories.parquet", trajectory_frames(self))
            for pair in self.pairs:
                (fresh / f"classes-{pair}.png").write_bytes(as_png(self.plot(pair)))
            write_manifest(fresh, self.manifest(), checksums=True)

    def __repr__(self) -> str:
        years, pairs = self.timeline.years, listed(self.pairs, PAIRS_IN_REPR)
        return (
            f"<Results of {self.scenario.name}: {self.runs} runs, seed {self.seed}, years {years[0]}-{years[-1]}, "
            f"pairs {pairs}>"
        )

    def __str__(self) -> str:
        width = max(map(len, self.pairs), default=4)
        lines = [self._heading(), f"{'pair':{width}}" + "".join(f"{name:>15}" for name in SHOWN)]
        for pair, cells in self._cells().items():
            lines.append(f"{pair:{width}}" + "".join(f"{cell:>15}" for cell in cells))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        import html

        import pandas as pd

        table = pd.DataFrame.from_dict(self._cells(), orient="index", columns=list(SHOWN))
        return f"<p>{html.escape(self._heading())}</p>\n{table.to_html()}"

    def _heading(self) -> str:
        return f"{self.scenario.title}: {self.runs} runs, seed {self.seed}"

    def _cells(self) -> dict[str, list[str]]:
        """Return by pair what a reader is shown under `SHOWN`."""
        cells = {}
        for pair, row in self.to_dict()["pairs"].items():
            shares = [f"{share:.1%}" for share in row["class_shares"].values()]
            cells[pair] = [*shares, f"{row['p_strategic_alliance']:.1%}", f"{row['mean_trust']:.2f}"]
        return cells


def _named(shares: np.ndarray) -> dict[str, float]:
    return {name: float(share) for name, share in zip(CLASSES, shares, strict=True)}


def assumptions_by_name(assumptions: Assumptions) -> dict[str, float | str]:
    """Return every assumption's value and every switch's setting by name."""
    values: dict[str, float | str] = {item.name: float(getattr(assumptions, item.name)) for item in ASSUMPTIONS}
    return values | {item.name: item.choices[int(getattr(assumptions, item.name))] for item in SWITCHES}
