"""Tables for Stata: names that it takes, the full ones as labels, and types that it has."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST_NAME, LONGEST_LABEL = 32, 80
LEAST_DIGITS = 5
VERSION = 118
"""Of the format: Stata 14 and later read it; its texts are UTF-8."""

_KEPT = (
    "_all _b _cons _coef _n _N _pi _pred _rc _se _skip aggregate array boolean break byte case catch class colvector "
    "complex const continue default delegate delete do double else eltypedef end enum explicit export external float "
    "for friend function global goto if in inline int local long NULL pragma protected quad rowvector short strL "
    "throw typedef typename using virtual with"
)
RESERVED = frozenset(_KEPT.split())
"""Words that Stata keeps for itself."""


def stata_names(names: Sequence[str]) -> dict[str, str]:
    """Return a name that Stata takes for each column, all of them different.

    A name that Stata takes stays. In others what is no letter of English, digit or ``_`` becomes ``_``, and ``_`` goes
    before a digit at the beginning or a word that Stata keeps for itself. A name that is then longer than 32
    characters, or that another column has, is cut: its beginning, ``_``, and five digits of the SHA-256 of the full
    name (more if those are equal, too). So a column has the same name in every table that has no such equals.

    Examples
    --------
    >>> stata_names(["point", "mean_trust__iran_russia__variance", "states.iran.value"])
    {'point': 'point', 'mean_trust__iran_russia__variance': 'mean_trust__iran_russia__v_10618', \
'states.iran.value': 'states_iran_value'}
    """
    cleaned = {name: _cleaned(name) for name in names}
    often = Counter(cleaned.values())
    for digits in range(LEAST_DIGITS, LONGEST_NAME - 1):
        found = {
            name: text if len(text) <= LONGEST_NAME and (often[text] == 1 or text == name) else _cut(name, text, digits)
            for name, text in cleaned.items()
        }
        if len(set(found.values())) == len(found):
            return found
    raise ValueError("columns without different names")


def _cleaned(name: str) -> str:
    text = re.sub(r"[^A-Za-z0-9_]", "_", name)
    kept = text in RESERVED or re.fullmatch(r"str[0-9]+", text)
    return f"_{text}" if kept or not text or text[0].isdigit() else text


def _cut(name: str, text: str, digits: int) -> str:
    return f"{text[: LONGEST_NAME - 1 - digits]}_{hashlib.sha256(name.encode()).hexdigest()[:digits]}"


def stata_label(name: str) -> str:
    """Return the label of a column: its full name; of a longer one the end, for its variable has the beginning."""
    return name if len(name) <= LONGEST_LABEL else f"...{name[3 - LONGEST_LABEL :]}"


def write_stata(source: Path, target: Path, manifest: Mapping[str, Any]) -> int:
    """Write a Parquet table as a Stata file and return the number of its rows.

    The table is held in memory as a whole, as it will be in Stata. The file is dated as its manifest is, so that the
    same table has the same bytes.
    """
    import pyarrow.parquet as pq

    table = pq.read_table(source)
    frame = stata_types(table).to_pandas()
    names = stata_names(table.column_names)
    frame.columns = [names[name] for name in table.column_names]
    frame.to_stata(
        target,
        write_index=False,
        version=VERSION,
        time_stamp=_created(manifest),
        data_label=_title(manifest)[:LONGEST_LABEL],
        variable_labels={short: stata_label(name) for name, short in names.items()},
    )
    return int(table.num_rows)


def stata_types(table: pa.Table) -> pa.Table:
    """Return a table in types that Stata has: truth values as 0 and 1, categories as texts, no text as an empty one.

    Left as they are, categories would be numbers there, and the same number another category in another table.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    for place, field in enumerate(table.schema):
        column, kind = table.column(place), field.type
        if pa.types.is_boolean(kind):
            column = column.cast(pa.int8())
        elif pa.types.is_dictionary(kind) or pa.types.is_null(kind) or pa.types.is_string(kind):
            column = pc.fill_null(column.cast(pa.string()), "")
        table = table.set_column(place, field.name, column)
    return table


def _created(manifest: Mapping[str, Any]) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(str(manifest.get("created"))).replace(tzinfo=None)
    except ValueError:
        return None


def _title(manifest: Mapping[str, Any]) -> str:
    """Return the title of the experiment or scenario that made the table."""
    made_by = manifest.get("experiment") or manifest.get("scenario") or {}
    return str(made_by.get("document", {}).get("title", ""))
