"""The answer in plain words: where the pair stood, what it did, who would not go further, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.explanation.speech import ENGLISH, Speech
from realpolitik.explanation.words import (
    CLASS_WORDS,
    INVISIBLE,
    RUNGS,
    destination,
    foremost,
    listing,
    percent,
    rungs,
    signed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from realpolitik.explanation.bargain import Gain, Option
    from realpolitik.explanation.result import Explanation
    from realpolitik.explanation.setting import Given
    from realpolitik.simulation.decision_rules import JointMove

HEADINGS = {
    (False, False): "Why {both} stayed where they were in {year}",
    (True, False): "Why {both} came closer in {year}",
    (False, True): "Why {both} moved apart in {year}",
    (True, True): "Why {both} changed their ties in {year}",
}
"""By whether the pair stepped up and whether it stepped down."""


def heading(explanation: Explanation, say: Speech = ENGLISH) -> str:
    """Return the question that is answered."""
    before, after = explanation.ended_last_year, explanation.ended
    up = after.economic > before.economic or after.security > before.security
    down = after.economic < before.economic or after.security < before.security
    return say(HEADINGS[up, down], both=_both(explanation, say), year=explanation.year)


def answer(explanation: Explanation, say: Speech = ENGLISH) -> list[str]:
    """Return the answer as paragraphs, in a language."""
    first = [_start(explanation, say), *_moved_by_the_record(explanation, say)]
    first += [_given(explanation, given, say) for given in explanation.given]
    if not explanation.options:
        first.append(say("So there was nothing for them to choose."))
    return [" ".join(first), *([_choice(explanation, say)] if explanation.options else [])]


def _both(explanation: Explanation, say: Speech) -> str:
    return listing([explanation.names[side.state] for side in explanation.sides], say)


def _start(explanation: Explanation, say: Speech) -> str:
    tie = explanation.started
    facts = {
        "both": _both(explanation, say),
        "year": explanation.year,
        "kind": say(CLASS_WORDS[tie.class_name]),
        "rungs": rungs(tie, say),
    }
    if explanation.since < explanation.year:
        return say("{both} began {year} {kind} ({rungs}), as since {since}.", since=explanation.since, **facts)
    return say("{both} began {year} {kind} ({rungs}).", **facts)


def _moved_by_the_record(explanation: Explanation, say: Speech) -> list[str]:
    before = explanation.ended_last_year
    if before == explanation.started:
        return []
    return [say("The record moved them there at the turn of the year, from {rungs}.", rungs=rungs(before, say))]


def _given(explanation: Explanation, given: Given, say: Speech) -> str:
    facts = {"ladder": say(given.ladder), "rung": say(RUNGS[given.ladder][given.rung]), "text": say(given.text)}
    if given.kind == "event" and given.by:
        by = explanation.names[given.by]
        return say("An event set their {ladder} ladder to {rung}, by {state}: {text}.", state=by, **facts)
    if given.kind == "event":
        return say("An event set their {ladder} ladder to {rung}: {text}.", **facts)
    if given.text:
        return say("Their {ladder} ladder was held at {rung} by the scenario ({text}).", **facts)
    return say("Their {ladder} ladder was held at {rung} by the scenario.", **facts)


def _choice(explanation: Explanation, say: Speech) -> str:
    drawn = explanation.drawn
    assert drawn is not None  # a pair with options draws one
    option = explanation.option(drawn)
    if explanation.choice_rule == "null":
        told = [say("Under the neutral null they drew at random: {deed}.", deed=_deed(explanation, drawn, say))]
    elif option.is_step_up:
        told = _stepped_up(explanation, option, say)
    elif option.is_step_down:
        told = _stepped_down(explanation, option, say)
    elif drawn != (0, 0):
        told = _traded(explanation, option, say)
    else:
        told = _stayed(explanation, say)
    return " ".join([*told, _likelihood(explanation, option, say)])


def _deed(explanation: Explanation, move: JointMove, say: Speech) -> str:
    if move == (0, 0):
        return say("to stay where they were")
    return say("to {rungs}", rungs=destination(explanation, move, say))


def _name(explanation: Explanation, state: str) -> str:
    return explanation.names[state]


def _other(option: Option, state: str) -> str:
    return next(side for side in option.gains if side != state)


def _stayed(explanation: Explanation, say: Speech) -> list[str]:
    if explanation.focus is None:
        return [say("No other rung was open to them.")]
    option = explanation.option(explanation.focus)
    to = destination(explanation, option.move, say)
    if option.is_step_down:
        gains = _both_gains(explanation, option, say)
        brought = say("The nearest step down, to {rungs}, would have brought {gains}.", rungs=to, gains=gains)
        told = [say("No step up was open to them."), brought, *_balance(explanation, option, say)]
        return [*told, *_by_chance(explanation, say)]
    told = [say("The nearest step up was to {rungs}.", rungs=to), *_reluctance(explanation, option, say)]
    return [*told, *_by_chance(explanation, say), *_further_off(explanation, option, say)]


def _by_chance(explanation: Explanation, say: Speech) -> list[str]:
    """Return that nobody held back, if a pair stayed though the step counted more."""
    if not explanation.chance_decided:
        return []
    return [
        say(
            "So the step was worth more than staying, and nobody held back: "
            "choice is not free of error, and chance decided that they stayed."
        )
    ]


def _further_off(explanation: Explanation, nearest: Option, say: Speech) -> list[str]:
    """Return who would not step up in security, if another step up was nearer than that one."""
    option = explanation.option((0, 1))
    if nearest.move.security or not option.possible:
        return []
    (reluctant, less), _ = _reluctant_and_eager(explanation, option)
    return [
        say(
            "A step up to {rungs} was further off, above all for {state} ({gain}, {reason}).",
            rungs=destination(explanation, option.move, say),
            state=reluctant,
            gain=signed(less.net, say),
            reason=foremost(less, say),
        )
    ]


def _both_gains(explanation: Explanation, option: Option, say: Speech) -> str:
    gains = [
        say(
            "{state} {gain} ({reason})",
            state=_name(explanation, state),
            gain=signed(gain.net, say),
            reason=foremost(gain, say),
        )
        for state, gain in option.gains.items()
    ]
    return listing(gains, say)


def _reluctance(explanation: Explanation, option: Option, say: Speech) -> list[str]:
    """Return who wanted a step up that was not made, and who did not."""
    (blocking, less), (eager, more) = _reluctant_and_eager(explanation, option)
    facts = {
        "blocking": blocking,
        "less": signed(less.net, say),
        "reason": foremost(less, say),
        "eager": eager,
        "more": signed(more.net, say),
        "other_reason": foremost(more, say),
    }
    if less.net > 0.0:
        sides = say(
            "Both would have gained, {blocking} the less of the two ({less} against {more}), {reason}.", **facts
        )
    elif more.net > 0.0:
        sides = _lost_by_one(explanation, option, facts, say)
    else:
        sides = say(
            "Neither would have gained: {blocking} least of all ({less}, {reason}), "
            "nor {eager} ({more}, {other_reason}).",
            **facts,
        )
    return [sides, *_balance(explanation, option, say)]


def _lost_by_one(explanation: Explanation, option: Option, facts: Mapping[str, str], say: Speech) -> str:
    """Return who would have gained by a step up and who would have lost, with aid left aside."""
    if explanation.blocker is None and _receiver(option) is None:
        return say(
            "{eager} would have gained by it ({more}, {other_reason}), {blocking} would have lost ({less}), "
            "above all {reason}.",
            **facts,
        )
    if explanation.blocker is None:
        return say(
            "{eager} would have gained by it ({more}, {other_reason}). "
            "Without aid {blocking} would have lost ({less}), above all {reason}.",
            **facts,
        )
    if _payer_decides(option):
        return say(
            "{eager} would have gained by it ({more}, {other_reason}). "
            "{blocking} held back: without aid it would have lost ({less}), above all {reason}.",
            **facts,
        )
    return say(
        "{eager} would have gained by it ({more}, {other_reason}). "
        "{blocking} held back: it would have lost ({less}), above all {reason}.",
        **facts,
    )


def _receiver(option: Option) -> str | None:
    """Return the side that aid would reach, if three decimals show it."""
    return next((state for state, gain in option.gains.items() if gain.aid >= INVISIBLE), None)


def _payer_decides(option: Option) -> bool:
    """Return whether what the step counts is what it leaves the side that pays aid for it."""
    receiver = _receiver(option)
    return receiver is not None and option.decider == receiver != option.decider_with_aid


def _reluctant_and_eager(explanation: Explanation, option: Option) -> tuple[tuple[str, Gain], tuple[str, Gain]]:
    """Return the side that gains less by a step up and the one that gains more, by name."""
    less, more = sorted(option.gains, key=lambda state: state != option.decider)
    return (_name(explanation, less), option.gains[less]), (_name(explanation, more), option.gains[more])


def _balance(explanation: Explanation, option: Option, say: Speech) -> list[str]:
    """Return what a step counts for the pair, with aid and the price of a broken word, beside what staying counts."""
    if option.counts is None:
        return [say("Each side chose by itself: up needs both, down needs one.")]
    counts = {"step": signed(option.counts, say), "staying": signed(explanation.status_quo_bias, say)}
    if option.is_step_down:
        return [*_what_ends(explanation, option, say), _counted_down(option, counts, say)]
    receiver = _receiver(option)
    if receiver is None:
        return [say("The step counted {step} for the pair, staying {staying}.", **counts)]
    payer = _other(option, receiver)
    facts = {"state": _name(explanation, payer), "aid": say.number(option.gains[receiver].aid, 3), **counts}
    if explanation.blocker != receiver or not _payer_decides(option):
        return [
            say(
                "{state} offered aid of {aid}; with it the step counted {step} for the pair, staying {staying}.",
                **facts,
            )
        ]
    if option.gains[payer].net_with_aid > 0.0:
        return [
            say(
                "{state} offered aid of {aid}; after paying it, {state} would have gained the less of the two. "
                "With it the step counted {step} for the pair, staying {staying}.",
                **facts,
            )
        ]
    return [
        say(
            "{state} offered aid of {aid}; after paying it, {state} would have lost, too, and the more of the two. "
            "With it the step counted {step} for the pair, staying {staying}.",
            **facts,
        )
    ]


def _what_ends(explanation: Explanation, option: Option, say: Speech) -> list[str]:
    """Return who saved and who lost the aid that a step down ended."""
    for state, gain in option.gains.items():
        if gain.aid >= INVISIBLE:
            facts = {"patron": _name(explanation, state), "client": _name(explanation, _other(option, state))}
            return [
                say(
                    "Aid of {aid} ends with it: {patron} saves it, {client} loses it.",
                    aid=say.number(gain.aid, 3),
                    **facts,
                )
            ]
    return []


def _counted_down(option: Option, counts: Mapping[str, str], say: Speech) -> str:
    if option.price < INVISIBLE:
        return say("The step counted {step} for the pair, staying {staying}.", **counts)
    return say(
        "Less {price}, the price of a broken word, the step counted {step} for the pair, staying {staying}.",
        price=say.number(option.price, 3),
        **counts,
    )


def _stepped_up(explanation: Explanation, option: Option, say: Speech) -> list[str]:
    (reluctant, less), (eager, more) = _reluctant_and_eager(explanation, option)
    facts = {
        "rungs": destination(explanation, option.move, say),
        "eager": eager,
        "more": signed(more.net, say),
        "other_reason": foremost(more, say),
        "reluctant": reluctant,
        "less": signed(less.net, say),
        "reason": foremost(less, say),
    }
    if less.net > 0.0:
        told = say(
            "They stepped up to {rungs}. {eager} gained {more} by it, {other_reason}; {reluctant} {less}, {reason}.",
            **facts,
        )
    else:
        told = say(
            "They stepped up to {rungs}. {eager} gained {more} by it, {other_reason}; "
            "{reluctant} was the reluctant side ({less}, {reason}).",
            **facts,
        )
    return [told, *_balance(explanation, option, say)]


def _stepped_down(explanation: Explanation, option: Option, say: Speech) -> list[str]:
    leaver = option.decider
    assert leaver is not None
    left = _other(option, leaver)
    gained, suffered = option.gains[leaver], option.gains[left]
    facts = {
        "leaver": _name(explanation, leaver),
        "rungs": destination(explanation, option.move, say),
        "gain": signed(gained.gain, say),
        "reason": foremost(gained, say),
        "left": _name(explanation, left),
        "other_gain": signed(suffered.gain, say),
    }
    if gained.gain > 0.0:
        told = say(
            "{leaver} stepped down to {rungs}, which needs no consent. "
            "It gained {gain}, {reason}; to {left} it was worth {other_gain}.",
            **facts,
        )
    else:
        told = say(
            "{leaver} stepped down to {rungs}, which needs no consent. "
            "It had nothing to gain by it ({gain}): a move by error; to {left} it was worth {other_gain}.",
            **facts,
        )
    return [told, *_balance(explanation, option, say)]


def _traded(explanation: Explanation, option: Option, say: Speech) -> list[str]:
    told = say(
        "They gave up one kind of tie for the other: {rungs}. It brought {gains}.",
        rungs=destination(explanation, option.move, say),
        gains=_both_gains(explanation, option, say),
    )
    return [told, *_balance(explanation, option, say)]


def _likelihood(explanation: Explanation, option: Option, say: Speech) -> str:
    likeliest = explanation.likeliest
    assert likeliest is not None
    stayed = option.move == (0, 0)
    if option.move == likeliest:
        share = percent(option.probability, say)
        worths = [one.counts for one in explanation.options if one.counts is not None]
        if stayed and any(worth > explanation.status_quo_bias for worth in worths):
            return say(
                "Staying was the likeliest all the same ({share}): steps off a ladder count as staying, too.",
                share=share,
            )
        if stayed:
            return say("Staying was the likeliest of the moves ({share}).", share=share)
        return say("That was the likeliest of the moves ({share}).", share=share)
    facts = {
        "share": percent(option.probability, say),
        "deed": _deed(explanation, likeliest, say),
        "other_share": percent(explanation.option(likeliest).probability, say),
    }
    if stayed:
        return say("Staying had a chance of {share}; likelier was {deed} ({other_share}).", **facts)
    return say("That move had a chance of {share}; likelier was {deed} ({other_share}).", **facts)
