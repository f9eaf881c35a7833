"""Limits: an address that tries too often waits a minute; names are one line of letters."""

from __future__ import annotations

import pytest

from realpolitik.app.play.limits import RateLimit
from realpolitik.app.play.room import clean_name
from realpolitik.errors import InputError


def test_the_rate_limit_forgets():
    now = [1_000_000.0]
    limit = RateLimit(2, lambda: now[0])
    for _ in range(3):
        limit.count("a")
        limit.count("a")
        with pytest.raises(InputError):
            limit.count("a")
        now[0] += 61


def test_names_are_cleaned():
    assert clean_name("  Team\tA\u0000\n ", 40) == "Team A"
    assert clean_name("تیم ایران", 40) == "تیم ایران"
    assert clean_name("<script>alert(1)</script>", 40) == "<script>alert(1)</script>"  # shown as text, never as HTML
    for name in ("", " \u202e ", "x" * 41):
        with pytest.raises(InputError):
            clean_name(name, 40)
