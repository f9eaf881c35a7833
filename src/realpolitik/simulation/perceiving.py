"""Stage 2, perceive: intentions and capabilities seen with error, the same error for all options."""

from __future__ import annotations

import math

from realpolitik.compiled import rule
from realpolitik.simulation import draws
from realpolitik.simulation.weighing import threat_to
from realpolitik.theory import beliefs, power
from realpolitik.theory.arithmetic import exp


@rule
def perceive(i, world, inputs, calendar_year, seed, run, assumptions):
    """Let state i see every other actor with its error of the year, and assess the threats.

    Errors follow e' = ar e + sqrt(1 - ar^2) draw, so that their spread is the same in every year but the first
    years start from no error.
    """
    actors = world.actors
    persistence = assumptions.error_persistence
    fresh = math.sqrt(1.0 - persistence * persistence)
    for k in range(actors):
        if k == i:
            world.intent_seen[i, k] = 0.0
            world.capability_seen[i, k] = world.capability[k]
            continue
        intent_draw, capability_draw = draws.two_normals(
            seed, run, calendar_year, draws.PERCEPTION, world.keys[i], world.keys[k]
        )
        world.intent_error[i, k] = persistence * world.intent_error[i, k] + fresh * intent_draw
        world.capability_error[i, k] = persistence * world.capability_error[i, k] + fresh * capability_draw
        world.intent_seen[i, k] = beliefs.perceived_share(
            world.intent[i, k], exp(assumptions.intent_error_sd * world.intent_error[i, k])
        )
        world.capability_seen[i, k] = world.capability[k] * exp(
            assumptions.capability_error_sd * world.capability_error[i, k]
        )
    seen = world.capability_seen[i]
    for j in range(world.states):
        for k in range(actors):
            world.gap[i, j, k] = power.asymmetry(seen[j], seen[k])
    assess(i, world, inputs, assumptions)


@rule
def assess(i, world, inputs, assumptions):
    """Write the threats to state i in the present configuration, as it sees them."""
    for k in range(world.actors):
        if k == i:
            world.threat[i, k] = 0.0
        else:
            world.threat[i, k] = threat_to(i, k, world, inputs, assumptions)
