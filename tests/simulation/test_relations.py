"""Relations between runs that theory or arithmetic demands, whatever the sizes of the assumptions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from realpolitik.scenario import load
from realpolitik.simulation.ensemble import PAIR_RECORD, SUMMARY, run_ensemble
from realpolitik.theory.assumptions import ASSUMPTIONS, make_assumptions
from tests.simulation.worlds import crowd, fixed, made, moved_defaults, weights, without_crises

RUNS = 40
TRUST_GIVEN = {"trust_learning": "off", "crises": "off"}


def ensemble_of(timeline, runs=RUNS, **settings):
    return run_ensemble(timeline, make_assumptions(**settings), runs=runs, seed=7, trajectories=True)


def same(left, right, names=("pair_record", "threat", "intent", "interests", "summary")):
    return all(np.array_equal(getattr(left, name), getattr(right, name)) for name in names)


# units


def test_the_unit_of_distance_is_a_convention():
    """Twice all distances and twice all scales of distance are the same world, to the bit."""
    timeline = load("multipolar-with-china").timeline()
    miles = replace(timeline, arrays=timeline.arrays._replace(distance_km=2.0 * timeline.arrays.distance_km))
    scales = {item.name: 2.0 * item.default for item in ASSUMPTIONS if item.unit == "km"}
    assert len(scales) >= 3
    assert same(ensemble_of(timeline, runs=6), ensemble_of(miles, runs=6, **scales))
    assert not same(ensemble_of(timeline, runs=6), ensemble_of(miles, runs=6))


def test_the_unit_of_output_is_a_convention():
    """Economies are weighed by their shares."""
    scenario = load("islamic-republic")
    actors = (*scenario.roster.states, *scenario.roster.bystanders)
    adjust = [{"quantity": "gdp", "of": actor, "scale": 4.0} for actor in actors]
    richer = scenario.with_settings({"adjust": adjust}).timeline()
    assert same(ensemble_of(scenario.timeline(), runs=6), ensemble_of(richer, runs=6))


def test_only_proportions_of_power_count():
    """Half of everybody's capabilities leaves every contest, asymmetry and great power as it was."""
    timeline = load("multipolar-with-china").timeline()
    halved = replace(timeline, arrays=timeline.arrays._replace(capability=0.5 * timeline.arrays.capability))
    found = [ensemble_of(world, runs=6) for world in (timeline, halved)]
    assert np.array_equal(found[0].class_count, found[1].class_count)
    # the logarithms of the contest round elsewhere
    assert np.allclose(found[0].threat, found[1].threat, atol=1e-6)


# time


def test_the_future_changes_no_past():
    timeline = load("islamic-republic").timeline()
    turn = 2000 - timeline.first_year
    years = len(timeline.years)
    changed = {}
    for name in ("capability", "economy", "rivalry", "dispute", "clash", "identity_distance", "penetration"):
        array = getattr(timeline.arrays, name).copy()
        array[turn:] = array[turn:][::-1]
        changed[name] = array
    other = replace(timeline, arrays=timeline.arrays._replace(**changed))
    left, right = ensemble_of(timeline, runs=8), ensemble_of(other, runs=8)
    for name in ("pair_record", "threat", "intent", "interests"):
        past, future = slice(0, turn), slice(turn, years)
        assert np.array_equal(getattr(left, name)[:, past], getattr(right, name)[:, past]), name
        assert not np.array_equal(getattr(left, name)[:, future], getattr(right, name)[:, future]), name


def test_a_run_cut_short_is_the_beginning_of_the_run():
    scenario = load("islamic-republic")
    short = scenario.with_settings({"years": [1979, 1990]}).timeline()
    whole = ensemble_of(scenario.timeline(), runs=5)
    assert np.array_equal(ensemble_of(short, runs=5).pair_record, whole.pair_record[:, : len(short.years)])


# what is given


def test_pinned_ladders_do_not_move_and_earn_no_blame():
    timeline = load("islamic-republic").timeline()
    pair = timeline.pairs.index("russia-west")
    found = ensemble_of(timeline)
    i, j = timeline.pair_indices[pair]
    for ladder, column in (("security", 0), ("economic", 1)):
        pins = getattr(timeline.arrays, f"{ladder}_pin")[:, i, j]
        assert (pins >= 0.0).all()
        assert (found.pair_record[:, :, pair, column] == pins).all()
    aid = found.summary[:, pair, [SUMMARY.index("aid_forward"), SUMMARY.index("aid_backward")]]
    assert (aid == 0.0).all()


def test_a_pact_never_stands_beside_sanctions():
    for timeline in (crowd(6, 2), crowd(4, 1, seed=3), load("century").timeline()):
        record = ensemble_of(timeline, runs=20, **moved_defaults()).pair_record
        security, economic = record[..., 0], record[..., 1]
        assert not ((security == 3) & (economic == 0)).any()
        assert set(np.unique(security)) <= {0, 1, 2, 3}
        assert set(np.unique(economic)) <= {0, 1, 2}


def test_a_free_ladder_moves_a_rung_a_year():
    timeline = crowd(6, 2)
    # no crisis, no step that a challenger's offer adds in a dated one, and none that force on record makes
    record = ensemble_of(timeline, runs=20, crises="off", wedge="off", force="off").pair_record
    given = timeline.arrays
    for p, (i, j) in enumerate(timeline.pair_indices):
        for ladder, column in (("security", 0), ("economic", 1)):
            pins, events = getattr(given, f"{ladder}_pin")[:, i, j], getattr(given, f"{ladder}_event")[:, i, j]
            # a pin may end, too; its last rung is where the free ladder starts from
            free = ((pins < 0) & (events < 0))[1:]
            steps = np.abs(np.diff(record[:, :, p, column], axis=1))
            assert steps[:, free].max(initial=0) <= 1, (p, ladder)


