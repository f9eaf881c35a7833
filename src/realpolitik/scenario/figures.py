"""The yearly figures of a series file, by column: what the mapping reads, without a data-frame library."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

YEAR = "year"


@dataclass(frozen=True, eq=False)
class YearlyFigures:
    """Columns of one figure a year; `digest` tells whether two of them say the same.

    Attributes
    ----------
    years : tuple of int
        Consecutive calendar years, one a row.
    numbers : mapping of str to float64 array
        Columns ``quantity.actor`` or ``quantity.a-b``; NaN where not covered.
    texts : mapping of str to tuple of str or None
        Columns of text (`recorded_class`); None where not covered.
    """

    years: tuple[int, ...]
    numbers: Mapping[str, NDArray[np.float64]]
    texts: Mapping[str, tuple[str | None, ...]]

    def __contains__(self, column: str) -> bool:
        """Return whether there is such a column, of numbers or of text."""
        return column in self.numbers or column in self.texts

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns, numbers first."""
        return (*self.numbers, *self.texts)

    @property
    def digest(self) -> str:
        """SHA-256 of years, names and figures."""
        digest = hashlib.sha256(repr(self.years).encode())
        for name in sorted(self.numbers):
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(self.numbers[name]).tobytes())
        for name in sorted(self.texts):
            digest.update(repr((name, self.texts[name])).encode())
        return digest.hexdigest()

    def to_frame(self) -> pd.DataFrame:
        """Return the figures as a data frame indexed by year."""
        import pandas as pd

        index = pd.Index(self.years, name=YEAR)
        return pd.DataFrame({**self.numbers, **{name: list(text) for name, text in self.texts.items()}}, index=index)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> YearlyFigures:
        """Return the figures of a data frame indexed by year; what is not text becomes numbers."""
        numbers, texts = {}, {}
        for name in map(str, frame.columns):
            values = frame[name].tolist()
            if any(isinstance(value, str) for value in values):
                texts[name] = tuple(value if isinstance(value, str) else None for value in values)
            else:
                numbers[name] = np.array(values, dtype=np.float64)
        return cls(tuple(int(year) for year in frame.index), numbers, texts)
