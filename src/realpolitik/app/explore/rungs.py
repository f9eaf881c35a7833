"""Where a pair of states stands on the two ladders, in a few words of any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realpolitik.app.language import Language
    from realpolitik.simulation.decision_rules import JointMove, Tie

ECONOMIC_RUNGS = ("sanctions", "ordinary trade", "partnership")
SECURITY_RUNGS = ("confrontation", "no military ties", "cooperation", "defence pact")


def rungs_in_words(tie: Tie, move: JointMove | tuple[int, int], language: Language) -> str:
    """Return where a move from a tie leads, in words."""
    return f"{language(ECONOMIC_RUNGS[tie.economic + move[0]])} + {language(SECURITY_RUNGS[tie.security + move[1]])}"
