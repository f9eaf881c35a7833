"""Contrasts: two arms on the same draws, point by point, with intervals over the paired runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from realpolitik.experiments.conditionality import conditionality, tie_above_none
from realpolitik.experiments.outcomes import BY_NAME, Column
from realpolitik.experiments.recording import pair_of
from realpolitik.experiments.rows import Moments

if TYPE_CHECKING:
    import pyarrow as pa

    from realpolitik.experiments.experiment import Experiment

DIFFERENCE, ARM, VERSUS = 0, 1, 2


class ContrastTable:
    """The contrasts of an experiment.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.contrasts = experiment.document.contrasts
        self.bases, self.arms = experiment.case_names()
        names = [column.name for column in experiment.columns]
        self._columns = []
        for contrast in self.contrasts:
            pair = pair_of(contrast.pair, experiment.scenarios.values())
            assert pair is not None
            self._columns.append(names.index(Column(BY_NAME[contrast.outcome], pair, contrast.window).name))

    @property
    def schema(self) -> pa.Schema:
        """The types of the table."""
        import pyarrow as pa

        texts = [(name, pa.string()) for name in ("scenario", "contrast")]
        numbers = [(name, pa.float64()) for name in ("value", "low", "high")]
        return pa.schema([("point", pa.int64()), *texts, *numbers, ("runs", pa.int64())])

    def paired(self, values: np.ndarray) -> np.ndarray:
        """Return difference and both sides of every contrast, run by run; NaN where either run failed.

        Parameters
        ----------
        values : (points, replications, cases, columns) array
            Outcomes.

        Returns
        -------
        (points, replications, scenarios, contrasts, 3) array
        """
        shape = (*values.shape[:2], len(self.bases), len(self.contrasts), 3)
        found = np.full(shape, np.nan)
        for base in range(len(self.bases)):
            for place, (contrast, column) in enumerate(zip(self.contrasts, self._columns, strict=True)):
                sides = [
                    values[:, :, base * len(self.arms) + self.arms.index(arm), column]
                    for arm in (contrast.arm, contrast.versus)
                ]
                both = np.isfinite(sides[0]) & np.isfinite(sides[1])
                found[:, :, base, place, DIFFERENCE] = np.where(both, sides[0] - sides[1], np.nan)
                found[:, :, base, place, ARM] = np.where(both, sides[0], np.nan)
                found[:, :, base, place, VERSUS] = np.where(both, sides[1], np.nan)
        return found

    def rows(self, points: np.ndarray, paired: Moments) -> pa.Table:
        """Return a row per point, scenario and contrast.

        Notes
        -----
        Intervals are those of Student for paired differences; for a conditionality those of the delta method.
        """
        import pyarrow as pa
        from scipy import stats

        count = paired.count[..., DIFFERENCE]
        value, error = paired.value[..., DIFFERENCE].copy(), np.sqrt(paired.variance[..., DIFFERENCE])
        for place, contrast in enumerate(self.contrasts):
            if contrast.kind == "conditionality":
                value[..., place], error[..., place] = _conditionality(paired, place)
        with np.errstate(invalid="ignore"):
            half = stats.t.ppf(0.975, np.maximum(count - 1.0, 1.0)) * error / np.sqrt(np.maximum(count, 1.0))
        bases, contrasts = len(self.bases), [contrast.name for contrast in self.contrasts]
        repeats = len(points)
        numbers = [value, value - half, value + half]
        arrays = [
            pa.array(np.repeat(points, bases * len(contrasts))),
            pa.array([base for base in self.bases for _ in contrasts] * repeats),
            pa.array(contrasts * bases * repeats),
            *(pa.array(n.reshape(-1), mask=np.isnan(n).reshape(-1)) for n in numbers),
            pa.array(count.reshape(-1).astype(np.int64)),
        ]
        return pa.Table.from_arrays(arrays, schema=self.schema)


def _conditionality(paired: Moments, place: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (S_arm - S_versus) / (S_arm - 1), NaN without a tie, and its spread by run."""
    arm, versus = paired.value[..., place, ARM], paired.value[..., place, VERSUS]
    variance = paired.variance[..., place, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        tie, value = tie_above_none(arm), conditionality(arm, versus)
        covariance = (variance[..., ARM] + variance[..., VERSUS] - variance[..., DIFFERENCE]) / 2.0
        of_arm, of_versus = (1.0 - value) / tie, -1.0 / tie
        square = (
            of_arm**2 * variance[..., ARM] + of_versus**2 * variance[..., VERSUS] + 2 * of_arm * of_versus * covariance
        )
        return value, np.sqrt(np.maximum(square, 0.0))
