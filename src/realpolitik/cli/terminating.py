"""Being asked to end by the system (SIGTERM): the work is left as after Ctrl-C, with nothing half written."""

from __future__ import annotations

import signal
import threading
from types import FrameType

TERMINATED = 128 + signal.SIGTERM
"""Exit code that a shell reports of a process ended by this signal."""


class Terminated(KeyboardInterrupt):
    """The system asked the process to end; whatever heeds an interrupt heeds this."""


def heed_termination() -> threading.Event:
    """Let a request to end reach the work as an exception, unless somebody has decided otherwise about it.

    Returns
    -------
    threading.Event
        Set by the request: code of others may turn the exception into one of its own.
    """
    asked = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second request must not break the tidying up
        raise Terminated

    in_main_thread = threading.current_thread() is threading.main_thread()
    if in_main_thread and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, end)
    return asked
