"""Tiny worlds whose decisions are worked out by hand.

What counts in them is danger, dependence and markets (`worlds.plain`), and what a test turns on. The best joint
move is made for certain, so that the moves of every year follow.
"""

from __future__ import annotations

from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.choice import economic_step, security_step
from tests.simulation.worlds import fixed, made, weights

A, B, C = 0, 1, 2
PAIR = ("a", "b")
ONLY_TRADE = {"pins": [{"pair": "a-b", "ladder": "security", "years": [2000, 2003], "level": 1}]}
ONLY_SECURITY = {"pins": [{"pair": "a-b", "ladder": "economic", "years": [2000, 2003], "level": 1}]}
ATTACK = {"id": "attack", "kind": "crisis", "year": 2000, "victim": "a", "challenger": "c"}
CERTAIN = {"rationality": 1e6}
STAKES = {"support_stake": 1.0, "support_reputation": 0.1, "facing_cost": 1.0, "wedge_offer": 0.05}


def run_through(single):
    """Run to the end and return the move of a and b in each year, as steps (economic, security)."""
    moves = []
    while not single.is_over:
        single.weigh_options()
        single.carry_on()
        move = int(single.world.move[A, B])
        moves.append((economic_step(move), security_step(move)) if move >= 0 else None)
    return moves


def moves_of(timeline, assumptions):
    return run_through(SingleRun(timeline, assumptions, seed=0, run=0))


# markets: a has a third of b's economy and cares for development with 0.6, b with 0.4.
# A step to partnership brings a 0.6 (1 - 0.5) 300/400 = 0.225 and b 0.4 (1 - 0.5) 100/400 = 0.05.

MARKET = {"ordinary_trade": 0.5, "sanction_loss": 0.8}


def traders(*, equals=False, **document):
    adjust = [*fixed(PAIR, PAIR, {}), weights("a", 0.2, 0.2, 0.6), weights("b", 0.3, 0.3, 0.4)]
    figures = {"gdp.b": 300.0, **({} if equals else {"cinc.a": 0.1 + 1e-10})}
    return made(PAIR, figures=figures, adjust=adjust, **{**ONLY_TRADE, **document})


# security: c threatens a, which b could help. All are neighbours; c and a have 0.1 of the world, b has 0.3.
# Force 0.1 against a's own 0.1: a threat of 1/2. With b's cooperation, trusted with 1/2 and worth 1/4 of a pact,
# a has 0.1 + 0.25 0.5 0.3 = 0.1375: a threat of 0.1 / 0.2375; with a pact 0.1 / 0.35.

CONTEST = {
    "contest_exponent": 1.0, "cooperation_commitment": 0.25, "greatest_threat_share": 0.5, "confrontation_danger": 0.0,
    "status_quo_bias": 0.01, "arms_market": 0.2, "entrapment_cost": 1.0, "entrapment_convexity": 1.0,
}  # fmt: skip
ALONE, HELPED, ALLIED = 1 / 2, 0.1 / 0.2375, 0.1 / 0.35


def threatened(**document):
    actors = (*PAIR, "c")
    adjust = [
        *fixed(actors, PAIR, {"a->c": 1.0}), *fixed(PAIR, PAIR, {"a->b": 0.5, "b->a": 0.5}, "trust"),
        weights("a", 1.0, 0.0, 0.0), weights("b", 0.5, 0.0, 0.5), *document.pop("adjust", []),
    ]  # fmt: skip
    return made(PAIR, ("c",), figures={"cinc.b": 0.3}, adjust=adjust, **{**ONLY_SECURITY, **document})


def a_year_of(timeline, assumptions):
    """Return the run after its first year."""
    single = SingleRun(timeline, assumptions, seed=0, run=0)
    single.weigh_options()
    single.carry_on()
    return single
