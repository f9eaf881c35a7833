"""The frame around every page: title, ways to go, language; a message where something is wrong."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui
from nicegui.translations import translations

from realpolitik.app.language import LANGUAGES, Language
from realpolitik.app.problems import tell
from realpolitik.errors import InputError

STYLE = """
.w-full { width: 100%; }
a { color: inherit; }
svg { display: block; }
table { border-collapse: collapse; }
body { background: #f6f5f1; color: #1a1a1a;
       font-family: "Segoe UI", "Noto Sans", "Noto Sans Arabic", Tahoma, sans-serif; }
.rp-page { max-width: 980px; margin: 0 auto; padding: 18px 0; width: 100%; display: flex; flex-direction: column;
           gap: 12px; }
.rp-card { background: white; border: 1px solid #dcd9d0; border-radius: 10px; padding: 14px 16px; width: 100%;
           display: flex; flex-direction: column; gap: 10px; min-width: 0; }
.rp-card > .q-btn, .rp-page > .q-btn { align-self: flex-start; }
.rp-title { font-size: 1.05rem; font-weight: 650; }
.rp-muted { color: #4d4d4d; }
.rp-grid { display: grid; gap: 14px; width: 100%; align-items: start; padding: 0;
           grid-template-columns: minmax(250px, 310px) minmax(0, 1fr) minmax(0, 1fr); }
.rp-settings { display: flex; flex-direction: column; gap: 14px; min-width: 0; }
@media (min-width: 1101px) {
  .rp-assumptions { max-height: 70vh; overflow-y: auto; }
  .rp-settings { position: sticky; top: 64px; }
}
@media (max-width: 1100px) {
  .rp-grid { grid-template-columns: minmax(0, 1fr); }
  .rp-settings { display: contents; }
  .rp-assumptions { order: 1; }
}
.rp-ways { gap: 4px; }
@media (max-width: 600px) { .rp-ways { order: 1; width: 100%; gap: 0; } }
.rp-way { color: white !important; text-decoration: none; padding: 6px 10px; border-radius: 6px; }
.rp-way:hover, .rp-way:focus, .rp-way[aria-current=page] { background: #3b5168; }
.rp-wrong { border-inline-start: 5px solid #8c1a1a; }
.rp-legend { display: flex; flex-wrap: wrap; gap: 4px 14px; font-size: 0.86rem; }
.rp-key { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; }
.rp-swatch { display: inline-block; width: 12px; height: 12px; border-radius: 3px; }
.rp-timeline { position: relative; direction: ltr; }
.rp-strip { height: 13px; border-radius: 3px; }
.rp-century .rp-strip { height: 30px; margin-bottom: 6px; }
.rp-strip-name { position: relative; z-index: 1; background: white; font-size: 0.78rem; color: #4d4d4d;
                 line-height: 1.35; }
.rp-dots { position: absolute; inset: 0; height: 100%; pointer-events: none; }
.rp-dot { position: absolute; bottom: -11px; width: 8px; height: 8px; margin-left: -4px; border-radius: 50%;
          background: #1d2b3a; pointer-events: auto; }
.rp-now { position: absolute; top: 0; bottom: -12px; width: 2px; margin-left: -1px; background: #111111; }
.rp-ends { display: flex; justify-content: space-between; direction: ltr; font-size: 0.78rem; padding-top: 11px; }
.rp-bar { display: grid; grid-template-columns: minmax(7rem, 11rem) minmax(4rem, 1fr) auto; gap: 10px;
          align-items: center; line-height: 1.6; }
.rp-bar-track { position: relative; height: 10px; border-radius: 5px; background: #ebe8df; }
.rp-bar-track span { position: absolute; top: 0; bottom: 0; border-radius: 5px; }
.rp-bar-track i { position: absolute; top: -2px; bottom: -2px; width: 1px; background: #1a1a1a; }
.rp-columns { display: grid; gap: 14px; width: 100%; align-items: start;
              grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); }
.rp-table { overflow-x: auto; padding: 8px 0; }
.rp-table caption { text-align: start; font-weight: 700; padding-bottom: 4px; }
.rp-table th, .rp-table td { text-align: end; font-weight: 400; padding: 2px 0; padding-inline-end: 14px;
                             white-space: nowrap; }
.rp-table th[scope=row], .rp-table th[scope=col]:first-child { text-align: start; }
.rp-table th[scope=col] { color: #4d4d4d; border-bottom: 1px solid #dcd9d0; }
.rp-marked th, .rp-marked td { font-weight: 700 !important; }
.rp-tooltip { font-size: 0.85rem; line-height: 1.4; background: #1d2b3a; color: white; }
.rp-lesson ol { list-style: decimal; }
[lang=fa] .rp-lesson ol { list-style: persian; }
.rp-lesson a, a.rp-link { color: #1f4e79; text-decoration: underline; }
@layer theme { /* the first layer: what is important there wins against the library's "no-outline" */
  :focus-visible { outline: 3px solid #1f5fa8 !important; outline-offset: 2px !important; }
  .rp-way:focus-visible { outline-color: #ffffff !important; }
  @media (prefers-reduced-motion: reduce) { /* not 0: the library waits for the end of what moves */
    *, ::before, ::after { animation-duration: 1ms !important; animation-iteration-count: 1 !important;
                           transition-duration: 1ms !important; transition-delay: 0s !important; }
  }
}
"""

WAYS = (("/explore", "Explore"), ("/play", "Play a state"), ("/lessons", "Lessons"))


def address(path: str, language: Language, query: str = "") -> str:
    """Return the address of a page in a language."""
    words = "&".join(word for word in (f"lang={language.code}" if language.code != "en" else "", query) if word)
    return f"{path}?{words}" if words else path


@contextmanager
def frame(language: Language, here: str, title: str, query: str = "") -> Iterator[None]:
    """Put the content of the block into the frame of a page.

    Parameters
    ----------
    language : Language
        The language of the page.
    here : str
        Path of the page.
    title : str
        Its title, already in the language.
    query : str
        What else the address says, kept when the language is changed.
    """
    _speak(language)
    ui.page_title(f"{title} - realpolitik")
    ui.add_css(STYLE)
    ui.query("html").props(f'dir="{language.direction}" lang="{language.code}"')
    ui.colors(primary="#1f4e79", accent="#7a5200")
    with ui.header(elevated=False).classes("items-center").style("background:#1d2b3a; padding: 8px 16px"):
        ui.link("realpolitik", address("/", language)).classes("rp-way").style("font-weight:700; font-size:1.1rem")
        with ui.element("nav").classes("flex rp-ways").props(f'aria-label="{language("Pages")}"'):
            for path, name in WAYS:
                way = ui.link(language(name), address(path, language)).classes("rp-way")
                if here.startswith(path):
                    way.props("aria-current=page")
        ui.space()
        with ui.element("nav").classes("flex").props(f'aria-label="{language("Language")}"'):
            for other in LANGUAGES.values():
                if other.code != language.code:
                    way = ui.link(other.name, address(here, other, query)).classes("rp-way")
                    way.props(f'lang="{other.code}" hreflang="{other.code}"').on("click", js_handler=_same_place(other))
    with ui.element("div").classes("w-full").style("max-width: 1900px; margin: 0 auto"):
        yield


def _speak(language: Language) -> None:
    """Let the library's own parts speak the language, and lay out in its direction from the first moment."""
    client = ui.context.client
    client.page = copy.copy(client.page)  # the library knows one language for all visitors of an address
    client.page.language = language.library_code  # type: ignore[assignment]
    translations[language.library_code] = {  # type: ignore[index]
        "connection_lost": language("Connection lost."),
        "trying_to_reconnect": language("Trying to reconnect..."),
        "message_too_long": language("Message too long"),
        "message_too_long_body": language("The message is too large for WebSocket transmission."),
    }


def _same_place(language: Language) -> str:
    """Return the handler that changes the language and keeps all else that the address says by now."""
    return (
        "event => { event.preventDefault(); const words = new URLSearchParams(location.search); "
        f"words.set('lang', '{language.code}'); location.search = words; }}"
    )


def show_problems(language: Language, error: InputError) -> None:
    """Show what is wrong with an address, an answer or a file."""
    with ui.element("div").classes("rp-card rp-wrong").props('role="alert"'):
        ui.label(language("This cannot be done")).classes("rp-title")
        for problem in error.problems:
            ui.label(tell(problem, language)).style("overflow-wrap: anywhere")


def wrong(language: Language, error: InputError, back: str, label: str) -> None:
    """Show what is wrong with an address, and the way back."""
    with ui.element("div").classes("rp-page"):
        show_problems(language, error)
        ui.link(label, address(back, language)).classes("rp-link")
