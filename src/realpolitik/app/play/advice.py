"""What a state's advisers tell before it chooses: threats, interests, the news, what each move is expected to bring."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.simulation.decision_rules import JointMove, Tie
from realpolitik.simulation.single_run import SingleRun
from realpolitik.simulation.world import PARTS
from realpolitik.theory import choice

if TYPE_CHECKING:
    from realpolitik.app.play.game import Game


@dataclass(frozen=True)
class Option:
    """One move that a state can propose.

    Attributes
    ----------
    move : JointMove
        The steps on the two ladders.
    gain : float
        What it would bring the state in utility, against staying, aid counted.
    by_interest : dict of str to float
        What it would change in each interest, unweighted.
    consent : float
        The probability that the partner agrees; 1 for what needs nobody's consent.
    aid_received, aid_paid : float
        What the stronger side pays for it.
    """

    move: JointMove
    gain: float
    by_interest: dict[str, float]
    consent: float
    aid_received: float
    aid_paid: float


@dataclass(frozen=True)
class PartnerBriefing:
    """Where a state stands with a partner, and what it can do about it.

    Attributes
    ----------
    tie : Tie
        Rungs and class.
    trust, their_trust, threat, intent : float
        Trust in the partner and the partner's in the state; threat and hostile intent as the state sees them this year.
    options : tuple of Option
        Possible moves; empty where history decides both ladders this year.
    wish : JointMove or None
        The move that would bring the partner most: what is on the table. None if it wants nothing changed.
    """

    tie: Tie
    trust: float
    their_trust: float
    threat: float
    intent: float
    options: tuple[Option, ...]
    wish: JointMove | None


@dataclass(frozen=True)
class Briefing:
    """What a seat sees before it chooses.

    Attributes
    ----------
    state, year : str, int
        Whose briefing, for which year.
    news : tuple of str
        Dated events of the year.
    threats : dict of str to float
        By actor, greatest first.
    interests : dict of str to float
        At the end of last year, unweighted.
    weights : dict of str to float
        Of security, autonomy, development.
    partners : dict of str to PartnerBriefing
        By partner.
    """

    state: str
    year: int
    news: tuple[str, ...]
    threats: dict[str, float]
    interests: dict[str, float]
    weights: dict[str, float]
    partners: dict[str, PartnerBriefing]


def news_of(game: Game) -> tuple[str, ...]:
    """Return what happens this year in the scenario, in its words."""
    events = game.set_up.scenario.document.live_events
    return tuple(event.text for event in events if event.year == game.year)


def briefing(game: Game, state: str) -> Briefing:
    """Return what the advisers of a state tell it."""
    agent = game.model.states[state]
    world = game.model.single.world
    # the offers of the year: settle every pair on a copy, which moves nothing in the game
    ahead = copy.deepcopy(game.model.single)
    for i in ahead.states:
        for j in ahead.states[i + 1 :]:
            ahead.settle(i, j)
    partners = {partner: _partner(game, ahead, state, partner) for partner in agent.partners}
    weights = dict(zip(PARTS[:3], map(float, world.weights[agent.row]), strict=True))
    threats = dict(sorted(agent.threat.items(), key=lambda item: -item[1]))
    return Briefing(state, game.year, news_of(game), threats, agent.interests, weights, partners)


def _partner(game: Game, ahead: SingleRun, state: str, partner: str) -> PartnerBriefing:
    mine, theirs = game.model.states[state], game.model.states[partner]
    gains, their_gains = mine.gains(partner), theirs.gains(state)
    options = tuple(_option(game, ahead, mine.row, theirs.row, move) for move in gains)
    wish = max(their_gains, key=lambda move: their_gains[move], default=None)
    if wish is not None and their_gains[wish] <= 0.0:
        wish = None
    return PartnerBriefing(
        mine.tie(partner),
        mine.trust[partner],
        theirs.trust[state],
        mine.threat[partner],
        mine.intent_seen[partner],
        options,
        None if wish == (0, 0) else wish,
    )


def _option(game: Game, ahead: SingleRun, i: int, j: int, move: JointMove) -> Option:
    world = game.model.single.world
    place = 3 * (move.security + 1) + move.economic + 1
    paid, received = float(ahead.world.offers[i, j, place]), float(ahead.world.offers[j, i, place])
    needs_consent = move.security > 0 or move.economic > 0
    gain_of_other = float(world.gains[j, i, place]) + paid - received
    rationality = ahead.assumptions._asdict()["rationality"]
    consent = choice.acceptance(gain_of_other, rationality) if needs_consent else 1.0
    return Option(
        move,
        float(world.gains[i, j, place]) - paid + received,
        dict(zip(PARTS, map(float, world.move_parts[i, j, place]), strict=True)),
        float(consent),
        received,
        paid,
    )
