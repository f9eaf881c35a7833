"""The schedule of one year: structure, perceive, bargain, crisis, learn, grow. The ensemble and Mesa both run it."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.simulation.bargaining import apply_moves, commitments_change, decide, settle
from realpolitik.simulation.crises import answer, challenge, split
from realpolitik.simulation.learning import learn
from realpolitik.simulation.opening import open_year
from realpolitik.simulation.perceiving import assess, perceive
from realpolitik.simulation.weighing import read_surroundings, read_threats, weigh, weigh_security, weigh_worth


@rule
def account(i, world, inputs, assumptions):
    """Write state i's unweighted interests in the configuration at the end of the year.

    Nothing in the run depends on them: only who looks at the interests of a year needs to call this.
    """
    weigh_worth(i, world, inputs, assumptions)
    read_surroundings(i, world)
    read_threats(i, world, inputs, assumptions)
    security = weigh_security(i, world, inputs, assumptions)
    weigh(i, security, world, inputs, assumptions, world.interests[i])


@rule
def advance(world, inputs, calendar_year, seed, run, assumptions):
    """Run one year. Every stage is simultaneous: all states see, decide and learn on the same configuration.

    Where capabilities are not pinned to the record, `learning.grow` comes last, see `ensemble.run_growing_chunk`.
    """
    states = world.states
    open_year(world, inputs, assumptions)
    for i in range(states):
        perceive(i, world, inputs, calendar_year, seed, run, assumptions)
    for i in range(states):
        decide(i, world, inputs, assumptions)
    for i in range(states):
        for j in range(i + 1, states):
            settle(i, j, world, inputs, calendar_year, seed, run, assumptions)
    if commitments_change(world):  # threats stay as they were perceived while no tie of arms is made or ended
        apply_moves(world)
        for i in range(states):
            assess(i, world, inputs, assumptions)
    else:
        apply_moves(world)
    for i in range(states):
        challenge(i, world, inputs, calendar_year, seed, run, assumptions)
    for i in range(states):
        answer(i, world, inputs, calendar_year, seed, run, assumptions)
    split(world, assumptions)
    for i in range(states):
        learn(i, world, inputs, assumptions)
