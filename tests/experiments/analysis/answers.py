"""Functions with a known answer in the place of the simulation, run from an experiment file into a folder."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from realpolitik.experiments.measuring import Measured
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.runner import LocalThreads, run_experiment

PATHS = ("trust_loss", "trust_gain", "client_share", "sanction_loss")


def factors(paths, low, high) -> str:
    """Return factors x1, x2 ... over one range."""
    return "".join(
        f"[factors.x{k}]\npath = '{name}'\nlow = {low}\nhigh = {high}\n" for k, name in enumerate(paths, start=1)
    )


RECORD = "[record]\npairs = ['iran-russia']\noutcomes = ['mean_trust']\n"


def answering(function: Callable[[np.ndarray], np.ndarray], noise: float = 0.0, luck: float = 0.0, fails=None):
    """Return measures of a function of the codes, (points, factors) to (points,).

    Parameters
    ----------
    function : callable
        The expected outcome.
    noise : float
        Spread of every run, each with draws of its own.
    luck : float
        Spread of replications, the same at every point.
    fails : callable, optional
        From codes to which points fail.
    """

    class Answer:
        def __init__(self, experiment) -> None:
            self.experiment = experiment

        def measure(self, part, progress=None, stopping=lambda: False) -> Measured:
            shape = (part.replications, len(self.experiment.cases), len(self.experiment.columns))
            values = np.empty((len(part.codes), *shape))
            lucky = np.random.default_rng([11, part.first_replication]).normal(size=shape)
            for place in range(len(part.codes)):
                drawn = np.random.default_rng([part.first_evaluation + place, part.first_replication]).normal(
                    size=shape
                )
                values[place] = function(part.codes[[place]])[0] + noise * drawn + luck * lucky
            errors = {}
            gone = np.zeros(len(part.codes), bool) if fails is None else fails(part.codes)
            for place in np.flatnonzero(gone).tolist():
                values[place] = np.nan
                errors |= {(place, run, case): "no answer" for run in range(shape[0]) for case in range(shape[1])}
            return Measured(values, errors)

    return Answer


def run(experiment, folder, measures) -> ExperimentResults:
    """Run an experiment and read its results."""
    run_experiment(experiment, folder, workers=LocalThreads(1, measures))
    return ExperimentResults.read(folder)
