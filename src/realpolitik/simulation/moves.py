"""How one of nine joint moves is drawn, and what belongs to a move that may differ between runs."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory import choice
from realpolitik.theory.arithmetic import where


@rule
def draw_from(weights, number):
    """Return the index that a uniform number picks among weights (at least one of them positive)."""
    total = 0.0
    for option in range(len(weights)):
        total += weights[option]
    target = number * total
    reached = 0.0
    picked, last = -1.0, -1.0
    for option in range(len(weights)):
        reached += weights[option]
        is_possible = weights[option] > 0.0
        picked = where((picked < 0.0) & is_possible & (target < reached), option, picked)
        last = where(is_possible, option, last)
    # rounding may leave the target a hair above the sum: the last possible option
    return where(picked < 0.0, last, picked)


@rule
def entry(values, move):
    """Return what stands in a row for a move that may differ between runs."""
    found = values[0]
    for option in range(1, len(values)):
        found = where(move == option, values[option], found)
    return found


@rule
def steps_of(move):
    """Return the steps on the security and the economic ladder of a move that may differ between runs."""
    security_step, economic_step = 0.0, 0.0
    for option in range(choice.MOVES):
        security_step = where(move == option, choice.security_step(option), security_step)
        economic_step = where(move == option, choice.economic_step(option), economic_step)
    return security_step, economic_step


@rule
def logit_chances(worths, possible, rationality, chances):
    """Write quantal-response probabilities of the nine moves; a step off a ladder is staying.

    `possible[m]` is 1 for a move that exists, 0 for one off a ladder (it leaves the pair where it is, so that
    lambda = 0 is a symmetric walk with no drift), -1 for one on a pinned ladder (not an option at all).
    """
    best = worths[choice.STAY]
    for move in range(choice.MOVES):
        best = max(best, where(possible[move] > 0.5, worths[move], best))
    total = 0.0
    stay = choice.logit_weight(worths[choice.STAY], best, rationality)
    staying = 0.0
    for move in range(choice.MOVES):
        if move == choice.STAY:
            staying += stay
        else:
            is_off_ladder = (possible[move] > -0.5) & (possible[move] < 0.5)
            staying += where(is_off_ladder, stay, 0.0)
            weight = choice.logit_weight(worths[move], best, rationality)
            chances[move] = where(possible[move] > 0.5, weight, 0.0)
            total += chances[move]
    chances[choice.STAY] = staying
    total += staying
    for move in range(choice.MOVES):
        chances[move] /= total
