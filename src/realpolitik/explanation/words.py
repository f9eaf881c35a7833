"""The words in which an explanation speaks of rungs, moves, interests and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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


def signed(number: float) -> str:
    """Return a utility with its sign, three decimals; what rounds to nothing has no sign.

    Examples
    --------
    >>> signed(0.0123), signed(-0.0004)
    ('+0.012', '0.000')
    """
    text = f"{number:+.3f}"
    return "0.000" if text in ("+0.000", "-0.000") else text


def percent(share: float) -> str:
    """Return a probability in per cent, without pretending that what is rare never happens.

    Examples
    --------
    >>> percent(0.5504), percent(0.0004), percent(0.9999)
    ('55 %', '<1 %', '>99 %')
    """
    if 0.0 < share < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 <= share < 1.0 else f"{100.0 * share:.0f} %"


def listing(words: Sequence[str], last: str = "and") -> str:
    """Return words as a phrase: ``a, b and c``."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def rungs(tie: Tie) -> str:
    """Return where a pair stands: ``economic partnership and military cooperation``."""
    return f"{ECONOMIC_RUNGS[tie.economic]} and {SECURITY_RUNGS[tie.security]}"


def destination(explanation: Explanation, move: JointMove) -> str:
    """Return where a move leads, naming the ladders that it moves; the whole tie if it moves none."""
    start = explanation.started
    reached = []
    if move.economic:
        reached.append(ECONOMIC_RUNGS[start.economic + move.economic])
    if move.security:
        reached.append(SECURITY_RUNGS[start.security + move.security])
    return " and ".join(reached) or rungs(start)


def short_place(explanation: Explanation, move: JointMove) -> str:
    """Return where a move leads as tables show it: ``partnership + cooperation``."""
    economic = SHORT_ECONOMIC_RUNGS[explanation.started.economic + move.economic]
    security = SHORT_SECURITY_RUNGS[explanation.started.security + move.security]
    return f"{economic} + {security}"


def foremost(gain: Gain) -> str:
    """Return what carries a gain or loss: ``mostly in autonomy (+0.110)``, ``because of security (-0.060)``."""
    reasons = gain.reasons
    if max(map(abs, reasons.values())) < INVISIBLE:
        return "for no reason that three decimals show"
    preposition = "mostly in" if gain.net > 0.0 else "because of"
    return f"{preposition} {REASON_WORDS[gain.foremost]} ({signed(reasons[gain.foremost])})"
