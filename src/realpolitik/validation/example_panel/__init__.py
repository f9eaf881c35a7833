"""A small invented panel, for tests and for trying the commands; written by tools/make_example_panel.py."""

from __future__ import annotations

from pathlib import Path

EXAMPLE_FOLDER = Path(__file__).parent
"""Folder with the three files of the panel."""
