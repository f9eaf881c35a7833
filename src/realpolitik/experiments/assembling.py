"""From finished parts to the tables: equal points expanded again, rows in the order of point, run and case.

The tables follow from the experiment and the parts alone, block by block, so that their bytes do not depend on who
computed what when, and memory does not grow with the runs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.experiments.contrasts import ContrastTable
from realpolitik.experiments.factors import Factor
from realpolitik.experiments.parts import PartLayout
from realpolitik.experiments.rows import Moments, first_errors, point_rows, point_schema, run_rows, run_schema

if TYPE_CHECKING:
    import pyarrow as pa

    from realpolitik.experiments.experiment import Experiment
    from realpolitik.experiments.store import Store

ROWS_AT_ONCE = 131_072
PARTS_KEPT = 64

DESIGN, SAMPLE, RUNS, POINTS, CONTRASTS = (f"{n}.parquet" for n in ("design", "sample", "runs", "points", "contrasts"))


class TableFile:
    """A Parquet file that takes tables of one schema, in row groups of about `ROWS_AT_ONCE` rows.

    Parameters
    ----------
    path : Path
        Where to write.
    schema : Schema
        The types of all tables.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def add(self, table: pa.Table) -> None:
        """Write a table, soon."""
        self._waiting.append(table)
        self._rows += len(table)
        if self._rows >= ROWS_AT_ONCE:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting).combine_chunks(), row_group_size=1 << 30)
        self._waiting, self._rows = [], 0

    def __enter__(self) -> TableFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._write()
        self._writer.close()


