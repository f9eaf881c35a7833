"""Write the small invented panel that is shipped for tests and for trying `validate` and `calibrate`.

    uv run python tools/make_example_panel.py [--out DIR]

Four invented clients between two invented blocs, 1960-1999. None of it is history: figures follow simple formulas
that can be read below, and the classes follow from them by the same kind of rule that codes real panels (pact,
arms and voting). Russia, the bloc and its members have their real codes, because a panel is read by code.

- Alba (ALB) is a neighbour of Moscow that votes with it and is its ally until 1989;
- Borduria (BOR) buys Soviet arms from 1967, against a strong rival, without a pact;
- Cordia (COR) is an ally of the West from 1962, under Soviet pressure;
- Dravia (DRA) keeps away from both, and trades with Moscow in the seventies.
"""

from __future__ import annotations

import argparse
import csv
import math
from pathlib import Path
from typing import Any

YEARS = range(1960, 2000)
OUT = Path(__file__).parents[1] / "src" / "realpolitik" / "validation" / "example_panel"
MEMBERS = ("USA", "GBR", "FRA", "DEU")

# Capabilities in 1960 and their yearly growth, product in million dollars, ideal point before and after 1990.
STATES = {
    "RUS": ("Russia", 0.170, -0.008, 1_500_000, -2.5, -0.3),
    "USA": ("United States", 0.200, -0.005, 4_000_000, 2.6, 2.7),
    "GBR": ("United Kingdom", 0.045, -0.015, 800_000, 1.9, 1.9),
    "FRA": ("France", 0.033, -0.008, 700_000, 1.5, 1.6),
    "DEU": ("Germany", 0.045, -0.010, 900_000, 1.7, 1.6),
    "ALB": ("Alba", 0.004, 0.0, 40_000, -2.4, 0.2),
    "BOR": ("Borduria", 0.006, 0.01, 90_000, -0.9, -0.6),
    "COR": ("Cordia", 0.008, 0.005, 150_000, 1.3, 1.4),
    "DRA": ("Dravia", 0.003, 0.0, 30_000, -0.2, 0.0),
}
DISTANCE_KM = {"ALB": (0, 900), "BOR": (1800, 2400), "COR": (150, 600), "DRA": (2600, 1500), "RUS": (None, 80)}


def ideal(state: str, year: int) -> float:
    """Return an invented ideal point: a step in 1990 and a slow wave."""
    before, after = STATES[state][4:]
    return round((before if year < 1990 else after) + 0.15 * math.sin(year / 3.0 + len(state)), 4)


def state_rows() -> list[dict[str, Any]]:
    """Return the rows of state_year.csv."""
    rows = []
    for code, (name, share, growth, product, *_) in STATES.items():
        for year in YEARS:
            age = year - YEARS[0]
            fall = 0.55 if code == "RUS" and year > 1991 else 1.0
            rivals = 0.012 + 0.002 * math.sin(year / 4.0) if code == "BOR" else 0.002 if code == "COR" else 0.0
            rows.append(
                {
                    "state": code,
                    "name": name,
                    "year": year,
                    "cinc": round(share * math.exp(growth * age) * fall, 7),
                    "gdp": round(product * 1.03**age * fall, 1),
                    "ideal": ideal(code, year),
                    "regional_rivals_cinc": round(rivals, 7),
                }
            )
    return rows


def relations(client: str, partner: str, year: int) -> dict[str, Any]:
    """Return what the year brings between a client and one side."""
    east = partner == "RUS"
    pact = (client == "ALB" and east and year < 1990) or (client == "COR" and not east and year >= 1962)
    share = 0.0
    if client == "ALB":
        share = 0.9 if east and year < 1990 else 0.0
    elif client == "BOR":
        share = (0.7 if east else 0.2) if 1967 <= year <= 1991 else 0.3
    elif client == "COR":
        share = 0.0 if east else 0.9
    rivalry = (client == "COR" and east and year < 1990) or (client == "RUS" and year < 1990)
    force = (client, partner, year) in {("COR", "RUS", 1962), ("COR", "RUS", 1963), ("BOR", "WEST", 1967)}
    near_east, near_west = DISTANCE_KM[client]
    distance = near_east if east else near_west
    return {
        "min_dist_km": distance,
        "contig": 1 if distance == 0 else 0,
        "rivalry": int(rivalry),
        "mid_hostlev": 4 if force else 3 if client == "RUS" and year in (1961, 1962, 1983) else 0,
        "sanc_sev": 2 if not east and client in ("ALB", "RUS") and year < 1975 else 0,
        "sanc_sev_reverse": 0,
        "ally_defense": int(pact),
        "ally_neutral": int(client == "DRA" and east and 1971 <= year < 1990),
        "ally_nonagg": 0,
        "ally_consul": 0,
        "partner_forces": int(client == "ALB" and east and year < 1990),
        "tiv5_share": share,
        "tiv5": round(share * 800.0, 2),
    }


def outcome(client: str, year: int) -> str:
    """Return the class that the invented record is coded as."""
    east = relations(client, "RUS", year)
    distance = abs(ideal(client, year) - ideal("RUS", year))
    west = sum(ideal(member, year) for member in MEMBERS) / len(MEMBERS)
    ratio = distance / (distance + abs(ideal(client, year) - west))
    if east["rivalry"] or east["mid_hostlev"] >= 4:
        return "hostile"
    if east["ally_defense"] and ratio <= 0.40:
        return "alliance"
    if east["tiv5_share"] >= 0.25 and east["tiv5"] >= 100 and ratio < 0.5:
        return "tactical"
    return "transactional" if east["ally_neutral"] or east["tiv5"] >= 100 else "distant"


def main() -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    clients = [code for code in DISTANCE_KM if code != "RUS"]
    dyads = [
        {"client": client, "partner": partner, "year": year, **relations(client, partner, year)}
        for client in (*clients, "RUS")
        for partner in ("RUS", "WEST")
        if client != partner
        for year in YEARS
    ]
    outcomes = [
        {"client": client, "year": year, "outcome": outcome(client, year)} for client in clients for year in YEARS
    ]
    for name, rows in (("state_year", state_rows()), ("dyad_year", dyads), ("outcomes_year", outcomes)):
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"{out / name}.csv: {len(rows)} rows")


if __name__ == "__main__":
    main()
