"""Switches: each changes what it names and nothing else, and none is dead."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from realpolitik.simulation.bargaining import IMPOSSIBLE
from realpolitik.simulation.ensemble import run_ensemble
from realpolitik.simulation.single_run import SingleRun
from realpolitik.simulation.weighing import dependence_of, read_trade
from realpolitik.simulation.world import AIMS_PART, IDENTITY_PART, PARTS
from realpolitik.theory import interests
from realpolitik.theory.assumptions import SWITCHES, make_assumptions
from realpolitik.theory.choice import MOVES, STAY, economic_step, security_step
from realpolitik.theory.interests import national_interest
from tests.simulation.worlds import WITHOUT, crowd, made, without_crises

RIVALS = [(switch, setting) for switch in SWITCHES for setting in switch.choices if setting != switch.default]
ids = [f"{switch.name}={setting}" for switch, setting in RIVALS]

SECURITY, AUTONOMY, DEVELOPMENT, IDENTITY, AIMS = PARTS
NOTHING: set[str] = set()
THROUGH_THREAT = {SECURITY, AUTONOMY, DEVELOPMENT, IDENTITY}
# Which parts of what states weigh may change with a switch; a new switch of one part needs a line here.
TOUCHED = {
    "identity": {IDENTITY}, "aims": {AIMS}, "entrapment": {SECURITY}, "divided_loyalty": {SECURITY},
    "tethers": {SECURITY}, "embrace": {SECURITY}, "coercion": {AUTONOMY}, "resistance": {AUTONOMY},
    "influence": {AUTONOMY}, "camps": {AUTONOMY}, "denial": {AUTONOMY}, "glacis": {AUTONOMY},
    "diversification": {AUTONOMY}, "technology": {DEVELOPMENT}, "arms_market_motive": {DEVELOPMENT},
    "secondary_sanctions": {DEVELOPMENT},
    "relative_gains": {DEVELOPMENT}, "gravity": {AUTONOMY, DEVELOPMENT}, "embargo": set(PARTS),
    "trade_follows_flag": set(PARTS),
    "trade_shares": {AUTONOMY, DEVELOPMENT}, "subversion": THROUGH_THREAT, "arms": THROUGH_THREAT,
    "images": THROUGH_THREAT, "outlook": THROUGH_THREAT, "utility_form": NOTHING, "choice_rule": NOTHING,
    "aid": NOTHING, "crises": NOTHING, "wedge": NOTHING, "trust_learning": NOTHING, "abrogation": NOTHING,
    "sanctions_spare_allies": NOTHING, "force": NOTHING,
}  # fmt: skip


def lively(**document):
    """Return a world in which every mechanism has something to work on.

    The weak a, armed by b, near a hostile bystander; b under sanctions of c, with which it is at odds.
    """
    figures = {
        "cinc.a": 0.02, "cinc.b": 0.12, "cinc.c": 0.3, "cinc.x": 0.03, "gdp.a": 60.0, "gdp.b": 300.0, "gdp.c": 900.0,
        "distance_km.a-b": 0.0, "distance_km.a-c": 2500.0, "distance_km.b-c": 400.0, "distance_km.a-x": 0.0,
        "distance_km.b-x": 800.0, "distance_km.c-x": 3000.0, "ideal_distance.a-b": 1.0, "ideal_distance.a-c": 2.0,
        "ideal_distance.b-c": 2.5, "rivalry.b-c": 1.0, "rivalry.a-x": 1.0, "dispute_level.a-x": 4.0,
        "sanctions.c-b": 3.0,
    }  # fmt: skip
    shared = {
        "pairs": {"a-b": {"clash": 0.5}}, "penetration": {"b->a": 0.3, "c->a": 0.3},
        "initial": {"a-b": {"security": 2, "economic": 1}, "a-c": {"security": 1}, "b-c": {"security": 0}},
    }  # fmt: skip
    return made(("a", "b", "c"), ("x",), (2000, 2009), figures, **{**shared, **document})


@cache
def weighed(**settings):
    """Return the run of the lively world when the states have weighed their first moves."""
    single = SingleRun(lively(), make_assumptions(**settings), seed=2, run=1)
    single.weigh_options()
    return single


def parts_that_differ(left, right):
    differ = np.abs(left.world.move_parts - right.world.move_parts).max(axis=(0, 1, 2)) > 1e-12
    return {part for part, found in zip(PARTS, differ, strict=True) if found}


def test_every_switch_says_what_it_touches():
    assert {switch.name for switch in SWITCHES} <= set(TOUCHED)


@pytest.mark.parametrize(("switch", "setting"), RIVALS, ids=ids)
def test_a_switch_changes_the_interests_that_it_names_and_no_other(switch, setting):
    touched = parts_that_differ(weighed(), weighed(**{switch.name: setting}))
    assert touched <= TOUCHED[switch.name]
    assert touched or not TOUCHED[switch.name], "the switch changed nothing where it should have"


@pytest.mark.parametrize(("switch", "setting"), RIVALS, ids=ids)
def test_no_switch_is_dead(switch, setting):
    """Every rival assumption sends some runs another way."""
    settings = make_assumptions(crisis_rate=0.5, rationality=60.0)
    rival = make_assumptions(crisis_rate=0.5, rationality=60.0, **{switch.name: setting})
    found = [
        run_ensemble(crowd(6, 2), assumptions, runs=24, seed=3, trajectories=True).pair_record
        for assumptions in (settings, rival)
    ]
    assert not np.array_equal(*found)


def test_what_is_off_weighs_nothing():
    assert (weighed(identity="off").world.move_parts[..., IDENTITY_PART] == 0.0).all()
    assert (weighed(aims="off").world.move_parts[..., AIMS_PART] == 0.0).all()
    bare = {"influence": "off", "denial": "off", "coercion": "off", "resistance": "off"}
    # what is left of autonomy is dependence on the stronger: none for the strongest
    assert (weighed(**bare).world.move_parts[2, ..., PARTS.index(AUTONOMY)] == 0.0).all()
    assert (weighed(**bare).world.move_parts[0, ..., PARTS.index(AUTONOMY)] != 0.0).any()


@pytest.mark.parametrize(("tie", "left"), [({"security": 2}, 0.5), ({"economic": 2}, 0.75), ({"security": 1}, 1.0)])
def test_a_client_in_the_camp_of_an_enemy_is_worth_less(tie, left):
    """What c gains by more trade with a, by how far a stands in the camp of b, with which c is at odds."""
    found = {}
    for setting in ("off", "on"):
        initial = {"a-b": {"economic": 1} | tie, "b-c": {"security": 0}}
        bare = {"camps": setting, "denial": "off", "coercion": "off", "resistance": "off", **WITHOUT}
        single = SingleRun(lively(initial=initial), make_assumptions(**bare), seed=2, run=1)
        single.weigh_options()
        found[setting] = single.world.move_parts[2, 0, STAY + 1, PARTS.index(AUTONOMY)]
    assert found["off"] > 0.0
    assert found["on"] == pytest.approx(left * found["off"])


def test_a_second_coercer_takes_of_what_the_first_has_left():
    """What a gains by peace with b, which coerces it, while c coerces it, too, and while c does not."""
    bare = {"influence": "off", "denial": "off", "resistance": "off", **WITHOUT}
    gained = {}
    for rung in (0, 1):
        initial = {"a-b": {"security": 0}, "a-c": {"security": rung}, "b-c": {"security": 0}}
        single = SingleRun(lively(initial=initial), make_assumptions(**bare), seed=2, run=1)
        single.weigh_options()
        gained[rung] = single.world.move_parts[0, 1, STAY + 3, PARTS.index(AUTONOMY)]
    coerced_by_c = float(interests.coercion(
        single.world.intent_seen[0, 2], single.world.projection[2, 0], single.world.gap[0, 0, 2], 0.0, 1.0
    ))  # fmt: skip
    assert 0.1 < coerced_by_c < 0.9
    assert gained[1] > 0.0
    assert gained[0] == pytest.approx(gained[1] * (1.0 - coerced_by_c))


def test_a_second_supplier_of_arms_adds_nothing():
    """The weak a has the arms of c, the strongest; those of b would be the same again, those of c alone are missed."""
    bare = {"relative_gains": "off", "secondary_sanctions": "off", **WITHOUT}
    found = {}
    for setting in ("off", "on"):
        initial = {"a-b": {"security": 1}, "a-c": {"security": 2}, "b-c": {"security": 0}}
        single = SingleRun(lively(initial=initial), make_assumptions(technology=setting, **bare), seed=2, run=1)
        single.weigh_options()
        found[setting] = single.world.move_parts[0, ..., PARTS.index(DEVELOPMENT)]
    up, down = STAY + 3, STAY - 3
    assert found["on"][1, up] == pytest.approx(found["off"][1, up])
    assert found["on"][2, down] < found["off"][2, down]


@pytest.mark.parametrize("trade_shares", ["off", "on"])
def test_dependence_falls_with_every_other_market_where_it_follows_trade(trade_shares):
    """How much the weak a depends on b, with which it has a partnership, by what c would buy and sell."""
    found = []
    for economy in (100.0, 900.0):
        timeline = lively(initial={"a-b": {"economic": 2}}, adjust=[{"quantity": "gdp", "of": "c", "value": economy}])
        single = SingleRun(timeline, make_assumptions(trade_shares=trade_shares, **WITHOUT), seed=2, run=1)
        single.weigh_options()
        read_trade(single.world)
        found.append(dependence_of(0, 1, 0, single.world, single.assumed))
    assert (found[1] < found[0]) == (trade_shares == "on")
    assert found[1] > 0.0


@pytest.mark.parametrize(("embargo", "economic", "can"), [("off", 0, True), ("on", 0, False), ("on", 1, True)])
def test_under_an_embargo_nobody_cooperates_in_arms(embargo, economic, can):
    """Whether the weak a and the strong b may step up to cooperation in arms, under sanctions or without."""
    initial = {"a-b": {"security": 1, "economic": economic}}
    single = SingleRun(lively(initial=initial), make_assumptions(embargo=embargo, **WITHOUT), seed=2, run=1)
    single.weigh_options()
    assert (single.world.gains[0, 1, STAY + 3] > IMPOSSIBLE) == can


@pytest.mark.parametrize(("embargo", "left"), [("off", 2), ("on", 1)])
def test_an_embargo_on_record_ends_a_tie_of_arms(embargo, left):
    timeline = lively(
        initial={"a-b": {"security": 3, "economic": 1}},
        pins=[{"pair": "a-b", "ladder": "economic", "years": [2000, 2009], "level": 0}],
    )
    single = SingleRun(timeline, make_assumptions(embargo=embargo, **WITHOUT), seed=2, run=1)
    single.weigh_options()
    assert single.world.security[0, 1] == left


@pytest.mark.parametrize(("flag", "security", "can"), [("off", 0, True), ("on", 0, False), ("on", 1, True)])
def test_adversaries_do_not_become_partners(flag, security, can):
    """Whether the weak a and the strong b may step up from ordinary trade to partnership."""
    initial = {"a-b": {"security": security, "economic": 1}}
    single = SingleRun(lively(initial=initial), make_assumptions(trade_follows_flag=flag, **WITHOUT), seed=2, run=1)
    single.weigh_options()
    assert (single.world.gains[0, 1, STAY + 1] > IMPOSSIBLE) == can


@pytest.mark.parametrize(("flag", "left"), [("off", 2), ("on", 1)])
def test_a_confrontation_on_record_ends_a_partnership(flag, left):
    pin = {"pair": "a-b", "ladder": "security", "years": [2000, 2009], "level": 0}
    timeline = lively(initial={"a-b": {"security": 1, "economic": 2}}, pins=[pin])
    single = SingleRun(timeline, make_assumptions(trade_follows_flag=flag, **WITHOUT), seed=2, run=1)
    single.weigh_options()
    assert single.world.economic[0, 1] == left


def test_to_leave_a_confrontation_saves_its_price():
    initial, development = {"a-b": {"security": 0, "economic": 1}}, PARTS.index(DEVELOPMENT)
    found = []
    for cost in (0.0, 0.1):
        settings = make_assumptions(confrontation_cost=cost, **WITHOUT)
        single = SingleRun(lively(initial=initial), settings, seed=2, run=1)
        single.weigh_options()
        found.append(single.world.move_parts[..., STAY + 3, development])
    assert found[1][0, 1] - found[0][0, 1] == pytest.approx(0.1 / 2)  # of two partners
    assert found[1][1, 0] - found[0][1, 0] == pytest.approx(0.1 / 2)
    assert found[1][0, 2] == pytest.approx(found[0][0, 2])  # a and c do not confront each other


def test_dominant_relative_gains_count_five_times():
    development = PARTS.index(DEVELOPMENT)
    off, on, dominant = (
        weighed(relative_gains=setting).world.move_parts[..., development] for setting in ("off", "on", "dominant")
    )
    assert np.allclose(dominant - off, 5.0 * (on - off), atol=1e-12)


@pytest.mark.parametrize("form", ["additive", "multiplicative"])
def test_gains_are_what_the_national_interest_makes_of_the_parts(form):
    single = weighed(utility_form=form)
    world, number = single.world, single.assumed.utility_form
    for i, j in ((0, 1), (1, 0), (2, 0)):
        now = national_interest(*world.stay_parts[i], *world.weights[i], number)
        for move in range(MOVES):
            if world.gains[i, j, move] > IMPOSSIBLE:
                after = national_interest(
                    *(world.stay_parts[i] + world.move_parts[i, j, move]), *world.weights[i], number
                )
                assert world.gains[i, j, move] == pytest.approx(after - now, abs=1e-12)


def test_rules_of_choice_choose_differently_among_the_same_gains():
    found = {}
    for rule in ("joint", "null", "best_reply", "independent"):
        single = weighed(choice_rule=rule)
        assert np.array_equal(single.world.gains, weighed().world.gains)
        single.settle(0, 1)
        found[rule] = single.world.chances[0, 1].copy()
    assert not np.allclose(found["joint"], found["null"])
    assert found["best_reply"].max() == 1.0


def settled(**settings):
    single = SingleRun(lively(), make_assumptions(**settings), seed=2, run=1)
    single.weigh_options()
    single.settle(0, 1)
    return single.world


def test_without_aid_nobody_pays_and_nobody_has_an_alternative():
    world, paying = settled(aid="off"), settled(aid="on")
    assert (world.offers[:2, :2] == 0.0).all()
    assert world.aid[:2, :2].sum() == world.aid_expected[:2, :2].sum() == 0.0
    for move in range(MOVES):
        if world.possible[move] > 0.5 and (security_step(move) > 0 or economic_step(move) > 0):
            assert world.worths[move] == min(world.gains[0, 1, move], world.gains[1, 0, move])
    assert paying.offers[1, 0].max() > 0.0
    assert paying.offers[0, 1].max() == 0.0  # the weaker side never pays


def through_the_years(watch, runs=6, timeline=None, **settings):
    """Return what a function of the world finds at the end of each year of some runs."""
    found = []
    for run in range(runs):
        single = SingleRun(timeline or lively(), make_assumptions(**settings), seed=5, run=run)
        while not single.is_over:
            single.weigh_options()
            single.carry_on()
            found.append(watch(single.world))
    return np.array(found)


def test_crises_come_by_chance_or_not_at_all():
    def challenged(world):
        return (world.challenger >= 0.0).sum()

    assert through_the_years(challenged, crisis_rate=0.5).sum() > 0
    assert through_the_years(challenged, crisis_rate=0.5, crises="off").sum() == 0
    assert through_the_years(challenged, crisis_rate=0.0).sum() == 0


def test_crises_grow_with_their_rate():
    counts = [
        through_the_years(lambda world: (world.challenger >= 0.0).sum(), crisis_rate=rate).sum()
        for rate in (0.05, 0.2, 0.5)
    ]
    assert counts[0] < counts[1] < counts[2]


def test_nobody_is_challenged_by_its_partner():
    """By chance a crisis comes from the greatest threatener that is no partner; only a dated one may come from one."""
    undated = without_crises(crowd(6, 2))

    def challenged_by_partners(world):
        pairs = [(i, int(k)) for i, k in enumerate(world.challenger) if k >= 0]
        return sum(world.security[i, k] > 1.5 for i, k in pairs)

    settings = {"crisis_rate": 0.5, "wedge": "off"}
    assert through_the_years(challenged_by_partners, timeline=undated, runs=6, **settings).sum() == 0
    crises = through_the_years(lambda world: (world.challenger >= 0).sum(), timeline=undated, runs=6, **settings)
    assert crises.sum() > 10


def test_wedges_split_only_where_they_are_allowed():
    timeline = crowd(6, 1)
    settings = {"crisis_rate": 0.5, "wedge_offer": 0.5, "rationality": 60.0, "trust_baseline": 0.9}
    assert through_the_years(lambda world: world.wedged.sum(), timeline=timeline, **settings).sum() > 0
    assert through_the_years(lambda world: world.wedged.sum(), timeline=timeline, wedge="off", **settings).sum() == 0


def test_trust_learns_or_stays():
    still = through_the_years(lambda world: world.trust.copy(), trust_learning="off", runs=3)
    assert (still == still[0]).all()
    learned = through_the_years(lambda world: world.trust.copy(), runs=3)
    assert not (learned == learned[0]).all()
    assert ((learned >= 0.0) & (learned <= 1.0)).all()


def test_images_follow_the_record_behaviour_or_nothing():
    equal = through_the_years(lambda world: world.intent.copy(), images="equal", runs=2)
    assert (equal == 0.5).all()
    quiet = {"crises": "off", "status_quo_bias": 10.0, "intent_learning": 0.1}
    behaved = through_the_years(lambda world: world.intent[1, 2], images="behaviour", runs=1, **quiet)
    assert (np.diff(behaved) > 0.0).all()  # confrontation shows hostility
    assert 0.5 < behaved[0] < behaved[-1] <= 1.0
    recorded = through_the_years(lambda world: world.intent[0, 3], images="record", runs=1, rivalry_intent=0.9, **quiet)
    assert recorded[0] > 0.85  # begins at what the rivalry suggests


def test_a_greater_bias_for_staying_makes_for_fewer_moves():
    def moves(world):
        square = world.move[:3, :3]
        return ((square >= 0) & (square != STAY)).sum()

    counts = [through_the_years(moves, status_quo_bias=bias, rationality=40.0).sum() for bias in (0.0, 0.03, 0.1)]
    assert counts[0] > counts[1] > counts[2]


def test_what_decides_is_read_from_the_configuration_at_the_start_of_the_year():
    """Pairs bargain at once: the order in which they are settled changes nothing."""
    forward, backward = (SingleRun(crowd(6, 2), make_assumptions(), seed=1, run=4) for _ in range(2))
    for _ in range(5):
        forward.weigh_options()
        backward.weigh_options()
        for i, j in forward.timeline.pair_indices:
            forward.settle(i, j)
        for i, j in reversed(backward.timeline.pair_indices):
            backward.settle(i, j)
        for field in ("move", "chances", "offers", "next_security", "next_economic", "stepped_down", "aid_expected"):
            assert np.array_equal(getattr(forward.world, field), getattr(backward.world, field)), field
        forward.carry_on()
        backward.carry_on()


@pytest.mark.parametrize("stage", ["perceive", "decide", "assess", "challenge", "learn", "account"])
def test_states_act_at_once_in_every_stage(stage):
    """What one state does in a stage no other state sees in it: the order of the states changes nothing."""
    orders = [SingleRun(crowd(6, 2), make_assumptions(crisis_rate=0.5), seed=1, run=4) for _ in range(2)]
    for single, backwards in zip(orders, (False, True), strict=True):
        for _ in range(3):
            single.weigh_options()
            single.carry_on()
        run_stages(single, stage, backwards)
    scratch = ("row", "worth", "fears", "pressure", "worths", "possible", "alone", "peaks")
    for field, _ in orders[0].world.layout.fields:
        if field not in scratch:
            assert np.array_equal(getattr(orders[0].world, field), getattr(orders[1].world, field)), field


def run_stages(single, turned, backwards):
    """Run a year in which the states act in the other order in one of its stages."""
    single.open_year()
    for stage in ("perceive", "decide", "settle", "assess", "challenge", "answer", "split", "learn", "account"):
        states = reversed(single.states) if backwards and stage == turned else single.states
        if stage == "settle":
            for i, j in single.timeline.pair_indices:
                single.settle(i, j)
            single.apply_moves()
        elif stage == "split":
            single.split()
        else:
            for i in states:
                getattr(single, stage)(i)
