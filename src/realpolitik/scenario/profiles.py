"""Elite profiles: what those in office want and whom they fear. Data files with sources, never code."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, Strict, ValidationError, model_validator

from realpolitik.errors import InputError
from realpolitik.scenario.problems import schema_problems
from realpolitik.scenario.schema import Identifier, Model, Share, Title, wrong
from realpolitik.scenario.text import read_text, toml_in

TEXTS_KEPT = 128

Affinity = Annotated[float, Strict(), Field(ge=-1, le=1)]


class Weights(Model):
    """What the national interest is made of; the three sum to 1."""

    security: Share = Field(description="weight of security")
    autonomy: Share = Field(description="weight of autonomy")
    development: Share = Field(description="weight of development")

    @model_validator(mode="after")
    def _sum_to_one(self) -> Self:
        total = self.security + self.autonomy + self.development
        if abs(total - 1) > 1e-6:
            raise wrong(f"weights that sum to {total:g}", "security, autonomy and development that sum to 1")
        return self


class Profile(Model):
    """The neoclassical filter of one state under one elite."""

    format_version: Literal[1] = Field(description="version of this format")
    title: Title = Field(description="one line")
    description: str = Field(default="", description="who governs and what they want")
    state: Identifier = Field(description="the state that this elite governs")
    sources: tuple[str, ...] = Field(default=(), description="where this is documented")
    weights: Weights = Field(description="weights of the three interests")
    intensity: Share = Field(description="ideological intensity", json_schema_extra={"unit": "1"})
    risk: Affinity = Field(default=0.0, description="attitude to risk: -1 averse, 1 acceptant")
    affinity: dict[Identifier, Affinity] = Field(
        default={},
        description="ideological affinity (1) or distance (-1) to others; by the record if left out",
    )
    images: dict[Identifier, Share] = Field(
        default={}, description="hostile intent attributed to others when the elite takes office"
    )

    @model_validator(mode="after")
    def _about_others(self) -> Self:
        for table in ("affinity", "images"):
            if self.state in getattr(self, table):
                raise wrong(f"{table}.{self.state}, the state itself", "other actors only")
        return self


def read_profile(path: Path, label: str | None = None) -> Profile:
    """Return the profile in a file.

    Raises
    ------
    InputError
        Everything that is wrong with the file.
    """
    label = label or str(path)
    return _profile(read_text(path, label, "a TOML file"), label)


@lru_cache(maxsize=TEXTS_KEPT)
def _profile(text: str, label: str) -> Profile:
    """Return the profile in a text: one object for all files of the same text, therefore not to be written to."""
    try:
        return Profile.model_validate(toml_in(text, label))
    except ValidationError as error:
        problems = schema_problems(error, Profile)
        raise InputError(dataclasses.replace(problem, file=label) for problem in problems) from None
