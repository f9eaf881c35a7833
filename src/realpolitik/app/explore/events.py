"""Timelines: what each pair was, year by year, and when something happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from realpolitik.report.style import CLASS_COLOURS

if TYPE_CHECKING:
    from realpolitik.app.language import Language

NOT_YET = "#ebe8df"

Classes = Sequence[str | None]
"""Class of a pair in each year from the first one on; None where it is not known."""


def spells(classes: Classes, first_year: int) -> list[tuple[str | None, int, int]]:
    """Return the spells of a pair: class, first year, last year."""
    found = []
    for name, group in groupby(enumerate(classes, start=first_year), key=lambda item: item[1]):
        years = [year for year, _ in group]
        found.append((name, years[0], years[-1]))
    return found


def draw_timeline(
    paths: Mapping[str, Classes],
    years: range,
    language: Language,
    *,
    events: Mapping[int, Sequence[str]] | None = None,
    marked_year: int | None = None,
) -> str:
    """Return a timeline as HTML: a named strip of coloured spells each, a dot for each year with dated events.

    Parameters
    ----------
    paths : mapping of str to classes
        By name to print; years that are not reached yet are left blank.
    years : range
        All years.
    language : Language
        The language of the labels.
    events : mapping of int to sequence of str, optional
        Texts of the dated events by year, already in the language.
    marked_year : int, optional
        Where a line stands.
    """
    strips = "".join(_strip(name, classes, years, language) for name, classes in paths.items())
    dots = "".join(
        f'<span class="rp-dot" style="left:{_place(year + 0.5, years):.2f}%" '
        f'title="{escape(language.number(year) + ": " + "; ".join(texts), quote=True)}"></span>'
        for year, texts in (events or {}).items()
    )
    now = ""
    if marked_year is not None:
        now = f'<span class="rp-now" style="left:{_place(marked_year + 0.5, years):.2f}%"></span>'
    ends = f"<span>{language.number(years[0])}</span><span>{language.number(years[-1])}</span>"
    return (
        f'<div class="rp-timeline">{strips}<div class="rp-dots" aria-hidden="true">{dots}{now}</div></div>'
        f'<div class="rp-ends rp-muted" aria-hidden="true">{ends}</div>'
    )


def _place(year: float, years: range) -> float:
    return 100.0 * (year - years[0]) / len(years)


def _strip(name: str, classes: Classes, years: range, language: Language) -> str:
    found = spells(classes, years[0])
    stops = [
        f"{CLASS_COLOURS[kind] if kind else NOT_YET} {_place(first, years):.2f}% {_place(last + 1, years):.2f}%"
        for kind, first, last in found
    ]
    stops.append(f"{NOT_YET} {_place(years[0] + len(classes), years):.2f}% 100%")
    told = ", ".join(
        f"{language(kind)} {language.number(first)}" + ("" if first == last else f" - {language.number(last)}")
        for kind, first, last in found
        if kind
    )
    return (
        f'<div class="rp-strip-name" dir="{language.direction}" aria-hidden="true">{escape(name)}</div>'
        f'<div class="rp-strip" role="img" aria-label="{escape(f"{name}: {told}", quote=True)}" '
        f'style="background:linear-gradient(to right, {", ".join(stops)})"></div>'
    )
