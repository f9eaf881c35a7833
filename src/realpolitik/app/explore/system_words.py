"""The structure of the world in words: what its sliders mean, and what system a setting makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.explanation.words import listing
from realpolitik.scenario.structure import structure_in

if TYPE_CHECKING:
    from realpolitik.app.explore.system import Lever
    from realpolitik.app.language import Language
    from realpolitik.scenario import ScenarioTimeline
    from realpolitik.scenario.structure import Structure

STRENGTH_MEANING = (
    "Material capabilities (CINC) of {state}, times this in every year; at 1 they are those of the scenario. "
    "The others keep theirs. Economies (GDP), and with them markets, are not scaled."
)
GROWING_MEANING = (
    "Material capabilities (CINC) of {state} in the first year, times this; at 1 they are those of the scenario, and "
    "afterwards they grow by the model. The others keep theirs. Economies (GDP) are not scaled."
)
SANCTIONS_MEANING = (
    "Severity of the sanctions of {sender} on {target} in every year, in place of those of the scenario; those of "
    "{target} on {sender} stay. From 2 on they hold the economic ladder of the two at sanctions, whatever they would "
    "choose, end cooperation in arms and cost the more the more severe they are; a pact is spared at 2 and 3 (both "
    "rival assumptions). At 0 and 1 the ladder is free; sanctions that are chosen then count as 2 at 0, and as 1 at 1."
)
STRUCTURE_MEANING = (
    "A great power has at least a third of the capabilities of the strongest actor of the scenario. Concentration is "
    "the sum of their squared shares in what the great powers have together: 1 for a single one, 0.5 for two equals."
)
STRENGTH_SOURCE = "Singer, Bremer and Stuckey 1972; Waltz 1979"
SANCTIONS_SOURCE = "Felbermayr et al. 2020; Drezner 1999"
STRUCTURE_SOURCE = "Levy 1983; Waltz 1979"

SEVERITIES = (
    "0: none",
    "1: arms, aid or travel",
    "2: trade or finance",
    "3: trade and finance",
    "4: full embargo",
)
"""Severities of sanctions, as the series have them."""
AS_GIVEN_WORDS = "as in the scenario"

POLARITIES = (
    "{year}: one great power, {names}: unipolar.",
    "{year}: two great powers, {names}: bipolar.",
    "{year}: {number} great powers, {names}: multipolar.",
)
CONCENTRATION = "Concentration {value}."
GROWING = "Afterwards capabilities grow by the model."
SYSTEM_WORDS = (
    STRENGTH_MEANING,
    GROWING_MEANING,
    SANCTIONS_MEANING,
    STRUCTURE_MEANING,
    *SEVERITIES,
    AS_GIVEN_WORDS,
    *POLARITIES,
    CONCENTRATION,
    GROWING,
)
"""All that a language translates of it."""


def lever_name(lever: Lever, names: Mapping[str, str], language: Language) -> str:
    """Return the name of a slider."""
    if lever.is_strength:
        return language("Strength: {state}", state=names[lever.actors[0]])
    sender, target = (names[actor] for actor in lever.actors)
    return language("Sanctions: {sender} on {target}", sender=sender, target=target)


def lever_meaning(lever: Lever, names: Mapping[str, str], language: Language, *, growing: bool) -> str:
    """Return what a slider does."""
    if lever.is_strength:
        return language(GROWING_MEANING if growing else STRENGTH_MEANING, state=names[lever.actors[0]])
    sender, target = (names[actor] for actor in lever.actors)
    return language(SANCTIONS_MEANING, sender=sender, target=target)


def lever_source(lever: Lever) -> str:
    """Return where what a slider changes comes from."""
    return STRENGTH_SOURCE if lever.is_strength else SANCTIONS_SOURCE


def value_in_words(lever: Lever, value: float | None, language: Language) -> str:
    """Return a setting as it stands beside its slider; None is what the scenario has."""
    if lever.is_strength:
        return f"{language.number(value if value is not None else 1.0, 2)} ×"
    if value is None:
        return language(AS_GIVEN_WORDS)
    return language(SEVERITIES[int(value)])


def structure_in_words(timeline: ScenarioTimeline, names: Mapping[str, str], language: Language) -> list[str]:
    """Return the system at the start and at the end of a timeline, a sentence each.

    Where capabilities grow by the model, a timeline knows them for the first year alone.
    """
    growing = bool(timeline.arrays.capability_free[0])
    years = timeline.years[:1] if growing else sorted({timeline.years[0], timeline.years[-1]})
    told = [_sentence(structure_in(timeline, year), names, language) for year in years]
    return [*told, language(GROWING)] if growing else told


def _sentence(structure: Structure, names: Mapping[str, str], language: Language) -> str:
    powers = [names[actor] for actor in structure.great_powers]
    template = POLARITIES[min(len(powers), len(POLARITIES)) - 1]
    told = language(template, year=structure.year, number=len(powers), names=listing(powers, language))
    return f"{told} {language(CONCENTRATION, value=language.number(structure.concentration, 2))}"
