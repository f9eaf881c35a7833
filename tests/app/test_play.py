"""Games and classrooms: people's choices count, the model answers, nothing is lost, nobody takes another's seat."""

from __future__ import annotations

import json

import numpy as np
import pytest

from realpolitik.app.play.advice import briefing
from realpolitik.app.play.debriefing import debriefing, own_runs
from realpolitik.app.play.game import STAY, Game, SetUp
from realpolitik.app.play.limits import Limits
from realpolitik.app.play.room import TEACHER, Room, read_log
from realpolitik.app.play.rooms import CODE, Rooms
from realpolitik.errors import InputError
from realpolitik.scenario import load
from realpolitik.simulation.decision_rules import JointMove
from realpolitik.simulation.states import RealistModel

THREE = ("iran", "russia", "west")


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def short():
    """Return the first years of the Islamic Republic, which play fast."""
    return load("islamic-republic").with_settings({"years": [1979, 1986]})


@pytest.fixture
def rooms(tmp_path, clock):
    return Rooms(tmp_path / "rooms", clock=clock)


def set_up(scenario, *seats, first_year=1981):
    return SetUp(scenario, seats or THREE, first_year)


def down_with(game, state, partner):
    """Return the deepest step down that is possible, else staying."""
    return min(game.options(state, partner), key=lambda move: move.security + move.economic, default=STAY)


def test_the_years_before_are_those_of_the_model(short):
    game = Game(set_up(short, "iran"))
    model = RealistModel(short.timeline())
    for _ in (1979, 1980):
        model.step()
    assert game.year == 1981
    for pair in model.single.timeline.pairs:
        assert game.model.tie(pair) == model.tie(pair)


def test_a_pure_step_down_happens_and_the_year_advances(short):
    game = Game(set_up(short, "iran"))
    while not game.is_over:
        before = game.model.tie("iran-russia")
        move = down_with(game, "iran", "russia")
        game.choose("iran", {"russia": move})
        assert game.waiting_for == ()
        assert game.advance() == {"iran": {"russia": move}}
        after = game.model.tie("iran-russia")
        assert (after.economic, after.security) == (before.economic + move.economic, before.security + move.security)
    assert game.year == 1986
    with pytest.raises(RuntimeError):
        game.advance()
    with pytest.raises(RuntimeError):
        game.choose("iran", {})


def test_without_a_choice_the_pair_stays(short):
    game = Game(set_up(short, "iran", "russia"))
    before = game.model.tie("iran-russia")
    assert game.waiting_for == ("iran", "russia")
    game.advance()
    assert game.model.tie("iran-russia") == before


def test_the_same_choices_make_the_same_game(short):
    paths = []
    for _ in range(2):
        game = Game(set_up(short, "iran"))
        while not game.is_over:
            game.choose("iran", {"russia": down_with(game, "iran", "russia")})
            game.advance()
        paths.append(game.model.single.world.buffer.tobytes())
    assert paths[0] == paths[1]


def test_wrong_choices_are_refused_all_at_once(short):
    game = Game(set_up(short, "iran"))
    with pytest.raises(InputError) as wrong:
        game.choose("iran", {"rusia": STAY, "west": JointMove(2, 7)})
    assert "did you mean 'russia'" in str(wrong.value)
    assert "(2, 7)" in str(wrong.value)
    assert game.waiting_for == ("iran",)
    with pytest.raises(InputError, match="allowed: iran"):
        game.choose("west", {})
    with pytest.raises(InputError) as wrong:
        SetUp(short, ("irn", "iran", "iran"), 1066)
    assert len(wrong.value.problems) == 3


