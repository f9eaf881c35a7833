"""The model in Mesa: one run to step through, look into and play, on the compiled rules of the ensemble."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa

from realpolitik.simulation.bargaining import IMPOSSIBLE
from realpolitik.simulation.decision_rules import DecisionRule, JointMove, Tie
from realpolitik.simulation.given import assumptions_of, checked_rules, timeline_of
from realpolitik.simulation.lookup import find_pair, find_state
from realpolitik.simulation.single_run import SingleRun
from realpolitik.simulation.world import PARTS
from realpolitik.theory.choice import MOVES, economic_step, security_step

if TYPE_CHECKING:
    from realpolitik.scenario.scenario import Scenario
    from realpolitik.scenario.timeline import ScenarioTimeline
    from realpolitik.theory.assumptions import Assumptions

_NO_PROPOSAL = -1.0


def _index_of(move: Any, rule: DecisionRule) -> float:
    """Return the number 0 to 8 of a proposed move, checked, because rules are written by users."""
    if move is None:
        return _NO_PROPOSAL
    try:
        economic, security = move
        valid = economic in (-1, 0, 1) and security in (-1, 0, 1)
    except (TypeError, ValueError):
        valid = False
    if not valid:
        raise ValueError(
            f"decision rule {rule!r}: found {move!r}, allowed: None, or the steps (economic, security), each -1, 0 or 1"
        )
    return float(3 * (security + 1) + economic + 1)


class StateAgent(mesa.Agent):
    """A state: perceives, decides, acts and learns, once a year.

    Everything below is read from the run as it stands, as this state sees it; nothing can be written.

    Parameters
    ----------
    model : RealistModel
        The world.
    row : int
        Its row in the arrays of the run.
    rule : callable, optional
        A decision rule of one's own, see `decision_rules`.
    """

    def __init__(self, model: RealistModel, row: int, rule: DecisionRule | None = None) -> None:
        super().__init__(model)
        self.row = row
        self.rule = rule
        self.name = model.single.timeline.states[row]

    def __repr__(self) -> str:
        return f"StateAgent({self.name!r}, {self.year})"

    @property
    def _single(self) -> SingleRun:
        return self.model.single

    @property
    def year(self) -> int:
        """The calendar year that runs or was finished last."""
        return self.model.year

    @property
    def partners(self) -> tuple[str, ...]:
        """Ids of the other deciding states."""
        return tuple(name for name in self._single.timeline.states if name != self.name)

    def _toward(self, values: Any) -> dict[str, float]:
        """Return a row of the world by the names of the others: states, or all actors."""
        names = self._single.timeline.actors[: len(values)]
        return {name: float(value) for name, value in zip(names, values, strict=True) if name != self.name}

    @property
    def trust(self) -> dict[str, float]:
        """Trust that each other state keeps its word, 0 to 1."""
        return self._toward(self._single.world.trust[self.row])

    @property
    def threat(self) -> dict[str, float]:
        """Threat from each other actor at the last assessment, 0 to 1."""
        return self._toward(self._single.world.threat[self.row])

    @property
    def intent(self) -> dict[str, float]:
        """Hostile intent attributed to each other actor, 0 to 1: the lasting image, without the error of the year."""
        return self._toward(self._single.world.intent[self.row])

    @property
    def intent_seen(self) -> dict[str, float]:
        """Hostile intent as it is seen this year, with the error of perception, 0 to 1; 0 before the first year."""
        return self._toward(self._single.world.intent_seen[self.row])

    @property
    def interests(self) -> dict[str, float]:
        """Security, autonomy, development, identity and aims at the end of the last year, unweighted."""
        return dict(zip(PARTS, map(float, self._single.world.interests[self.row]), strict=True))

    @property
    def capability(self) -> float:
        """Its share of the world's capabilities."""
        return float(self._single.world.capability[self.row])

    def tie(self, partner: str) -> Tie:
        """Return where the state stands with a partner."""
        return self._single.tie(self.row, find_state(self._single.timeline, partner))

    def gains(self, partner: str) -> dict[JointMove, float]:
        """Return what each possible joint move with a partner brings, against staying, as weighed this year.

        Empty before the first year, and for a pair whose ladders are both pinned.
        """
        gains = self._single.world.gains[self.row, find_state(self._single.timeline, partner)]
        return {
            JointMove(economic_step(move), security_step(move)): float(gains[move])
            for move in range(MOVES)
            if gains[move] > IMPOSSIBLE
        }

    def perceive(self) -> None:
        """See the others' intentions and capabilities, with error, and judge the threats."""
        self._single.perceive(self.row)

    def decide(self) -> None:
        """Weigh nine joint moves with each partner."""
        self._single.decide(self.row)

    def propose(self) -> None:
        """Let the state's own decision rule, if it has one, propose a move to each partner."""
        proposals = {partner: self._proposal(partner) for partner in self.partners}
        for partner, proposal in proposals.items():  # all or none: a rule may raise
            self._single.world.proposal[self.row, find_state(self._single.timeline, partner)] = proposal

    def _proposal(self, partner: str) -> float:
        if self.rule is None or not self.gains(partner):  # nothing to gain: both ladders are pinned
            return _NO_PROPOSAL
        return _index_of(self.rule(self, partner), self.rule)

    def act(self) -> None:
        """Settle the year's move with each partner later in the order; the moves take effect together."""
        for j in self._single.states[self.row + 1 :]:
            self._single.settle(self.row, j)

    def assess(self) -> None:
        """Judge the threats in the new configuration."""
        self._single.assess(self.row)

    def face_challenge(self) -> None:
        """Be challenged by the greatest threatener, or not."""
        self._single.challenge(self.row)

    def call_on_partners(self) -> None:
        """See who of the partners stands by, if challenged."""
        self._single.answer(self.row)

    def learn(self) -> None:
        """Update trust and images by what the others did."""
        self._single.learn(self.row)

    def account(self) -> None:
        """Draw the balance of interests at the end of the year."""
        self._single.account(self.row)


