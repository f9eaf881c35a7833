"""From the record to the timeline: one mapping for every scenario, Iran's included.

In this order: the gaps of the series are filled (`record`); profiles, clash and penetration join the
figures; adjustments change them (`adjust`); shares, severities, pins and first rungs are derived; pins and
events of the file come last and win over what the record implies (`ladders`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import InputError
from realpolitik.scenario.adjust import apply_adjustments
from realpolitik.scenario.coverage import coverage_problems
from realpolitik.scenario.ladders import derive_ladders
from realpolitik.scenario.offices import Offices, read_offices, step_figures
from realpolitik.scenario.quantities import TOP_DISPUTE, TOP_SANCTION
from realpolitik.scenario.record import read_record
from realpolitik.scenario.roster import Roster, split_direction
from realpolitik.scenario.schema import CrisisEvent, ScenarioDocument
from realpolitik.scenario.timeline import NO_AFFINITY, NOT_GIVEN, ScenarioTimeline, Timeline

if TYPE_CHECKING:
    from realpolitik.scenario.figures import YearlyFigures
    from realpolitik.scenario.profiles import Profile
    from realpolitik.scenario.timeline import Array


def map_timeline(
    series: YearlyFigures, document: ScenarioDocument, profiles: Mapping[str, Profile]
) -> ScenarioTimeline:
    """Return the timeline of a scenario.

    Parameters
    ----------
    series : YearlyFigures
        The series: columns ``quantity.actor`` or ``quantity.a-b``, NaN where not covered; a data frame of one's
        own becomes one by `YearlyFigures.from_frame`.
    document : ScenarioDocument
        The scenario.
    profiles : mapping of str to Profile
        The elite profiles that the document names (unused if it goes by the record alone).

    Returns
    -------
    ScenarioTimeline
        New arrays; the arguments are left as they are.

    Raises
    ------
    InputError
        The series lacks what the scenario needs, or pins and events of file and record combine to a pact
        under sanctions.

    Notes
    -----
    Shares: ``economy`` is GDP over the summed GDP of the actors in the year. Sanctions of severity 2 or more
    hold the economic ladder of the pair at 0; the first year without them is an event that sets it to 1, done
    by the sender. Pairs of great powers (or ``mapping.recorded_pairs``) follow the record: security 0 in
    years of rivalry or of the use of force, else 1. Pairs with a bystander stand at security 1 and economic 1
    (0 under sanctions) unless pinned otherwise. First rungs: where a ladder is pinned in the first year, that
    rung; else security 3 with a pact, 2 with resident forces, 0 in rivalry, or 1; economic 0
    under sanctions, or 1; a pact under sanctions counts as 2.
    """
    roster = Roster(tuple(document.states), tuple(document.bystanders))
    problems = list(coverage_problems(series, roster, document.years))
    if problems:
        raise InputError(problems)
    years = range(document.years[0], document.years[1] + 1)
    record = read_record(series, roster, years)
    offices = read_offices(document, profiles, roster, years)
    figures = record.figures | _given(document, offices, roster, years)
    apply_adjustments(document.adjust, figures, roster, years)
    ladders = derive_ladders(document, figures, roster, years)
    states = len(roster.states)
    arrays = Timeline(
        capability=figures["cinc"],
        economy=_shares(figures["gdp"]),
        value=figures["value"],
        distance_km=figures["distance_km"],
        global_reach=_global_reach(document),
        rivalry=figures["rivalry"],
        dispute=figures["dispute_level"] / TOP_DISPUTE,
        identity_distance=figures["ideal_distance"][:, :states, :states],
        identity_given=_or(figures["identity"], NO_AFFINITY),
        weights_given=_or(figures["weights"], NOT_GIVEN),
        intensity_given=_or(offices.intensity, NOT_GIVEN),
        risk_given=offices.risk,
        image_given=_or(offices.images, NOT_GIVEN),
        regime_change=offices.changes,
        intent_given=_or(figures["intent"], NOT_GIVEN),
        trust_given=_or(figures["trust"], NOT_GIVEN),
        penetration=figures["penetration"].transpose(0, 2, 1),
        clash=figures["clash"],
        sanction=figures["sanctions"] / TOP_SANCTION,
        security_pin=ladders.pins["security"],
        economic_pin=ladders.pins["economic"],
        security_event=ladders.events["security"],
        economic_event=ladders.events["economic"],
        security_event_by=ladders.event_by["security"],
        economic_event_by=ladders.event_by["economic"],
        crisis_event=_crises(document, roster, years),
        initial_security=ladders.initial["security"],
        initial_economic=ladders.initial["economic"],
        capability_free=np.array([float(document.capabilities == "model")]),
    )
    return ScenarioTimeline(
        first_year=years[0],
        states=roster.states,
        bystanders=roster.bystanders,
        pairs=roster.pairs,
        arrays=Timeline(*(np.ascontiguousarray(array, dtype=np.float64) for array in arrays)),
        notes=(*record.gaps, *offices.gaps),
        settings={**document.assumptions, **document.switches},
    )


def _given(document: ScenarioDocument, offices: Offices, roster: Roster, years: range) -> dict[str, Array]:
    """Return the figures that file and profiles give and adjustments may change; NaN where there is none."""
    size, states, actors = len(years), len(roster.states), len(roster.actors)
    value = np.zeros((size, states))
    for row, table in enumerate(document.states.values()):
        value[:, row] = step_figures(table.value, years)
    clash = np.zeros((size, states, states))
    for text, pair in document.pairs.items():
        i, j = roster.pair(text) or (0, 0)
        clash[:, i, j] = clash[:, j, i] = step_figures(pair.clash, years)
    reach = np.zeros((size, actors, states))  # "a->b": a reaches into b
    for text, steps in document.penetration.items():
        reaching, reached = split_direction(text) or ("", "")
        reach[:, roster.index(reaching), roster.index(reached)] = step_figures(steps, years)
    return {
        "value": value,
        "clash": clash,
        "penetration": reach,
        "weights": offices.weights,
        "identity": offices.affinity,
        "intent": np.full((size, states, actors), np.nan),
        "trust": np.full((size, states, states), np.nan),
    }


def _shares(figures: Array) -> Array:
    """Return each year's figures over their sum; 0 where the sum is."""
    total = figures.sum(axis=1, keepdims=True)
    return np.divide(figures, total, out=np.zeros_like(figures), where=total > 0)


def _or(figures: Array, mark: float) -> Array:
    """Return the figures with the mark of "none" for NaN."""
    return np.where(np.isnan(figures), mark, figures)


def _global_reach(document: ScenarioDocument) -> Array:
    reaches = [table.global_reach for table in document.states.values()]
    return np.array([*reaches, *(table.global_reach for table in document.bystanders.values())], dtype=float)


def _crises(document: ScenarioDocument, roster: Roster, years: range) -> Array:
    crises = np.full((len(years), len(roster.states)), NOT_GIVEN)
    for event in document.live_events:
        if isinstance(event, CrisisEvent):
            crises[event.year - years[0], roster.index(event.victim)] = roster.index(event.challenger)
    return crises