def test_advisers_tell_what_comes_true(short):
    game = Game(set_up(short, "iran"))
    told = briefing(game, "iran")
    assert told.year == 1981
    assert list(told.threats.values()) == sorted(told.threats.values(), reverse=True)
    assert sum(told.weights.values()) == pytest.approx(1)
    partner = told.partners["russia"]
    assert {option.move for option in partner.options} == set(game.options("iran", "russia"))
    weights = list(told.weights.values())
    for option in partner.options:
        parts = list(option.by_interest.values())
        expected = np.dot(weights, parts[:3]) + sum(parts[3:]) - option.aid_paid + option.aid_received
        assert option.gain == pytest.approx(expected)
        assert 0 <= option.consent <= 1
        if option.move.security <= 0 and option.move.economic <= 0:
            assert option.consent == 1
    before = game.model.single.world.buffer.tobytes()
    briefing(game, "iran")
    assert game.model.single.world.buffer.tobytes() == before, "asking changes nothing"


def test_a_debriefing_counts_what_was_played(short):
    game = Game(set_up(short, "iran"))
    own = own_runs(game.set_up, 20)
    while not game.is_over:
        game.choose("iran", {"russia": down_with(game, "iran", "russia")})
        game.advance()
    told = debriefing(game, own)
    path = next(path for path in told.paths if path.pair == "iran-russia")
    assert path.years == tuple(range(1979, 1987))
    assert path.played[-1] == game.model.tie("iran-russia").class_name
    assert path.played[-1] == "hostile"
    hits = [one == other for one, other in zip(path.played[2:], path.recorded[2:], strict=True)]
    assert path.agreement == pytest.approx(np.mean(hits))
    assert 0 <= path.likeness <= 1
    assert {path.pair for path in told.paths} == {"iran-russia", "iran-west"}
    last = game.model.states["iran"].interests["security"]
    collected = game.model.datacollector.get_agent_vars_dataframe()
    of_iran = collected[collected["state"] == "iran"]["interests__security"]
    assert of_iran.iloc[-1] == last
    assert told.interests["iran"]["security"][0] == pytest.approx(of_iran.iloc[2:].mean())


@pytest.mark.parametrize("trust", [0.9, 0.05])
def test_a_debriefing_names_the_trust_that_a_walk_out_costs(trust):
    pin = {"pair": "iran-russia", "ladder": "security", "years": [1979, 1981], "level": 2}
    given = {"quantity": "trust", "of": "russia-iran", "years": [1979, 1984], "value": trust}
    scenario = load("islamic-republic").with_settings({"years": [1979, 1984], "pins": [pin], "adjust": [given]})
    game = Game(set_up(scenario, "iran", first_year=1982))
    game.choose("iran", {"russia": JointMove(0, -1)})
    while not game.is_over:
        game.advance()
    told = debriefing(game, own_runs(game.set_up, 20)).broken_trust
    assert (1982, "russia", "iran") in {(one.year, one.of, one.toward) for one in told}
    assert all(one.toward == "iran" for one in told if one.of == "russia")
    assert not any((one.of, one.year) == ("iran", 1982) and one.toward == "russia" for one in told)


# classrooms


def fill(room: Room) -> dict[str, str]:
    return {state: room.join(state, f"team {state}") for state in THREE}


def test_a_room_plays_to_the_end(short, rooms):
    room, _ = rooms.open(set_up(short), None, "a")
    assert CODE.fullmatch(room.code)
    with pytest.raises(InputError, match="token that holds no seat"):
        room.choose("0" * 32, {})
    tokens = fill(room)
    assert len(set(tokens.values())) == 3
    assert all(len(token) == 32 for token in tokens.values()), "128 bits"
    while not room.game.is_over:
        year = room.game.year
        for state, token in tokens.items():
            assert room.game.year == year
            room.choose(token, {})
            assert state not in room.game.waiting_for or room.game.year > year
    kinds = [line["kind"] for line in room.record()]
    assert kinds.count("advance") == 6
    assert not any(token in json.dumps(room.record()) for token in tokens.values())


def test_nobody_chooses_before_all_seats_are_taken(short, rooms):
    room, _ = rooms.open(set_up(short), None, "a")
    token = room.join("iran", "one")
    with pytest.raises(InputError, match="russia, west"):
        room.choose(token, {})
    with pytest.raises(InputError, match="taken"):
        room.join("iran", "another")
    with pytest.raises(InputError, match="'narnia'"):
        room.join("narnia", "another")


