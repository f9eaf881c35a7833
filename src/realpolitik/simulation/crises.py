"""Stage 4, crisis: the greatest threatener may challenge; partners stand by the victim, or aside."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.simulation import draws
from realpolitik.simulation.weighing import market_of, threat_to
from realpolitik.theory import assumptions as names
from realpolitik.theory import crisis, power, threat
from realpolitik.theory.arithmetic import logistic, where


@rule
def challenge(i, world, inputs, calendar_year, seed, run, assumptions):
    """Let the greatest threatener that is not a partner open a crisis against state i, or a dated one happen."""
    greatest = 0.0
    challenger = -1
    for k in range(world.actors):
        if k != i and world.security[i, k] < 1.5 and world.threat[i, k] > greatest:
            greatest = world.threat[i, k]
            challenger = k
    number = draws.uniform(seed, run, calendar_year, draws.CRISIS, world.keys[i], world.keys[i])
    opened = number < crisis.crisis_probability(greatest, assumptions.crisis_rate)
    dated = int(inputs.crisis_event[i])
    if dated >= 0:
        world.challenger[i] = dated
    elif assumptions.crises > 0.5 and opened and challenger >= 0:
        world.challenger[i] = challenger


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
    k = int(world.challenger[i])
    if k < 0:
        return
    states = world.states
    rationality = where(assumptions.choice_rule == names.NULL, 0.0, assumptions.rationality)
    for j in range(states):
        if j == i or j == k or world.security[i, j] < 1.5:
            continue
        worth = worth_to_supporter(i, j, k, world, inputs, assumptions)
        wedge = 0.0
        if k < states:
            wedge = assumptions.wedge * crisis.wedge_applies(world.economic[j, k], world.security[i, j])
            wedge *= 1.0 - world.economic_pinned[j, k]
        worth -= wedge * assumptions.wedge_offer
        number = draws.uniform(seed, run, calendar_year, draws.SUPPORT, world.keys[i], world.keys[j])
        stands_by = number < logistic(rationality * worth)
        world.support[i, j] = where(stands_by, 1.0, -1.0)
        if not stands_by and wedge > 0.5:
            world.wedged[i, j] = 1.0


@rule
def split(world):
    """Carry out the wedges of the year: a step up in trade with the challenger, a step down with the victim."""
    states = world.states
    for i in range(states):
        for j in range(states):
            if world.wedged[i, j] > 0.5:
                k = int(world.challenger[i])
                if world.economic[j, k] < 1.5:
                    world.economic[j, k] = world.economic[k, j] = world.economic[j, k] + 1.0
                if world.security_pinned[i, j] < 0.5:
                    world.security[i, j] = world.security[j, i] = max(1.0, world.security[i, j] - 1.0)
