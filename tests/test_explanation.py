"""The decision trace: its numbers are those of the run, its words say what the numbers say."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from realpolitik.errors import InputError
from realpolitik.explanation import explain
from realpolitik.explanation.bargain import Bargain, steps_of
from realpolitik.explanation.conditions import CONDITIONS
from realpolitik.limits import LARGEST_SEED
from realpolitik.scenario import load
from realpolitik.simulation.ensemble import PAIR_RECORD, run_ensemble
from realpolitik.simulation.single_run import SingleRun
from realpolitik.theory.assumptions import SWITCHES, make_assumptions
from realpolitik.theory.choice import MOVES

SEED = 5
STAY = (0, 0)
SETTINGS_OF = {switch.name: switch.choices for switch in SWITCHES}


@pytest.fixture(scope="module")
def pahlavi():
    return load("pahlavi")


@pytest.fixture(scope="module")
def republic():
    return load("islamic-republic")


@pytest.fixture(scope="module")
def decades(pahlavi, republic):
    """Explanations of Iran and Russia, spread over both eras and several runs."""
    asked = [(pahlavi, run, year) for run, year in enumerate((1948, 1952, 1957, 1962, 1968, 1975, 1953))]
    asked += [(republic, run, year) for run, year in enumerate((1983, 1989, 1995, 2004, 2010, 2022, 1986))]
    return [explain(scenario, run, year, "iran-russia", SEED) for scenario, run, year in asked]


def stopped_before_the_moves(scenario, year, run=0):
    """Return a run in which the states have weighed the moves of a year."""
    single = SingleRun(scenario.timeline(), make_assumptions(**scenario.overrides), seed=SEED, run=run)
    while single.year < year:
        single.weigh_options()
        single.carry_on()
    single.weigh_options()
    return single


@pytest.mark.parametrize("name", ["pahlavi", "islamic-republic", "multipolar-with-china"])
def test_rungs_and_trust_are_those_of_the_ensemble(name):
    scenario = load(name)
    timeline = scenario.timeline()
    record = run_ensemble(timeline, make_assumptions(), runs=2, seed=SEED, trajectories=True, threads=1).pair_record[1]
    for p, pair in enumerate(timeline.pairs):
        t = 1 + 5 * p
        found = explain(scenario, 1, timeline.years[t], pair, SEED)
        last_year, this_year = record[t - 1, p], record[t, p]
        assert (found.ended_last_year.security, found.ended_last_year.economic) == tuple(last_year[:2])
        assert (found.ended.security, found.ended.economic) == tuple(this_year[:2])
        assert np.array_equal(np.float32([side.trust for side in found.sides]), last_year[2:4])
        assert np.array_equal(np.float32([side.trust_after for side in found.sides]), this_year[2:4])
        willing = [_best_step_up(found, side.state) for side in found.sides]
        assert np.array_equal(np.float32(willing), this_year[[PAIR_RECORD.index("willingness_forward"), -1]])


def _best_step_up(found, state):
    gains = [option.gains[state].gain for option in found.options if option.possible and max(option.move) > 0]
    return max(gains, default=0.0)


def test_a_year_begins_where_the_last_one_ended(pahlavi):
    # the boycott cuts trade in most runs; between allies, as in some, partial sanctions spare it
    starts = (explain(pahlavi, run, 1953, "iran-west", SEED) for run in range(20))
    first = next(found for found in starts if found.started.economic == 0)
    years = [first, *(explain(pahlavi, first.run, year, "iran-west", SEED) for year in (1954, 1955))]
    for before, after in itertools.pairwise(years):
        assert after.ended_last_year == before.ended
        for left, right in zip(before.sides, after.sides, strict=True):
            assert left.trust_after == right.trust
    # the boycott of 1951-53 ends by an event of 1954
    assert [given.kind for given in years[1].given if given.ladder == "economic"] == ["event"]
    assert years[1].ended.economic == 1


def test_since_when_the_pair_is_in_its_class(republic):
    found = explain(republic, 2, 2006, "iran-russia", SEED)
    earlier = range(max(found.since - 1, republic.years[0]), found.year)
    classes = [explain(republic, 2, year, "iran-russia", SEED).ended.class_name for year in earlier]
    if found.since > republic.years[0]:
        assert classes.pop(0) != found.started.class_name
    assert set(classes) == {found.started.class_name}
    assert f"as since {found.since}" in " ".join(str(found).split())


def test_parts_of_the_national_interest_sum_to_the_gain(decades):
    for found in decades:
        for option in found.options:
            for gain in option.gains.values():
                assert sum(gain.parts.values()) == pytest.approx(gain.gain, abs=1e-12)


@pytest.mark.parametrize("form", SETTINGS_OF["utility_form"])
def test_parts_sum_to_the_gain_in_every_form_of_utility(republic, form):
    scenario = republic.with_settings({"switches.utility_form": form})
    found = explain(scenario, 0, 1994, "iran-russia", SEED)
    gains = [gain for option in found.options for gain in option.gains.values()]
    assert any(gain.gain != 0.0 for gain in gains)
    for gain in gains:
        assert sum(gain.parts.values()) == pytest.approx(gain.gain, abs=1e-12)


@pytest.mark.parametrize("rule", SETTINGS_OF["choice_rule"])
def test_probabilities_sum_to_one_and_the_drawn_move_had_one(republic, rule):
    scenario = republic.with_settings({"switches.choice_rule": rule})
    found = explain(scenario, 1, 1997, "iran-russia", SEED)
    assert sum(option.probability for option in found.options) == pytest.approx(1.0)
    assert found.option(found.drawn).probability > 0.0
    assert found.option(found.likeliest).probability == max(option.probability for option in found.options)
    assert {option.move for option in found.options} == {steps_of(move) for move in range(MOVES)}
    assert found.choice_rule == rule


def test_probabilities_of_independent_choice_are_its_frequencies(republic):
    """The chances that the explanation puts together are those with which the rule draws."""
    scenario = republic.with_settings({"switches.choice_rule": "independent", "assumptions.rationality": 20.0})
    weighed = stopped_before_the_moves(scenario, 1986)
    stated = np.array([option.probability for option in Bargain(weighed, 0, 1).options()])
    draws = 4000
    count = np.zeros(MOVES)
    for run in range(draws):
        weighed._draws = (np.uint64(SEED), np.uint64(run))
        weighed.settle(0, 1)
        count[int(weighed.world.move[0, 1])] += 1
    spread = np.sqrt(stated * (1.0 - stated) / draws)
    assert (np.abs(count / draws - stated) <= 4.5 * spread + 1e-9).all()
    assert (count > 0).sum() >= 4  # the test saw several moves


def test_what_a_move_counts_follows_from_gains_outside_option_and_aid(decades):
    seen = set()
    for found in decades:
        for option in found.options:
            if not option.possible:
                assert option.counts is None
                continue
            at_the_table = [gain.net + gain.aid for gain in option.gains.values()]
            if option.move == STAY:
                assert option.counts == found.status_quo_bias
            elif option.is_step_down:
                assert option.counts == pytest.approx(max(at_the_table) - option.price, abs=1e-15)
                seen |= {"price"} if option.price > 0.0 else set()
                seen |= {"ended aid"} if any(gain.aid > 0.0 for gain in option.gains.values()) else set()
            else:
                assert option.counts == pytest.approx(min(at_the_table), abs=1e-15)
            assert sum(gain.aid for gain in option.gains.values()) == 0.0
            if option.is_step_up and any(gain.aid > 0.0 for gain in option.gains.values()):
                seen.add("aid")
            seen |= {"outside"} if any(gain.outside > 0.0 for gain in option.gains.values()) else set()
    assert seen == {"aid", "ended aid", "outside", "price"}  # the test saw them all


def test_the_outside_option_is_the_best_of_those_that_others_grant(decades):
    with_rivals = [found for found in decades if found.alternatives]
    assert with_rivals
    for found in with_rivals:
        outside = max(gain.outside for option in found.options for gain in option.gains.values())
        assert max(found.alternatives.values()) == outside
        assert set(found.alternatives).isdisjoint({side.state for side in found.sides})


def test_who_blocks_gains_less(decades):
    blocked = [found for found in decades if found.blocker]
    assert len(blocked) >= 3
    for found in blocked:
        assert found.drawn == STAY
        option = found.option(found.focus)
        other = next(state for state in option.gains if state != found.blocker)
        less, more = option.gains[found.blocker], option.gains[other]
        assert less.net <= more.net
        reasons = less.reasons
        carried = max(reasons.values()) if less.net > 0.0 else min(reasons.values())
        assert reasons[less.foremost] == carried
        text = " ".join(str(found).split())
        if less.net <= 0.0 < more.net:
            assert f"{found.names[found.blocker]} held back" in text
            assert f"{found.names[other]} held back" not in text


@pytest.fixture
def aided(decades):
    """Return a pair that stayed: aid was offered for the step up, without which one side would have lost by it."""
    for found in decades:
        option = found.option(found.focus)
        gains = option.gains.values()
        helped = any(gain.aid > 0.001 and gain.net < 0.0 for gain in gains) and any(gain.net > 0.0 for gain in gains)
        if found.blocker and helped:
            return found
    raise AssertionError("no such year among them")


def with_gains(found, **changes):
    """Return an explanation in which the gains of the step that it is about are changed, by state."""
    option = found.option(found.focus)
    gains = {state: replace(gain, **changes.get(state, {})) for state, gain in option.gains.items()}
    counts = min(gain.net + gain.aid for gain in gains.values())
    changed = replace(option, gains=gains, counts=counts)
    return replace(found, options=tuple(changed if one is option else one for one in found.options))


def test_nobody_held_back_from_a_step_that_counted_more_than_staying(aided):
    counts = aided.option(aided.focus).counts
    by_chance = replace(aided, status_quo_bias=counts - 0.01)
    text = " ".join(str(by_chance).split())
    assert (by_chance.blocker, by_chance.chance_decided) == (None, True)
    assert "nobody held back" in text
    assert "chance decided" in text
    assert f"Without aid {aided.names[aided.blocker]} would have lost" in text
    assert " held back: it" not in text
    assert json.loads(json.dumps(by_chance.to_dict()))["blocker"] is None
    assert not aided.chance_decided
    assert "chance decided" not in str(aided)


def test_nobody_holds_back_who_draws_at_random(aided):
    assert replace(aided, choice_rule="null").blocker is None


def test_a_payer_that_would_lose_by_paying_is_told_beside_who_would_lose_without_aid(aided):
    client = aided.blocker
    patron = next(side.state for side in aided.sides if side.state != client)
    nothing = dict.fromkeys(aided.option(aided.focus).gains[client].parts, 0.0)
    lost = {"gain": -0.020, "parts": {**nothing, "autonomy": -0.020}, "outside": 0.0, "aid": 0.018}
    won = {"gain": 0.010, "parts": {**nothing, "security": 0.010}, "outside": 0.0, "aid": -0.018}
    found = with_gains(aided, **{client: lost, patron: won})
    text = " ".join(str(found).split())
    option = found.option(found.focus)
    assert (found.blocker, option.decider, option.decider_with_aid) == (client, client, patron)
    assert f"{found.names[client]} held back: without aid it would have lost (-0.020)" in text
    assert f"offered aid of 0.018; after paying it, {found.names[patron]} would have lost, too" in text
    less = with_gains(aided, **{client: {**lost, "aid": 0.025}, patron: {**won, "gain": 0.028, "aid": -0.025}})
    assert less.blocker == client
    assert f"after paying it, {found.names[patron]} would have gained the less of the two" in " ".join(
        str(less).split()
    )


def test_what_was_likeliest_is_named(decades):
    for found in decades:
        text = " ".join(str(found).split())
        chance = " had a chance of" if found.drawn != found.likeliest else " was the likeliest of the moves"
        stayed, moved = f"Staying{chance}" in text, f"That{chance}" in text or f"That move{chance}" in text
        assert (stayed, moved) == (found.drawn == STAY, found.drawn != STAY)


def test_the_focus_is_the_move_made_or_the_nearest_step_up(decades):
    for found in decades:
        ups = [option for option in found.options if option.possible and option.is_step_up]
        if found.drawn != STAY:
            assert found.focus == found.drawn
            assert found.blocker is None
        elif ups:
            assert found.option(found.focus).counts == max(option.counts for option in ups)
    assert {found.drawn == STAY for found in decades} == {True, False}  # the test saw both


def test_a_pair_at_the_top_is_told_what_a_step_down_would_bring(pahlavi):
    scenario = pahlavi.with_settings(
        {
            "initial.iran-west": {"security": 3, "economic": 2},
            "assumptions.status_quo_bias": 5.0,
            "switches.crises": "off",
        }
    )
    found = explain(scenario, 0, 1948, "iran-west", SEED)
    assert (found.started.class_name, found.drawn) == ("alliance", STAY)
    option = found.option(found.focus)
    assert option.is_step_down
    assert option.gains[option.decider].gain == max(gain.gain for gain in option.gains.values())
    assert found.blocker is None
    assert "No step up was open to them." in str(found)


def test_an_event_that_decided_is_told(pahlavi, republic):
    event = explain(pahlavi, 0, 1955, "iran-west", SEED)
    security = next(given for given in event.given if given.ladder == "security")
    assert (security.kind, security.rung, security.by) == ("event", 2, None)
    assert event.ended.security == 2
    assert "Baghdad Pact" in str(event)
    assert all(not option.possible for option in event.options if option.move.security)
    revolution = explain(republic, 0, 1979, "iran-west", SEED)
    assert [(given.kind, given.by) for given in revolution.given if given.ladder == "security"] == [("event", "iran")]
    assert "An event set their security ladder to confrontation, by Iran" in " ".join(str(revolution).split())
    other_year = explain(pahlavi, 0, 1956, "iran-west", SEED)
    assert "event" not in {given.kind for given in other_year.given}


def test_a_pinned_pair_says_so(republic):
    found = explain(republic, 0, 1990, "russia-west", SEED)
    assert {(given.ladder, given.kind) for given in found.given} == {("economic", "pin"), ("security", "pin")}
    assert found.options == ()
    assert (found.drawn, found.likeliest, found.focus, found.blocker) == (None, None, None, None)
    assert "there was nothing for them to choose" in " ".join(str(found).split())
    assert found.to_frame().empty
    assert "gain_security" in found.to_frame().columns
    json.dumps(found.to_dict(), allow_nan=False)


def test_a_ladder_moved_by_the_record_is_told(republic):
    found = explain(republic, 0, 1979, "iran-west", SEED)
    assert (found.ended_last_year.economic, found.started.economic) == (2, 0)
    assert "The record moved them there" in " ".join(str(found).split())


def test_crises_are_those_of_the_run(republic):
    dated = explain(republic, 0, 1980, "iran-russia", SEED)
    war = next(crisis for crisis in dated.crises if crisis.victim == "iran")
    assert (war.challenger, war.text) == ("iraq", "Iraq invades Iran")
    for run in range(4):
        year, states = 2003, republic.roster.states
        found = explain(republic, run, year, "iran-russia", SEED)
        single = stopped_before_the_moves(republic, year, run)
        single.carry_on()
        told = {crisis.victim: crisis for crisis in found.crises}
        for i, victim in enumerate(states):
            challenger = int(single.world.challenger[i])
            asked = {states[j]: single.world.support[i, j] for j in range(3) if single.world.support[i, j]}
            if challenger >= 0 and {victim, republic.roster.actors[challenger], *asked} & {"iran", "russia"}:
                crisis = told.pop(victim)
                assert crisis.challenger == republic.roster.actors[challenger]
                assert crisis.text == ""
                assert set(crisis.stood_by) == {state for state, answer in asked.items() if answer > 0}
                assert set(crisis.stood_aside) == {state for state, answer in asked.items() if answer < 0}
        assert not told


def test_lessons_agree_with_trust(decades):
    for found in decades:
        for side in found.sides:
            if side.lesson in ("stepped_down", "stood_aside"):
                assert side.trust_after < side.trust
            elif side.lesson in ("kept", "stood_by"):
                assert side.trust_after > side.trust
            else:
                assert side.lesson == "no_news"
                assert abs(side.trust_baseline - side.trust_after) <= abs(side.trust_baseline - side.trust)
    assert len({side.lesson for found in decades for side in found.sides}) >= 2


def test_without_error_of_perception_all_is_seen_as_it_is(republic):
    exact = {"assumptions.intent_error_sd": 0.0, "assumptions.capability_error_sd": 0.0}
    clear, blurred = (explain(republic.with_settings(s), 0, 1999, "iran-russia", SEED) for s in (exact, {}))

    def errors(found):
        pairs = [
            seen for side in found.sides for seen in (*side.threats.values(), side.intent, side.partner_capability)
        ]
        return [abs(seen.seen - seen.without_error) for seen in pairs]

    assert max(errors(clear)) < 1e-15
    assert max(errors(blurred)) > 1e-3
    assert "(without error" not in str(clear)
    assert "(without error" in str(blurred)
    for otherwise in clear.otherwise:
        if otherwise.condition == "no_misperception":
            assert otherwise.net_otherwise == pytest.approx(otherwise.net, abs=1e-15)


def test_conditions_change_what_they_name(republic):
    """A condition that already holds changes nothing; the clash of aims is worth what it cost."""
    holding = {
        "full_trust": {
            "adjust": [{"quantity": "trust", "of": "iran-russia", "value": 1.0}], "switches.trust_learning": "off",
        },
        "no_clash_of_aims": {"switches.aims": "off"},
        "no_secondary_sanctions": {"switches.secondary_sanctions": "off"},
        "equal_images": {"switches.images": "equal"},
        "equal_power": {
            "adjust": [{"quantity": "cinc", "of": "russia", "equal_to": "iran"}],
            "assumptions.capability_error_sd": 0.0,
        },
        "no_misperception": {"assumptions.intent_error_sd": 0.0, "assumptions.capability_error_sd": 0.0},
    }  # fmt: skip
    assert set(holding) == set(CONDITIONS)
    # a pair that may only take up military cooperation, and did not so far
    pin = {"pair": "iran-russia", "ladder": "economic", "years": [1979, 2025], "level": 1}
    still = {"pins": [pin], "assumptions.status_quo_bias": 5.0, "switches.crises": "off"}
    free = explain(republic.with_settings(still), 0, 2010, "iran-russia", SEED)
    assert (free.drawn, free.focus) == (STAY, (0, 1))
    for condition, settings in holding.items():
        held = explain(republic.with_settings(still | settings), 0, 2010, "iran-russia", SEED).otherwise
        for otherwise in held:
            if otherwise.condition == condition:
                assert otherwise.net_otherwise == pytest.approx(otherwise.net, abs=1e-12), condition
                assert not otherwise.changes_verdict
        changes = [abs(o.net_otherwise - o.net) for o in free.otherwise if o.condition == condition]
        assert len(changes) == 2
        assert max(changes) > 1e-9, condition


def test_without_the_clash_of_aims_its_part_is_gone(decades):
    for found in decades:
        for otherwise in found.otherwise:
            gain = found.option(found.focus).gains[otherwise.state]
            if otherwise.condition == "no_clash_of_aims" and gain.outside == 0.0 == otherwise.net - gain.gain:
                assert otherwise.net_otherwise == pytest.approx(gain.gain - gain.parts["aims"], abs=1e-12)


def test_verdicts_follow_their_numbers():
    from realpolitik.explanation.conditions import Otherwise

    as_it_was = Otherwise("iran", "full_trust", -0.1, -0.05, -0.1, -0.05, 0.02, 0.1, 0.2)
    assert not as_it_was.changes_verdict
    assert not as_it_was.changes_balance
    assert replace(as_it_was, net_otherwise=0.01).changes_verdict
    assert not replace(as_it_was, counts_otherwise=0.01).changes_balance
    assert replace(as_it_was, counts_otherwise=0.03).changes_balance
    assert not replace(as_it_was, counts=None, counts_otherwise=None).changes_balance


def test_frame_has_a_row_for_each_move_and_side(decades):
    for found in decades:
        frame = found.to_frame()
        assert len(frame) == 2 * MOVES
        assert not frame.duplicated(["state", "economic_step", "security_step"]).any()
        one_side = frame[frame["state"] == "iran"]
        assert one_side["probability"].sum() == pytest.approx(1.0)
        assert one_side["drawn"].sum() == 1
        parts = frame.filter(regex="^gain_").sum(axis=1, skipna=False)
        assert np.allclose(parts, frame["gain"], atol=1e-12, equal_nan=True)
        assert (frame["gain"].isna() == ~frame["possible"]).all()


def test_dict_is_plain_and_complete(decades):
    for found in decades:
        plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
        assert plain["pair"] == "iran-russia"
        assert plain["blocker"] == found.blocker
        assert plain["drawn"] == {"economic": found.drawn.economic, "security": found.drawn.security}
        for option, shown in zip(found.options, plain["options"], strict=True):
            assert shown["decider"] == option.decider
            for state, gain in option.gains.items():
                assert shown["gains"][state]["net"] == gain.net
                assert shown["gains"][state]["parts"] == gain.parts


def test_text_is_readable(decades):
    for found in decades:
        text = str(found)
        lines = text.splitlines()
        assert max(map(len, lines)) <= 80
        assert len(lines) <= 70
        assert re.match(rf"Why Iran and Russia .+ in {found.year}\n=+\n", text)
        assert not re.search(r"\bnan\b|None|[a-z]_[a-z]", text)
        made = next(line for line in lines if line.startswith("* "))
        percent = f"{100 * found.option(found.drawn).probability:.0f} %"
        assert made.endswith(percent) or made.endswith(("<1 %", ">99 %"))


NAMES = [
    ("North Yemen Republic", "North Korea Republic"),  # the same when cut to one word
    ("United States", "Europe (Britain, France, Germany)"),
    ("Saint Vincent and the Grenadines", "Saint Vincent and the Pines"),  # the same when cut to as much as there is
]


@pytest.mark.parametrize("names", NAMES)
def test_columns_of_long_names_stay_apart(decades, names):
    for found in decades:
        named = replace(found, names={**found.names, **dict(zip(("iran", "russia"), names, strict=True))})
        lines = str(named).splitlines()
        step = next(place for place, line in enumerate(lines) if line.endswith(", by interest"))
        numbers = re.compile(r"  (\S.*?)(?: +(?:[+-]\d\.\d{3}|0\.000)){8}")
        rows = [numbers.fullmatch(line) for line in lines[step + 2 : step + 4]]
        assert all(rows)
        labels = [row[1] for row in rows]
        assert len(set(labels)) == 2
        assert all(name.startswith(label) for name, label in zip(names, labels, strict=True))
        assert "United States" not in names or "United States" in labels
        heads = next(line for line in lines if line.startswith("  economic + security ties"))
        assert all(f" {label} " in heads for label in labels)
        title, *table = lines[next(place for place, line in enumerate(lines) if line.startswith("Had one thing")) :]
        assert re.fullmatch(
            rf"Had one thing been otherwise for ({'|'.join(map(re.escape, names))}) +then +chance", title
        )
        for line in itertools.takewhile(lambda line: "->" in line, table):
            assert re.search(r"[a-z)] +([+-]\d|0)\.\d{3} -> \S+ +(still|now) ", line, re.IGNORECASE)
            assert line.index(" now " if " now " in line else " still ") + 1 == title.index(" then ") + 1


def test_states_of_the_same_name_are_told_apart_by_their_ids(republic):
    alike = republic.with_settings({"states.iran.name": "Realm", "states.russia.name": "Realm"})
    found = explain(alike, 0, 2010, "iran-russia", SEED)
    assert (found.names["iran"], found.names["russia"]) == ("Realm (iran)", "Realm (russia)")
    assert found.names["west"] == republic.names["west"]
    assert all(f"  Realm ({state})  " in str(found) for state in ("iran", "russia"))


@pytest.mark.parametrize("rule", SETTINGS_OF["choice_rule"])
def test_text_suits_every_choice_rule(republic, rule):
    scenario = republic.with_settings({"switches.choice_rule": rule})
    text = " ".join(str(explain(scenario, 2, 1993, "iran-russia", SEED)).split())
    assert ("at random" in text) == (rule == "null")
    assert ("for the pair, staying" in text) <= (rule in ("joint", "best_reply"))


def test_name_path_and_scenario_and_both_orders_give_the_same(republic, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('format_version = 1\nextends = "islamic-republic"\ntitle = "Mine"\n')
    expected = explain(republic, 0, 1984, "iran-russia", SEED)
    assert explain("islamic-republic", 0, 1984, "russia-iran", SEED) == expected
    assert replace(explain(path, 0, 1984, "iran-russia", SEED), scenario=expected.scenario) == expected
    assert explain(republic, run=1, year=1984, pair="iran-russia", seed=SEED) != expected
    assert explain(republic, 0, 1984, "iran-russia") == explain(republic, 0, 1984, "iran-russia", seed=0)


def test_settings_of_the_scenario_count(republic):
    scenario = republic.with_settings({"assumptions.status_quo_bias": 0.07, "switches.aid": "off"})
    found = explain(scenario, 0, 1992, "iran-russia", SEED)
    assert found.option(STAY).counts == found.status_quo_bias == 0.07
    assert {gain.aid for option in found.options for gain in option.gains.values()} == {0.0}
    assert {gain.outside for option in found.options for gain in option.gains.values()} == {0.0}


def test_the_largest_seed_and_run_are_taken(republic):
    found = explain(republic, LARGEST_SEED, 1979, "iran-russia", LARGEST_SEED)
    assert (found.run, found.seed) == (LARGEST_SEED, LARGEST_SEED)


def test_all_that_is_wrong_is_reported_at_once(republic):
    with pytest.raises(InputError) as caught:
        explain(republic, -1, 1890, "iran-rusia", "five")
    keys = [problem.key for problem in caught.value.problems]
    assert keys == ["run", "seed", "year", "pair"]
    assert "did you mean 'iran-russia'" in str(caught.value)
    assert "from 1979 to 2025" in str(caught.value)


@pytest.mark.parametrize("pair", ["iran-iraq", "iran", "iran-iran", "", "iran->russia"])
def test_only_pairs_of_deciding_states_are_explained(republic, pair):
    with pytest.raises(InputError, match="pair"):
        explain(republic, 0, 1990, pair)


@pytest.mark.parametrize(("run", "seed"), [(LARGEST_SEED + 1, 0), (0.5, 0), (0, LARGEST_SEED + 1), (0, None)])
def test_runs_and_seeds_are_whole_numbers(republic, run, seed):
    with pytest.raises(InputError, match="a whole number from 0"):
        explain(republic, run, 1990, "iran-russia", seed)


@pytest.mark.parametrize("year", [1978, 2026, "1990", None, 1990.5])
def test_only_simulated_years_are_explained(republic, year):
    with pytest.raises(InputError, match="a year from 1979 to 2025"):
        explain(republic, 0, year, "iran-russia")


def test_an_unknown_scenario_is_reported():
    with pytest.raises(InputError, match="did you mean 'pahlavi'"):
        explain("pahlevi", 0, 1950, "iran-russia")
