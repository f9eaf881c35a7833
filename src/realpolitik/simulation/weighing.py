"""Weighing a configuration: what one state's interests come to, as it sees the world."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.simulation.world import (
    AIMS_PART,
    AUTONOMY_PART,
    DEVELOPMENT_PART,
    IDENTITY_PART,
    SECURITY_PART,
)
from realpolitik.theory import interests, power, threat, trade
from realpolitik.theory.arithmetic import in_any_run, where


@rule
def threat_to(i, k, world, inputs, assumptions):
    """Return the threat from actor k as state i sees it in the present configuration."""
    states = world.states
    seen = world.capability_seen[i]
    force = threat.force_against(
        i, k, world.security, world.intent_seen[i], world.projection, seen, assumptions.cooperation_commitment
    )
    defence = threat.defence_against(
        i, k, states, world.security, world.trust[i], world.projection, seen, assumptions.cooperation_commitment,
        assumptions.arms_boost * assumptions.arms,
    )  # fmt: skip
    share = threat.contest(force, defence, assumptions.contest_exponent)
    ideology = 0.0
    if k < states:
        ideology = world.intensity[k]
    weight = assumptions.subversion_weight * assumptions.subversion
    return threat.threat(world.intent_seen[i, k], share, ideology, inputs.penetration[i, k], weight)


@rule
def read_threats(i, world, inputs, assumptions):
    """Write the threats to state i in the present configuration into `world.row`."""
    for k in range(world.actors):
        world.row[k] = 0.0 if k == i else threat_to(i, k, world, inputs, assumptions)


@rule
def recall_threats(i, world):
    """Write the threats to state i as last assessed into `world.row`."""
    for k in range(world.actors):
        world.row[k] = world.threat[i, k]


@rule
def weigh_security(i, world, inputs, assumptions):
    """Return state i's security interest, given the threats of the configuration in `world.row`."""
    states, actors = world.states, world.actors
    greatest, total = 0.0, 0.0
    world.peaks[0] = world.peaks[1] = 0.0
    for k in range(actors):
        if k == i:
            continue
        theta = world.row[k]
        world.peaks[0] = max(world.peaks[0], theta)
        world.peaks[1] = max(world.peaks[1], theta * world.great[k])
        trust = 0.0
        if k < states:
            trust = world.trust[i, k]
        factor = threat.relation_factor(
            world.security[i, k], trust, assumptions.confrontation_danger,
            assumptions.embrace_relief * assumptions.embrace, assumptions.tethering * assumptions.tethers,
            assumptions.cooperation_commitment,
        )  # fmt: skip
        danger = threat.danger(theta, factor, assumptions.confrontation_danger)
        greatest = max(greatest, danger)
        total += danger
    burden = 0.0
    for j in range(states):
        if j != i and in_any_run(world.security[i, j] > 1.5):
            extra = 0.0
            for k in range(actors):
                if k != i and k != j:
                    extra = max(extra, world.threat[j, k] - world.row[k])
            burden += threat.entrapment(
                world.security[i, j], extra, assumptions.cooperation_commitment, assumptions.entrapment_convexity
            )
    burden *= assumptions.entrapment_cost * assumptions.entrapment * (1.0 - inputs.risk_given[i])
    return interests.security_interest(
        greatest, total / max(1, actors - 1), assumptions.greatest_threat_share, burden / max(1, states - 1)
    )


@rule
def strain(i, world):
    """Return the strain of all triangles of state i with two ties and a confrontation."""
    states = world.states
    total = 0.0
    for j in range(states):
        if j == i:
            continue
        tie = threat.camp(world.economic[i, j], world.security[i, j])
        if not in_any_run(tie > 0.0):
            continue
        for k in range(states):
            if k == i or k == j:
                continue
            own = threat.camp(world.economic[i, k], world.security[i, k])
            partners = threat.camp(world.economic[j, k], world.security[j, k])
            between = where(world.security[j, k] < 0.5, 0.5, 0.0)  # i stands between j and k: met twice in the loops
            against = where(world.security[i, k] < 0.5, 1.0, 0.0)
            total += threat.divided_loyalty(tie, own, between) + threat.divided_loyalty(tie, partners, against)
    return total


