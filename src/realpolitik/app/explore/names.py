"""Names of actors and pairs, and what a scenario is for, as a page prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.app.language import DEFAULT

if TYPE_CHECKING:
    from realpolitik.app.language import Language
    from realpolitik.scenario import Scenario


def actor_names(scenario: Scenario, language: Language) -> dict[str, str]:
    """Return the names of all actors by id, in the language."""
    return {actor: language(name) for actor, name in scenario.names.items()}


def pair_names(scenario: Scenario, language: Language) -> dict[str, str]:
    """Return the names of the pairs of deciding states by id, in the language."""
    names = actor_names(scenario, language)
    return {pair: " – ".join(names[one] for one in pair.split("-")) for pair in scenario.roster.pairs}


def description_of(scenario: Scenario, language: Language) -> str:
    """Return what a scenario is for, in the language; its title where that has no translation or is not said."""
    said = " ".join(scenario.document.description.split())
    told = language(said)
    return told if said and (told != said or language.code == DEFAULT) else language(scenario.title)


def sources_of(scenario: Scenario, language: Language) -> str:
    """Return where the facts of a scenario come from, as far as it can be told in the language."""
    said = scenario.document.sources
    told = [language(source) for source in said]
    return language("; ").join(
        other for source, other in zip(said, told, strict=True) if other != source or language.code == DEFAULT
    )
