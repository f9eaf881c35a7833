"""``realpolitik app``: the page."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from realpolitik.cli.reading import Reading, whole_number
from realpolitik.cli.screen import notice
from realpolitik.cli.waiting import announce_compilation
from realpolitik.errors import InputError, Problem
from realpolitik.paths import checked_path

ROOMS = str(Path("out") / "rooms")


def app(
    port: Annotated[str, typer.Option("--port", metavar="P", help="Port that the page answers on.")] = "8080",
    host: Annotated[
        str, typer.Option("--host", metavar="H", help="Address to listen on; 0.0.0.0 lets other machines in.")
    ] = "127.0.0.1",
    rooms: Annotated[str, typer.Option("--rooms", metavar="DIR", help="Folder of the classrooms' logs.")] = ROOMS,
    show: Annotated[bool, typer.Option("--show/--no-show", help="Open a browser.")] = False,
) -> None:
    """Open the page: explore scenarios, play a state, learn realism in the browser.

    It answers on this machine alone, unless --host says otherwise. Interrupt it (Ctrl-C) to stop.
    """
    from realpolitik.results_folder import check_writable

    reading = Reading()
    port_taken = reading.take(whole_number, "--port", port, 1, 65535)
    if port_taken:
        reading.take(_free, host, port_taken.value)
    folder = reading.take(checked_path, "--rooms", rooms, "the path of a folder")
    if folder:
        reading.take(check_writable, folder.value, "a folder to write to")
    reading.finish()
    try:
        from realpolitik.app.server import serve
    except ModuleNotFoundError as error:
        needed = Problem((), f"no package {error.name}", "the extra app: pip install 'realpolitik[app]'")
        raise InputError([needed]) from None
    notice(f"the page is on http://{host}:{port_taken.value}/ (Ctrl-C stops it)")
    serve(host, port_taken.value, folder.value, show=show, before_rules=announce_compilation)


def _free(host: str, port: int) -> None:
    """Check that nothing else listens there.

    Raises
    ------
    InputError
        The address is not one of this machine, or taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((host, port))
    except OSError as error:
        problem = Problem(
            (), f"{host} port {port} ({error.strerror or error})", "a free port of this machine", file="--port"
        )
        raise InputError([problem]) from None
