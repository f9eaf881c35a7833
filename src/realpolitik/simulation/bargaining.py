"""Stage 3, bargain: each state weighs nine joint moves with each other state; each pair draws one."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.simulation import draws
from realpolitik.simulation.weighing import (
    read_surroundings,
    read_threats,
    recall_threats,
    weigh,
    weigh_security,
    weigh_worth,
)
from realpolitik.theory import assumptions as names
from realpolitik.theory import choice, power
from realpolitik.theory.arithmetic import where

IMPOSSIBLE = -9.0  # a gain below any that utilities in [-1, 1] can give


@rule
def can_move(economic_rung, security_rung, i, j, move, world):
    """Return 1 if the pair can make the joint move from these rungs: on the ladders, and no pinned ladder moves."""
    security_step = choice.security_step(move)
    economic_step = choice.economic_step(move)
    free = where(security_step != 0, 1.0 - world.security_pinned[i, j], 1.0)
    free *= where(economic_step != 0, 1.0 - world.economic_pinned[i, j], 1.0)
    possible = choice.is_possible(economic_rung + economic_step, security_rung + security_step)
    return free * where(move == choice.STAY, 1.0, possible)


@rule
def both_pinned(i, j, world):
    """Return True if the pair has nothing to choose this year."""
    return world.security_pinned[i, j] > 0.5 and world.economic_pinned[i, j] > 0.5


@rule
def same_commitment(rung, other_rung):
    """Return True if two security rungs make the same threats: the same rung, or both below cooperation."""
    return rung == other_rung or max(rung, other_rung) < 1.5


@rule
def decide(i, world, inputs, assumptions):
    """Write what state i gains from each joint move with each partner, on last year's configuration."""
    states = world.states
    weigh_worth(i, world, inputs, assumptions)
    read_surroundings(i, world)
    recall_threats(i, world)
    security_now = weigh_security(i, world, inputs, assumptions)
    now = weigh(i, security_now, world, inputs, assumptions, world.stay_parts[i])
    for j in range(states):
        for move in range(choice.MOVES):
            world.gains[i, j, move] = IMPOSSIBLE
            for part in range(5):
                world.move_parts[i, j, move, part] = 0.0
        if j == i or both_pinned(i, j, world):
            continue
        security_rung = world.security[i, j]
        economic_rung = world.economic[i, j]
        for security_move in range(3):
            first = 3 * security_move
            options = 0.0
            for move in range(first, first + 3):
                if move != choice.STAY:
                    options += can_move(economic_rung, security_rung, i, j, move, world)
            if options < 0.5:
                continue
            world.security[i, j] = world.security[j, i] = security_rung + security_move - 1.0
            if same_commitment(security_rung, world.security[i, j]):
                recall_threats(i, world)
            else:
                read_threats(i, world, inputs, assumptions)
            security = weigh_security(i, world, inputs, assumptions)
            for move in range(first, first + 3):
                if move == choice.STAY or can_move(economic_rung, security_rung, i, j, move, world) < 0.5:
                    continue
                world.economic[i, j] = world.economic[j, i] = economic_rung + choice.economic_step(move)
                parts = world.move_parts[i, j, move]
                utility = weigh(i, security, world, inputs, assumptions, parts)
                world.gains[i, j, move] = utility - now
                for part in range(5):
                    parts[part] -= world.stay_parts[i, part]
            world.security[i, j] = world.security[j, i] = security_rung
            world.economic[i, j] = world.economic[j, i] = economic_rung
        world.gains[i, j, choice.STAY] = 0.0


@rule
def outside_of(i, j, world, rationality):
    """Return state i's best outside option to a step up with j: a step up with another state that may accept."""
    best = 0.0
    for k in range(world.states):
        if k != i and k != j:
            for move in range(choice.MOVES):
                if choice.security_step(move) >= 0 and choice.economic_step(move) >= 0 and move != choice.STAY:
                    accepted = choice.acceptance(world.gains[k, i, move], rationality)
                    best = max(best, choice.outside_option(accepted, world.gains[i, k, move]))
    return best


@rule
def draw_from(weights, number):
    """Return the index that a uniform number picks among weights (at least one of them positive)."""
    total = 0.0
    for option in range(len(weights)):
        total += weights[option]
    target = number * total
    reached = 0.0
    picked = -1
    for option in range(len(weights)):
        reached += weights[option]
        if picked < 0 and weights[option] > 0.0 and target < reached:
            picked = option
    if picked < 0:
        # rounding left the target a hair above the sum: the last possible option
        for option in range(len(weights)):
            if weights[option] > 0.0:
                picked = option
    return picked


