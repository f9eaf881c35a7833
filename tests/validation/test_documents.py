"""The tables of docs/validation.md are those of the results on record."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_is_up_to_date():
    command = [sys.executable, str(ROOT / "tools" / "write_validation_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "up to date"), done.stdout + done.stderr


def test_the_example_panel_is_what_its_script_writes(tmp_path):
    command = [sys.executable, str(ROOT / "tools" / "make_example_panel.py"), "--out", str(tmp_path)]
    subprocess.run(command, capture_output=True, check=True)
    shipped = ROOT / "src" / "realpolitik" / "validation" / "example_panel"
    for name in ("state_year.csv", "dyad_year.csv", "outcomes_year.csv"):
        assert (tmp_path / name).read_bytes() == (shipped / name).read_bytes(), name