def test_the_code_opens_no_seat(short, rooms):
    room, teacher = rooms.open(set_up(short), None, "a")
    tokens = fill(room)
    assert room.holder(room.code) is None
    assert room.holder("") is None
    assert room.holder(tokens["west"]) == "west"
    assert room.holder(teacher) == TEACHER
    with pytest.raises(InputError, match="right"):
        room.advance_now(tokens["iran"])
    with pytest.raises(InputError, match="right"):
        room.free_seat(tokens["iran"], "russia")
    room.free_seat(teacher, "russia")
    again = room.join("russia", "late")
    assert room.holder(tokens["russia"]) is None
    assert room.holder(again) == "russia"


def test_time_is_up(short, rooms, clock):
    room, _ = rooms.open(set_up(short), 60, "a")
    clock.now += 120
    assert not rooms.advance_due(), "nobody waits for an empty room"
    tokens = fill(room)
    room.choose(tokens["iran"], {})
    clock.now += 59
    assert not rooms.advance_due()
    clock.now += 1
    assert rooms.advance_due() == [room]
    assert room.game.year == 1982
    assert room.deadline == clock.now + 60


def test_a_restarted_server_goes_on(rooms, clock):
    room, teacher = rooms.open(SetUp(load("islamic-republic"), THREE, 2020), 60, "a")
    tokens = fill(room)
    move = down_with(room.game, "iran", "russia")
    room.choose(tokens["iran"], {"russia": move})
    room.choose(tokens["russia"], {})
    room.choose(tokens["west"], {})
    room.choose(tokens["russia"], {})  # pending when the server stops
    with (rooms.folder / f"{room.code}.jsonl").open("a") as log:
        log.write('{"time": 1, "kind": "cho')  # a crash in the middle of a line
    again = Rooms(rooms.folder, clock=clock)
    assert again.restore() == []
    found = again.find(room.code.lower(), "b")
    assert found.game.model.single.world.buffer.tobytes() == room.game.model.single.world.buffer.tobytes()
    assert found.game.waiting_for == ("iran", "west")
    assert found.holder(tokens["iran"]) == "iran"
    assert found.holder(teacher) == TEACHER
    found.choose(tokens["iran"], {})
    assert read_log(rooms.folder / f"{room.code}.jsonl")[-1]["kind"] == "choose"


def test_a_log_that_is_no_log_is_reported_and_left(rooms, clock):
    (rooms.folder / "BCDFG.jsonl").write_text('{"kind": "join"}\n')
    (rooms.folder / "notes.jsonl").write_text("mine")
    again = Rooms(rooms.folder, clock=lambda: 0.0)
    (failure,) = again.restore()
    assert "BCDFG" in failure
    assert len(again) == 0
    assert (rooms.folder / "notes.jsonl").read_text() == "mine"


def test_limits_hold(short, tmp_path, clock):
    rooms = Rooms(tmp_path, Limits(rooms=2, tries_per_minute=4, idle_hours=1), clock)
    rooms.open(set_up(short), None, "a")
    room, _ = rooms.open(set_up(short), None, "a")
    with pytest.raises(InputError, match="at most 2"):
        rooms.open(set_up(short), None, "b")
    with pytest.raises(InputError, match="open room"):
        rooms.find("BCDFG", "a")
    for _ in range(9):
        assert rooms.find(room.code, "a") is room, "whoever has the code may reload"
    with pytest.raises(InputError, match="narnia"):
        rooms.join(room, "narnia", "team", "a")
    with pytest.raises(InputError, match="too many tries"):
        rooms.join(room, "iran", "team", "a")
    with pytest.raises(InputError, match="too many tries"):
        rooms.find(room.code, "a")
    assert rooms.find(room.code, "c") is room, "another address is not held up"
    clock.now += 60.1
    assert rooms.find(room.code, "a") is room
    clock.now += 3601
    assert len(rooms.close_idle()) == 2
    assert len(list(tmp_path.glob("*.jsonl"))) == 2, "the records stay"
    for seconds in (5, 4000, -1):
        with pytest.raises(InputError, match="seconds_per_year"):
            rooms.open(set_up(short), seconds, "d")
