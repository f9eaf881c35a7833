"""What an experiment file may say: keys and bounds, declared once.

Validation, the JSON Schema and the documentation come from these models. What depends on several keys at once
(whether paths exist, whether values fit a scenario) is in `checking`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Strict, StringConstraints, Tag, model_validator

from realpolitik.experiments.outcomes import OUTCOME_NAMES
from realpolitik.experiments.report_schema import Reported, distinct
from realpolitik.limits import LARGEST_RUNS, LARGEST_SEED
from realpolitik.scenario.schema import Flag, Identifier, Model, Name, Number, Pair, Title, Years, wrong
from realpolitik.theory.assumptions import GROUPS

DEFAULT_LEVELS = 5
SWITCH_GROUP = "switches"
EVERY = ("assumptions", "switches", *GROUPS)
"""What ``every`` may name: all assumptions, all switches, or the assumptions of one subject."""

ScenarioName = Annotated[str, StringConstraints(min_length=1)]
Whole = Annotated[int, Strict()]
Change = dict[str, Any]
"""Paths and the values that they get, as ``--set`` has them; the key ``scenario`` takes another scenario."""


def _kind_of_groups(value: Any) -> str:
    return "table" if isinstance(value, dict) else "word"


def _kind_of_choices(value: Any) -> str:
    return "changes" if isinstance(value, dict) else "values"


def _power_of_two(number: int) -> int:
    if number & (number - 1):
        lower = 1 << (number.bit_length() - 1)
        raise wrong(str(number), f"a power of two, such as {lower} or {2 * lower}")
    return number


def _even(number: int) -> int:
    if number % 2:
        raise wrong(str(number), f"an even number, such as {number - 1} or {number + 1}")
    return number


class Factor(Model):
    """Something that the experiment varies."""

    label: str = Field(default="", description="what it is, to print")
    unit: str = Field(default="", description="its unit")
    path: Annotated[str, StringConstraints(min_length=1)] | None = Field(
        default=None,
        description="what is varied: an assumption, a switch, a path in the scenario, or 'scenario'; the name of the "
        "factor if left out",
    )
    low: Number | None = Field(default=None, description="lower end; of an assumption its plausible range")
    high: Number | None = Field(default=None, description="upper end; of an assumption its plausible range")
    log: Flag = Field(default=False, description="spread evenly on a logarithmic scale")
    integer: Flag = Field(default=False, description="whole numbers only")
    levels: Annotated[Whole, Field(ge=2, le=1000)] | None = Field(
        default=None, description="number of evenly spaced values in a grid; those of the design if left out"
    )
    values: Annotated[tuple[Number, ...], Field(min_length=1), AfterValidator(distinct)] | None = Field(
        default=None, description="the values themselves, for a grid, a factorial or one at a time"
    )
    choices: (
        Annotated[
            Annotated[
                tuple[str | Annotated[bool, Strict()] | Whole | Number, ...],
                Field(min_length=2),
                AfterValidator(distinct),
                Tag("values"),
            ]
            | Annotated[dict[Name, Change], Field(min_length=2), Tag("changes")],
            Discriminator(_kind_of_choices),
        ]
        | None
    ) = Field(default=None, description="values of the path, or named sets of changes")
    set: Change | None = Field(
        default=None, description="changes in which every '$' stands for the value, instead of a path"
    )
    group: Name | None = Field(default=None, description="group in which it is varied together with others")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.path is not None and self.set is not None:
            raise wrong("path and set", "one of the two")
        if self.choices is not None:
            others = [name for name in ("low", "high", "levels", "values") if getattr(self, name) is not None]
            others += [name for name in ("log", "integer") if getattr(self, name)]
            if isinstance(self.choices, dict):
                others += [name for name in ("path", "set") if getattr(self, name) is not None]
            if others:
                raise wrong(f"choices and {', '.join(others)}", "choices alone, or a range")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise wrong(f"low = {self.low:g}, high = {self.high:g}", "low below high")
        if self.log and any(end is not None and end <= 0 for end in (self.low, self.high)):
            raise wrong(f"log with low = {self.low}, high = {self.high}", "log only where both are above 0")
        if self.integer:
            given = [number for number in (self.low, self.high, *(self.values or ())) if number is not None]
            broken = [number for number in given if number != int(number)]
            if broken:
                raise wrong(f"integer with {broken[0]:g}", "whole numbers, or integer left out")
        return self


class Grid(Model):
    """Every combination of evenly spaced values."""

    kind: Literal["grid"] = Field(description="every combination of evenly spaced values")
    levels: Annotated[Whole, Field(ge=2, le=1000)] = Field(
        default=DEFAULT_LEVELS, description="values of a continuous factor that does not say how many"
    )


class Factorial(Model):
    """Every combination of the values that the factors list; of a range its two ends."""

    kind: Literal["factorial"] = Field(description="every combination of listed values, of a range its two ends")


class OneAtATime(Model):
    """The base, and each factor at each of its values while all others stay as the scenario has them."""

    kind: Literal["one_at_a_time"] = Field(description="the base, then one factor changed at a time")


class LatinHypercube(Model):
    """A Latin hypercube over all factors."""

    kind: Literal["latin_hypercube"] = Field(description="a Latin hypercube over all factors")
    points: Annotated[Whole, Field(ge=1, le=LARGEST_RUNS)] = Field(description="number of points")


class SobolSample(Model):
    """The matrices of Saltelli for Sobol' indices."""

    kind: Literal["sobol"] = Field(description="the matrices of Saltelli, for Sobol' indices")
    samples: Annotated[Whole, Field(ge=2, le=2**24), AfterValidator(_power_of_two)] = Field(
        description="N, a power of two: (factors + 2) N points, with second order (2 factors + 2) N"
    )
    second_order: Flag = Field(default=False, description="also for indices of second order")


