"""What an explanation says beyond its answer: what each side saw, what the moves would have brought, what came of it.

Sentences and tables in a language, for whoever lays them out: a terminal, a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.explanation.speech import ENGLISH, Speech
from realpolitik.explanation.words import (
    CLASS_WORDS,
    INVISIBLE,
    in_a_row,
    listing,
    percent,
    rungs,
    short_place,
    signed,
    two_figures,
)
from realpolitik.simulation.world import PARTS

if TYPE_CHECKING:
    from realpolitik.explanation.conditions import Otherwise
    from realpolitik.explanation.result import Explanation
    from realpolitik.explanation.setting import Crisis, Seen, Side

LISTED_THREATS = 3

CONDITION_WORDS = {
    "full_trust": "full trust in {partner}",
    "no_clash_of_aims": "regional aims left out",
    "no_secondary_sanctions": "no secondary sanctions",
    "equal_images": "all images equal",
    "equal_power": "both seen as equally strong",
    "no_misperception": "no error of perception",
}

LESSON_WORDS = {
    "stepped_down": "{partner} broke its word and stepped down",
    "stood_aside": "{partner} stood aside in its crisis",
    "stood_by": "{partner} stood by it in its crisis",
    "kept": "the tie was kept",
    "no_news": "no news; it returns toward {baseline}",
    "fixed": "trust does not learn",
}

VERDICTS = {
    (True, True): "now for it",
    (True, False): "now against",
    (False, True): "still for it",
    (False, False): "still against",
}
"""By whether the verdict of a side changes, and whether it would be for the move."""

STEP_TITLES = {"up": "The step up to {rungs}, by interest", "down": "The step down to {rungs}, by interest",
               "trade": "The trade of ties to {rungs}, by interest"}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table: its title, the heads of its columns, its rows, and what is to be added below.

    Attributes
    ----------
    title : str
        The title.
    columns : tuple of str
        The head of each column; the first column names the rows.
    rows : tuple of tuple of str
        The rows.
    notes : tuple of str
        Sentences below the table.
    marked : int or None
        The row of what was done.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    marked: int | None = None


def sights(explanation: Explanation, say: Speech = ENGLISH) -> list[list[str]]:
    """Return what each side saw and wanted: a sentence with its details for each, and who the great powers are."""
    great = [explanation.names[actor] for actor in explanation.great_powers]
    powers = say("Great powers by their share of capabilities: {names}.", names=listing(great, say))
    return [*(_sight(explanation, side, say) for side in explanation.sides), [powers]]


def _sight(explanation: Explanation, side: Side, say: Speech) -> list[str]:
    names = explanation.names
    weights = [f"{say(interest)} {say.number(weight, 2)}" for interest, weight in side.weights.items()]
    own = {"state": names[side.state], "weights": in_a_row(weights, say)}
    if side.elite and side.elite_is_new:
        weighs = say("{state} (new in office: {elite}) weighs {weights}.", elite=say(side.elite), **own)
    elif side.elite:
        weighs = say("{state} ({elite}) weighs {weights}.", elite=say(side.elite), **own)
    else:
        weighs = say("{state} weighs {weights}.", **own)
    greatest = sorted(side.threats, key=lambda actor: -side.threats[actor].seen)[:LISTED_THREATS]
    threats = [f"{names[actor]} {_seen(side.threats[actor], say)}" for actor in greatest]
    partner = say(
        "{partner}: hostile intent {intent}, trust {trust}, {ratio}.",
        partner=names[side.partner],
        intent=_seen(side.intent, say),
        trust=say.number(side.trust, 2),
        ratio=_seen_ratio(side, say),
    )
    return [weighs, say("Threats: {threats}.", threats=in_a_row(threats, say)), partner]


def _seen(figure: Seen, say: Speech) -> str:
    """Return a figure as it is seen and, if two decimals show the difference, as it is without error."""
    seen, clear = say.number(figure.seen, 2), say.number(figure.without_error, 2)
    return seen if seen == clear else say("{seen} (without error {clear})", seen=seen, clear=clear)


def _seen_ratio(side: Side, say: Speech) -> str:
    if side.capability <= 0.0:
        return say("capabilities beyond compare with its own")
    ratio = two_figures(side.partner_capability.seen / side.capability, say)
    clear = two_figures(side.partner_capability.without_error / side.capability, say)
    if clear == ratio:
        return say("{ratio} times its own capabilities", ratio=ratio)
    return say("{ratio} times its own capabilities (without error {clear})", ratio=ratio, clear=clear)


def moves_table(explanation: Explanation, say: Speech = ENGLISH) -> Table | None:
    """Return the possible moves, likeliest first, or None if there was nothing to choose."""
    if not explanation.options:
        return None
    possible = [option for option in explanation.options if option.possible or option.move == (0, 0)]
    possible.sort(key=lambda option: -option.probability)
    rows = []
    for option in possible:
        place, gains = short_place(explanation, option.move, say), ("", "")
        if option.move == (0, 0):
            place = say("{place} (stay)", place=place)
        else:
            first, second = (signed(gain.gain, say) for gain in option.gains.values())
            gains = (first, second)
        rows.append((place, *gains, percent(option.probability, say)))
    names = [explanation.names[side.state] for side in explanation.sides]
    return Table(
        say("What each joint move would have brought (utility, against staying; * was made)"),
        (say("economic + security ties"), *names, say("chance")),
        tuple(rows),
        marked=next(place for place, option in enumerate(possible) if option.move == explanation.drawn),
    )


def step_table(explanation: Explanation, say: Speech = ENGLISH) -> Table | None:
    """Return what each interest makes of the move that the explanation is about."""
    if explanation.focus is None:
        return None
    option = explanation.option(explanation.focus)
    kind = "up" if option.is_step_up else "down" if option.is_step_down else "trade"
    rows = []
    for state, gain in option.gains.items():
        numbers = (*gain.parts.values(), gain.gain, -gain.outside, gain.aid)
        rows.append((explanation.names[state], *(signed(number, say) for number in numbers)))
    offers = [
        f"{explanation.names[state]} ({say.number(worth, 3)})"
        for state, worth in explanation.alternatives.items()
        if worth >= INVISIBLE
    ]
    notes: tuple[str, ...] = ()
    if offers and max(option.move) > 0:
        notes = (say("Outside: what the weaker side might have from {names}.", names=listing(offers, say)),)
    return Table(
        say(STEP_TITLES[kind], rungs=short_place(explanation, option.move, say)),
        ("", *map(say, PARTS), say("gain"), say("outside"), say("aid")),
        tuple(rows),
        notes,
    )


def conditions_table(explanation: Explanation, say: Speech = ENGLISH) -> Table | None:
    """Return what the side on which the move hung would have made of it, had one thing been otherwise."""
    if explanation.focus is None:
        return None
    option = explanation.option(explanation.focus)
    side = next(side for side in explanation.sides if side.state == option.decider)
    rows, same = [], []
    for otherwise in explanation.otherwise:
        if otherwise.state != side.state:
            continue
        words = say(CONDITION_WORDS[otherwise.condition], partner=explanation.names[side.partner])
        if abs(otherwise.net_otherwise - otherwise.net) < INVISIBLE:
            same.append(words)
        else:
            rows.append((words, *_condition(otherwise, say)))
    notes = [say("No difference: {things}.", things=in_a_row(same, say))] if same else []
    if any(abs(gain.aid) >= INVISIBLE for gain in option.gains.values()):
        notes.append(say("Aid is left aside in the gains, not in the chances."))
    return Table(
        say("Had one thing been otherwise for {state}", state=explanation.names[side.state]),
        ("", say("gain"), say("then"), say("chance")),
        tuple(rows),
        tuple(notes),
    )


def _condition(otherwise: Otherwise, say: Speech) -> tuple[str, str, str]:
    gains = f"{signed(otherwise.net, say)} {say.arrow} {signed(otherwise.net_otherwise, say)}"
    chances = f"{percent(otherwise.probability, say)} {say.arrow} {percent(otherwise.probability_otherwise, say)}"
    return gains, say(VERDICTS[otherwise.changes_verdict, otherwise.net_otherwise > 0.0]), chances


def aftermath(explanation: Explanation, say: Speech = ENGLISH) -> list[str]:
    """Return which crises came, where the pair ended, what each side learned."""
    tie = explanation.ended
    told = [_crisis(explanation, crisis, say) for crisis in explanation.crises]
    kind = say(CLASS_WORDS[tie.class_name])
    told.append(say("The pair ended the year {kind} ({rungs}).", kind=kind, rungs=rungs(tie, say)))
    told += [_lesson(explanation, side, say) for side in explanation.sides]
    if explanation.remarks:
        told.append(say("On record that year: {remarks}.", remarks="; ".join(map(say, explanation.remarks))))
    return told


def _crisis(explanation: Explanation, crisis: Crisis, say: Speech) -> str:
    def named(states: tuple[str, ...]) -> str:
        return listing([explanation.names[state] for state in states], say)

    answers = []
    if crisis.stood_by:
        answers.append(say("{names} stood by it", names=named(crisis.stood_by)))
    if crisis.stood_aside:
        answers.append(say("{names} stood aside", names=named(crisis.stood_aside)))
    if crisis.split_away:
        answers.append(say("{names} took the challenger's offer and stepped down", names=named(crisis.split_away)))
    facts = {
        "challenger": explanation.names[crisis.challenger],
        "victim": explanation.names[crisis.victim],
        "answers": listing(answers, say) or say("it had no partner to call on"),
    }
    if crisis.text:
        return say("Crisis: {challenger} challenged {victim} ({text}); {answers}.", text=say(crisis.text), **facts)
    return say("Crisis: {challenger} challenged {victim}; {answers}.", **facts)


def _lesson(explanation: Explanation, side: Side, say: Speech) -> str:
    partner = explanation.names[side.partner]
    return say(
        "{state}: trust in {partner} {trust} {arrow} {trust_after} ({lesson}); "
        "lasting image of its hostile intent {intent} {arrow} {intent_after}.",
        state=explanation.names[side.state],
        partner=partner,
        trust=say.number(side.trust, 2),
        trust_after=say.number(side.trust_after, 2),
        lesson=say(LESSON_WORDS[side.lesson], partner=partner, baseline=say.number(side.trust_baseline, 2)),
        intent=say.number(side.intent.without_error, 2),
        intent_after=say.number(side.intent_after, 2),
        arrow=say.arrow,
    )
