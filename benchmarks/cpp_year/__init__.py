"""The year of the ensemble written by hand in C++: what the compiled rules could reach on one core at most.

A copy by purpose, to measure against and to test against: the same rules on the same draws in the same arithmetic and
order, so that its counts and summaries are the ensemble's to the bit. It is written once for a type of number, which is
one run (the scalar year) or several runs side by side in vector registers (the wide year). It keeps nothing that no
summary reads, it knows the default switches alone, and capabilities that follow the record; it refuses everything else.
It is built by the compiler of the machine when it is first asked for, for the number of states, actors and runs side by
side at hand.
"""

from benchmarks.cpp_year.build import NoCompiler, find_compiler
from benchmarks.cpp_year.ensemble import run_ensemble

__all__ = ["NoCompiler", "find_compiler", "run_ensemble"]
