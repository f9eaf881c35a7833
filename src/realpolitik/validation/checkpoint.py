"""Finished steps of a long work, kept on disk, so that a killed run goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realpolitik.errors import InputError, Problem

STEPS = "steps"
PLAN = "plan.json"


@dataclass(frozen=True)
class Checkpoint:
    """A folder of finished steps, each one JSON file that appears at once or not at all.

    Attributes
    ----------
    folder : Path
        Where they are.
    """

    folder: Path

    @classmethod
    def open(cls, folder: Path, plan: Mapping[str, Any], *, fresh: bool) -> Checkpoint:
        """Return the checkpoint of a plan; the steps of another plan are refused.

        Parameters
        ----------
        folder : Path
            Folder of the work.
        plan : mapping
            Everything that the steps depend on.
        fresh : bool
            Throw the finished steps away.

        Raises
        ------
        InputError
            The folder has steps of another plan.
        """
        steps = folder / STEPS
        steps.mkdir(parents=True, exist_ok=True)
        if fresh:
            for path in steps.glob("*.json"):
                path.unlink()
        found = cls(steps)
        known = found.read(PLAN.removesuffix(".json"))
        if known is None:
            found.write(PLAN.removesuffix(".json"), dict(plan))
        elif known != json.loads(json.dumps(plan)):
            changed = sorted(key for key in {*known, *plan} if known.get(key) != json.loads(json.dumps(plan)).get(key))
            problem = f"steps of another calibration (different: {', '.join(changed)})"
            raise InputError([Problem((), problem, "another --out, or --fresh to start anew", file=str(folder))])
        return found

    def read(self, step: str) -> Any | None:
        """Return what a finished step left, None if it is not finished."""
        try:
            return json.loads((self.folder / f"{step}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def write(self, step: str, content: Any) -> None:
        """Keep what a step leaves."""
        path = self.folder / f"{step}.json"
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(content, allow_nan=False) + "\n", encoding="utf-8")
        os.replace(partial, path)

    def once(self, step: str, work: Callable[[], Any]) -> Any:
        """Return what a step left, doing it if it is not finished."""
        found = self.read(step)
        if found is None:
            self.write(step, work())
            found = self.read(step)
        return found


def digest_of(content: Any) -> str:
    """Return a hash of anything that JSON can say."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
