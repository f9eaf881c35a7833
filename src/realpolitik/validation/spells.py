"""When pacts begin and end: recorded spells against simulated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from realpolitik.validation.forecasts import Forecasts
    from realpolitik.validation.targets import Target

LIKELY = 0.5


@dataclass(frozen=True)
class Spell:
    """A spell of years with a pact, on record or simulated (in half of the runs or more).

    Attributes
    ----------
    client, side : str
        Whose pact; ``russia`` or ``west``.
    recorded, simulated : (int, int) or None
        First and last year. A recorded spell has the simulated one that shares most years with it; a simulated
        spell that shares none with any stands alone.
    """

    client: str
    side: str
    recorded: tuple[int, int] | None
    simulated: tuple[int, int] | None

    def to_dict(self) -> dict[str, Any]:
        """Return the spell for a file."""
        return asdict(self)


def spells_of(present: np.ndarray, first_year: int) -> list[tuple[int, int]]:
    """Return first and last year of each unbroken spell of truths.

    Examples
    --------
    >>> spells_of(np.array([True, True, False, True]), 1950)
    [(1950, 1951), (1953, 1953)]
    """
    steps = np.diff(np.r_[0, np.asarray(present, dtype=int), 0])
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return [(int(first_year + start), int(first_year + end - 1)) for start, end in zip(starts, ends, strict=True)]


def pact_spells(targets: Sequence[Target], forecasts: Forecasts) -> list[Spell]:
    """Return all recorded and simulated spells of pacts, matched where they overlap."""
    found = []
    for target in targets:
        for side in ("russia", "west"):
            recorded = spells_of(getattr(target, f"pact_with_{side}") == 1.0, target.timeline.first_year)
            chance = getattr(forecasts[target.client], f"pact_with_{side}")
            simulated = spells_of(chance >= LIKELY, target.timeline.first_year)
            taken = set()
            for spell in recorded:
                best = max(simulated, key=lambda other: _shared(spell, other), default=None)
                if best is not None and _shared(spell, best) == 0:
                    best = None
                taken.add(best)
                found.append(Spell(target.client, side, spell, best))
            found += [Spell(target.client, side, None, spell) for spell in simulated if spell not in taken]
    return found


def _shared(first: tuple[int, int], second: tuple[int, int]) -> int:
    return max(0, min(first[1], second[1]) - max(first[0], second[0]) + 1)


def spell_summary(spells: Sequence[Spell]) -> dict[str, Any]:
    """Return how many recorded spells the model found, missed and made up, and by how many years it was off."""
    hit = [spell for spell in spells if spell.recorded and spell.simulated]
    onset = [abs(spell.simulated[0] - spell.recorded[0]) for spell in hit if spell.simulated and spell.recorded]
    end = [abs(spell.simulated[1] - spell.recorded[1]) for spell in hit if spell.simulated and spell.recorded]
    return {
        "recorded": sum(spell.recorded is not None for spell in spells),
        "found": len(hit),
        "missed": sum(spell.simulated is None for spell in spells),
        "made_up": sum(spell.recorded is None for spell in spells),
        "median_onset_error_years": float(np.median(onset)) if onset else None,
        "median_end_error_years": float(np.median(end)) if end else None,
    }
