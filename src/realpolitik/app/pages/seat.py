"""A seat at the table: what advisers tell, the choice on both ladders, the debriefing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nicegui import ui

from realpolitik.app.explore.charts import bands
from realpolitik.app.language import Language
from realpolitik.app.play.advice import Option, PartnerBriefing, briefing
from realpolitik.app.play.debriefing import Debriefing
from realpolitik.app.play.game import STAY, Game
from realpolitik.simulation.decision_rules import JointMove

ECONOMIC_RUNGS = ("sanctions", "ordinary trade", "partnership")
SECURITY_RUNGS = ("confrontation", "no military ties", "cooperation", "defence pact")


def rungs_after(partner: PartnerBriefing, move: JointMove, language: Language) -> str:
    """Return where a move would lead, in words."""
    economic = ECONOMIC_RUNGS[partner.tie.economic + move.economic]
    security = SECURITY_RUNGS[partner.tie.security + move.security]
    return f"{language(economic)} + {language(security)}"


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
        with ui.row().classes("w-full items-baseline justify-between"):
            ui.label(names[state]).classes("rp-title").style("font-size: 1.4rem")
            year = ui.label(language.number(told.year)).style("font-size: 1.9rem; font-weight: 700")
            year.props("data-testid=play-year aria-live=polite")
        for text in told.news:
            ui.label(f"• {language(text)}").style("font-weight: 600")
        self._interests(told.interests, told.weights)
        threats = ", ".join(f"{names[who]} {language.number(value, 2)}" for who, value in told.threats.items())
        ui.label(language("Threats, 0 to 1: {threats}", threats=threats))
        for partner, brief in told.partners.items():
            self._partner(partner, brief)
        ui.button(language("Decide"), on_click=lambda: choose(dict(self._moves))).props("no-caps data-testid=decide")

    def _interests(self, interests: Mapping[str, float], weights: Mapping[str, float]) -> None:
        language = self._language
        told = ", ".join(
            f"{language(part)} {language.number(interests[part], 2, sign=True)}"
            f" ({language('weight {weight}', weight=language.number(weight, 2))})"
            for part, weight in weights.items()
        )
        ui.label(language("Your interests at the end of last year: {interests}", interests=told))

    def _partner(self, partner: str, brief: PartnerBriefing) -> None:
        language = self._language
        with ui.element("fieldset").classes("rp-card").style("margin: 8px 0"):
            ui.label(f"{self._names[partner]}: {language(brief.tie.class_name)}").classes("rp-title")
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
                wish = rungs_after(brief, brief.wish, language)
                ui.label(language("They would like: {wish}", wish=wish)).style("font-weight: 600")
            order = sorted(brief.options, key=lambda option: (option.move != STAY, -option.gain))
            options = {place: self._told(brief, option) for place, option in enumerate(order)}

            def take(event: Any) -> None:
                self._moves[partner] = order[int(event.value)].move

            ui.radio(options, value=0, on_change=take).props(f'aria-label="{self._names[partner]}" dense')

    def _told(self, brief: PartnerBriefing, option: Option) -> str:
        language = self._language
        where = rungs_after(brief, option.move, language)
        if option.move == STAY:
            return language("stay: {where}", where=where)
        told = [language("worth {gain} to you", gain=language.number(option.gain, 3, sign=True))]
        if option.move.security > 0 or option.move.economic > 0:
            told.append(language("consent {share}", share=language.percent(option.consent)))
        for amount, text in ((option.aid_received, "aid received {aid}"), (option.aid_paid, "aid paid {aid}")):
            if amount > 0.0005:
                told.append(language(text, aid=language.number(amount, 3)))
        return f"{where} — {', '.join(told)}"


def show_debriefing(told: Debriefing, game: Game, language: Language, names: Mapping[str, str]) -> None:
    """Show what a game came to."""
    ui.label(language("Debriefing")).classes("rp-title").style("font-size: 1.4rem").props("data-testid=debriefing")
    for path in told.paths:
        pair = " – ".join(names[name] for name in path.pair.split("-"))
        with ui.element("section").classes("rp-card").style("margin: 8px 0"):
            ui.label(pair).classes("rp-title")
            if path.agreement is not None:
                ui.label(language("As in the record in {share} of your years", share=language.percent(path.agreement)))
            likeness = language.percent(path.likeness)
            ui.label(language("On average {share} of the model's own runs stood where you stood", share=likeness))
            import numpy as np

            from realpolitik.theory.classes import CLASSES

            own = np.stack([path.shares[name] for name in CLASSES], axis=1)
            ui.label(language("The model's own runs; above them your path")).classes("rp-muted")
            chart = ui.echart(bands(path.years, own, language, recorded=path.played))
            chart.style("height: 260px; width: 100%").props(f'role="img" aria-label="{pair}"')
    for seat, parts in told.interests.items():
        rows = [
            {
                "part": language(part),
                "you": language.number(mine, 2, sign=True),
                "model": language.number(usual, 2, sign=True),
                "gap": language.number(mine - usual, 2, sign=True),
            }
            for part, (mine, usual) in parts.items()
        ]
        columns = [
            {"name": name, "label": language(label), "field": name, "align": "left"}
            for name, label in (
                ("part", "interest"),
                ("you", "your mean"),
                ("model", "model's mean"),
                ("gap", "gained"),
            )
        ]
        ui.label(language("Interests of {name}", name=names[seat])).classes("rp-title")
        ui.table(columns=columns, rows=rows).props("flat dense").classes("w-full")
    ui.label(language("Where trust broke")).classes("rp-title")
    if not told.broken_trust:
        ui.label(language("Nowhere: no year in which trust fell sharply."))
    for broken in told.broken_trust[:30]:
        text = language(
            "{year}: {who} lost trust in {whom}, {before} to {after}",
            year=broken.year,
            who=names[broken.of],
            whom=names[broken.toward],
            before=language.number(broken.before, 2),
            after=language.number(broken.after, 2),
        )
        ui.label(f"• {text}")
