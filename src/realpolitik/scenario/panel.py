"""A historical panel: any client of Moscow and the West as a scenario, by the mapping of every other scenario."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from realpolitik.errors import InputError, Problem, listed, nearest_name
from realpolitik.scenario.corrections import corrections_of
from realpolitik.scenario.coverage import coverage_problems
from realpolitik.scenario.panel_columns import (
    DYADS_FILE,
    MOSCOW,
    OUTCOMES_FILE,
    STATES_FILE,
    WEST,
    WESTERN_MEMBERS,
)
from realpolitik.scenario.panel_files import PanelTable, read_panel_files
from realpolitik.scenario.panel_series import RIVALS, client_series, lagged
from realpolitik.scenario.roster import IDENTIFIER
from realpolitik.scenario.scenario import Scenario
from realpolitik.scenario.schema import ScenarioDocument

SHIPPED_IDS = {
    "IRN": "iran", "CHN": "china", "IRQ": "iraq", "ISR": "israel", "SAU": "saudi_arabia", "TUR": "turkey",
    "BLR": "belarus", "MNG": "mongolia", "DDR": "east_germany", "CUB": "cuba", "FIN": "finland",
    "AFG": "afghanistan", "EGY": "egypt", "IND": "india",
}  # fmt: skip
"""Ids of the states in the shipped scenarios. Draws are keyed by id, so that a client runs alike from either."""

RESERVED = ("russia", "west", RIVALS)


@dataclass(frozen=True)
class Panel:
    """A panel that has been read and checked.

    Attributes
    ----------
    folder : Path
        Where its files are.
    clients : dict of str to str
        Ids of the clients and their codes in the panel, in order of id.
    tables : dict of str to PanelTable
        The files.
    lag : int
        By how many years rivalry, disputes, voting and sanctions are delayed.
    """

    folder: Path
    clients: Mapping[str, str]
    tables: Mapping[str, PanelTable] = field(repr=False)
    lag: int = 0

    def scenario(self, client: str) -> Scenario:
        """Return a client with Russia and the West as a scenario of its own; no parameter belongs to it alone.

        Raises
        ------
        KeyError
            The panel has no client of this id.
        InputError
            Its rows lack what the mapping needs.
        """
        code = self.clients[client]
        years = self._years(code)
        series = client_series(self.tables, client, code, years)
        if self.lag:
            series = lagged(series, self.lag)
        document = client_document(client, self._name(code), (years[0], years[-1]))
        scenario = Scenario(client, document, {}, series)
        problems = list(coverage_problems(series, scenario.roster, document.years, path=(code,)))
        if problems:
            raise InputError(Problem(item.path, item.found, item.allowed, file=str(self.folder)) for item in problems)
        return scenario

    def corrections(self, clients: Iterable[str]) -> tuple[str, ...]:
        """Return what is read otherwise of these clients than it stands in the files, a line for each figure."""
        codes = {self.clients[client] for client in clients}
        return tuple(str(one) for one in corrections_of(self.tables[DYADS_FILE].numbers) if one.client in codes)

    def scenarios(self, clients: Iterable[str] | None = None) -> dict[str, Scenario]:
        """Return several clients' scenarios, all by default.

        Raises
        ------
        InputError
            All that the mapping lacks, of all of them.
        """
        found: dict[str, Scenario] = {}
        problems: list[Problem] = []
        for client in self.clients if clients is None else clients:
            try:
                found[client] = self.scenario(client)
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(problems)
        return found

    def chosen(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the clients that are named by id or code, all if none is.

        Raises
        ------
        InputError
            Every name that is no client of the panel.
        """
        by_code = {code: client for client, code in self.clients.items()}
        problems = []
        for name in names:
            if name not in self.clients and name not in by_code:
                near = nearest_name(name, [*self.clients, *by_code])
                found, allowed = f"the unknown client {name!r}", listed(self.clients, 40)
                problems.append(Problem((), found, allowed, near, file="--clients"))
        if problems:
            raise InputError(problems)
        wanted = {by_code.get(name, name) for name in names} or set(self.clients)
        return tuple(client for client in self.clients if client in wanted)

    def _years(self, code: str) -> range:
        years = self.tables[STATES_FILE].numbers[(code,)]
        return range(min(years), max(years) + 1)

    def _name(self, code: str) -> str:
        return _name(self.tables, code)


