"""What the simulation reads: plain arrays per year, and the names of their rows.

N deciding states come first, then B bystanders; M = N + B actors; Y years. Shapes below use these letters.
Security rungs are 0-3 and economic rungs 0-2, stored as float64 like everything else, so that the compiled
rules receive one tuple of arrays of one type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from realpolitik.errors import listed
from realpolitik.scenario.quantities import QUANTITIES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

NOT_GIVEN = -1.0
"""Marks "none" in the arrays of shares and rungs, and a free ladder among the pins."""

NO_AFFINITY = -9.0
"""Marks "none" in `Timeline.identity_given`, where -1 is a value."""


class Timeline(NamedTuple):
    """The inputs of a simulation, year by year, as C-contiguous float64 arrays.

    Directed arrays are read "row toward column": ``sanction[t, i, j]`` is what i does to j.
    """

    capability: Array
    """[Y, M] share of the world's material capabilities (CINC)."""
    economy: Array
    """[Y, M] share of the actors' summed GDP; 0 for a bystander without GDP."""
    value: Array
    """[Y, N] strategic value beyond the rules' own (oil, bases, territory), 0-1."""
    distance_km: Array
    """[Y, M, M] distance; 0 if contiguous by land; symmetric."""
    global_reach: Array
    """[M] 1 for an actor that projects power over the larger distance (the West), else 0."""
    rivalry: Array
    """[Y, M, M] 1 where the pair is a strategic rivalry in the year; symmetric."""
    dispute: Array
    """[Y, M, M] highest hostility level of a dispute in the year over 5, 0-1; symmetric."""
    identity_distance: Array
    """[Y, N, N] absolute distance of ideal points (about 0-5); symmetric."""
    identity_given: Array
    """[Y, N, N] affinity of i to j in -1..1 set by a profile or adjustment; -9 where none."""
    weights_given: Array
    """[Y, N, 3] weights of security, autonomy, development from a profile; -1 where none."""
    intensity_given: Array
    """[Y, N] ideological intensity, 0-1; -1 where none."""
    risk_given: Array
    """[Y, N] attitude to risk, -1 (averse) to 1 (acceptant); 0 where none."""
    image_given: Array
    """[Y, N, M] hostile intent that the elite in office attributes to each actor, 0-1; -1 where none."""
    regime_change: Array
    """[Y, N] 1 in the year in which a new elite profile starts (never the first year)."""
    intent_given: Array
    """[Y, N, M] pinned hostile intent, 0-1; -1 where none."""
    trust_given: Array
    """[Y, N, N] pinned baseline trust of i in j, 0-1; -1 where none."""
    penetration: Array
    """[Y, N, M] subversive reach of the second actor into the first, 0-1."""
    clash: Array
    """[Y, N, N] clash of regional aims, -1 (shared) to 1 (exclusive); symmetric."""
    sanction: Array
    """[Y, M, M] severity of the measures of the first actor against the second, 0-1."""
    security_pin: Array
    """[Y, M, M] -1 where the security ladder is free, else the pinned rung; symmetric."""
    economic_pin: Array
    """[Y, M, M] the same for the economic ladder."""
    security_event: Array
    """[Y, N, N] -1, or the rung that a dated event sets in the year; symmetric."""
    economic_event: Array
    """[Y, N, N] the same for the economic ladder."""
    security_event_by: Array
    """[Y, N, N] index of the state that did it; -1 for both or nobody; symmetric."""
    economic_event_by: Array
    """[Y, N, N] the same for the economic ladder."""
    crisis_event: Array
    """[Y, N] index of the challenger in a dated crisis with that victim; -1 where none."""
    initial_security: Array
    """[M, M] rungs before the first year."""
    initial_economic: Array
    """[M, M] the same for the economic ladder."""
    capability_free: Array
    """[1] 1 if capabilities and economies grow by the model from the first year on, 0 if they follow data."""


NOT_ON_RECORD = "not on record"
"""How a stand-in for a column without a single figure is told."""

GROUPS_NAMED, COLUMNS_NAMED = 3, 3
"""How many groups of gaps, and columns of each, go into one line."""