@rule
def worth_of(i, j, world, inputs, assumptions):
    """Return what influence over state j is worth to state i: more near a great power that i sees as hostile."""
    weaker_by = world.gap[i, j, i]
    glacis = assumptions.worth_glacis * assumptions.glacis
    worth = power.worth_as_client(
        inputs.value[j], 0.0, 0.0, world.nearness[i, j], weaker_by, assumptions.worth_base, assumptions.worth_nearness,
        glacis,
    )  # fmt: skip
    for k in range(world.actors):
        if k != i and k != j and world.great[k] > 0.5:
            worth = max(worth, power.worth_as_client(
                inputs.value[j], world.nearness[k, j], world.intent_seen[i, k], world.nearness[i, j], weaker_by,
                assumptions.worth_base, assumptions.worth_nearness, glacis,
            ))  # fmt: skip
    return worth


@rule
def weigh_worth(i, world, inputs, assumptions):
    """Write what influence over each other state is worth to state i into `world.worth`."""
    for j in range(world.states):
        world.worth[j] = 0.0
        if j != i:
            world.worth[j] = worth_of(i, j, world, inputs, assumptions)


@rule
def coercion_by(k, i, world):
    """Return the coercion of state i by actor k in the present configuration."""
    return interests.coercion(
        world.intent_seen[i, k], world.projection[k, i], world.gap[i, i, k], world.security[i, k], world.economic[i, k]
    )


@rule
def read_surroundings(i, world):
    """Write what no move of state i changes: what the others fear, and how bystanders coerce it.

    `world.fears` gets the greatest threat to each other state from all but i, as it last assessed it, and
    `world.pressure` the coercion of i by all actors that decide nothing.
    """
    world.pressure[0] = 0.0
    for k in range(world.states, world.actors):
        world.pressure[0] = interests.coercion_of_both(world.pressure[0], coercion_by(k, i, world))
    for k in range(world.states):
        feared = 0.0
        for n in range(world.actors):
            if n != i and n != k:
                feared = max(feared, world.threat[k, n])
        world.fears[k] = feared


@rule
def dependence_of(j, k, i, world, assumptions):
    """Return the dependence of state j on state k, with capabilities as state i sees them."""
    if assumptions.trade_shares > 0.5:
        flow = trade.trade_on_rung(world.economic[j, k], world.within_reach[j, k])
        return interests.dependence_by_trade(
            world.gap[i, j, k], trade.share_of_trade(flow, world.trade[j]), world.security[j, k],
            assumptions.economic_dependence_share, assumptions.cooperation_commitment,
        )  # fmt: skip
    return interests.dependence(
        world.gap[i, j, k], world.economic[j, k], world.security[j, k],
        assumptions.economic_dependence_share, assumptions.cooperation_commitment,
    )  # fmt: skip


@rule
def read_trade(world):
    """Write all trade of each state in the present configuration, its own market included, into `world.trade`."""
    for j in range(world.states):
        world.trade[j] = world.within_reach[j, j]
        for k in range(world.states):
            if k != j:
                world.trade[j] += trade.trade_on_rung(world.economic[j, k], world.within_reach[j, k])


@rule
def camp_against(i, j, world):
    """Return how far state j's ties put it into the camp of a state that i confronts."""
    camp = 0.0
    for k in range(world.states):
        if k != i and k != j:
            of_enemy = threat.camp(world.economic[j, k], world.security[j, k])
            camp = max(camp, where(world.security[i, k] < 0.5, of_enemy, 0.0))
    return camp


@rule
def weigh_autonomy(i, world, assumptions):
    """Return state i's autonomy interest.

    `world.worth` holds what influence over the others is worth to it, `world.pressure` the coercion by bystanders.
    """
    states = world.states
    if assumptions.trade_shares > 0.5:
        read_trade(world)
    in_all = 0.0
    for j in range(states):
        if j != i:
            in_all += dependence_of(i, j, i, world, assumptions)
    lost, won, denied, kept = 0.0, 0.0, 0.0, 0.0
    relief = assumptions.diversification_relief * assumptions.diversification
    for j in range(states):
        if j == i:
            continue
        lost += interests.autonomy_lost_to_dependence(dependence_of(i, j, i, world, assumptions), in_all, relief)
        pledged = assumptions.camps * camp_against(i, j, world)
        won += interests.influence(
            world.worth[j], dependence_of(j, i, i, world, assumptions), assumptions.rivalry_premium, world.peaks[1],
            pledged,
        )  # fmt: skip
        kept += interests.resistance(world.intent_seen[i, j], world.gap[i, i, j], world.security[i, j])
        presence = interests.closeness(world.economic[i, j], world.security[i, j], assumptions.cooperation_commitment)
        for k in range(states):
            if k != i and k != j and world.great[k] > 0.5:
                denied += interests.denial(
                    world.worth[j], world.intent_seen[i, k], dependence_of(j, k, i, world, assumptions), presence,
                    pledged,
                )  # fmt: skip
    coerced = world.pressure[0]
    for k in range(states):
        if k != i:
            coerced = interests.coercion_of_both(coerced, coercion_by(k, i, world))
    partners = max(1, states - 1)
    balance = won * assumptions.influence - lost
    balance -= assumptions.denial_weight * assumptions.denial * denied
    balance += assumptions.resistance_gain * assumptions.resistance * kept
    return balance / partners - assumptions.coercion_cost * assumptions.coercion * coerced


