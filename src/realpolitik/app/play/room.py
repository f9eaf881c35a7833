"""A classroom game: seats held by tokens, a year that advances when all have chosen or time is up, a log on disk."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realpolitik.app.play.game import Game, SetUp
from realpolitik.app.play.limits import Limits
from realpolitik.errors import InputError, Problem, listed, quoted
from realpolitik.scenario import load
from realpolitik.simulation.decision_rules import JointMove

TOKEN_BYTES = 16
TEACHER = "teacher"


@dataclass(frozen=True)
class Team:
    """Who holds a seat: a name to show, and the hash of the token that proves it."""

    name: str
    token_digest: str


def digest_of(token: str) -> str:
    """Return what is kept of a token: its hash, so that a log on disk gives no seat away."""
    return hashlib.sha256(token.encode()).hexdigest()


def clean_name(text: str, letters: int) -> str:
    """Return a team's name on one line, without control characters.

    Raises
    ------
    InputError
        Nothing is left, or it is too long.
    """
    kept = "".join(one if unicodedata.category(one)[0] != "C" or one in "\u200c\u200d" else " " for one in text)
    name = " ".join(kept.split())
    if not 0 < len(name) <= letters:
        raise InputError([Problem(("name",), quoted(name, 60), f"a name of 1 to {letters} letters")])
    return name


class Room:
    """A game with teams.

    Parameters
    ----------
    code : str
        The short code that finds the room; it opens no seat.
    set_up : SetUp
        The game; its seats are the teams' states.
    log : Path
        Where everything that happens is written, a JSON object a line.
    clock : callable
        The time in seconds.
    limits : Limits
        Bounds of names and times.
    seconds_per_year : int, optional
        Time that teams have for a year; none without it.
    """

    def __init__(
        self,
        code: str,
        set_up: SetUp,
        log: Path,
        clock: Callable[[], float],
        limits: Limits,
        seconds_per_year: int | None = None,
    ) -> None:
        if seconds_per_year is not None and not limits.least_seconds <= seconds_per_year <= limits.most_seconds:
            allowed = f"{limits.least_seconds} to {limits.most_seconds} seconds, or no limit"
            raise InputError([Problem(("seconds_per_year",), repr(seconds_per_year), allowed)])
        self.code = code
        self.game = Game(set_up)
        self.teams: dict[str, Team] = {}
        self.seconds_per_year = seconds_per_year
        self.last_change = clock()
        self.deadline: float | None = None
        self._log = log
        self._clock = clock
        self._limits = limits
        self._teacher_digest = ""
        self._replaying = False

    # what happened, line by line

    def open(self) -> str:
        """Write the first line of the log and return the teacher's token."""
        token = secrets.token_hex(TOKEN_BYTES)
        self._teacher_digest = digest_of(token)
        set_up = self.game.set_up
        self._write(
            kind="open",
            scenario=set_up.scenario.name,
            digest=set_up.scenario.digest,
            seats=list(set_up.seats),
            first_year=set_up.first_year,
            seed=set_up.seed,
            run=set_up.run,
            seconds_per_year=self.seconds_per_year,
            teacher=self._teacher_digest,
        )
        return token

    def _write(self, **line: Any) -> None:
        self.last_change = self._clock()
        if not self._replaying:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(json.dumps({"time": self.last_change, **line}) + "\n")

    @classmethod
    def restored(cls, code: str, log: Path, clock: Callable[[], float], limits: Limits) -> Room:
        """Return the room that a log tells of, played again to where it stood.

        Raises
        ------
        InputError
            The log cannot be read, or its scenario has changed since.
        """
        lines = read_log(log)
        text = log.read_bytes()
        if not text.endswith(b"\n"):  # a crash cut the last line off: the next one must not grow onto it
            log.write_bytes(text[: text.rfind(b"\n") + 1])
        opened = lines[0]
        scenario = load(opened["scenario"])
        if scenario.digest != opened["digest"]:
            raise InputError([Problem(("scenario",), "a scenario that has changed since", "the scenario as it was")])
        set_up = SetUp(scenario, tuple(opened["seats"]), opened["first_year"], opened["seed"], opened["run"])
        room = cls(code, set_up, log, clock, limits, opened["seconds_per_year"])
        room._teacher_digest = opened["teacher"]
        room._replaying = True
        for line in lines[1:]:
            if line["kind"] == "join":
                room.teams[line["state"]] = Team(line["name"], line["token"])
            elif line["kind"] == "free":
                room.teams.pop(line["state"], None)
            elif line["kind"] == "choose":
                room.game.choose(line["state"], moves_from(line["moves"]))
            elif line["kind"] == "advance":
                room.game.advance()
        room._replaying = False
        room.last_change = lines[-1]["time"]
        room._set_deadline()
        return room

    # seats

    def join(self, state: str, name: str) -> str:
        """Take a free seat and return the token that holds it.

        Raises
        ------
        InputError
            No such seat, a seat that is taken, or a name that cannot be shown.
        """
        seats = self.game.set_up.seats
        if state not in seats:
            raise InputError([Problem(("state",), quoted(state), listed(seats))])
        if state in self.teams:
            free = listed(seat for seat in seats if seat not in self.teams)
            raise InputError([Problem(("state",), f"the seat {state!r}, which is taken", free)])
        shown = clean_name(name, self._limits.name_letters)
        token = secrets.token_hex(TOKEN_BYTES)
        self.teams[state] = Team(shown, digest_of(token))
        self._write(kind="join", state=state, name=shown, token=digest_of(token))
        if len(self.teams) == len(seats):
            self._set_deadline()
        return token

    def free_seat(self, token: str, state: str) -> None:
        """Let the teacher free a seat whose team has lost its token; a new team takes it over as it stands.

        Raises
        ------
        InputError
            Not the teacher's token, or nobody sits there.
        """
        if self.holder(token) != TEACHER or state not in self.teams:
            raise InputError([Problem(("token",), "a token without that right", "the teacher's, and a taken seat")])
        del self.teams[state]
        self._write(kind="free", state=state)

    def holder(self, token: str) -> str | None:
        """Return the state whose seat a token holds, `TEACHER`, or None."""
        found = digest_of(token)
        holders = {TEACHER: self._teacher_digest} | {state: team.token_digest for state, team in self.teams.items()}
        return next((who for who, digest in holders.items() if hmac.compare_digest(digest, found)), None)

    # the year

    def choose(self, token: str, moves: Mapping[str, JointMove]) -> None:
        """Take a team's choice of the year; the year advances if it was the last one waited for.

        Raises
        ------
        InputError
            The token holds no seat, seats are still free, or a move is not possible.
        """
        state = self.holder(token)
        if state is None or state == TEACHER:
            raise InputError([Problem(("token",), "a token that holds no seat", "the token of a team")])
        if not self.is_full:
            free = listed(seat for seat in self.game.set_up.seats if seat not in self.teams)
            raise InputError([Problem((), f"free seats ({free})", "a choice once all seats are taken")])
        self.game.choose(state, moves)
        self._write(
            kind="choose", state=state, year=self.game.year, moves={to: list(move) for to, move in moves.items()}
        )
        if not self.game.waiting_for:
            self._advance()

    def advance_now(self, token: str) -> None:
        """Let the teacher advance the year without waiting longer.

        Raises
        ------
        InputError
            Not the teacher's token.
        """
        if self.holder(token) != TEACHER:
            raise InputError([Problem(("token",), "a token without that right", "the teacher's")])
        if not self.game.is_over:
            self._advance()

    def advance_if_due(self) -> bool:
        """Advance the year if its time is up; return whether it was."""
        due = self.deadline is not None and self._clock() >= self.deadline and not self.game.is_over
        if due:
            self._advance()
        return due

    def _advance(self) -> None:
        year = self.game.year
        choices = self.game.advance()
        plain = {state: {to: list(move) for to, move in moves.items()} for state, moves in choices.items()}
        self._write(kind="advance", year=year, choices=plain)
        self._set_deadline()

    def _set_deadline(self) -> None:
        running = self.is_full and not self.game.is_over and self.seconds_per_year is not None
        self.deadline = self._clock() + (self.seconds_per_year or 0) if running else None

    @property
    def is_full(self) -> bool:
        """Whether all seats are taken."""
        return len(self.teams) == len(self.game.set_up.seats)

    def record(self) -> list[dict[str, Any]]:
        """Return what happened, without anything that opens a seat."""
        return [
            {key: value for key, value in line.items() if key not in ("token", "teacher")}
            for line in read_log(self._log)
        ]


def moves_from(plain: Mapping[str, Any]) -> dict[str, JointMove]:
    """Return moves from a line of a log."""
    return {partner: JointMove(int(move[0]), int(move[1])) for partner, move in plain.items()}


def read_log(log: Path) -> list[dict[str, Any]]:
    """Return the lines of a log; a last line that a crash cut off is left out.

    Raises
    ------
    InputError
        It cannot be read, or does not begin with the opening of a room.
    """
    lines: list[dict[str, Any]] = []
    try:
        texts = log.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise InputError([Problem((), f"a log that cannot be read ({error})", "a room's log", file=log.name)]) from None
    for place, text in enumerate(texts):
        if not text:
            continue
        try:
            lines.append(json.loads(text))
        except ValueError:
            if place != len(texts) - 1:
                raise InputError([Problem((place + 1,), "a broken line", "a JSON object", file=log.name)]) from None
    if not lines or lines[0].get("kind") != "open":
        raise InputError([Problem((), "no opening line", "a room's log", file=log.name)])
    return lines
