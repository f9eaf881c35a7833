"""With Mesa's own random numbers the plain model gives the class shares of the ensemble, within Monte-Carlo error.

The two samples of runs are compared by a permutation test. In each cell (year, pair, class) the difference of the
shares is divided by the spread that it would have if the runs were shared out at random; two statistics pool the
cells: the sum of the squares (a little everywhere) and the largest (much in one place). Years of a run depend on one
another; relabelling whole runs keeps that dependence, so the rate of false alarms is what is stated, exactly: each
statistic is larger than that of all 3,999 relabellings with probability 1/4000 if the two models are the same, and
the two statistics in two scenarios raise a false alarm in at most one of 1,000 choices of seeds.
"""

from __future__ import annotations

import mesa
import numpy as np
import pytest

from benchmarks.plain_mesa import PlainModel
from realpolitik.scenario import load
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.theory.assumptions import make_assumptions
from realpolitik.theory.classes import CLASSES, class_of

RELABELLINGS = 3999
SPANS = {"islamic-republic": (1990, 2012), "pahlavi": (1946, 1960)}
"""Years that are simulated: a part of either era, long enough to see a change of the rules."""
PLAIN_RUNS = {"islamic-republic": 90, "pahlavi": 120}
RUNS = 1200  # of the ensemble

pytestmark = pytest.mark.slow


def plain_classes(timeline, runs):
    """Return the classes of runs of the plain model as 0/1, one row a run, columns years x pairs x classes."""
    rows = mesa.batch_run(
        PlainModel, {"timeline": timeline}, rng=range(runs), data_collection_period=1, display_progress=False
    )
    found = np.zeros((runs, len(timeline.years), len(timeline.pairs), len(CLASSES)))
    for row in rows:
        for p, pair in enumerate(timeline.pairs):
            found[row["iteration"], row["year"] - timeline.first_year, p, CLASSES.index(row[f"class_name.{pair}"])] = 1
    assert found.sum() == found[..., 0].size
    return found.reshape(runs, -1)


def ensemble_classes(timeline, **changed):
    """Return the classes of runs of the ensemble in the same form."""
    kept = run_ensemble(timeline, make_assumptions(**changed), runs=RUNS, seed=1, trajectories=True)
    security, economic = kept.pair_record[..., 0], kept.pair_record[..., 1]
    classes = np.vectorize(class_of)(economic, security)
    return (classes[..., None] == np.arange(len(CLASSES))).astype(float).reshape(RUNS, -1)


def largest_share_of_relabellings(first, second):
    """Return for both statistics the share of relabellings that reach the observed one, itself included."""
    pooled = np.concatenate([first, second])
    pooled = pooled[:, pooled.std(axis=0) > 0.0]
    pooled = (pooled - pooled.mean(axis=0)) / pooled.std(axis=0)
    numbers = np.random.default_rng(0)
    chosen = numbers.random((1 + RELABELLINGS, len(pooled))).argsort(axis=1) < len(first)
    chosen[0] = np.arange(len(pooled)) < len(first)  # as it is
    scale = np.sqrt(len(first) * len(second) / len(pooled))
    z = chosen.astype(np.float32) @ pooled.astype(np.float32) / scale
    statistics = np.stack([(z**2).sum(axis=1), np.abs(z).max(axis=1)])
    return (statistics >= statistics[:, :1]).mean(axis=1)


@pytest.fixture(scope="module", params=SPANS)
def plain(request):
    timeline = load(request.param).with_settings({"years": list(SPANS[request.param])}).timeline()
    return timeline, plain_classes(timeline, PLAIN_RUNS[request.param])


def test_class_shares_are_the_ensembles(plain):
    timeline, classes = plain
    shares = largest_share_of_relabellings(classes, ensemble_classes(timeline))
    assert min(shares) > 1.0 / (1 + RELABELLINGS), shares


@pytest.mark.parametrize("changed", [{"aid": "off"}, {"rationality": 60.0}], ids=str)
def test_the_comparison_sees_a_change_of_the_rules(plain, changed):
    timeline, classes = plain
    shares = largest_share_of_relabellings(classes, ensemble_classes(timeline, **changed))
    assert min(shares) == 1.0 / (1 + RELABELLINGS), shares