class MorrisSample(Model):
    """Trajectories for elementary effects."""

    kind: Literal["morris"] = Field(description="trajectories, for elementary effects")
    trajectories: Annotated[Whole, Field(ge=2, le=1_000_000)] = Field(
        description="number of trajectories of factors + 1 points each"
    )
    levels: Annotated[Whole, Field(ge=2, le=1000), AfterValidator(_even)] = Field(
        default=4, description="levels of the grid, an even number"
    )


class PointsTable(Model):
    """Points of one's own."""

    kind: Literal["table"] = Field(description="points from a CSV file")
    file: Annotated[str, StringConstraints(min_length=1)] = Field(
        description="CSV file beside this one: a column per factor, a row per point, an empty cell for 'as it is'"
    )


Design = Annotated[
    Grid | Factorial | OneAtATime | LatinHypercube | SobolSample | MorrisSample | PointsTable, Discriminator("kind")
]


class Cell(Model):
    """A change for one combination of choices."""

    at: dict[Identifier, str] = Field(min_length=1, description="choices of factors, by name of the factor")
    change: Change = Field(description="what holds there")


class Contrast(Model):
    """A comparison of two arms on the same draws, point by point."""

    name: Identifier = Field(description="name in the table of contrasts")
    kind: Literal["difference", "conditionality"] = Field(
        default="difference",
        description="difference: arm minus versus; conditionality: the share of what the pair's security rung has "
        "above 1 in one arm that is missing in the other, (S_arm - S_versus) / (S_arm - 1)",
    )
    arm: Name = Field(description="the arm")
    versus: Name = Field(description="the arm that it is compared with")
    pair: Pair = Field(description="the pair, either way round")
    outcome: Literal[OUTCOME_NAMES] = Field(  # type: ignore[valid-type]
        default="mean_security_rung", description="the outcome of a difference"
    )
    window: Identifier | None = Field(default=None, description="window of years; all years if left out")

    @model_validator(mode="after")
    def _two_arms(self) -> Self:
        if self.arm == self.versus:
            raise wrong(f"{self.arm!r} against itself", "two different arms")
        if self.kind == "conditionality" and self.outcome != "mean_security_rung":
            raise wrong(f"conditionality of {self.outcome}", "mean_security_rung, or kind = 'difference'")
        return self