class Gap(NamedTuple):
    """A series column that does not cover every year, and what stands in for the missing years."""

    column: str
    years: int
    filled_with: str

    @property
    def is_whole(self) -> bool:
        """Whether the column has no figure at all."""
        return self.filled_with.endswith(NOT_ON_RECORD)


@dataclass(frozen=True, eq=False, repr=False)  # there is no one truth in the comparison of arrays
class ScenarioTimeline:
    """A `Timeline` with the names of its rows and an account of the filled gaps.

    Attributes
    ----------
    first_year : int
        Year of the first row.
    states, bystanders : tuple of str
        Ids of the deciding states and of the bystanders, in the order of the arrays.
    pairs : tuple of str
        Ids of the pairs of deciding states, in scenario order: ``("iran-russia", "iran-west", ...)``.
    arrays : Timeline
        The inputs.
    notes : tuple of Gap
        One entry per column with gaps.
    settings : mapping of str to float or str
        The assumptions and switches that the scenario sets otherwise than the package.
    """

    first_year: int
    states: tuple[str, ...]
    bystanders: tuple[str, ...]
    pairs: tuple[str, ...]
    arrays: Timeline
    notes: tuple[Gap, ...] = ()
    settings: Mapping[str, float | str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<ScenarioTimeline: {self.years[0]}-{self.years[-1]}, deciding states {listed(self.states)}>"

    @property
    def actors(self) -> tuple[str, ...]:
        """Ids of all actors: deciding states, then bystanders."""
        return self.states + self.bystanders

    @property
    def years(self) -> range:
        """The simulated years."""
        return range(self.first_year, self.first_year + len(self.arrays.capability))

    @property
    def pair_indices(self) -> tuple[tuple[int, int], ...]:
        """Rows of the two states of each pair, in the order of `pairs`."""
        count = len(self.states)
        return tuple((i, j) for i in range(count) for j in range(i + 1, count))

    def gap_lines(self) -> list[str]:
        """Return the notes as text, a line for all columns of a quantity that were filled alike."""
        return [
            f"{quantity}: {filled_with} for {years} years ({', '.join(of)})"
            for (quantity, filled_with, years), of in self._gap_groups().items()
        ]

    def unrecorded(self) -> dict[str, list[str]]:
        """Return for each quantity the deciding states of which it says nothing, toward any other deciding state."""
        missing: dict[str, set[str]] = {}
        for gap in self.notes:
            quantity, _, of = gap.column.partition(".")
            if gap.is_whole:
                missing.setdefault(quantity, set()).add(of)
        found: dict[str, list[str]] = {}
        for quantity, columns in missing.items():
            directed = quantity in QUANTITIES and QUANTITIES[quantity].shape == "directed"
            for state in self.states:
                others = [other for other in self.states if other != state]
                ways = [{f"{state}-{other}", f"{other}-{state}"} for other in others]
                if ways and all(way <= columns if directed else way & columns for way in ways):
                    found.setdefault(quantity, []).append(state)
        return found

    def gap_summary(self) -> str:
        """Return the filled gaps in one line, the first few by name; empty if there is none."""
        parts = [f"no {quantity} on record for {', '.join(states)}" for quantity, states in self.unrecorded().items()]
        groups = list(self._gap_groups().items())
        for (quantity, _, years), of in groups[:GROUPS_NAMED]:
            more = f" and {len(of) - COLUMNS_NAMED} more" if len(of) > COLUMNS_NAMED else ""
            unit = "year" if years == 1 else "years"
            parts.append(f"{years} {unit} of {quantity} ({', '.join(of[:COLUMNS_NAMED])}{more})")
        if len(groups) > GROUPS_NAMED:
            parts.append(f"{len(groups) - GROUPS_NAMED} more")
        return "; ".join(parts)

    def _gap_groups(self) -> dict[tuple[str, str, int], list[str]]:
        """Return the columns of each quantity that were filled alike, by quantity, what fills them, and years."""
        groups: dict[tuple[str, str, int], list[str]] = {}
        for gap in self.notes:
            quantity, _, of = gap.column.partition(".")
            groups.setdefault((quantity, gap.filled_with, gap.years), []).append(of)
        return groups
