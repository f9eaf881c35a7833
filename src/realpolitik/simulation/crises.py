"""Stage 4, crisis: the greatest threatener may challenge; partners stand by the victim, or aside."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.simulation import draws
from realpolitik.simulation.weighing import market_of, threat_to
from realpolitik.theory import assumptions as names
from realpolitik.theory import choice, crisis, power, threat
from realpolitik.theory.arithmetic import in_any_run, logistic, where


@rule
def challenge(i, world, inputs, calendar_year, seed, run, assumptions):
    """Let the greatest threatener that is not a partner open a crisis against state i, or a dated one happen."""
    greatest = 0.0
    challenger = -1.0
    for k in range(world.actors):
        if k != i:
            is_greater = (world.security[i, k] < 1.5) & (world.threat[i, k] > greatest)
            greatest = where(is_greater, world.threat[i, k], greatest)
            challenger = where(is_greater, k, challenger)
    number = draws.uniform(seed, run, calendar_year, draws.CRISIS, world.keys[i], world.keys[i])
    opened = number < crisis.crisis_probability(greatest, assumptions.crisis_rate)
    dated = int(inputs.crisis_event[i])
    if dated >= 0:
        world.challenger[i] = dated
    elif assumptions.crises > 0.5:
        world.challenger[i] = where(opened, challenger, world.challenger[i])


@rule
def worth_to_supporter(i, j, k, world, inputs, assumptions):
    """Return what standing by i against k is worth to its partner j."""
    pledge = power.commitment(world.security[i, j], assumptions.cooperation_commitment)
    with_help = world.threat[i, k]
    rung = world.security[i, j]
    world.security[i, j] = world.security[j, i] = 1.0
    without_help = threat_to(i, k, world, inputs, assumptions)
    world.security[i, j] = world.security[j, i] = rung
    seen = world.capability_seen[j]
    reach = world.intent_seen[j, k] * threat.contest(
        world.projection[k, j] * seen[k], seen[j], assumptions.contest_exponent
    )
    market = 0.0
    if k < world.states:
        loss = assumptions.secondary_sanctions_loss * assumptions.secondary_sanctions
        market = loss * market_of(j, k, world, assumptions)
    return crisis.worth_of_support(
        pledge, without_help, with_help, assumptions.support_stake, assumptions.support_reputation, reach,
        assumptions.facing_cost, market,
    )  # fmt: skip


@rule
def answer(i, world, inputs, calendar_year, seed, run, assumptions):
    """Let each partner of a challenged state i choose whether to stand by it; the challenger may split one away."""
    for k in range(world.actors):
        is_challenged = world.challenger[i] == k
        if not in_any_run(is_challenged):
            continue
        for j in range(world.states):
            is_asked = is_challenged & (world.security[i, j] > 1.5)
            if j != i and j != k and in_any_run(is_asked):
                call_on(j, i, k, is_asked, world, inputs, calendar_year, seed, run, assumptions)


@rule
def highest_in_trade(j, k, world, assumptions):
    """Return the highest economic rung that states j and k may have as they stand: no partnership in confrontation."""
    return where(world.security[j, k] < 0.5, choice.highest_in_confrontation(assumptions.trade_follows_flag), 2.0)


@rule
def call_on(j, i, k, is_asked, world, inputs, calendar_year, seed, run, assumptions):
    """Let partner j of state i stand by it against k or stand aside, if it is asked."""
    rationality = where(assumptions.choice_rule == names.NULL, 0.0, assumptions.rationality)
    worth = worth_to_supporter(i, j, k, world, inputs, assumptions)
    wedge = 0.0
    if k < world.states:
        wedge = assumptions.wedge * crisis.wedge_applies(
            world.economic[j, k], highest_in_trade(j, k, world, assumptions), world.security[i, j]
        )
        wedge *= 1.0 - world.economic_pinned[j, k]
    worth -= wedge * assumptions.wedge_offer
    number = draws.uniform(seed, run, calendar_year, draws.SUPPORT, world.keys[i], world.keys[j])
    chance = logistic(rationality * worth)
    answered = where(number < chance, 1.0, -1.0)
    world.support[i, j] = where(is_asked, answered, world.support[i, j])
    is_split = is_asked & (number >= chance) & (wedge > 0.5)
    world.wedged[i, j] = where(is_split, 1.0, world.wedged[i, j])


@rule
def split(world, assumptions):
    """Carry out the wedges of the year: a step up in trade with the challenger, a step down with the victim."""
    states = world.states
    for i in range(states):
        for j in range(states):
            is_split = world.wedged[i, j] > 0.5
            if not in_any_run(is_split):
                continue
            for k in range(states):
                if k != j:
                    below = world.economic[j, k] < highest_in_trade(j, k, world, assumptions) - 0.5
                    steps_up = is_split & (world.challenger[i] == k) & below
                    trade = where(steps_up, world.economic[j, k] + 1.0, world.economic[j, k])
                    world.economic[j, k] = world.economic[k, j] = trade
            if world.security_pinned[i, j] < 0.5:
                tie = where(is_split, max(1.0, world.security[i, j] - 1.0), world.security[i, j])
                world.security[i, j] = world.security[j, i] = tie
