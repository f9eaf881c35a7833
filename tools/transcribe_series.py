"""Transcribe the yearly series of the shipped scenarios from a panel of states and dyads.

    uv run python tools/transcribe_series.py --panel DIR --out scenarios [--series NAME ...]

The panel is a folder with `state_year.csv`, `dyad_year.csv` and `outcomes_year.csv`; `scenarios/README.md`
says which column comes from which dataset. Each output is a wide CSV: one row a year, columns
`quantity.actor` and `quantity.actor-actor`. A cell is empty where the panel has no figure: nothing is
interpolated or carried forward.

A group of states (the West, Europe) has the sum of its members' capabilities, products and arms; the largest
of their alliances and rivalries; sanctions by `bloc.severity_of_bloc`, disputes by `bloc.hostility_of_bloc`; the
smallest distance; the distance of ideal points to their mean. Members count in the years in which they exist, and a
sum is empty unless all of them are covered.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from realpolitik.scenario.bloc import BLOC_DIGITS, held_figures, hostility_of_bloc, severity_of_bloc
from realpolitik.scenario.corrections import CORRECTIONS

MEMBERS: dict[str, tuple[str, ...]] = {
    "iran": ("IRN",), "russia": ("RUS",), "west": ("USA", "GBR", "FRA", "DEU"), "united_states": ("USA",),
    "europe": ("GBR", "FRA", "DEU"), "china": ("CHN",), "iraq": ("IRQ",), "israel": ("ISR",),
    "saudi_arabia": ("SAU",), "turkey": ("TUR",), "belarus": ("BLR",), "mongolia": ("MNG",),
    "east_germany": ("DDR",), "cuba": ("CUB",), "finland": ("FIN",), "afghanistan": ("AFG",),
    "egypt": ("EGY",), "india": ("IND",),
}  # fmt: skip
"""The states of the panel that make up each actor."""

RIVALS = "regional_rivals"
"""The bystander that stands for all strategic rivals of a client outside the two blocs."""

HAND_MADE: dict[str, float] = {"distance_km.united_states-europe": 4230.0}
"""What the panel lacks and a scenario needs: great circle from West Quoddy Head (Maine) to Fermanagh."""

DIGITS = {
    "cinc": 7, "gdp": 1, "distance_km": 1, "contiguity": 0, "rivalry": 0, "dispute_level": BLOC_DIGITS,
    "ideal_distance": 4, "sanctions": BLOC_DIGITS, "pact": 0, "loose_pact": 0, "forces": 0, "arms_share": 4,
    "arms_volume": 2,
}  # fmt: skip
"""Decimal places: those of the panel."""

STATE_COLUMNS = ("state", "year", "cinc", "gdp", "ideal", "regional_rivals_cinc")
DYAD_COLUMNS = (
    "client", "partner", "year", "min_dist_km", "contig", "rivalry", "mid_hostlev", "sanc_sev",
    "sanc_sev_reverse", "ally_defense", "ally_neutral", "ally_nonagg", "ally_consul", "partner_forces",
    "tiv5_share", "tiv5",
)  # fmt: skip
OUTCOME_COLUMNS = ("client", "year", "outcome")


@dataclass(frozen=True)
class Family:
    """What one series file holds.

    Attributes
    ----------
    client : str
        The actor whose years the file covers and whose tie with Russia is coded in the outcomes.
    states : tuple of str
        Actors that decide in some scenario.
    pairs : tuple of (str, str)
        Pairs of these that some scenario needs.
    bystanders : tuple of str
        Actors that only threaten; `RIVALS` is made of the client's own row.
    facing : tuple of str
        States whose relations with the bystanders are transcribed.
    """

    client: str
    states: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    bystanders: tuple[str, ...] = (RIVALS,)
    facing: tuple[str, ...] = ()


def _client(name: str) -> Family:
    return Family(name, (name, "russia", "west"), ((name, "russia"), (name, "west"), ("russia", "west")))


CLIENTS = ("belarus", "mongolia", "east_germany", "cuba", "finland", "afghanistan", "egypt", "india",
           "turkey", "saudi_arabia", "china", "iraq")  # fmt: skip

FAMILIES: dict[str, Family] = {
    "iran": Family(
        "iran",
        ("iran", "russia", "west", "china", "united_states", "europe"),
        (("iran", "russia"), ("iran", "west"), ("russia", "west"), ("iran", "china"), ("russia", "china"),
         ("west", "china"), ("iran", "united_states"), ("iran", "europe"), ("russia", "united_states"),
         ("russia", "europe"), ("united_states", "europe")),
        ("iraq", "israel", "saudi_arabia", "turkey", RIVALS),
        ("iran", "russia", "west", "united_states", "europe"),
    )
} | {name: _client(name) for name in CLIENTS}  # fmt: skip
"""The series by file name."""


class PanelError(Exception):
    """The panel is not as expected."""


class Panel:
    """The tables of a panel, looked up by actors.

    Parameters
    ----------
    folder : Path
        Where the three files are.

    Raises
    ------
    PanelError
        A file is missing or lacks a column; all such faults in one message.
    """

    def __init__(self, folder: Path) -> None:
        faults: list[str] = []
        self.states = _read(folder / "state_year.csv", STATE_COLUMNS, faults)
        self.dyads = _read(folder / "dyad_year.csv", DYAD_COLUMNS, faults)
        self.outcomes = _read(folder / "outcomes_year.csv", OUTCOME_COLUMNS, faults)
        if faults:
            raise PanelError("\n".join(faults))
        for one in CORRECTIONS:
            rows = (self.dyads.client == one.client) & (self.dyads.partner == one.partner)
            wrong = rows & (self.dyads.year == one.year) & (self.dyads[one.column] == one.found)
            self.dyads.loc[wrong, one.column] = one.instead

    def years(self, actor: str) -> range:
        """Return the years in which an actor of one state exists."""
        years = self.states.loc[self.states.state.isin(MEMBERS[actor]), "year"]
        if years.empty:
            raise PanelError(f"state_year.csv: no rows of {'+'.join(MEMBERS[actor])}")
        return range(int(years.min()), int(years.max()) + 1)

    def total(self, actor: str, column: str) -> pd.Series:
        """Return the sum over the members that exist in the year; empty unless all are covered."""
        rows = self.states[self.states.state.isin(MEMBERS[actor])]
        return rows.groupby("year")[column].agg(lambda values: values.sum(skipna=False))

    def together(
        self, rows: pd.DataFrame, column: str, of_bloc: Callable[[Sequence[float], Sequence[float]], float]
    ) -> pd.Series:
        """Return what the partners in the rows did together, by the product of each."""
        products = {
            member: held_figures(dict(zip(of.year, of.gdp, strict=True)))
            for member, of in self.states[self.states.state.isin(rows.partner)].groupby("state")
        }

        def of_year(found: pd.DataFrame) -> float:
            if len(found) == 1:
                return float(found[column].iloc[0])
            year = int(found.year.iloc[0])
            weights = [products.get(member, {}).get(year, math.nan) for member in found.partner]
            return of_bloc(list(found[column]), weights)

        return pd.Series({year: of_year(found) for year, found in rows.groupby("year")}, dtype=float)

    def mean_ideal(self, actor: str) -> pd.Series:
        """Return the mean ideal point of the members that vote in the year."""
        return self.states[self.states.state.isin(MEMBERS[actor])].groupby("year")["ideal"].mean()

    def directed(self, first: str, second: str) -> tuple[pd.DataFrame, str, str] | None:
        """Return the rows of a pair, with the actors that are client and partner in them."""
        for client, partner in ((first, second), (second, first)):
            rows = self.dyads[self.dyads.client.isin(MEMBERS[client]) & self.dyads.partner.isin(MEMBERS[partner])]
            if len(rows):
                return rows, client, partner
        return None


def _read(path: Path, columns: tuple[str, ...], faults: list[str]) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path)
    except (OSError, ValueError) as error:
        faults.append(f"{path.name}: {error}")
        return pd.DataFrame(columns=list(columns))
    lacking = [name for name in columns if name not in frame.columns]
    if lacking:
        faults.append(f"{path.name}: no column {', '.join(lacking)}")
    return frame


def actor_columns(panel: Panel, family: Family) -> Iterator[tuple[str, pd.Series]]:
    """Yield what belongs to one actor: capabilities of all, products of the deciding states."""
    for actor in (*family.states, *family.bystanders):
        source = (family.client, "regional_rivals_cinc") if actor == RIVALS else (actor, "cinc")
        yield f"cinc.{actor}", panel.total(*source)
    for actor in family.states:
        yield f"gdp.{actor}", panel.total(actor, "gdp")


def relation_columns(panel: Panel, first: str, second: str) -> Iterator[tuple[str, pd.Series]]:
    """Yield what the mapping reads about any pair: place, rivalry, disputes, sanctions."""
    pair = f"{first}-{second}"
    found = panel.directed(first, second)
    if found is None:
        return
    rows, client, partner = found
    by_year = rows.groupby("year")
    yield f"distance_km.{pair}", by_year["min_dist_km"].min()
    codes = rows.assign(code=rows.contig.where(rows.contig > 0)).groupby("year")["code"].min()
    yield f"contiguity.{pair}", codes.fillna(0)
    yield f"rivalry.{pair}", by_year["rivalry"].max()
    yield f"dispute_level.{pair}", panel.together(rows, "mid_hostlev", hostility_of_bloc)
    yield f"sanctions.{partner}-{client}", panel.together(rows, "sanc_sev", severity_of_bloc)
    yield f"sanctions.{client}-{partner}", by_year["sanc_sev_reverse"].max()


def tie_columns(panel: Panel, first: str, second: str) -> Iterator[tuple[str, pd.Series]]:
    """Yield what only pairs of deciding states have: votes, treaties, forces, arms."""
    pair = f"{first}-{second}"
    yield f"ideal_distance.{pair}", (panel.mean_ideal(first) - panel.mean_ideal(second)).abs()
    found = panel.directed(first, second)
    if found is None:
        return
    by_year = found[0].groupby("year")
    yield f"pact.{pair}", by_year["ally_defense"].max()
    yield f"loose_pact.{pair}", by_year[["ally_neutral", "ally_nonagg", "ally_consul"]].max().max(axis=1)


def client_columns(panel: Panel, client: str, patron: str) -> Iterator[tuple[str, pd.Series]]:
    """Yield what the record says of a client and its patrons: resident forces and arms."""
    pair = f"{client}-{patron}"
    found = panel.directed(client, patron)
    if found is None:
        return
    by_year = found[0].groupby("year")
    yield f"forces.{pair}", by_year["partner_forces"].max()
    shares = by_year["tiv5_share"].agg(lambda values: values.sum(skipna=False))
    yield f"arms_share.{pair}", shares.clip(upper=1.0)  # rounded shares of members may exceed 1 together
    yield f"arms_volume.{pair}", by_year["tiv5"].agg(lambda values: values.sum(skipna=False))


def transcribe(panel: Panel, family: Family) -> pd.DataFrame:
    """Return a series: text cells by year, all-empty columns left out."""
    years = panel.years(family.client)
    columns = dict(actor_columns(panel, family))
    for first, second in family.pairs:
        columns |= relation_columns(panel, first, second)
        columns |= tie_columns(panel, first, second)
        if first == family.client:
            columns |= client_columns(panel, first, second)
    for state in family.facing:
        for bystander in family.bystanders:
            if bystander != RIVALS:
                columns |= relation_columns(panel, state, bystander)
    constants = {name: figure for name, figure in HAND_MADE.items() if _concerns(name, family)}
    if RIVALS in family.bystanders:
        # Rivals by definition, and neighbours; in a year without rivals they have no capability.
        constants |= {f"distance_km.{family.client}-{RIVALS}": 0.0, f"rivalry.{family.client}-{RIVALS}": 1.0}
    columns |= {name: pd.Series(figure, index=years) for name, figure in constants.items()}
    cells = {name: [cell(name, figures.get(year)) for year in years] for name, figures in columns.items()}
    cells[f"recorded_class.{family.client}-russia"] = recorded_classes(panel, family.client, years)
    kept = {name: values for name, values in cells.items() if any(values)}
    return pd.DataFrame({"year": list(years), **kept})


def _concerns(name: str, family: Family) -> bool:
    return tuple(name.partition(".")[2].split("-")) in family.pairs


def recorded_classes(panel: Panel, client: str, years: range) -> list[str]:
    """Return how the outcomes code the client's tie with Russia each year."""
    rows = panel.outcomes[panel.outcomes.client.isin(MEMBERS[client])]
    by_year = dict(zip(rows.year, rows.outcome, strict=True))
    return [str(by_year.get(year, "")) for year in years]


