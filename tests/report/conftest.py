"""A study written by hand, and what was written of it, once for all tests."""

from __future__ import annotations

import pytest

from realpolitik.findings.stages import Tally
from realpolitik.report.reproduce import draw_pictures, write_study
from tests.report import made


@pytest.fixture(scope="session")
def study():
    return made.study()


@pytest.fixture(scope="session")
def pictures(study):
    return draw_pictures(study, Tally(1, 1.0))


@pytest.fixture(scope="session")
def folder(study, pictures, tmp_path_factory):
    """Return the folder of a written study."""
    out = tmp_path_factory.mktemp("reports") / "study"
    write_study(study, out, pictures, made.claims())
    return out


@pytest.fixture(scope="session")
def page(folder):
    return (folder / "report.html").read_text(encoding="utf-8")
