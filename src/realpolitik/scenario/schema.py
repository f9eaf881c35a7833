"""What a scenario file may say: keys, units and bounds, declared once.

Validation, the JSON Schema, the tables of the documentation and the sliders of the page come from these
models. What depends on several keys at once (names of states, years of events) is in `checks`.
"""

from __future__ import annotations

import itertools
import math
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from realpolitik.scenario.quantities import ADJUSTABLE_NAMES, RECORDED_CLASSES
from realpolitik.scenario.roster import IDENTIFIER, Roster, split_direction, split_pair

__all__ = ["RECORDED_CLASSES", "ScenarioDocument", "json_schema"]

FORMAT_VERSION = 1
TOP_RUNG = {"security": 3, "economic": 2}


def _unit(unit: str) -> dict[str, Any]:
    return {"unit": unit}


def wrong(found: str, allowed: str, nearest: str | None = None) -> PydanticCustomError:
    """Return the error that a validator raises; the report prints its three parts."""
    context = {"found": found, "allowed": allowed, "nearest": nearest}
    return PydanticCustomError("wrong", "{found}; allowed: {allowed}", context)


class Model(BaseModel):
    """A frozen table of a file; unknown keys, NaN and infinity are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _ordered(value: tuple[int, int]) -> tuple[int, int]:
    if value[0] > value[1]:
        raise wrong(f"{list(value)}", "the first year, then the last")
    return value


def _increasing(steps: tuple[tuple[int, Any], ...]) -> tuple[tuple[int, Any], ...]:
    years = [year for year, _ in steps]
    if not years:
        raise wrong("an empty list", "at least one [year, value]")
    if any(later <= earlier for earlier, later in itertools.pairwise(years)):
        raise wrong(f"the years {years}", "years in increasing order")
    return steps


def _pair(text: str) -> str:
    if split_pair(text) is None:
        raise wrong(repr(text), "two different ids joined by '-', as in iran-russia")
    return text


def _direction(text: str) -> str:
    ids = split_direction(text)
    if ids is None:
        raise wrong(repr(text), "two different ids joined by '->', as in russia->iran")
    return f"{ids[0]}->{ids[1]}"


def _form(value: Any) -> str:
    return "steps" if isinstance(value, list | tuple) else "number"


Identifier = Annotated[str, StringConstraints(pattern=rf"^{IDENTIFIER}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
ProfileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_./-]+$")]
Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Pair = Annotated[str, AfterValidator(_pair)]
Direction = Annotated[str, AfterValidator(_direction)]
Year = Annotated[int, Strict(), Field(ge=1500, le=2500, json_schema_extra=_unit("year"))]
Years = Annotated[tuple[Year, Year], AfterValidator(_ordered)]
Flag = Annotated[bool, Strict()]
Number = Annotated[float, Strict()]
Share = Annotated[float, Strict(), Field(ge=0, le=1)]
Ladder = Literal["security", "economic"]
Rung = Annotated[int, Strict(), Field(ge=0, le=3)]
ProfileSteps = Annotated[tuple[tuple[Year, ProfileName], ...], AfterValidator(_increasing)]
SteppedShare = Annotated[
    Annotated[Share, Tag("number")]
    | Annotated[tuple[tuple[Year, Share], ...], AfterValidator(_increasing), Tag("steps")],
    Discriminator(_form),
]
"""One number for all years, or [[year, number], ...]: each holds until the next; 0 before the first."""


SignedShare = Annotated[float, Strict(), Field(ge=-1, le=1)]
SteppedSignedShare = Annotated[
    Annotated[SignedShare, Tag("number")]
    | Annotated[tuple[tuple[Year, SignedShare], ...], AfterValidator(_increasing), Tag("steps")],
    Discriminator(_form),
]
"""Like `SteppedShare`, from -1 to 1."""

OneOrThree = Annotated[
    Annotated[Number, Tag("number")] | Annotated[tuple[Number, Number, Number], Tag("steps")],
    Discriminator(_form),
]


class State(Model):
    """A state that decides."""

    name: Title = Field(description="name to print")
    great: Flag = Field(
        default=False,
        description="an outside great power: its ladders with other great powers follow the record, unless "
        "mapping.recorded_pairs names the pairs; whether a state weighs as great in a year is measured",
    )
    global_reach: Flag = Field(default=False, description="projects power over the larger of the two distances")
    value: SteppedShare = Field(
        default=0.0,
        description="strategic value beyond its place: oil, bases, territory",
        json_schema_extra=_unit("1"),
    )
    profiles: ProfileSteps = Field(default=(), description="elites in office: [[first year, profile], ...]")


class Bystander(Model):
    """An actor that threatens but does not decide."""

    name: Title = Field(description="name to print")
    global_reach: Flag = Field(default=False, description="projects power over the larger of the two distances")


class PairTable(Model):
    """What concerns a pair of deciding states, whichever way round."""

    clash: SteppedSignedShare = Field(
        default=0.0,
        description="clash of regional aims; below 0 for aims that the two share",
        json_schema_extra=_unit("1"),
    )


class Rungs(Model):
    """Rungs of a pair before the first year; what is left out follows the record."""

    security: Rung | None = Field(default=None, description="security rung, 0 to 3", json_schema_extra=_unit("rung"))
    economic: Annotated[int, Strict(), Field(ge=0, le=2)] | None = Field(
        default=None, description="economic rung, 0 to 2", json_schema_extra=_unit("rung")
    )

    @model_validator(mode="after")
    def _pact_needs_relations(self) -> Self:
        if self.security == 3 and self.economic == 0:
            raise wrong("security 3 with economic 0", "a pact (security 3) only with economic 1 or 2")
        return self


class OnLadder(Model):
    """A rung of one ladder of a pair."""

    pair: Pair = Field(description="the pair, either way round")
    ladder: Ladder = Field(description="which ladder")
    level: Rung = Field(
        description="security 0-3, economic 0-2: confrontation or sanctions at 0",
        json_schema_extra=_unit("rung"),
    )

    @model_validator(mode="after")
    def _rung_exists(self) -> Self:
        top = TOP_RUNG[self.ladder]
        if self.level > top:
            raise wrong(f"level {self.level}", f"0 to {top} on the {self.ladder} ladder")
        return self


class Pin(OnLadder):
    """A ladder held at a rung: it counts, makes no choice, earns no blame; later pins win over earlier."""

    years: Years = Field(description="first and last year")
    text: str = Field(default="", description="why")


class Dated(Model):
    """What all events have."""

    id: Name = Field(description="name by which a variant drops the event")
    year: Year = Field(description="year in which it happens")
    text: str = Field(default="", description="what happened")
    source: str = Field(default="", description="where this is documented")


class TieEvent(Dated, OnLadder):
    """A dated fact that sets a rung and replaces that ladder's move in its year."""

    kind: Literal["tie"] = Field(description="a rung is set")
    by: Identifier | None = Field(default=None, description="the state that did it; both if left out")


