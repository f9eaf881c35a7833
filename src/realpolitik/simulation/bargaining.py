"""Stage 3, bargain: each state weighs nine joint moves with each other state; each pair draws one."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.simulation import draws
from realpolitik.simulation.moves import draw_from, entry, logit_chances, steps_of
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
from realpolitik.theory.arithmetic import in_any_run, where

IMPOSSIBLE = -1e100  # a gain below any that assumptions of at most a billion can give


@rule
def can_move(economic_rung, security_rung, i, j, move, world, assumptions):
    """Return 1 if the pair can make the joint move from these rungs: on the ladders, and no pinned ladder moves."""
    security_step = choice.security_step(move)
    economic_step = choice.economic_step(move)
    free = where(security_step != 0, 1.0 - world.security_pinned[i, j], 1.0)
    free *= where(economic_step != 0, 1.0 - world.economic_pinned[i, j], 1.0)
    possible = choice.is_possible(
        economic_rung + economic_step, security_rung + security_step,
        choice.highest_beside_sanctions(assumptions.embargo),
        choice.highest_in_confrontation(assumptions.trade_follows_flag),
    )  # fmt: skip
    return free * where(move == choice.STAY, 1.0, possible)


@rule
def both_pinned(i, j, world):
    """Return True if the pair has nothing to choose this year."""
    return world.security_pinned[i, j] > 0.5 and world.economic_pinned[i, j] > 0.5


@rule
def other_commitment(rung, other_rung):
    """Return whether two security rungs make other threats: not the same rung, and one is at cooperation or above."""
    return (rung != other_rung) & (max(rung, other_rung) > 1.5)


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
                    options += can_move(economic_rung, security_rung, i, j, move, world, assumptions)
            if not in_any_run(options > 0.5):
                continue
            world.security[i, j] = world.security[j, i] = security_rung + security_move - 1.0
            if in_any_run(other_commitment(security_rung, world.security[i, j])):
                read_threats(i, world, inputs, assumptions)
            else:  # the same threats, at no cost
                recall_threats(i, world)
            security = weigh_security(i, world, inputs, assumptions)
            for move in range(first, first + 3):
                can_be_made = can_move(economic_rung, security_rung, i, j, move, world, assumptions) > 0.5
                if move == choice.STAY or not in_any_run(can_be_made):
                    continue
                world.economic[i, j] = world.economic[j, i] = economic_rung + choice.economic_step(move)
                parts = world.move_parts[i, j, move]
                utility = weigh(i, security, world, inputs, assumptions, parts)
                world.gains[i, j, move] = where(can_be_made, utility - now, IMPOSSIBLE)
                for part in range(5):
                    parts[part] = where(can_be_made, parts[part] - world.stay_parts[i, part], 0.0)
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
        steps_down = (security_event < world.security[i, j]) & (world.security[i, j] > 1.5)
        by = int(inputs.security_event_by[i, j])
        if by == i:
            world.stepped_down[j, i] = where(steps_down, 1.0, world.stepped_down[j, i])
        if by == j:
            world.stepped_down[i, j] = where(steps_down, 1.0, world.stepped_down[i, j])
        world.next_security[i, j] = world.next_security[j, i] = security_event
    if economic_event >= 0.0:
        world.next_economic[i, j] = world.next_economic[j, i] = economic_event
    # an event on one ladder and a move on the other may meet: sanctions leave no tie of arms standing, confrontation
    # no partnership
    allowed = min(world.next_security[i, j], choice.highest_beside_sanctions(assumptions.embargo))
    security = where(world.next_economic[i, j] < 0.5, allowed, world.next_security[i, j])
    world.next_security[i, j] = world.next_security[j, i] = security
    allowed = min(world.next_economic[i, j], choice.highest_in_confrontation(assumptions.trade_follows_flag))
    economic = where(security < 0.5, allowed, world.next_economic[i, j])
    world.next_economic[i, j] = world.next_economic[j, i] = economic


@rule
def is_pinned(i, j, move, world):
    """Return True if the joint move would step on a ladder of the pair that is pinned."""
    return (choice.security_step(move) != 0 and world.security_pinned[i, j] > 0.5) or (
        choice.economic_step(move) != 0 and world.economic_pinned[i, j] > 0.5
    )


@rule
def weigh_for_pair(patron, client, rationality, world, assumptions):
    """Write what each joint move is worth to the pair, the aid that the patron offers for it, and if it can be made."""
    # of two equals neither is the other's client; and aid is agreed together: sides that choose apart pay nobody
    unequal = world.capability[patron] != world.capability[client]
    pays = unequal and assumptions.aid > 0.5 and assumptions.choice_rule != names.INDEPENDENT
    outside = 0.0
    if pays:
        outside = outside_of(client, patron, world, rationality)
    worths, possible = world.worths, world.possible
    economic_rung, security_rung = world.economic[patron, client], world.security[patron, client]
    for move in range(choice.MOVES):
        can_be_made = can_move(economic_rung, security_rung, patron, client, move, world, assumptions)
        possible[move] = -1.0 if is_pinned(patron, client, move, world) else can_be_made
        step_up = 1.0 if choice.security_step(move) > 0 or choice.economic_step(move) > 0 else 0.0
        of_patron = world.gains[patron, client, move]
        of_client = world.gains[client, patron, move]
        paid = 0.0
        forfeited = 0.0
        if pays and step_up > 0.5:
            of_client -= outside
            paid = choice.aid(of_patron, of_client, assumptions.client_share, assumptions.aid_limit)
            paid = where(possible[move] > 0.5, paid, 0.0)
        elif pays and move != choice.STAY:
            forfeited = choice.forfeited_aid(of_patron, of_client, assumptions.client_share, assumptions.aid_limit)
        world.offers[patron, client, move] = paid
        world.offers[client, patron, move] = 0.0
        worths[move] = choice.joint_worth(
            of_patron - paid + forfeited, of_client + paid - forfeited, step_up, 1.0 if move == choice.STAY else 0.0,
            assumptions.status_quo_bias, breaking_with(patron, client, move, world, assumptions),
        )  # fmt: skip


@rule
def take_the_best(worths, possible, chances):
    """Write the chances of a pair that never errs: all for the move that is worth most, for staying among equals."""
    best, best_worth = float(choice.STAY), worths[choice.STAY]
    for move in range(choice.MOVES):
        is_better = (possible[move] > 0.5) & (worths[move] > best_worth)
        best = where(is_better, move, best)
        best_worth = where(is_better, worths[move], best_worth)
    for move in range(choice.MOVES):
        chances[move] = where(best == move, 1.0, 0.0)


@rule
def choose(i, j, world, calendar_year, seed, run, assumptions):
    """Draw the joint move of the free ladders of the pair i < j."""
    rationality = where(assumptions.choice_rule == names.NULL, 0.0, assumptions.rationality)
    patron, client = i, j
    if world.capability[j] > world.capability[i]:
        patron, client = j, i
    weigh_for_pair(patron, client, rationality, world, assumptions)
    worths, possible, chances = world.worths, world.possible, world.chances[i, j]
    logit_chances(worths, possible, rationality, chances)
    if assumptions.choice_rule == names.BEST_REPLY:
        take_the_best(worths, possible, chances)
    # the pair has one draw, whatever the order of its states
    first, second = min(world.keys[i], world.keys[j]), max(world.keys[i], world.keys[j])
    number = draws.uniform(seed, run, calendar_year, draws.BARGAIN, first, second)
    drawn = draw_from(chances, number)
    if assumptions.choice_rule == names.INDEPENDENT:
        drawn = independent_move(i, j, possible, world, calendar_year, seed, run, assumptions)
    if world.proposal[i, j] > -0.5 or world.proposal[j, i] > -0.5:
        drawn = proposed_move(i, j, possible, number, world, rationality)
    world.move[i, j] = world.move[j, i] = drawn
    expected = 0.0
    for option in range(choice.MOVES):
        expected += chances[option] * world.offers[patron, client, option]
    world.aid_expected[patron, client] = expected
    world.aid[patron, client] = entry(world.offers[patron, client], drawn)
    security_drawn, economic_drawn = steps_of(drawn)
    world.next_security[i, j] = world.next_security[j, i] = world.security[i, j] + security_drawn
    world.next_economic[i, j] = world.next_economic[j, i] = world.economic[i, j] + economic_drawn
    blame(i, j, drawn, (security_drawn < 0.0) & (economic_drawn <= 0.0) & (world.security[i, j] > 1.5), world)


@rule
def blame(i, j, drawn, breaks, world):
    """Write who broke its word if the move drawn breaks a tie: a pure step down needs nobody's consent.

    It is whoever proposed it, else the side that gains more from the step, or both if neither does.
    """
    of_i, of_j = entry(world.gains[i, j], drawn), entry(world.gains[j, i], drawn)
    by_i, by_j = breaks & (of_i >= of_j), breaks & (of_i <= of_j)
    if world.proposal[i, j] > -0.5 or world.proposal[j, i] > -0.5:
        by_i, by_j = breaks & proposes_to_step_down(i, j, world), breaks & proposes_to_step_down(j, i, world)
    world.stepped_down[j, i] = where(by_i, 1.0, world.stepped_down[j, i])
    world.stepped_down[i, j] = where(by_j, 1.0, world.stepped_down[i, j])


@rule
def proposes_to_step_down(i, j, world):
    """Return True if state i's replaced decision rule proposes less security with j."""
    return world.proposal[i, j] > -0.5 and choice.security_step(int(world.proposal[i, j])) < 0


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
    first_security, first_economic = steps_of(first)
    second_security, second_economic = steps_of(second)
    security_step = min(first_security, second_security)
    economic_step = min(first_economic, second_economic)
    move = 3.0 * (security_step + 1.0) + economic_step + 1.0
    return where(entry(possible, move) > 0.5, move, choice.STAY)


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
        return where(possible[move] > 0.5, move, choice.STAY)
    move = max(mine, yours)
    is_possible = possible[move] > 0.5
    other, proposer = (j, i) if mine >= 0 else (i, j)
    if choice.security_step(move) > 0 or choice.economic_step(move) > 0:
        gain = world.gains[other, proposer, move]
        gain += world.offers[proposer, other, move] - world.offers[other, proposer, move]
        consents = number < choice.acceptance(gain, rationality)
        return where(is_possible & consents, move, choice.STAY)
    return where(is_possible, move, choice.STAY)


@rule
def commitments_change(world):
    """Return True if the moves of the year make or end a tie of arms in any run, so that threats change."""
    states = world.states
    for i in range(states):
        for j in range(i + 1, states):
            if in_any_run(other_commitment(world.security[i, j], world.next_security[i, j])):
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
