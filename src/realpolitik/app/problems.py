"""What is wrong with an address, an answer or a file, in the language of the visitor.

Problems are written in English where they are found. What a visitor of the page can do wrong, and what is most often
wrong with a scenario file of one's own, is told by the templates below, which have translations; anything else stays as
the command line says it. The keys of a file and the names that it may hold are the same in every language.
"""

from __future__ import annotations

import re
from functools import cache

from realpolitik.app.language import Language
from realpolitik.errors import Problem

WHERE = {
    "scenario": "Scenario",
    "beside": "Beside it",
    "seed": "Seed",
    "run": "Run",
    "first_year": "First year that you decide",
    "seconds_per_year": "Seconds for a year (empty: no limit)",
    "name": "Name of your team",
    "code": "Code",
    "lesson": "Lessons",
    "year": "Year",
    "state": "State",
}
"""Names of fields by the key of a problem."""

TEMPLATES = (
    "a .toml file of at most {most} bytes",
    "a choice once all seats are taken",
    "a file that is too large or no .toml file",
    "a name of 1 to {letters} letters",
    "a number from {low} to {high}",
    "a token that holds no seat",
    "a token without that right",
    "a whole number",
    "a whole number from 0 to {most}",
    "a year from {first} to {last}",
    "an uploaded scenario that this server still has: upload the file again",
    "another one in {wait} seconds",
    "at most {most}",
    "at most {most} bytes",
    "at most {most}; try again later",
    "free seats ({names})",
    "the code of an open room",
    "the name of a shipped scenario",
    "the seat {name}, which is taken",
    "the token of a team",
    "too many tries from this address",
    "{low} to {high} seconds, or no limit",
    "{number} bytes",
    "{number} changes",
    "{number} open rooms",
    # of scenario files
    "TOML",
    "a TOML file",
    "a binary file",
    "a finite number",
    "a list",
    "a number",
    "a number that cannot be read: {reason}",
    "a sum of at most {most}",
    "a syntax error: {reason}",
    "a table",
    "a value, this key is required",
    "an empty file",
    "at most {most} on the page; the command line takes more",
    "bytes that are no UTF-8 text (at byte {place})",
    "each id once",
    "lists or tables nested too deeply",
    "nothing",
    "nothing in it",
    "one or more",
    "text in quotes",
    "the first year, then the last",
    "the name of a shipped profile",
    "the unknown {kind} {name}",
    "too few items",
    "true or false",
    "years from {first} to {last}",
    "{low} or more",
    "{names} and {more} more",
)
"""What is found or allowed, as the code writes it."""

KINDS = ("key", "assumption", "switch", "scenario", "profile", "state", "actor", "pair", "quantity")
"""What can be unknown in a scenario file."""
_NOTE = re.compile(r"(.+?) (\(.+\))")
"""What is allowed, and the description of the key, which stays as it is."""


def tell(problem: Problem, language: Language) -> str:
    """Return a problem as a sentence."""
    found, allowed = in_words(problem.found, language), in_words(problem.allowed, language)
    what = language("found {found}; allowed: {allowed}", found=found, allowed=allowed)
    if problem.nearest:
        what += language("; did you mean {name}?", name=language.apart(repr(problem.nearest)))
    field = WHERE.get(problem.key)
    where = language(field) if field else language.apart(problem.key) if problem.key else ""
    file = language.apart(problem.file) if problem.file else ""
    return ": ".join(part for part in (file, where, what) if part)


def in_words(text: str, language: Language) -> str:
    """Return what is found or allowed in the language, or set apart as it is if nothing is known of it."""
    known = _known(text, language)
    if known is None and (noted := _NOTE.fullmatch(text)):
        head = _known(noted[1], language)
        known = f"{head} {language.apart(noted[2])}" if head else None
    return known or language.apart(text)


def _known(text: str, language: Language) -> str | None:
    for template in TEMPLATES:
        match = _pattern(template).fullmatch(text)
        if match:
            return language(template, **{name: _value(value, language) for name, value in match.groupdict().items()})
    return None


def _value(text: str, language: Language) -> str:
    if text in KINDS:
        return language(text)
    return language.in_digits(text) if re.fullmatch(r"[\d.]+", text) else language.apart(text)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", template)
    return re.compile("".join(f"(?P<{one}>.+)" if place % 2 else re.escape(one) for place, one in enumerate(pieces)))