def cell(column: str, figure: float | None) -> str:
    """Return a figure as text with the digits of its quantity, without idle zeros.

    Examples
    --------
    >>> cell("cinc.iran", 0.00452400001), cell("pact.iran-russia", 1.0), cell("gdp.iran", float("nan"))
    ('0.004524', '1', '')
    """
    if figure is None or math.isnan(figure):
        return ""
    text = f"{figure:.{DIGITS[column.partition('.')[0]]}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 2 wrong input."""
    parser = argparse.ArgumentParser(description="Transcribe the series of the scenarios from a panel.")
    parser.add_argument("--panel", type=Path, required=True, help="folder of the panel")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the series into")
    parser.add_argument("--series", nargs="+", choices=sorted(FAMILIES), help="only these; all if left out")
    options = parser.parse_args(arguments)
    if not options.out.is_dir():
        print(f"{options.out}: no such folder", file=sys.stderr)
        return 2
    try:
        panel = Panel(options.panel)
        tables = {name: transcribe(panel, FAMILIES[name]) for name in options.series or FAMILIES}
    except PanelError as error:
        print(error, file=sys.stderr)
        return 2
    for name, table in tables.items():
        target = options.out / f"{name}.csv"
        table.to_csv(target, index=False, lineterminator="\n")
        print(f"{target}: {table.year.iloc[0]}-{table.year.iloc[-1]}, {table.shape[1] - 1} columns")
    return 0


if __name__ == "__main__":
    sys.exit(main())
