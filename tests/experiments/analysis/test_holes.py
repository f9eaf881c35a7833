"""Failed runs: refused without a rule; whole trajectories and blocks go with one."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.experiments.analysis.responses import responses
from realpolitik.experiments.analysis.sensitivity import sensitivity
from tests.experiments.analysis.answers import PATHS, RECORD, answering, factors, run
from tests.extras import needs

pytestmark = needs("SALib")

UNIT = factors(PATHS[:3], 0, 1)


def linear(codes):
    return codes @ np.array([1.0, 2.0, 0.0])


def few(codes):
    """Fail in a corner of the space."""
    return (codes[:, 0] > 0.6) & (codes[:, 1] > 0.6) & (codes[:, 2] > 0.6)


DESIGNS = {
    "sobol": ("[design]\nkind = 'sobol'\nsamples = 64\n", 5),
    "morris": ("[design]\nkind = 'morris'\ntrajectories = 40\n", 4),
    "pawn": ("[design]\nkind = 'latin_hypercube'\npoints = 200\n", 1),
}


@pytest.mark.parametrize("kind", DESIGNS)
def test_holes_are_refused_and_dropped_by_the_block(made, tmp_path, kind):
    design, size = DESIGNS[kind]
    results = run(made("replications = 2\n" + design + UNIT + RECORD), tmp_path / "out", answering(linear, fails=few))
    with pytest.raises(InputError, match=r"of \d+ points with failed runs"):
        sensitivity(results, "mean_trust")
    found = sensitivity(results, "mean_trust", holes="drop")
    assert found.dropped > 0
    assert found.dropped % size == 0
    assert found.points + found.dropped == results.size
    assert found.ordered().index.tolist() == ["x2", "x1", "x3"]


def test_the_rest_of_the_runs_may_stand_for_a_point(made, tmp_path):
    results = run(made("replications = 4\n[design]\nkind = 'grid'\nlevels = 2\n" + UNIT + RECORD), tmp_path / "out",
                  answering(linear))  # fmt: skip
    table = results._points
    table.loc[0, "runs"] = 3  # as if one of four had failed
    assert responses(results, "mean_trust", holes="rest").dropped == 0
    assert responses(results, "mean_trust", holes="drop").dropped == 1


def test_bad_rules_and_too_little_left(made, tmp_path):
    design, _ = DESIGNS["morris"]
    all_but_few = answering(linear, fails=lambda codes: codes[:, 0] < 2)
    results = run(made("replications = 2\n" + design + UNIT + RECORD), tmp_path / "out", all_but_few)
    with pytest.raises(InputError, match=r"'dorp'.*drop"):
        sensitivity(results, "mean_trust", holes="dorp")
    with pytest.raises(InputError, match="0 of 40 blocks"):
        sensitivity(results, "mean_trust", holes="drop")
