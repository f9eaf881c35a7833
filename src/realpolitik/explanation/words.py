"""The words in which an explanation speaks of rungs, moves, interests and numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.explanation.speech import ENGLISH, Speech

if TYPE_CHECKING:
    from realpolitik.explanation.bargain import Gain
    from realpolitik.explanation.result import Explanation
    from realpolitik.simulation.decision_rules import JointMove, Tie

ECONOMIC_RUNGS = ("sanctions", "ordinary trade", "economic partnership")
SECURITY_RUNGS = ("confrontation", "no military ties", "military cooperation", "a defence pact")
RUNGS = {"economic": ECONOMIC_RUNGS, "security": SECURITY_RUNGS}
SHORT_ECONOMIC_RUNGS = ("sanctions", "ordinary", "partnership")
SHORT_SECURITY_RUNGS = ("confrontation", "none", "cooperation", "pact")

INVISIBLE = 0.0005
"""A utility below this is 0 to three decimals."""

CLASS_WORDS = {
    "hostile": "as adversaries",
    "distant": "at a distance",
    "transactional": "as partners in business",
    "tactical": "as tactical partners",
    "alliance": "as allies",
}

REASON_WORDS = {
    "security": "security",
    "autonomy": "autonomy",
    "development": "development",
    "identity": "identity",
    "aims": "regional aims",
    "outside": "what it could have elsewhere",
}


def signed(number: float, say: Speech = ENGLISH) -> str:
    """Return a utility with its sign, three decimals; what rounds to nothing has no sign.

    Examples
    --------
    >>> signed(0.0123), signed(-0.0004)
    ('+0.012', '0.000')
    """
    if f"{number:+.3f}" in ("+0.000", "-0.000"):
        return say.number(0.0, 3)
    return say.number(number, 3, sign=True)


def percent(share: float, say: Speech = ENGLISH) -> str:
    """Return a probability in per cent, without pretending that what is rare never happens.

    Examples
    --------
    >>> percent(0.5504), percent(0.0004), percent(0.9999)
    ('55 %', '<1 %', '>99 %')
    """
    if 0.0 < share < 0.005:
        return say("<{share}", share=say.percent(0.01))
    return say(">{share}", share=say.percent(0.99)) if 0.995 <= share < 1.0 else say.percent(share)


def two_figures(value: float, say: Speech = ENGLISH) -> str:
    """Return a ratio to two figures.

    Examples
    --------
    >>> two_figures(3.14), two_figures(0.0271), two_figures(254.0)
    ('3.1', '0.027', '250')
    """
    if value <= 0.0:
        return say.number(0.0, 0)
    decimals = 1 - math.floor(math.log10(value))
    return say.number(round(value, decimals), max(decimals, 0))


def listing(words: Sequence[str], say: Speech = ENGLISH) -> str:
    """Return words as a phrase: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return say("{first} and {last}", first=in_a_row(words[:-1], say), last=words[-1])


def in_a_row(words: Sequence[str], say: Speech = ENGLISH) -> str:
    """Return words with commas between them: ``a, b, c``."""
    row, *others = words
    for word in others:
        row = say("{first}, {next}", first=row, next=word)
    return row


def rungs(tie: Tie, say: Speech = ENGLISH) -> str:
    """Return where a pair stands: ``economic partnership and military cooperation``."""
    return listing([say(ECONOMIC_RUNGS[tie.economic]), say(SECURITY_RUNGS[tie.security])], say)


def destination(explanation: Explanation, move: JointMove, say: Speech = ENGLISH) -> str:
    """Return where a move leads, naming the ladders that it moves; the whole tie if it moves none."""
    start = explanation.started
    reached = []
    if move.economic:
        reached.append(say(ECONOMIC_RUNGS[start.economic + move.economic]))
    if move.security:
        reached.append(say(SECURITY_RUNGS[start.security + move.security]))
    return listing(reached, say) or rungs(start, say)


def short_place(explanation: Explanation, move: JointMove, say: Speech = ENGLISH) -> str:
    """Return where a move leads as tables show it: ``partnership + cooperation``."""
    economic = say(SHORT_ECONOMIC_RUNGS[explanation.started.economic + move.economic])
    security = say(SHORT_SECURITY_RUNGS[explanation.started.security + move.security])
    return f"{economic} + {security}"


def foremost(gain: Gain, say: Speech = ENGLISH) -> str:
    """Return what carries a gain or loss: ``mostly in autonomy (+0.110)``, ``because of security (-0.060)``."""
    reasons = gain.reasons
    if max(map(abs, reasons.values())) < INVISIBLE:
        return say("for no reason that three decimals show")
    reason, part = say(REASON_WORDS[gain.foremost]), signed(reasons[gain.foremost], say)
    if gain.net > 0.0:
        return say("mostly in {reason} ({part})", reason=reason, part=part)
    return say("because of {reason} ({part})", reason=reason, part=part)
