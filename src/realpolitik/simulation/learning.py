"""Stages 5 and 6, learn and grow: trust, images, and capabilities where they are not pinned to the record."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.simulation import draws
from realpolitik.simulation.opening import intent_on_record
from realpolitik.simulation.weighing import market_of
from realpolitik.theory import assumptions as names
from realpolitik.theory import beliefs, classes, growth, power
from realpolitik.theory.arithmetic import clip, exp, where


@rule
def crisis_unanswered(i, j, world):
    """Return 1 if either side stood aside in the other's crisis this year."""
    return where(min(world.support[i, j], world.support[j, i]) < -0.5, 1.0, 0.0)


@rule
def learn(i, world, inputs, assumptions):
    """Update state i's trust in each partner and its image of each actor from the year's behaviour."""
    states, actors = world.states, world.actors
    for j in range(states):
        if j == i:
            continue
        broken = max(world.stepped_down[i, j], where(world.support[i, j] < -0.5, 1.0, 0.0))
        lasting = world.held[i, j] * power.commitment(world.security[i, j], assumptions.cooperation_commitment)
        kept = max(lasting, where(world.support[i, j] > 0.5, 1.0, 0.0)) * (1.0 - broken)
        trust = beliefs.learned_trust(
            world.trust[i, j], world.baseline[i, j], kept, broken,
            assumptions.trust_gain, assumptions.trust_loss, assumptions.trust_reversion,
        )  # fmt: skip
        world.trust[i, j] = where(assumptions.trust_learning > 0.5, trust, world.trust[i, j])
        world.pact_years[i, j] = classes.pact_age(
            world.pact_years[i, j], world.security[i, j], crisis_unanswered(i, j, world)
        )
    for k in range(actors):
        if k == i or assumptions.images == names.EQUAL_IMAGES:
            continue
        pull = where(assumptions.images == names.RECORD_IMAGES, assumptions.record_pull, 0.0)
        learning = assumptions.intent_learning
        if k >= states:
            learning = 0.0  # a bystander decides nothing, so its rung shows nothing
        intent = beliefs.learned_intent(
            world.intent[i, k], beliefs.intent_shown(world.security[i, k]), learning,
            intent_on_record(i, k, world, inputs, assumptions), pull,
        )  # fmt: skip
        alarmed = where(world.challenger[i] == k, assumptions.crisis_alarm, 0.0)
        world.intent[i, k] = clip(intent + alarmed * (1.0 - intent), 0.0, 1.0)


@rule
def grow(world, calendar_year, seed, run, assumptions):
    """Let economies and capabilities grow; the rest of the world grows without ties and keeps the shares' sum at 1."""
    states, actors = world.states, world.actors
    others = max(1, states - 1)
    before = 0.0
    for k in range(actors):
        before += world.capability[k]
    rest = max(0.0, 1.0 - before) * exp(assumptions.growth_rate)
    after = rest
    for i in range(states):
        market, sanctions, burden = 0.0, 0.0, 0.0
        for k in range(states):
            if k != i:
                market += market_of(i, k, world, assumptions) / others
                sanctions += where(world.economic[i, k] < 0.5, world.severity[i, k], 0.0) / others
                burden += where(world.security[i, k] < 0.5, 1.0, 0.0) / others
        error = assumptions.growth_error_sd * draws.normal(
            seed, run, calendar_year, draws.GROWTH, world.keys[i], world.keys[i]
        )
        factor = growth.growth_factor(
            market, sanctions, burden, error, assumptions.growth_rate, assumptions.trade_growth,
            assumptions.sanction_drag, assumptions.burden_drag,
        )  # fmt: skip
        world.economy[i] *= factor
        world.capability[i] *= factor
    for k in range(actors):
        if k >= states:
            world.capability[k] *= exp(assumptions.growth_rate)
        after += world.capability[k]
    for k in range(actors):
        world.capability[k] /= after