@rule
def market_of(i, k, world, assumptions):
    """Return what state i gains from k's market on the present rung."""
    loss = assumptions.sanction_loss * world.severity[i, k]
    return trade.market_gain(world.economic[i, k], world.market[i, k], assumptions.ordinary_trade, loss)


@rule
def weigh_development(i, world, assumptions):
    """Return state i's development interest; `world.fears` holds the greatest threat to each other state."""
    states = world.states
    # relative gains: off, on, dominant
    rho = assumptions.relative_gains_weight * where(assumptions.relative_gains > 1.5, 5.0, assumptions.relative_gains)
    loss = assumptions.secondary_sanctions_loss * assumptions.secondary_sanctions
    technology_gain = assumptions.technology_gain * assumptions.technology
    market_motive = assumptions.arms_market * assumptions.arms_market_motive
    gained, supplied, punished, envied = 0.0, 0.0, 0.0, 0.0
    for k in range(states):
        if k == i:
            continue
        own = market_of(i, k, world, assumptions)
        gained += own
        gained -= interests.arms_kept_ready(world.security[i, k], assumptions.confrontation_cost)
        supplied = max(supplied, interests.technology(world.security[i, k], world.gap[i, i, k], technology_gain))
        gained += interests.arms_sales(world.security[i, k], world.gap[i, k, i], world.fears[k], market_motive)
        envied += interests.relative_gains(world.intent_seen[i, k], market_of(k, i, world, assumptions), own)
        for j in range(states):
            if j != i and j != k:
                punished += interests.secondary_sanctions(
                    own, world.economic[k, j], world.economic[i, j], world.security[i, j], loss
                )
    return (gained + supplied - punished - rho * envied) / max(1, states - 1)


@rule
def weigh_identity(i, world, assumptions):
    """Return the pull of identity on state i over all its ties."""
    states = world.states
    pull = 0.0
    for j in range(states):
        if j != i:
            near = interests.closeness(world.economic[i, j], world.security[i, j], assumptions.cooperation_commitment)
            pull += interests.pull_of_identity(
                near, world.intensity[i], world.affinity[i, j], assumptions.identity_yield, world.peaks[0]
            )
    return assumptions.identity * assumptions.identity_intensity * pull / max(1, states - 1)


@rule
def weigh_aims(i, world, inputs, assumptions):
    """Return the cost of clashing regional aims to state i over all its ties."""
    states = world.states
    cost = 0.0
    for j in range(states):
        if j != i:
            near = interests.closeness(world.economic[i, j], world.security[i, j], assumptions.cooperation_commitment)
            cost += interests.clash_of_aims(near, inputs.clash[i, j])
    return -assumptions.aims_weight * assumptions.aims * cost / max(1, states - 1)


@rule
def weigh(i, security, world, inputs, assumptions, parts):
    """Write the five parts of state i's utility into `parts`, given its security without divided loyalty; return it.

    `world.row` and `world.peaks` must hold the threats of the same configuration, `world.worth` what clients are
    worth to state i, `world.fears` and `world.pressure` what `read_surroundings` writes.
    """
    strained = assumptions.divided_loyalty_cost * assumptions.divided_loyalty * strain(i, world)
    parts[SECURITY_PART] = security - strained / max(1, world.states - 1)
    parts[AUTONOMY_PART] = weigh_autonomy(i, world, assumptions)
    parts[DEVELOPMENT_PART] = weigh_development(i, world, assumptions)
    parts[IDENTITY_PART] = weigh_identity(i, world, assumptions)
    parts[AIMS_PART] = weigh_aims(i, world, inputs, assumptions)
    return interests.national_interest(
        parts[SECURITY_PART], parts[AUTONOMY_PART], parts[DEVELOPMENT_PART], parts[IDENTITY_PART],
        parts[AIMS_PART], world.weights[i, 0], world.weights[i, 1], world.weights[i, 2],
        assumptions.utility_form,
    )  # fmt: skip
