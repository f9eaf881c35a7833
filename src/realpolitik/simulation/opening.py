"""Stage 1, structure: the year's inputs, pinned ladders, images of a new elite; and the state before the first year."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory import assumptions as names
from realpolitik.theory import beliefs, choice, interests, power, trade
from realpolitik.theory.arithmetic import clip, where

UNRECORDED_SEVERITY = 0.5  # sanctions that the model itself imposes count as level 2 of 4: trade or financial
EQUAL_INTENT = 0.5
UNPROFILED_INTENSITY = 0.5  # an elite of which nothing is known is taken as neither cool nor zealous


@rule
def read_capability(world, inputs):
    """Take capabilities and economies from the record."""
    for k in range(world.actors):
        world.capability[k] = inputs.capability[k]
        world.economy[k] = inputs.economy[k]


@rule
def distance_in_trade(i, k, inputs, assumptions):
    """Return how far apart two markets count as, in kilometres."""
    return where(assumptions.gravity > 0.5, inputs.distance_km[i, k], 0.0)


@rule
def read_markets(i, world, inputs, assumptions):
    """Read how large every other market is to state i: beside all that it can trade with, or beside its own alone."""
    scale = assumptions.trade_distance_km
    if assumptions.trade_shares > 0.5:
        in_all = 0.0
        for k in range(world.states):
            distance = distance_in_trade(i, k, inputs, assumptions)
            world.within_reach[i, k] = trade.market_within_reach(world.economy[k], distance, scale)
            in_all += world.within_reach[i, k]
        for k in range(world.states):
            world.market[i, k] = trade.share_of_trade(world.within_reach[i, k], in_all)
    else:
        for k in range(world.states):
            distance = distance_in_trade(i, k, inputs, assumptions)
            world.market[i, k] = trade.market_size(world.economy[i], world.economy[k], distance, scale)


@rule
def read_structure(world, inputs, assumptions):
    """Read reach, identity and weights of the year, and judge who is a great power."""
    states, actors = world.states, world.actors
    largest = 0.0
    for k in range(actors):
        largest = max(largest, world.capability[k])
    for k in range(actors):
        world.great[k] = power.is_great(world.capability[k], largest)
        scale = where(
            inputs.global_reach[k] > 0.5, assumptions.global_projection_scale_km, assumptions.projection_scale_km
        )
        for i in range(actors):
            distance = inputs.distance_km[k, i]
            world.projection[k, i] = 1.0 if k == i else power.projection(distance, scale)
            recorded = max(inputs.sanction[k, i], inputs.sanction[i, k])
            world.severity[k, i] = where(recorded > 0.0, recorded, UNRECORDED_SEVERITY)
        for j in range(states):
            world.nearness[k, j] = power.projection(inputs.distance_km[k, j], assumptions.nearness_scale_km)
    for i in range(states):
        read_markets(i, world, inputs, assumptions)
        given = inputs.weights_given[i, 0] >= 0.0
        default_security = 1.0 - assumptions.autonomy_weight - assumptions.development_weight
        world.weights[i, 0] = where(given, inputs.weights_given[i, 0], default_security)
        world.weights[i, 1] = where(given, inputs.weights_given[i, 1], assumptions.autonomy_weight)
        world.weights[i, 2] = where(given, inputs.weights_given[i, 2], assumptions.development_weight)
        intensity = inputs.intensity_given[i]
        world.intensity[i] = where(intensity >= 0.0, intensity, UNPROFILED_INTENSITY)
        for j in range(states):
            voted = interests.affinity_from_votes(inputs.identity_distance[i, j], assumptions.identity_scale)
            given_affinity = inputs.identity_given[i, j]
            world.affinity[i, j] = where(given_affinity >= -1.0, given_affinity, voted)
            usual = beliefs.baseline_trust(
                world.affinity[i, j], assumptions.trust_baseline, assumptions.trust_identity_gap
            )
            pinned = inputs.trust_given[i, j]
            world.baseline[i, j] = where(pinned >= 0.0, pinned, usual)


@rule
def intent_on_record(i, k, world, inputs, assumptions):
    """Return the hostile intent that the year's rivalry, disputes and outlooks suggest."""
    affinity = 0.0  # how bystanders see the world is not on record: neither near nor far
    if k < world.states:
        affinity = world.affinity[i, k]
    suspected = beliefs.suspected_intent(
        affinity, assumptions.peaceful_intent, assumptions.outlook_intent * assumptions.outlook
    )
    return beliefs.recorded_intent(
        inputs.rivalry[i, k], inputs.dispute[i, k], suspected,
        assumptions.rivalry_intent, assumptions.dispute_intent,
    )  # fmt: skip