def read_panel(folder: Path, *, lag: int = 0) -> Panel:
    """Read and check a panel.

    Parameters
    ----------
    folder : Path
        Folder with ``state_year.csv``, ``dyad_year.csv`` and ``outcomes_year.csv``; ``docs/guides/panel.md``
        describes their columns. The clients are those of ``outcomes_year.csv``.
    lag : int
        Years by which rivalry, disputes, voting and sanctions are delayed. They are also part of how the classes
        were coded.

    Raises
    ------
    InputError
        Everything that is wrong with the panel.
    """
    tables = read_panel_files(Path(folder))
    problems = list(_code_problems(tables))
    codes = sorted({key[0] for key in tables[OUTCOMES_FILE].numbers})
    for code in codes:
        problems += _client_problems(tables, code)
    if problems:
        raise InputError(problems)
    ids = {code: _id(tables, code) for code in codes}
    doubled = {one for one in ids.values() if list(ids.values()).count(one) > 1}
    named = {(f"{one}_{code.lower()}" if one in doubled else one): code for code, one in ids.items()}
    panel = Panel(Path(folder), dict(sorted(named.items())), tables, lag)
    panel.scenarios()  # what the mapping lacks shows now, with all clients together
    return panel


def client_document(client: str, name: str, years: tuple[int, int]) -> ScenarioDocument:
    """Return what a scenario file of a client would say: Russia, the West, its rivals, the record alone."""
    return ScenarioDocument.model_validate(
        {
            "format_version": 1,
            "title": f"{name} between Moscow and the West, {years[0]}-{years[1]}",
            "years": years,
            "series": f"{client}.csv",
            "profiles": "record",
            "mapping": {"recorded_pairs": ("russia-west",)},
            "states": {
                client: {"name": name},
                "russia": {"name": "Russia", "great": True},
                "west": {"name": "Western bloc", "great": True, "global_reach": True},
            },
            "bystanders": {RIVALS: {"name": f"Regional rivals of {name}"}},
        }
    )


def _code_problems(tables: Mapping[str, PanelTable]) -> Iterator[Problem]:
    """Report states that are named but have no rows, and sides without a state."""
    known = {key[0] for key in tables[STATES_FILE].numbers}
    if MOSCOW not in known:
        found = f"no rows of {MOSCOW}"
        yield Problem(("state",), found, "rows of Russia, the USSR to 1991", file=STATES_FILE)
    if not known & set(WESTERN_MEMBERS):
        found = f"no rows of any of {listed(WESTERN_MEMBERS)}"
        yield Problem(("state",), found, "rows of the members of the Western bloc", file=STATES_FILE)
    for file, columns in ((OUTCOMES_FILE, ("client",)), (DYADS_FILE, ("client", "partner"))):
        for place, column in enumerate(columns):
            named = {key[place] for key in tables[file].numbers}
            for code in sorted(named - known - {WEST}):
                near = nearest_name(code, known)
                yield Problem((column,), f"the unknown state {code!r}", f"a state of {STATES_FILE}", near, file=file)
    if (MOSCOW, WEST) not in tables[DYADS_FILE].numbers:
        found = f"no rows of client {MOSCOW} with partner {WEST}"
        yield Problem((), found, "the relations of the two sides, year by year", file=DYADS_FILE)


def _client_problems(tables: Mapping[str, PanelTable], code: str) -> Iterator[Problem]:
    if code in (MOSCOW, WEST, *WESTERN_MEMBERS):
        allowed = "states other than Russia and the members of the bloc"
        yield Problem(("client",), f"the client {code!r}", allowed, file=OUTCOMES_FILE)
        return
    dyads = tables[DYADS_FILE].numbers
    for partner in (MOSCOW, WEST):
        if (code, partner) not in dyads:
            found = f"no rows of client {code} with partner {partner}"
            yield Problem((), found, f"rows of every client with {MOSCOW} and with {WEST}", file=DYADS_FILE)


def _name(tables: Mapping[str, PanelTable], code: str) -> str:
    for words in tables[STATES_FILE].texts[(code,)].values():
        if words.get("name"):
            return words["name"]
    return code


def _id(tables: Mapping[str, PanelTable], code: str) -> str:
    if code in SHIPPED_IDS:
        return SHIPPED_IDS[code]
    words = re.sub(r"[^a-z0-9]+", "_", _name(tables, code).lower()).strip("_")
    usable = re.fullmatch(IDENTIFIER, words) and words not in RESERVED and words not in SHIPPED_IDS.values()
    return words if usable else f"state_{code.lower()}"
