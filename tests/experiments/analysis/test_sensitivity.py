"""From experiment file to index, on functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.experiments.analysis.chance import chance_of_effects
from realpolitik.experiments.analysis.responses import responses
from realpolitik.experiments.analysis.sensitivity import sensitivities, sensitivity
from tests.experiments.analysis.answers import PATHS, RECORD, answering, factors, run
from tests.experiments.conftest import HEAD
from tests.extras import needs

pytestmark = needs("SALib")

ISHIGAMI = {"first": [0.3139, 0.4424, 0.0], "total": [0.5576, 0.4424, 0.2437]}
"""Ishigami and Homma 1990, a = 7, b = 0.1."""
ISHIGAMI_VARIANCE = 13.845
PI = factors(PATHS[:3], -np.pi, np.pi)

WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0])
"""Of the G function of Sobol'."""


def ishigami(codes):
    x, y, z = codes.T
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def g_function(codes):
    return np.prod((np.abs(4 * codes - 2) + WEIGHTS) / (1 + WEIGHTS), axis=1)


def g_indices():
    """Return first and total indices of the G function, from its definition."""
    own = 1.0 / (3.0 * (1.0 + WEIGHTS) ** 2)
    total = np.prod(1.0 + own) - 1.0
    rest = np.array([np.prod(1.0 + np.delete(own, k)) for k in range(len(own))])
    return own / total, own * rest / total


def sobol(samples, replications=1, draws="separate", second=False):
    design = f"[design]\nkind = 'sobol'\nsamples = {samples}\nsecond_order = {str(second).lower()}\n"
    return f"replications = {replications}\ndraws = '{draws}'\n" + design


def test_sobol_indices_of_the_ishigami_function(made, tmp_path):
    experiment = made(sobol(1024, second=True) + PI + RECORD)
    found = sensitivity(run(experiment, tmp_path / "out", answering(ishigami)), "mean_trust")
    assert found.indices.index.tolist() == ["x1", "x2", "x3"]
    assert found.indices["first"].tolist() == pytest.approx(ISHIGAMI["first"], abs=0.03)
    assert found.indices["total"].tolist() == pytest.approx(ISHIGAMI["total"], abs=0.03)
    pairs = found.pairs.set_index(["one", "other"])["second"]
    assert pairs["x1", "x3"] == pytest.approx(0.2437, abs=0.05)
    assert pairs["x1", "x2"] == pytest.approx(0.0, abs=0.05)


def test_sobol_indices_of_the_g_function(made, tmp_path):
    experiment = made(sobol(1024, 2) + factors(PATHS[:4], 0, 1) + RECORD)
    found = sensitivity(run(experiment, tmp_path / "out", answering(g_function)), "mean_trust").indices
    first, total = g_indices()
    assert found["first"].tolist() == pytest.approx(first.tolist(), abs=0.03)
    assert found["total"].tolist() == pytest.approx(total.tolist(), abs=0.03)
    assert found["standing"].tolist() == ["matters", "matters", "negligible", "negligible"]


def test_indices_of_groups_are_those_of_their_members_together(made, tmp_path):
    experiment = made(sobol(1024) + PI + RECORD, HEAD + "groups = { both = ['x1', 'x3'] }\n")
    found = sensitivity(run(experiment, tmp_path / "out", answering(ishigami)), "mean_trust").indices
    assert found.index.tolist() == ["both", "x2"]
    assert found["first"].tolist() == pytest.approx([0.5576, 0.4424], abs=0.03)


def test_a_choice_takes_equal_slices_of_the_unit_interval(made, tmp_path):
    """Three choices worth 0, 0 and 3, and a range worth its value: variances 2 and 3."""
    choices = ", ".join(f"{name} = {{ trust_gain = 0.{k} }}" for k, name in enumerate("abc", 1))
    text = sobol(512) + f"[factors.profile]\nchoices = {{ {choices} }}\n"
    text += "[factors.range]\npath = 'trust_loss'\nlow = -3\nhigh = 3\n" + RECORD
    measures = answering(lambda codes: 3.0 * (codes[:, 0] == 2) + codes[:, 1])
    found = sensitivity(run(made(text), tmp_path / "out", measures), "mean_trust").indices
    assert found["first"].tolist() == pytest.approx([0.4, 0.6], abs=0.03)


def test_with_draws_of_their_own_chance_is_taken_out_of_the_indices(made, tmp_path):
    noisy = run(made(sobol(1024, 8) + PI + RECORD), tmp_path / "out", answering(ishigami, noise=8.0))
    found = sensitivity(noisy, "mean_trust")
    share = (64.0 / 8) / (ISHIGAMI_VARIANCE + 64.0 / 8)
    assert found.variance.noise == pytest.approx(share, abs=0.02)
    assert found.indices["total"]["x2"] == pytest.approx(ISHIGAMI["total"][1] * (1 - share) + share, abs=0.05)
    assert found.indices["total_explained"].tolist() == pytest.approx(ISHIGAMI["total"], abs=0.07)
    assert found.indices["first_explained"].tolist() == pytest.approx(ISHIGAMI["first"], abs=0.07)


