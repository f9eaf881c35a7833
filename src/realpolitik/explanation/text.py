"""An explanation as a text for a reader: the answer in words first, the numbers after."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from realpolitik.explanation.answer import answer, heading
from realpolitik.explanation.words import CLASS_WORDS, INVISIBLE, listing, percent, rungs, short_place, signed
from realpolitik.simulation.world import PARTS

if TYPE_CHECKING:
    from realpolitik.explanation.conditions import Otherwise
    from realpolitik.explanation.result import Explanation
    from realpolitik.explanation.setting import Crisis, Seen, Side

WIDTH = 80
NAME_WIDTH = 12
LISTED_THREATS = 3

CONDITION_WORDS = {
    "full_trust": "full trust in {partner}",
    "no_clash_of_aims": "regional aims left out",
    "no_secondary_sanctions": "no secondary sanctions",
    "equal_images": "all images equal",
    "equal_power": "both seen as equally strong",
    "no_misperception": "no error of perception",
}

LESSON_WORDS = {
    "stepped_down": "{partner} broke its word and stepped down",
    "stood_aside": "{partner} stood aside in its crisis",
    "stood_by": "{partner} stood by it in its crisis",
    "kept": "the tie was kept",
    "no_news": "no news; it returns toward {baseline:.2f}",
    "fixed": "trust does not learn",
}


def write(explanation: Explanation) -> str:
    """Return the text: the answer, what each side saw, what the moves would have brought, what came of it."""
    title = heading(explanation)
    where = f"scenario {explanation.scenario}, seed {explanation.seed}, run {explanation.run}"
    sections = [
        f"{title}\n{'=' * len(title)}\n{where}",
        *map(_filled, answer(explanation)),
        _sights(explanation),
        _moves(explanation),
        _step(explanation),
        _conditions(explanation),
        _aftermath(explanation),
    ]
    return "\n\n".join(section for section in sections if section)


def _filled(text: str, indent: str = "") -> str:
    further = indent + "  " if indent else ""
    kept = text.replace(" %", "\u00a0%")  # no line begins with a sign of per cent
    lines = textwrap.wrap(kept, WIDTH, initial_indent=indent, subsequent_indent=further, break_on_hyphens=False)
    return "\n".join(lines).replace("\u00a0", " ")


def _sights(explanation: Explanation) -> str:
    """Say what each side saw and wanted."""
    lines = ["What each side saw and wanted"]
    for side in explanation.sides:
        lines += [_filled(text, "  ") for text in _sight(explanation, side)]
    great = [explanation.names[actor] for actor in explanation.great_powers]
    lines.append(_filled(f"Great powers by their share of capabilities: {listing(great)}.", "  "))
    return "\n".join(lines)


def _sight(explanation: Explanation, side: Side) -> list[str]:
    names = explanation.names
    own, partner = names[side.state], names[side.partner]
    elite = f" ({'new in office: ' if side.elite_is_new else ''}{side.elite})" if side.elite else ""
    weights = ", ".join(f"{interest} {weight:.2f}" for interest, weight in side.weights.items())
    greatest = sorted(side.threats, key=lambda actor: -side.threats[actor].seen)[:LISTED_THREATS]
    threats = ", ".join(f"{names[actor]} {_seen(side.threats[actor])}" for actor in greatest)
    ratio = _seen_ratio(side)
    return [
        f"{own}{elite} weighs {weights}.",
        f"  Threats: {threats}.",
        f"  {partner}: hostile intent {_seen(side.intent)}, trust {side.trust:.2f}, {ratio}.",
    ]


def _seen(figure: Seen) -> str:
    """Return a figure as it is seen and, if two decimals show the difference, as it is without error."""
    seen, clear = f"{figure.seen:.2f}", f"{figure.without_error:.2f}"
    return seen if seen == clear else f"{seen} (without error {clear})"


def _seen_ratio(side: Side) -> str:
    if side.capability <= 0.0:
        return "capabilities beyond compare with its own"
    ratio = f"{side.partner_capability.seen / side.capability:.2g}"
    clear = f"{side.partner_capability.without_error / side.capability:.2g}"
    return f"{ratio} times its own capabilities" + (f" (without error {clear})" if clear != ratio else "")


def _column(name: str, width: int) -> str:
    """Return as much of a name as a column of a table holds, cut between words where it can be."""
    return textwrap.shorten(name, width, placeholder="") or name[:width]


def _moves(explanation: Explanation) -> str:
    """Tabulate the possible moves, likeliest first."""
    if not explanation.options:
        return ""
    first, second = (_column(explanation.names[side.state], NAME_WIDTH) for side in explanation.sides)
    lines = [
        "What each joint move would have brought (utility, against staying; * was made)",
        f"  {'economic + security ties':36}{first:>14}{second:>14}{'chance':>12}",
    ]
    possible = [option for option in explanation.options if option.possible or option.move == (0, 0)]
    for option in sorted(possible, key=lambda option: -option.probability):
        stays = option.move == (0, 0)
        place = short_place(explanation, option.move) + (" (stay)" if stays else "")
        gains = ("", "") if stays else tuple(signed(gain.gain) for gain in option.gains.values())
        mark = "* " if option.move == explanation.drawn else "  "
        lines.append(f"{mark}{place:36}{gains[0]:>14}{gains[1]:>14}{percent(option.probability):>12}")
    return "\n".join(lines)


def _step(explanation: Explanation) -> str:
    """Tabulate what each interest makes of the move that the explanation is about."""
    if explanation.focus is None:
        return ""
    option = explanation.option(explanation.focus)
    kind = "step up" if option.is_step_up else "step down" if option.is_step_down else "trade of ties"
    columns = (*PARTS, "gain", "outside", "aid")
    widths = [max(len(name), 6) + 1 for name in columns]
    head = "".join(f"{name:>{width}}" for name, width in zip(columns, widths, strict=True))
    left = WIDTH - 2 - len(head)
    lines = [f"The {kind} to {short_place(explanation, option.move)}, by interest", f"  {'':{left}}{head}"]
    for state, gain in option.gains.items():
        numbers = (*gain.parts.values(), gain.gain, -gain.outside, gain.aid)
        cells = "".join(f"{signed(number):>{width}}" for number, width in zip(numbers, widths, strict=True))
        lines.append(f"  {_column(explanation.names[state], left):{left}}{cells}")
    offers = [
        f"{explanation.names[state]} ({worth:.3f})"
        for state, worth in explanation.alternatives.items()
        if worth >= INVISIBLE
    ]
    if offers and max(option.move) > 0:
        lines.append(_filled(f"Outside: what the weaker side might have from {listing(offers)}.", "  "))
    return "\n".join(lines)


def _conditions(explanation: Explanation) -> str:
    """Say what the side on which the move hung would have made of it, had one thing been otherwise."""
    if explanation.focus is None:
        return ""
    option = explanation.option(explanation.focus)
    side = next(side for side in explanation.sides if side.state == option.decider)
    partner = explanation.names[side.partner]
    title = f"Had one thing been otherwise for {explanation.names[side.state]}"
    lines, same = [f"{title:48}{'then':15}chance"], []
    for otherwise in explanation.otherwise:
        if otherwise.state != side.state:
            continue
        words = CONDITION_WORDS[otherwise.condition].format(partner=partner)
        if abs(otherwise.net_otherwise - otherwise.net) < INVISIBLE:
            same.append(words)
        else:
            lines.append(_condition(otherwise, words))
    if same:
        lines.append(_filled(f"No difference: {', '.join(same)}.", "  "))
    return "\n".join(lines)


def _condition(otherwise: Otherwise, words: str) -> str:
    now = "now" if otherwise.changes_verdict else "still"
    verdict = f"{now} {'for it' if otherwise.net_otherwise > 0.0 else 'against'}"
    gains = f"{signed(otherwise.net)} -> {signed(otherwise.net_otherwise)}"
    chances = f"{percent(otherwise.probability)} -> {percent(otherwise.probability_otherwise)}"
    return f"  {words:28}{gains:18}{verdict:15}{chances}"


def _aftermath(explanation: Explanation) -> str:
    """Say which crises came, where the pair ended, what each side learned."""
    tie = explanation.ended
    lines = ["What came of it"]
    lines += [_filled(_crisis(explanation, crisis), "  ") for crisis in explanation.crises]
    ended = f"The pair ended the year {CLASS_WORDS[tie.class_name]} ({rungs(tie)})."
    lines.append(_filled(ended, "  "))
    lines += [_filled(_lesson(explanation, side), "  ") for side in explanation.sides]
    if explanation.remarks:
        lines.append(_filled(f"On record that year: {'; '.join(explanation.remarks)}.", "  "))
    return "\n".join(lines)


def _crisis(explanation: Explanation, crisis: Crisis) -> str:
    def named(states: tuple[str, ...]) -> str:
        return listing([explanation.names[state] for state in states])

    told = f"Crisis: {explanation.names[crisis.challenger]} challenged {explanation.names[crisis.victim]}"
    told += f" ({crisis.text})" if crisis.text else ""
    answers = []
    if crisis.stood_by:
        answers.append(f"{named(crisis.stood_by)} stood by it")
    if crisis.stood_aside:
        answers.append(f"{named(crisis.stood_aside)} stood aside")
    if crisis.split_away:
        answers.append(f"{named(crisis.split_away)} took the challenger's offer and stepped down")
    return f"{told}; {listing(answers) if answers else 'it had no partner to call on'}."


def _lesson(explanation: Explanation, side: Side) -> str:
    partner = explanation.names[side.partner]
    lesson = LESSON_WORDS[side.lesson].format(partner=partner, baseline=side.trust_baseline)
    return (
        f"{explanation.names[side.state]}: trust in {partner} {side.trust:.2f} -> {side.trust_after:.2f} ({lesson}); "
        f"hostile intent seen in it {side.intent.without_error:.2f} -> {side.intent_after:.2f}."
    )
