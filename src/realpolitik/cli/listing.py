"""``realpolitik list``: what is shipped, and what can be assumed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.screen import new_table, print_json, print_rich

if TYPE_CHECKING:
    from rich.table import Table

    from realpolitik.scenario import Entry


class Kind(StrEnum):
    """What can be listed."""

    SCENARIOS = "scenarios"
    PROFILES = "profiles"
    EXPERIMENTS = "experiments"
    ASSUMPTIONS = "assumptions"
    SWITCHES = "switches"


def list_shipped(
    kind: Annotated[
        Kind | None,
        typer.Argument(metavar="KIND", help="Only scenarios, profiles, experiments, assumptions or switches."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the shipped scenarios, elite profiles and experiments, the assumptions and the switches."""
    kinds = list(Kind) if kind is None else [kind]
    if as_json:
        print_json({one.value: _rows(one) for one in kinds})
        return
    for one in kinds:
        print_rich(_table(one))


def _rows(kind: Kind) -> list[dict[str, Any]]:
    """Return everything of a kind, as the JSON gives it."""
    from realpolitik.scenario import shipped_profiles, shipped_scenarios
    from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

    match kind:
        case Kind.SCENARIOS:
            return _files(shipped_scenarios())
        case Kind.PROFILES:
            return _files(shipped_profiles())
        case Kind.EXPERIMENTS:
            from realpolitik.experiments.catalogue import shipped_experiments

            return _files(shipped_experiments())
        case Kind.ASSUMPTIONS:
            fields = ("name", "symbol", "default", "fitted", "low", "high", "unit", "group", "meaning", "source")
            return [{field: getattr(item, field) for field in fields} for item in ASSUMPTIONS]
        case Kind.SWITCHES:
            return [
                {
                    "name": item.name,
                    "default": item.default,
                    "choices": list(item.choices),
                    "meaning": item.meaning,
                    "source": item.source,
                }
                for item in SWITCHES
            ]


def _files(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [
        {"name": entry.name, "title": entry.title, "description": " ".join(entry.description.split())}
        for entry in entries
    ]


def _table(kind: Kind) -> Table:
    rows = _rows(kind)
    match kind:
        case Kind.SCENARIOS | Kind.PROFILES | Kind.EXPERIMENTS:
            uses = {Kind.SCENARIOS: "run NAME", Kind.PROFILES: "show NAME"}.get(kind, "experiment NAME")
            table = new_table(f"{kind.value.capitalize()} (realpolitik {uses})", "name", "title")
            for row in rows:
                table.add_row(row["name"], row["title"])
        case Kind.ASSUMPTIONS:
            columns = ("name", "default", "range", "unit", "meaning")
            title = "Assumptions (realpolitik run NAME --set assumption=value)"
            table = new_table(title, *columns, numbers=("default", "range"))
            for row in rows:
                span = f"{row['low']:g} to {row['high']:g}"
                table.add_row(row["name"], f"{row['default']:g}", span, row["unit"], row["meaning"])
            argued = ", ".join(row["name"] for row in rows if not row["fitted"])
            table.caption = (
                f"Defaults were fitted to the twelve clients other than Iran, but for {argued}. Sources: --json."
            )
        case Kind.SWITCHES:
            table = new_table("Switches (realpolitik run NAME --set switch=choice)", "name", "choices", "meaning")
            for row in rows:
                table.add_row(row["name"], ", ".join(_marked(row)), row["meaning"])
            table.caption = "* the default"
    return table


def _marked(row: dict[str, Any]) -> list[str]:
    return [f"{choice}*" if choice == row["default"] else choice for choice in row["choices"]]
