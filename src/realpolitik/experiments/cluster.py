"""Running an experiment on a cluster: Dask distributed carries the parts out, this process keeps the folder.

Workers need the package, no shared disk: they get the experiment once, then codes of points, and send tables back.
A worker that dies loses the parts it was at; the scheduler hands them to others. The bytes are those of one thread.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from realpolitik.errors import InputError, Problem, nearest_name, quoted
from realpolitik.experiments.extras import needed
from realpolitik.experiments.measuring import Simulator
from realpolitik.experiments.parts import Part, PartLayout
from realpolitik.experiments.rows import part_table

if TYPE_CHECKING:
    import pyarrow as pa

    from realpolitik.experiments.experiment import Experiment
    from realpolitik.experiments.runner import Measures, Progress

TASK_SECONDS = 5.0
"""About how long a task shall take: short enough to lose little with a worker, long for the scheduler."""

TASKS_AHEAD = 2
"""Tasks per worker thread that are under way at a time, so that memory does not grow with the runs."""
LOST_AT_MOST = 3
"""How often a part may be lost with what was sent to the workers before the work fails, as the scheduler has it."""

OPTION, FILE_ENDING = "--cluster", ".json"
SCHEMES = ("tcp", "tls", "ws", "wss", "ucx", "inproc")
_HOST_AND_PORT = re.compile(r"(?:\[[0-9A-Fa-f:.%]+\]|[^\s:/\[\]]+):([0-9]{1,5})/?")
_ALLOWED = "the address of a Dask scheduler, as tcp://10.0.0.1:8786, or the path of its .json file"

CONNECT_SECONDS = 30
FIRST_WORKER_SECONDS = 600


def compute(measures: Measures, experiment: Experiment, parts: list[Part]) -> tuple[list[pa.Table], float]:
    """Return the tables of some parts and the seconds that they took. Runs on a worker."""
    began = time.monotonic()
    tables = [part_table(experiment, part, measures.measure(part)) for part in parts]
    return tables, time.monotonic() - began


def described() -> dict[str, str]:
    """Return what must be equal on a worker and here for the bytes to be equal."""
    import importlib.metadata

    from realpolitik import __version__
    from realpolitik.compiled import source_hash

    packages = {name: importlib.metadata.version(name) for name in ("numpy", "pyarrow")}
    return {"realpolitik": __version__, "rules": source_hash(), **packages}


def check_address(address: str) -> None:
    """Check the form of an address, or that the file of a scheduler is there: Dask would only wait and give up.

    Raises
    ------
    InputError
        It can be no address of a scheduler.
    """
    problem: Problem | None = None
    scheme, separator, place = str(address).rpartition("://")
    port = _HOST_AND_PORT.fullmatch(place)
    if not isinstance(address, str) or not address.strip():
        problem = Problem((), quoted(address), _ALLOWED, file=OPTION)
    elif address.endswith(FILE_ENDING):
        if not os.path.isfile(address):
            problem = Problem((), f"{quoted(address)}, where there is no file", _ALLOWED, file=OPTION)
    elif separator and scheme not in SCHEMES:
        near = nearest_name(scheme, SCHEMES)
        problem = Problem((), f"the unknown scheme {scheme!r} of {quoted(address)}", ", ".join(SCHEMES), near, OPTION)
    elif scheme != "inproc" and not (port and 0 < int(port[1]) < 65536):
        problem = Problem((), f"{quoted(address)}, no host with a port", _ALLOWED, file=OPTION)
    if problem:
        raise InputError([problem])


class DaskCluster:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        Address of the scheduler, as in ``tcp://10.0.0.1:8786``; or the path of its file.
    measures : callable, optional
        Makes what measures the parts; `Simulator` by default.

    Raises
    ------
    InputError
        It can be no address; whether somebody answers there, `check` tells.
    """

    def __init__(self, address: str, measures: Callable[[Experiment], Measures] = Simulator) -> None:
        check_address(address)
        self.address = address
        self.measures = measures

    def _client(self) -> Any:
        distributed = needed("distributed", "cluster", OPTION)
        place: dict[str, Any] = {"address": self.address}
        if self.address.endswith(FILE_ENDING):
            place = {"scheduler_file": self.address}
        try:
            return distributed.Client(**place, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            found = f"{quoted(self.address)}, where no scheduler answers ({' '.join(str(error).split())})"
            raise InputError([Problem((), found, _ALLOWED, file=OPTION)]) from None

    def _client_with_workers(self) -> Any:
        client = self._client()
        try:
            client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
            _check_versions(client.run(described))
        except TimeoutError:
            client.close()
            found = f"{quoted(self.address)}, where no worker came within {FIRST_WORKER_SECONDS} seconds"
            raise InputError([Problem((), found, "a scheduler with workers", file=OPTION)]) from None
        except BaseException:
            client.close()
            raise
        return client

    def check(self) -> None:
        """Connect once, and wait for the first worker.

        Raises
        ------
        InputError
            No scheduler answers, no worker comes, or workers have another version of the package.
        """
        self._client_with_workers().close()

    def tables(
        self, experiment: Experiment, layout: PartLayout, missing: list[int], progress: Progress
    ) -> Iterator[tuple[int, pa.Table]]:
        """Yield the missing parts, number and table, as they come back.

        Raises
        ------
        InputError
            As `check`.
        """
        if not missing:
            return
        from distributed import CancelledError, as_completed

        with self._client_with_workers() as client:
            light = experiment.without_points()
            shared = [self.measures(light), light]

            def send() -> list[Any]:
                return [client.scatter(one, broadcast=True, hash=False) for one in shared]

            sent = send()
            left: Iterator[int] = iter(missing)
            waiting: dict[Any, list[int]] = {}
            per_task = 1
            lost: Counter[int] = Counter()

            def submit() -> Any | None:
                numbers = [number for _, number in zip(range(per_task), left, strict=False)]
                if not numbers:
                    return None
                parts = [layout.part(number, experiment) for number in numbers]
                future = client.submit(compute, *sent, parts, pure=False)
                waiting[future] = numbers
                return future

            done = as_completed(loop=client.loop, with_results=True)
            for _ in range(TASKS_AHEAD * max(1, sum(client.nthreads().values()))):
                if (future := submit()) is not None:
                    done.add(future)
            for future, found in done:
                numbers = waiting.pop(future)
                future.release()
                if isinstance(found, CancelledError):
                    lost.update(numbers)
                    if max(lost[number] for number in numbers) > LOST_AT_MOST:
                        raise found
                    left = chain(numbers, left)
                    if any(one.cancelled() for one in sent):  # it died with the workers that held it
                        sent = send()
                else:
                    tables, seconds = found
                    for number, table in zip(numbers, tables, strict=True):
                        progress(layout.runs(number))
                        yield number, table
                    per_task = max(1, min(4 * per_task, int(TASK_SECONDS * len(numbers) / max(seconds, 1e-3))))
                wanted = TASKS_AHEAD * max(1, sum(client.nthreads().values()))
                while len(waiting) < wanted and (future := submit()) is not None:
                    done.add(future)


def _check_versions(workers: dict[str, dict[str, str]]) -> None:
    """Report workers whose packages are not those of this process."""
    here = described()
    problems = [
        Problem((address, name), found.get(name, "nothing"), f"{expected}, as here", file=OPTION)
        for address, found in workers.items()
        for name, expected in here.items()
        if found.get(name) != expected
    ]
    if problems:
        raise InputError(problems)