class Recorded(Model):
    """What is kept of each run."""

    pairs: Annotated[tuple[Pair, ...], Field(min_length=1), AfterValidator(distinct)] | None = Field(
        default=None, description="pairs of deciding states; those that all scenarios have if left out"
    )
    outcomes: (
        Annotated[
            tuple[Literal[OUTCOME_NAMES], ...],  # type: ignore[valid-type]
            Field(min_length=1),
            AfterValidator(distinct),
        ]
        | None
    ) = Field(default=None, description="outcomes of each pair; the usual ones if left out")
    windows: dict[Identifier, Years] = Field(
        default={}, description="spans of years in which the outcomes are recorded, too: name = [first, last]"
    )


class ExperimentDocument(Model):
    """An experiment as its file says it."""

    format_version: Literal[1] = Field(description="version of this format")
    title: Title = Field(description="one line")
    description: str = Field(default="", description="what the experiment asks")
    sources: tuple[str, ...] = Field(default=(), description="where its question or its numbers come from")
    scenarios: Annotated[tuple[ScenarioName, ...], Field(min_length=1), AfterValidator(distinct)] = Field(
        description="base scenarios: shipped names or files beside this one; the design runs over each"
    )
    set: Change = Field(default={}, description="changes of the base scenarios, before anything is varied")
    replications: Annotated[Whole, Field(ge=1, le=LARGEST_RUNS)] = Field(
        default=100, description="runs of each point in each scenario and arm"
    )
    seed: Annotated[Whole, Field(ge=0, le=LARGEST_SEED)] = Field(
        default=0, description="seed of all draws and of the design; 0 is a seed"
    )
    draws: Literal["shared", "separate"] = Field(
        default="shared",
        description="shared: a replication has the same draws at every point; separate: every point has draws of its "
        "own. Arms and scenarios share them always",
    )
    rows: Literal["runs", "points"] | None = Field(
        default=None,
        description="rows of runs.parquet: every run, or means and variances of every point; chosen by size if left "
        "out",
    )
    design: Design = Field(default=Grid(kind="grid"), description="which points are run")
    every: Annotated[tuple[Literal[EVERY], ...], AfterValidator(distinct)] = Field(  # type: ignore[valid-type]
        default=(), description="assumptions and switches that are factors without a table of their own"
    )
    leave_out: Annotated[tuple[str, ...], AfterValidator(distinct)] = Field(
        default=(), description="assumptions and switches that 'every' does not mean"
    )
    ranges: Literal["plausible", "calibrated"] = Field(
        default="plausible",
        description="range of an assumption whose table has none: the plausible one, or the one that the record of the "
        "clients allows",
    )
    factors: dict[str, Factor] = Field(default={}, description="what is varied, by name or path")
    groups: Annotated[
        Annotated[Literal["subject"], Tag("word")] | Annotated[dict[Name, tuple[str, ...]], Tag("table")],
        Discriminator(_kind_of_groups),
    ] = Field(
        default={},
        description="factors that are varied together: name = [factors], or 'subject' for the subjects of the "
        "assumptions",
    )
    arms: Annotated[dict[Name, Change], Field(min_length=2)] | None = Field(
        default=None, description="counterfactuals that are run at every point on the same draws"
    )
    cells: tuple[Cell, ...] = Field(default=(), description="changes for combinations of choices")
    contrasts: tuple[Contrast, ...] = Field(default=(), description="comparisons of arms")
    record: Recorded = Field(default=Recorded(), description="what is kept of each run")
    report: Reported = Field(default=Reported(), description="what the report shows")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of an experiment file."""
    return ExperimentDocument.model_json_schema()