@rule
def begin(world, inputs, assumptions):
    """Set the state before the first year: rungs, trust at its baseline, images of the record or the elite."""
    states, actors = world.states, world.actors
    read_capability(world, inputs)
    read_structure(world, inputs, assumptions)
    for i in range(actors):
        for k in range(actors):
            world.security[i, k] = inputs.initial_security[i, k]
            world.economic[i, k] = inputs.initial_economic[i, k]
    for i in range(states):
        for j in range(states):
            world.trust[i, j] = world.baseline[i, j]
            world.pact_years[i, j] = 0.0
            world.at_blows[i, j] = 0.0
            world.proposal[i, j] = -1.0
        for k in range(actors):
            world.intent_error[i, k] = 0.0
            world.capability_error[i, k] = 0.0
            world.threat[i, k] = 0.0
            start = intent_on_record(i, k, world, inputs, assumptions)
            image = inputs.image_given[i, k]
            start = where(image >= 0.0, image, start)
            start = where(assumptions.images > 0.5, EQUAL_INTENT, start)
            pinned = inputs.intent_given[i, k]
            world.intent[i, k] = where(pinned >= 0.0, pinned, start)


@rule
def meet_force(i, k, world, inputs, assumptions):
    """Hold a pair that fought to confrontation for the year; it leaves what it did not choose when the force ends."""
    given = max(inputs.security_pin[i, k], inputs.security_event[i, k]) >= 0.0
    fought = assumptions.force > 0.5 and inputs.dispute[i, k] >= choice.FORCE_USED
    if given:
        world.at_blows[i, k] = 0.0
    elif fought:
        world.security_pinned[i, k] = 1.0
        parted = choice.parted_by_force(world.security[i, k])
        world.at_blows[i, k] = max(world.at_blows[i, k], parted)
        world.security[i, k] = where(parted > 0.5, 0.0, world.security[i, k])
    else:
        world.security[i, k] = where(world.at_blows[i, k] > 0.5, 1.0, world.security[i, k])
        world.at_blows[i, k] = 0.0


@rule
def open_year(world, inputs, assumptions):
    """Read the year's inputs, set pinned ladders, mix in the images of a new elite, clear last year's record."""
    states, actors = world.states, world.actors
    beside_sanctions = choice.highest_beside_sanctions(assumptions.embargo)
    in_confrontation = choice.highest_in_confrontation(assumptions.trade_follows_flag)
    if inputs.capability_free[0] < 0.5:
        read_capability(world, inputs)
    read_structure(world, inputs, assumptions)
    for i in range(actors):
        for k in range(actors):
            security_pin = inputs.security_pin[i, k]
            economic_pin = inputs.economic_pin[i, k]
            world.security_pinned[i, k] = where(security_pin >= 0.0, 1.0, 0.0)
            world.economic_pinned[i, k] = where(economic_pin >= 0.0, 1.0, 0.0)
            if i < states and k < states:
                if inputs.security_event[i, k] >= 0.0:
                    world.security_pinned[i, k] = 1.0
                if inputs.economic_event[i, k] >= 0.0:
                    world.economic_pinned[i, k] = 1.0
            world.security[i, k] = where(security_pin >= 0.0, security_pin, world.security[i, k])
            if i < states and k < states:
                meet_force(i, k, world, inputs, assumptions)
            recorded = max(inputs.sanction[i, k], inputs.sanction[k, i])
            spared = choice.spares_ally(economic_pin, recorded, world.security[i, k])
            spared *= assumptions.sanctions_spare_allies
            economic_pin = where(spared > 0.5, 1.0, economic_pin)
            world.economic[i, k] = where(economic_pin >= 0.0, economic_pin, world.economic[i, k])
            # Sanctions on record end a tie of arms without anybody choosing it, a pinned confrontation a partnership.
            lapses = where(world.economic[i, k] < 0.5, where(security_pin < 0.0, 1.0, 0.0), 0.0)
            left = min(world.security[i, k], beside_sanctions)
            world.security[i, k] = where(lapses > 0.5, left, world.security[i, k])
            lapses = where(world.security[i, k] < 0.5, where(economic_pin < 0.0, 1.0, 0.0), 0.0)
            left = min(world.economic[i, k], in_confrontation)
            world.economic[i, k] = where(lapses > 0.5, left, world.economic[i, k])
    for i in range(states):
        world.challenger[i] = -1.0
        for j in range(states):
            world.held[i, j] = where(world.security[i, j] > 1.5, 1.0 - world.security_pinned[i, j], 0.0)
            world.stepped_down[i, j] = 0.0
            world.support[i, j] = 0.0
            world.wedged[i, j] = 0.0
            world.aid[i, j] = 0.0
            world.aid_expected[i, j] = 0.0
            world.move[i, j] = -1.0
            world.next_security[i, j] = world.security[i, j]
            world.next_economic[i, j] = world.economic[i, j]
        for k in range(actors):
            image = inputs.image_given[i, k]
            changed = inputs.regime_change[i] * where(assumptions.images == names.RECORD_IMAGES, 1.0, 0.0)
            mixed = beliefs.mixed_image(world.intent[i, k], image, assumptions.image_mixing)
            intent = where(image >= 0.0, where(changed > 0.5, mixed, world.intent[i, k]), world.intent[i, k])
            pinned = inputs.intent_given[i, k]
            world.intent[i, k] = clip(where(pinned >= 0.0, pinned, intent), 0.0, 1.0)
