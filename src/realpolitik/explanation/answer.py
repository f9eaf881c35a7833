"""The answer in plain words: where the pair stood, what it did, who would not go further, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from realpolitik.explanation.bargain import Gain, Option
    from realpolitik.explanation.result import Explanation
    from realpolitik.explanation.setting import Given
    from realpolitik.simulation.decision_rules import JointMove


def heading(explanation: Explanation) -> str:
    """Return the question that is answered."""
    before, after = explanation.ended_last_year, explanation.ended
    up = after.economic > before.economic or after.security > before.security
    down = after.economic < before.economic or after.security < before.security
    did = {
        (False, False): "stayed where they were",
        (True, False): "came closer",
        (False, True): "moved apart",
        (True, True): "changed their ties",
    }[up, down]
    return f"Why {_both(explanation)} {did} in {explanation.year}"


def answer(explanation: Explanation) -> list[str]:
    """Return the answer as paragraphs."""
    first = [_start(explanation), *_moved_by_the_record(explanation)]
    first += [_given(explanation, given) for given in explanation.given]
    if not explanation.options:
        first.append("So there was nothing for them to choose.")
    return [" ".join(first), *([_choice(explanation)] if explanation.options else [])]


def _both(explanation: Explanation) -> str:
    return listing([explanation.names[side.state] for side in explanation.sides])


def _start(explanation: Explanation) -> str:
    year, since = explanation.year, explanation.since
    as_before = f", as since {since}" if since < year else ""
    tie = explanation.started
    return f"{_both(explanation)} began {year} {CLASS_WORDS[tie.class_name]} ({rungs(tie)}){as_before}."


def _moved_by_the_record(explanation: Explanation) -> list[str]:
    before = explanation.ended_last_year
    if before == explanation.started:
        return []
    return [f"The record moved them there at the turn of the year, from {rungs(before)}."]


def _given(explanation: Explanation, given: Given) -> str:
    ladder, rung = given.ladder, RUNGS[given.ladder][given.rung]
    if given.kind == "event":
        by = f", by {explanation.names[given.by]}" if given.by else ""
        return f"An event set their {ladder} ladder to {rung}{by}: {given.text}."
    because = f" ({given.text})" if given.text else ""
    return f"Their {ladder} ladder was held at {rung} by the scenario{because}."


def _choice(explanation: Explanation) -> str:
    drawn = explanation.drawn
    assert drawn is not None  # a pair with options draws one
    option = explanation.option(drawn)
    if explanation.choice_rule == "null":
        told = [f"Under the neutral null they drew at random: {_deed(explanation, drawn)}."]
    elif option.is_step_up:
        told = _stepped_up(explanation, option)
    elif option.is_step_down:
        told = _stepped_down(explanation, option)
    elif drawn != (0, 0):
        told = _traded(explanation, option)
    else:
        told = _stayed(explanation)
    return " ".join([*told, _likelihood(explanation, option)])


def _deed(explanation: Explanation, move: JointMove) -> str:
    return f"to {destination(explanation, move)}" if move != (0, 0) else "to stay where they were"


def _name(explanation: Explanation, state: str) -> str:
    return explanation.names[state]


def _other(option: Option, state: str) -> str:
    return next(side for side in option.gains if side != state)


def _aid(explanation: Explanation, option: Option) -> str:
    """Return who pays for the step and what, or nothing if nobody does."""
    for state, gain in option.gains.items():
        if gain.aid >= INVISIBLE:
            return f"{_name(explanation, _other(option, state))} offered aid of {gain.aid:.3f}"
    return ""


def _stayed(explanation: Explanation) -> list[str]:
    if explanation.focus is None:
        return ["No other rung was open to them."]
    option = explanation.option(explanation.focus)
    to = destination(explanation, option.move)
    if option.is_step_down:
        brought = f"The nearest step down, to {to}, would have brought {_both_gains(explanation, option)}."
        return ["No step up was open to them.", brought, *_balance(explanation, option)]
    told = [f"The nearest step up was to {to}.", *_reluctance(explanation, option)]
    if option.counts is not None and option.counts > explanation.status_quo_bias:
        told.append("So it counted more than staying; but choice is not free of error, and they stayed.")
    return [*told, *_further_off(explanation, option)]


def _further_off(explanation: Explanation, nearest: Option) -> list[str]:
    """Return who would not step up in security, if another step up was nearer than that one."""
    option = explanation.option((0, 1))
    if nearest.move.security or not option.possible:
        return []
    (reluctant, less), _ = _reluctant_and_eager(explanation, option)
    to = destination(explanation, option.move)
    return [f"A step up to {to} was further off, above all for {reluctant} ({signed(less.net)}, {foremost(less)})."]


def _both_gains(explanation: Explanation, option: Option) -> str:
    return listing(
        [f"{_name(explanation, state)} {signed(gain.net)} ({foremost(gain)})" for state, gain in option.gains.items()]
    )


def _reluctance(explanation: Explanation, option: Option) -> list[str]:
    """Return who wanted a step up that was not made, and who did not."""
    (blocking, less), (eager, more) = _reluctant_and_eager(explanation, option)
    if less.net > 0.0:
        told = [
            f"Both would have gained, {blocking} the less of the two ({signed(less.net)} against "
            f"{signed(more.net)}), {foremost(less)}."
        ]
    elif more.net > 0.0:
        told = [
            f"{eager} would have gained by it ({signed(more.net)}, {foremost(more)}).",
            f"{blocking} held back: it would have lost ({signed(less.net)}), above all {foremost(less)}.",
        ]
    else:
        told = [
            f"Neither would have gained: {blocking} least of all ({signed(less.net)}, {foremost(less)}), "
            f"nor {eager} ({signed(more.net)}, {foremost(more)})."
        ]
    return [*told, *_balance(explanation, option)]


def _reluctant_and_eager(explanation: Explanation, option: Option) -> tuple[tuple[str, Gain], tuple[str, Gain]]:
    """Return the side that gains less by a step up and the one that gains more, by name."""
    less, more = sorted(option.gains, key=lambda state: state != option.decider)
    return (_name(explanation, less), option.gains[less]), (_name(explanation, more), option.gains[more])


def _balance(explanation: Explanation, option: Option) -> list[str]:
    """Return what a step up counts for the pair, with aid, beside what staying counts."""
    aid = _aid(explanation, option)
    if option.counts is None:
        return ["Each side chose by itself: up needs both, down needs one."]
    counts = f"step counted {signed(option.counts)} for the pair, staying {signed(explanation.status_quo_bias)}."
    return [f"{aid}; with it the {counts}" if aid else f"The {counts}"]


def _stepped_up(explanation: Explanation, option: Option) -> list[str]:
    (reluctant, less), (eager, more) = _reluctant_and_eager(explanation, option)
    told = [f"They stepped up to {destination(explanation, option.move)}."]
    told.append(f"{eager} gained {signed(more.net)} by it, {foremost(more)};")
    if less.net > 0.0:
        told.append(f"{reluctant} {signed(less.net)}, {foremost(less)}.")
    else:
        told.append(f"{reluctant} was the reluctant side ({signed(less.net)}, {foremost(less)}).")
    return [*told, *_balance(explanation, option)]


def _stepped_down(explanation: Explanation, option: Option) -> list[str]:
    leaver = option.decider
    assert leaver is not None
    left = _other(option, leaver)
    gained, suffered = option.gains[leaver], option.gains[left]
    to = destination(explanation, option.move)
    told = [f"{_name(explanation, leaver)} stepped down to {to}, which needs no consent."]
    if gained.gain > 0.0:
        told.append(f"It gained {signed(gained.gain)}, {foremost(gained)};")
    else:
        told.append(f"It had nothing to gain by it ({signed(gained.gain)}): a move by error;")
    told.append(f"to {_name(explanation, left)} it was worth {signed(suffered.gain)}.")
    return [*told, *_balance(explanation, option)]


def _traded(explanation: Explanation, option: Option) -> list[str]:
    to = destination(explanation, option.move)
    brought = f"It brought {_both_gains(explanation, option)}."
    return [f"They gave up one kind of tie for the other: {to}.", brought, *_balance(explanation, option)]


def _likelihood(explanation: Explanation, option: Option) -> str:
    likeliest = explanation.likeliest
    assert likeliest is not None
    if option.move == likeliest:
        return f"That was the likeliest of the moves ({percent(option.probability)})."
    chance = percent(explanation.option(likeliest).probability)
    return (
        f"That move had a chance of {percent(option.probability)}; "
        f"likelier was {_deed(explanation, likeliest)} ({chance})."
    )
