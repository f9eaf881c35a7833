"""The yearly quantities of a scenario: their units and bounds, declared once.

A series file has a column per quantity and actor (``gdp.iran``) or pair (``rivalry.iran-russia``); an
``[[adjust]]`` table changes a quantity for one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["actor", "pair", "directed"]

TOP_SANCTION, TOP_DISPUTE = 4.0, 5.0
"""Severity of a full embargo; hostility level of war."""

RECORDED_CLASSES = ("hostile", "distant", "transactional", "tactical", "alliance")


@dataclass(frozen=True)
class Quantity:
    """A yearly quantity of an actor, a pair or a direction.

    Attributes
    ----------
    name : str
        Name in series columns and adjustments.
    shape : {"actor", "pair", "directed"}
        What it belongs to. A directed series column is written sender first: ``sanctions.west-iran``.
    low, high : float or None
        Bounds; None where there is no upper one.
    unit, meaning : str
        Unit; one phrase.
    in_series, adjustable : bool
        Whether a series file may have it, and whether an adjustment may name it.
    whole : bool
        Whether the record has whole numbers only.
    """

    name: str
    shape: Shape
    low: float
    high: float | None
    unit: str
    meaning: str
    in_series: bool = True
    adjustable: bool = False
    whole: bool = False

    @property
    def allowed(self) -> str:
        """The allowed values in words."""
        kind = "a whole number" if self.whole else "a number"
        upper = "or more" if self.high is None else f"to {self.high:g}"
        return f"{kind} {self.low:g} {upper} ({self.meaning}, {self.unit})"

    def admits(self, value: float) -> bool:
        """Return whether a number lies within the bounds (NaN and infinity never do)."""
        upper = float("inf") if self.high is None else self.high
        return self.low <= value <= upper and abs(value) != float("inf")


# fmt: off
QUANTITIES: dict[str, Quantity] = {quantity.name: quantity for quantity in (
    Quantity("cinc", "actor", 0, 1, "share of the world", "material capabilities", adjustable=True),
    Quantity("gdp", "actor", 0, None, "million 2017 international dollars", "real GDP", adjustable=True),
    Quantity("distance_km", "pair", 0, None, "km", "shortest distance between territories", adjustable=True),
    Quantity("contiguity", "pair", 0, 5, "COW code", "1 land, 2-5 water, 0 none", whole=True),
    Quantity("rivalry", "pair", 0, 1, "0 or 1", "strategic rivalry", adjustable=True, whole=True),
    Quantity("dispute_level", "pair", 0, 5, "hostility level",
             "highest level of a militarized dispute; of a bloc the mean by product", adjustable=True),
    Quantity("ideal_distance", "pair", 0, 10, "ideal points", "distance of voting in the UN General Assembly",
             adjustable=True),
    Quantity("sanctions", "directed", 0, 4, "severity", "measures of the first against the second",
             adjustable=True),
    Quantity("pact", "pair", 0, 1, "0 or 1", "defence pact on record", whole=True),
    Quantity("loose_pact", "pair", 0, 1, "0 or 1", "neutrality, non-aggression or consultation pact",
             whole=True),
    Quantity("forces", "pair", 0, 1, "0 or 1", "resident forces with consent", whole=True),
    Quantity("arms_share", "pair", 0, 1, "share", "share of the client's arms over five years"),
    Quantity("arms_volume", "pair", 0, None, "million TIV", "arms delivered over five years"),
    Quantity("value", "actor", 0, 1, "1", "strategic value", in_series=False, adjustable=True),
    Quantity("weights", "actor", 0, 1, "shares", "weights of security, autonomy, development",
             in_series=False, adjustable=True),
    Quantity("clash", "pair", -1, 1, "1", "clash of regional aims, below 0 for shared aims", in_series=False,
             adjustable=True),
    Quantity("identity", "directed", -1, 1, "1", "affinity of the first to the second", in_series=False,
             adjustable=True),
    Quantity("intent", "directed", 0, 1, "probability", "hostile intent that the first sees in the second",
             in_series=False, adjustable=True),
    Quantity("trust", "directed", 0, 1, "probability", "baseline trust of the first in the second",
             in_series=False, adjustable=True),
    Quantity("penetration", "directed", 0, 1, "1", "subversive reach of the first into the second",
             in_series=False, adjustable=True),
)}
# fmt: on

CLASS_COLUMN = "recorded_class"
"""The one column of text: the class that the record was coded as, per pair and year."""

SERIES_NAMES = (*(name for name, quantity in QUANTITIES.items() if quantity.in_series), CLASS_COLUMN)
ADJUSTABLE_NAMES = tuple(name for name, quantity in QUANTITIES.items() if quantity.adjustable)

# Which side of a quantity must decide; bystanders have only what the rules read of them.
STATES_ONLY = frozenset({"value", "weights", "clash", "identity", "trust", "ideal_distance"})
