"""The C++ year, scalar and wide, is the ensemble's year: the same counts and summaries, to the bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import cpp_year
from benchmarks.cpp_year import __main__ as command
from benchmarks.cpp_year import build
from benchmarks.interleaved import Timing
from benchmarks.many_states import with_states, with_years
from realpolitik.scenario import load
from realpolitik.simulation.ensemble import SUMMARY, run_ensemble
from realpolitik.theory.assumptions import make_assumptions
from tests.benchmarks.test_plain_mesa import SETTINGS

WIDTHS = tuple(command.CPP_SIDE_BY_SIDE.values())


def reason_to_skip():
    """Return why nothing can be built here, or an empty text."""
    try:
        cpp_year.find_compiler()
    except cpp_year.NoCompiler as error:
        return str(error)
    return ""


needs_compiler = pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip() or "a compiler is here")


UNOPTIMISED = tuple("-O0" if flag == "-O3" else flag for flag in build.FLAGS)
"""For what the text is asked, not the compiler: optimised are the libraries of the century, and to build takes long."""


def some_years():
    """Return a few years of the century: no new library is built for them."""
    return with_years(load("century").timeline(), 20)


def assert_same_bits(timeline, assumptions, widths=WIDTHS, **which):
    """Run the ensemble and the C++ years, assert equal bits, return the ensemble."""
    expected = run_ensemble(timeline, assumptions, threads=1, **which)
    for width in widths:
        found = cpp_year.run_ensemble(timeline, assumptions, side_by_side=width, **which)
        for name in ("class_count", "mean_trust", "summary"):
            ours, theirs = getattr(expected, name), getattr(found, name)
            assert ours.dtype == theirs.dtype
            assert np.array_equal(ours.view(np.int64), theirs.view(np.int64)), (name, width)
    return expected


@needs_compiler
@pytest.mark.parametrize("settings", SETTINGS, ids=["defaults", "eventful"])
def test_counts_and_summaries_are_the_ensembles_to_the_bit(settings):
    ensemble = assert_same_bits(
        load("century").timeline(), make_assumptions(**settings), runs=150, seed=11, first_run=7
    )
    assert len(np.unique(ensemble.summary, axis=0)) > 100  # runs that all go one way would tell little


@needs_compiler
def test_what_seldom_happens_happens_in_what_is_compared():
    """Crises with and without support, aid, pacts that last and pacts that do not, and every class."""
    ensemble = assert_same_bits(load("century").timeline(), make_assumptions(**SETTINGS[1]), runs=150, seed=3)
    of = dict(zip(SUMMARY, np.moveaxis(ensemble.summary, 2, 0), strict=True))
    assert 0.0 < of["crises_supported"].sum() < of["crises_asked"].sum()
    assert (of["aid_backward"] > 0.0).any()
    assert 0.0 < of["strategic_alliance"].mean() < 1.0
    assert (ensemble.class_count.sum(axis=(0, 1)) > 0).all()


@needs_compiler
def test_more_states_and_a_large_seed(monkeypatch):
    """Of the scalar year alone: the wide one is of the same text, and to build it takes long."""
    monkeypatch.setattr(build, "FLAGS", UNOPTIMISED)
    timeline = with_years(with_states(load("cuba").timeline(), 5), 8)
    assert_same_bits(timeline, make_assumptions(**SETTINGS[1]), (1,), runs=20, seed=2**63 - 1)


@needs_compiler
@pytest.mark.parametrize("runs", [1, 3, 8, 13])
def test_runs_that_do_not_fill_the_registers_count_alone(runs):
    """Runs beside the last that nobody asked for leave no trace, and it does not matter where runs begin."""
    timeline, assumptions = some_years(), make_assumptions(**SETTINGS[1])
    assert_same_bits(timeline, assumptions, runs=runs, seed=5, first_run=2)
    whole = cpp_year.run_ensemble(timeline, assumptions, runs=16, seed=5)
    part = cpp_year.run_ensemble(timeline, assumptions, runs=runs, seed=5, first_run=2)
    assert np.array_equal(whole.summary[2 : 2 + runs], part.summary)


@needs_compiler
def test_eight_runs_side_by_side_are_the_same_runs(monkeypatch):
    timeline, assumptions = some_years(), make_assumptions(**SETTINGS[1])
    sixteen = cpp_year.run_ensemble(timeline, assumptions, runs=50, seed=5, side_by_side=16)
    monkeypatch.setattr(build, "FLAGS", UNOPTIMISED)
    eight = cpp_year.run_ensemble(timeline, assumptions, runs=50, seed=5, side_by_side=8)
    assert command.same_bits(eight, sixteen)


def test_refuses_what_it_does_not_know():
    timeline = load("cuba").timeline()
    with pytest.raises(NotImplementedError, match=r"switch 'aid': found 'off'; .* 'on'"):
        cpp_year.run_ensemble(timeline, make_assumptions(aid="off"), runs=1, seed=0)
    with pytest.raises(NotImplementedError, match=r"'choice_rule': found 'null'; .* 'joint'"):
        cpp_year.run_ensemble(timeline, make_assumptions(choice_rule="null"), runs=1, seed=0)
    with pytest.raises(ValueError, match=r"side_by_side: found 3; allowed: 1, 8, 16"):
        cpp_year.run_ensemble(timeline, make_assumptions(), runs=1, seed=0, side_by_side=3)
    growing = replace(timeline, arrays=timeline.arrays._replace(capability_free=np.ones(1)))
    with pytest.raises(NotImplementedError, match="growth"):
        cpp_year.run_ensemble(growing, make_assumptions(), runs=1, seed=0)


def test_without_a_compiler_it_says_so(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["benchmarks.cpp_year"])
    assert command.main() == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "the C++ year needs a C++17 compiler: none of g++, c++, clang++ is on the path\n"


def test_the_table_tells_the_shares():
    seconds = {command.ONE_CORE: [2e-4, 2e-4], command.SCALAR_CPP: [8e-4, 8e-4], command.WIDE_CPP: [1e-4, 1e-4]}
    timing = Timing({"processor": seconds, "wall": seconds}, dict.fromkeys(seconds, 1000))
    shares = {name: timing.ratio(command.ONE_CORE, name) for name in command.CPP_SIDE_BY_SIDE}
    table = command.told({"timing": timing.to_dict(), "ensemble_to_cpp": shares})
    assert "| runs per second, wide C++ year, 1 core | 10,000 |" in table
    assert "| speed of the ensemble as a share of the scalar C++ year's | 4.00 (4.00 to 4.00) |" in table
    assert "| speed of the ensemble as a share of the wide C++ year's | 0.50 (0.50 to 0.50) |" in table