def write_tables(path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> None:
    """Write tables of one schema into a Parquet file."""
    with TableFile(path, schema) as file:
        for table in tables:
            file.add(table)


def write_design(store: Store, experiment: Experiment) -> list[str]:
    """Write the table of points and, of a sample, its place in the unit cube; return the names of the files."""
    import pyarrow as pa

    from realpolitik.experiments.designs import Listed

    points, factors = experiment.points, experiment.factors
    varied = experiment.document.design.kind == "one_at_a_time"
    fields = [("point", pa.int64()), ("evaluation", pa.int64()), *([("varied", pa.string())] if varied else [])]
    schema = pa.schema([*fields, *((factor.name, _type(factor)) for factor in factors)])
    with store.writing(store.folder / DESIGN) as path:
        write_tables(path, (_design_rows(experiment, s, t, schema) for s, t in _spans(points.size)), schema)
    if not isinstance(points, Listed) or points.shares is None:
        return [DESIGN]
    shares = points.shares
    names = [factor.name for factor in factors]
    sample = pa.table({"point": np.arange(len(shares)), **{n: shares[:, k] for k, n in enumerate(names)}})
    with store.writing(store.folder / SAMPLE) as path:
        write_tables(path, [sample], sample.schema)
    return [DESIGN, SAMPLE]


def _spans(size: int) -> Iterator[tuple[int, int]]:
    for start in range(0, size, ROWS_AT_ONCE):
        yield start, min(size, start + ROWS_AT_ONCE)


def _type(factor: Factor) -> pa.DataType:
    import pyarrow as pa

    return {"choice": pa.string(), "integer": pa.int64(), "continuous": pa.float64()}[factor.kind]


def _design_rows(experiment: Experiment, start: int, stop: int, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    codes = experiment.points.codes(start, stop)
    arrays: list[Any] = [np.arange(start, stop), experiment.points.evaluation_of(start, stop)]
    if "varied" in schema.names:
        names = np.array([factor.name for factor in experiment.factors], dtype=object)
        places = [np.flatnonzero(~np.isnan(row)) for row in codes]
        arrays.append(pa.array([names[place[0]] if len(place) else None for place in places], pa.string()))
    for place, factor in enumerate(experiment.factors):
        column, missing = codes[:, place], np.isnan(codes[:, place])
        if factor.kind == "choice":
            labels = [None if gone else factor.labels[int(c)] for c, gone in zip(column, missing, strict=True)]
            arrays.append(pa.array(labels, pa.string()))
        else:
            filled = np.where(missing, 0, column)
            whole = factor.kind == "integer"
            arrays.append(pa.array(filled.astype(np.int64) if whole else filled, _type(factor), mask=missing))
    return pa.Table.from_arrays([pa.array(array) for array in arrays], schema=schema)


class _Parts:
    """Reads parts, the last ones kept."""

    def __init__(self, store: Store, experiment: Experiment, layout: PartLayout) -> None:
        self.store, self.experiment, self.layout = store, experiment, layout
        self._kept: OrderedDict[int, Any] = OrderedDict()

    def table(self, number: int) -> pa.Table:
        """Return the table of a part."""
        if number not in self._kept:
            self._kept[number] = self.store.read_part(number)
            if len(self._kept) > PARTS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return self._kept[number]

    def arrays(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Return outcomes (evaluations, replications, cases, columns) and errors without the last dimension."""
        table = self.table(number)
        if isinstance(table, tuple):
            return table
        (start, stop), (first, last) = self.layout.evaluation_span(number), self.layout.replication_span(number)
        shape = (stop - start, last - first, self.layout.cases)
        columns = [
            table[column.name].to_numpy(zero_copy_only=False).astype(np.float64) for column in self.experiment.columns
        ]
        values = np.stack(columns, axis=-1).reshape(*shape, len(columns))
        errors = np.array(table["error"].to_pylist(), dtype=object).reshape(shape)
        self._kept[number] = (values, errors)
        return values, errors


def write_results(store: Store, experiment: Experiment) -> tuple[list[str], int]:
    """Write the tables of results from finished parts.

    Returns
    -------
    names : list of str
        The files.
    failed : int
        Number of failed runs, those of equal points counted once.
    """
    layout = PartLayout.of(experiment)
    if experiment.rows == "points":
        return [RUNS], _write_points_only(store, experiment, layout)
    contrast = ContrastTable(experiment)
    schemas = {RUNS: run_schema(experiment), POINTS: point_schema(experiment)}
    if experiment.document.contrasts:
        schemas[CONTRASTS] = contrast.schema
    with ExitStack() as stack:  # side by side, so that no table is ever whole in memory
        files = {
            name: stack.enter_context(TableFile(stack.enter_context(store.writing(store.folder / name)), schema))
            for name, schema in schemas.items()
        }
        side = _Side(experiment, contrast, files)
        for table in _run_tables(store, experiment, layout, side):
            files[RUNS].add(table)
    return list(schemas), side.failed


class _Side:
    """What is written on the way: means and variances by point, and contrasts."""

    def __init__(self, experiment: Experiment, contrast: ContrastTable, files: Mapping[str, TableFile]) -> None:
        self.experiment = experiment
        self.contrast = contrast
        self.files = files
        self.failed = 0
        self._seen = -1

    def add(self, points: np.ndarray, evaluations: np.ndarray, moments: Moments, paired: Moments,
            failed: np.ndarray, errors: np.ndarray) -> None:  # fmt: skip
        """Add some points in their order."""
        new = evaluations > self._seen  # evaluations are numbered as they first occur
        if new.any():
            firsts = np.unique(evaluations[new], return_index=True)[1]
            self.failed += int(failed[new][firsts].sum())
            self._seen = int(evaluations.max())
        self.files[POINTS].add(point_rows(self.experiment, points, moments, failed, errors))
        if CONTRASTS in self.files:
            self.files[CONTRASTS].add(self.contrast.rows(points, paired))


def _run_tables(store: Store, experiment: Experiment, layout: PartLayout, side: _Side) -> Iterator[pa.Table]:
    """Yield the tables of runs, point after point, and gather means on the way."""
    parts = _Parts(store, experiment, layout)
    size, each = experiment.points.size, experiment.runs_per_point
    step = max(1, ROWS_AT_ONCE // each) if layout.slices == 1 else 1
    for start in range(0, size, step):
        stop = min(size, start + step)
        points = np.arange(start, stop)
        evaluations = experiment.points.evaluation_of(start, stop)
        if layout.slices == 1:
            pieces: Iterable[tuple[int, tuple[np.ndarray, np.ndarray]]] = [(0, _gathered(parts, layout, evaluations))]
        else:
            numbers = layout.parts_of(int(evaluations[0]))
            pieces = ((layout.replication_span(number)[0], parts.arrays(number)) for number in numbers)
        total: tuple[Moments, Moments] | None = None
        failed = np.zeros((len(points), layout.cases), np.int64)
        errors = np.full((len(points), layout.cases), None, dtype=object)
        for first, (values, texts) in pieces:
            found = (Moments.of(values), Moments.of(side.contrast.paired(values)))
            total = found if total is None else (total[0].merged(found[0]), total[1].merged(found[1]))
            failed += (texts != None).sum(axis=1)  # noqa: E711  element by element
            errors = np.where(errors != None, errors, first_errors(texts))  # noqa: E711
            yield run_rows(experiment, points, first, values, texts)
        assert total is not None
        side.add(points, evaluations, *total, failed, errors)


def _gathered(parts: _Parts, layout: PartLayout, evaluations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return outcomes and errors of some evaluations, in their order."""
    numbers = evaluations // layout.evaluations_per_part
    shape = (len(evaluations), layout.replications, layout.cases)
    values = np.empty((*shape, len(parts.experiment.columns)))
    errors = np.full(shape, None, dtype=object)
    for number in dict.fromkeys(numbers.tolist()):
        there = np.flatnonzero(numbers == number)
        within = evaluations[there] - number * layout.evaluations_per_part
        found, texts = parts.arrays(number)
        values[there], errors[there] = found[within], texts[within]
    return values, errors


def _write_points_only(store: Store, experiment: Experiment, layout: PartLayout) -> int:
    """Write means and variances of the parts as the table of runs; return the number of failed runs."""
    parts = _Parts(store, experiment, layout)
    failed = 0
    for number in range(layout.count):
        failed += int(np.sum(store.read_part(number)["failed"].to_numpy()))
    schema = point_schema(experiment)

    def tables() -> Iterator[pa.Table]:
        import pyarrow as pa

        step = max(1, ROWS_AT_ONCE // layout.cases)
        for start in range(0, experiment.points.size, step):
            stop = min(experiment.points.size, start + step)
            evaluations = experiment.points.evaluation_of(start, stop)
            numbers = evaluations // layout.evaluations_per_part
            used = list(dict.fromkeys(numbers.tolist()))
            pool = pa.concat_tables([parts.table(number) for number in used])
            offsets = dict(zip(used, np.cumsum([0, *(len(parts.table(n)) for n in used[:-1])]).tolist(), strict=True))
            within = evaluations - numbers * layout.evaluations_per_part
            rows = np.array([offsets[n] for n in numbers.tolist()]) + within * layout.cases
            taken = pool.take((rows[:, None] + np.arange(layout.cases)).reshape(-1))
            points = pa.array(np.repeat(np.arange(start, stop), layout.cases))
            yield taken.set_column(0, schema.field(0), points)

    with store.writing(store.folder / RUNS) as path:
        write_tables(path, tables(), schema)
    return failed
