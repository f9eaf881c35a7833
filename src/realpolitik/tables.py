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


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as CSV with a header; numbers with as many digits as tell them apart."""
    frame.to_csv(path, index=False, lineterminator="\n")