@rule
def logit_chances(worths, possible, rationality, chances):
    """Write quantal-response probabilities of the nine moves; a step off a ladder is staying.

    `possible[m]` is 1 for a move that exists, 0 for one off a ladder (it leaves the pair where it is, so that
    lambda = 0 is a symmetric walk with no drift), -1 for one on a pinned ladder (not an option at all).
    """
    best = worths[choice.STAY]
    for move in range(choice.MOVES):
        if possible[move] > 0.5:
            best = max(best, worths[move])
    total = 0.0
    stay = choice.logit_weight(worths[choice.STAY], best, rationality)
    staying = 0.0
    for move in range(choice.MOVES):
        chances[move] = 0.0
        if move == choice.STAY or (possible[move] > -0.5 and possible[move] < 0.5):
            staying += stay
        elif possible[move] > 0.5:
            chances[move] = choice.logit_weight(worths[move], best, rationality)
            total += chances[move]
    chances[choice.STAY] = staying
    total += staying
    for move in range(choice.MOVES):
        chances[move] /= total


@rule
def breaking_with(i, j, move, world, assumptions):
    """Return what it costs a state of the pair to make the joint move alone, if the move lowers a commitment."""
    rung = world.security[i, j]
    before = power.commitment(rung, assumptions.cooperation_commitment)
    after = power.commitment(rung + choice.security_step(move), assumptions.cooperation_commitment)
    return choice.price_of_breaking(before, after, assumptions.abrogation_cost * assumptions.abrogation)


@rule
def settle(i, j, world, inputs, calendar_year, seed, run, assumptions):
    """Let the pair i < j draw its joint move of the year, with aid, and apply dated events."""
    if not both_pinned(i, j, world):
        choose(i, j, world, calendar_year, seed, run, assumptions)
    security_event = inputs.security_event[i, j]
    economic_event = inputs.economic_event[i, j]
    if security_event >= 0.0:
        if security_event < world.security[i, j] and world.security[i, j] > 1.5:
            by = int(inputs.security_event_by[i, j])
            if by == i:
                world.stepped_down[j, i] = 1.0
            if by == j:
                world.stepped_down[i, j] = 1.0
        world.next_security[i, j] = world.next_security[j, i] = security_event
    if economic_event >= 0.0:
        world.next_economic[i, j] = world.next_economic[j, i] = economic_event
    # an event on one ladder and a move on the other may meet: a pact cannot stand beside sanctions
    if world.next_economic[i, j] < 0.5 and world.next_security[i, j] > 2.5:
        world.next_security[i, j] = world.next_security[j, i] = 2.0


@rule
def choose(i, j, world, calendar_year, seed, run, assumptions):
    """Draw the joint move of the free ladders of the pair i < j."""
    rationality = where(assumptions.choice_rule == names.NULL, 0.0, assumptions.rationality)
    patron, client = i, j
    if world.capability[j] > world.capability[i]:
        patron, client = j, i
    # aid is agreed together: sides that choose apart have nobody to pay
    pays = assumptions.aid > 0.5 and assumptions.choice_rule != names.INDEPENDENT
    outside = 0.0
    if pays:
        outside = outside_of(client, patron, world, rationality)
    worths, possible = world.worths, world.possible
    for move in range(choice.MOVES):
        security_step = choice.security_step(move)
        economic_step = choice.economic_step(move)
        pinned = (security_step != 0 and world.security_pinned[i, j] > 0.5) or (
            economic_step != 0 and world.economic_pinned[i, j] > 0.5
        )
        possible[move] = -1.0 if pinned else can_move(world.economic[i, j], world.security[i, j], i, j, move, world)
        step_up = 1.0 if security_step > 0 or economic_step > 0 else 0.0
        of_patron = world.gains[patron, client, move]
        of_client = world.gains[client, patron, move]
        paid = 0.0
        if step_up > 0.5 and possible[move] > 0.5 and pays:
            of_client -= outside
            paid = choice.aid(of_patron, of_client, assumptions.client_share, assumptions.aid_limit)
        forfeited = 0.0
        if step_up < 0.5 and move != choice.STAY and possible[move] > 0.5 and pays:
            forfeited = choice.forfeited_aid(of_patron, of_client, assumptions.client_share, assumptions.aid_limit)
        world.offers[patron, client, move] = paid
        world.offers[client, patron, move] = 0.0
        worths[move] = choice.joint_worth(
            of_patron - paid + forfeited, of_client + paid - forfeited, step_up, 1.0 if move == choice.STAY else 0.0,
            assumptions.status_quo_bias, breaking_with(i, j, move, world, assumptions),
        )  # fmt: skip
    chances = world.chances[i, j]
    logit_chances(worths, possible, rationality, chances)
    # the pair has one draw, whatever the order of its states
    first, second = min(world.keys[i], world.keys[j]), max(world.keys[i], world.keys[j])
    number = draws.uniform(seed, run, calendar_year, draws.BARGAIN, first, second)
    if assumptions.choice_rule == names.BEST_REPLY:
        best = choice.STAY
        for move in range(choice.MOVES):
            if possible[move] > 0.5 and worths[move] > worths[best]:
                best = move
        for move in range(choice.MOVES):
            chances[move] = 1.0 if move == best else 0.0
    move = draw_from(chances, number)
    if assumptions.choice_rule == names.INDEPENDENT:
        move = independent_move(i, j, possible, world, calendar_year, seed, run, assumptions)
    if world.proposal[i, j] > -0.5 or world.proposal[j, i] > -0.5:
        move = proposed_move(i, j, possible, number, world, rationality)
    world.move[i, j] = world.move[j, i] = move
    expected = 0.0
    for option in range(choice.MOVES):
        expected += chances[option] * world.offers[patron, client, option]
    world.aid_expected[patron, client] = expected
    world.aid[patron, client] = world.offers[patron, client, move]
    security_step = choice.security_step(move)
    economic_step = choice.economic_step(move)
    world.next_security[i, j] = world.next_security[j, i] = world.security[i, j] + security_step
    world.next_economic[i, j] = world.next_economic[j, i] = world.economic[i, j] + economic_step
    if security_step < 0 and economic_step <= 0 and world.security[i, j] > 1.5:
        # a pure step down is unilateral: the side that gains more from it broke the tie
        if world.gains[i, j, move] > world.gains[j, i, move]:
            world.stepped_down[j, i] = 1.0
        else:
            world.stepped_down[i, j] = 1.0