class CrisisEvent(Dated):
    """A dated crisis."""

    kind: Literal["crisis"] = Field(description="a challenger forces a crisis on a victim")
    victim: Identifier = Field(description="the deciding state that is challenged")
    challenger: Identifier = Field(description="the actor that challenges it")


class NoteEvent(Dated):
    """A dated fact that the reader should see and the rules do not."""

    kind: Literal["note"] = Field(description="for the reader only")


Event = Annotated[TieEvent | CrisisEvent | NoteEvent, Discriminator("kind")]


class Adjust(Model):
    """A change of one quantity, made to the record before anything is derived from it."""

    quantity: Literal[ADJUSTABLE_NAMES] = Field(description="what is changed")  # type: ignore[valid-type]
    of: str = Field(description="an actor, a pair a-b, or a direction a->b; a-b of a direction means both")
    years: Years | None = Field(default=None, description="first and last year; all years if left out")
    value: OneOrThree | None = Field(default=None, description="set to this (weights: three numbers)")
    scale: Annotated[float, Strict(), Field(ge=0)] | None = Field(default=None, description="multiply by this")
    equal_to: str | None = Field(default=None, description="copy from this actor, pair or direction")
    text: str = Field(default="", description="why")

    @model_validator(mode="after")
    def _one_change(self) -> Self:
        given = [name for name in ("value", "scale", "equal_to") if getattr(self, name) is not None]
        if len(given) != 1:
            raise wrong(" and ".join(given) or "no change", "exactly one of value, scale, equal_to")
        return self


