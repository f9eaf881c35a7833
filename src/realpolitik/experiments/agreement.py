"""Whether the manifest of an experiment and its tables say the same of its size and its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.checksums import HASHES
from realpolitik.errors import KeyPath, Problem, listed, quoted
from realpolitik.experiments.assembling import DESIGN, POINTS, RUNS
from realpolitik.results_folder import MANIFEST

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_REMEDY = "as the tables have it; run with --fresh to make both again"


def agreement_problems(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Problem]:
    """Report where the manifest of a finished experiment says something else than its tables.

    Parameters
    ----------
    folder : Path
        The folder; its tables are whole.
    manifest : mapping
        Its manifest, perhaps edited by hand.
    """
    import pyarrow.parquet as pq

    label = str(folder / MANIFEST)
    hashes = manifest.get(HASHES)
    unknown = [name for name in (DESIGN, RUNS) if not isinstance(hashes, Mapping) or name not in hashes]
    if unknown:
        yield Problem((HASHES,), f"nothing for {listed(unknown)}", "the SHA-256 of every table", file=label)
        return
    runs = pq.ParquetFile(folder / RUNS)
    by_run = "run" in runs.schema_arrow.names
    if manifest.get("rows") != ("runs" if by_run else "points"):
        there, allowed = ("run", "'runs'") if by_run else ("point", "'points'")
        yield _disagreement(("rows",), manifest.get("rows"), f"{RUNS} has a row per {there}", allowed, label)
        return
    points = _rows(folder / DESIGN)
    rows = _rows(folder / POINTS) if by_run else runs.metadata.num_rows
    cases = rows // max(1, points)
    sizes: list[tuple[str, Any, str, int]] = [
        ("points", manifest.get("points"), f"{DESIGN} has {points:,} rows", points),
        ("cases", _length(manifest.get("cases")), f"the tables have {cases:,} for every point", cases),
    ]
    if by_run:
        replications = runs.metadata.num_rows // max(1, rows)
        per_case = f"{RUNS} has {runs.metadata.num_rows:,} rows, {replications:,} for every point and case"
        sizes.append(("replications", manifest.get("replications"), per_case, replications))
    for key, said, there, size in sizes:
        if type(said) is not int or said != size:
            yield _disagreement((key,), said, there, str(size), label)
    yield from _columns(manifest.get("columns"), runs, label)


def _rows(path: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(path).num_rows)


def _length(value: Any) -> Any:
    return len(value) if isinstance(value, list) else value


def _disagreement(path: KeyPath, said: Any, there: str, allowed: str, label: str) -> Problem:
    found = "nothing" if said is None else f"{said:,}" if type(said) is int else quoted(said)
    return Problem(path, f"{found}, where {there}", f"{allowed}, {_REMEDY}", file=label)


def _columns(columns: Any, runs: pq.ParquetFile, label: str) -> Iterator[Problem]:
    names = [item.get("name") for item in columns if isinstance(item, dict)] if isinstance(columns, list) else []
    there = runs.schema_arrow.names
    strange = [name for name in names if name not in there]
    if strange or not names:
        found = f"{listed(map(quoted, strange))}, where {RUNS} has no such column" if strange else "no columns"
        yield Problem(("columns",), found, f"columns of {RUNS}, {_REMEDY}", file=label)