def collected(what: str, of: str) -> str:
    """Return the column of the data collector that holds a quantity of a pair, an actor or an interest.

    Examples
    --------
    >>> collected("class", "iran-russia")
    'class__iran_russia'
    """
    return f"{what}__{of.replace('-', '_')}"


def _of_pair(model: RealistModel, what: str, pair: str) -> Any:
    return getattr(model.tie(pair), what)


def _of_agent(agent: StateAgent, what: str, of: str) -> float | None:
    return getattr(agent, what).get(of)


class RealistModel(mesa.Model):
    """One run of a scenario; a step is a year.

    Parameters
    ----------
    scenario : Scenario, ScenarioTimeline, str or Path
        A scenario, its timeline, the name of a shipped one, or the path of a TOML file.
    assumptions : mapping or Assumptions, optional
        Assumptions and switches that replace the scenario's own, ``{"trust_loss": 0.5, "identity": "off"}``; or all
        of them.
    seed, run : int
        Which run: the same seed and number are, bit for bit, the same run of an ensemble.
    rules : mapping of str to callable, optional
        Decision rules of one's own for some of the states, see `decision_rules`.

    Attributes
    ----------
    states : dict of str to StateAgent
        The deciding states by id.
    running : bool
        False after the last year.
    datacollector : mesa.DataCollector
        The class and rungs of each pair and what each state believes, collected at the end of each year, in columns
        as `collected` names them.

    Raises
    ------
    InputError
        What is given is no scenario, an assumption is unknown or impossible, a rule cannot be called or is given for a
        state that does not decide.

    Notes
    -----
    Mesa's own random numbers take no part: draws are keyed by seed, run, year and names, so that one looks at a
    run of the ensemble. The model can be copied and pickled in any year, to branch the future.

    Examples
    --------
    >>> model = RealistModel("islamic-republic", seed=0, run=7)  # doctest: +SKIP
    >>> model.step()  # doctest: +SKIP
    >>> model.year, model.tie("iran-russia"), model.states["iran"].trust["russia"]  # doctest: +SKIP
    """

    def __init__(
        self,
        scenario: Scenario | ScenarioTimeline | str | Path,
        assumptions: Mapping[str, float | str] | Assumptions | None = None,
        *,
        seed: int = 0,
        run: int = 0,
        rules: Mapping[str, DecisionRule] | None = None,
    ) -> None:
        timeline = timeline_of(scenario)
        single = SingleRun(timeline, assumptions_of(timeline, assumptions), seed=seed, run=run)
        rules = checked_rules(timeline, rules or {})
        super().__init__(rng=seed)
        self.single = single
        self.year = timeline.first_year - 1
        self._has_weighed = self._has_proposed = False
        agents = [StateAgent(self, row, rules.get(name)) for row, name in enumerate(timeline.states)]
        self.states = {agent.name: agent for agent in agents}
        self.datacollector = self._collector()

    def _collector(self) -> mesa.DataCollector:
        timeline = self.single.timeline
        of_model: dict[str, Any] = {"year": "year"}
        for pair in timeline.pairs:
            for label, what in (("class", "class_name"), ("security", "security"), ("economic", "economic")):
                of_model[collected(label, pair)] = partial(_of_pair, what=what, pair=pair)
        of_agent: dict[str, Any] = {"state": attrgetter("name")}
        beliefs = {"trust": timeline.states, "threat": timeline.actors, "intent": timeline.actors}
        for what, names in (beliefs | {"interests": PARTS}).items():
            for name in names:
                of_agent[collected(what, name)] = partial(_of_agent, what=what, of=name)
        return mesa.DataCollector(model_reporters=of_model, agent_reporters=of_agent)

    def tie(self, pair: str) -> Tie:
        """Return where a pair stands: ``tie("iran-russia")``, in either order.

        Raises
        ------
        InputError
            There is no such pair.
        """
        return self.single.tie(*find_pair(self.single.timeline, pair))

    def weigh_options(self) -> None:
        """Run the year up to the point where all states have weighed their moves and none is made.

        A player can then look at ``states["iran"].gains("russia")`` and choose; `step` runs the rest of it.

        Raises
        ------
        RuntimeError
            The last year of the scenario is over.
        """
        if self._has_weighed:
            return
        if self.single.is_over:
            raise RuntimeError(f"the scenario ended in {self.year}")
        self.year = self.single.year
        self.single.open_year()
        self.agents.do("perceive").do("decide")
        self._has_weighed = True

    def _propose(self) -> None:
        if not self._has_proposed:
            self.weigh_options()
            self.agents.do("propose")
            self._has_proposed = True

    def _wrapped_step(self) -> None:
        """Let the rules propose before Mesa's clock moves: if one raises, the same year can be stepped again."""
        self._propose()
        super()._wrapped_step()

    def step(self) -> None:
        """Run one year. Every stage is simultaneous: what one state does in it, no other state sees in it.

        Raises
        ------
        RuntimeError
            The last year of the scenario is over.
        """
        self._propose()
        self._has_weighed = self._has_proposed = False
        self.agents.do("act")
        self.single.apply_moves()
        self.agents.do("assess").do("face_challenge").do("call_on_partners")
        self.single.split()
        self.agents.do("learn").do("account")
        self.single.close_year()
        self.datacollector.collect(self)
        if self.single.is_over:
            self.running = False
