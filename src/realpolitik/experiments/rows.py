"""Rows of the tables: a row per run, or per point with means and variances; Arrow tables with fixed types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

    from realpolitik.experiments.experiment import Experiment
    from realpolitik.experiments.measuring import Measured
    from realpolitik.experiments.parts import Part

VARIANCE = "__variance"


@dataclass(frozen=True)
class Moments:
    """Mean and spread of runs, mergeable; arrays are (..., columns).

    Attributes
    ----------
    count : array
        Runs that count.
    mean : array
        Their mean; 0 without any.
    square : array
        Their summed squared deviations from it.
    """

    count: np.ndarray
    mean: np.ndarray
    square: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray, axis: int = 1) -> Moments:
        """Return the moments of values over an axis; NaN does not count."""
        there = np.isfinite(values)
        count = there.sum(axis=axis).astype(np.float64)
        filled = np.where(there, values, 0.0)
        mean = filled.sum(axis=axis) / np.maximum(count, 1.0)
        off = np.where(there, values - np.expand_dims(mean, axis), 0.0)
        return cls(count, mean, (off * off).sum(axis=axis))

    def merged(self, other: Moments) -> Moments:
        """Return the moments of both together (Chan, Golub and LeVeque 1983)."""
        count = self.count + other.count
        share = other.count / np.maximum(count, 1.0)
        gap = other.mean - self.mean
        return Moments(count, self.mean + gap * share, self.square + other.square + gap * gap * self.count * share)

    @property
    def value(self) -> np.ndarray:
        """The mean; NaN without any run."""
        return np.where(self.count > 0, self.mean, np.nan)

    @property
    def variance(self) -> np.ndarray:
        """The variance between runs (n - 1); NaN of fewer than two."""
        return np.where(self.count > 1, self.square / np.maximum(self.count - 1.0, 1.0), np.nan)


def _types(experiment: Experiment) -> dict[str, pa.DataType]:
    import pyarrow as pa

    kinds = {"number": pa.float64(), "count": pa.int32(), "flag": pa.int8()}
    return {column.name: kinds[column.outcome.kind] for column in experiment.columns}


def run_schema(experiment: Experiment) -> pa.Schema:
    """Return the types of a table of runs."""
    import pyarrow as pa

    head = [("point", pa.int64()), ("run", pa.int64()), ("scenario", pa.string()), ("arm", pa.string())]
    return pa.schema([*head, *_types(experiment).items(), ("error", pa.string())])


def point_schema(experiment: Experiment) -> pa.Schema:
    """Return the types of a table of points with means and variances."""
    import pyarrow as pa

    head = [("point", pa.int64()), ("scenario", pa.string()), ("arm", pa.string()), ("runs", pa.int64()),
            ("failed", pa.int64())]  # fmt: skip
    names = [name for column in experiment.columns for name in (column.name, column.name + VARIANCE)]
    return pa.schema([*head, *((name, pa.float64()) for name in names), ("error", pa.string())])


def _numbers(values: np.ndarray, kind: Any) -> pa.Array:
    import pyarrow as pa

    missing = np.isnan(values)
    if pa.types.is_floating(kind):
        return pa.array(values, kind, mask=missing)
    return pa.array(np.where(missing, 0.0, values).astype(kind.to_pandas_dtype()), kind, mask=missing)


def _case_labels(experiment: Experiment, repeats: int) -> tuple[pa.Array, pa.Array]:
    import pyarrow as pa

    scenarios = [case.scenario for case in experiment.cases] * repeats
    arms = [case.arm or None for case in experiment.cases] * repeats
    return pa.array(scenarios, pa.string()), pa.array(arms, pa.string())


def run_rows(
    experiment: Experiment, points: np.ndarray, first_run: int, values: np.ndarray, errors: np.ndarray
) -> pa.Table:
    """Return a row per point, run and case.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    points : (points,) array
        Numbers of the points.
    first_run : int
        Number of the first replication.
    values : (points, replications, cases, columns) array
        Outcomes.
    errors : (points, replications, cases) object array
        Texts, None where the run did not fail.
    """
    import pyarrow as pa

    count, runs, cases, columns = values.shape
    flat = values.reshape(-1, columns)
    scenarios, arms = _case_labels(experiment, count * runs)
    arrays = [
        pa.array(np.repeat(points, runs * cases)),
        pa.array(np.tile(np.repeat(np.arange(first_run, first_run + runs), cases), count)),
        scenarios,
        arms,
        *(_numbers(flat[:, k], kind) for k, kind in enumerate(_types(experiment).values())),
        pa.array(errors.reshape(-1).tolist(), pa.string()),
    ]
    return pa.Table.from_arrays(arrays, schema=run_schema(experiment))


def point_rows(
    experiment: Experiment, points: np.ndarray, moments: Moments, failed: np.ndarray, errors: np.ndarray
) -> pa.Table:
    """Return a row per point and case, with the mean and variance of every outcome over the runs.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    points : (points,) array
        Numbers of the points.
    moments : Moments
        Of (points, cases, columns).
    failed : (points, cases) array
        Failed runs.
    errors : (points, cases) object array
        The first error of each, None without any.
    """
    import pyarrow as pa

    count, cases = failed.shape
    scenarios, arms = _case_labels(experiment, count)
    arrays = [pa.array(np.repeat(points, cases)), scenarios, arms,
              pa.array((experiment.replications - failed).reshape(-1).astype(np.int64)),
              pa.array(failed.reshape(-1).astype(np.int64))]  # fmt: skip
    mean, variance = moments.value.reshape(-1, moments.mean.shape[-1]), moments.variance
    variance = variance.reshape(mean.shape)
    for place in range(mean.shape[1]):
        arrays += [_numbers(mean[:, place], pa.float64()), _numbers(variance[:, place], pa.float64())]
    arrays.append(pa.array(errors.reshape(-1).tolist(), pa.string()))
    return pa.Table.from_arrays(arrays, schema=point_schema(experiment))


def error_texts(shape: tuple[int, int, int], errors: Mapping[tuple[int, int, int], str]) -> np.ndarray:
    """Return the errors as an object array, None where there is none."""
    texts = np.full(shape, None, dtype=object)
    for place, text in errors.items():
        texts[place] = text
    return texts


def first_errors(texts: np.ndarray) -> np.ndarray:
    """Return the first error over the replications, (points, cases)."""
    found = np.full((texts.shape[0], texts.shape[2]), None, dtype=object)
    for replication in range(texts.shape[1] - 1, -1, -1):
        there = texts[:, replication] != None  # noqa: E711
        found[there] = texts[:, replication][there]
    return found


def part_table(experiment: Experiment, part: Part, measured: Measured) -> pa.Table:
    """Return the table of a part, its evaluations in the place of points."""
    values = measured.values
    texts = error_texts(values.shape[:3], measured.errors)
    evaluations = np.arange(part.first_evaluation, part.first_evaluation + len(part.codes))
    if experiment.rows == "runs":
        return run_rows(experiment, evaluations, part.first_replication, values, texts)
    failed = (texts != None).sum(axis=1)  # noqa: E711  element by element
    return point_rows(experiment, evaluations, Moments.of(values), failed, first_errors(texts))
