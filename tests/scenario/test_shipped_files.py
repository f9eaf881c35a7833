"""The shipped scenarios: all load, none scripts what the findings test."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from realpolitik import scenario
from realpolitik.scenario import shipped_profiles, shipped_scenarios

load = functools.cache(scenario.load)

NAMES = [entry.name for entry in shipped_scenarios()]
CLIENTS = ["afghanistan", "belarus", "china", "cuba", "east_germany", "egypt", "finland", "india", "iraq",
           "mongolia", "saudi_arabia", "turkey"]  # fmt: skip
OF_IRAN = sorted({*NAMES} - {*CLIENTS, "belarus-no-western-pressure", "mongolia-equal-trust"})
MOSCOW_CLOSED = {"pahlavi-moscow-closed", "unipolar-moscow-closed"}
OBSTACLES = ("equal-power", "trusting-partners", "shared-aims")


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_has_a_timeline_of_its_years(name):
    document, timeline = load(name).document, load(name).timeline()
    assert (timeline.years[0], timeline.years[-1]) == document.years
    assert document.description.strip()
    assert all(np.isfinite(array).all() for array in timeline.arrays)


def test_a_notebook_shows_a_line():
    changed = load("pahlavi").with_settings({"states.iran.value": 0.5})
    told = "1946-1978, deciding states iran, russia, west"
    assert repr(load("pahlavi")) == f"<Scenario pahlavi: {told}>"
    assert repr(changed) == f"<Scenario pahlavi: {told}, changed: states.iran.value>"
    assert repr(changed.timeline()) == f"<ScenarioTimeline: {told}>"


@pytest.mark.parametrize("name", OF_IRAN)
def test_nothing_sets_a_ladder_between_iran_and_russia(name):
    timeline = load(name).timeline()
    iran, russia = timeline.actors.index("iran"), timeline.actors.index("russia")
    arrays = timeline.arrays
    assert (arrays.security_event[:, iran, russia] == -1).all()
    assert (arrays.economic_event[:, iran, russia] == -1).all()
    pinned = 1.0 if name in MOSCOW_CLOSED else -1.0
    assert (arrays.security_pin[:, iran, russia] == pinned).all()
    assert (arrays.economic_pin[:, iran, russia] == pinned).all()
    assert (arrays.intent_given[:, iran, russia] == -1).all()


@pytest.mark.parametrize("name", CLIENTS)
def test_clients_have_no_parameter_of_their_own(name):
    document = load(name).document
    assert document.profiles == "record"
    for table in ("pairs", "penetration", "initial", "pins", "events", "adjust", "assumptions", "switches"):
        assert not getattr(document, table), table
    assert all(not state.profiles and state.value == 0 for state in document.states.values())
    assert list(document.bystanders) == ["regional_rivals"]
    assert f"recorded_class.{name}-russia" in load(name).series.columns


def test_the_withheld_events_are_the_only_difference():
    whole, withheld = load("pahlavi").document, load("pahlavi-without-pacts").document
    gone = {event.id for event in whole.live_events} - {event.id for event in withheld.live_events}
    assert gone == {"baghdad-pact", "us-agreement-1959"}


@pytest.mark.parametrize(
    ("told", "untold"),
    [
        ("islamic-republic", "islamic-republic-without-rupture"),
        ("pahlavi-elites-in-sanctions-era", "pahlavi-elites-without-rupture"),
    ],
)
def test_only_the_acts_of_1979_are_withheld(told, untold):
    before, after = (load(name).timeline().arrays._asdict() for name in (told, untold))
    differ = {name for name in before if not np.array_equal(before[name], after[name])}
    assert differ == {"security_event", "security_event_by", "crisis_event"}
    iran, west = 0, 2
    assert (after["security_event"][:, iran, west] == -1.0).all()


def test_eras_meet_at_the_revolution():
    assert load("pahlavi").document.years == (1946, 1978)
    assert load("islamic-republic").document.years == (1979, 2025)
    assert load("century").document.years == (1946, 2025)


def test_the_three_obstacles_combine():
    def changes(name):
        document = load(name).document
        base = load("islamic-republic").document
        return {repr(item) for item in (*document.adjust, *document.pins)} - {
            repr(item) for item in (*base.adjust, *base.pins)
        }

    power, trust, aims = (changes(name) for name in OBSTACLES)
    assert changes("equal-power-and-trust") == power | trust
    assert changes("equal-power-and-shared-aims") == power | aims
    assert changes("trust-and-shared-aims") == trust | aims
    assert changes("all-three-removed") == power | trust | aims


def test_pressure_is_removed_and_sanctions_stay():
    base, variant = load("islamic-republic").timeline(), load("no-western-pressure").timeline()
    iran, west = base.actors.index("iran"), base.actors.index("west")
    assert (variant.arrays.rivalry[:, iran, west] == 0).all()
    assert (variant.arrays.dispute[:, iran, west] == 0).all()
    assert (variant.arrays.security_pin[:, iran, west] == 1).all()
    assert not (variant.arrays.crisis_event[:, iran] == west).any()
    np.testing.assert_array_equal(variant.arrays.sanction, base.arrays.sanction)
    np.testing.assert_array_equal(variant.arrays.economic_pin[:, iran, west], base.arrays.economic_pin[:, iran, west])


def test_every_profile_is_used_and_has_sources():
    used = {}
    for name in NAMES:
        used |= load(name).elites
    assert set(used) == {entry.name for entry in shipped_profiles()}
    assert all(profile.sources for profile in used.values())
