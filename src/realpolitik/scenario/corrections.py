"""Figures of the published datasets that are known to be wrong, and what stands in their place.

Applied wherever a panel is read, so that a shipped series and a panel of one's own tell the same history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realpolitik.scenario.panel_files import Row

    Rows = Mapping[tuple[str, ...], Mapping[int, Row]]


@dataclass(frozen=True)
class Correction:
    """One figure of `dyad_year.csv`.

    Attributes
    ----------
    client, partner : str
        Codes in the panel.
    year : int
    column : str
    found, instead : float
        What the dataset says, and what is read. Any other figure in its place is left alone: it was corrected there.
    reason : str
    """

    client: str
    partner: str
    year: int
    column: str
    found: float
    instead: float
    reason: str

    def __str__(self) -> str:
        place = f"{self.column} of {self.client} and {self.partner} in {self.year}"
        return f"{place}: {self.instead:g} instead of {self.found:g}; {self.reason}"


_WAR_OF_OTHERS = "coded as a war that the two did not fight: coalitions of third parties, troop movements at most"

CORRECTIONS = (
    Correction("IRN", "RUS", 1993, "mid_hostlev", 5, 3, _WAR_OF_OTHERS),
    Correction("TUR", "RUS", 1993, "mid_hostlev", 5, 3, _WAR_OF_OTHERS),
)
"""All of them. A dispute has one level for all who take part, though the war be that of others (Palmer et al. 2022).

Two more clients have such a year with Moscow, China in 1979 and Afghanistan in 2001. They are left as they are: both
were adversaries then, by rivalry and sanctions or by the arms that Moscow sent to the other side of a civil war.
"""


def corrections_of(dyads: Rows) -> Iterator[Correction]:
    """Yield the corrections that rows of pairs need."""
    for one in CORRECTIONS:
        row = dyads.get((one.client, one.partner), {}).get(one.year, {})
        if row.get(one.column) == one.found:
            yield one


def corrected(dyads: Rows) -> Rows:
    """Return the rows of pairs, with what is wrong in them corrected; they themselves are left as they are."""
    rows = dict(dyads)
    for one in corrections_of(dyads):
        pair = one.client, one.partner
        rows[pair] = {**rows[pair], one.year: {**rows[pair][one.year], one.column: one.instead}}
    return rows
