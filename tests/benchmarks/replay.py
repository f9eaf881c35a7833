"""The ensemble's run and the plain model side by side, on the same draws."""

from __future__ import annotations

import numpy as np

from benchmarks.plain_mesa import PlainModel
from realpolitik.simulation import draws
from realpolitik.simulation.single_run import SingleRun


class GivenDraws:
    """Stands in for Mesa's random numbers: hands out what was prepared, in order, and nothing else."""

    def __init__(self):
        self.prepared = []

    def prepare(self, kind, value):
        self.prepared.append((kind, value))

    def _take(self, kind):
        assert self.prepared, f"the plain model draws a {kind} number where the ensemble draws none"
        expected, value = self.prepared.pop(0)
        assert kind == expected
        return value

    def random(self):
        return self._take("uniform")

    def standard_normal(self):
        return self._take("normal")


class Replay:
    """A run of the compiled model, and the plain model that is given the draws of that run.

    Parameters
    ----------
    timeline : ScenarioTimeline
    assumptions : Assumptions
    seed, run : int
        The run of the ensemble.
    """

    def __init__(self, timeline, assumptions, seed, run):
        self.compiled = SingleRun(timeline, assumptions, seed=seed, run=run)
        self.plain = PlainModel(timeline, assumptions)
        self.draws = GivenDraws()
        self.plain.rng = self.draws

    def _prepare(self, kind, purpose, i, j):
        keys = self.compiled.world.keys
        draw = draws.uniform if kind == "uniform" else draws.two_normals
        with np.errstate(over="ignore"):  # the words of the draws wrap around
            drawn = draw(
                self.compiled.seed, self.compiled.run, self.compiled.year, purpose, float(keys[i]), float(keys[j])
            )
        for value in np.atleast_1d(drawn):
            self.draws.prepare(kind, float(value))

    def step(self):
        """Run one year of both; returns what the states had weighed, of the compiled model, as ``gains[i, j]``."""
        compiled, world = self.compiled, self.compiled.world
        states = compiled.states
        compiled.weigh_options()
        gains = np.array(world.gains)
        for i in states:
            for k in range(world.actors):
                if k != i:
                    self._prepare("normal", draws.PERCEPTION, i, k)
        for i in states:
            for j in states[i + 1 :]:
                if not (world.security_pinned[i, j] and world.economic_pinned[i, j]):
                    self._prepare("uniform", draws.BARGAIN, *sorted((i, j), key=world.keys.__getitem__))
                compiled.settle(i, j)
        compiled.apply_moves()
        for i in states:
            compiled.assess(i)
        for i in states:
            self._prepare("uniform", draws.CRISIS, i, i)
            compiled.challenge(i)
        for i in states:
            for j in states:
                if world.challenger[i] >= 0 and j not in (i, world.challenger[i]) and world.security[i, j] > 1.5:
                    self._prepare("uniform", draws.SUPPORT, i, j)
            compiled.answer(i)
        compiled.split()
        for stage in (compiled.learn, compiled.account):
            for i in states:
                stage(i)
        compiled.close_year()
        self.plain.step()
        assert not self.draws.prepared, "the ensemble draws a number that the plain model does not"
        return gains
