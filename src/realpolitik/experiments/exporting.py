"""Tables of results as CSV, read and written piece by piece."""

from __future__ import annotations

import os
from pathlib import Path

from realpolitik.errors import InputError, Problem
from realpolitik.experiments.store import FRESH, KIND, verified
from realpolitik.results_folder import read_manifest

ROWS_AT_ONCE = 65_536


def export_csv(folder: Path, out: Path) -> dict[Path, int]:
    """Write every Parquet table of a folder of results as CSV.

    Parameters
    ----------
    folder : Path
        The folder of a run or of a finished experiment; the checksums of the latter are verified.
    out : Path
        Where the files go; made if there is none.

    Returns
    -------
    dict of Path to int
        The files and their numbers of rows.

    Raises
    ------
    InputError
        The folder is none of ours, has no table, or cannot be written to.
    """
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    manifest = read_manifest(folder)
    if manifest is None:
        allowed = "a folder that realpolitik run or experiment wrote"
        raise _refused("a folder without results", allowed, folder)
    if manifest.get("kind") == KIND:
        manifest = verified(folder)
    names = [str(name) for name in manifest.get("files", ()) if str(name).endswith(".parquet")]
    if not names:
        raise _refused("no table", "a folder with .parquet files", folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(f"no folder ({error.strerror})", "a folder to write to", out) from None
    written: dict[Path, int] = {}
    for name in names:
        target = out / Path(name).with_suffix(".csv").name
        fresh = target.with_name(target.name + FRESH)
        rows = 0
        try:
            with pq.ParquetFile(folder / name) as table, fresh.open("wb") as file:
                options = csv.WriteOptions(quoting_style="needed")
                with csv.CSVWriter(file, table.schema_arrow, write_options=options) as writer:
                    for batch in table.iter_batches(ROWS_AT_ONCE):
                        writer.write_batch(batch)
                        rows += batch.num_rows
            os.replace(fresh, target)
        except PermissionError as error:
            raise _refused(f"a folder that cannot be written ({error.strerror})", "another --out", out) from None
        finally:
            fresh.unlink(missing_ok=True)
        written[target] = rows
    return written


def _refused(found: str, allowed: str, folder: Path) -> InputError:
    return InputError([Problem((), found, allowed, file=str(folder))])
