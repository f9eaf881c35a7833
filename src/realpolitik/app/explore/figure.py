"""The figure of a pair that a visitor takes away, in the visitor's language."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from realpolitik.app.explore.names import pair_names

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from realpolitik.app.language import Language
    from realpolitik.results import Results

SUBTITLES = (
    "Share of runs in each class of relation, by year.",
    "Share of runs in each class of relation, by year. Numbers mark dated events: filled, given to the model; open, "
    "for orientation only.",
)
AXES = ("share of runs", "year")
"""What the figure of a report says beside names, numbers and classes."""
LINE_CHARACTERS = 105


@dataclass(frozen=True)
class ToldEvent:
    """A dated event with its text in a language."""

    year: int
    text: str
    kind: str


def draw_figure(results: Results, pair: str, language: Language) -> Figure:
    """Draw the figure that `Results.plot` draws, in a language; from the right where it is written so.

    Parameters
    ----------
    results : Results
        What is drawn.
    pair : str
        The pair.
    language : Language
        The language.
    """
    if language.code == "en":
        return results.plot(pair)
    from realpolitik.report.bands import draw_bands
    from realpolitik.report.by_year import of_pair, usual_class

    scenario, by_year = results.scenario, results.by_year()
    usual, share = usual_class(of_pair(by_year, pair))
    events = [
        ToldEvent(event.year, language(event.text), event.kind)
        for event in scenario.document.live_events
        if getattr(event, "pair", pair) == pair
    ]
    figure = draw_bands(
        by_year,
        pair,
        events,
        title=language(
            "{pair}, {first} to {last}: {usual} in {share} of run-years",
            pair=pair_names(scenario, language)[pair],
            first=scenario.years[0],
            last=scenario.years[-1],
            usual=language(usual),
            share=language.percent(float(share)),
        ),
        source=language(
            "{title}: {runs} runs, seed {seed}.", title=language(scenario.title), runs=results.runs, seed=results.seed
        ),
    )
    _translate(figure, language)
    if language.direction == "rtl":
        _mirror(figure)
    return figure


def _translate(figure: Figure, language: Language) -> None:
    """Put classes, axes and the subtitle into the language, and all digits."""
    from matplotlib.text import Text
    from matplotlib.ticker import FuncFormatter

    for axes in figure.axes:
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: language.number(round(year))))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: language.percent(share)))
    for shown in figure.findobj(Text):
        assert isinstance(shown, Text)
        said = " ".join(shown.get_text().split("\n"))
        if said in SUBTITLES:
            shown.set_text("\n".join(textwrap.wrap(language(said), LINE_CHARACTERS)))
        elif said:
            told = language(shown.get_text())
            shown.set_text(re.sub(r"\d+(\.\d+)?", lambda number: language.in_digits(number[0]), told))


def _mirror(figure: Figure) -> None:
    """Let the lines of text around the axes begin on the right."""
    for shown in figure.texts:
        x, y = shown.get_position()
        shown.set_position((1.0 - x, y))
        other_side: dict[str, Literal["left", "right"]] = {"left": "right", "right": "left"}
        shown.set_horizontalalignment(other_side.get(str(shown.get_horizontalalignment()), "center"))
