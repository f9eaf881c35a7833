"""The setting of a year: what each side of a pair saw, what the record decided, which crises came, what was learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.scenario.schema import CrisisEvent, NoteEvent, TieEvent

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario
    from realpolitik.simulation.single_run import SingleRun

LADDERS = ("economic", "security")
INTERESTS = ("security", "autonomy", "development")
SANCTIONED, FOUGHT, RECORDED = "sanctions on record", "a use of force on record", "as on record"
SANCTIONS_ENDED = "the sanctions on record ended the year before"
"""Why a ladder was given where no event and no pin says so."""
NO_ERROR = {"intent_error_sd": 0.0, "capability_error_sd": 0.0}
"""Assumptions under which a state sees the others as they are."""


@dataclass(frozen=True)
class Seen:
    """A figure as a state sees it, and as it would see it without error."""

    seen: float
    without_error: float


@dataclass(frozen=True)
class Side:
    """One side of a pair: what it saw and wanted when the moves were weighed, what it had learned by the year's end.

    Attributes
    ----------
    state, partner : str
        Its id and the other's.
    elite : str or None
        Title of the elite profile in office; None if the scenario has none.
    elite_is_new : bool
        Whether it took office this year.
    weights : dict of str to float
        Weights of security, autonomy and development in its national interest; they sum to 1.
    capability, partner_capability : float, Seen
        Shares of the world's capabilities: its own, and the other's as it sees it.
    threats : dict of str to Seen
        The threat from each other actor, 0 to 1.
    intent, intent_after : Seen, float
        Hostile intent that it attributes to the other, 0 to 1: with this year's error and without; at the end.
    trust, trust_after, trust_baseline : float
        Trust that the other keeps its word, 0 to 1: before and after the year; where it returns without news.
    lesson : str
        Why trust changed: ``stepped_down`` (the other broke its word), ``stood_aside``, ``stood_by`` (in its crisis),
        ``kept`` (the tie lasted), ``no_news``, or ``fixed`` (trust does not learn).
    """

    state: str
    partner: str
    elite: str | None
    elite_is_new: bool
    weights: dict[str, float]
    capability: float
    partner_capability: Seen
    threats: dict[str, Seen]
    intent: Seen
    intent_after: float
    trust: float
    trust_after: float
    trust_baseline: float
    lesson: str


@dataclass(frozen=True)
class Given:
    """A ladder that made no choice in the year.

    Attributes
    ----------
    ladder : str
        ``economic`` or ``security``.
    kind : str
        ``event`` (a dated fact sets the rung) or ``pin`` (the rung is held).
    rung : int
        The rung.
    by : str or None
        The state that did it, if one did.
    text, source : str
        What happened and where it is documented; what the record holds if the scenario has no text.
    """

    ladder: str
    kind: str
    rung: int
    by: str | None
    text: str
    source: str


@dataclass(frozen=True)
class Crisis:
    """A crisis of the year.

    Attributes
    ----------
    victim, challenger : str
        Ids.
    text : str
        What happened, if it is a dated crisis; else empty: it came by chance, from the threat.
    stood_by, stood_aside, split_away : tuple of str
        Partners of the victim that were asked: who supported it, who did not, and whom of these the challenger
        had won over by an offer.
    """

    victim: str
    challenger: str
    text: str
    stood_by: tuple[str, ...]
    stood_aside: tuple[str, ...]
    split_away: tuple[str, ...]


def read_sides(scenario: Scenario, weighed: SingleRun, over: SingleRun, i: int, j: int) -> tuple[Side, Side]:
    """Return the two sides of a pair.

    Parameters
    ----------
    scenario : Scenario
        The scenario of the run.
    weighed, over : SingleRun
        The run when its states had weighed their moves, and the same run at the end of the year.
    i, j : int
        Rows of the two states.
    """
    return _side(scenario, weighed, over, i, j), _side(scenario, weighed, over, j, i)


def _side(scenario: Scenario, weighed: SingleRun, over: SingleRun, i: int, j: int) -> Side:
    world, actors = weighed.world, weighed.timeline.actors
    clear = weighed.copy_of_world()
    weighed.perceive_otherwise(clear, i, **NO_ERROR)
    return Side(
        state=actors[i],
        partner=actors[j],
        elite=_elite(scenario, actors[i], weighed.year),
        elite_is_new=bool(weighed.inputs.regime_change[i] > 0.5),
        weights=dict(zip(INTERESTS, map(float, world.weights[i]), strict=True)),
        capability=float(world.capability[i]),
        partner_capability=_seen(world.capability_seen[i, j], clear.capability_seen[i, j]),
        threats={name: _seen(world.threat[i, k], clear.threat[i, k]) for k, name in enumerate(actors) if k != i},
        intent=_seen(world.intent_seen[i, j], clear.intent_seen[i, j]),
        intent_after=float(over.world.intent[i, j]),
        trust=float(world.trust[i, j]),
        trust_after=float(over.world.trust[i, j]),
        trust_baseline=float(world.baseline[i, j]),
        lesson=_lesson(over, i, j),
    )


def _seen(seen: float, without_error: float) -> Seen:
    return Seen(float(seen), float(without_error))


def _elite(scenario: Scenario, state: str, year: int) -> str | None:
    """Return the title of the elite in office, None before the first or if the scenario goes by the record."""
    if scenario.document.profiles == "record":
        return None
    in_office = [name for first, name in scenario.document.states[state].profiles if first <= year]
    return scenario.elites[in_office[-1]].title if in_office else None


def _lesson(over: SingleRun, i: int, j: int) -> str:
    """Return why trust of i in j changed, in the order in which a broken word outweighs a kept one."""
    world = over.world
    lessons = {
        "fixed": over.assumed.trust_learning < 0.5,
        "stepped_down": world.stepped_down[i, j] > 0.5,
        "stood_aside": world.support[i, j] < -0.5,
        "stood_by": world.support[i, j] > 0.5,
        "kept": world.held[i, j] > 0.5 and world.security[i, j] > 1.5,
    }
    return next((lesson for lesson, applies in lessons.items() if applies), "no_news")


def read_given(scenario: Scenario, weighed: SingleRun, i: int, j: int) -> tuple[Given, ...]:
    """Return which ladders of the pair i < j an event or a pin decides this year."""
    return tuple(found for ladder in LADDERS if (found := _given(scenario, weighed, i, j, ladder)) is not None)


def _given(scenario: Scenario, weighed: SingleRun, i: int, j: int, ladder: str) -> Given | None:
    inputs, year, states = weighed.inputs, weighed.year, weighed.timeline.states
    pair = f"{states[i]}-{states[j]}"
    rung = int(getattr(inputs, f"{ladder}_event")[i, j])
    if rung >= 0:
        author = int(getattr(inputs, f"{ladder}_event_by")[i, j])
        by = states[author] if author >= 0 else None
        for event in scenario.document.live_events:
            if isinstance(event, TieEvent) and (event.pair, event.ladder, event.year) == (pair, ladder, year):
                return Given(ladder, "event", rung, by, event.text or event.id, event.source)
        return Given(ladder, "event", rung, by, SANCTIONS_ENDED, "")
    rung = int(getattr(inputs, f"{ladder}_pin")[i, j])
    if rung < 0:
        held = getattr(weighed.world, f"{ladder}_pinned")[i, j] > 0.5  # no pin of the file: force on record holds it
        return Given(ladder, "pin", int(getattr(weighed.world, ladder)[i, j]), None, FOUGHT, "") if held else None
    for pin in reversed(scenario.document.pins):
        if (pin.pair, pin.ladder) == (pair, ladder) and pin.years[0] <= year <= pin.years[1]:
            return Given(ladder, "pin", rung, None, pin.text, "")
    sanctioned = max(inputs.sanction[i, j], inputs.sanction[j, i]) > 0.0
    text = SANCTIONED if ladder == "economic" and rung == 0 and sanctioned else RECORDED
    # where it stands is for the year's first stage to say
    return Given(ladder, "pin", int(getattr(weighed.world, ladder)[i, j]), None, text, "")


def read_crises(scenario: Scenario, weighed: SingleRun, over: SingleRun, i: int, j: int) -> tuple[Crisis, ...]:
    """Return the crises in which one of the pair was victim, challenger or asked for support."""
    world, actors = over.world, over.timeline.actors
    texts = {
        event.victim: event.text or event.id
        for event in scenario.document.live_events
        if isinstance(event, CrisisEvent) and event.year == weighed.year
    }
    crises = []
    for victim in weighed.states:
        challenger = int(world.challenger[victim])
        asked = [partner for partner in weighed.states if world.support[victim, partner] != 0.0]
        if challenger < 0 or not {i, j} & {victim, challenger, *asked}:
            continue
        crises.append(
            Crisis(
                victim=actors[victim],
                challenger=actors[challenger],
                text=texts.get(actors[victim], "") if weighed.inputs.crisis_event[victim] >= 0 else "",
                stood_by=tuple(actors[partner] for partner in asked if world.support[victim, partner] > 0.0),
                stood_aside=tuple(actors[partner] for partner in asked if world.support[victim, partner] < 0.0),
                split_away=tuple(actors[partner] for partner in asked if world.wedged[victim, partner] > 0.5),
            )
        )
    return tuple(crises)


def remarks_of(scenario: Scenario, year: int) -> tuple[str, ...]:
    """Return the dated facts of a year that no rule reads."""
    return tuple(
        event.text or event.id
        for event in scenario.document.live_events
        if isinstance(event, NoteEvent) and event.year == year
    )
