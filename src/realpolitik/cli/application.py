"""The commands together, and how a failed one ends: a message, an exit code, never a traceback."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from realpolitik import __version__
from realpolitik.cli import (
    app,
    calibrate,
    check,
    compare,
    experiment,
    explain,
    export,
    listing,
    report,
    reproduce,
    run,
    schema,
    show,
    validate,
)
from realpolitik.cli.screen import complain, silence_standard_output
from realpolitik.cli.terminating import TERMINATED, Terminated, heed_termination
from realpolitik.errors import InputError

DONE, WORK_FAILED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130
OBJECTS_BEFORE_COLLECTION = 50_000
"""New objects before garbage is looked for in a process of ours: imports make many and leave next to none."""
TRACEBACK_VARIABLE = "REALPOLITIK_TRACEBACK"


class _Commands(TyperGroup):
    """The group of commands; says so when it is stopped."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            raise typer.Exit(_stopped(stop)) from None


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"realpolitik {__version__}")
        raise typer.Exit


def _introduce(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Iran, Russia and the West as realist states: run scenarios, compare them, ask why, test the findings.

    Exit codes: 0 done, 1 the work failed, 2 wrong input, 130 interrupted, 143 terminated.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


COMMANDS: Mapping[str, Callable[..., Any]] = {
    "reproduce": reproduce.reproduce,
    "list": listing.list_shipped,
    "show": show.show,
    "run": run.run,
    "compare": compare.compare,
    "explain": explain.explain,
    "experiment": experiment.experiment,
    "export": export.export,
    "report": report.report,
    "check": check.check,
    "schema": schema.print_schema,
    "calibrate": calibrate.calibrate,
    "validate": validate.validate,
    "app": app.app,
}
"""The commands by name, in the order in which the help lists them."""


@cache
def _group_of(*names: str) -> Any:
    """Return the group of these commands: to read the options of all of them takes thirty milliseconds."""
    group = typer.Typer(
        name="realpolitik",
        cls=_Commands,
        callback=_introduce,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in names:
        group.command(name)(COMMANDS[name])
    return typer.main.get_group(group)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``realpolitik``; those of the process by default.
    """
    asked_to_end = threading.Event()
    if arguments is None:
        gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
        asked_to_end = heed_termination()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal of a smaller alphabet gets escapes instead of a failure
            stream.reconfigure(errors="backslashreplace")
    try:
        words = sys.argv[1:] if arguments is None else list(arguments)
        named = words[:1] if words and words[0] in COMMANDS else COMMANDS
        _group_of(*named)(words, prog_name="realpolitik")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else DONE
        # while options are read, a request to end comes out as if the user had interrupted
        return _stopped(Terminated()) if asked_to_end.is_set() and code not in (DONE, TERMINATED) else code
    except KeyboardInterrupt as stop:
        return _stopped(stop)
    except Exception as error:
        return _stopped(Terminated()) if asked_to_end.is_set() else _fail(error)
    return DONE


def _stopped(stop: KeyboardInterrupt) -> int:
    """Say that the work was stopped and return the exit code."""
    terminated = isinstance(stop, Terminated)
    complain("terminated" if terminated else "interrupted")
    return TERMINATED if terminated else INTERRUPTED


def _fail(error: Exception) -> int:
    """Say what went wrong and return the exit code."""
    if isinstance(error, InputError):
        complain(*(str(problem) for problem in error.problems))
        return WRONG_INPUT
    if type(error).__name__ in ("UnknownAssumption", "ImpossibleValue"):  # by name: their modules need not be loaded
        complain(str(error))
        return WRONG_INPUT
    if isinstance(error, OSError):
        silence_standard_output()
    if isinstance(error, MemoryError):
        complain("not enough memory", hint="Ask for fewer runs.")
        return WORK_FAILED
    if os.environ.get(TRACEBACK_VARIABLE):
        raise error
    described = " ".join(str(error).split()) or "no details"
    hint = f"Set {TRACEBACK_VARIABLE}=1 to see where it happened."
    complain(f"the work failed: {type(error).__name__}: {described}", hint=hint)
    return WORK_FAILED
