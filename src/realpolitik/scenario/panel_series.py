"""The series of a panel's client: what a scenario's CSV file would hold, from the rows of the panel."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenario.bloc import BLOC_DIGITS, held_figures, hostility_of_bloc, severity_of_bloc
from realpolitik.scenario.corrections import corrected
from realpolitik.scenario.figures import YearlyFigures
from realpolitik.scenario.panel_columns import (
    DYADS_FILE,
    MOSCOW,
    OUTCOMES_FILE,
    STATES_FILE,
    WEST,
    WESTERN_MEMBERS,
)
from realpolitik.scenario.quantities import CLASS_COLUMN

if TYPE_CHECKING:
    from realpolitik.scenario.panel_files import PanelTable, Row

RIVALS = "regional_rivals"
"""The bystander that stands for all strategic rivals of a client outside the two blocs."""

LAGGED = ("rivalry", "dispute_level", "ideal_distance", "sanctions")
"""Inputs that are also part of how the classes were coded."""

DIGITS = {
    "cinc": 7,
    "gdp": 1,
    "distance_km": 1,
    "ideal_distance": 4,
    "sanctions": BLOC_DIGITS,
    "dispute_level": BLOC_DIGITS,
    "arms_share": 4,
    "arms_volume": 2,
}
"""Decimal places of the series, as tools/transcribe_series.py writes them; other quantities are whole."""


def client_series(tables: Mapping[str, PanelTable], client: str, code: str, years: range) -> YearlyFigures:
    """Return the figures of a client, Russia, the West and the client's rivals.

    Parameters
    ----------
    tables : mapping of str to PanelTable
        The files of the panel.
    client, code : str
        Id of the client; its code in the panel.
    years : range
        Years of the series.

    Notes
    -----
    The West has the sum of its members' capabilities and products (none unless all that exist in the year are
    covered) and the mean of their ideal points; its sanctions are those of `bloc.severity_of_bloc` and its disputes
    those of `bloc.hostility_of_bloc` where the panel has rows of its members, its other relations the rows of the
    partner WEST. Rivals are rivals by definition, and neighbours. Known errors of the datasets are corrected
    (`corrections.CORRECTIONS`).
    """
    states, dyads = tables[STATES_FILE].numbers, corrected(tables[DYADS_FILE].numbers)
    members = {"russia": (MOSCOW,), "west": WESTERN_MEMBERS, client: (code,)}
    numbers: dict[str, np.ndarray] = {}

    def put(column: str, figure: Callable[[int], float]) -> None:
        digits = DIGITS.get(column.partition(".")[0], 0)
        values = np.array([_rounded(figure(year), digits) for year in years])
        if not np.isnan(values).all():
            numbers[column] = values

    def of_members(actor: str, column: str, year: int) -> list[float]:
        return [states[(member,)][year][column] for member in members[actor] if year in states.get((member,), {})]

    def total(actor: str, column: str) -> Callable[[int], float]:
        def figure(year: int) -> float:
            found = of_members(actor, column, year)
            return math.fsum(found) if found else math.nan

        return figure

    def ideal_distance(first: str, second: str) -> Callable[[int], float]:
        def mean(actor: str, year: int) -> float:
            found = [point for point in of_members(actor, "ideal", year) if not math.isnan(point)]
            return math.fsum(found) / len(found) if found else math.nan

        return lambda year: abs(mean(first, year) - mean(second, year))

    products = {
        member: held_figures({year: row["gdp"] for year, row in states[(member,)].items()})
        for member in WESTERN_MEMBERS
        if (member,) in states
    }

    def of_bloc(target: str, column: str, together: Callable[..., float]) -> Callable[[int], float]:
        as_one = _of(dyads[(target, WEST)], column)

        def figure(year: int) -> float:
            found = [(product, dyads.get((target, member), {}).get(year)) for member, product in products.items()]
            rows = [(row[column], product.get(year, math.nan)) for product, row in found if row is not None]
            level = together([one for one, _ in rows], [one for _, one in rows])
            return as_one(year) if math.isnan(level) else level

        return figure

    for actor in members:
        put(f"cinc.{actor}", total(actor, "cinc"))
        put(f"gdp.{actor}", total(actor, "gdp"))
    put(f"cinc.{RIVALS}", total(client, "regional_rivals_cinc"))
    for first, second, key in (
        (client, "russia", (code, MOSCOW)),
        (client, "west", (code, WEST)),
        ("russia", "west", (MOSCOW, WEST)),
    ):
        pair, rows = f"{first}-{second}", dyads[key]
        put(f"distance_km.{pair}", _of(rows, "min_dist_km"))
        put(f"contiguity.{pair}", _of(rows, "contig"))
        put(f"rivalry.{pair}", _of(rows, "rivalry"))
        if second == "west":
            put(f"dispute_level.{pair}", of_bloc(key[0], "mid_hostlev", hostility_of_bloc))
            put(f"sanctions.{second}-{first}", of_bloc(key[0], "sanc_sev", severity_of_bloc))
        else:
            put(f"dispute_level.{pair}", _of(rows, "mid_hostlev"))
            put(f"sanctions.{second}-{first}", _of(rows, "sanc_sev"))
        put(f"sanctions.{pair}", _of(rows, "sanc_sev_reverse"))
        put(f"ideal_distance.{pair}", ideal_distance(first, second))
        put(f"pact.{pair}", _of(rows, "ally_defense"))
        put(f"loose_pact.{pair}", _largest(rows, ("ally_neutral", "ally_nonagg", "ally_consul")))
        if first == client:
            put(f"forces.{pair}", _of(rows, "partner_forces"))
            put(f"arms_share.{pair}", _capped(_of(rows, "tiv5_share")))
            put(f"arms_volume.{pair}", _of(rows, "tiv5"))
    put(f"distance_km.{client}-{RIVALS}", lambda year: 0.0)
    put(f"rivalry.{client}-{RIVALS}", lambda year: 1.0)
    coded = tables[OUTCOMES_FILE].texts[(code,)]
    classes = tuple(coded.get(year, {}).get("outcome") or None for year in years)
    return YearlyFigures(tuple(years), numbers, {f"{CLASS_COLUMN}.{client}-russia": classes})


def lagged(series: YearlyFigures, years: int) -> YearlyFigures:
    """Return a series in which rivalry, disputes, voting and sanctions come some years late.

    The first years have none of their own; the rule for gaps gives them the first that is on record. The
    rivals of the region, who are rivals by definition, are no part of the codes and stay.
    """
    numbers = dict(series.numbers)
    for name, values in series.numbers.items():
        quantity, _, actors = name.partition(".")
        if quantity in LAGGED and RIVALS not in actors.split("-"):
            late = np.full(len(values), np.nan)
            late[years:] = values[: max(0, len(values) - years)]
            if np.isnan(late).all():  # a series shorter than the lag: its first figure holds throughout
                late[:] = values[~np.isnan(values)][0]
            numbers[name] = late
    return dataclasses.replace(series, numbers=numbers)


def _of(rows: Mapping[int, Row], column: str) -> Callable[[int], float]:
    return lambda year: rows[year][column] if year in rows else math.nan


def _largest(rows: Mapping[int, Row], columns: tuple[str, ...]) -> Callable[[int], float]:
    def figure(year: int) -> float:
        known = [rows[year][name] for name in columns if not math.isnan(rows[year][name])] if year in rows else []
        return max(known) if known else math.nan

    return figure


def _capped(figure: Callable[[int], float]) -> Callable[[int], float]:
    """Return the figure, at most 1: rounded shares of members may exceed it together."""
    return lambda year: min(1.0, figure(year)) if not math.isnan(figure(year)) else math.nan


def _rounded(figure: float, digits: int) -> float:
    return figure if math.isnan(figure) else float(f"{figure:.{digits}f}")
