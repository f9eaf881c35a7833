"""A study written by hand, and what was written of it, once for all tests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from realpolitik.findings.stages import Tally
from realpolitik.report import style
from realpolitik.report.figures import FIGURES, figures_of
from realpolitik.report.page import Picture
from realpolitik.report.reproduce import draw_pictures, write_study
from tests.report import made

EMPTY_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
PNG = b"\x89PNG" + bytes(60_000)
"""Smaller than some of the figures as SVG, larger than others."""


@pytest.fixture(scope="session")
def study():
    return made.study()


@pytest.fixture(scope="session")
def pictures(study):
    """Return the figures of the study; those of single findings, which have tests of their own, are empty ones.

    Their PNG form takes longest, is the same for all that follows, and is looked at with the style.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "as_png", lambda figure: PNG)
        drawn = draw_pictures(replace(study, quick=True), Tally(1, 1.0))
    assert list(drawn) == [figure.name for figure in FIGURES]
    return {
        figure.name: drawn.get(figure.name) or Picture(figure.name, figure.caption, EMPTY_SVG, b"\x89PNG")
        for figure in figures_of(study)
    }


@pytest.fixture(scope="session")
def folder(study, pictures, tmp_path_factory):
    """Return the folder of a written study."""
    out = tmp_path_factory.mktemp("reports") / "study"
    write_study(study, out, pictures, made.claims())
    return out


@pytest.fixture(scope="session")
def page(folder):
    return (folder / "report.html").read_text(encoding="utf-8")
