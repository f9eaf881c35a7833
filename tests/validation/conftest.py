"""The invented panel, copied where a test may break it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from realpolitik.validation.example_panel import EXAMPLE_FOLDER


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    """Return a copy of the invented panel."""
    folder = tmp_path / "panel"
    folder.mkdir()
    for file in EXAMPLE_FOLDER.glob("*.csv"):
        shutil.copy(file, folder)
    return folder
