"""Why a pair did what it did in a year, in a few plain sentences of any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realpolitik.app.language import Language
    from realpolitik.explanation import Explanation
    from realpolitik.simulation.decision_rules import JointMove, Tie

ECONOMIC_RUNGS = ("sanctions", "ordinary trade", "partnership")
GIVEN_BY_THE_RECORD = (
    "sanctions on record",
    "as on record",
    "the sanctions on record ended the year before",
)
"""What an explanation says where no event and no pin says why a ladder was given."""
SECURITY_RUNGS = ("confrontation", "no military ties", "cooperation", "defence pact")


def rungs_in_words(tie: Tie, move: JointMove | tuple[int, int], language: Language) -> str:
    """Return where a move from a tie leads, in words."""
    return f"{language(ECONOMIC_RUNGS[tie.economic + move[0]])} + {language(SECURITY_RUNGS[tie.security + move[1]])}"


def plain_words(told: Explanation, names: Mapping[str, str], language: Language) -> list[str]:
    """Return the answer as sentences: where the pair stood, what it did, what that was worth to each, how likely.

    Parameters
    ----------
    told : Explanation
        The answer.
    names : mapping of str to str
        Names to print, in the language.
    language : Language
        The language.
    """
    first, second = (names[side.state] for side in told.sides)
    sentences = [
        language(
            "{first} and {second} began {year} {kind}: {rungs}.",
            first=first,
            second=second,
            year=told.year,
            kind=language(told.started.class_name),
            rungs=rungs_in_words(told.started, (0, 0), language),
        )
    ]
    for given in told.given:
        rung = (ECONOMIC_RUNGS if given.ladder == "economic" else SECURITY_RUNGS)[given.rung]
        template = (
            language("An event of the year set one ladder to {rung}: {text}.")
            if given.kind == "event"
            else language("The scenario holds one ladder at {rung}. {text}")
        )
        sentences.append(template.format(rung=language(rung), text=language(given.text)))
    if told.drawn is None:
        return [*sentences, language("So there was nothing for them to choose.")]
    sentences.append(_deed(told, language))
    sentences += _worth(told, names, language)
    sentences.append(
        language(
            "What they did had a chance of {share}; they ended the year {kind}.",
            share=language.percent(told.option(told.drawn).probability),
            kind=language(told.ended.class_name),
        )
    )
    return sentences


def _deed(told: Explanation, language: Language) -> str:
    assert told.drawn is not None
    option = told.option(told.drawn)
    if told.drawn == (0, 0):
        return language("They stayed where they were.")
    to = rungs_in_words(told.started, told.drawn, language)
    if option.is_step_up:
        return language("They stepped up to {rungs}.", rungs=to)
    if option.is_step_down:
        return language("They stepped down to {rungs}: a step down needs no consent.", rungs=to)
    return language("They exchanged one kind of tie for the other: {rungs}.", rungs=to)


def _worth(told: Explanation, names: Mapping[str, str], language: Language) -> list[str]:
    """Return what the move that the explanation is about would bring each side, and above all why."""
    if told.focus is None:
        return []
    option = told.option(told.focus)
    sentences = []
    if told.focus != told.drawn:
        rungs = rungs_in_words(told.started, told.focus, language)
        sentences.append(language("The nearest other move was to {rungs}.", rungs=rungs))
    for state, gain in option.gains.items():
        sentences.append(
            language(
                "To {state} it was worth {gain}, above all because of {reason} ({part}).",
                state=names[state],
                gain=language.number(gain.net, 3, sign=True),
                reason=language("what it could have elsewhere" if gain.foremost == "outside" else gain.foremost),
                part=language.number(gain.reasons[gain.foremost], 3, sign=True),
            )
        )
    return sentences
