"""Reading what the user typed: numbers, settings and scenarios, with all problems at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import InputError, Problem, listed, nearest_name, quoted
from realpolitik.limits import LARGEST_RUNS, LARGEST_SEED
from realpolitik.paths import checked_path

if TYPE_CHECKING:
    from realpolitik.scenario import Scenario

WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,40}")  # int() would also take 1_0 and digits of other scripts


class Taken[Value]:
    """What a reading returned, or nothing if it found problems."""

    def __init__(self, values: tuple[Value, ...]) -> None:
        self._values = values

    def __bool__(self) -> bool:
        return bool(self._values)

    @property
    def value(self) -> Value:
        """The value; there is one for certain once `Reading.finish` has passed."""
        return self._values[0]


class Reading:
    """Several readings, whose problems are reported together.

    Examples
    --------
    >>> reading = Reading()
    >>> runs, seed = reading.take(runs_number, "12"), reading.take(seed_number, "x")
    >>> runs.value, bool(seed)
    (12, False)
    >>> [str(problem) for problem in reading.problems]
    ["--seed: found 'x'; allowed: a whole number from 0 to 9223372036854775807"]
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def take[**Given, Value](
        self, read: Callable[Given, Value], *arguments: Given.args, **keywords: Given.kwargs
    ) -> Taken[Value]:
        """Return what a reading function returns, or nothing after noting its problems."""
        try:
            return Taken((read(*arguments, **keywords),))
        except InputError as error:
            self.problems += [problem for problem in error.problems if problem not in self.problems]
            return Taken(())

    def finish(self) -> None:
        """Report the problems of all readings so far.

        Raises
        ------
        InputError
            There are some.
        """
        if self.problems:
            raise InputError(self.problems)


def whole_number(option: str, text: str, least: int, most: int | None = None) -> int:
    """Return the whole number that an option gives.

    Raises
    ------
    InputError
        The text is no whole number, or one out of bounds.
    """
    allowed = f"a whole number of {least} or more" if most is None else f"a whole number from {least} to {most}"
    if not WHOLE_NUMBER.fullmatch(text.strip()):
        raise InputError([Problem((), quoted(text), allowed, file=option)])
    number = int(text)
    if number < least or (most is not None and number > most):
        raise InputError([Problem((), quoted(text), allowed, file=option)])
    return number


def one_of(option: str, text: str, choices: Sequence[str]) -> str:
    """Return the choice that an option gives.

    Raises
    ------
    InputError
        The text is none of the choices.
    """
    if text not in choices:
        raise InputError([Problem((), quoted(text), listed(choices), nearest_name(text, choices), option)])
    return text


def runs_number(text: str, least: int = 1) -> int:
    """Return the number of runs."""
    return whole_number("--runs", text, least, LARGEST_RUNS)


def seed_number(text: str) -> int:
    """Return the seed."""
    return whole_number("--seed", text, 0, LARGEST_SEED)


def out_folder(given: str | None, default: Path, check: Callable[[Path], None]) -> Path:
    """Return the folder that ``--out`` gives, or else the default, after a check.

    Raises
    ------
    InputError
        The folder does not pass the check, or the path is empty, as of a variable that is not set.
    """
    folder = default if given is None else checked_path("--out", given, "the path of a folder")
    check(folder)
    return folder


def setting_from(text: str) -> tuple[str, str]:
    """Return the full path in the scenario and the value that one ``--set`` gives.

    Examples
    --------
    >>> setting_from("trust_loss=0.5"), setting_from("identity=off")
    (('assumptions.trust_loss', '0.5'), ('switches.identity', 'off'))

    Raises
    ------
    InputError
        A text without ``=``, or a short name that is neither assumption, switch nor key.
    """
    from realpolitik.scenario import parse_settings
    from realpolitik.scenario.settings import full_path

    ((path, value),) = parse_settings([text]).items()
    return full_path(path, "--set"), value


def scenario_from(name_or_path: str) -> Scenario:
    """Return a shipped scenario, or one from a file.

    Raises
    ------
    InputError
        Everything that is wrong with it; of an elite profile only that it is one.
    """
    from realpolitik.scenario import load

    try:
        return load(name_or_path)
    except InputError:
        if _is_profile(name_or_path):
            allowed = "a scenario; it names its elite profiles under states"
            raise InputError([Problem((), "an elite profile", allowed, file=name_or_path)]) from None
        raise


def _is_profile(name_or_path: str) -> bool:
    from realpolitik.scenario import load_profile

    try:
        load_profile(name_or_path)
    except InputError:
        return False
    return True


def changed_scenario(name_or_path: str, settings: Iterable[str]) -> Scenario:
    """Return a scenario with the values that ``--set`` changes; of two for one path the later counts.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario and the settings.
    """
    reading = Reading()
    given = [reading.take(setting_from, text) for text in settings]
    scenario = reading.take(scenario_from, name_or_path)
    if scenario:  # what can be applied is, to find more that is wrong
        changes = dict(setting.value for setting in given if setting)
        scenario = reading.take(scenario.value.with_settings, changes)
    reading.finish()
    return scenario.value
