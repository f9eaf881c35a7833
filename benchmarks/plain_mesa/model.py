"""The model: actors, their ties, and the schedule of a year."""

from functools import partial
from itertools import combinations
from types import SimpleNamespace

import mesa

from benchmarks.plain_mesa.actors import Bystander, State
from benchmarks.plain_mesa.ties import StateTie, Tie
from realpolitik.theory.assumptions import SWITCHES, make_assumptions


def inputs_of_year(timeline, row):
    """Return what a year brings, as lists by name."""
    constant = ("global_reach", "initial_security", "initial_economic", "capability_free")
    arrays = timeline.arrays._asdict()
    return SimpleNamespace(
        **{name: (array if name in constant else array[row]).tolist() for name, array in arrays.items()}
    )


class PlainModel(mesa.Model):
    """One run of a scenario; a step is a year.

    Parameters
    ----------
    timeline : ScenarioTimeline
        The inputs.
    assumptions : Assumptions, optional
        Global parameters; the package's own by default. The switches must stand at their defaults.
    rng : int, optional
        Seed of Mesa's random numbers.

    Raises
    ------
    NotImplementedError
        For a switch not at its default, or capabilities that grow by the model.
    """

    def __init__(self, timeline, assumptions=None, rng=None):
        super().__init__(rng=rng)
        self.assumptions = make_assumptions() if assumptions is None else assumptions
        for switch in SWITCHES:
            if getattr(self.assumptions, switch.name) != switch.choices.index(switch.default):
                raise NotImplementedError(f"the plain model knows the default of {switch.name!r} alone")
        if timeline.arrays.capability_free[0]:
            raise NotImplementedError("the plain model knows no growth of capabilities")
        self.timeline = timeline
        self.year = timeline.first_year - 1

        names = timeline.actors
        count = len(timeline.states)
        self.actors = [
            (State if row < count else Bystander)(self, row, name) for row, name in enumerate(names)
        ]  # fmt: skip
        self.states = self.actors[:count]

        year = inputs_of_year(timeline, 0)
        self.ties = {}
        for first, second in combinations(self.actors, 2):
            kind = StateTie if second in self.states else Tie
            tie = kind(first, second, year)
            first.ties[second] = second.ties[first] = tie
            self.ties[f"{first.name}-{second.name}"] = tie
        self.state_ties = {name: tie for name, tie in self.ties.items() if isinstance(tie, StateTie)}
        for actor in self.actors:
            actor.read_power(year)
        for state in self.states:
            state.begin(year)
        self.datacollector = mesa.DataCollector(model_reporters=self.reporters())

    def reporters(self):
        """Return what is collected at the end of each year: of each pair the class, rungs, trust, aid and pact."""
        reporters = {"year": "year"}
        for name in self.state_ties:
            for what in ("class_name", "security", "economic", "mutual_trust", "pact_years"):
                reporters[f"{what}.{name}"] = partial(_of_tie, name=name, what=what)
            reporters[f"aid.{name}"] = partial(_aid_of_tie, name=name)
            reporters[f"support.{name}"] = partial(_support_of_tie, name=name)
        return reporters

    def step(self):
        """Run one year; every stage is simultaneous."""
        year = inputs_of_year(self.timeline, self.steps - 1)
        self.year += 1
        states = self.agents_by_type[State]
        for actor in self.actors:
            actor.read_power(year)
        self.agents.do("read_place", year)
        for tie in self.ties.values():
            tie.open_year(year)
        states.do("open_year", year)
        states.do("perceive")
        states.do("decide")
        for tie in self.state_ties.values():
            tie.settle(self.rng)
        for tie in self.state_ties.values():
            tie.apply()
        states.do("assess")
        states.do("face_challenge", year)
        states.do("call_on_partners")
        states.do("split")
        states.do("learn", year)
        for tie in self.state_ties.values():
            tie.grow_older()
        self.datacollector.collect(self)
        self.running = self.year < self.timeline.years[-1]


def _of_tie(model, name, what):
    return getattr(model.state_ties[name], what)


def _aid_of_tie(model, name):
    return sum(model.state_ties[name].aid_expected.values())


def _support_of_tie(model, name):
    """Return how often the two asked each other for support in a crisis, and how often it was given."""
    tie = model.state_ties[name]
    answers = [side.support.get(other) for side, other in ((tie.first, tie.second), (tie.second, tie.first))]
    return sum(answer is not None for answer in answers), sum(answer is True for answer in answers)
