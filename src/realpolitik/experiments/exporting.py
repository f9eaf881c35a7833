"""Tables of results for other programs: CSV, written piece by piece, or Stata."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from realpolitik.errors import InputError, Problem
from realpolitik.experiments.stata import write_stata
from realpolitik.experiments.store import FRESH, KIND, verified
from realpolitik.results_folder import check_results, check_writable, named, read_manifest

ROWS_AT_ONCE = 65_536

Write = Callable[[Path, Path, Mapping[str, Any]], int]
"""Writes a Parquet table to another file, with its manifest at hand, and returns the number of rows."""


def write_csv(source: Path, target: Path, manifest: Mapping[str, Any]) -> int:
    """Write a Parquet table as CSV, truth values as 1 and 0, and return the number of its rows."""
    import pyarrow as pa
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    rows = 0
    with pq.ParquetFile(source) as table, target.open("wb") as file:
        options = csv.WriteOptions(quoting_style="needed")
        fields = [field.with_type(pa.int8()) if pa.types.is_boolean(field.type) else field
                  for field in table.schema_arrow]  # fmt: skip
        with csv.CSVWriter(file, pa.schema(fields), write_options=options) as writer:
            for batch in table.iter_batches(ROWS_AT_ONCE):
                writer.write_batch(batch.cast(pa.schema(fields)))
                rows += batch.num_rows
    return rows


FORMATS: dict[str, tuple[str, Write]] = {"csv": (".csv", write_csv), "stata": (".dta", write_stata)}
"""Ending of the files, and what writes them, by name of the format."""


def export_tables(folder: Path, manifest: Mapping[str, Any], out: Path, form: str = "csv") -> dict[Path, int]:
    """Write every Parquet table of a folder of results in another format.

    Parameters
    ----------
    folder : Path
        The folder of a run or of a finished experiment.
    manifest : mapping
        Its manifest, as `checked_manifest` returns it.
    out : Path
        Where the files go; made if there is none.
    form : str
        One of `FORMATS`.

    Returns
    -------
    dict of Path to int
        The files and their numbers of rows.

    Raises
    ------
    InputError
        The folder has no table, or `out` cannot be written to.
    """
    names = [str(name) for name in manifest.get("files", ()) if str(name).endswith(".parquet")]
    if not names:
        raise _refused("no table", "a folder with .parquet files", folder)
    check_writable(out, "a folder to write to")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(f"no folder ({error.strerror})", "a folder to write to", out) from None
    ending, write = FORMATS[form]
    return {out / Path(name).with_suffix(ending).name: _export(folder / name, out, ending, write, manifest)
            for name in names}  # fmt: skip


def checked_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder of a run or of a finished experiment, after checking the tables against it.

    Raises
    ------
    InputError
        The folder is none of ours, or was altered.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        found = named(folder, "a folder without results")
        raise _refused(found, "a folder that realpolitik run or experiment wrote", folder)
    if manifest.get("kind") == KIND:
        return verified(folder)
    check_results(folder, manifest)
    return manifest


def _export(source: Path, out: Path, ending: str, write: Write, manifest: Mapping[str, Any]) -> int:
    """Write one table; the file appears in its place when it is whole."""
    import pyarrow as pa

    target = out / source.with_suffix(ending).name
    fresh = target.with_name(target.name + FRESH)
    try:
        rows = write(source, fresh, manifest)
        os.replace(fresh, target)
    except (pa.ArrowInvalid, FileNotFoundError) as error:  # of old folders, which have no checksums
        found = "no such file" if isinstance(error, FileNotFoundError) else "a file that is no whole Parquet table"
        raise _refused(found, "the file as it was; run the same command again to make it anew", source) from None
    except PermissionError as error:
        raise _refused(f"a folder that cannot be written ({error.strerror})", "another --out", out) from None
    finally:
        fresh.unlink(missing_ok=True)
    return rows


def _refused(found: str, allowed: str, folder: Path) -> InputError:
    return InputError([Problem((), found, allowed, file=str(folder))])