@rule
def independent_move(i, j, possible, world, calendar_year, seed, run, assumptions):
    """Return the joint move if each side chooses by its own gains: up needs both, down needs one, per ladder.

    Source: the rival assumption of independent choices, Signorino 1999.
    """
    chances, worths = world.alone, world.worths
    for move in range(choice.MOVES):
        worths[move] = assumptions.status_quo_bias if move == choice.STAY else world.gains[i, j, move]
    logit_chances(worths, possible, assumptions.rationality, chances)
    first = draw_from(
        chances, draws.uniform(seed, run, calendar_year, draws.BARGAIN_ALONE, world.keys[i], world.keys[j])
    )
    for move in range(choice.MOVES):
        worths[move] = assumptions.status_quo_bias if move == choice.STAY else world.gains[j, i, move]
    logit_chances(worths, possible, assumptions.rationality, chances)
    second = draw_from(
        chances, draws.uniform(seed, run, calendar_year, draws.BARGAIN_ALONE, world.keys[j], world.keys[i])
    )
    security_step = min(choice.security_step(first), choice.security_step(second))
    economic_step = min(choice.economic_step(first), choice.economic_step(second))
    move = 3 * (security_step + 1) + economic_step + 1
    return move if possible[move] > 0.5 else choice.STAY


@rule
def proposed_move(i, j, possible, number, world, rationality):
    """Return what comes of a proposal by a replaced decision rule: down happens, up needs the other's consent.

    If both sides have one, a step down of either happens and a step up must be proposed by both.
    """
    mine = int(world.proposal[i, j])
    yours = int(world.proposal[j, i])
    if mine >= 0 and yours >= 0:
        security_step = min(choice.security_step(mine), choice.security_step(yours))
        economic_step = min(choice.economic_step(mine), choice.economic_step(yours))
        move = 3 * (security_step + 1) + economic_step + 1
        return move if possible[move] > 0.5 else choice.STAY
    move = max(mine, yours)
    if possible[move] < 0.5:
        return choice.STAY
    other, proposer = (j, i) if mine >= 0 else (i, j)
    if choice.security_step(move) > 0 or choice.economic_step(move) > 0:
        gain = world.gains[other, proposer, move]
        gain += world.offers[proposer, other, move] - world.offers[other, proposer, move]
        return move if number < choice.acceptance(gain, rationality) else choice.STAY
    return move


@rule
def commitments_change(world):
    """Return True if the moves of the year make or end a tie of arms, so that threats change."""
    states = world.states
    for i in range(states):
        for j in range(i + 1, states):
            if not same_commitment(world.security[i, j], world.next_security[i, j]):
                return True
    return False


@rule
def apply_moves(world):
    """Move all pairs of deciding states to their new rungs at once."""
    states = world.states
    for i in range(states):
        for j in range(states):
            if i != j:
                world.security[i, j] = world.next_security[i, j]
                world.economic[i, j] = world.next_economic[i, j]
