"""Meaning and source of a control: on hover, and to whoever comes to it by keyboard or touch."""

from __future__ import annotations

from nicegui import ui

from realpolitik.app.language import Language


def source_in_words(source: str, language: Language) -> str:
    """Return a source in the language; authors and years stay as they are written."""
    pieces = source.split("; ")
    told = [language(piece) for piece in pieces]
    apart = [language.apart(piece) if piece == said else said for piece, said in zip(pieces, told, strict=True)]
    return language("; ").join(apart)


class Explained:
    """What is told of a control, made in the element that it belongs to.

    Parameters
    ----------
    control : ui.element
        What takes the focus.
    meaning, source : str
        What is told, already in the language; nothing is shown of a source that is empty.
    """

    def __init__(self, control: ui.element, meaning: str, source: str = "") -> None:
        # the library takes a tooltip away when the page is scrolled, as it is to a control that comes into sight with
        # the focus: hence without its own events
        told = ui.tooltip().classes("rp-tooltip").props("max-width=340px no-parent-event")
        with told:
            self._meaning = ui.label()
            self._source = ui.label().style("opacity: 0.85")
        shown = f"getElement({told.id})"
        # a list that opens takes the focus again; what is told would cover it
        control.on("focusin", js_handler=f"event => event.target.ariaExpanded === 'true' || {shown}.show()")
        control.on("mouseenter", js_handler=f"() => {shown}.show()")
        for end in ("focusout", "mouseleave", "popup-show"):
            control.on(end, js_handler=f"() => {shown}.hide()")
        self.tell(meaning, source)

    def tell(self, meaning: str, source: str = "") -> None:
        """Tell something else."""
        self._meaning.text, self._source.text = meaning, source
        self._source.visible = bool(source)
