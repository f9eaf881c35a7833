"""The state of one run and the inputs of one year, as blocks that the stages of the year read and write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from realpolitik.blocks import Block, BlockSeries, Layout
from realpolitik.theory.assumptions import ASSUMPTION_NAMES, SWITCH_NAMES, Assumptions

if TYPE_CHECKING:
    from realpolitik.scenario.timeline import ScenarioTimeline

PARTS = ("security", "autonomy", "development", "identity", "aims")
SECURITY_PART, AUTONOMY_PART, DEVELOPMENT_PART, IDENTITY_PART, AIMS_PART = 0, 1, 2, 3, 4

# What a year's structure is made of. It differs between runs where capabilities grow: these run one after the other.
SAME_IN_ALL_RUNS = frozenset(
    {
        "keys", "security_pinned", "economic_pinned", "capability", "economy", "great", "projection", "market",
        "within_reach", "nearness", "severity", "affinity", "baseline", "weights", "intensity", "proposal",
    }
)  # fmt: skip

# One run as it stands. Rows are "of", columns "toward"; N deciding states come first among the M actors.
WORLD = Layout(
    "World",
    (
        ("keys", "M"),  # name keys (whole numbers) of the actors: draws follow the name, not the position
        ("security", "MM"),  # rungs of the security ladder, symmetric
        ("economic", "MM"),  # rungs of the economic ladder, symmetric
        ("security_pinned", "MM"),  # 1 where the ladder makes no choice this year (pin or event)
        ("economic_pinned", "MM"),  # the same for the economic ladder
        ("trust", "NN"),  # trust of i that j keeps its word
        ("intent", "NM"),  # hostile intent that i attributes to k
        ("intent_error", "NM"),  # error of perception, logit scale, autocorrelated
        ("capability_error", "NM"),  # error of perception, log scale, autocorrelated
        ("intent_seen", "NM"),  # intent with error
        ("capability_seen", "NM"),  # capability with error
        ("capability", "M"),  # capability shares
        ("economy", "M"),  # economy shares
        ("great", "M"),  # 1 for great powers
        ("projection", "MM"),  # share of the row actor's strength that reaches the column actor
        ("market", "NN"),  # size of the column state's market beside the row state's own
        ("within_reach", "NN"),  # how much of the column state's market the row state reaches, its own whole
        ("gap", "NNM"),  # how much stronger i sees k than j, 0-1 (i, j, k)
        ("nearness", "MN"),  # nearness of the row actor to a possible client, for its worth
        ("severity", "MM"),  # severity of sanctions between the pair where its economic rung is 0, 0-1
        ("affinity", "NN"),  # affinity of i to j, -1 to 1
        ("baseline", "NN"),  # trust without a record
        ("weights", "N3"),  # weights of security, autonomy, development
        ("intensity", "N"),  # ideological intensity
        ("threat", "NM"),  # threat from k as i sees it, at the last assessment
        ("row", "M"),  # scratch: threats to one state under a configuration being weighed
        ("peaks", "2"),  # scratch: the largest of these, among all actors and among great powers
        ("stay_parts", "N5"),  # unweighted parts of utility of the present configuration
        ("move_parts", "NN95"),  # what each joint move with j changes in the parts of i's utility, unweighted
        ("gains", "NN9"),  # gain of i from each joint move with j; IMPOSSIBLE where the move cannot be made
        ("chances", "NN9"),  # probability of each joint move of the pair i < j
        ("offers", "NN9"),  # aid that i offers j for each joint move
        ("move", "NN"),  # the joint move drawn, 0-8, symmetric; -1 where both ladders were pinned
        ("proposal", "NN"),  # what a replaced decision rule of i proposes to j, 0-8; -1 for the model's own rule
        ("aid", "NN"),  # aid that i pays j this year
        ("aid_expected", "NN"),  # aid that i is expected to pay j this year, over the chances of the moves
        ("next_security", "NN"),  # rungs after the moves of the year
        ("next_economic", "NN"),  # the same for the economic ladder
        ("stepped_down", "NN"),  # 1 if j stepped down from cooperation with i or from a pact this year, alone
        ("held", "NN"),  # 1 if the tie was at cooperation or above at the start of the year, by free choice
        ("at_blows", "NN"),  # 1 where force on record, not choice, put the pair into the confrontation of last year
        ("challenger", "N"),  # index of the actor that opened a crisis against i this year; -1 none
        ("support", "NN"),  # 1 if j stood by i in its crisis, -1 if it stood aside, 0 if not asked
        ("wedged", "NN"),  # 1 if j was split from i by an offer of the challenger
        ("pact_years", "NN"),  # years of the present pact without an unanswered crisis
        ("interests", "N5"),  # unweighted parts of utility at the end of the year
        ("trade", "N"),  # scratch: all trade of each state on the rungs of a configuration, its own market included
        ("worth", "N"),  # scratch: worth of each state as a client to one state
        ("fears", "N"),  # scratch: the greatest threat to each state from all but one state
        ("pressure", "1"),  # scratch: the coercion of one state by all actors that decide nothing
        ("worths", "9"),  # scratch: what each joint move counts
        ("possible", "9"),  # scratch: which joint moves can be made
        ("alone", "9"),  # scratch: chances of one side choosing alone
    ),
    shared=SAME_IN_ALL_RUNS,
)

# What a year brings: the rows of a `Timeline` for one year.
INPUTS = Layout(
    "Inputs",
    (
        ("capability", "M"), ("economy", "M"), ("value", "N"), ("distance_km", "MM"), ("global_reach", "M"),
        ("rivalry", "MM"), ("dispute", "MM"), ("identity_distance", "NN"), ("identity_given", "NN"),
        ("weights_given", "N3"), ("intensity_given", "N"), ("risk_given", "N"), ("image_given", "NM"),
        ("regime_change", "N"), ("intent_given", "NM"), ("trust_given", "NN"), ("penetration", "NM"),
        ("clash", "NN"), ("sanction", "MM"), ("security_pin", "MM"), ("economic_pin", "MM"),
        ("security_event", "NN"), ("economic_event", "NN"), ("security_event_by", "NN"),
        ("economic_event_by", "NN"), ("crisis_event", "N"), ("initial_security", "MM"),
        ("initial_economic", "MM"), ("capability_free", "1"),
    ),
)  # fmt: skip

ASSUMED = Layout("Assumed", tuple((str(name), "") for name in ASSUMPTION_NAMES + SWITCH_NAMES))


def inputs_of(timeline: ScenarioTimeline) -> BlockSeries:
    """Return the inputs of a timeline as one block a year."""
    return BlockSeries(
        INPUTS, len(timeline.states), len(timeline.actors), timeline.arrays._asdict(), len(timeline.years)
    )


def assumed(assumptions: Assumptions) -> Block:
    """Return the assumptions and switches as a block of numbers."""
    return Block(ASSUMED, 0, 0, np.array(assumptions, dtype=np.float64))


def new_world(states: int, actors: int, runs: int = 1) -> Block:
    """Return an empty world of so many deciding states and actors, of one run or of several side by side."""
    return Block(WORLD, states, actors, runs=runs)