def test_what_chance_drowns_is_not_resolved(made, tmp_path):
    drowned = run(made(sobol(128, 2) + PI + RECORD), tmp_path / "drowned", answering(ishigami, noise=20.0))
    found = sensitivity(drowned, "mean_trust")
    assert not found.resolution.resolved
    assert "chance has" in str(found.resolution)
    clear = run(made(sobol(2048, 2) + PI + RECORD), tmp_path / "clear", answering(ishigami, noise=0.5))
    found = sensitivity(clear, "mean_trust")
    assert str(found.resolution) == "resolved"
    assert found.order_kept > 0.9


def test_shared_luck_moves_no_index_but_draws_widen_the_intervals(made, tmp_path):
    text = sobol(256, 8, draws="shared") + PI + RECORD
    lucky = sensitivity(run(made(text), tmp_path / "lucky", answering(ishigami, luck=50.0)), "mean_trust")
    exact = sensitivity(run(made(text), tmp_path / "exact", answering(ishigami)), "mean_trust")
    assert lucky.indices["total"].tolist() == pytest.approx(exact.indices["total"].tolist(), abs=1e-6)
    assert lucky.variance.noise == pytest.approx(0.0, abs=1e-9)
    noisy = sensitivity(run(made(text), tmp_path / "noisy", answering(ishigami, noise=8.0)), "mean_trust")
    assert (noisy.indices["total_interval"] > exact.indices["total_interval"]).all()
    assert "total_explained" not in noisy.indices


def test_elementary_effects_of_a_sum_are_its_ranges(made, tmp_path):
    text = "replications = 2\n[design]\nkind = 'morris'\ntrajectories = 6\n" + PI + RECORD
    measures = answering(lambda codes: codes @ np.array([1.0, -2.0, 0.0]))
    found = sensitivity(run(made(text), tmp_path / "out", measures), "mean_trust")
    assert found.indices["mu_star"].tolist() == pytest.approx([2 * np.pi, 4 * np.pi, 0.0])
    assert found.indices["mu"].tolist() == pytest.approx([2 * np.pi, -4 * np.pi, 0.0])
    assert found.indices["sigma"].tolist() == pytest.approx([0.0] * 3, abs=1e-9)
    assert found.indices["standing"].tolist() == ["matters", "matters", "negligible"]
    assert found.ordered().index.tolist() == ["x2", "x1", "x3"]


def test_the_sign_of_an_effect_of_unordered_choices_is_not_given(made, tmp_path):
    text = "replications = 1\n[design]\nkind = 'morris'\ntrajectories = 6\n"
    for name, count in (("three", 3), ("two", 2)):
        choices = ", ".join(f"c{k} = {{ {PATHS[count]} = 0.{k + 1} }}" for k in range(count))
        text += f"[factors.{name}]\nchoices = {{ {choices} }}\n"
    found = sensitivity(
        run(made(text + RECORD), tmp_path / "out", answering(lambda c: c[:, 0] + c[:, 1])), "mean_trust"
    )
    assert np.isnan(found.indices["mu"]["three"])
    assert found.indices["mu"]["two"] == pytest.approx(1.5)  # a step is two thirds of the range, and a whole change


def test_several_outcomes_at_once(made, tmp_path):
    text = "replications = 2\n[design]\nkind = 'morris'\ntrajectories = 4\n" + PI
    text += "[record]\npairs = ['iran-russia']\noutcomes = ['mean_trust', 'mean_class']\n"
    found = sensitivities(run(made(text), tmp_path / "out", answering(ishigami)))
    assert list(found) == ["mean_trust__iran_russia", "mean_class__iran_russia"]
    assert found["mean_class__iran_russia"].to_frame()["factor"].nunique() == 3


def test_an_outcome_that_never_varies_is_not_resolved(made, tmp_path):
    for kind in ("sobol(8, 2)", "morris"):
        text = sobol(8, 2) if kind.startswith("sobol") else "[design]\nkind = 'morris'\ntrajectories = 4\n"
        found = sensitivity(
            run(made(text + PI + RECORD), tmp_path / kind, answering(lambda c: 0 * c[:, 0])), "mean_trust"
        )
        assert found.resolution.reasons == ("the outcome does not vary",)


def test_a_design_without_such_indices_is_refused(made, tmp_path):
    text = "replications = 2\n[design]\nkind = 'one_at_a_time'\n" + PI + RECORD
    results = run(made(text), tmp_path / "out", answering(ishigami))
    with pytest.raises(InputError, match="a design 'one_at_a_time'"):
        sensitivity(results, "mean_trust")
    text = "replications = 2\n[design]\nkind = 'morris'\ntrajectories = 4\n" + PI + RECORD
    with pytest.raises(InputError, match="'pawn' of a design 'morris'"):
        sensitivity(run(made(text), tmp_path / "other", answering(ishigami)), "mean_trust", method="pawn")


def morris(replications, draws="separate"):
    return f"replications = {replications}\ndraws = '{draws}'\n[design]\nkind = 'morris'\ntrajectories = 100\n"


def slope(codes):
    return codes @ np.array([1.0, 0.0, 0.0])


