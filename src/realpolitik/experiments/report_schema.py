"""What an experiment file may say of its report."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from realpolitik.scenario.schema import Model, Number, wrong


def distinct(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return items as they are; an error if one stands there twice."""
    for place, item in enumerate(items):
        if any(type(item) is type(other) and item == other for other in items[:place]):
            raise wrong(f"{item!r} twice", "each only once")
    return items


class Sought(Model):
    """A region of the space of factors that the report looks for."""

    column: str = Field(description="column of the table of points, such as pact_of_5_years__iran_russia")
    at_least: Number | None = Field(default=None, description="of interest are points whose mean is this or more")
    at_most: Number | None = Field(default=None, description="of interest are points whose mean is this or less")

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise wrong("neither or both" if self.at_least is None else "both", "at_least or at_most, one of them")
        return self


class Reported(Model):
    """What the report shows; it changes no result, and can be changed when the runs are done."""

    columns: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(distinct)] | None = Field(
        default=None, description="columns of the tables that figures show; the first ones if left out"
    )
    holes: Literal["refuse", "drop", "rest"] = Field(
        default="refuse",
        description="what the analysis does about failed runs: refuse it; drop points with one, of Morris and Sobol' "
        "designs the whole trajectory or block; rest: take the mean of the runs that did not fail",
    )
    boxes: tuple[Sought, ...] = Field(
        default=(), description="where in the space of factors an outcome passes a threshold: PRIM and CART"
    )
