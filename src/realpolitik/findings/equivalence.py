"""Equivalence to nothing: a control is null if it lies within a margin that is fixed before any result is seen."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.finding import Condition
from realpolitik.findings.intervals import mean

MARGIN = 0.1
"""Share of the effect that a null control must stay within, on either side."""


def null_beside(name: str, control: np.ndarray, effect: np.ndarray) -> tuple[Condition, Condition]:
    """Return the two conditions under which a control is nothing beside an effect.

    Parameters
    ----------
    name : str
        What the control measures.
    control, effect : (runs,) arrays
        The same quantity in the control and in the case of the claim, paired run by run.

    Notes
    -----
    Two one-sided tests against a tenth of the size of the mean effect; since the margin is itself measured, the run's
    own tenth is taken from, or added to, the run's control. An effect of exactly 0 has no tenth to be within.
    """
    margin = MARGIN * np.sign(np.mean(effect)) * np.asarray(effect, dtype=np.float64)
    return (
        Condition(f"{name}, less a tenth of the effect", mean(control - margin), "<", 0.0),
        Condition(f"{name}, plus a tenth of the effect", mean(control + margin), ">", 0.0),
    )
