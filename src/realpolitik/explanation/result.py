"""The decision trace of one year of one run: numbers, a table, a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.explanation.bargain import Option
    from realpolitik.explanation.conditions import Otherwise
    from realpolitik.explanation.setting import Crisis, Given, Side
    from realpolitik.simulation.decision_rules import JointMove, Tie


@dataclass(frozen=True)
class Explanation:
    """A year of a pair: where it stood, what each side saw and wanted, what was drawn, what came of it.

    Printed, it is a text for a reader; `to_dict` and `to_frame` hold the numbers.

    Attributes
    ----------
    scenario : str
        Name of the scenario.
    seed, run, year : int
        Which run, which calendar year.
    pair : str
        The pair, in scenario order.
    names : dict of str to str
        Names to print, of all actors.
    ended_last_year, started, ended : Tie
        Rungs and class at the end of the year before (before the first year: its initial rungs), when the moves
        were weighed, and at the end of the year. The first two differ where the record moved a ladder.
    since : int
        The year in which the pair came to the class in which it started, and which it had not left until then.
    sides : tuple of Side
        What each of the two saw, wanted and learned, in the order of the pair.
    great_powers : tuple of str
        Whose share of capabilities was at least a third of the largest.
    given : tuple of Given
        Ladders of the pair that a pin or a dated event set this year; they made no choice.
    options : tuple of Option
        The nine joint moves, or none if both ladders were given.
    drawn, likeliest : JointMove or None
        The move that was made, and the one of the highest probability.
    focus : JointMove or None
        The move that the explanation is about: the one that was made or, if the pair stayed, the step up that came
        nearest; the nearest step down if none up was possible.
    otherwise : tuple of Otherwise
        What each side would have made of that move, had one thing been otherwise.
    alternatives : dict of str to float
        The weaker side's outside option, by the state that would grant it.
    crises : tuple of Crisis
        Crises of the year in which one of the two was victim, challenger or asked for support.
    remarks : tuple of str
        Dated facts of the record that no rule reads.
    choice_rule : str
        How the pair chose; ``joint`` in the package's own model.
    status_quo_bias : float
        What staying counts.
    """

    scenario: str
    seed: int
    run: int
    year: int
    pair: str
    names: dict[str, str]
    ended_last_year: Tie
    started: Tie
    ended: Tie
    since: int
    sides: tuple[Side, Side]
    great_powers: tuple[str, ...]
    given: tuple[Given, ...]
    options: tuple[Option, ...]
    drawn: JointMove | None
    likeliest: JointMove | None
    focus: JointMove | None
    otherwise: tuple[Otherwise, ...]
    alternatives: dict[str, float]
    crises: tuple[Crisis, ...]
    remarks: tuple[str, ...]
    choice_rule: str
    status_quo_bias: float

    def option(self, move: JointMove | tuple[int, int]) -> Option:
        """Return one of the nine joint moves by its steps (economic, security)."""
        return next(option for option in self.options if option.move == move)

    @property
    def chance_decided(self) -> bool:
        """Whether a pair stayed although the move in `focus` counted more than staying: an error of choice."""
        if self.focus is None or self.focus == self.drawn or self.choice_rule == "null":
            return False
        counts = self.option(self.focus).counts
        return counts is not None and counts > self.status_quo_bias

    @property
    def blocker(self) -> str | None:
        """The side that held back from the step up in `focus`: of a pair that stayed, the one that gained less.

        Aid is left aside, as in `Option.decider`. None where nobody held back: the step counted more than staying (with
        aid), so that chance decided, or the pair drew at random.
        """
        if self.focus is None or self.focus == self.drawn or not self.option(self.focus).is_step_up:
            return None
        return None if self.chance_decided or self.choice_rule == "null" else self.option(self.focus).decider

    def __str__(self) -> str:
        from realpolitik.explanation.text import write

        return write(self)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data for JSON; a move that could not be made has no gains."""
        plain = _plain(self)
        for option, shown in zip(self.options, plain["options"], strict=True):
            shown |= {"decider": option.decider, "decider_with_aid": option.decider_with_aid}
            for state, gain in option.gains.items():
                shown["gains"][state] |= {"net": gain.net, "foremost": gain.foremost}
        for otherwise, shown in zip(self.otherwise, plain["otherwise"], strict=True):
            shown["changes_verdict"] = otherwise.changes_verdict
            shown["changes_balance"] = otherwise.changes_balance
        return {**plain, "blocker": self.blocker, "chance_decided": self.chance_decided}

    def to_frame(self) -> pd.DataFrame:
        """Return a row for each joint move and side; no rows if the pair had nothing to choose.

        Columns: scenario, seed, run, year, pair; ``state`` and ``partner``; ``economic_step``, ``security_step``;
        ``possible`` and ``drawn``; ``gain`` and its parts ``gain_security`` to ``gain_aims``, ``outside`` and ``aid``,
        in utility, NaN where the move was not possible; ``counts``, ``price`` (of breaking a word) and ``probability``
        of the move for the pair.
        """
        import pandas as pd

        from realpolitik.simulation.world import PARTS

        rows = []
        for option in self.options:
            for side in self.sides:
                gain = option.gains.get(side.state)
                missing = float("nan")
                rows.append(
                    {
                        "scenario": self.scenario, "seed": self.seed, "run": self.run, "year": self.year,
                        "pair": self.pair, "state": side.state, "partner": side.partner,
                        "economic_step": option.move.economic, "security_step": option.move.security,
                        "possible": option.possible, "gain": gain.gain if gain else missing,
                        **{f"gain_{part}": gain.parts[part] if gain else missing for part in PARTS},
                        "outside": gain.outside if gain else missing, "aid": gain.aid if gain else missing,
                        "counts": missing if option.counts is None else option.counts,
                        "price": option.price if option.possible else missing,
                        "probability": option.probability, "drawn": option.move == self.drawn,
                    }
                )  # fmt: skip
        columns = [
            "scenario", "seed", "run", "year", "pair", "state", "partner", "economic_step", "security_step", "possible",
            "gain", *(f"gain_{part}" for part in PARTS), "outside", "aid", "counts", "price",
            "probability", "drawn",
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)


def _plain(value: Any) -> Any:
    """Return dataclasses and named tuples as dicts, tuples as lists, all the way down."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value
