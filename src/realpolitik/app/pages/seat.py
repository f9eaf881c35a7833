"""A seat at the table: what advisers tell, and the choice on both ladders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nicegui import ui

from realpolitik.app.explore.rungs import rungs_in_words
from realpolitik.app.language import Language
from realpolitik.app.pages.parts import bars, heading
from realpolitik.app.play.advice import Briefing, Option, PartnerBriefing, briefing
from realpolitik.app.play.game import STAY, Game
from realpolitik.explanation.words import in_a_row
from realpolitik.simulation.decision_rules import JointMove


class SeatView:
    """The briefing and the choice of one seat for one year.

    Parameters
    ----------
    game : Game
        The game as it stands.
    state : str
        The seat.
    language : Language
        Its language.
    names : mapping of str to str
        Names to print.
    choose : callable
        Called with the moves when the choice is made.
    """

    def __init__(
        self,
        game: Game,
        state: str,
        language: Language,
        names: Mapping[str, str],
        choose: Callable[[dict[str, JointMove]], Any],
    ) -> None:
        self._language = language
        self._names = names
        self._moves: dict[str, JointMove] = {}
        told = briefing(game, state)
        with ui.element("section").classes("rp-card") as card:
            card.props["aria-label"] = language("What your advisers say")
            self._advisers(told)
        for partner, brief in told.partners.items():
            self._partner(partner, brief)
        decide = ui.button(language("Decide"), on_click=lambda: choose(dict(self._moves)))
        decide.props("no-caps size=lg data-testid=decide")

    def _advisers(self, told: Briefing) -> None:
        language = self._language
        heading(language("What your advisers say"), 2)
        for text in told.news:
            ui.label(f"• {language(text)}").style("font-weight: 600")
        with ui.element("div").classes("rp-columns"):
            with ui.element("div"):
                ui.label(language("Your interests at the end of last year; 0 is neutral")).classes("rp-muted")
                rows = []
                for part, weight in told.weights.items():
                    value = told.interests[part]
                    name = f"{language(part)} ({language('weight {weight}', weight=language.number(weight, 2))})"
                    rows.append((name, value, language.number(value, 2, sign=True)))
                bars(rows, -1.0, 1.0)
            with ui.element("div"):
                ui.label(language("Threats, 0 to 1")).classes("rp-muted")
                threats = told.threats.items()
                bars(
                    [(self._names[who], value, language.number(value, 2)) for who, value in threats],
                    0.0,
                    1.0,
                    "#8c1a1a",
                )

    def _partner(self, partner: str, brief: PartnerBriefing) -> None:
        language = self._language
        with ui.element("section").classes("rp-card") as card:
            card.props["aria-label"] = self._names[partner]
            heading(f"{self._names[partner]}: {language(brief.tie.class_name)}", 2)
            line = language(
                "They trust you {their}, you trust them {own}; hostile intent seen in them {intent}",
                their=language.number(brief.their_trust, 2),
                own=language.number(brief.trust, 2),
                intent=language.number(brief.intent, 2),
            )
            ui.label(line).classes("rp-muted")
            if not brief.options:
                ui.label(language("History decides this relation."))
                return
            if brief.wish is not None:
                wish = rungs_in_words(brief.tie, brief.wish, language)
                ui.label(language("They would like: {wish}", wish=wish)).style("font-weight: 600")
            order = sorted(brief.options, key=lambda option: (option.move != STAY, -option.gain))
            options = {place: self._told(brief, option) for place, option in enumerate(order)}

            def take(event: Any) -> None:
                self._moves[partner] = order[int(event.value)].move

            choices = ui.radio(options, value=0, on_change=take).props("dense")
            choices.props["aria-label"] = language("Your move towards {name}", name=self._names[partner])

    def _told(self, brief: PartnerBriefing, option: Option) -> str:
        language = self._language
        where = rungs_in_words(brief.tie, option.move, language)
        if option.move == STAY:
            return language("stay: {where}", where=where)
        told = [language("worth {gain} to you", gain=language.number(option.gain, 3, sign=True))]
        if option.move.security > 0 or option.move.economic > 0:
            told.append(language("consent {share}", share=language.percent(option.consent)))
        for amount, text in ((option.aid_received, "aid received {aid}"), (option.aid_paid, "aid paid {aid}")):
            if amount > 0.0005:
                told.append(language(text, aid=language.number(amount, 3)))
        return f"{where} — {in_a_row(told, language)}"
