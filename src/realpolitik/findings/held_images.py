"""Holding images at the mean path of another arm, so that an experiment changes everything but the threat."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np

from realpolitik.findings.edits import Edit, chained, pin_intent
from realpolitik.findings.evidence import Arm
from realpolitik.scenario.timeline import ScenarioTimeline


def hold_images(arm: Arm, directions: Iterable[tuple[str, str]]) -> tuple[Edit, str]:
    """Return an edit that pins images to their mean path in an arm, and a label that tells equal paths from others.

    Parameters
    ----------
    arm : Arm
        Where the paths come from; same years as the timeline that is edited.
    directions : iterable of (str, str)
        Whose image, and of whom.

    Notes
    -----
    The label names the paths, because an arm under other assumptions has others and timelines are kept by label.
    """
    edits: list[Edit] = []
    digest = 0
    for of, toward in directions:
        path = np.clip(arm.intent(of, toward).mean(axis=0), 0.0, 1.0)
        digest = zlib.crc32(path.tobytes(), zlib.crc32(f"{of}->{toward}".encode(), digest))
        edits.append(_pin(of, toward, path))
    return chained(*edits), f"images held ({digest:08x})"


def _pin(of: str, toward: str, path: np.ndarray) -> Edit:
    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        return pin_intent(timeline, of, toward, path)

    return edit
