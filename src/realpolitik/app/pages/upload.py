"""Uploading a scenario file of one's own."""

from __future__ import annotations

from html import escape
from typing import Any

from nicegui import ui

from realpolitik.app.explore.settings import Exploration
from realpolitik.app.explore.uploads import MOST_BYTES, UPLOADS
from realpolitik.app.language import Language
from realpolitik.app.pages.frame import address, show_problems
from realpolitik.errors import InputError, Problem

CHOOSING = """
    <div class="row items-center q-pa-sm">
      <span class="hidden"><q-uploader-add-trigger></q-uploader-add-trigger></span>
      <q-btn no-caps flat icon="upload_file" label="{label}" @click="props.pickFiles"></q-btn>
    </div>
"""
"""The library's own head has a field without a name in a button without one: nobody who listens could use it."""


def draw_upload(language: Language) -> None:
    """Show where a scenario file can be given; a good one is explored at once, a bad one gets a message."""
    with ui.expansion(language("A scenario of your own")).classes("w-full"):
        ui.label(
            language(
                "A TOML file of at most {kilobytes} kB, as “Download scenario” gives it. It is read as data, "
                "checked, and forgotten when the server stops.",
                kilobytes=MOST_BYTES // 1000,
            )
        ).classes("rp-muted")
        told = ui.element("div").classes("w-full").props("data-testid=upload-answer aria-live=assertive")

        def refuse(error: InputError) -> None:
            told.clear()
            with told:
                show_problems(language, error)

        async def take(event: Any) -> None:
            box.reset()
            try:
                name = UPLOADS.add(str(event.file.name), await event.file.read())
            except InputError as error:
                refuse(error)
                return
            ui.navigate.to(address("/explore", language, Exploration(name).query()))

        def too_large() -> None:
            problem = Problem(
                (), "a file that is too large or no .toml file", f"a .toml file of at most {MOST_BYTES} bytes"
            )
            refuse(InputError([problem]))

        box = ui.upload(
            on_upload=take,
            on_rejected=too_large,
            max_file_size=MOST_BYTES,
            max_files=1,
            auto_upload=True,
        )
        box.props("accept=.toml flat bordered").classes("w-full")
        box.add_slot("header", CHOOSING.format(label=escape(language("Choose a scenario file (.toml)"))))