# political relations, each between two arms on the same draws


def courted(enemy=1.0, clash=0.0, trust=0.6, affinity=0.0, **document):
    """Return a world of a weak state a beside a hostile bystander, and of a strong one b that could help."""
    adjust = [
        *fixed(("a", "b", "x"), ("a", "b"), {"a->x": enemy, "a->b": 0.3, "b->a": 0.2, "b->x": 0.2}),
        *fixed(("a", "b"), ("a", "b"), {"a->b": trust, "b->a": trust}, "trust"),
        *fixed(("a", "b"), ("a", "b"), {"a->b": affinity, "b->a": affinity}, "identity"),
    ]
    figures = {"cinc.a": 0.02, "cinc.b": 0.2, "cinc.x": 0.04, "gdp.a": 100.0, "gdp.b": 800.0}
    return made(("a", "b"), ("x",), (2000, 2019), figures, adjust=adjust, pairs={"a-b": {"clash": clash}}, **document)


MIDDLE = moved_defaults() | {"rationality": 40.0, "confrontation_cost": 0.0, **TRUST_GIVEN}


def mean_rung(timeline, ladder="security", **settings):
    record = ensemble_of(timeline, **{**MIDDLE, **settings}).pair_record
    return record[:, 5:, 0, PAIR_RECORD.index(ladder)].mean()


def test_a_common_enemy_makes_partners():
    """Balance of threat: the weak state seeks help where it is threatened, and help can be had.

    Entrapment is off: the same enemy is also what the helper does not want to be drawn against. So is influence, for
    which the helper bids whether the other is threatened or not.
    """
    settings = {"entrapment": "off", "influence": "off"}
    assert mean_rung(courted(enemy=1.0), **settings) > mean_rung(courted(enemy=0.2), **settings) + 0.05


def test_clashing_aims_keep_apart_and_shared_aims_bring_together():
    rungs = [mean_rung(courted(clash=clash), aims_weight=1.0) for clash in (0.8, 0.0, -0.8)]
    assert rungs[0] < rungs[1] < rungs[2]


def test_kindred_states_come_closer_than_alien_ones():
    rungs = [mean_rung(courted(affinity=affinity), identity_intensity=1.0) for affinity in (-1.0, 0.0, 1.0)]
    assert rungs[0] < rungs[1] < rungs[2]


def test_trust_makes_help_worth_having():
    """Without trust an ally's strength does not count."""
    settings = {"arms": "off", "influence": "off", "entrapment": "off"}
    assert mean_rung(courted(trust=0.98), **settings) > mean_rung(courted(trust=0.02), **settings)


def test_entrapment_deters():
    rungs = [mean_rung(courted(), entrapment_cost=cost) for cost in (0.0, 0.75, 1.5)]
    assert rungs[0] > rungs[2]
    assert rungs[0] >= rungs[1] >= rungs[2]


def test_what_the_stronger_can_pay_buys_consent():
    """A partnership would cost the weak state more autonomy than it brings; paid for it, it consents."""
    pin = {"pair": "a-b", "ladder": "security", "years": [2000, 2019], "level": 1}
    adjust = [weights("a", 0.2, 0.6, 0.2), weights("b", 0.2, 0.6, 0.2)]
    timeline = made(
        ("a", "b"), ("x",), (2000, 2019), {"cinc.a": 0.02, "cinc.b": 0.2, "gdp.b": 800.0}, adjust=adjust, pins=[pin]
    )
    settings = {"status_quo_bias": 0.0, "identity": "off", "relative_gains": "off"}
    rungs = [mean_rung(timeline, "economic", aid_limit=limit, **settings) for limit in (0.0, 0.3)]
    assert rungs[0] < rungs[1]


def sanctioned(**settings):
    """Return mean ties of a with b, which c sanctions, and of which c's market pays for keeping away."""
    states = ("a", "b", "c")
    figures = {"sanctions.c-b": 4.0, "gdp.c": 1000.0, "cinc.c": 0.3}
    timeline = made(states, (), (2000, 2019), figures)
    record = ensemble_of(timeline, **{**MIDDLE, **settings}).pair_record
    return record[:, 5:, timeline.pairs.index("a-b"), :2].mean()


def test_secondary_sanctions_keep_third_states_away():
    assert sanctioned(secondary_sanctions_loss=1.5) < sanctioned(secondary_sanctions_loss=0.0)


@pytest.mark.parametrize("name", ["intent_error_sd", "capability_error_sd"])
def test_misperception_makes_runs_differ(name):
    exact = {"choice_rule": "best_reply", "crises": "off", "intent_error_sd": 0.0, "capability_error_sd": 0.0}
    timeline = without_crises(load("islamic-republic").timeline())

    def spread(size):
        return np.ptp(ensemble_of(timeline, runs=20, **{**exact, name: size}).interests, axis=0).mean()

    sizes = (0.0, 0.1, 0.4)
    assert spread(sizes[0]) == 0.0
    assert spread(sizes[0]) < spread(sizes[1]) < spread(sizes[2])


def test_a_broken_word_costs_more_trust_where_the_loss_is_greater():
    timeline = load("islamic-republic").timeline()
    gentle, harsh = (
        ensemble_of(timeline, trust_loss=loss).summary[:, :, SUMMARY.index("end_trust")] for loss in (0.2, 0.9)
    )
    assert harsh.mean() < gentle.mean()
