"""The columns that a historical panel must have: their units and bounds, declared once."""

from __future__ import annotations

from dataclasses import dataclass

MOSCOW, WESTERN_MEMBERS, WEST = "RUS", ("USA", "GBR", "FRA", "DEU"), "WEST"
"""Codes of the two sides. `WEST` is a partner in `dyad_year.csv` only; its capabilities are its members' sum."""

STATES_FILE, DYADS_FILE, OUTCOMES_FILE = "state_year.csv", "dyad_year.csv", "outcomes_year.csv"


@dataclass(frozen=True)
class PanelColumn:
    """A column of numbers.

    Attributes
    ----------
    name : str
        Heading.
    low, high : float
        Bounds. Where the unit has none they are far beyond every figure, so that sums stay numbers.
    meaning : str
        Meaning and unit.
    whole : bool
        Whether it holds whole numbers only.
    """

    name: str
    low: float
    high: float
    meaning: str
    whole: bool = False

    @property
    def allowed(self) -> str:
        """The allowed values in words."""
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} {self.low:g} to {self.high:,.12g} or an empty cell ({self.meaning})"

    def admits(self, number: float) -> bool:
        """Return whether a number lies within the bounds (NaN and infinity never do)."""
        if not abs(number) < float("inf") or (self.whole and number % 1):
            return False
        return self.low <= number <= self.high


@dataclass(frozen=True)
class PanelFile:
    """A file of a panel.

    Attributes
    ----------
    name : str
        File name.
    keys : tuple of str
        Columns of text that with `year` tell rows apart.
    columns : tuple of PanelColumn
        Columns of numbers that are read.
    texts : tuple of str
        Further columns of text.
    optional : tuple of str
        Columns of text that are read if they are there.
    """

    name: str
    keys: tuple[str, ...]
    columns: tuple[PanelColumn, ...]
    texts: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that must be there."""
        return (*self.keys, "year", *(column.name for column in self.columns), *self.texts)


# fmt: off
STATES = PanelFile(STATES_FILE, ("state",), (
    PanelColumn("cinc", 0, 1, "material capabilities, share of the world"),
    PanelColumn("gdp", 0, 1e9, "real GDP, million 2017 international dollars"),
    PanelColumn("ideal", -100, 100, "ideal point of the votes in the UN General Assembly"),
    PanelColumn("regional_rivals_cinc", 0, 1, "capabilities of the state's strategic rivals outside the two blocs"),
), optional=("name",))

DYADS = PanelFile(DYADS_FILE, ("client", "partner"), (
    PanelColumn("min_dist_km", 0, 25_000, "shortest distance between territories, km"),
    PanelColumn("contig", 0, 5, "COW contiguity: 1 land, 2-5 water, 0 none", whole=True),
    PanelColumn("rivalry", 0, 1, "strategic rivalry, 0 or 1", whole=True),
    PanelColumn("mid_hostlev", 0, 5, "highest hostility level of a militarized dispute in the year", whole=True),
    PanelColumn("sanc_sev", 0, 4, "severity of the partner's sanctions on the client"),
    PanelColumn("sanc_sev_reverse", 0, 4, "severity of the client's sanctions on the partner"),
    PanelColumn("ally_defense", 0, 1, "defence pact in force, 0 or 1", whole=True),
    PanelColumn("ally_neutral", 0, 1, "neutrality pact, 0 or 1", whole=True),
    PanelColumn("ally_nonagg", 0, 1, "non-aggression pact, 0 or 1", whole=True),
    PanelColumn("ally_consul", 0, 1, "consultation pact, 0 or 1", whole=True),
    PanelColumn("partner_forces", 0, 1, "resident forces of the partner with consent, 0 or 1", whole=True),
    PanelColumn("tiv5_share", 0, 1.001, "partner's share of the client's arms over five years"),
    PanelColumn("tiv5", 0, 1e7, "arms from the partner over five years, million TIV"),
))

OUTCOMES = PanelFile(OUTCOMES_FILE, ("client",), (), texts=("outcome",))
# fmt: on

PANEL_FILES = (STATES, DYADS, OUTCOMES)
