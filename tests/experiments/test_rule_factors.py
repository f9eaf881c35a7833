"""What factors of assumptions and switches write is what their values come to by name."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.experiments.catalogue import experiment_names
from realpolitik.experiments.changes import split_rules
from realpolitik.experiments.files import load_experiment
from realpolitik.experiments.rule_factors import RuleFactors
from realpolitik.theory.assumptions import Assumptions, make_assumptions

MIXED = """
[design]
kind = "grid"
levels = 2
[factors.trust_loss]
[factors.trust_gain]
[factors.identity]
[factors.crises]
[factors.two]
low = 1
high = 3
set = { rationality = "$", contest_exponent = "$" }
[factors.sanctions]
low = 0
high = 4
set = { adjust = [{ quantity = "sanctions", of = "west->iran", value = "$" }] }
[[cells]]
at = { identity = "off", crises = "on" }
change = { trust_gain = 0.3 }
"""


def assert_written_is_meant(experiment, codes):
    """Assert that the numbers of a point are those of its settings by name."""
    factors = RuleFactors.of(experiment)
    for case in experiment.cases:
        _, by_others = experiment.settings(case, codes, factors.others)
        written = np.array(make_assumptions(**split_rules(by_others)[1]))
        factors.write(codes, written)
        _, by_all = experiment.settings(case, codes)
        assert written.tolist() == list(make_assumptions(**split_rules(by_all)[1]))


@pytest.mark.parametrize("name", experiment_names())
def test_shipped_experiments_write_what_their_values_mean(name):
    experiment = load_experiment(name)
    some = np.unique(np.linspace(0, experiment.points.evaluations - 1, 5).astype(int))
    for first in some:
        (codes,) = experiment.points.evaluated_codes(first, first + 1)
        assert_written_is_meant(experiment, codes)
        assert_written_is_meant(experiment, np.where(np.arange(len(codes)) % 2 == 0, np.nan, codes))


def test_what_a_cell_sets_is_left_to_all_settings_together(made):
    experiment = made(MIXED)
    factors = RuleFactors.of(experiment)
    names = [factor.name for factor in experiment.factors]
    assert [names[place] for place in factors.others] == ["trust_gain", "sanctions"]
    assert [names[place] for place in factors.ranges] == ["trust_loss", "two", "two"]
    wanted = ["trust_loss", "rationality", "contest_exponent"]
    assert [Assumptions._fields[place] for place in factors.ranges_set] == wanted
    assert [names[place] for place, _ in factors.choices] == ["identity", "crises"]
    for identity in (0.0, 1.0, np.nan):
        assert_written_is_meant(experiment, np.array([0.5, 0.2, identity, 1.0, 2.0, 3.0]))


def test_sensitivity_studies_look_no_name_up():
    for name in ("sobol", "sobol-groups", "screening"):
        assert RuleFactors.of(load_experiment(name)).others == ()
