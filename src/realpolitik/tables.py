"""Tables on disk: Parquet written part by part, CSV that R and Stata read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def write_parquet(path: Path, frames: Iterable[pd.DataFrame]) -> None:
    """Write tables of equal columns one after the other into a Parquet file, one row group each."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    try:
        for frame in frames:
            table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
            if writer is None:
                writer = pq.ParquetWriter(path, table.schema, compression="zstd", compression_level=1)
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()


def write_csv(path: Path, frame: pd.DataFrame, float_format: str | None = None) -> None:
    """Write a table as CSV, as `csv_text` has it."""
    path.write_text(csv_text(frame, float_format), encoding="utf-8", newline="")


def csv_text(frame: pd.DataFrame, float_format: str | None = None) -> str:
    """Return a table as CSV with a header, truth values as 1 and 0.

    Parameters
    ----------
    frame : DataFrame
        The table.
    float_format : str, optional
        How numbers are written; by default with as many digits as tell them apart.

    Examples
    --------
    >>> import pandas as pd
    >>> csv_text(pd.DataFrame({"agrees": [True, None, False], "value": [0.5, 1.0, 2.0]})).splitlines()
    ['agrees,value', '1,0.5', ',1.0', '0,2.0']
    """
    flags = [name for name in frame.columns if _is_flag(frame[name])]
    numbers = frame.astype(dict.fromkeys(flags, "boolean")).astype(dict.fromkeys(flags, "Int8"))
    return str(numbers.to_csv(index=False, lineterminator="\n", float_format=float_format))


def _is_flag(column: pd.Series) -> bool:
    """Return whether a column holds truth values, some of which may be missing."""
    if column.dtype != object:
        return bool(column.dtype == bool)
    known = column.dropna()
    return len(known) > 0 and all(isinstance(value, bool) for value in known)
