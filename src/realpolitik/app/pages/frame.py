"""The frame around every page: title, ways to go, language; a message where something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from realpolitik.app.language import LANGUAGES, Language
from realpolitik.errors import InputError

STYLE = """
body { background: #f6f5f1; color: #1a1a1a;
       font-family: "Segoe UI", "Noto Sans", "Noto Sans Arabic", Tahoma, sans-serif; }
.rp-card { background: white; border: 1px solid #dcd9d0; border-radius: 10px; padding: 14px 16px; width: 100%; }
.rp-title { font-size: 1.05rem; font-weight: 650; }
.rp-muted { color: #4d4d4d; }
.rp-grid { display: grid; gap: 14px; width: 100%;
           grid-template-columns: minmax(240px, 300px) minmax(0, 1fr) minmax(0, 1fr); }
@media (max-width: 1100px) { .rp-grid { grid-template-columns: minmax(0, 1fr); } }
a.rp-way { color: white; text-decoration: none; padding: 6px 10px; border-radius: 6px; }
a.rp-way:hover, a.rp-way:focus { background: #34495e; }
a.rp-way[aria-current=page] { background: #34495e; }
.rp-wrong { border-left: 5px solid #8c1a1a; }
[dir=rtl] .rp-wrong { border-left: 1px solid #dcd9d0; border-right: 5px solid #8c1a1a; }
:focus-visible { outline: 3px solid #1f5fa8; outline-offset: 2px; }
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
    ui.page_title(f"{title} - realpolitik")
    ui.add_css(STYLE)
    ui.query("html").props(f'dir="{language.direction}" lang="{language.code}"')
    ui.colors(primary="#1f4e79", accent="#7a5200")
    with ui.header(elevated=False).classes("items-center").style("background:#1d2b3a; padding: 8px 16px"):
        ui.link("realpolitik", address("/", language)).classes("rp-way").style("font-weight:700; font-size:1.1rem")
        with ui.element("nav").classes("flex gap-1").props(f'aria-label="{language("Pages")}"'):
            for path, name in WAYS:
                way = ui.link(language(name), address(path, language)).classes("rp-way")
                if here.startswith(path):
                    way.props("aria-current=page")
        ui.space()
        with ui.element("nav").classes("flex gap-1").props(f'aria-label="{language("Language")}"'):
            for other in LANGUAGES.values():
                if other.code != language.code:
                    ui.link(other.name, address(here, other, query)).classes("rp-way").props(f'lang="{other.code}"')
    with ui.element("main").classes("w-full").style("max-width: 1900px; margin: 0 auto"):
        yield


def wrong(language: Language, error: InputError) -> None:
    """Show what is wrong with an address or an answer."""
    with ui.element("div").classes("rp-card rp-wrong").props('role="alert"'):
        ui.label(language("This cannot be done")).classes("rp-title")
        for problem in error.problems:
            ui.label(str(problem)).props('dir="ltr"')