def test_effects_that_chance_alone_makes_do_not_matter(made, tmp_path):
    results = run(made(morris(4) + PI + RECORD), tmp_path / "out", answering(slope, noise=1.0))
    found = sensitivity(results, "mean_trust")
    made_by_chance = np.sqrt(2 / 4 * 2 / np.pi) / (2 / 3)
    assert found.indices["mu_star"].tolist()[1:] == pytest.approx([made_by_chance] * 2, rel=0.15)
    assert found.indices["mu_star"]["x2"] - found.indices["mu_star_interval"]["x2"] > 0.05 * 2 * np.pi
    assert found.indices["standing"].tolist() == ["matters", "open", "open"]
    assert "chance alone makes a mu*" in str(found.resolution)


def test_effects_far_above_chance_are_resolved_and_others_negligible(made, tmp_path):
    results = run(made(morris(8) + PI + RECORD), tmp_path / "out", answering(slope, noise=0.1))
    found = sensitivity(results, "mean_trust")
    assert found.indices["standing"].tolist() == ["matters", "negligible", "negligible"]
    assert str(found.resolution) == "resolved"


def test_what_chance_makes_of_effects_is_what_pure_noise_has(made, tmp_path):
    groups = HEAD + "groups = { both = ['x1', 'x3'] }\n"
    for name, head in (("factors", HEAD), ("groups", groups)):
        noisy = run(made(morris(4) + PI + RECORD, head), tmp_path / name, answering(lambda c: 0 * c[:, 0], noise=1.0))
        found = sensitivity(noisy, "mean_trust")
        made_of = chance_of_effects(noisy, responses(noisy, "mean_trust"))
        assert made_of.tolist() == pytest.approx(found.indices["mu_star"].tolist(), rel=0.2)
        assert set(found.indices["standing"]) == {"open"}
        assert not found.resolution.resolved


def test_chance_of_an_effect_is_that_of_the_step_that_moves_its_factor(made, tmp_path):
    """Chance is larger where the first factor is high, which only its own steps cross at one end."""

    def measures(experiment):
        quiet = answering(slope)(experiment)
        loud = answering(slope, noise=3.0)(experiment)

        class Uneven:
            def measure(self, part, progress=None, stopping=lambda: False):
                calm, wild = quiet.measure(part), loud.measure(part)
                high = part.codes[:, 0] > 0
                calm.values[high] = wild.values[high]
                return calm

        return Uneven()

    noisy = run(made(morris(4) + PI + RECORD), tmp_path / "out", measures)
    made_of = chance_of_effects(noisy, responses(noisy, "mean_trust"))
    found = responses(noisy, "mean_trust")
    high = found.variance > 0  # at one end of every step of the first factor
    shares = noisy.sample["x1"].to_numpy()[found.places].reshape(-1, 4)
    at = [(row, place) for row, moves in enumerate(np.diff(shares, axis=1) != 0) for place in np.flatnonzero(moves)]
    within = np.where(high, found.variance, 0.0).reshape(-1, 4) / 4
    of_step = np.array([within[row, place] + within[row, place + 1] for row, place in at]) / (2 / 3) ** 2
    upper = of_step.mean() + 1.96 * of_step.std(ddof=1) / np.sqrt(len(of_step))
    assert len(of_step) == 100
    assert of_step.min() > 0
    assert made_of[0] == pytest.approx(np.sqrt(upper * 2 / np.pi))
    assert upper == pytest.approx(9.0 / 4 / (2 / 3) ** 2, rel=0.5)


def test_steps_that_leave_the_point_have_no_chance(made, tmp_path):
    text = morris(4) + "[factors.two]\nchoices = { a = { trust_gain = 0.1 }, b = { trust_gain = 0.2 } }\n"
    text += "[factors.x2]\npath = 'trust_loss'\nlow = 1\nhigh = 2\n" + RECORD
    noisy = run(made(text), tmp_path / "out", answering(lambda c: 0 * c[:, 0], noise=1.0))
    assert (chance_of_effects(noisy, responses(noisy, "mean_trust")) > 0).all()
    noisy._design["evaluation"] = 0
    assert chance_of_effects(noisy, responses(noisy, "mean_trust")).tolist() == [0.0, 0.0]


def test_where_chance_is_unknown_or_may_be_all_every_factor_is_open(made, tmp_path):
    cases = {"one-morris": morris(1), "one-sobol": sobol(64), "all-sobol": sobol(256, 4)}
    for name, text in cases.items():
        function = slope if name.startswith("one") else lambda codes: 0 * codes[:, 0]
        found = sensitivity(
            run(made(text + PI + RECORD), tmp_path / name, answering(function, noise=1.0)), "mean_trust"
        )
        assert set(found.indices["standing"]) == {"open"}, name
        assert not found.resolution.resolved
        if found.method == "sobol":
            assert found.indices[["first_explained", "total_explained"]].isna().all(axis=None)


def test_shared_draws_stand_as_before(made, tmp_path):
    results = run(made(morris(1, "shared") + PI + RECORD), tmp_path / "out", answering(slope))
    assert sensitivity(results, "mean_trust").indices["standing"].tolist() == ["matters", "negligible", "negligible"]