class MappingTable(Model):
    """Choices of the mapping from the record."""

    recorded_pairs: tuple[Pair, ...] | None = Field(
        default=None,
        description="pairs whose ladders follow the record; all pairs of great powers if left out",
    )


class ScenarioDocument(Model):
    """A scenario after its bases have been merged in: all that a file says, nothing derived."""

    format_version: Literal[1] = Field(description="version of this format")
    title: Title = Field(description="one line")
    description: str = Field(default="", description="what the scenario is for")
    sources: tuple[str, ...] = Field(default=(), description="where its facts come from")
    extends: str | None = Field(
        default=None, description="a shipped scenario or a file beside this one, of which this is a variant"
    )
    years: Years = Field(description="first and last simulated year")
    series: Annotated[str, StringConstraints(min_length=1)] = Field(description="CSV file of yearly figures")
    profiles: Literal["elite", "record"] = Field(
        default="elite", description="elite profiles, or every state as the record alone describes it"
    )
    capabilities: Literal["record", "model"] = Field(
        default="record", description="capabilities and economies follow the record, or grow by the model"
    )
    mapping: MappingTable = Field(default=MappingTable(), description="choices of the mapping")
    states: dict[Identifier, State] = Field(min_length=1, description="deciding states, in the order of printing")
    bystanders: dict[Identifier, Bystander] = Field(default={}, description="actors that threaten but do not decide")
    pairs: dict[Pair, PairTable] = Field(default={}, description="tables of pairs")
    penetration: dict[Direction, SteppedShare] = Field(
        default={},
        description="subversive reach: 'russia->iran' is Russia's into Iran",
        json_schema_extra=_unit("1"),
    )
    initial: dict[Pair, Rungs] = Field(default={}, description="rungs before the first year")
    pins: tuple[Pin, ...] = Field(default=(), description="ladders held at a rung")
    events: tuple[Event, ...] = Field(default=(), description="dated facts")
    drop_events: tuple[Name, ...] = Field(default=(), description="ids of events to leave out")
    adjust: tuple[Adjust, ...] = Field(default=(), description="changes, made in this order")
    assumptions: dict[str, Number] = Field(default={}, description="global parameters other than their defaults")
    switches: dict[str, str] = Field(default={}, description="rival assumptions")

    @property
    def live_events(self) -> tuple[TieEvent | CrisisEvent | NoteEvent, ...]:
        """The events that are not dropped."""
        return tuple(event for event in self.events if event.id not in self.drop_events)


def in_scenario_order(document: ScenarioDocument) -> ScenarioDocument:
    """Return a checked document with its pairs the way round in which its states stand."""
    roster = Roster(tuple(document.states), tuple(document.bystanders))

    def turned(item: Any) -> Any:
        pair = getattr(item, "pair", None)
        return item.model_copy(update={"pair": roster.pair_id(pair)}) if pair else item

    recorded = document.mapping.recorded_pairs
    update: dict[str, Any] = {
        "pairs": {roster.pair_id(pair): table for pair, table in document.pairs.items()},
        "initial": {roster.pair_id(pair): rungs for pair, rungs in document.initial.items()},
        "pins": tuple(turned(pin) for pin in document.pins),
        "events": tuple(turned(event) for event in document.events),
    }
    if recorded:
        pairs = tuple(roster.pair_id(pair) for pair in recorded)
        update["mapping"] = document.mapping.model_copy(update={"recorded_pairs": pairs})
    return document.model_copy(update={key: value for key, value in update.items() if getattr(document, key)})


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, assumptions and switches by name."""
    from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

    schema = ScenarioDocument.model_json_schema()
    properties = schema["properties"]
    # A variant takes what it leaves out from its base.
    schema["anyOf"] = [{"required": ["extends"]}, {"required": schema.pop("required")}]
    properties["assumptions"] |= {
        "additionalProperties": False,
        "properties": {
            item.name: {
                "type": "number",
                "description": item.meaning,
                "unit": item.unit,
                "default": item.default,
                "plausible_range": [item.low, item.high],
                "minimum": item.domain[0],
                **({"maximum": item.domain[1]} if math.isfinite(item.domain[1]) else {}),
            }
            for item in ASSUMPTIONS
        },
    }
    properties["switches"] |= {
        "additionalProperties": False,
        "properties": {
            item.name: {"enum": list(item.choices), "description": item.meaning, "default": item.default}
            for item in SWITCHES
        },
    }
    return schema
