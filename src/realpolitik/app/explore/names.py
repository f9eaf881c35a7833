"""Names of actors and pairs as a page prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
