"""Fields for whole numbers: what they take, what they say of anything else, and what they show then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from nicegui import Client, ui

from realpolitik.app.explore.settings import Exploration, from_query
from realpolitik.app.language import language_of
from realpolitik.app.pages.form import Form
from realpolitik.app.pages.number_field import LONGEST, NumberField
from realpolitik.errors import InputError
from realpolitik.limits import LARGEST_SEED


def with_field(
    act: Callable[[NumberField, list[int]], None], *, code: str = "en", live: bool = True, **more: Any
) -> None:
    """Do something with a field on a page that no browser shows; numbers that it tells are collected."""
    told: list[int] = []

    async def run() -> None:
        with Client(ui.page(""), request=None):
            act(NumberField("Run", language_of(code), 7, told.append if live else None, **more), told)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("typed", "found"), [("-5", "-5"), ("abc", "'abc'"), ("1000", "1000"), ("99999999999", "99999999999")]
)
def test_a_wrong_number_is_told_at_once_and_the_old_one_comes_back(typed, found):
    def act(field: NumberField, told: list[int]) -> None:
        field.value = typed
        message = f"found {found}; allowed: a whole number from 0 to 999"
        assert field.error == message
        field.leave()
        assert (field.value, field.error) == ("7", message)
        field.value = "8"
        assert (field.error, told) == (None, [8])

    with_field(act, bounds=(0, 999))


def test_an_empty_field_takes_the_old_number_back_when_it_is_left():
    def act(field: NumberField, told: list[int]) -> None:
        field.value = ""
        assert field.error is None, "something may be typed yet"
        field.leave()
        assert (field.value, told) == ("7", [])
        assert field.error == "found nothing; allowed: a whole number from 0 to 999"
        field.leave()
        assert field.error is None

    with_field(act, bounds=(0, 999))


def test_a_year_that_is_being_typed_is_not_wrong_yet():
    def act(field: NumberField, told: list[int]) -> None:
        for typed, year in (("2", None), ("200", None), ("2003", 2003)):
            field.value = typed
            assert field.error is None
            assert told == ([year] if year else [])
        field.value = "1900"
        field.leave()
        assert (field.value, field.error) == ("2003", "found 1900; allowed: a year from 1979 to 2025")

    with_field(act, bounds=(1979, 2025), are_years=True)


def test_a_field_that_counts_later_keeps_what_is_typed():
    def act(field: NumberField, _: list[int]) -> None:
        field.value = "abc"
        field.leave()
        assert (field.value, field.error) == ("abc", "found 'abc'; allowed: a whole number")
        with pytest.raises(InputError, match="a whole number"):
            _ = field.number
        field.value = ""
        field.leave()
        assert (field.number, field.error) == (None, None)
        with pytest.raises(InputError, match="found nothing"):
            _ = field.number_given

    with_field(act, live=False)


def test_digits_and_messages_are_those_of_the_language():
    def act(field: NumberField, told: list[int]) -> None:
        field.value = "8"
        field.leave()
        assert (field.value, told) == ("۸", [8])
        field.value = "1000"
        assert "عددی درست از ۰ تا ۹۹۹" in str(field.error)

    with_field(act, code="fa", bounds=(0, 999))


def test_a_seed_that_a_link_accepts_can_be_typed():
    async def run() -> None:
        with Client(ui.page(""), request=None) as client:
            told: list[Exploration] = []
            Form(Exploration(), language_of("en"), told.append).draw_world()
            seed, _ = (one for one in client.elements.values() if isinstance(one, NumberField))
            seed.value = str(LARGEST_SEED)
            assert told == [from_query({"seed": str(LARGEST_SEED)})]
            seed.value = str(LARGEST_SEED + 1)
            assert seed.error
            assert len(told) == 1

    asyncio.run(run())
    assert len(str(LARGEST_SEED)) <= LONGEST
