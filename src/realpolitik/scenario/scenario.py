"""A scenario ready to simulate: its document, its elite profiles, its series."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from realpolitik.errors import InputError, Problem, listed, nearest_name
from realpolitik.scenario.catalogue import PROFILES
from realpolitik.scenario.checks import check
from realpolitik.scenario.coverage import coverage_problems
from realpolitik.scenario.draft import Draft, make_draft
from realpolitik.scenario.merging import Merged
from realpolitik.scenario.naming import no_deciding_pair
from realpolitik.scenario.problems import schema_problems
from realpolitik.scenario.profiles import Profile, read_profile
from realpolitik.scenario.roster import Roster
from realpolitik.scenario.schema import ScenarioDocument, in_scenario_order
from realpolitik.scenario.series import read_series
from realpolitik.scenario.settings import LABEL, check_mapping, rule_path, settings_over

if TYPE_CHECKING:
    from realpolitik.scenario.figures import YearlyFigures
    from realpolitik.scenario.timeline import ScenarioTimeline


@dataclass(frozen=True, repr=False)
class Scenario:
    """A checked scenario.

    Attributes
    ----------
    name : str
        Name of the file without its ending.
    document : ScenarioDocument
        All that the file and its bases say.
    elites : mapping of str to Profile
        The elite profiles that the states name.
    series : YearlyFigures
        The yearly figures as they stand in the file; `series.to_frame()` gives a data frame.
    folders : tuple of Path
        Where series and profiles are looked for, in this order.
    settings : mapping of str to value
        What was changed by `with_settings`.
    """

    name: str
    document: ScenarioDocument
    elites: Mapping[str, Profile]
    series: YearlyFigures = field(compare=False)
    folders: tuple[Path, ...] = field(default=(), compare=False)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        changed = f", changed: {listed(self.settings)}" if self.settings else ""
        states = listed(self.document.states)
        return f"<Scenario {self.name}: {self.years[0]}-{self.years[-1]}, deciding states {states}{changed}>"

    @property
    def title(self) -> str:
        """One line to print."""
        return self.document.title

    @property
    def years(self) -> range:
        """The simulated years."""
        return range(self.document.years[0], self.document.years[1] + 1)

    @property
    def roster(self) -> Roster:
        """The actors and their order."""
        return Roster(tuple(self.document.states), tuple(self.document.bystanders))

    @property
    def names(self) -> dict[str, str]:
        """Names to print, by id."""
        states = {actor: table.name for actor, table in self.document.states.items()}
        return states | {actor: table.name for actor, table in self.document.bystanders.items()}

    @property
    def overrides(self) -> dict[str, float | str]:
        """Assumptions and switches of this scenario other than the defaults, for `make_assumptions`."""
        return {**self.document.assumptions, **self.document.switches}

    def pair(self, text: str) -> str:
        """Return a pair of deciding states as the scenario prints it.

        Raises
        ------
        InputError
            The text is no such pair.
        """
        if self.roster.pair(text, deciding=True) is None:
            raise InputError([no_deciding_pair(("pair",), text, self.roster)])
        return self.roster.pair_id(text)

    def timeline(self) -> ScenarioTimeline:
        """Return the inputs of the simulation as new arrays, year by year."""
        from realpolitik.scenario.timeline import Timeline

        return replace(self._mapped, arrays=Timeline(*(array.copy() for array in self._mapped.arrays)))

    @cached_property
    def _mapped(self) -> ScenarioTimeline:
        from realpolitik.scenario.mapping import map_timeline

        return map_timeline(self.series, self.document, self.elites)

    def with_settings(self, settings: Mapping[str, Any]) -> Scenario:
        """Return the scenario with some values changed, everything checked again.

        Parameters
        ----------
        settings : mapping of str to value or text
            Paths in the document and values: ``{"assumptions.trust_loss": 0.6, "years": "[1963, 1978]"}``;
            assumptions and switches also by their own name alone (``trust_loss``). A text is read as TOML where
            it is TOML. Pins, events and adjustments are appended to those of the scenario;
            ``events.baghdad-pact.level`` changes one. New years drop events and pins outside them.

        Raises
        ------
        InputError
            Unknown paths, or everything that is wrong with the values.
        """
        check_mapping(settings)
        if not settings:
            return self
        settings = {rule_path(name): value for name, value in settings.items()}
        content = settings_over(self.document, settings, self.name)
        series = self.series if content.data.get("series") == self.document.series else None
        settings = {**self.settings, **settings}
        return assemble(self.name, content, self.folders, series=series, elites=self.elites, settings=settings)

    def with_profile(self, name: str, profile: Profile) -> Scenario:
        """Return the scenario with one of its elite profiles exchanged, under the same name.

        Raises
        ------
        InputError
            No state names such a profile.
        """
        if name not in self.elites:
            problem = Problem((), f"the unknown profile {name!r}", listed(self.elites), nearest_name(name, self.elites))
            raise InputError([problem])
        return replace(self, elites={**self.elites, name: profile})

    def to_dict(self) -> dict[str, Any]:
        """Return the scenario in full for a manifest: document, profiles, and the digest of its series."""
        return {
            "name": self.name,
            "document": self.document.model_dump(mode="json", exclude={"extends"}),
            "profiles": {name: profile.model_dump(mode="json") for name, profile in sorted(self.elites.items())},
            "series_sha256": self.series.digest,
        }

    @property
    def digest(self) -> str:
        """A hash of everything that the scenario says; equal content has equal digests."""
        text = json.dumps({**self.to_dict(), "name": ""}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def assemble(
    name: str,
    content: Merged,
    folders: Sequence[Path],
    *,
    series: YearlyFigures | None = None,
    elites: Mapping[str, Profile] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Scenario:
    """Return a scenario from the content of its files, or report all that is wrong with them.

    Parameters
    ----------
    name : str
        Name of the scenario.
    content : Merged
        What the files say.
    folders : sequence of Path
        Where series and profiles are looked for.
    series : YearlyFigures, optional
        The yearly figures, if already at hand.
    elites : mapping of str to Profile, optional
        Profiles already at hand.
    settings : mapping of str to value, optional
        What in the content was changed by `Scenario.with_settings`.

    Raises
    ------
    InputError
        All problems of the document, the profiles and the series.
    """
    problems: list[Problem] = []
    document: ScenarioDocument | None = None
    try:
        document = ScenarioDocument.model_validate(content.data)
    except ValidationError as error:
        problems += schema_problems(error, ScenarioDocument)
    draft = make_draft(content.data)
    problems += check(draft)
    read_elites = _read_elites(draft, folders, elites or {}, problems)
    if series is None:
        series = _read_series(draft, folders, problems)
    if series is not None:
        lacking = coverage_problems(series, draft.roster, draft.years, label=str(draft.series))
        problems += (_at_fault(problem, content) for problem in lacking)
    if problems or document is None or series is None:
        raise InputError(content.located(problem) for problem in problems)
    scenario = Scenario(name, in_scenario_order(document), read_elites, series, tuple(folders), settings or {})
    try:
        # Adjustments out of bounds and a pact under sanctions only show on the figures.
        scenario.timeline()
    except InputError as error:
        raise InputError(content.located(problem) for problem in error.problems) from None
    return scenario


def _at_fault(problem: Problem, content: Merged) -> Problem:
    """Return a problem of a series at the key that made it: its actor, or the series that replaced that of the base."""
    own = (content.label, LABEL)
    if content.givers.get(problem.path) not in own and content.givers.get(("series",)) in own and len(problem.path) > 1:
        return replace(problem, path=("series",))
    return problem


def _find(folders: Sequence[Path], *places: str) -> Path | None:
    for folder in folders:
        for place in places:
            if (folder / place).exists():
                return folder / place
    return None


def _read_series(draft: Draft, folders: Sequence[Path], problems: list[Problem]) -> YearlyFigures | None:
    if draft.series is None:
        return None
    path = _find(folders, draft.series)
    if path is None:
        names = sorted({file.name for folder in folders for file in folder.glob("*.csv")})
        allowed = f"a CSV file beside the scenario, or {listed(names)}"
        problems.append(Problem(("series",), f"no file {draft.series!r}", allowed, nearest_name(draft.series, names)))
        return None
    try:
        return read_series(path, draft.series)
    except InputError as error:
        problems += error.problems
        return None


def _read_elites(
    draft: Draft, folders: Sequence[Path], known: Mapping[str, Profile], problems: list[Problem]
) -> dict[str, Profile]:
    """Return the profiles that the states name, each file read once."""
    elites: dict[str, Profile] = {}
    tried: set[str] = set()
    for state, table in draft.states.items():
        for place, (_, name) in enumerate(table.profiles):
            where = ("states", state, "profiles", place, 1)
            if name not in tried:
                tried.add(name)
                profile = known.get(name) or _read_elite(name, where, folders, problems)
                if profile is not None:
                    elites[name] = profile
            if name in elites and elites[name].state != state:
                found = f"the profile {name!r} of {elites[name].state!r}"
                problems.append(Problem(where, found, f"a profile of {state!r}"))
    return elites


def _read_elite(
    name: str, where: tuple[str | int, ...], folders: Sequence[Path], problems: list[Problem]
) -> Profile | None:
    file = name if name.endswith(".toml") else f"{name}.toml"
    path = _find(folders, f"{PROFILES}/{file}", *([file] if name.endswith(".toml") else []))
    if path is None:
        names = sorted({file.stem for folder in folders for file in (folder / PROFILES).glob("*.toml")})
        problems.append(Problem(where, f"the unknown profile {name!r}", listed(names, 40), nearest_name(name, names)))
        return None
    try:
        return read_profile(path, f"{PROFILES}/{file}")
    except InputError as error:
        problems += error.problems
        return None
